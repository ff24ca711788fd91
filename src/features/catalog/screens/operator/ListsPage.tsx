import { Eye, FileUp, Plus, Tags } from 'lucide-react';
import { useState } from 'react';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { type Column, Table } from '../../../../web/ui/Table.tsx';
import { catalog, type DeskList, listStates } from '../../contract.ts';
import { ListDialog } from './ListDialog.tsx';
import { ListMark } from './ListMark.tsx';

/** Every price list: drafts, announced, valid, past. */
export function ListsPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const state = listStates.find((one) => one === search.get('state'));
  const [making, make] = useState(false);
  const list = useList(catalog.listDeskLists, state ? { state } : {});
  return (
    <Page
      title={t('catalog.lists.title')}
      sentence={t('catalog.lists.sentence')}
      action={
        <>
          <LinkButton href="/operator/partner-prices" icon={Eye}>
            {t('catalog.partner_prices.title')}
          </LinkButton>
          {list.first?.can.edit && (
            <>
              <Button icon={Plus} onPress={() => make(true)}>
                {t('catalog.lists.add')}
              </Button>
              <LinkButton href="/operator/price-lists/import" icon={FileUp} variant="primary">
                {t('catalog.lists.import')}
              </LinkButton>
            </>
          )}
        </>
      }
    >
      <Table<DeskList>
        label={t('catalog.lists.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={({ listId }) => listId}
        rowLabel={({ name }) => name}
        href={({ listId }) => `/operator/price-lists/${listId}`}
        filters={
          <FilterChips
            filters={[{ id: 'state', label: t('catalog.desk.state'), options: listStates.map((id) => ({ id, label: t(`catalog.lists.state_${id}`) })) }]}
            values={{ state: state ? [state] : [] }}
            onChange={(values) => setSearch({ state: values['state']?.at(-1) ?? null })}
          />
        }
        narrowed={state !== undefined}
        empty={<Empty icon={Tags} title={t('catalog.lists.none')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
      {making && <ListDialog onClose={() => make(false)} />}
    </Page>
  );
}

function useColumns(): Column<DeskList>[] {
  const { t, formatDate, formatNumber } = useHouse();
  return [
    {
      id: 'name',
      header: t('catalog.lists.name'),
      width: 'minmax(12rem, 2fr)',
      phone: 'title',
      cell: ({ name, groupName }) => (
        <span className="flex flex-col whitespace-normal">
          <span className="font-medium">{name}</span>
          <span className="text-13 text-muted">{groupName ?? t('catalog.lists.for_all')}</span>
        </span>
      ),
    },
    {
      id: 'valid',
      header: t('catalog.lists.valid'),
      width: 'minmax(11rem, 1.4fr)',
      phone: 'fact',
      cell: ({ validFrom, validTo }) => (
        <span className="whitespace-normal">
          {validTo
            ? t('catalog.lists.from_to', { from: formatDate(validFrom), to: formatDate(validTo) })
            : t('catalog.lists.from', { from: formatDate(validFrom) })}
        </span>
      ),
    },
    { id: 'lines', header: t('catalog.lists.lines'), width: '8rem', align: 'end', phone: 'hidden', cell: ({ lines }) => formatNumber(lines) },
    { id: 'state', header: t('catalog.desk.state'), width: '10rem', phone: 'fact', cell: ({ state }) => <ListMark state={state} /> },
  ];
}
