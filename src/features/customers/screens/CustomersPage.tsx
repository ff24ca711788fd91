import { Building, Download, Handshake, Plus } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { countryName } from '../../../core/country.ts';
import { urlOf } from '../../../web/api.ts';
import { useAccountId, useList, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { useSearchWords } from '../../accounts/screens/useSearchWords.ts';
import { useSavedViews } from '../../views/screens/useSavedViews.ts';
import { ViewPicker } from '../../views/screens/ViewPicker.tsx';
import { LettersBar, LONG } from '../../members/screens/LettersBar.tsx';
import { agreementModes, customers, customerStates, qualifications, relationshipKinds } from '../contract.ts';
import type { CustomerLine } from '../contract.ts';
import { BulkActs } from './bulk/BulkActs.tsx';
import { AgreementMark, QualificationMark } from './marks.tsx';

type Wanted = Omit<z.input<typeof customers.countCustomers.input>, 'partner'>;

/** Words of the address that make a view of the list. */
const words = ['q', 'relationship', 'qualification', 'agreement', 'responsible', 'country', 'state', 'sort'];

/** The company's customers, in the order of the reader's language. */
export function CustomersPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const at = useAccountPath();
  const colleagues = useRead(customers.listCustomerColleagues, {}, { catches: true }).data?.items ?? [];
  const [typed, type, asked] = useSearchWords();
  const wanted = useWanted(asked);
  const from = asked ? null : search.get('from');
  const saved = useSavedViews('customers', words);
  const newest = search.get('sort') === 'newest';
  const list = useList(customers.listCustomers, { ...wanted, ...(newest ? { sort: 'newest' as const } : from ? { from } : {}) });
  const count = useRead(customers.countCustomers, wanted, { catches: true }).data;
  const isNarrowed = Object.keys(wanted).length > 0 || from !== null;
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  // All that match, also those that were not loaded: until anything of the selection or of the list changes.
  const [allOf, selectAll] = useState<string | null>(null);
  const isAll = allOf === JSON.stringify(wanted) && selected.size > 0;
  const isLong = !asked && count !== undefined && count.count > LONG;
  return (
    <Page title={t('customers.title')} sentence={t('customers.sentence')} action={<Actions can={list.first?.can} />}>
      <div className="flex flex-col gap-3">
        {(isLong || from) && !newest && <LettersBar />}
        <Table<CustomerLine>
          label={t('customers.title')}
          columns={useColumns()}
          rows={list.isLoading || saved.isWaiting ? undefined : list.items}
          rowKey={(row) => row.customerId}
          rowLabel={(row) => row.name}
          href={(row) => at(`/customers/${row.customerId}`)}
          search={{ label: t('customers.search'), value: typed, onChange: type }}
          filters={<Filters countries={count?.countries ?? []} colleagues={colleagues} />}
          tools={<SaveCustomers wanted={wanted} />}
          narrowed={isNarrowed}
          empty={<Empty icon={Building} title={t('customers.none')} text={t('customers.none_text')} action={<Actions can={list.first?.can} />} />}
          selected={selected}
          onSelect={(next) => {
            selectAll(null);
            select(next);
          }}
          bulk={
            <BulkActs
              ids={[...selected]}
              matching={wanted}
              isAll={isAll}
              onAll={list.hasMore ? () => selectAll(JSON.stringify(wanted)) : undefined}
              can={list.first?.can}
              onDone={() => select(new Set())}
            />
          }
          asOf={list.first?.asOf}
          sort={{ by: newest ? 'since' : 'name', descending: newest }}
          onSort={({ by }) => setSearch({ sort: by === 'since' ? 'newest' : null, from: null })}
          error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
          count={count && { value: count.count, more: !count.isExact, say: (value) => t('customers.counted', { count: value }) }}
          more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
          columnsKey="customers"
          hiding={saved.hiding}
          lead={<ViewPicker of={saved} />}
        />
      </div>
    </Page>
  );
}

/** What the address of the page narrows the list to. */
function useWanted(asked: string): Wanted {
  const { search } = usePlace();
  const relationship = relationshipKinds.find((each) => each === search.get('relationship'));
  const qualification = qualifications.find((each) => each === search.get('qualification'));
  const state = customerStates.find((each) => each === search.get('state'));
  const agreement = agreementModes.find((each) => each === search.get('agreement'));
  const responsible = /^(me|nobody|[0-9a-f-]{36})$/.exec(search.get('responsible') ?? '')?.[0];
  const country = /^[A-Z]{2}$/.exec(search.get('country') ?? '')?.[0];
  return {
    ...(asked ? { search: asked } : {}),
    ...(relationship ? { relationship } : {}),
    ...(qualification ? { qualification } : {}),
    ...(agreement ? { agreement } : {}),
    ...(responsible ? { responsible } : {}),
    ...(state ? { state } : {}),
    ...(country ? { country } : {}),
  };
}

function Actions({ can }: { readonly can: { readonly add: boolean; readonly invite: boolean } | undefined }) {
  const { t } = useHouse();
  const at = useAccountPath();
  return (
    <span className="flex flex-wrap gap-2">
      {can?.invite && (
        <LinkButton href={at('/customers/invitations')} icon={Handshake}>
          {t('customers.invitations.open')}
        </LinkButton>
      )}
      {can?.add && (
        <LinkButton href={at('/customers/add')} variant="primary" icon={Plus}>
          {t('customers.add')}
        </LinkButton>
      )}
    </span>
  );
}

type Colleagues = readonly { readonly personId: string; readonly name: string }[];

function Filters({ countries, colleagues }: { readonly countries: readonly string[]; readonly colleagues: Colleagues }) {
  const { t, locale, compareNames } = useHouse();
  const { search, setSearch } = usePlace();
  const named = countries.map((id) => ({ id, label: countryName(id, locale) })).sort((a, b) => compareNames(a.label, b.label));
  const filters = [
    {
      id: 'relationship',
      label: t('customers.column.relationship'),
      options: relationshipKinds.map((id) => ({ id, label: t(`customers.relationship.${id}`) })),
    },
    {
      id: 'responsible',
      label: t('customers.column.responsible'),
      options: [
        { id: 'me', label: t('customers.responsible.me') },
        { id: 'nobody', label: t('customers.responsible.nobody') },
        ...colleagues.map(({ personId, name }) => ({ id: personId, label: name })).sort((a, b) => compareNames(a.label, b.label)),
      ],
    },
    {
      id: 'agreement',
      label: t('customers.column.agreement'),
      options: agreementModes.map((id) => ({ id, label: t(`customers.agreement_short.${id}`) })),
    },
    {
      id: 'qualification',
      label: t('customers.column.qualification'),
      options: qualifications.map((id) => ({ id, label: t(`customers.qualification.${id}`) })),
    },
    ...(named.length > 1 || search.get('country') ? [{ id: 'country', label: t('country.country'), options: named }] : []),
    { id: 'state', label: t('customers.column.state'), options: customerStates.map((id) => ({ id, label: t(`customers.state.${id}`) })) },
  ];
  const values = Object.fromEntries(filters.map(({ id }) => [id, [search.get(id)].filter((value) => value !== null)]));
  return (
    <FilterChips
      filters={filters}
      values={values}
      onChange={(chosen) => setSearch(Object.fromEntries(filters.map(({ id }) => [id, chosen[id]?.[0] ?? null])))}
    />
  );
}

/** Every customer that the list would show, however many, as a file. */
function SaveCustomers({ wanted }: { readonly wanted: Wanted }) {
  const { t } = useHouse();
  const account = useAccountId();
  return (
    <LinkButton href={urlOf(customers.exportCustomers, { ...wanted }, account)} icon={Download} size="small" variant="quiet" download>
      {t('customers.export')}
    </LinkButton>
  );
}

function useColumns(): Column<CustomerLine>[] {
  const { t, locale, formatDate } = useHouse();
  return [
    {
      id: 'name',
      header: t('customers.column.name'),
      sortable: true,
      width: 'minmax(15rem, 2fr)',
      cell: (row) => <PersonName name={row.name} detail={row.domain} shape="company" />,
    },
    { id: 'country', header: t('country.country'), width: 'minmax(8rem, 1fr)', phone: 'fact', cell: (row) => countryName(row.country, locale) },
    {
      id: 'relationship',
      header: t('customers.column.relationship'),
      width: 'minmax(10rem, 1.2fr)',
      phone: 'fact',
      cell: (row) => (
        <span className="flex min-w-0 flex-col">
          <span>{t(`customers.relationship.${row.relationship}`)}</span>
          {row.other && <span className="text-13 text-muted">{row.other.name ?? row.other.partnerId}</span>}
        </span>
      ),
    },
    { id: 'agreement', header: t('customers.column.agreement'), width: '10rem', cell: (row) => <AgreementMark agreement={row.agreement} bare /> },
    {
      id: 'qualification',
      header: t('customers.column.qualification'),
      width: '12rem',
      phone: 'hidden',
      from: 'wide',
      cell: (row) => <QualificationMark qualification={row.qualification} state={row.qualificationState} bare />,
    },
    {
      id: 'responsible',
      header: t('customers.column.responsible'),
      width: 'minmax(8rem, 1fr)',
      phone: 'hidden',
      from: 'wide',
      cell: (row) => row.responsible?.name ?? <span className="text-faint">—</span>,
    },
    {
      id: 'since',
      header: t('customers.column.since'),
      width: '8rem',
      sortable: true,
      phone: 'hidden',
      from: 'wide',
      cell: (row) => formatDate(row.createdAt),
    },
  ];
}
