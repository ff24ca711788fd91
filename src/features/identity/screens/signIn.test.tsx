// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PlaceContext } from '../../../web/place.ts';
import { renderInHouse } from '../../../web/ui/test-house.tsx';
import { SignInPage } from './SignInPage.tsx';

interface Said {
  readonly status?: number;
  readonly body: unknown;
}
const problem = (code: string, status: number, details: object = {}): Said => ({ status, body: { type: `urn:entente:problem:${code}`, status, details } });
const second = (ways: readonly string[]): Said => ({ body: { signedIn: false, second: { attempt: 'half.way', ways, passkey: null } } });
const signedIn: Said = { body: { signedIn: true, second: null } };

/** The center, as far as the browser sees it: answers by address, and what was asked. */
let answers: Record<string, Said[]> = {};
const asked: { path: string; input: Record<string, unknown> }[] = [];
const went: string[] = [];

beforeEach(() => {
  answers = { '/api/public/sign-in': [{ body: { ways: ['passkey', 'password', 'mail_code'], passkey: { challenge: 'abc', rpId: 'localhost' } } }] };
  asked.length = 0;
  went.length = 0;
  vi.stubGlobal('fetch', async (path: string, init: { body?: string }) => {
    asked.push({ path, input: JSON.parse(init.body ?? '{}') as Record<string, unknown> });
    const line = answers[path] ?? [];
    const { status = 200, body } = (line.length > 1 ? line.shift() : line[0]) ?? problem('not_found', 404);
    return new Response(JSON.stringify(body), { status });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(query = '') {
  const go = (to: string) => void went.push(to);
  renderInHouse(
    <PlaceContext value={{ path: '/sign-in', params: {}, search: new URLSearchParams(query), go, setSearch: () => {} }}>
      <SignInPage />
    </PlaceContext>,
  );
}
async function upToWays() {
  await user.type(screen.getByLabelText('Work e-mail'), 'ana@contoso.example');
  await user.click(screen.getByRole('button', { name: 'Continue' }));
  return screen.findByLabelText('Password');
}
const submit = async () => user.click(screen.getByRole('button', { name: 'Sign in' }));

test('an address that cannot be one is refused before anything is sent', async () => {
  open();
  await user.type(screen.getByLabelText('Work e-mail'), 'ana{Enter}');
  expect((await screen.findAllByText('Enter a full address, such as name@company.com.')).length).toBeGreaterThan(0);
  expect(asked.filter((a) => a.path === '/api/public/sign-in')).toEqual([]);
});

test('with the right password one is back where one came from', async () => {
  answers['/api/public/sign-in/password'] = [signedIn];
  open('next=/a/42/people?q=x');
  await user.type(await upToWays(), 'eleven quiet lighthouses');
  await submit();
  await waitFor(() => expect(went).toEqual(['/a/42/people?q=x']));
  expect(asked.at(-1)).toEqual({ path: '/api/public/sign-in/password', input: { email: 'ana@contoso.example', password: 'eleven quiet lighthouses' } });
});

test('never to another site', async () => {
  answers['/api/public/sign-in/password'] = [signedIn];
  open('next=//evil.example/');
  await user.type(await upToWays(), 'eleven quiet lighthouses');
  await submit();
  await waitFor(() => expect(went).toEqual(['/']));
});

test('a wrong password says so without telling whether the address is known, and keeps what was typed', async () => {
  answers['/api/public/sign-in/password'] = [problem('identity.sign_in_wrong', 401)];
  open();
  const password = await upToWays();
  await user.type(password, 'not this one');
  await submit();
  expect((await screen.findByRole('alert')).textContent).toContain('The e-mail address or the password is not right.');
  expect(password).toHaveProperty('value', 'not this one');
});

test('too many tries say how long to wait', async () => {
  answers['/api/public/sign-in/password'] = [problem('request.too_many', 429, { retryAfterSeconds: 8 })];
  open();
  await user.type(await upToWays(), 'not this one');
  await submit();
  expect((await screen.findByRole('alert')).textContent).toContain('Try again in 8 seconds.');
});

test('a code to the mailbox is sent off with its last digit; a wrong one makes room for the right one', async () => {
  answers['/api/public/sign-in/mail-code-request'] = [{ body: { attempt: crypto.randomUUID(), resendAfterSeconds: 60, minutes: 15 } }];
  answers['/api/public/sign-in/mail-code'] = [problem('identity.code_wrong', 422, { triesLeft: 4 }), signedIn];
  open();
  await upToWays();
  await user.click(screen.getByRole('button', { name: 'Send me a code by e-mail' }));
  expect(await screen.findByText(/If ana@contoso.example belongs to someone here/)).toBeTruthy();
  await user.type(await screen.findByLabelText('Code from the e-mail'), '111111');
  expect((await screen.findByRole('alert')).textContent).toContain('You have 4 tries left.');
  await waitFor(() => expect(screen.getByLabelText('Code from the e-mail')).toHaveProperty('value', ''));
  await user.type(screen.getByLabelText('Code from the e-mail'), '222222');
  await waitFor(() => expect(went).toEqual(['/']));
  expect(screen.getByRole('button', { name: /New code in/ }).getAttribute('aria-disabled')).toBe('true');
});

test('the second step names the ways this person has, and takes a recovery code instead of the app', async () => {
  answers['/api/public/sign-in/password'] = [second(['totp', 'recovery_code'])];
  answers['/api/public/sign-in/recovery-code'] = [signedIn];
  open();
  await user.type(await upToWays(), 'eleven quiet lighthouses');
  await submit();
  expect(await screen.findByRole('heading', { name: 'Confirm that it is you' })).toBeTruthy();
  expect(screen.getByLabelText('Code from your authenticator app')).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Use a recovery code' }));
  await user.type(screen.getByLabelText('Recovery code'), '7K2M-9QXT-4WBN-C3HD{Enter}');
  await waitFor(() => expect(went).toEqual(['/']));
  expect(asked.at(-1)?.input).toEqual({ attempt: 'half.way', code: '7K2M-9QXT-4WBN-C3HD' });
});

test('one may go back and use another address', async () => {
  open();
  await upToWays();
  await user.click(screen.getByRole('button', { name: 'Use another address' }));
  expect(await screen.findByLabelText('Work e-mail')).toBeTruthy();
});
