// @vitest-environment happy-dom
import { cleanup, screen, waitFor } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, expect, test, vi } from 'vitest';
import { renderPage } from '../../../web/test-page.tsx';
import { sentencePage } from './SentencePage.tsx';
import { SuggestDialog } from './SuggestDialog.tsx';
import { suggestionPage } from './SuggestionPage.tsx';
import { differenceOf } from './wordDifference.ts';

afterEach(cleanup);

const at = '2026-11-21T09:00:00.000Z';
const suggesting = { sentence: { kind: 'interface', key: 'ui.cancel' }, locale: 'fr', own: 'Annuler', source: 'Cancel' } as const;
const address = '/api/me/languages/fr/sentences/ui.cancel';

test('a better translation begins with the pattern of the sentence; what is wrong with it is said, and nothing typed is lost', async () => {
  const onClose = vi.fn<() => void>();
  let answer: object = {
    problem: 'sentences.faulty',
    status: 422,
    details: {
      faults: [
        { code: 'missing_form', name: 'count', form: 'one' },
        { code: 'missing_value', name: 'name', form: '' },
      ],
    },
  };
  const { asked } = renderPage(<SuggestDialog {...suggesting} onClose={onClose} />, {
    answers: {
      [`GET ${address}`]: { source: 'Cancel', now: 'Annuler', suggested: null },
      [`POST ${address}/suggestions`]: () => answer as Record<string, unknown>,
    },
  });
  const field = await screen.findByLabelText<HTMLTextAreaElement>('Your translation');
  expect(field.value).toBe('Annuler');
  await user.clear(field);
  await user.type(field, 'Abandonner');
  await user.click(screen.getByRole('button', { name: 'Send suggestion' }));
  expect(await screen.findByText('The plural of {count} lacks the form one and The value {name} is missing')).toBeTruthy();
  expect(field.value).toBe('Abandonner');
  expect(onClose).not.toHaveBeenCalled();
  answer = { suggestionId: crypto.randomUUID() };
  await user.click(screen.getByRole('button', { name: 'Send suggestion' }));
  await waitFor(() => expect(onClose).toHaveBeenCalled());
  expect(asked.findLast(({ method }) => method === 'POST')?.body).toMatchObject({ text: 'Abandonner', page: expect.stringMatching(/^\//) });
});

test('of a sentence that has no translation nobody asks for a better one in vain', async () => {
  renderPage(<SuggestDialog {...suggesting} sentence={{ kind: 'article', article: 'ours', place: '0.0' }} onClose={() => {}} />, { answers: {} });
  expect(await screen.findByText(/This text was added by the operator/)).toBeTruthy();
});

const suggestionId = '1d0b2b7c-2222-4222-8222-222222222222';
const suggestion = {
  suggestionId,
  locale: 'fr',
  sentence: 'ui.cancel',
  text: 'Abandonner tout',
  present: 'Annuler tout',
  state: 'open',
  by: 'Ana Pérez',
  suggestedAt: at,
  reason: 'Plus clair',
  page: '/a/…/people',
  source: 'Cancel all',
  shipped: 'Annuler tout',
  now: 'Annuler tout',
  decided: null,
  can: { decide: true },
};
const pages = () => [{ path: '/me/profile' as const, parts: ['ui'], page: async () => () => null }];

test('the desk shows what would change, and says it edited; a refusal needs its reason', async () => {
  const Page = suggestionPage(pages);
  const preview = { faults: [], examples: [{ values: '', text: 'Abandonner tout' }], spans: null };
  const { asked } = renderPage(<Page />, {
    params: { suggestionId },
    answers: {
      [`GET /api/operator/languages/suggestions/${suggestionId}`]: suggestion,
      'GET /api/operator/languages/fr/sentences/ui.cancel/preview': preview,
      [`POST /api/operator/languages/suggestions/${suggestionId}/acceptance`]: suggestion,
      [`POST /api/operator/languages/suggestions/${suggestionId}/refusal`]: suggestion,
    },
  });
  expect(await screen.findByText('removed: Annuler', { selector: 'del > span' })).toBeTruthy();
  expect(screen.getByText('added: Abandonner', { selector: 'ins > span' })).toBeTruthy();
  expect(screen.getByText('/me/profile')).toBeTruthy();
  await user.type(screen.getByLabelText('Wording'), ' !');
  await user.click(screen.getByRole('button', { name: 'Accept' }));
  await waitFor(() => expect(asked.findLast(({ method }) => method === 'POST')?.body).toEqual({ text: 'Abandonner tout !', shipped: 'Annuler tout' }));
  await user.click(screen.getByRole('button', { name: 'Refuse…' }));
  await user.click(screen.getByRole('button', { name: 'Refuse' }));
  expect(asked.some(({ path }) => path.endsWith('/refusal'))).toBe(false);
  await user.type(screen.getByLabelText('Why it is refused'), 'The short one is usual');
  await user.click(screen.getByRole('button', { name: 'Refuse' }));
  await waitFor(() => expect(asked.find(({ path }) => path.endsWith('/refusal'))?.body).toEqual({ answer: 'The short one is usual' }));
});

test('when an update says something else, both stand there, and the center’s own words can be kept or given up', async () => {
  const Page = sentencePage(pages);
  const facts = {
    locale: 'fr',
    sentence: 'ui.cancel',
    source: 'Cancel',
    now: 'Laisser',
    standing: 'changed',
    shipped: 'Annuler ceci',
    own: { text: 'Laisser', setAt: at, by: 'Renata Vogel', shippedThen: 'Annuler', sourceThen: 'Cancel' },
    version: 3,
    history: [{ at, by: 'Renata Vogel', text: 'Laisser', suggested: true }],
    article: null,
    can: { edit: true },
  };
  const { asked } = renderPage(<Page />, {
    params: { locale: 'fr', sentence: 'ui.cancel' },
    answers: {
      'GET /api/operator/languages/fr/sentences/ui.cancel': facts,
      'GET /api/operator/languages/fr/sentences/ui.cancel/preview': { faults: [], examples: [{ values: '', text: 'Laisser' }], spans: null },
      'PUT /api/operator/languages/fr/sentences/ui.cancel': facts,
      'POST /api/operator/languages/fr/sentences/ui.cancel/taking-back': facts,
    },
  });
  expect(await screen.findByText('Entente says something else since the update')).toBeTruthy();
  expect(screen.getByText('added: ceci', { selector: 'ins > span', normalizer: (text) => text.replace(/\s+/g, ' ').trim() })).toBeTruthy();
  await user.click(screen.getByRole('button', { name: 'Save' }));
  await waitFor(() => expect(asked.find(({ method }) => method === 'PUT')?.body).toEqual({ text: 'Laisser', version: 3, shipped: 'Annuler ceci' }));
  await user.click(screen.getByRole('button', { name: 'Restore the original' }));
  await waitFor(() => expect(asked.find(({ path }) => path.endsWith('/taking-back'))?.body).toEqual({ version: 3 }));
});

test('a difference is told in words, also where they stand without spaces', () => {
  const told = (before: string, after: string, lang: string) =>
    differenceOf(before, after, lang).map(({ kind, text }) => `${{ same: '', removed: '-', added: '+' }[kind]}${text}`);
  expect(told('Close the window', 'Close this window', 'en')).toEqual(['Close ', '-the', '+this', ' window']);
  expect(told('关闭窗口', '关闭页面', 'zh-CN')).toEqual(['关闭', '-窗口', '+页面']);
  expect(told('', 'new', 'en')).toEqual(['+new']);
});
