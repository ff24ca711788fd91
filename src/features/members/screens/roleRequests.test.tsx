// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import user from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, expect, test, vi } from 'vitest';
import { ApiProblem } from '../../../web/api.ts';
import { PageProblem } from '../../../web/refusals.tsx';
import { SessionContext } from '../../../web/session.tsx';
import { SlotsContext } from '../../../web/shell/slots.ts';
import { type Answer, type Asked, renderPage, testAccount } from '../../../web/test-page.tsx';
import { BarredButton, samePage } from '../../../web/whyNot.tsx';
import { members } from '../contract.ts';
import { AdminsCard } from './AdminsCard.tsx';
import { AskDialog } from './roleRequests/AskDialog.tsx';
import { RoleRequestPage } from './roleRequests/RoleRequestPage.tsx';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const me = '0b7e6a1c-0000-4000-8000-000000000001',
  other = '0b7e6a1c-2222-4222-8222-222222222222',
  requestId = '0b7e6a1c-3333-4333-8333-333333333333';
const marta = { personId: '0b7e6a1c-0000-4000-8000-000000000002', name: 'Marta Soler', email: 'marta@contoso.example' };
const refused = {
  permission: 'billing_profile',
  needs: 'edit',
  roles: ['billing_admin'],
  grantors: [marta],
  sections: [],
  lacksRole: true,
  selfGiven: [],
  request: null,
};

/** The refused page or button, with what the app gives to refusals. */
function show(
  piece: ReactNode,
  {
    why = {},
    elsewhere = [],
    more = {},
    at = '/invoices',
  }: { why?: object | null; elsewhere?: object[]; more?: Record<string, Answer | ((asked: Asked) => Answer)>; at?: string } = {},
) {
  const session = { personId: me, name: 'Ana', email: 'ana@contoso.example', locale: 'en', theme: 'system', accounts: [], operator: null } as never;
  const refusal = { explain: members.explain, explainToOperator: members.explainToOperator, whereMay: members.whereMay, AskDialog, Admins: AdminsCard };
  return renderPage(
    <SessionContext value={session}>
      <SlotsContext value={{ refusal }}>{piece}</SlotsContext>
    </SessionContext>,
    {
      at,
      params: { requestId },
      answers: {
        'GET /why': { refusal: why && { ...refused, ...why } },
        'GET /api/me/where-may': { items: elsewhere },
        'GET /admins': {
          items: [
            { ...marta, roles: ['global_admin'] },
            { personId: other, name: 'Tom Hale', email: 'tom@contoso.example', roles: ['user_admin'] },
          ],
        },
        ...more,
      },
    },
  );
}
const denied = (over: object = {}) => new ApiProblem('access.denied', 403, { ...refused, ...over }, null);
const askable = {
  items: [
    { role: 'billing_admin', adds: 3, scopes: ['company'], givers: [marta] },
    { role: 'global_admin', adds: 60, scopes: ['company'], givers: [] },
  ],
};

test('a refused page says which role it takes, who can give it first among the admins, and sends the question', async () => {
  const { asked } = show(<PageProblem error={denied()} />, { more: { 'GET /askable-roles': askable, 'POST /role-requests': { requestId } } });
  expect(await screen.findByText(/^You need Billing admin to /)).toBeDefined();
  expect((await screen.findAllByRole('link', { name: /@contoso/ })).map((link) => link.getAttribute('href'))).toEqual([
    'mailto:marta@contoso.example',
    'mailto:tom@contoso.example',
  ]);
  expect(screen.getByText('Can give you this role')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Ask for this role' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Ask for a role' }));
  expect(((await dialog.findByRole('radio', { name: /Billing admin/ })) as HTMLInputElement).checked).toBe(true);
  // What nobody can give cannot be asked for.
  expect(dialog.getByRole('radio', { name: /Global admin/ })).toHaveProperty('disabled', true);
  expect(dialog.getByText(/Goes to Marta Soler/)).toBeDefined();
  await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'Month end');
  await user.click(dialog.getByRole('radio', { name: '1 day' }));
  await user.click(dialog.getByRole('button', { name: 'Send request' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({
    role: 'billing_admin',
    scope: 'company',
    reason: 'Month end',
    days: 1,
    until: null,
    permission: 'billing_profile',
    needs: 'edit',
  });
});

test('what was asked already is shown instead of being asked again', async () => {
  show(<PageProblem error={denied()} />, {
    why: { request: { requestId, role: 'billing_admin', createdAt: '2026-11-20T09:00:00Z', expiresAt: '2026-12-04T09:00:00Z' } },
  });
  expect((await screen.findByRole('link', { name: 'View my request' })).getAttribute('href')).toBe(`/a/${testAccount}/role-requests/${requestId}`);
  expect(screen.queryByRole('button', { name: 'Ask for this role' })).toBeNull();
});

test('without the program the way leads to the programs; a role that is missing too is named', async () => {
  show(<PageProblem error={denied({ sections: ['reseller'] })} />, { why: { sections: ['reseller', 'membership'] } });
  expect(await screen.findByText('Your company has not joined a program for this')).toBeDefined();
  expect(screen.getByText(/Reselling or Membership/)).toBeDefined();
  expect(screen.getByText('After that, you also need the role Billing admin.')).toBeDefined();
  expect(screen.getByRole('link', { name: 'View programs' }).getAttribute('href')).toBe(`/a/${testAccount}/programs`);
  expect(screen.queryByRole('button', { name: 'Ask for this role' })).toBeNull();
});

test('in the wrong company, the right one is a click away: the same page, but no record of this one', async () => {
  show(<PageProblem error={denied()} />, {
    elsewhere: [
      { accountId: testAccount, name: 'Here', partnerId: '1' },
      { accountId: other, name: 'Fabrikam', partnerId: '2' },
    ],
  });
  expect((await screen.findByRole('link', { name: 'Open in Fabrikam' })).getAttribute('href')).toBe(`/a/${other}/invoices`);
  expect(screen.queryByRole('link', { name: 'Open in Here' })).toBeNull();
  expect(samePage(`/a/${testAccount}/people/${me}/roles`, other)).toBe(`/a/${other}/people`);
  expect(samePage(`/a/${testAccount}`, other)).toBe(`/a/${other}`);
});

test('with nobody to give the role and no other company, the operator is named', async () => {
  show(<PageProblem error={denied({ grantors: [] })} />, { why: { grantors: [] }, more: { 'GET /admins': { items: [] } } });
  expect(await screen.findByText(/Nobody in your company can give this role/)).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Ask for this role' })).toBeNull();
});

test('a barred button stays reachable by keyboard, says why, and asks nothing before it is pressed', async () => {
  const { asked } = show(<BarredButton permission="billing_profile">Change billing details</BarredButton>);
  expect(asked).toEqual([]);
  await user.tab();
  expect(document.activeElement?.textContent).toBe('Change billing details');
  await user.keyboard('{Enter}');
  const popover = within(await screen.findByRole('dialog', { name: 'Why not?' }));
  expect(await popover.findByText(/^You need Billing admin to /)).toBeDefined();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

const open = {
  requestId,
  person: { personId: me, name: 'Ana Ruiz', email: 'ana@contoso.example' },
  role: 'billing_admin',
  scope: 'company',
  permission: 'billing_profile',
  needs: 'edit',
  reason: 'Month end',
  days: 7,
  until: null,
  state: 'open',
  createdAt: '2026-11-20T09:00:00Z',
  expiresAt: '2026-12-04T09:00:00Z',
  closedAt: null,
  decidedBy: null,
  answer: null,
  granted: null,
  can: { decide: true, withdraw: false },
  grantable: ['billing_admin', 'admin_agent'],
  isMine: false,
};

test('whoever decides grants as asked, or for a shorter time, never for longer', async () => {
  const { asked } = show(<RoleRequestPage />, {
    at: `/role-requests/${requestId}`,
    more: { [`GET /role-requests/${requestId}`]: open, [`POST /role-requests/${requestId}/grant`]: { ...open, state: 'granted' } },
  });
  expect(await screen.findByRole('heading', { name: /Ana Ruiz asks for “Billing admin”/ })).toBeDefined();
  expect(screen.getAllByRole('radio').map((radio) => radio.parentElement?.textContent)).not.toContain('30 days');
  expect(screen.queryByRole('radio', { name: 'For good' })).toBeNull();
  await user.click(screen.getByRole('radio', { name: '1 day' }));
  await user.click(screen.getByRole('button', { name: 'Grant' }));
  await waitFor(() => expect(asked.some(({ method }) => method === 'POST')).toBe(true));
  expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ role: 'billing_admin', scope: 'company', days: 1, until: null, answer: null });
});

test('declining takes a reason', async () => {
  const { asked } = show(<RoleRequestPage />, {
    at: `/role-requests/${requestId}`,
    more: { [`GET /role-requests/${requestId}`]: open, [`POST /role-requests/${requestId}/refuse`]: { ...open, state: 'refused' } },
  });
  await user.click(await screen.findByRole('button', { name: 'Decline' }));
  await user.click(screen.getByRole('button', { name: 'Decline request' }));
  expect(asked.some(({ method }) => method === 'POST')).toBe(false);
  await user.type(screen.getByRole('textbox', { name: /Reason/ }), 'Marta has it');
  await user.click(screen.getByRole('button', { name: 'Decline request' }));
  await waitFor(() => expect(asked.find(({ method }) => method === 'POST')?.body).toEqual({ answer: 'Marta has it' }));
});

test('the asker sees what became of it, and asks once more when nobody answered', async () => {
  const expired = { ...open, state: 'expired', isMine: true, can: { decide: false, withdraw: false }, grantable: [] };
  show(<RoleRequestPage />, { at: `/role-requests/${requestId}`, more: { [`GET /role-requests/${requestId}`]: expired } });
  expect(await screen.findByText('Nobody answered in time.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Ask for a role' })).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Grant' })).toBeNull();
});
