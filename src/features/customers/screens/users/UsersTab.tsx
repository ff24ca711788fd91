import { FileUp, Users } from 'lucide-react';
import { type ComponentType, useState } from 'react';
import type { MessageKey } from '../../../../core/locale.ts';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Badge } from '../../../../web/ui/Badge.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { useSearchWords } from '../../../accounts/screens/useSearchWords.ts';
import { customers, customerUserStates } from '../../contract.ts';
import type { CustomerUser } from '../../contract.ts';
import type { CustomerShown } from '../said.ts';

const kinds = { active: 'success', inactive: 'warning', deleted: 'plain' } as const;

/** What a later feature does with users that are selected. */
export type BulkSlot = ComponentType<{ readonly customerId: string; readonly userIds: readonly string[]; readonly onDone: () => void }>;

/** People of the customer's directory. */
export function UsersTab({ customer: { customerId }, Acts }: { readonly customer: CustomerShown; readonly Acts: BulkSlot }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const { search, setSearch } = usePlace();
  const [typed, type, asked] = useSearchWords();
  const state = customerUserStates.find((each) => each === search.get('state'));
  const list = useList(customers.listCustomerUsers, { customerId, ...(asked ? { search: asked } : {}), ...(state ? { state } : {}) });
  const can = list.first?.can;
  const [chosen, choose] = useState<ReadonlySet<string>>(new Set());
  const base = `/customers/${customerId}/users`;
  const actions = (
    <span className="flex flex-wrap gap-2">
      {can?.import && (
        <LinkButton href={at(`${base}/import`)} icon={FileUp} size="small">
          {t('customers.users.import')}
        </LinkButton>
      )}
      {can?.add && (
        <LinkButton href={at(`${base}/new`)} size="small" variant="primary">
          {t('customers.users.add')}
        </LinkButton>
      )}
    </span>
  );
  return (
    <div className="flex flex-col gap-3">
      {can && !can.add && <p className="text-14 text-muted">{t('customers.users.no_rights')}</p>}
      <Table<CustomerUser>
        label={t('customers.users')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.userId}
        rowLabel={(row) => row.displayName}
        href={(row) => at(`${base}/${row.userId}`)}
        search={{ label: t('customers.users.search'), value: typed, onChange: type }}
        filters={
          <FilterChips
            filters={[
              {
                id: 'state',
                label: t('customers.users.column.state'),
                options: customerUserStates.map((id) => ({ id, label: t(`customers.users.state.${id}`) })),
              },
            ]}
            values={{ state: state ? [state] : [] }}
            onChange={(values) => setSearch({ state: values['state']?.[0] ?? null })}
          />
        }
        selected={chosen}
        onSelect={choose}
        bulk={<Acts customerId={customerId} userIds={[...chosen]} onDone={() => choose(new Set())} />}
        tools={actions}
        narrowed={asked !== '' || state !== undefined}
        empty={<Empty icon={Users} title={t('customers.users.none')} text={t('customers.users.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </div>
  );
}

function useColumns(): Column<CustomerUser>[] {
  const { t } = useHouse();
  return [
    {
      id: 'name',
      header: t('customers.users.column.name'),
      width: 'minmax(15rem, 2fr)',
      cell: (row) => <PersonName name={row.displayName} detail={row.userName} />,
    },
    {
      id: 'roles',
      header: t('customers.users.column.roles'),
      width: 'minmax(10rem, 1.6fr)',
      phone: 'fact',
      cell: (row) => (
        <span className="flex flex-wrap gap-1">
          {row.roles.length === 0 ? (
            <Badge>{t('customers.users.no_role')}</Badge>
          ) : (
            row.roles.map((role) => <Badge key={role}>{t(`customers.role.${role}` as MessageKey)}</Badge>)
          )}
        </span>
      ),
    },
    {
      id: 'state',
      header: t('customers.users.column.state'),
      width: '9rem',
      cell: (row) => (
        <Status kind={kinds[row.state]} bare>
          {t(`customers.users.state.${row.state}`)}
        </Status>
      ),
    },
  ];
}
