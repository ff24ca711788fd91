// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { type Asked, renderPage } from '../../../../web/test-page.tsx';
import { GrantsPage } from '../operator/GrantsPage.tsx';
import { GiveRolesPage } from './GiveRolesPage.tsx';
import { RolesPage } from './RolesPage.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const roleShown = (role: string, over: object = {}) => ({
  role,
  kind: 'directory',
  scopes: ['company'],
  forGuests: false,
  sections: [],
  works: true,
  people: 1,
  givenBy: ['global_admin'],
  can: { give: true, seeAs: false },
  ...over,
});
const rights = {
  roles: [roleShown('user_admin'), roleShown('admin_agent', { kind: 'agent', sections: ['reseller'], works: false, people: 0 })],
  permissions: [
    { permission: 'users', area: 'people', sections: [], works: true, people: 1, holders: [{ role: 'user_admin', level: 'edit' }] },
    { permission: 'customers', area: 'reselling', sections: ['reseller'], works: false, people: 0, holders: [{ role: 'admin_agent', level: 'edit' }] },
  ],
};
const ana = { personId: '0b7e6a1c-0000-4000-8000-000000000001', givenName: 'Ana', familyName: 'Ruiz', email: 'ana@contoso.example', isGuest: false, held: [] };
const answers = {
  'GET /roles': rights,
  'GET /roles/places': { locations: [], programs: [] },
  'GET /roles/people': { items: [ana], next: null },
};

test('a role is read in sentences; what has no effect yet says what it waits for', async () => {
  renderPage(<RolesPage />, { at: '/roles?role=admin_agent', answers });
  expect(await screen.findByRole('heading', { name: 'Admin agent' })).toBeDefined();
  expect(screen.getByText(/Has no effect until the company joins a program that brings Reselling/)).toBeDefined();
  expect(screen.getByText('Give with care')).toBeDefined();
  expect(screen.getByText('look after the customer list, and export it')).toBeDefined();
  expect(screen.getByText('see the customer list and open each customer’s page')).toBeDefined();
  expect(screen.queryByText(/invite people/)).toBeNull();
  expect(screen.getByRole('link', { name: 'Give this role' })).toBeDefined();
});

test('a permission is found by what it lets one do', async () => {
  renderPage(<RolesPage />, { at: '/roles?tab=permission', answers });
  const list = await screen.findByRole('navigation', { name: 'Permissions' });
  await user.type(screen.getByLabelText('Search permissions'), 'deactivate');
  expect(
    within(list)
      .getAllByRole('button')
      .map((entry) => entry.textContent),
  ).toEqual(['People of the company1']);
  await user.clear(screen.getByLabelText('Search permissions'));
  await user.type(screen.getByLabelText('Search permissions'), 'nonsense');
  expect(screen.getByText('Nothing matches this search.')).toBeDefined();
});

test('roles are given to several after their effect was shown; who cannot be given them stands in the way', async () => {
  let sent: unknown;
  const preview = {
    people: [
      {
        personId: ana.personId,
        name: 'Ana Ruiz',
        gains: [{ permission: 'users', level: 'edit', at: 'company' }],
        loses: [],
        givesMore: ['default_user'],
        givesLess: [],
        waits: [],
        refused: null as object | null,
      },
    ],
    counts: [{ permission: 'users', count: 214 }],
    places: { locations: [], programs: [] },
  };
  const { gone } = renderPage(<GiveRolesPage />, {
    at: `/roles/give?role=user_admin&people=${ana.personId}`,
    answers: {
      ...answers,
      [`GET /roles/people/${ana.personId}`]: { ...ana, name: 'Ana Ruiz', state: 'active', can: [], gives: [], places: { locations: [], programs: [] } },
      'POST /roles/preview': preview,
      'POST /roles/give': ({ body }: Asked) => {
        sent = body;
        return { people: 1 };
      },
    },
  });
  expect(await screen.findByText(/invite people, answer requests/)).toBeDefined();
  expect(screen.getByText(/214 people/)).toBeDefined();
  expect(screen.getByText('Will be able to give: User')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Give to 1 person' }));
  await waitFor(() => expect(sent).toEqual({ personIds: [ana.personId], roles: [{ role: 'user_admin', scope: 'company', endsAt: null }] }));
  expect(gone.at(-1)).toContain('/roles?role=user_admin');
});

test('an operator sees what a change does before it is saved, and can go back to what was shipped', async () => {
  const cell = {
    role: 'sales_agent',
    level: 'edit',
    shipped: null,
    choices: [null, 'view', 'edit'],
    changedAt: '2026-11-20T10:00:00Z',
    changedBy: 'Renata Vogel',
  };
  let sent: unknown;
  renderPage(<GrantsPage />, {
    answers: {
      'GET /api/operator/rights': {
        roles: [{ role: 'sales_agent', people: 12, companies: 3 }],
        rows: [
          {
            permission: 'invoices',
            side: 'account',
            area: 'reselling',
            sections: ['reseller'],
            cells: [cell, { ...cell, role: 'global_admin', choices: [], shipped: 'edit', changedAt: null }],
          },
        ],
        can: { edit: true },
      },
      'POST /api/operator/rights/preview': {
        touched: { people: 12, companies: 3 },
        abilities: [{ permission: 'invoices', level: 'edit', gain: { people: 0, companies: 0 }, lose: { people: 12, companies: 3 } }],
        gives: [],
      },
      'PUT /api/operator/rights': ({ body }: Asked) => {
        sent = body;
        return { roles: [], rows: [], can: { edit: true } };
      },
    },
  });
  expect(await screen.findByText(/Renata Vogel changed this on/)).toBeDefined();
  expect(screen.getByText('Change: Global admin')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Back to shipped' }));
  expect(await screen.findByText('12 people in 3 companies')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Save changes' }));
  await waitFor(() => expect(sent).toEqual({ changes: [{ role: 'sales_agent', permission: 'invoices', was: 'edit', level: null }] }));
});
