import type { ReactNode } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { classes } from '../../../web/ui/classes.ts';
import { useLink } from '../../../web/ui/Link.tsx';
import type { Notice } from '../contract.ts';
import { sayNotice } from './noticeWords.ts';

interface NoticeLineProps {
  readonly notice: Notice;
  /** Told when the reader goes where it leads. */
  readonly onOpen: () => void;
}

/** One notice: a dot when it is unread, its sentence, when. The whole line leads to what it is about. */
export function NoticeLine({ notice, onOpen }: NoticeLineProps) {
  const house = useHouse();
  const { t, formatRelative, formatDate } = house;
  const unread = notice.readAt === null;
  const inside = (
    <>
      <span className={classes('mt-1.5 size-2 flex-none rounded-full', unread ? 'bg-accent' : 'bg-transparent')} />
      <span className="min-w-0 flex-1">
        <span className={classes('block text-14 break-words', unread && 'font-medium')}>
          {sayNotice(house, notice)}
          {unread && <span className="sr-only"> · {t('notices.unread')}</span>}
        </span>
        <time dateTime={String(notice.at)} title={formatDate(notice.at, 'moment')} className="block text-13 text-muted">
          {formatRelative(notice.at)}
        </time>
      </span>
    </>
  );
  return notice.link ? <NoticeLink href={notice.link} onOpen={onOpen} inside={inside} /> : <div className="flex gap-3 px-4 py-3">{inside}</div>;
}

function NoticeLink({ href, onOpen, inside }: { readonly href: string; readonly onOpen: () => void; readonly inside: ReactNode }) {
  const link = useLink(href, onOpen);
  return (
    <a {...link} className="flex gap-3 px-4 py-3 -outline-offset-2! transition-colors hover:bg-hover">
      {inside}
    </a>
  );
}
