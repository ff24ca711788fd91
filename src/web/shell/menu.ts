import type { Permission } from '../../core/grants.ts';
import type { House } from '../house.tsx';
import { fillPath, sections, settingsGroups, sideOf } from '../pages.ts';
import type { NavEntry, Section, SettingsGroup, Side, SignedInPage } from '../pages.ts';
import type { Session, SessionProgram } from '../session.tsx';
import type { Icon } from '../ui/icon.ts';
import { familiesOf, iconOf, standing } from './programs.ts';
import type { Family } from './programs.ts';

/** A way to a page, in the reader's words. */
export interface Way {
  readonly href: string;
  readonly label: string;
  readonly icon: Icon;
  /** What the reader lacks for it: then it stands greyed and says why. */
  readonly lacks?: Permission;
}

/** A part of the left navigation. */
export interface NavPart {
  readonly id: string;
  /** Absent where the entries speak for themselves. */
  readonly title?: string;
  /** A program's: its entries have names that say little without the program's. */
  readonly ofProgram?: true;
  /** The program is not in order; said beside the title. */
  readonly mark?: 'restricted' | 'suspended';
  readonly ways: readonly Way[];
}

type Words = Pick<House, 't' | 'locale'>;
/** Whose navigation it is, and where. */
export interface Standpoint {
  readonly session: Session;
  readonly side: Side;
  readonly accountId: string | undefined;
}

/** What the reader holds on one side: of their company, of their own person (everything), of the operator's. */
interface Held {
  readonly all: readonly Permission[] | 'everything';
  /** For one's own things only. */
  readonly own: readonly Permission[];
}
function heldOn({ session, side, accountId }: Standpoint): Held | null {
  if (side === 'me') return { all: 'everything', own: [] };
  if (side === 'operator') return session.operator && { all: session.operator.permissions, own: [] };
  const account = accountOf(session, accountId);
  return account ? { all: account.permissions, own: account.ownPermissions ?? [] } : null;
}

const accountOf = (session: Session, accountId: string | undefined) => session.accounts.find((account) => account.accountId === accountId);
/** The programs that the company is in. */
const programsAt = ({ session, accountId }: Standpoint): readonly SessionProgram[] => (accountOf(session, accountId)?.programs ?? []).filter(standing);

/** The pages of one side that are there: those of a part of the portal only while a program brings it. */
function pagesAt(pages: readonly SignedInPage[], at: Standpoint): readonly SignedInPage[] {
  const brought = new Set<string>(programsAt(at).flatMap(({ state, sections: all }) => (state === 'suspended' ? [] : all)));
  const isThere = ({ path, forSome }: SignedInPage) => !forSome || (at.session.ownPages ?? []).includes(path);
  return pages.filter((page) => sideOf(page.path) === at.side && isThere(page) && (page.program?.some((section) => brought.has(section)) ?? true));
}

const lackedFor = ({ permission, forOwn }: SignedInPage, { all, own }: Held): { readonly lacks?: Permission } =>
  permission === undefined || all === 'everything' || all.includes(permission) || (forOwn && own.includes(permission)) ? {} : { lacks: permission };

/** The pages of one side that the reader may open. */
export function openPages(pages: readonly SignedInPage[], at: Standpoint): readonly SignedInPage[] {
  const held = heldOn(at);
  return held === null ? [] : pagesAt(pages, at).filter((page) => !lackedFor(page, held).lacks);
}

const wayTo = (page: SignedInPage, entry: Pick<NavEntry, 'label' | 'icon'>, accountId: string | undefined, { t }: Words): Way => ({
  href: fillPath(page.path, { account: accountId ?? '' }),
  label: t(entry.label),
  icon: entry.icon,
});

type Entered = SignedInPage & { readonly nav: NavEntry };
const entersNav = (page: SignedInPage): page is Entered => page.nav !== undefined;

/**
 * The left navigation of one side, part by part; empty parts are left out. In a company an entry that the reader's roles do not
 * open stands greyed, and so does the part of a program in which they hold nothing; the operator's people see what they may open.
 */
export function navOf(pages: readonly SignedInPage[], at: Standpoint, words: Words): NavPart[] {
  const held = heldOn(at);
  if (held === null) return [];
  const ways = (list: readonly Entered[]): Way[] =>
    list
      .map((page): Way => ({ ...wayTo(page, page.nav, at.accountId, words), ...lackedFor(page, held) }))
      .filter((way) => at.side === 'account' || way.lacks === undefined);
  const entered = pagesAt(pages, at).filter(entersNav);
  return sections.flatMap((section): NavPart[] => {
    if (section === 'programs') return at.side === 'account' ? programParts(entered, at, words, ways) : [];
    const own = ways(entered.filter(({ nav }) => nav.section === section));
    const all = section === 'company' ? [...own, ...settingsWithoutGear(pages, at, words)] : own;
    return all.length > 0 ? [{ id: section, ...titleOf(section, words), ways: all }] : [];
  });
}

const titleOf = (section: Section, { t }: Words): Pick<NavPart, 'title'> =>
  section === 'company' || section === 'desk' || section === 'house' ? { title: t(`shell.section.${section}`) } : {};

/** A part for each family of programs, in the catalog's order; a page that two of them bring stands in the first. */
function programParts(entered: readonly Entered[], at: Standpoint, words: Words, ways: (list: readonly Entered[]) => Way[]): NavPart[] {
  const placed = new Set<Entered>();
  const parts: NavPart[] = [];
  for (const family of familiesOf(programsAt(at), words.locale)) {
    const overviews = overviewsOf(family, at.accountId, words);
    if (family.lacks) {
      const barred = overviews.slice(0, 1).map((way): Way => ({ ...way, label: family.title, lacks: family.lacks as Permission }));
      // Those that stand one after the other are one list.
      const before = parts.at(-1);
      if (before && !before.ofProgram) parts[parts.length - 1] = { ...before, ways: [...before.ways, ...barred] };
      else parts.push({ id: family.id, ways: barred });
      continue;
    }
    const mine = entered.filter(
      (page) => page.nav.section === 'programs' && !placed.has(page) && page.program?.some((section) => family.sections.has(section)),
    );
    for (const page of mine) placed.add(page);
    parts.push({ id: family.id, title: family.title, ofProgram: true, ...(family.mark ? { mark: family.mark } : {}), ways: [...overviews, ...ways(mine)] });
  }
  return parts;
}

const overviewHref = (accountId: string | undefined, program: string): string => `/a/${accountId ?? ''}/programs/${encodeURIComponent(program)}`;
const overviewsOf = ({ programs }: Family, accountId: string | undefined, { t, locale }: Words): Way[] =>
  programs.map((each) => ({
    href: overviewHref(accountId, each.program),
    label: programs.length === 1 ? t('shell.program.overview') : each.texts[locale].name,
    icon: iconOf(each),
  }));

export interface Settings {
  /** The menus that the company's programs open; on the operator's side the one of the center. */
  readonly groups: readonly { readonly id: SettingsGroup | 'account' | 'center'; readonly ways: readonly Way[] }[];
  /** The company is in no program that brings settings. */
  readonly none: boolean;
}

const groupsAt = (at: Standpoint): readonly SettingsGroup[] => settingsGroups.filter((group) => programsAt(at).some((program) => program.group === group));
const belongsTo = ({ settings }: SignedInPage, groups: readonly SettingsGroup[]): boolean =>
  settings !== undefined && (settings.groups ?? settingsGroups).some((group) => groups.includes(group));

/** The gear: settings of partners, of developers, each only for companies with a program of that group; or both in one menu. */
export function settingsOf(pages: readonly SignedInPage[], at: Standpoint, { merged }: { readonly merged: boolean }, words: Words): Settings {
  const open = openPages(pages, at);
  const of = (list: readonly SignedInPage[]) => list.flatMap((page) => (page.settings ? [wayTo(page, page.settings, at.accountId, words)] : []));
  if (at.side === 'operator') return { groups: [{ id: 'center', ways: of(open) }], none: false };
  const joined = groupsAt(at);
  const groups = merged && joined.length > 0 ? [{ id: 'account' as const, of: joined }] : joined.map((id) => ({ id, of: [id] }));
  return { groups: groups.map(({ id, of: group }) => ({ id, ways: of(open.filter((page) => belongsTo(page, group))) })), none: joined.length === 0 };
}

/** What no menu of the gear holds in this company stands in its navigation: nothing of a company's own is out of reach. */
function settingsWithoutGear(pages: readonly SignedInPage[], at: Standpoint, words: Words): Way[] {
  if (at.side !== 'account') return [];
  const joined = groupsAt(at);
  return openPages(pages, at).flatMap((page) =>
    page.settings && !page.nav && !belongsTo(page, joined) ? [wayTo(page, page.settings, at.accountId, words)] : [],
  );
}

/** What the search can lead to: pages and acts, of this account, of the reader's own, of the operator's. */
export function searchable(
  pages: readonly SignedInPage[],
  { session, accountId }: Omit<Standpoint, 'side'>,
  words: Words,
): { readonly pages: Way[]; readonly acts: Way[] } {
  const open = (['account', 'operator', 'me'] as const).flatMap((side) => openPages(pages, { session, side, accountId }));
  const programs = programsAt({ session, accountId, side: 'account' });
  return {
    pages: [
      ...open.flatMap((page) => {
        const entry = page.nav ?? page.settings;
        return entry ? [wayTo(page, entry, accountId, words)] : [];
      }),
      ...programs.map((each): Way => ({ href: overviewHref(accountId, each.program), label: each.texts[words.locale].name, icon: iconOf(each) })),
    ],
    acts: open.flatMap((page) => (page.action ? [wayTo(page, page.action, accountId, words)] : [])),
  };
}

/** The entry of the open page: the one with its address or the nearest above it; but Home only on its own. */
export function hereOf(parts: readonly NavPart[], path: string): string | undefined {
  const hrefs = parts.flatMap((part) => part.ways.map(({ href }) => href)).filter((href) => isHere(href, path));
  return hrefs.toSorted((a, b) => b.length - a.length)[0];
}

function isHere(href: string, path: string): boolean {
  if (path === href) return true;
  const isHome = /^\/(a\/[^/]+|me|operator)$/.test(href);
  return !isHome && path.startsWith(`${href}/`);
}
