import { BellOff, Check, SlidersHorizontal } from 'lucide-react';
import { useAct, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { notices } from '../contract.ts';
import { NoticeLine } from './NoticeLine.tsx';

/** Everything one was told of, and how to be told. */
export function NoticesPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const unreadOnly = search.get('only') === 'unread';
  const list = useList(notices.listNotices, unreadOnly ? { only: 'unread' } : {});
  const markAll = useAct(notices.markAllRead);
  const anyUnread = list.items.some((notice) => notice.readAt === null);
  return (
    <Page
      title={t('shell.notices.title')}
      sentence={t('notices.sentence')}
      width="reading"
      action={
        anyUnread && (
          <Button icon={Check} onPress={() => markAll.mutateAsync({})}>
            {t('notices.mark_all')}
          </Button>
        )
      }
    >
      <div className="flex flex-col gap-3">
        <div className="flex flex-wrap justify-between gap-3">
          <Button
            size="small"
            aria-pressed={unreadOnly}
            className="aria-pressed:border-accent/40 aria-pressed:bg-accent-soft aria-pressed:text-accent-ink"
            onPress={() => setSearch({ only: unreadOnly ? null : 'unread' })}
          >
            {t('notices.only_unread')}
          </Button>
          <LinkButton href="/me/notices/choices" size="small" variant="quiet" icon={SlidersHorizontal}>
            {t('notices.choices.title')}
          </LinkButton>
        </div>
        <NoticeList list={list} unreadOnly={unreadOnly} />
      </div>
    </Page>
  );
}

interface NoticeListProps {
  readonly list: ReturnType<typeof useList<typeof notices.listNotices>>;
  readonly unreadOnly: boolean;
}

function NoticeList({ list, unreadOnly }: NoticeListProps) {
  const { t } = useHouse();
  const markRead = useAct(notices.markRead);
  if (list.error && list.items.length === 0) return <ErrorState onRetry={list.reload} reference={list.error.requestId ?? undefined} />;
  if (list.isLoading) return <SkeletonLines lines={6} />;
  if (list.items.length === 0)
    return <Empty icon={BellOff} title={t(unreadOnly ? 'notices.none_unread' : 'notices.none')} text={unreadOnly ? undefined : t('notices.none_text')} />;
  return (
    <>
      <ul className="divide-y divide-line rounded-card border border-line">
        {list.items.map((notice) => (
          <li key={notice.noticeId} className="flex items-center gap-2 first:[&_a]:rounded-t-card last:[&_a]:rounded-b-card">
            <div className="min-w-0 flex-1">
              <NoticeLine notice={notice} onOpen={() => notice.readAt === null && markRead.mutate({ noticeId: notice.noticeId })} />
            </div>
            {notice.readAt === null && (
              <IconButton icon={Check} size="small" label={t('notices.mark')} className="me-3" onPress={() => markRead.mutate({ noticeId: notice.noticeId })} />
            )}
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <div className="flex justify-center">
          <Button pending={list.isLoadingMore} onPress={list.loadMore}>
            {t('ui.table.more')}
          </Button>
        </div>
      )}
    </>
  );
}
