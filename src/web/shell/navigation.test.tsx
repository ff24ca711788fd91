// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, screen, within } from '@testing-library/react';
import user from '@testing-library/user-event';
import { Building, Coins, House, Users } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { formatsFor, translator } from '../../core/locale.ts';
import type { Locale } from '../../core/locale.ts';
import { shippedPrograms } from '../../features/programs/programs.ts';
import type { House as Words } from '../house.tsx';
import { PlaceContext } from '../place.ts';
import type { SignedInPage } from '../pages.ts';
import { SessionContext } from '../session.tsx';
import type { Session, SessionAccount, SessionProgram } from '../session.tsx';
import { Navigation } from '../ui/Link.tsx';
import { renderInHouse } from '../ui/test-house.tsx';
import { Gear } from './Gear.tsx';
import { LeftNav } from './LeftNav.tsx';
import { hereOf, navOf, searchable, settingsOf } from './menu.ts';
import { SlotsContext } from './slots.ts';
import type { Missing } from './slots.ts';

afterEach(cleanup);

const nobody = async () => () => null;
const page = (path: `/${string}`, more: Omit<SignedInPage, 'path' | 'parts' | 'page'>): SignedInPage => ({ path, parts: [], page: nobody, ...more });
const pages: readonly SignedInPage[] = [
  page('/a/:account', { nav: { section: 'work', label: 'shell.home', icon: House } }),
  page('/a/:account/customers', {
    program: ['reseller', 'distributor'],
    permission: 'customers',
    nav: { section: 'programs', label: 'permissions.customers', icon: Users },
  }),
  page('/a/:account/pricing', {
    program: ['reseller', 'distributor'],
    permission: 'pricing',
    nav: { section: 'programs', label: 'permissions.pricing', icon: Coins },
  }),
  page('/a/:account/people', {
    permission: 'users',
    nav: { section: 'company', label: 'shell.people', icon: Users },
    settings: { label: 'shell.people', icon: Users },
  }),
  page('/a/:account/programs', { permission: 'programs', nav: { section: 'company', label: 'shell.programs', icon: Building } }),
  page('/a/:account/tax-exemption', { permission: 'tax_exemption', settings: { label: 'shell.tax_exemption', icon: Coins, groups: ['partner'] } }),
  page('/a/:account/publisher', { permission: 'programs', settings: { label: 'shell.company', icon: Building, groups: ['developer'] } }),
];
const joined = (program: string, more: Partial<SessionProgram> = {}): SessionProgram => {
  const found = shippedPrograms.find((each) => each.program === program);
  if (!found) throw new Error(program);
  return { program, texts: found.texts, group: found.group, sections: found.sections, state: 'active', lacks: null, ...more };
};
const inPrograms = (programs: readonly SessionProgram[], permissions: SessionAccount['permissions'] = ['programs', 'users', 'tax_exemption']): Session => ({
  personId: 'p1',
  name: 'Ana Ruiz',
  email: 'ana@contoso.example',
  locale: 'en',
  theme: 'system',
  accounts: [
    {
      accountId: 'c1',
      partnerId: '4100137',
      name: 'Contoso',
      country: 'FR',
      roles: ['global_admin'],
      permissions,
      programs,
      waiting: { requests: 0, notices: 0 },
    },
  ],
  operator: null,
  seeing: null,
});
const wordsIn = (locale: Locale) => ({ ...formatsFor(locale), t: translator(locale, {}), locale }) as unknown as Words;
const at = (session: Session) => ({ session, side: 'account' as const, accountId: 'c1' });
const titles = (session: Session, locale: Locale = 'en') =>
  navOf(pages, at(session), wordsIn(locale)).flatMap(({ title, ofProgram }) => (ofProgram && title ? [title] : []));

function show(piece: ReactNode, session: Session, slots = {}) {
  const go = vi.fn<(href: string) => void>();
  renderInHouse(
    <QueryClientProvider client={new QueryClient()}>
      <SlotsContext value={slots}>
        <SessionContext value={session}>
          <PlaceContext value={{ path: '/a/c1', params: {}, search: new URLSearchParams(), go, setSearch: () => {} }}>
            <Navigation value={go}>{piece}</Navigation>
          </PlaceContext>
        </SessionContext>
      </SlotsContext>
    </QueryClientProvider>,
  );
  return go;
}
const nav = <LeftNav pages={pages} side="account" accountId="c1" folded={false} />;
const gear = <Gear pages={pages} side="account" accountId="c1" />;

test('three programs give three parts, named by the program in the reader’s language, each with its overview', () => {
  const session = inPrograms([joined('membership'), joined('referrals'), joined('marketplace')]);
  expect(titles(session)).toEqual(['MPN', 'Referrals', 'Commercial Marketplace']);
  expect(titles(session, 'fr')).toEqual(['MPN', 'Recommandations', 'Place de marché commerciale']);
  show(nav, session);
  const referrals = screen.getByRole('group', { name: 'Referrals' });
  expect(within(referrals).getByRole('link', { name: 'Overview' }).getAttribute('href')).toBe('/a/c1/programs/referrals');
  expect(within(referrals).getAllByRole('listitem')).toHaveLength(1);
});

test('a page of a part stands with the first program that brings it, and nowhere without one', () => {
  const session = inPrograms([joined('reseller_indirect'), joined('reseller_distributor')], ['programs', 'customers', 'pricing']);
  const parts = navOf(pages, at(session), wordsIn('en')).filter(({ ofProgram }) => ofProgram);
  // Both are called CSP: one part, in which each program has its own overview.
  expect(parts).toHaveLength(1);
  expect(parts[0]?.ways.map(({ href }) => href)).toEqual([
    '/a/c1/programs/reseller_indirect',
    '/a/c1/programs/reseller_distributor',
    '/a/c1/customers',
    '/a/c1/pricing',
  ]);
  expect(parts[0]?.ways[0]?.label).toBe('CSP (indirect reseller)');
  const without = navOf(pages, at(inPrograms([joined('membership')])), wordsIn('en'));
  expect(without.flatMap(({ ways }) => ways).some(({ href }) => href.endsWith('/customers'))).toBe(false);
});

test('what is only applied for has no part; what is restricted or suspended has one that says so', () => {
  expect(titles(inPrograms([joined('membership', { state: 'applied' })]))).toEqual([]);
  show(nav, inPrograms([joined('membership', { state: 'restricted' }), joined('referrals', { state: 'suspended' })]));
  expect(screen.getByRole('group', { name: 'MPN Restricted' })).toBeTruthy();
  expect(screen.getByRole('group', { name: 'Referrals Suspended' })).toBeTruthy();
});

/** Stands for the real one, which asks the server. */
const WhyNot = ({ permission, needs, trigger }: Missing & { readonly trigger?: ReactElement<Record<string, unknown>> }) => (
  <span data-testid={`${permission}:${needs}`}>{trigger}</span>
);

test('a part in which one’s roles do nothing is one greyed entry that says why; so is a page within a part', () => {
  show(nav, inPrograms([joined('reseller_indirect', { lacks: 'customers' })], ['programs']), { WhyNot });
  expect(within(screen.getByTestId('customers:view')).getByRole('button', { name: 'CSP: not with your roles' })).toBeTruthy();
  expect(screen.queryByRole('group', { name: 'CSP' })).toBeNull();
  // Greyed ones that follow one another are one list.
  const lacking = (program: string) => joined(program, { lacks: 'customers' });
  const parts = navOf(pages, at(inPrograms([lacking('reseller_indirect'), lacking('referrals'), joined('marketplace')], ['programs'])), wordsIn('en'));
  expect(parts.map(({ ways }) => ways.map(({ label }) => label))).toEqual([
    ['shell.home'],
    ['CSP', 'Referrals'],
    ['shell.program.overview'],
    expect.anything(),
  ]);
  cleanup();
  show(nav, inPrograms([joined('reseller_indirect')], ['programs', 'customers']), { WhyNot });
  const csp = within(screen.getByRole('group', { name: 'CSP' }));
  expect(csp.getAllByRole('link').map((link) => link.getAttribute('href'))).toEqual(['/a/c1/programs/reseller_indirect', '/a/c1/customers']);
  expect(csp.getByTestId('pricing:view')).toBeTruthy();
});

test('folded, an overview is named with its program', () => {
  show(<LeftNav pages={pages} side="account" accountId="c1" folded />, inPrograms([joined('membership')]));
  expect(screen.getByRole('link', { name: 'MPN: Overview' })).toBeTruthy();
});

test('only the nearest entry above the open page is marked', () => {
  const parts = navOf(pages, at(inPrograms([joined('membership')])), wordsIn('en'));
  expect(hereOf(parts, '/a/c1/programs/membership')).toBe('/a/c1/programs/membership');
  expect(hereOf(parts, '/a/c1/programs/referrals')).toBe('/a/c1/programs');
  expect(hereOf(parts, '/a/c1/people/42')).toBe('/a/c1/people');
  expect(hereOf(parts, '/a/c1/nowhere')).toBeUndefined();
});

test('the search leads to the programs too', () => {
  const found = searchable(pages, { session: inPrograms([joined('marketplace')]), accountId: 'c1' }, wordsIn('en'));
  expect(found.pages.map(({ label }) => label)).toContain('Commercial Marketplace');
});

const menus = (programs: readonly SessionProgram[], merged = false) => settingsOf(pages, at(inPrograms(programs)), { merged }, wordsIn('en'));

test('each menu of the gear is there only while the company is in a program of its group', () => {
  const hrefs = (found: ReturnType<typeof menus>) => found.groups.map(({ id, ways }) => [id, ...ways.map(({ href }) => href)]);
  const [partner, developer] = [
    ['partner', '/a/c1/people', '/a/c1/tax-exemption'],
    ['developer', '/a/c1/people', '/a/c1/publisher'],
  ];
  expect(hrefs(menus([joined('membership')]))).toEqual([partner]);
  expect(hrefs(menus([joined('marketplace')]))).toEqual([developer]);
  expect(hrefs(menus([joined('membership'), joined('marketplace')]))).toEqual([partner, developer]);
  expect(hrefs(menus([joined('membership'), joined('marketplace')], true))).toEqual([['account', '/a/c1/people', '/a/c1/tax-exemption', '/a/c1/publisher']]);
  // On its way into a program a company has not its settings yet.
  expect(menus([joined('membership', { state: 'applied' })])).toEqual({ groups: [], none: true });
});

test('settings that no menu of the gear holds stand in the company’s part of the navigation', () => {
  const company = (programs: readonly SessionProgram[]) => navOf(pages, at(inPrograms(programs)), wordsIn('en')).find(({ id }) => id === 'company');
  expect(company([])?.ways.map(({ href }) => href)).toEqual(['/a/c1/people', '/a/c1/programs', '/a/c1/tax-exemption', '/a/c1/publisher']);
  expect(company([joined('marketplace')])?.ways.map(({ href }) => href)).toEqual(['/a/c1/people', '/a/c1/programs', '/a/c1/tax-exemption']);
  expect(company([joined('membership'), joined('marketplace')])?.ways.map(({ href }) => href)).toEqual(['/a/c1/people', '/a/c1/programs']);
});

test('without any program the gear says what brings settings, and leads to Programs', async () => {
  const go = show(gear, inPrograms([]));
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  expect(await screen.findByText(/appear here once the company is in a program/)).toBeTruthy();
  await user.click(screen.getByRole('menuitem', { name: 'See which programs bring settings' }));
  expect(go).toHaveBeenCalledWith('/a/c1/programs/groups');
});

test('with both groups the gear has two titled menus; where one’s roles open none of them, it says so', async () => {
  show(gear, inPrograms([joined('membership'), joined('marketplace')], ['tax_exemption']));
  await user.click(screen.getByRole('button', { name: 'Settings' }));
  expect(within(await screen.findByRole('group', { name: 'Partner settings' })).getAllByRole('menuitem')).toHaveLength(1);
  expect(
    within(screen.getByRole('group', { name: 'Developer settings' }))
      .getByRole('menuitem')
      .getAttribute('aria-disabled'),
  ).toBe('true');
});
