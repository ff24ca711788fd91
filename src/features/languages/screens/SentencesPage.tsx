import { Languages } from 'lucide-react';
import { localeNames, locales } from '../../../core/locale.ts';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { useSearchWords } from '../../accounts/screens/useSearchWords.ts';
import { languages, narrowings } from '../contract.ts';
import type { SentenceLine } from '../contract.ts';
import { sentenceHref } from './sentenceHref.ts';
import { StandingMark } from './StandingMark.tsx';

/** Every sentence of the portal in one language: searched, and worded as the center does. */
export function SentencesPage() {
  const { t, locale: own } = useHouse();
  const { search, setSearch } = usePlace();
  const [words, type, asked] = useSearchWords();
  const locale = locales.find((each) => each === search.get('locale')) ?? own;
  const only = narrowings.find((each) => each === search.get('only'));
  const list = useList(languages.listSentences, { locale, ...(asked ? { search: asked } : {}), ...(only ? { only } : {}) });
  return (
    <Page title={t('languages.sentences')} sentence={t('languages.sentences.sentence')} crumbs={[{ label: t('languages.desk'), href: '/operator/languages' }]}>
      <Table<SentenceLine>
        label={t('languages.sentences')}
        columns={useColumns(locale)}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.sentence}
        rowLabel={(row) => row.now}
        href={(row) => sentenceHref(locale, row.sentence)}
        search={{ label: t('languages.sentences.search'), value: words, onChange: type }}
        filters={
          <FilterChips
            filters={[
              { id: 'locale', label: t('languages.language'), options: locales.map((id) => ({ id, label: localeNames[id] })) },
              { id: 'only', label: t('languages.sentences.only'), options: narrowings.map((id) => ({ id, label: t(`languages.only.${id}`) })) },
            ]}
            values={{ locale: [locale], ...(only ? { only: [only] } : {}) }}
            onChange={(values) => setSearch({ locale: values['locale']?.[0] ?? null, only: values['only']?.[0] ?? null })}
          />
        }
        narrowed={asked !== '' || only !== undefined}
        empty={<Empty icon={Languages} title={t('languages.sentences.none')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Page>
  );
}

function useColumns(locale: string): readonly Column<SentenceLine>[] {
  const { t } = useHouse();
  return [
    {
      id: 'now',
      header: t('languages.col.sentence'),
      width: 'minmax(14rem, 3fr)',
      cell: (row) => (
        <span className="flex min-w-0 flex-col">
          <span lang={locale} className="line-clamp-3 font-medium break-words">
            {row.now}
          </span>
          <span className="font-mono text-12 break-all text-muted" translate="no">
            {row.sentence}
          </span>
        </span>
      ),
    },
    {
      id: 'source',
      header: t('languages.source'),
      width: 'minmax(12rem, 3fr)',
      cell: (row) => (
        <span lang="en" className="line-clamp-3 break-words text-muted">
          {row.source}
        </span>
      ),
    },
    {
      id: 'standing',
      header: t('languages.col.state'),
      width: '11rem',
      phone: 'fact',
      cell: (row) => <StandingMark standing={row.standing} isImported={row.isImported} />,
    },
  ];
}
