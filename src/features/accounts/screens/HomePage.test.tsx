// @vitest-environment happy-dom
import { cleanup, screen, within } from '@testing-library/react';
import { afterEach, expect, test, vi } from 'vitest';
import { renderPage, testAccount } from '../../../web/test-page.tsx';
import { HomePage } from './HomePage.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const home = {
  name: 'Contoso SAS',
  partnerId: '4100137',
  country: 'FR',
  roles: ['global_admin'],
  figures: [{ key: 'people', value: 1204, link: '/a/:account/people' }],
  programs: [],
  vetting: { status: 'pending', reason: null, note: null, changedAt: '2026-11-20T09:00:00Z', dueAt: '2026-11-27T09:00:00Z' },
  tasks: [
    {
      key: 'support_details',
      link: '/a/:account/support-details',
      can: true,
      permission: 'support_profile',
      roles: ['global_admin'],
      helpers: [],
      program: null,
    },
    {
      key: 'tax_exemption',
      link: '/a/:account/tax-exemption',
      can: false,
      permission: 'tax_exemption',
      roles: ['global_admin'],
      helpers: [{ personId: 'x', name: 'Léa Roy', email: 'lea@contoso.example' }],
      program: null,
    },
  ],
};
const Aside = () => <p>Your admins stand here</p>;

test('a company reads what it is, where its verification stands, and who can help', async () => {
  renderPage(<HomePage Aside={Aside} />, { answers: { 'GET /home': home } });
  expect(await screen.findByRole('heading', { level: 1, name: 'Contoso SAS' })).toBeDefined();
  expect(screen.getByText('Being verified')).toBeDefined();
  expect(screen.getByText(/An answer comes by November 27, 2026/)).toBeDefined();
  expect(screen.getByText('4100137')).toBeDefined();
  expect(screen.getByText('1,204')).toBeDefined();
  expect(screen.getByText('Your admins stand here')).toBeDefined();
});

test('what I can do is a way there, what I cannot says who can', async () => {
  renderPage(<HomePage Aside={Aside} />, { answers: { 'GET /home': home } });
  const tasks = within(await screen.findByRole('region', { name: 'Waiting for you' }));
  expect(tasks.getByRole('link', { name: 'Add details' }).getAttribute('href')).toBe(`/a/${testAccount}/support-details`);
  expect(tasks.queryByRole('link', { name: 'Answer' })).toBeNull();
  expect(tasks.getByText('Global admin can do this. Ask Léa Roy.')).toBeDefined();
});

test('when nothing is left, it says so; a rejection says why and what would satisfy it', async () => {
  const rejected = {
    ...home,
    tasks: [],
    vetting: { status: 'rejected', reason: 'name_differs', note: 'The register says Contoso SA', changedAt: null, dueAt: null },
  };
  renderPage(<HomePage Aside={Aside} />, { answers: { 'GET /home': rejected } });
  expect(await screen.findByText('Nothing is waiting. The company’s account is complete.')).toBeDefined();
  expect(screen.getByText('The company’s name is not the one in the official register.')).toBeDefined();
  expect(screen.getByText(/Enter the legal name exactly as it is registered/)).toBeDefined();
  expect(screen.getByText('Note from the verifier: The register says Contoso SA')).toBeDefined();
});

test('each program stands with its tasks and figures, and says so when nothing waits in it', async () => {
  const inPrograms = {
    ...home,
    tasks: [
      {
        key: 'program_roles',
        link: '/a/:account/people',
        values: { name: 'CSP' },
        can: true,
        permission: 'roles',
        roles: [],
        helpers: [],
        program: 'reseller_indirect',
      },
    ],
    figures: [...home.figures, { key: 'invitations', value: 4, link: '/a/:account/leads', program: 'referrals' }],
    programs: [
      { program: 'membership', name: 'MPN', state: 'active', link: '/a/:account/programs/membership', people: 3, can: { giveRoles: true } },
      { program: 'reseller_indirect', name: 'CSP', state: 'active', link: '/a/:account/programs/reseller_indirect', people: 0, can: { giveRoles: true } },
      { program: 'referrals', name: 'Referrals', state: 'applied', link: '/a/:account/programs/referrals', people: 0, can: { giveRoles: true } },
    ],
  };
  renderPage(<HomePage Aside={Aside} />, { answers: { 'GET /home': inPrograms } });
  const membership = within(await screen.findByRole('article', { name: 'MPN' }));
  expect(membership.getByText('3 people with a role in it')).toBeDefined();
  expect(membership.getByText('Nothing is waiting in this program.')).toBeDefined();
  const csp = within(screen.getByRole('article', { name: 'CSP' }));
  expect(csp.getByRole('link', { name: 'Choose people' }).getAttribute('href')).toBe(`/a/${testAccount}/people`);
  expect(csp.queryByText(/Nothing is waiting/)).toBeNull();
  const referrals = within(screen.getByRole('article', { name: 'Referrals' }));
  expect(referrals.getByText('In review')).toBeDefined();
  expect(referrals.getByRole('link', { name: '4 Open invitations' }).getAttribute('href')).toBe(`/a/${testAccount}/leads`);
  // The company's own list is gone while only programs have something to do.
  expect(screen.queryByRole('region', { name: 'Waiting for you' })).toBeNull();
  expect(within(screen.getByRole('region', { name: 'Figures' })).getAllByRole('term')).toHaveLength(1);
});
