import { useMemo } from 'react';
import { countryName } from '../../../../core/country.ts';
import { useList, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../../web/ui/FilterChips.tsx';
import type { Filter } from '../../../../web/ui/FilterChips.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { accounts, accountStates, vettingStatuses } from '../../contract.ts';
import type { VettingStatus } from '../../contract.ts';
import { useSearchWords } from '../useSearchWords.ts';
import { VettingMark } from '../vetting.tsx';

interface Line {
  readonly accountId: string;
  readonly partnerId: string;
  readonly name: string;
  readonly country: string;
  readonly vetting: VettingStatus;
  readonly state: (typeof accountStates)[number];
  readonly createdAt: Date;
}
const filterNames = ['country', 'vetting', 'state'] as const;

/** Every partner company, found by part of its name, PartnerId or mail domain. */
export function AccountsPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const [words, type, asked] = useSearchWords();
  const chosen = Object.fromEntries(filterNames.flatMap((name) => (search.get(name) ? [[name, search.get(name) ?? '']] : []))) as Partial<
    Record<(typeof filterNames)[number], string>
  >;
  const list = useList(accounts.listAccounts, { ...(asked ? { search: asked } : {}), ...(chosen as object) });
  return (
    <Page title={t('accounts.op.title')} sentence={t('accounts.op.sentence')}>
      <Table<Line>
        label={t('accounts.op.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.accountId}
        rowLabel={(row) => row.name}
        href={(row) => `/operator/accounts/${row.accountId}`}
        search={{ label: t('accounts.op.search'), value: words, onChange: type }}
        filters={
          <FilterChips
            filters={useFilters()}
            values={Object.fromEntries(Object.entries(chosen).map(([name, value]) => [name, [value]]))}
            onChange={(values) => setSearch(Object.fromEntries(filterNames.map((name) => [name, values[name]?.[0] ?? null])))}
          />
        }
        narrowed={asked !== '' || Object.keys(chosen).length > 0}
        empty={<Empty title={t('accounts.op.none')} text={t('accounts.op.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
        asOf={list.asOf ? new Date(list.asOf) : undefined}
      />
    </Page>
  );
}

function useColumns(): Column<Line>[] {
  const { t, locale, formatDate } = useHouse();
  return [
    { id: 'name', header: t('accounts.op.company'), width: 'minmax(14rem, 2.4fr)', cell: (row) => <PersonName name={row.name} shape="company" /> },
    { id: 'partnerId', header: t('accounts.partner_id'), width: '9rem', cell: (row) => <CopyId value={row.partnerId} what={t('accounts.partner_id')} /> },
    { id: 'country', header: t('country.country'), phone: 'hidden', cell: (row) => countryName(row.country, locale) },
    { id: 'vetting', header: t('accounts.op.verification'), width: '11rem', phone: 'fact', cell: (row) => <VettingMark status={row.vetting} bare /> },
    {
      id: 'state',
      header: t('accounts.op.state'),
      width: '8rem',
      from: 'wide',
      cell: (row) => (
        <Status bare kind={row.state === 'active' ? 'success' : 'warning'}>
          {t(`accounts.state.${row.state}`)}
        </Status>
      ),
    },
    { id: 'created', header: t('accounts.op.since'), width: '8rem', from: 'wide', cell: (row) => formatDate(row.createdAt) },
  ];
}

function useFilters(): Filter[] {
  const { t, locale, compareNames } = useHouse();
  const codes = useRead(accounts.listCountries, {}, { catches: true }).data?.items;
  const options = useMemo(
    () => (codes ?? []).map(({ iso2 }) => ({ id: iso2, label: countryName(iso2, locale) })).sort((a, b) => compareNames(a.label, b.label)),
    [codes, locale, compareNames],
  );
  return [
    { id: 'country', label: t('country.country'), options },
    { id: 'vetting', label: t('accounts.op.verification'), options: vettingStatuses.map((id) => ({ id, label: t(`accounts.vetting.${id}`) })) },
    { id: 'state', label: t('accounts.op.state'), options: accountStates.map((id) => ({ id, label: t(`accounts.state.${id}`) })) },
  ];
}
