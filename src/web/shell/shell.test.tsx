// @vitest-environment happy-dom
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, screen, within } from '@testing-library/react';
import user from '@testing-library/user-event';
import { Building, House, Settings, Users } from 'lucide-react';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { PlaceContext, safeNext } from '../place.ts';
import { findPage } from '../pages.ts';
import type { SignedInPage } from '../pages.ts';
import { SessionContext } from '../session.tsx';
import type { Session, SessionAccount, SessionActs } from '../session.tsx';
import { Navigation } from '../ui/Link.tsx';
import { renderInHouse } from '../ui/test-house.tsx';
import { samePage } from './AccountPicker.tsx';
import { LeftNav } from './LeftNav.tsx';
import { homeOf } from './lastPlace.ts';
import { Palette } from './Palette.tsx';

afterEach(() => {
  cleanup();
  localStorage.clear();
});

const nobody = async () => () => null;
const pages: readonly SignedInPage[] = [
  { path: '/a/:account', parts: [], page: nobody, nav: { section: 'work', label: 'shell.home', icon: House } },
  {
    path: '/a/:account/people',
    parts: [],
    page: nobody,
    permission: 'users',
    nav: { section: 'company', label: 'permissions.users', icon: Users },
    action: { label: 'shell.write_news', icon: Users },
  },
  { path: '/a/:account/people/:personId', parts: [], page: nobody, permission: 'users' },
  {
    path: '/a/:account/company',
    parts: [],
    page: nobody,
    permission: 'legal_profile',
    nav: { section: 'company', label: 'permissions.legal_profile', icon: Building },
  },
  { path: '/operator', parts: [], page: nobody, permission: 'op.news', nav: { section: 'work', label: 'shell.overview', icon: Settings } },
];
const contoso: SessionAccount = {
  accountId: 'c1',
  partnerId: '4100137',
  name: 'Contoso',
  country: 'FR',
  roles: ['global_admin'],
  permissions: ['users', 'legal_profile', 'programs', 'benefits'],
  programs: [],
  waiting: { requests: 0, notices: 0 },
};
const fabrikam: SessionAccount = {
  accountId: 'f1',
  partnerId: '4100144',
  name: 'Fabrikam',
  country: 'ES',
  roles: ['default_user'],
  permissions: ['support_profile'],
  programs: [],
  waiting: { requests: 0, notices: 0 },
};
const session: Session = {
  personId: 'p1',
  name: 'Ana Ruiz',
  email: 'ana@contoso.example',
  locale: 'en',
  theme: 'system',
  accounts: [contoso, fabrikam],
  operator: null,
  seeing: null,
};

function show(piece: ReactNode, given: { readonly session?: Session; readonly path?: string } = {}) {
  const go = vi.fn<(href: string) => void>();
  const place = { path: given.path ?? '/a/c1', params: {}, search: new URLSearchParams(), go, setSearch: () => {} };
  renderInHouse(
    <QueryClientProvider client={new QueryClient()}>
      <SessionContext value={given.session ?? session}>
        <PlaceContext value={place}>
          <Navigation value={go}>{piece}</Navigation>
        </PlaceContext>
      </SessionContext>
    </QueryClientProvider>,
  );
  return go;
}

const nav = (account = 'c1') => <LeftNav pages={pages} side="account" accountId={account} folded={false} />;

test('the navigation shows the pages one may open and marks the open one', () => {
  show(nav(), { path: '/a/c1/people/42' });
  expect(screen.getByRole('link', { name: 'People of the company' }).getAttribute('aria-current')).toBe('page');
  expect(screen.getByRole('link', { name: 'Home' }).getAttribute('aria-current')).toBeNull();
  expect(screen.queryByRole('link', { name: 'Overview' })).toBeNull();
});

test('in another account the navigation is that account’s; what one’s roles do not open stands greyed', () => {
  show(nav('f1'), { path: '/a/f1' });
  expect(screen.queryByRole('link', { name: 'People of the company' })).toBeNull();
  expect(screen.getByRole('link', { name: 'People of the company: not with your roles' })).toBeTruthy();
  expect(screen.getByRole('link', { name: 'Home' }).getAttribute('href')).toBe('/a/f1');
});

test('a folded entry keeps its name for those who cannot see the icon', () => {
  show(<LeftNav pages={pages} side="account" accountId="c1" folded onFold={() => {}} />);
  expect(screen.getByRole('link', { name: 'Home' })).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Unfold navigation' })).toBeTruthy();
});

test('whoever belongs to one company has no picker, only its name', () => {
  show(nav(), { session: { ...session, accounts: [contoso] } });
  expect(screen.queryByRole('button', { name: /Switch account/ })).toBeNull();
  expect(screen.getByText('4100137')).toBeTruthy();
});

test('the picker finds an account by name, PartnerId, country or role, and the keyboard chooses it', async () => {
  const go = show(nav());
  await user.click(screen.getByRole('button', { name: 'Account: Contoso. Switch account' }));
  const box = await screen.findByRole('combobox', { name: 'Search your accounts' });
  for (const words of ['fabri', '4100144', 'spain', 'user fabrikam']) {
    await user.clear(box);
    await user.type(box, words);
    expect(screen.getAllByRole('option').map((option) => within(option).getAllByText(/Fabrikam|Contoso/)[0]?.textContent)).toEqual(['Fabrikam']);
  }
  await user.keyboard('{Enter}');
  expect(go).toHaveBeenCalledWith('/a/f1');
});

test('a search that finds no account says so', async () => {
  show(nav());
  await user.click(screen.getByRole('button', { name: 'Account: Contoso. Switch account' }));
  await user.type(await screen.findByRole('combobox'), 'zzz');
  expect(screen.getByText('None of your accounts matches “zzz”.')).toBeTruthy();
});

test('switching keeps the page where it exists and may be opened, and else goes Home', () => {
  const both = { ...fabrikam, permissions: ['users' as const] };
  expect(samePage(pages, '/a/c1/people', both)).toBe('/a/f1/people');
  expect(samePage(pages, '/a/c1/people', fabrikam)).toBe('/a/f1');
  expect(samePage(pages, '/a/c1/people/42', both)).toBe('/a/f1');
});

const lin = { name: 'Lin Wei', detail: 'lin@contoso.example', href: '/a/c1/people/lin' };
const acts = { findPeople: async (_account: string, text: string) => (text === 'lin' ? [lin] : []) } as unknown as SessionActs;
const palette = () => <Palette pages={pages} accountId="c1" acts={acts} onClose={() => {}} onHelp={() => {}} />;

test('the search leads to pages with the keyboard alone', async () => {
  const go = show(palette());
  await user.type(await screen.findByRole('combobox'), 'legal');
  expect(screen.getAllByRole('option')).toHaveLength(1);
  await user.keyboard('{Enter}');
  expect(go).toHaveBeenCalledWith('/a/c1/company');
});

test('arrow keys move through what was found, round the ends', async () => {
  show(palette());
  const box = await screen.findByRole('combobox');
  box.focus();
  const chosen = () => screen.getAllByRole('option').findIndex((option) => option.getAttribute('aria-selected') === 'true');
  await user.keyboard('{ArrowDown}');
  expect(chosen()).toBe(1);
  await user.keyboard('{ArrowUp}{ArrowUp}');
  expect(chosen()).toBe(screen.getAllByRole('option').length - 1);
  expect(box.getAttribute('aria-activedescendant')).toBe(screen.getAllByRole('option').at(-1)?.id);
});

test('the search finds people of the account', async () => {
  const go = show(palette());
  await user.type(await screen.findByRole('combobox'), 'lin');
  const found = await screen.findByRole('option', { name: /Lin Wei/ });
  await user.click(found);
  expect(go).toHaveBeenCalledWith('/a/c1/people/lin');
});

test('the first page is where one was last, or the only account, or the console, or nowhere', () => {
  expect(homeOf(session)).toBe('/a/c1');
  localStorage.setItem('entente.last', 'f1');
  expect(homeOf(session)).toBe('/a/f1');
  const operator = { roles: ['op_root' as const], permissions: ['op.news' as const] };
  expect(homeOf({ ...session, accounts: [], operator })).toBe('/operator');
  expect(homeOf({ ...session, accounts: [] })).toBeNull();
});

test('after signing in one is led to an address of the center only', () => {
  expect(safeNext('/a/c1/people?tab=requests')).toBe('/a/c1/people?tab=requests');
  for (const next of ['https://evil.example', '//evil.example', '/\\evil.example', 'people', null, '/sign-in?next=/']) expect(safeNext(next)).toBe('/');
});

test('an address belongs to the page whose pattern it has, whole', () => {
  expect(findPage(pages, '/a/c1/people/42')?.params).toEqual({ account: 'c1', personId: '42' });
  expect(findPage(pages, '/a/c1/people/42/more')).toBeUndefined();
});
