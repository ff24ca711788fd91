// @vitest-environment happy-dom
import { cleanup, screen, waitFor, within } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import countries from '../../../core/countries.json' with { type: 'json' };
import { renderInHouse } from '../../../web/ui/test-house.tsx';
import type { SignUp } from '../contract.ts';
import { SignUpPage } from './SignUpPage.tsx';

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}
type Answer = Record<string, unknown> | { readonly problem: string; readonly details?: Record<string, unknown> };

/** What the server is asked, and what it answers: it is the one thing that is not here. */
const asked: Asked[] = [];
let answers: Record<string, Answer | ((body: Record<string, unknown>) => Answer)>;
const told = (path: string) => asked.filter((each) => each.path === path).at(-1)?.body;

const token = 't'.repeat(43);
const signUp = (over: Partial<Omit<SignUp, 'keptUntil'>> = {}) => ({
  email: 'claire@fournil-roux.fr',
  answers: {},
  steps: [],
  next: 'country',
  known: [],
  request: null,
  identity: 'new',
  signedInAs: null,
  finished: null,
  keptUntil: '2026-12-05T09:00:00.000Z',
  ...over,
});

beforeEach(() => {
  asked.length = 0;
  answers = {
    '/api/public/sign-ups': { signUpId: 'b4c1a3de-0000-4000-8000-000000000001', email: 'claire@fournil-roux.fr', resendAfterSeconds: 60, codeMinutes: 15 },
    '/api/public/countries': {
      items: [
        { iso2: 'DE', callingCode: '49' },
        { iso2: 'FR', callingCode: '33' },
        { iso2: 'TW', callingCode: '886' },
      ],
    },
    '/api/public/countries/FR': countries.countries.FR as never,
    '/api/public/terms': {
      version: '2026-11',
      hash: 'abc',
      locale: 'en',
      introduction: 'These terms apply.',
      sections: [{ title: 'The account', text: 'It belongs to the company.' }],
    },
  };
  vi.stubGlobal('scrollTo', () => {});
  vi.stubGlobal('fetch', async (url: string, { method = 'GET', body = '{}' }: { method?: string; body?: string } = {}) => {
    const path = url.split('?')[0] ?? '';
    const sent = JSON.parse(body) as Record<string, unknown>;
    asked.push({ method, path, body: sent });
    const given = answers[path];
    const answer = typeof given === 'function' ? given(sent) : (given ?? { problem: 'not_found' });
    return 'problem' in answer
      ? new Response(JSON.stringify({ type: `urn:entente:problem:${String(answer.problem)}`, details: answer.details ?? {} }), { status: 422 })
      : new Response(JSON.stringify(answer));
  });
});
afterEach(() => {
  cleanup();
  sessionStorage.clear();
  history.replaceState(null, '', '/sign-up');
  vi.unstubAllGlobals();
});

/** Opens the page with a sign-up that has come this far. */
async function open(over: Partial<Omit<SignUp, 'keptUntil'>>) {
  sessionStorage.setItem('entente.sign-up', JSON.stringify({ token }));
  answers['/api/public/sign-ups/current'] = (body) => ({ ...signUp(over), answers: { ...over.answers, ...(body['answers'] as object | undefined) } });
  renderInHouse(<SignUpPage />);
}
const press = (name: string | RegExp) => user.click(screen.getByRole('button', { name }));

test('what one needs stands beside the first question', async () => {
  renderInHouse(<SignUpPage />);
  const needs = within(await screen.findByRole('complementary', { name: 'What you need' }));
  expect(needs.getAllByRole('listitem').map((item) => item.querySelector('p')?.textContent)).toEqual([
    'Your own work address',
    'Legal name and address',
    'Authority to sign',
    'A primary contact',
  ]);
});

test('an address that the center does not take is refused with the reason, and stays to be mended', async () => {
  answers['/api/public/sign-ups'] = { problem: 'signup.free_mail', details: { domain: 'gmail.com' } };
  renderInHouse(<SignUpPage />);
  const field = await screen.findByLabelText('Work e-mail');
  await user.type(field, 'claire@gmail.com');
  await press('Send the code');
  expect((await screen.findByRole('alert')).textContent).toContain('Addresses at gmail.com can be had by anyone');
  expect((field as HTMLInputElement).value).toBe('claire@gmail.com');
});

test('the code is sent off with its last digit, and a wrong one makes room for the next', async () => {
  answers['/api/public/sign-ups/b4c1a3de-0000-4000-8000-000000000001/confirmation'] = ({ code }) =>
    code === '123456' ? { token, signUp: signUp() } : { problem: 'identity.code_wrong', details: { triesLeft: 4 } };
  renderInHouse(<SignUpPage />);
  await user.type(await screen.findByLabelText('Work e-mail'), 'claire@fournil-roux.fr');
  await press('Send the code');
  await user.type(await screen.findByLabelText('Code'), '000000');
  expect((await screen.findByRole('alert')).textContent).toContain('You have 4 tries left');
  const field = await screen.findByLabelText('Code');
  await waitFor(() => expect((field as HTMLInputElement).value).toBe(''));
  await user.type(field, '123456');
  expect(await screen.findByRole('heading', { level: 2, name: 'Country or region' })).toBeDefined();
  expect(JSON.parse(sessionStorage.getItem('entente.sign-up') ?? '')).toEqual({ token });
});

test('another code can be asked for after a minute, and the button says so', async () => {
  sessionStorage.setItem(
    'entente.sign-up',
    JSON.stringify({ sent: { signUpId: 'b4c1a3de-0000-4000-8000-000000000001', email: 'claire@fournil-roux.fr', sentAt: Date.now() } }),
  );
  renderInHouse(<SignUpPage />);
  expect((await screen.findByRole('button', { name: /Send another code/ })).getAttribute('aria-disabled')).toBe('true');
});

test('the mailed link opens the sign-up, and its token leaves the address', async () => {
  history.replaceState(null, '', `/sign-up#${'l'.repeat(43)}`);
  answers['/api/public/sign-ups/current'] = signUp({ answers: { country: 'FR' }, next: 'company' });
  renderInHouse(<SignUpPage />);
  expect(await screen.findByRole('heading', { level: 2, name: 'Company' })).toBeDefined();
  expect(told('/api/public/sign-ups/current')).toEqual({ token: 'l'.repeat(43) });
  expect(location.hash).toBe('');
});

test('the country is guessed from the address and found under its name in another language', async () => {
  await open({});
  const field = await screen.findByRole('combobox');
  expect((field as HTMLInputElement).value).toBe('France');
  await user.clear(field);
  await user.type(field, 'Allemagne');
  await user.click(await screen.findByRole('option', { name: 'Germany' }));
  await press('Continue');
  expect(told('/api/public/sign-ups/current')).toMatchObject({ step: 'country', answers: { country: 'DE' } });
});

test('a company is checked by the rule of its country before anything is sent', async () => {
  await open({ answers: { country: 'FR' }, next: 'company' });
  await user.type(await screen.findByLabelText('Legal name of the company'), 'Fournil Roux SAS');
  await user.type(screen.getByLabelText('Postal code'), '350');
  await user.type(screen.getByLabelText(/Registration number \(SIREN or SIRET\)/), '552 100 555');
  await press('Continue');
  const summary = within(await screen.findByRole('alert'));
  expect(summary.getAllByRole('button').map((line) => line.textContent)).toEqual([
    'Fill in “Street address”.',
    expect.stringContaining('This code does not have the form used in this country.'),
    'Fill in “City”.',
    expect.stringContaining('The check digit does not match.'),
  ]);
  expect(asked.filter(({ method }) => method === 'PUT')).toEqual([]);
});

test('what the server finds wrong stands at its field', async () => {
  await open({ answers: { country: 'FR' }, next: 'contact' });
  answers['/api/public/sign-ups/current'] = { problem: 'request.invalid', details: { fields: { phone: 'phone' } } };
  await user.type(await screen.findByLabelText('Given name'), 'Claire');
  await user.type(screen.getByLabelText('Family name'), 'Moreau');
  await user.type(screen.getByLabelText('Phone number'), '12');
  await press('Continue');
  await waitFor(() => expect(screen.getByLabelText('Phone number').getAttribute('aria-invalid')).toBe('true'));
  await waitFor(() => expect(document.activeElement).toBe(screen.getByLabelText('Phone number')));
});

test('someone else can be named as the primary contact', async () => {
  await open({ answers: { country: 'FR' }, next: 'contact' });
  await user.type(await screen.findByLabelText('Given name'), 'Claire');
  await user.type(screen.getByLabelText('Family name'), 'Moreau');
  await user.click(screen.getByLabelText(/Someone else/));
  const contact = within(screen.getByRole('group', { name: 'Primary contact' }));
  await user.type(contact.getByLabelText('Given name'), 'Paul');
  await user.type(contact.getByLabelText('Family name'), 'Roux');
  await user.type(contact.getByLabelText('E-mail at the company'), 'paul@fournil-roux.fr');
  await user.type(contact.getByLabelText('Phone number'), '06 12 34 56 78');
  await press('Continue');
  expect(told('/api/public/sign-ups/current')).toMatchObject({
    step: 'contact',
    answers: { contact: { givenName: 'Claire', primary: 'other', other: { givenName: 'Paul', email: 'paul@fournil-roux.fr', phone: '06 12 34 56 78' } } },
  });
});

test('going back keeps what is typed in the step that is left, right or wrong', async () => {
  await open({ answers: { country: 'FR' }, next: 'company' });
  await user.type(await screen.findByLabelText('Legal name of the company'), 'Fournil');
  await press(/Country or region/);
  expect(await screen.findByRole('combobox')).toBeDefined();
  expect(told('/api/public/sign-ups/current')).toMatchObject({ step: 'company', check: false, answers: { company: { name: 'Fournil' } } });
});

test('finishing later keeps the open step and mails a link', async () => {
  await open({ answers: { country: 'FR' }, next: 'company' });
  answers['/api/public/sign-ups/current/link'] = { sentTo: 'claire@fournil-roux.fr' };
  await user.type(await screen.findByLabelText('Legal name of the company'), 'Fournil');
  await press('Finish later');
  expect(await screen.findByText(/The link to go on is on its way to claire@fournil-roux.fr/)).toBeDefined();
  expect(told('/api/public/sign-ups/current')).toMatchObject({ step: 'company', check: false, answers: { company: { name: 'Fournil' } } });
  expect((screen.getByLabelText('Legal name of the company') as HTMLInputElement).value).toBe('Fournil');
});

test('the accepted terms are those that were shown', async () => {
  await open({ answers: { country: 'FR', company: { name: 'Fournil Roux SAS' } }, next: 'terms' });
  expect(await screen.findByRole('heading', { level: 3, name: /The account/ })).toBeDefined();
  await user.click(screen.getByLabelText(/I accept these terms in the name of Fournil Roux SAS/));
  await press('Accept and continue');
  expect(told('/api/public/sign-ups/current')).toMatchObject({ step: 'terms', answers: { terms: { version: '2026-11', hash: 'abc', locale: 'en' } } });
});

test('someone new chooses a password and sees the PartnerId', async () => {
  await open({ answers: { country: 'FR', company: { name: 'Fournil Roux SAS' } }, next: 'credentials' });
  const finished = { accountId: 'b4c1a3de-0000-4000-8000-000000000002', partnerId: '4100137', name: 'Fournil Roux SAS', signedIn: true };
  answers['/api/public/sign-ups/current/account'] = finished;
  await user.type(await screen.findByLabelText('Password'), 'cobalt harbor twelve anvils');
  answers['/api/public/sign-ups/current'] = signUp({ finished });
  await press('Create the account');
  expect(await screen.findByText('4100137')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Open the account' }).getAttribute('href')).toBe(`/a/${finished.accountId}`);
});

test('someone who has an identity is led to sign in, never to a second password', async () => {
  await open({ next: 'credentials', identity: 'existing', answers: { country: 'FR' } });
  expect((await screen.findByRole('link', { name: 'Sign in to finish' })).getAttribute('href')).toBe('/sign-in?next=%2Fsign-up');
  expect(screen.queryByLabelText('Password')).toBeNull();
});

test('a known company is asked first; the way past it comes with a warning', async () => {
  const company = { accountId: 'b4c1a3de-0000-4000-8000-000000000003', name: 'Fournil Roux SAS', isMember: false };
  await open({ known: [company] });
  expect(await screen.findByText(/Fournil Roux SAS has an account already/)).toBeDefined();
  await press('My company is a different one');
  expect(screen.getByText(/A subsidiary or sister company gets its own account/)).toBeDefined();
  answers['/api/public/sign-ups/current/request'] = signUp({
    known: [company],
    request: { company: company.name, state: 'open', askedAt: '2026-11-21T09:00:00.000Z', dueAt: '2026-11-27T09:00:00.000Z', reason: null } as never,
  });
  await user.type(screen.getByLabelText('Given name'), 'Marc');
  await user.type(screen.getByLabelText('Family name'), 'Tessier');
  await press('Ask to join');
  expect(await screen.findByRole('heading', { level: 1, name: 'Your request has been sent' })).toBeDefined();
  expect(told('/api/public/sign-ups/current/request')).toMatchObject({ accountId: company.accountId, givenName: 'Marc', familyName: 'Tessier' });
});

test('a request that nobody answered names the operator’s desk', async () => {
  answers['/api/public/center'] = { name: 'Entente', deskEmail: 'partners@northwind.example', deskPhone: '+33 1 42 60 20 00' };
  await open({
    request: { company: 'Fournil Roux SAS', state: 'at_desk', askedAt: '2026-11-21T09:00:00.000Z', dueAt: '2026-11-27T09:00:00.000Z', reason: null } as never,
  });
  expect(await screen.findByRole('link', { name: 'partners@northwind.example' })).toBeDefined();
  expect(screen.getByRole('heading', { level: 1, name: 'Nobody has answered yet' })).toBeDefined();
});

test('a sign-up that is no longer kept begins anew', async () => {
  await open({});
  cleanup();
  answers['/api/public/sign-ups/current'] = { problem: 'signup.gone' };
  renderInHouse(<SignUpPage />);
  await user.click(await screen.findByRole('button', { name: 'Start again' }));
  expect(await screen.findByLabelText('Work e-mail')).toBeDefined();
  expect(sessionStorage.getItem('entente.sign-up')).toBe('{}');
});
