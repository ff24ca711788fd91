import { CircleHelp, Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { needParts } from '../catalog.ts';
import { useHouse } from '../house.tsx';
import { findPage } from '../pages.ts';
import { usePlace } from '../place.ts';
import type { SessionActs } from '../session.tsx';
import { useSession } from '../session.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Kbd } from '../ui/Kbd.tsx';
import { Gear } from './Gear.tsx';
import type { NavProps } from './LeftNav.tsx';
import { ProfileMenu } from './ProfileMenu.tsx';
import { useShortcuts } from './shortcuts.ts';
import { useSlots } from './slots.ts';

// Opened by few on any one page; each comes when it is wanted.
const Palette = lazy(() => import('./Palette.tsx').then((m) => ({ default: m.Palette })));
const HelpDialog = lazy(() => import('./HelpDialog.tsx').then((m) => ({ default: m.HelpDialog })));
const CallsDialog = lazy(() => Promise.all([import('./CallsDialog.tsx'), needParts(['calls', 'reference'])]).then(([m]) => ({ default: m.CallsDialog })));

interface TopBarProps extends NavProps {
  readonly acts: SessionActs;
  readonly busy: boolean;
  /** Opens the navigation on narrow windows. */
  readonly menu: ReactNode;
}

export function TopBar({ pages, side, accountId, acts, busy, menu }: TopBarProps) {
  const { t } = useHouse();
  const { Bell } = useSlots();
  const { seeing } = useSession();
  const { path } = usePlace();
  const [open, setOpen] = useState<'search' | 'help' | 'calls' | null>(null);
  useShortcuts({ search: () => setOpen('search'), help: () => setOpen('help') });
  return (
    <header className="sticky top-0 z-30 flex h-(--top-bar) flex-none items-center gap-1 border-b border-line bg-surface px-2 sm:px-4 nav:ps-8 print:hidden">
      {menu}
      <SearchButton onPress={() => setOpen('search')} />
      <div className="ms-auto flex items-center gap-0.5 sm:gap-1">
        {Bell && !seeing && <Bell />}
        <IconButton icon={CircleHelp} label={t('shell.help')} onPress={() => setOpen('help')} className="max-sm:hidden" />
        <Gear pages={pages} side={side} accountId={accountId} />
        <ProfileMenu acts={acts} side={side} onHelp={() => setOpen('help')} />
      </div>
      <BusyLine busy={busy} />
      <Suspense>
        {open === 'search' && <Palette pages={pages} accountId={accountId} acts={acts} onClose={() => setOpen(null)} onHelp={() => setOpen('help')} />}
        {open === 'help' && (
          <HelpDialog
            pattern={findPage(pages, path)?.page.path}
            accountId={side === 'operator' ? undefined : accountId}
            onClose={() => setOpen(null)}
            onCalls={() => setOpen('calls')}
          />
        )}
        {open === 'calls' && <CallsDialog accountId={accountId} onClose={() => setOpen(null)} />}
      </Suspense>
    </header>
  );
}

function SearchButton({ onPress }: { readonly onPress: () => void }) {
  const { t } = useHouse();
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <>
      <button
        type="button"
        onClick={onPress}
        aria-keyshortcuts="Control+K Meta+K"
        className="hidden min-h-control w-full max-w-80 items-center gap-2.5 rounded-control border border-line bg-canvas px-3 text-14 text-muted transition-colors hover:border-edge sm:flex"
      >
        <Search size={16} aria-hidden className="flex-none" />
        <span className="flex-1 text-start">{t('shell.search')}</span>
        <span aria-hidden="true" className="flex gap-1 pointer-coarse:hidden">
          <Kbd>{mac ? '⌘' : 'Ctrl'}</Kbd>
          <Kbd>K</Kbd>
        </span>
      </button>
      <IconButton icon={Search} label={t('shell.search')} onPress={onPress} className="sm:hidden" />
    </>
  );
}

/** A thin line under the bar, only when a page takes long enough for one to wonder. */
function BusyLine({ busy }: { readonly busy: boolean }) {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!busy) return setLate(false);
    const timer = setTimeout(() => setLate(true), 200);
    return () => clearTimeout(timer);
  }, [busy]);
  return <span aria-hidden="true" className={classes('absolute inset-x-0 -bottom-px h-0.5', late && 'animate-shimmer bg-accent')} />;
}
