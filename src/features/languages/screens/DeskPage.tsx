import { Download, Languages } from 'lucide-react';
import { addressOf } from '../../../core/endpoint.ts';
import { localeNames, locales } from '../../../core/locale.ts';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { languages, suggestionStates } from '../contract.ts';
import type { SuggestionLine, SuggestionState } from '../contract.ts';

/** The language desk: what people would rather read. */
export function DeskPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const chosen = suggestionStates.find((state) => state === search.get('state')) ?? 'open';
  const action = (
    <>
      <LinkButton href={addressOf(languages.exportSentences)} icon={Download} download>
        {t('languages.export')}
      </LinkButton>
      <LinkButton href="/operator/languages/sentences" variant="primary" icon={Languages}>
        {t('languages.all_sentences')}
      </LinkButton>
    </>
  );
  return (
    <Page title={t('languages.desk')} sentence={t('languages.desk.sentence')} action={action}>
      <Tabs
        label={t('languages.desk')}
        chosen={chosen}
        onChoose={(state) => setSearch({ state: state === 'open' ? null : state })}
        tabs={suggestionStates.map((state) => ({ id: state, label: t(`languages.state.${state}`), content: <Suggestions state={state} /> }))}
      />
      <p className="mt-4 max-w-reading text-13 text-muted">{t('languages.patch_scope')}</p>
    </Page>
  );
}

function Suggestions({ state }: { readonly state: SuggestionState }) {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const locale = locales.find((each) => each === search.get('locale'));
  const list = useList(languages.listSuggestions, { state, ...(locale ? { locale } : {}) });
  return (
    <Table<SuggestionLine>
      label={t(`languages.state.${state}`)}
      columns={useColumns()}
      rows={list.isLoading ? undefined : list.items}
      rowKey={(row) => row.suggestionId}
      rowLabel={(row) => row.text}
      href={(row) => `/operator/languages/suggestions/${row.suggestionId}`}
      filters={
        <FilterChips
          filters={[{ id: 'locale', label: t('languages.language'), options: locales.map((id) => ({ id, label: localeNames[id] })) }]}
          values={locale ? { locale: [locale] } : {}}
          onChange={(values) => setSearch({ locale: values['locale']?.[0] ?? null })}
        />
      }
      narrowed={locale !== undefined}
      empty={<Empty icon={Languages} title={t(`languages.none.${state}`)} text={state === 'open' ? t('languages.none.open_text') : undefined} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      asOf={list.asOf ? new Date(list.asOf) : undefined}
    />
  );
}

function useColumns(): readonly Column<SuggestionLine>[] {
  const { t, formatDate, formatRelative } = useHouse();
  return [
    {
      id: 'text',
      header: t('languages.col.suggested'),
      width: 'minmax(14rem, 3fr)',
      cell: (row) => (
        <span lang={row.locale} className="line-clamp-3 font-medium break-words">
          {row.text}
        </span>
      ),
    },
    {
      id: 'present',
      header: t('languages.col.present'),
      width: 'minmax(12rem, 3fr)',
      cell: (row) => (
        <span lang={row.locale} className="line-clamp-3 break-words text-muted">
          {row.present}
        </span>
      ),
    },
    { id: 'locale', header: t('languages.language'), width: '8rem', phone: 'fact', cell: (row) => <span lang={row.locale}>{localeNames[row.locale]}</span> },
    { id: 'by', header: t('languages.col.by'), width: '10rem', cell: (row) => row.by },
    {
      id: 'since',
      header: t('languages.col.since'),
      width: '9rem',
      cell: (row) => <span title={formatDate(row.suggestedAt, 'moment')}>{formatRelative(row.suggestedAt)}</span>,
    },
  ];
}
