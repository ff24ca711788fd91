// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ApiProblem, callApi } from '../../../web/api.ts';
import { renderInHouse } from '../../../web/ui/test-house.tsx';
import { identity } from '../contract.ts';
import { StepUp } from './StepUp.tsx';

const due = (enrolled: boolean) => ({
  status: 403,
  body: { type: 'urn:entente:problem:access.step_up', status: 403, details: { enrolled, withinMinutes: 10 } },
});
const fine = { status: 200, body: {} };
let answers: Record<string, { status: number; body: unknown }[]> = {};
const asked: { path: string; input: Record<string, unknown> }[] = [];

beforeEach(() => {
  asked.length = 0;
  answers = {};
  vi.stubGlobal('fetch', async (path: string, init: { body?: string }) => {
    // The sentences of the dialog are all here already.
    if (path.startsWith('/locales/')) return new Response('{}');
    asked.push({ path, input: JSON.parse(init.body ?? '{}') as Record<string, unknown> });
    const line = answers[path] ?? [fine];
    const { status, body } = (line.length > 1 ? line.shift() : line[0]) ?? fine;
    return new Response(JSON.stringify(body), { status });
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const password = '/api/me/security/password';
const change = () => callApi(identity.setPassword, { password: 'seven loud windmills at noon' });
/** Begins a call that needs a second factor; how it ends is known later. */
async function begin() {
  renderInHouse(<StepUp />);
  let ended: unknown = 'waiting';
  await act(async () => {
    change().then(
      (answer) => {
        ended = answer;
      },
      (error: unknown) => {
        ended = error;
      },
    );
    await Promise.resolve();
  });
  return { ended: () => ended };
}

test('a call waits while the second factor is shown, and is then made again with what was typed', async () => {
  answers = { [password]: [due(true), fine], '/api/me/step-up': [{ status: 200, body: { ways: ['totp', 'recovery_code'], passkey: null } }] };
  const call = await begin();
  await user.type(await screen.findByLabelText('Code from your authenticator app'), '123456');
  await waitFor(() => expect(call.ended()).toEqual({}));
  expect(screen.queryByRole('dialog')).toBeNull();
  const calls = asked.filter((a) => a.path === password);
  expect(calls).toHaveLength(2);
  expect(calls[1]).toEqual(calls[0]);
  expect(asked.find((a) => a.path === '/api/me/step-up/totp')?.input).toEqual({ code: '123456' });
});

test('a wrong code is said in the question, and the call goes on waiting', async () => {
  answers = {
    [password]: [due(true), fine],
    '/api/me/step-up': [{ status: 200, body: { ways: ['totp'], passkey: null } }],
    '/api/me/step-up/totp': [{ status: 422, body: { type: 'urn:entente:problem:identity.second_factor_wrong', status: 422, details: {} } }, fine],
  };
  const call = await begin();
  await user.type(await screen.findByLabelText('Code from your authenticator app'), '000000');
  expect((await screen.findByRole('alert')).textContent).toContain('This code is not right, or it was used before.');
  expect(call.ended()).toBe('waiting');
  await waitFor(() => expect(screen.getByLabelText('Code from your authenticator app')).toHaveProperty('value', ''));
  await user.type(screen.getByLabelText('Code from your authenticator app'), '123456');
  await waitFor(() => expect(call.ended()).toEqual({}));
});

test('who closes the question is told by the call that it was refused', async () => {
  answers = { [password]: [due(true)], '/api/me/step-up': [{ status: 200, body: { ways: ['totp'], passkey: null } }] };
  const call = await begin();
  await user.click(await screen.findByRole('button', { name: 'Close' }));
  await waitFor(() => expect(call.ended()).toBeInstanceOf(ApiProblem));
  expect(call.ended()).toMatchObject({ code: 'access.step_up' });
});

test('who has no second factor adds one in place, and the call goes on', async () => {
  answers = {
    [password]: [due(false), fine],
    '/api/me/security/authenticator-secret': [
      { status: 200, body: { attempt: 'sealed', secret: 'ABCDEFGHIJKLMNOP', uri: 'otpauth://totp/Entente:ana?secret=ABCDEFGHIJKLMNOP' } },
    ],
  };
  const call = await begin();
  expect(await screen.findByRole('dialog', { name: 'Add a second factor first' })).toBeTruthy();
  // This browser has no passkeys, so the app is offered at once.
  expect(await screen.findByRole('img', { name: /QR code/ })).toBeTruthy();
  expect(screen.getByText('ABCD EFGH IJKL MNOP')).toBeTruthy();
  await user.type(screen.getByLabelText('The code that the app shows'), '123456');
  await waitFor(() => expect(call.ended()).toEqual({}));
  expect(asked.find((a) => a.path === '/api/me/security/authenticator')?.input).toEqual({ attempt: 'sealed', code: '123456' });
});
