// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { SecondLanguage } from '../../../web/second/SecondLanguage.tsx';
import { renderPage } from '../../../web/test-page.tsx';
import type { ArticleLine } from '../contract.ts';
import { ArticlePage } from './ArticlePage.tsx';
import { articlesFor } from './PageHelp.tsx';
import { forgetHelp } from './useHelp.ts';

afterEach(() => {
  cleanup();
  forgetHelp();
  localStorage.clear();
});

const line = (article: string, page: string | null): ArticleLine => ({ article, subject: 'people', title: article, summary: '', page });

test('beside a page stands what is about it, else about the nearest page above it, never about Home', () => {
  const all = [line('people', '/a/:account/people'), line('home', '/a/:account'), line('give', '/a/:account/people'), line('mail', '/operator/mailbox')];
  const names = (pattern: string | undefined) => articlesFor(all, pattern).map(({ article }) => article);
  expect(names('/a/:account/people')).toEqual(['give', 'people']);
  expect(names('/a/:account/people/:personId/leave')).toEqual(['give', 'people']);
  expect(names('/a/:account')).toEqual(['home']);
  expect(names('/a/:account/company')).toEqual([]);
  expect(names('/operator/mailbox/:mailId')).toEqual(['mail']);
  expect(names(undefined)).toEqual([]);
});

const answer = {
  ...line('invite', '/a/:account/people'),
  title: 'Invite people',
  summary: 'When a colleague needs access.',
  locale: 'en',
  rights: null,
  related: [],
  blocks: [{ kind: 'paragraph', groups: [[[{ text: 'Each mail is asked for once.' }], [{ text: 'It leaves at once.' }]]] }],
};
const french = {
  title: 'Inviter',
  summary: '',
  blocks: [{ kind: 'paragraph', groups: [[[{ text: 'Chaque e-mail part une fois.' }], [{ text: 'Il part aussitôt.' }]]] }],
};
const withTips = (
  <>
    <ArticlePage />
    <SecondLanguage />
  </>
);
const open = () =>
  renderPage(withTips, {
    at: '/help/invite',
    params: { article: 'invite' },
    answers: {
      'GET /api/public/help/articles/invite': ({ query }) => ({ ...answer, beside: query.get('beside') ? french : null }),
      'POST /api/public/help/articles/invite/votes': {},
    },
  });

test('the other language is not fetched before it is wanted; then each sentence tells its own on focus', async () => {
  const { asked } = open();
  await screen.findByRole('heading', { name: 'Invite people' });
  expect(asked.filter(({ query }) => query.has('beside'))).toEqual([]);
  await user.click(screen.getByRole('button', { name: 'By sentence' }));
  await waitFor(() => expect(asked.some(({ query }) => query.has('beside'))).toBe(true));
  await waitFor(() => expect(document.querySelector('[data-second]')).toBeTruthy());
  await act(async () => {});
  const second = screen.getByText('It leaves at once.').closest<HTMLElement>('[data-at]');
  second?.focus();
  expect(await screen.findByText('Il part aussitôt.')).toBeTruthy();
  expect(screen.queryByText('Chaque e-mail part une fois.')).toBeNull();
  await waitFor(() => expect(second?.getAttribute('aria-describedby')).toBe(screen.getByRole('tooltip', { hidden: true }).id));
});

test('whoever was not helped says why, and is thanked', async () => {
  const { asked } = open();
  await user.click(await screen.findByRole('button', { name: 'No' }));
  await user.click(screen.getByRole('radio', { name: 'I did not understand it' }));
  await user.click(screen.getByRole('button', { name: 'Send' }));
  expect(await screen.findByText('Thank you. This helps to improve the article.')).toBeTruthy();
  expect(asked.at(-1)?.body).toEqual({ locale: 'en', helped: false, reason: 'unclear' });
});

test('a picture has its room before it is there, is fetched when it comes near, and says what it shows; one that is not there is nothing', async () => {
  const picture = { src: '/api/public/help/pictures/x.webp', width: 745, height: 400 };
  const sentence = [{ text: 'The page “' }, { text: 'People', control: 'members.title' }, { text: '” in a ring.' }];
  renderPage(<ArticlePage />, {
    at: '/help/invite',
    params: { article: 'invite' },
    answers: {
      'GET /api/public/help/articles/invite': {
        ...answer,
        blocks: [
          { kind: 'picture', shot: 'people', groups: [[sentence]], picture },
          { kind: 'picture', shot: 'other', groups: [[[{ text: 'Another.' }]]] },
        ],
      },
    },
  });
  const shown = await screen.findByRole('img', { name: 'The page “People” in a ring.' });
  expect(Object.fromEntries(['src', 'width', 'height', 'loading'].map((name) => [name, shown.getAttribute(name)]))).toEqual({
    src: picture.src,
    width: '745',
    height: '400',
    loading: 'lazy',
  });
  expect(screen.queryByRole('img', { name: 'Another.' })).toBeNull();
  // What it shows is not what the article leads to.
  expect(screen.getByRole('link', { name: 'Open this page' }).getAttribute('href')).not.toContain('show=');
});
