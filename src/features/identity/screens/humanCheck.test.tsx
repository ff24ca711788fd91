// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import user from '@testing-library/user-event';
import { useState } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { renderInHouse } from '../../../web/ui/test-house.tsx';
import type { HumanProof } from '../contract/humanChecks.ts';
import { HumanCheck } from './HumanCheck.tsx';

/** What was asked of the center, and the browser's workers, as far as the page sees them. */
let asked: { path: string; input: Record<string, unknown> }[] = [];
let workers: TestWorker[] = [];
let checks = 0;
const checkIdOf = (n: number) => `00000000-0000-4000-8000-00000000000${n}`;

class TestWorker {
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onerror: (() => void) | null = null;
  ended = false;
  constructor() {
    workers.push(this);
  }
  postMessage(): void {}
  terminate(): void {
    this.ended = true;
  }
  tell(data: unknown): void {
    if (!this.ended) act(() => this.onmessage?.({ data }));
  }
}

beforeEach(() => {
  asked = [];
  workers = [];
  checks = 0;
  vi.stubGlobal('Worker', TestWorker);
  vi.stubGlobal('fetch', async (path: string, init: { body?: string } = {}) => {
    asked.push({ path, input: JSON.parse(init.body ?? '{}') as Record<string, unknown> });
    if (path === '/api/public/human-check') {
      const checkId = checkIdOf(++checks);
      return new Response(JSON.stringify({ checkId, expiresAt: new Date().toISOString(), work: { parameters: {}, signature: '' }, workMost: 100 }));
    }
    if (path.endsWith('/mail-code')) return new Response(JSON.stringify({ attempt: checkIdOf(9), resendAfterSeconds: 60, minutes: 15 }));
    return new Response('');
  });
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

let proof: HumanProof | null = null;
/** A form of a later feature: a user ID, the check, and a button that stands for a refused try. */
function Form() {
  const [email, setEmail] = useState('ana@contoso.example');
  const [round, setRound] = useState({ n: 0, wrong: false });
  return (
    <>
      <input aria-label="User ID" value={email} onChange={(event) => setEmail(event.target.value)} />
      <HumanCheck email={email} round={round.n} wrong={round.wrong} onProof={(given) => (proof = given)} />
      <button onClick={() => setRound(({ n }) => ({ n: n + 1, wrong: true }))}>Refused</button>
    </>
  );
}
const open = async () => {
  proof = null;
  renderInHouse(<Form />);
  await waitFor(() => expect(workers).toHaveLength(1));
};
const field = () => screen.getByLabelText(/^Characters in the picture or the sound/);
const picture = () => screen.getByRole('img', { name: /Picture with six digits/ }).getAttribute('src');

test('the browser works by itself, and then there is nothing to do', async () => {
  await open();
  workers[0]?.tell({ tried: 40 });
  expect(screen.getByRole('progressbar', { name: 'Work done' }).getAttribute('aria-valuenow')).toBe('40');
  expect(proof).toBeNull();
  workers[0]?.tell({ payload: 'worked' });
  expect(screen.getByText(/Your browser has taken care of it/)).toBeTruthy();
  expect(proof).toEqual({ kind: 'work', payload: 'worked' });
});

test('it can be stopped and begun again', async () => {
  await open();
  await user.click(screen.getByRole('button', { name: 'Stop' }));
  expect(workers[0]?.ended).toBe(true);
  expect(screen.getByText(/Stopped/)).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Let my browser do the work' }));
  expect(workers).toHaveLength(2);
});

test('a browser that cannot do it says so, and the other ways stand there', async () => {
  await open();
  workers[0]?.tell({ failed: true });
  expect(screen.getByText(/This browser cannot do it for you/)).toBeTruthy();
  expect(field()).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Send a code to my mailbox instead' })).toBeTruthy();
});

test('the picture is there from the start; what was typed goes before what the browser did, in any digits', async () => {
  await open();
  expect(picture()).toBe(`/api/public/human-check/${checkIdOf(1)}/picture`);
  workers[0]?.tell({ payload: 'worked' });
  await user.type(field(), '３１４ 159');
  expect(proof).toEqual({ kind: 'characters', checkId: checkIdOf(1), characters: '314159' });
});

test('new characters come without touching the user ID', async () => {
  await open();
  await user.type(screen.getByLabelText('User ID'), 'x');
  await user.type(field(), '12');
  await user.click(screen.getByRole('button', { name: 'New characters' }));
  await waitFor(() => expect(picture()).toBe(`/api/public/human-check/${checkIdOf(2)}/picture`));
  expect(field()).toHaveProperty('value', '');
  expect(screen.getByLabelText('User ID')).toHaveProperty('value', 'ana@contoso.examplex');
  expect(screen.getByText(/Here are new characters/)).toBeTruthy();
});

test('the same characters can be heard, with the browser’s own controls', async () => {
  vi.stubGlobal('URL', Object.assign(URL, { createObjectURL: () => 'blob:sound', revokeObjectURL: () => {} }));
  await open();
  await user.click(screen.getByRole('button', { name: 'Listen instead' }));
  const sound = await screen.findByLabelText('Six digits, read aloud');
  expect(sound.hasAttribute('controls')).toBe(true);
  expect(asked.at(-1)?.path).toBe(`/api/public/human-check/${checkIdOf(1)}/sound`);
  await user.click(screen.getByRole('button', { name: 'Show the picture' }));
  expect(picture()).toContain(checkIdOf(1));
});

test('a code to the mailbox goes to the user ID of the form, and before everything else', async () => {
  await open();
  workers[0]?.tell({ payload: 'worked' });
  await user.click(screen.getByRole('button', { name: 'Send a code to my mailbox instead' }));
  expect(await screen.findByText(/A code is on its way to ana@contoso.example/)).toBeTruthy();
  expect(asked.at(-1)).toEqual({ path: '/api/public/human-check/mail-code', input: { email: 'ana@contoso.example' } });
  await user.type(screen.getByLabelText(/^Code from the e-mail/), '424242');
  expect(proof).toEqual({ kind: 'mail_code', attempt: checkIdOf(9), code: '424242' });
  await user.type(screen.getByLabelText('User ID'), 'x');
  await waitFor(() => expect(proof).toEqual({ kind: 'work', payload: 'worked' }));
});

test('without a user ID the button for the code says what is missing', async () => {
  await open();
  await user.clear(screen.getByLabelText('User ID'));
  const button = screen.getByRole('button', { name: 'Send a code to my mailbox instead' });
  await user.click(button);
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect(asked.some(({ path }) => path.endsWith('/mail-code'))).toBe(false);
});

test('after a wrong try there is a new check, said aloud, and the browser begins anew', async () => {
  await open();
  await user.type(field(), '000000');
  await user.click(screen.getByRole('button', { name: 'Refused' }));
  expect(screen.getByRole('alert').textContent).toContain('That was not right, or it came too late.');
  await waitFor(() => expect(picture()).toContain(checkIdOf(2)));
  expect(field()).toHaveProperty('value', '');
  await waitFor(() => expect(workers).toHaveLength(2));
  expect(proof).toBeNull();
});

test('a mistyped code from the mailbox can be typed again', async () => {
  await open();
  await user.click(screen.getByRole('button', { name: 'Send a code to my mailbox instead' }));
  await user.type(await screen.findByLabelText(/^Code from the e-mail/), '111111');
  await user.click(screen.getByRole('button', { name: 'Refused' }));
  expect(screen.getByText(/That code is not right or no longer works/)).toBeTruthy();
  const code = screen.getByLabelText(/^Code from the e-mail/);
  expect(code).toHaveProperty('value', '');
  await user.type(code, '222222');
  expect(proof).toEqual({ kind: 'mail_code', attempt: checkIdOf(9), code: '222222' });
});
