// @vitest-environment happy-dom
import { act, cleanup, screen } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { SecondLanguage } from '../../../web/second/SecondLanguage.tsx';
import { renderPage } from '../../../web/test-page.tsx';
import { MailInEnglishPage } from './MailInEnglishPage.tsx';

afterEach(() => {
  cleanup();
  localStorage.clear();
});

const told = {
  locale: 'fr',
  own: { subject: 'Votre invitation', paragraphs: ['Camille vous invite.'], action: 'Accepter', notes: ['Ce n’était pas vous ?'] },
  english: { subject: 'Your invitation', paragraphs: ['Camille invites you.'], action: 'Accept', notes: ['It was not you?'] },
};
const open = (answer: Record<string, unknown>) =>
  renderPage(
    <>
      <MailInEnglishPage />
      <SecondLanguage />
    </>,
    { answers: { 'GET /api/public/mails/english': answer as never } },
  );

test('a mail is read in English; its button leads nowhere, and each part tells its own language on focus', async () => {
  localStorage.setItem('entente.source', 'tip');
  open(told);
  const part = await screen.findByText('Camille invites you.');
  expect(screen.queryByRole('link')).toBeNull();
  expect(screen.queryByRole('button', { name: 'Accept' })).toBeNull();
  expect(screen.getByText('The button works only in the mail itself.')).toBeTruthy();
  expect(screen.queryByText('Camille vous invite.')).toBeNull();
  // The code of the tips is on its way.
  await expect.poll(() => document.querySelector('[data-second]')).toBeTruthy();
  await act(async () => {});
  part.focus();
  expect((await screen.findByText('Camille vous invite.')).getAttribute('lang')).toBe('fr');
});

test('both languages stand side by side when that is chosen, here as in articles', async () => {
  open(told);
  await user.click(await screen.findByRole('switch', { name: 'Side by side' }));
  expect(screen.getByRole('article', { name: 'Français' }).textContent).toContain('Camille vous invite.');
  expect(localStorage.getItem('entente.source')).toBe('both');
});

test('what is no longer kept says so, and where it still stands', async () => {
  open({ problem: 'not_found', status: 404 });
  expect(await screen.findByRole('heading', { name: 'This mail can no longer be shown' })).toBeTruthy();
});
