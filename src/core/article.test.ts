import { expect, test } from 'vitest';
import { plainText, readArticle, sentencesIn, skeletonOf } from './article.ts';

const written = `---
title: Invite people
summary: When a colleague needs access.
related: [sign-in, give-roles]           # why not
subject: people
permission: users:edit
page: /a/:account/people
words: [add user, "new colleague"]
---
Anyone who looks after users can invite.
Each mail is asked for **once**.

## Before you begin

1. Choose [control:members.invite] and write \`a@b.example\`.
   The mail leaves at once.

2. See [Sign in](sign-in#first-time) or [the list](page:/a/:account/people).

- one
- two

> [!WARNING]
> A link ends after a day.
> Ask for another one.

| To do this | Read this |
|---|---|
| Give a role | [Give roles](give-roles) |

\`\`\`
GET /v1/customers
<b>as it stands</b>
\`\`\`
`;

test('an article is read block by block and sentence by sentence', () => {
  const { head, blocks, mistakes } = readArticle(written);
  expect(mistakes).toEqual([]);
  expect(head).toEqual({
    title: 'Invite people',
    summary: 'When a colleague needs access.',
    related: ['sign-in', 'give-roles'],
    subject: 'people',
    permission: 'users:edit',
    page: '/a/:account/people',
    words: ['add user', 'new colleague'],
  });
  expect(skeletonOf(blocks)).toEqual(['paragraph  2', 'heading 2 1', 'steps  2,1', 'list  1,1', 'note warning 2', 'table 2 1,1,1,1', 'code  1']);
  expect(blocks[0]?.groups[0]?.[1]).toEqual([{ text: 'Each mail is asked for ' }, { text: 'once', look: 'strong' }, { text: '.' }]);
  expect(blocks[1]).toMatchObject({ slug: 'before-you-begin' });
  expect(blocks[2]?.groups[0]?.[0]?.[1]).toEqual({ text: 'members.invite', look: 'control', control: 'members.invite' });
  expect(blocks[2]?.groups[1]?.[0]?.flatMap(({ href }) => href ?? [])).toEqual(['sign-in#first-time', 'page:/a/:account/people']);
  expect(sentencesIn(blocks[5] ?? blocks[0]!).map(plainText)).toEqual(['To do this', 'Read this', 'Give a role', 'Give roles']);
});

test('a picture is a block of its own, and what it shows is a sentence like the others', () => {
  const { blocks, mistakes } = readArticle(
    '---\ntitle: A\nsummary: B\n---\nText before.\n![The page, with [control:members.invite] in a ring.](shot:the-page)\nText after.\n',
  );
  expect(mistakes).toEqual([]);
  expect(skeletonOf(blocks)).toEqual(['paragraph  1', 'picture the-page 1', 'paragraph  1']);
  expect(plainText(sentencesIn(blocks[1]!)[0]!)).toBe('The page, with members.invite in a ring.');
  expect(skeletonOf(readArticle('---\ntitle: A\nsummary: B\n---\n![x](https://example.org/x.png)\n').blocks)).toEqual(['paragraph  1']);
});

test('nothing that could run survives: markup is text, and a link that would run is none', () => {
  const { blocks, mistakes } = readArticle('---\ntitle: A\nsummary: B\n---\n<script>go()</script> and [run](javascript:go()) and [read](data:text/html,x).');
  expect(blocks[0]?.groups[0]?.[0]?.every(({ href, look }) => href === undefined && look === undefined)).toBe(true);
  expect(plainText(blocks[0]?.groups[0]?.[0] ?? [])).toBe('<script>go()</script> and [run](javascript:go()) and [read](data:text/html,x).');
  expect(mistakes).toEqual([{ line: 5, code: 'html', at: '<script>go()</script> and [run](javascript:go()) and [read](data:text/html,x).' }]);
});

test('what cannot be read is said by its line', () => {
  const { mistakes } = readArticle('---\ntitle: A\ncolor: red\n---\n# Too high\n\n- one\n  - inner\n\n| a | b |\n|---|---|\n| c |\n');
  expect(mistakes.map(({ line, code }) => `${line} ${code}`)).toEqual(['3 unknown_word', '1 no_summary', '5 level', '8 nested', '12 table']);
  expect(readArticle('Only text.').mistakes.map(({ code }) => code)).toEqual(['no_head']);
});
