// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Asked, renderPage } from '../../../web/test-page.tsx';
import { InvitationPage } from './InvitationPage.tsx';

const token = 't'.repeat(43);
beforeEach(() => {
  sessionStorage.clear();
  location.hash = token;
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const invitation = {
  state: 'open',
  company: 'Contoso',
  invitedBy: 'Léa Roy',
  maskedEmail: 'a•••@contoso.example',
  roles: ['billing_admin'],
  locale: 'en',
  expiresAt: '2026-11-28T09:00:00Z',
  session: 'none',
  signedInAs: null,
};
const open = '/api/public/invitations/open',
  prove = '/api/public/invitations/prove',
  check = '/api/public/invitations/check',
  accept = '/api/public/invitations/accept';

test('the link’s secret leaves the address at once, and opening only shows what it is about', async () => {
  const { asked } = renderPage(<InvitationPage />, { answers: { [`POST ${open}`]: invitation } });
  expect(await screen.findByRole('heading', { name: 'Join Contoso' })).toBeDefined();
  expect(screen.getByText('Léa Roy invites you to Contoso with these roles: Billing admin.')).toBeDefined();
  expect(location.hash).toBe('');
  expect(asked.map(({ path }) => path)).toEqual([open]);
});

test('someone new proves the mailbox, then sets a name and a password; a refused password is said at its field', async () => {
  let sent: Asked | undefined;
  renderPage(<InvitationPage />, {
    answers: {
      [`POST ${open}`]: invitation,
      [`POST ${prove}`]: { attempt: 'a', maskedEmail: invitation.maskedEmail, resendAfterSeconds: 60 },
      [`POST ${check}`]: { proof: 'p', email: 'ana@contoso.example', givenName: 'Ana', familyName: 'Ruiz', isKnown: false },
      [`POST ${accept}`]: (asked) => {
        sent = asked;
        return { problem: 'request.invalid', status: 422, details: { fields: { 'newPerson.password': 'password_common' } } };
      },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Send me a code' }));
  await user.type(await screen.findByLabelText('Code from the e-mail'), '123456');
  await user.type(await screen.findByLabelText('Password'), 'password password');
  expect(screen.getByLabelText<HTMLInputElement>('Given name').value).toBe('Ana');
  await user.click(screen.getByRole('button', { name: 'Join Contoso' }));
  await waitFor(() =>
    expect(sent?.body).toMatchObject({ token, newPerson: { proof: 'p', givenName: 'Ana', familyName: 'Ruiz', password: 'password password' } }),
  );
  expect((await screen.findAllByText('Many people use this password. Choose another one.')).length).toBeGreaterThan(0);
});

test('a known address signs in, and is led back here', async () => {
  renderPage(<InvitationPage />, {
    answers: {
      [`POST ${open}`]: invitation,
      [`POST ${prove}`]: { attempt: 'a', maskedEmail: '', resendAfterSeconds: 60 },
      [`POST ${check}`]: { proof: 'p', email: 'ana@contoso.example', givenName: 'Ana', familyName: 'Ruiz', isKnown: true },
    },
  });
  await user.click(await screen.findByRole('button', { name: 'Send me a code' }));
  await user.type(await screen.findByLabelText('Code from the e-mail'), '123456');
  expect((await screen.findByRole('link', { name: 'I already sign in here' })).getAttribute('href')).toContain('next=%2Finvitation');
  expect(sessionStorage.getItem('entente.invitation')).toBe(token);
});

test('who is signed in as the invited address needs one button; as someone else, it is said', async () => {
  renderPage(<InvitationPage />, { answers: { [`POST ${open}`]: { ...invitation, session: 'invited', signedInAs: 'ana@contoso.example' } } });
  expect(await screen.findByText('You are signed in as ana@contoso.example.')).toBeDefined();
  expect(screen.getByRole('button', { name: 'Join Contoso' })).toBeDefined();
  cleanup();
  renderPage(<InvitationPage />, { answers: { [`POST ${open}`]: { ...invitation, session: 'other', signedInAs: 'bob@else.example' } } });
  expect(await screen.findByText('You are signed in as bob@else.example; the invitation is for a•••@contoso.example.')).toBeDefined();
});

test('a link that is over says why, and whom to ask', async () => {
  renderPage(<InvitationPage />, { answers: { [`POST ${open}`]: { ...invitation, state: 'expired' } } });
  expect(await screen.findByText('This invitation has expired. Ask for a new one.')).toBeDefined();
  expect(screen.getByText('Ask Léa Roy for a new one.')).toBeDefined();
  cleanup();
  renderPage(<InvitationPage />, { answers: { [`POST ${open}`]: { problem: 'invitations.not_usable', status: 410, details: { state: 'unknown' } } } });
  expect(await screen.findByText('This link does not work')).toBeDefined();
});
