import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { useHouse } from '../house.tsx';
import { usePlace } from '../place.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Dialog } from '../ui/Dialog.tsx';

interface BesidePageProps {
  readonly title: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** Where there is room, beside the page, which stays as it can be used; else over it. */
export function BesidePage(props: BesidePageProps) {
  const isWide = useWide();
  const place = document.getElementById('beside');
  const { path } = usePlace();
  const [opened] = useState(path);
  const { onClose } = props;
  useEffect(() => {
    // Over the page it would hide where a link has led to.
    if (!isWide && path !== opened) onClose();
  }, [isWide, path, opened, onClose]);
  if (isWide && place) return createPortal(<Panel {...props} />, place);
  return (
    <Dialog open onClose={onClose} title={props.title} place="side" size="wide">
      {props.children}
    </Dialog>
  );
}

function Panel({ title, onClose, children }: BesidePageProps) {
  const { t } = useHouse();
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    panel.current?.focus();
    return () => {
      if (before instanceof HTMLElement) before.focus({ preventScroll: true });
    };
  }, []);
  return (
    // Escape is heard wherever in it one is; nothing else of it takes keys.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={panel}
      role="dialog"
      aria-label={title}
      tabIndex={-1}
      onKeyDown={(event) => event.key === 'Escape' && !event.defaultPrevented && onClose()}
      className="sticky top-0 flex h-dvh w-104 flex-none flex-col border-s border-line bg-surface outline-none! print:hidden"
    >
      <header className="flex h-(--top-bar) flex-none items-center justify-between gap-4 border-b border-line px-6">
        <h2 className="text-16 font-semibold">{title}</h2>
        <IconButton icon={X} label={t('ui.close')} size="small" onPress={onClose} className="-me-2" />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto px-6 py-5 text-14">{children}</div>
    </div>
  );
}

const wide = '(min-width: 80rem)';
function useWide(): boolean {
  const [is, set] = useState(() => matchMedia(wide).matches);
  useEffect(() => {
    const list = matchMedia(wide);
    const look = () => set(list.matches);
    list.addEventListener('change', look);
    return () => list.removeEventListener('change', look);
  }, []);
  return is;
}
