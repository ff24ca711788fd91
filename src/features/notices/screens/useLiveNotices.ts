import { useEffect, useState } from 'react';
import { urlOf } from '../../../web/api.ts';
import { useReread } from '../../../web/data.tsx';
import { notices } from '../contract.ts';

/** How long after a refusal the stream is tried again; short breaks the browser mends by itself. */
const AGAIN_MS = 60_000;

/**
 * Looks anew at what is shown of notices whenever the server says that there is something. True while the stream stands: until then,
 * and where there are no streams, the caller asks by the clock. Only the page that is looked at keeps one: a browser has few connections.
 */
export function useLiveNotices(): boolean {
  const [isLive, setLive] = useState(false);
  const reread = useReread();
  useEffect(() => {
    if (typeof EventSource === 'undefined') return;
    let source: EventSource | null = null;
    let again: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      reread(notices.countUnread);
      reread(notices.listNotices);
    };
    const close = () => {
      clearTimeout(again);
      source?.close();
      source = null;
      setLive(false);
    };
    const open = () => {
      close();
      const opened = new EventSource(urlOf(notices.streamNotices, {}));
      source = opened;
      opened.addEventListener('open', () => setLive(true));
      opened.addEventListener('changed', look);
      // The session is over. Something may be half typed here: the page stays until somebody asks for something, and is told then.
      opened.addEventListener('ended', close);
      opened.addEventListener('error', () => {
        setLive(false);
        if (opened.readyState === EventSource.CLOSED) again = setTimeout(open, AGAIN_MS);
      });
    };
    const follow = () => (document.visibilityState === 'visible' ? open() : close());
    follow();
    document.addEventListener('visibilitychange', follow);
    return () => {
      document.removeEventListener('visibilitychange', follow);
      close();
    };
  }, [reread]);
  return isLive;
}
