import { Megaphone } from 'lucide-react';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { center } from '../contract.ts';

/** The operator's news, for everyone who is signed in. */
export function PublishedNewsPage() {
  const { t, formatDate, center: shown, locale } = useHouse();
  // Another language is another answer.
  const list = useList(center.listPublishedNews, { limit: 20, ...({ locale } as object) });
  return (
    <Page title={t('news.read.title')} sentence={t('news.read.sentence', { name: shown.name })} width="reading">
      {list.error && list.items.length === 0 && <ErrorState onRetry={list.reload} reference={list.error.requestId ?? undefined} />}
      {list.isLoading && <SkeletonLines lines={6} />}
      {!list.isLoading && !list.error && list.items.length === 0 && <Empty icon={Megaphone} title={t('news.read.none')} text={t('news.read.none_text')} />}
      <div className="flex flex-col divide-y divide-line">
        {list.items.map((item) => (
          <article key={item.newsId} id={item.newsId} className="flex flex-col gap-3 py-8 first:pt-0">
            <header>
              <h2 className="text-20 font-semibold">{item.title}</h2>
              <time dateTime={String(item.publishedAt)} className="text-13 text-muted">
                {formatDate(item.publishedAt, 'long')}
              </time>
            </header>
            {item.text.split(/\n\s*\n/).map((paragraph) => (
              <p key={paragraph} className="text-16 break-words whitespace-pre-line">
                {paragraph}
              </p>
            ))}
          </article>
        ))}
      </div>
      {list.hasMore && (
        <div className="flex justify-center">
          <Button pending={list.isLoadingMore} onPress={list.loadMore}>
            {t('news.read.more')}
          </Button>
        </div>
      )}
    </Page>
  );
}
