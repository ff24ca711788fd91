import { Bell } from 'lucide-react';
import { lazy, Suspense, useState } from 'react';
import { needParts } from '../../../web/catalog.ts';
import { useHouse } from '../../../web/house.tsx';
import { useRead } from '../../../web/data.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { Popover } from '../../../web/ui/Popover.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { notices } from '../contract.ts';
import { useLiveNotices } from './useLiveNotices.ts';

/** With its sentences, which nobody needs before the bell is opened. */
const LatestNotices = lazy(() => Promise.all([import('./LatestNotices.tsx'), needParts(['notices'])]).then(([m]) => ({ default: m.LatestNotices })));
/** How often the bell asks while the page is looked at and nothing tells it. */
const EVERY_MS = 60_000;

/** In the top bar: how many are unread, and the latest of them. */
export function NoticesBell() {
  const { t } = useHouse();
  const [open, setOpen] = useState(false);
  const isLive = useLiveNotices();
  const unread = useRead(notices.countUnread, {}, { ...(isLive ? {} : { everyMs: EVERY_MS }), catches: true }).data?.unread ?? 0;
  const label = unread > 0 ? t('shell.notices.bell', { count: unread }) : t('shell.notices.title');
  return (
    <Popover
      label={t('shell.notices.title')}
      side="end"
      open={open}
      onOpenChange={setOpen}
      trigger={<IconButton icon={Bell} label={label} mark={unread || undefined} />}
    >
      <div className="w-[min(24rem,calc(100dvw-var(--gutter)-1.5rem))]">
        <Suspense
          fallback={
            <div className="p-4">
              <SkeletonLines />
            </div>
          }
        >
          <LatestNotices onClose={() => setOpen(false)} />
        </Suspense>
      </div>
    </Popover>
  );
}
