import { Download, FileUp, MapPin, MapPinPlus } from 'lucide-react';
import { countryName } from '../../../../core/country.ts';
import type { MessageKey } from '../../../../core/locale.ts';
import { fullName } from '../../../../core/person.ts';
import { urlOf } from '../../../../web/api.ts';
import { useAccountId, useList, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { accounts } from '../../contract.ts';
import type { LocationLine } from '../../contract.ts';
import { useSearchWords } from '../useSearchWords.ts';

/** The company's places of business, in the order of the reader's language. */
export function LocationsPage() {
  const { t, locale, compareNames } = useHouse();
  const { search, setSearch } = usePlace();
  const at = useAccountPath();
  const [typed, type, asked] = useSearchWords();
  const country = search.get('country');
  const wanted = { ...(asked ? { search: asked } : {}), ...(country ? { country } : {}) };
  const list = useList(accounts.listLocations, wanted);
  const count = useRead(accounts.countLocations, wanted, { catches: true }).data;
  const named = (count?.countries ?? []).map((id) => ({ id, label: countryName(id, locale) })).sort((a, b) => compareNames(a.label, b.label));
  const add = list.first?.can.add && (
    <LinkButton href={at('/locations/add')} variant="primary" icon={MapPinPlus}>
      {t('locations.add')}
    </LinkButton>
  );
  const account = useAccountId();
  const files = (
    <>
      <LinkButton href={urlOf(accounts.exportLocations, {}, account)} icon={Download} download>
        {t('locations.export')}
      </LinkButton>
      {list.first?.can.add && (
        <LinkButton href={at('/locations/import')} icon={FileUp}>
          {t('locations.import')}
        </LinkButton>
      )}
    </>
  );
  const narrowed = asked !== '' || country !== null;
  const none = !narrowed && !list.isLoading && list.items.length === 0;
  return (
    <Page
      title={t('locations.title')}
      sentence={t('locations.sentence')}
      action={
        !none && (
          <>
            {files}
            {add}
          </>
        )
      }
    >
      <Table<LocationLine>
        label={t('locations.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.locationId}
        rowLabel={(row) => row.name}
        href={(row) => at(`/locations/${row.locationId}`)}
        {...(none ? {} : { search: { label: t('locations.search'), value: typed, onChange: type } })}
        filters={
          (named.length > 1 || country) && (
            <FilterChips
              filters={[{ id: 'country', label: t('country.country'), options: named }]}
              values={{ country: country ? [country] : [] }}
              onChange={(values) => setSearch({ country: values['country']?.[0] ?? null })}
            />
          )
        }
        narrowed={narrowed}
        empty={
          <Empty
            icon={MapPin}
            title={t('locations.none')}
            text={t('locations.none_text')}
            action={
              none ? (
                <span className="flex flex-wrap justify-center gap-2">
                  {add}
                  {list.first?.can.add && (
                    <LinkButton href={at('/locations/import')} icon={FileUp}>
                      {t('locations.import')}
                    </LinkButton>
                  )}
                </span>
              ) : (
                add
              )
            }
          />
        }
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        count={count && { value: count.count, more: !count.isExact, say: (value) => t('locations.counted', { count: value }) }}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Page>
  );
}

function useColumns(): Column<LocationLine>[] {
  const { t, locale, formatList } = useHouse();
  return [
    { id: 'name', header: t('locations.name'), width: 'minmax(14rem, 2fr)', cell: (row) => <span className="font-medium break-words">{row.name}</span> },
    { id: 'id', header: t('locations.id'), width: '9rem', phone: 'fact', cell: (row) => <CopyId value={row.locationId} what={t('locations.id')} /> },
    { id: 'country', header: t('country.country'), width: 'minmax(8rem, 1fr)', phone: 'fact', cell: (row) => countryName(row.country, locale) },
    {
      id: 'links',
      header: t('locations.linked'),
      width: 'minmax(9rem, 1fr)',
      phone: 'fact',
      cell: ({ links }) => formatList(links.map(({ key }) => t(`locations.linked.${key}` as MessageKey))) || <span className="text-muted">–</span>,
    },
    {
      id: 'contact',
      header: t('locations.contact'),
      width: 'minmax(14rem, 1.6fr)',
      cell: ({ contact }) => (
        <span className="flex min-w-0 flex-col">
          <span>{fullName(contact)}</span>
          <span className="text-13 break-all text-muted">{contact.email}</span>
        </span>
      ),
    },
  ];
}
