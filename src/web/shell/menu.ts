import type { Permission } from '../../core/grants.ts';
import type { MessageKey } from '../../core/locale.ts';
import { fillPath, sections, sideOf } from '../pages.ts';
import type { NavEntry, Section, Side, SignedInPage } from '../pages.ts';
import type { Session } from '../session.tsx';
import type { Icon } from '../ui/Button.tsx';

/** A way to a page that the reader may open. */
export interface Way {
  readonly href: string;
  readonly label: MessageKey;
  readonly icon: Icon;
}

export interface NavSection {
  readonly section: Section;
  readonly ways: readonly Way[];
}

/** What the reader holds on one side: of their company, of their own person (everything), of the operator's. */
export function permissionsOn(session: Session, side: Side, accountId: string | undefined): readonly Permission[] | 'all' | null {
  if (side === 'me') return 'all';
  if (side === 'operator') return session.operator?.permissions ?? null;
  return session.accounts.find((account) => account.accountId === accountId)?.permissions ?? null;
}

/** The pages of one side that the reader may open. */
export function openPages(pages: readonly SignedInPage[], session: Session, side: Side, accountId: string | undefined): readonly SignedInPage[] {
  const held = permissionsOn(session, side, accountId);
  if (held === null) return [];
  return pages.filter((page) => sideOf(page.path) === side && (page.permission === undefined || held === 'all' || held.includes(page.permission)));
}

const wayTo = (page: SignedInPage, entry: { readonly label: MessageKey; readonly icon: Icon }, accountId: string | undefined): Way => ({
  href: fillPath(page.path, { account: accountId ?? '' }),
  label: entry.label,
  icon: entry.icon,
});

/** The left navigation of one side, section by section; empty sections are left out. */
export function navOf(pages: readonly SignedInPage[], session: Session, side: Side, accountId: string | undefined): NavSection[] {
  const open = openPages(pages, session, side, accountId).filter((page): page is SignedInPage & { nav: NavEntry } => page.nav !== undefined);
  return sections.flatMap((section) => {
    const ways = open.filter((page) => page.nav.section === section).map((page) => wayTo(page, page.nav, accountId));
    return ways.length > 0 ? [{ section, ways }] : [];
  });
}

/** The entries of the gear on one side. */
export const settingsOf = (pages: readonly SignedInPage[], session: Session, side: Side, accountId: string | undefined): Way[] =>
  openPages(pages, session, side, accountId).flatMap((page) => (page.settings ? [wayTo(page, page.settings, accountId)] : []));

/** What the search can lead to: pages and acts, of this account, of the reader's own, of the operator's. */
export function searchable(pages: readonly SignedInPage[], session: Session, accountId: string | undefined): { readonly pages: Way[]; readonly acts: Way[] } {
  const open = (['account', 'operator', 'me'] as const).flatMap((side) => openPages(pages, session, side, accountId));
  return {
    pages: open.flatMap((page) => {
      const entry = page.nav ?? page.settings;
      return entry ? [wayTo(page, entry, accountId)] : [];
    }),
    acts: open.flatMap((page) => (page.action ? [wayTo(page, page.action, accountId)] : [])),
  };
}

/** Whether an entry is the one of the open page: its own address or one below it, but Home only its own. */
export function isHere(href: string, path: string): boolean {
  if (path === href) return true;
  const isHome = /^\/(a\/[^/]+|me|operator)$/.test(href);
  return !isHome && path.startsWith(`${href}/`);
}
