// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { accountRoles } from '../../../core/roles.ts';
import { type Answer, type Asked, renderPage, testAccount } from '../../../web/test-page.tsx';
import { InvitePage } from './InvitePage.tsx';
import { PeoplePage } from './PeoplePage.tsx';
import { PersonPage } from './PersonPage.tsx';

beforeEach(() => {
  // Days that are typed below are still to come.
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-11-21T09:00:00Z') });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const can = { setRoles: true, deactivate: true, activate: false, remove: true, restore: false, seeAs: false };
const none = { setRoles: false, deactivate: false, activate: false, remove: false, restore: false, seeAs: false };
const one = (n: number, givenName: string, familyName: string, over: object = {}) => ({
  personId: `0b7e6a1c-0000-4000-8000-00000000000${n}`,
  givenName,
  familyName,
  email: `${givenName.toLowerCase()}@contoso.example`,
  isGuest: false,
  state: 'active',
  roles: [{ role: 'default_user', scope: 'company', endsAt: null }],
  joinedAt: '2026-11-01T09:00:00Z',
  lastUsedAt: null,
  removedAt: null,
  version: 3,
  can,
  ...over,
});
const ana = one(1, 'Ana', 'Ruiz'),
  boss = one(2, 'Léa', 'Roy', { roles: [{ role: 'global_admin', scope: 'company', endsAt: null }], can: none });
const answers = (over: Record<string, Answer | ((asked: Asked) => Answer)> = {}) => ({
  'GET /members': ({ query }: Asked) => ({
    items: [ana, boss].filter((person) => person.email.includes(query.get('search') ?? '')),
    next: null,
    can: { invite: true },
  }),
  'GET /members/count': { count: 2, isExact: true },
  'GET /join-requests': { items: [], next: null },
  'GET /givable-roles': { roles: ['global_admin', 'default_user'] },
  ...over,
});

test('people are listed with their roles, and the list is asked for what is typed, a moment later', async () => {
  const { asked } = renderPage(<PeoplePage />, { at: '/people', answers: answers() });
  expect(await screen.findByText('Ana Ruiz')).toBeDefined();
  expect(screen.getByText('2 people')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Invite people' }).getAttribute('href')).toBe(`/a/${testAccount}/people/invite`);
  // Without a pause between the letters, however busy the machine is.
  await user.setup({ delay: null }).type(screen.getByRole('searchbox'), 'ana');
  await waitFor(() => expect(screen.queryByText('Léa Roy')).toBeNull());
  expect(asked.filter(({ path, query }) => path === '/members' && query.get('search')).map(({ query }) => query.get('search'))).toEqual(['ana']);
});

test('a search without a match says so, and not that the company is empty', async () => {
  renderPage(<PeoplePage />, { at: '/people?q=zzz', answers: answers() });
  expect(await screen.findByText('No results')).toBeDefined();
});

test('an act on many is offered for those it is possible for, asked about, and who is refused is named', async () => {
  renderPage(<PeoplePage />, {
    at: '/people',
    answers: answers({ [`POST /members/${ana.personId}/deactivate`]: { problem: 'members.last_admin' } }),
  });
  await screen.findByText('Ana Ruiz');
  await user.click(screen.getByRole('checkbox', { name: 'Select Ana Ruiz' }));
  await user.click(screen.getByRole('checkbox', { name: 'Select Léa Roy' }));
  await user.click(screen.getByRole('button', { name: 'Deactivate 1 person' }));
  const dialog = within(await screen.findByRole('dialog'));
  expect(dialog.getByText(/cannot enter the company until someone reactivates them/)).toBeDefined();
  await user.click(dialog.getByRole('button', { name: 'Deactivate 1 person' }));
  expect(await screen.findByText('1 person was left as is')).toBeDefined();
  expect(screen.getByText(/This is the last global admin/)).toBeDefined();
});

test('who is removed alone is taken out on the page that hands over what is theirs; of several it is said what stays behind', async () => {
  const ida = one(3, 'Ida', 'Berg');
  const { gone } = renderPage(<PeoplePage />, {
    at: '/people',
    answers: answers({ 'GET /members': { items: [ana, ida], next: null, can: { invite: true } } }),
  });
  await user.click(await screen.findByRole('checkbox', { name: 'Select Ana Ruiz' }));
  await user.click(screen.getByRole('button', { name: 'Remove 1 person' }));
  expect(gone).toEqual([`/a/${testAccount}/people/${ana.personId}/leave`]);
  await user.click(screen.getByRole('checkbox', { name: 'Select Ida Berg' }));
  await user.click(screen.getByRole('button', { name: 'Remove 2 people' }));
  expect(within(await screen.findByRole('dialog')).getByText(/Nothing is handed over/)).toBeDefined();
});

const inFull = (over: object = {}) => ({ ...ana, givable: ['default_user'], isSelf: false, isLastAdmin: false, restorableUntil: null, ...over });

test('roles beyond my reach are shown and cannot be ticked; what I may give is saved with its last day', async () => {
  let sent: unknown;
  renderPage(<PersonPage />, {
    at: `/people/${ana.personId}`,
    params: { personId: ana.personId },
    answers: {
      [`GET /members/${ana.personId}`]: inFull({ givable: ['billing_admin', 'default_user'] }),
      'POST /roles/preview': { people: [], counts: [], places: { locations: [], programs: [] } },
      [`PUT /members/${ana.personId}/roles`]: ({ body }: Asked) => {
        sent = body;
        return inFull({ version: 4 });
      },
    },
  });
  expect((await screen.findByRole<HTMLInputElement>('checkbox', { name: /Global admin/ })).disabled).toBe(true);
  expect(screen.getAllByText('Your roles do not let you give or take this one.').length).toBe(accountRoles.length - 2);
  await user.click(screen.getByRole('checkbox', { name: /Billing admin/ }));
  const line = within(screen.getAllByRole('listitem').find((item) => item.textContent?.includes('Billing admin')) as HTMLElement);
  // Month, day, year: the order of an English reader.
  await user.click(line.getAllByRole('spinbutton')[0] as HTMLElement);
  await user.keyboard('01312027');
  await user.click(screen.getByRole('button', { name: 'Save roles' }));
  await waitFor(() =>
    expect(sent).toEqual({
      version: 3,
      roles: [
        { role: 'billing_admin', scope: 'company', endsAt: '2027-02-01T00:00:00.000Z' },
        { role: 'default_user', scope: 'company', endsAt: null },
      ],
    }),
  );
});

test('the last admin is told as such, and a refusal is said in words', async () => {
  renderPage(<PersonPage />, {
    at: `/people/${ana.personId}`,
    params: { personId: ana.personId },
    answers: {
      [`GET /members/${ana.personId}`]: inFull({
        isLastAdmin: true,
        isSelf: true,
        roles: [{ role: 'global_admin', scope: 'company', endsAt: null }],
        can: { ...none, setRoles: true },
      }),
      [`PUT /members/${ana.personId}/roles`]: { problem: 'members.last_admin' },
    },
  });
  expect(await screen.findByText(/This is the last global admin who counts/)).toBeDefined();
  await user.click(screen.getByRole('checkbox', { name: /Global admin/ }));
  await user.click(screen.getByRole('button', { name: 'Save roles' }));
  expect(await screen.findByText(/Give the role to another active person/)).toBeDefined();
});

test('a pasted list becomes one person each; whoever stands in the way is named beside their address, nothing typed is lost', async () => {
  const { asked, gone } = renderPage(<InvitePage />, {
    at: '/people/invite',
    answers: answers({
      'POST /invitations': ({ body }: Asked) =>
        (body['people'] as unknown[]).length === 2
          ? { problem: 'request.invalid', status: 422, details: { fields: { 'people.1.email': 'already_member' } } }
          : { items: [{}] },
    }),
  });
  await user.click(await screen.findByLabelText('Work e-mail'));
  await user.paste('Nora Quinn <nora@contoso.example>, Ben Ode <ben@contoso.example>');
  expect(screen.getAllByLabelText<HTMLInputElement>('Work e-mail').map((field) => field.value)).toEqual(['nora@contoso.example', 'ben@contoso.example']);
  await user.click(screen.getByRole('button', { name: 'Invite 2 people' }));
  expect(await screen.findByText('This person already belongs to the company.')).toBeDefined();
  expect(screen.getAllByLabelText<HTMLInputElement>('Given name').map((field) => field.value)).toEqual(['Nora', 'Ben']);
  await user.click(screen.getByRole('button', { name: 'Remove person 2' }));
  await user.click(screen.getByRole('button', { name: 'Invite 1 person' }));
  await waitFor(() => expect(gone).toEqual([`/a/${testAccount}/people?tab=invitations`]));
  expect(asked.at(-1)?.body ?? {}).toBeDefined();
});
