import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { useLink } from '../../../web/ui/Link.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { notices } from '../contract.ts';
import { NoticeLine } from './NoticeLine.tsx';

/** What the bell opens: the newest few, and the way to all of them. */
export function LatestNotices({ onClose }: { readonly onClose: () => void }) {
  const { t } = useHouse();
  const { data, error } = useRead(notices.listNotices, { limit: 8 }, { catches: true });
  const markRead = useAct(notices.markRead);
  const markAll = useAct(notices.markAllRead);
  const all = useLink('/me/notices', onClose);
  const items = data?.items ?? [];
  return (
    <>
      <header className="flex min-h-12 items-center justify-between gap-4 border-b border-line ps-4 pe-2">
        <h2 className="text-14 font-semibold">{t('shell.notices.title')}</h2>
        {items.some((notice) => notice.readAt === null) && (
          <Button variant="quiet" size="small" onPress={() => markAll.mutateAsync({})}>
            {t('notices.mark_all')}
          </Button>
        )}
      </header>
      {!data &&
        (error ? (
          <p className="p-4 text-14 text-muted">{t('ui.error.title')}</p>
        ) : (
          <div className="p-4">
            <SkeletonLines />
          </div>
        ))}
      {data && items.length === 0 && (
        <div className="px-4 py-6">
          <p className="text-14 font-medium">{t('notices.none')}</p>
          <p className="mt-1 text-14 text-muted">{t('notices.none_text')}</p>
        </div>
      )}
      <ul className="divide-y divide-line">
        {items.map((notice) => (
          <li key={notice.noticeId}>
            <NoticeLine
              notice={notice}
              onOpen={() => {
                if (notice.readAt === null) markRead.mutate({ noticeId: notice.noticeId });
                onClose();
              }}
            />
          </li>
        ))}
      </ul>
      <footer className="border-t border-line">
        <a {...all} className="flex min-h-11 items-center justify-center text-14 font-medium text-accent-ink -outline-offset-2! hover:bg-hover">
          {t('notices.all')}
        </a>
      </footer>
    </>
  );
}
