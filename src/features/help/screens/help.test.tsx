// @vitest-environment happy-dom
import { act, cleanup, screen, waitFor } from '@testing-library/react';
import user from '@testing-library/user-event';
import { afterEach, expect, test } from 'vitest';
import { SecondLanguage } from '../../../web/second/SecondLanguage.tsx';
import { renderPage } from '../../../web/test-page.tsx';
import type { ArticleLine } from '../contract.ts';
import { ArticleBody } from './ArticleBody.tsx';
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

test('what lies in an item is shown in it, and the list goes on behind it, in both languages', () => {
  const said = (kind: 'list' | 'steps' | 'paragraph' | 'code', words: readonly string[], more: object = {}) => ({
    kind,
    groups: words.map((text) => [[{ text }]]),
    ...more,
  });
  const blocks = (lang: string) => [
    said('steps', [`one ${lang}`, `two ${lang}`]),
    said('paragraph', [`in two ${lang}`], { depth: 1 }),
    said('list', [`a ${lang}`, `b ${lang}`], { depth: 1 }),
    said('list', [`deep ${lang}`], { depth: 2 }),
    said('list', [`c ${lang}`], { depth: 1, goesOn: true }),
    said('steps', [`three ${lang}`], { start: 3, goesOn: true }),
    said('paragraph', [`after ${lang}`]),
  ];
  renderPage(<ArticleBody blocks={blocks('en')} lang="en" beside={{ blocks: blocks('fr'), lang: 'fr' }} />, { answers: {} });
  const text = (element: Element): string => {
    const inner = [...element.children].filter((each) => each.tagName === 'DIV').flatMap((each) => [...each.children]);
    const own = element.querySelector(':scope > span')?.textContent ?? element.textContent ?? '';
    if (element.matches('ol, ul')) return `${element.tagName}(${[...element.children].map(text).join(', ')})`;
    return inner.length > 0 ? `${own} [${inner.map(text).join(', ')}]` : own;
  };
  const lists = [...document.querySelectorAll('ol')].filter((each) => !each.parentElement?.closest('ol, ul'));
  expect(lists.map(text)).toEqual(
    ['en', 'fr'].map((lang) => `OL(one ${lang}, two ${lang} [in two ${lang}, UL(a ${lang}, b ${lang} [UL(deep ${lang})], c ${lang})], three ${lang})`),
  );
  expect([...document.querySelectorAll('[data-at]')].map((each) => `${each.getAttribute('data-at')} ${each.textContent}`)).toEqual(
    ['0.0 one', '0.1 two', '1.0 in two', '2.0 a', '2.1 b', '3.0 deep', '4.0 c', '5.0 three', '6.0 after'].map((each) => `${each} en`),
  );
});
