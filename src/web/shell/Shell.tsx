import { Menu as MenuIcon } from 'lucide-react';
import { Fragment, Suspense, useEffect, useState } from 'react';
import type { ReactNode } from 'react';
import { AccountProvider } from '../data.tsx';
import { useHouse } from '../house.tsx';
import { sideOf } from '../pages.ts';
import type { SignedInPage } from '../pages.ts';
import { usePlace } from '../place.ts';
import { useSession } from '../session.tsx';
import type { SessionActs } from '../session.tsx';
import { classes } from '../ui/classes.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { Toaster } from '../ui/Toast.tsx';
import { Drawer } from './Drawer.tsx';
import { lastAccount, rememberPlace } from './lastPlace.ts';
import { LeftNav } from './LeftNav.tsx';
import { OfflineNotice } from './OfflineNotice.tsx';
import { SeeingBanner } from './SeeingBanner.tsx';
import { SkipLink } from './SkipLink.tsx';
import { useSlots } from './slots.ts';
import { TopBar } from './TopBar.tsx';
import { useFolded } from './useFolded.ts';
import { useFocusOnArrival } from './useFocusOnArrival.ts';
import { useHanGlyphs } from './useHanGlyphs.ts';

interface ShellProps {
  readonly pages: readonly SignedInPage[];
  readonly acts: SessionActs;
  /** The next page is on its way. */
  readonly busy: boolean;
  readonly children: ReactNode;
}

/** Around every signed-in page: navigation on the left, a bar above, the page. The window scrolls, not a box in it. */
export function Shell({ pages, acts, busy, children }: ShellProps) {
  const { t, locale } = useHouse();
  const { path: pathname, search } = usePlace();
  const [folded, fold] = useFolded();
  const [drawer, setDrawer] = useState(false);
  const { side, accountId } = useWhere(pathname);
  useFocusOnArrival(pathname);
  useHanGlyphs(locale, 'page');
  useEffect(() => setDrawer(false), [pathname]);
  const show = search.get('show');
  useEffect(() => {
    if (show) void import('./showControl.ts').then((m) => m.showControl(show.split(','), t));
  }, [show, pathname, t]);
  const nav = { pages, side, accountId };
  return (
    <div className="flex min-h-dvh">
      <SkipLink />
      <aside
        className={classes(
          'sticky top-0 hidden h-dvh flex-none border-e border-line bg-canvas transition-[width] nav:block print:hidden',
          folded ? 'w-16' : 'w-62',
        )}
      >
        <LeftNav {...nav} folded={folded} onFold={fold} />
      </aside>
      <Drawer open={drawer} onClose={() => setDrawer(false)} label={t('shell.nav')}>
        <LeftNav {...nav} folded={false} />
      </Drawer>
      <div className="flex min-w-0 flex-1 flex-col">
        <TopBar
          {...nav}
          acts={acts}
          busy={busy}
          menu={<IconButton icon={MenuIcon} label={t('shell.nav.open')} aria-expanded={drawer} onPress={() => setDrawer(true)} className="nav:hidden" />}
        />
        <SeeingBanner onEnd={acts.endSeeing} />
        <main id="main" tabIndex={-1} className="flex-1 outline-none">
          <AccountProvider value={side === 'account' ? accountId : undefined}>
            <StandingOf accountId={side === 'account' ? accountId : undefined} />
            {/* Another account is another world: nothing of a page is carried over. */}
            <Fragment key={side === 'account' ? accountId : side}>{children}</Fragment>
          </AccountProvider>
        </main>
      </div>
      {/* Help stands here, beside the page. */}
      <div id="beside" className="contents" />
      <OfflineNotice />
      <Toaster />
    </div>
  );
}

/** Says on every page of a suspended company that it is, and of one that closes its account on which day. */
function StandingOf({ accountId }: { readonly accountId: string | undefined }) {
  const { Standing } = useSlots();
  const { accounts } = useSession();
  const account = accounts.find((one) => one.accountId === accountId);
  if (!Standing || (account?.state !== 'suspended' && !account?.closesAt)) return null;
  return (
    <Suspense>
      <Standing />
    </Suspense>
  );
}

/** Which side of the house the address is on, and the account whose pages stand beside it. */
function useWhere(pathname: string) {
  const session = useSession();
  const side = sideOf(pathname) ?? 'account';
  const accountId = side === 'account' ? (/^\/a\/([^/]+)/.exec(pathname)?.[1] ?? lastAccount(session)) : lastAccount(session);
  useEffect(() => {
    if (side === 'operator') rememberPlace('operator');
    if (side === 'account' && session.accounts.some((account) => account.accountId === accountId)) rememberPlace(accountId as string);
  }, [side, accountId, session]);
  return { side, accountId };
}
