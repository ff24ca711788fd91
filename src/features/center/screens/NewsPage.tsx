import { Megaphone, Plus } from 'lucide-react';
import type { Locale } from '../../../core/locale.ts';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { center } from '../contract.ts';
import type { NewsItem } from '../contract.ts';

/** What the operator tells its partners: drafts and what is published. */
export function NewsPage() {
  const { t, locale } = useHouse();
  const list = useList(center.listNews, {});
  const write = list.first?.can.write && (
    <LinkButton href="/operator/news/new" variant="primary" icon={Plus}>
      {t('news.write')}
    </LinkButton>
  );
  return (
    <Page title={t('news.title')} sentence={t('news.sentence')} action={write}>
      <Table
        label={t('news.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(item) => item.newsId}
        rowLabel={(item) => titleIn(item, locale) || t('news.untitled')}
        href={(item) => `/operator/news/${item.newsId}`}
        empty={<Empty icon={Megaphone} title={t('news.none')} text={t('news.none_text')} action={write} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Page>
  );
}

function useColumns(): readonly Column<NewsItem>[] {
  const { t, formatDate, locale, locales } = useHouse();
  return [
    {
      id: 'title',
      header: t('news.headline'),
      width: 'minmax(16rem, 3fr)',
      cell: (item) => titleIn(item, locale) || <span className="text-muted">{t('news.untitled')}</span>,
    },
    {
      id: 'state',
      header: t('news.state'),
      width: '10rem',
      cell: (item) =>
        item.publishedAt ? (
          <Status bare kind="success">
            {t('news.state.published')}
          </Status>
        ) : (
          <Status bare kind="plain">
            {t('news.state.draft')}
          </Status>
        ),
    },
    {
      id: 'languages',
      header: t('news.languages'),
      width: '10rem',
      cell: (item) => t('news.languages_of', { done: locales.length - item.missing.length, all: locales.length }),
    },
    {
      id: 'at',
      header: t('news.at'),
      width: '10rem',
      align: 'end',
      cell: (item) => <time dateTime={String(item.publishedAt ?? item.createdAt)}>{formatDate(item.publishedAt ?? item.createdAt)}</time>,
    },
  ];
}

/** The title in the reader's language, or in the first that has one. */
export const titleIn = ({ texts }: Pick<NewsItem, 'texts'>, locale: Locale): string =>
  texts[locale]?.title || Object.values(texts).find((text) => text.title)?.title || '';
