import { buffer } from 'node:stream/consumers';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { as, buildWorld, operator, refusal } from '../../../test/world.ts';
import { plainText, sentencesIn } from '../../core/article.ts';
import { locales } from '../../core/locale.ts';
import type { Download } from '../../server/http.ts';
import { roles as rolesOf } from '../../core/roles.ts';
import { help } from './contract.ts';

const world = await buildWorld();
const anyone = as(world, help);
const article = 'reset-a-users-password';

test('anyone reads an article without signing in, with the same sentences of another language beside it on request', async () => {
  const read = await anyone.readArticle({ article, locale: 'fr' });
  expect(read).toMatchObject({ article, locale: 'fr', beside: null });
  const both = await anyone.readArticle({ article, locale: 'fr', beside: 'en' });
  const english = await anyone.readArticle({ article, locale: 'en' });
  expect(both.beside?.blocks).toEqual(english.blocks);
  expect(both.blocks.map((block) => sentencesIn(block).length)).toEqual(english.blocks.map((block) => sentencesIn(block).length));
});

test('controls are named as the reader’s catalog names them', async () => {
  const said = async (locale: 'en' | 'zh-TW') => {
    const { blocks } = await anyone.readArticle({ article, locale });
    return blocks.flatMap((block) => sentencesIn(block).flatMap((sentence) => sentence.filter(({ look }) => look === 'control').map(({ text }) => text)));
  };
  const [english, chinese] = [await said('en'), await said('zh-TW')];
  expect(chinese).toHaveLength(english.length);
  for (const text of [...english, ...chinese]) expect(text).not.toMatch(/^[a-z_]+\.[a-z_.]+$/);
});

test('the roles that an article is for are those that hold the permission in this center', async () => {
  const { rights } = await anyone.readArticle({ article, locale: 'en' });
  expect(rights).toMatchObject({ permission: 'users.password', needs: 'edit' });
  expect(rights?.roles).toContain('global_admin');
  expect(rights?.roles).not.toContain('default_user');
  expect(rights?.roles.every((role) => (rolesOf as readonly string[]).includes(role))).toBe(true);
});

test('an article that is not there is not found, and a page of nobody’s is no article', async () => {
  for (const name of ['no-such-article', 'constructor'])
    expect(await refusal(anyone.readArticle({ article: name, locale: 'en' }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(anyone.readArticle({ article: '../../etc/passwd', locale: 'en' }))).toMatchObject({ code: 'request.invalid' });
});

test('a search finds in the reader’s language, mistyped too', async () => {
  for (const [locale, text] of [
    ['en', 'reset a users pasword'],
    ['fr', 'reinitialiser mot de passe'],
    ['es', 'restablecer contrasena'],
    ['zh-CN', '密码'],
    ['zh-TW', '密碼'],
  ] as const) {
    const { items } = await anyone.searchHelp({ locale, text });
    expect(
      items.slice(0, 4).map((each) => each.article),
      `${locale}: ${text}`,
    ).toContain(article);
  }
});

test('what was looked for in vain is counted for the operator, with nothing that names anybody', async () => {
  const agent = as(world, help, await operator(world, 'op_support_agent'));
  for (const text of ['Zyxwvut', ' zyxwvút ', 'password', 'call me at +33 6 12 34 56 78 zyx', 'qqq@contoso.example'])
    await anyone.noteMiss({ locale: 'en', text });
  const { misses } = await agent.getHelpReport({ locale: 'en' });
  expect(misses).toEqual([{ asked: 'Zyxwvut', locale: 'en', times: 2, lastAt: world.now }]);
  await agent.forgetMiss({ locale: 'en', asked: 'ZYXWVUT' });
  expect((await agent.getHelpReport({ locale: 'en' })).misses).toEqual([]);
});

test('votes come to the operator with their reasons; a reason belongs to a no', async () => {
  await anyone.vote({ article, locale: 'fr', helped: true, reason: 'wrong' });
  await anyone.vote({ article, locale: 'fr', helped: false, reason: 'unclear', remark: 'Où est le bouton ?' });
  await anyone.vote({ article, locale: 'en', helped: false, reason: 'unclear' });
  expect(await refusal(anyone.vote({ article: 'no-such-article', locale: 'en', helped: true }))).toMatchObject({ code: 'not_found' });
  const { votes } = await as(world, help, await operator(world, 'op_support_agent')).getHelpReport({ locale: 'en' });
  expect(votes).toMatchObject([
    { article, helped: 1, not: 2, reasons: [{ reason: 'unclear', times: 2 }], remarks: [{ remark: 'Où est le bouton ?', locale: 'fr', votedAt: world.now }] },
  ]);
});

test('the offline copy has every article, and its links lead to its own files', async () => {
  const { items } = await anyone.listArticles({ locale: 'zh-CN' });
  const files = unzipSync(await buffer(((await anyone.downloadHelp({ locale: 'zh-CN' })) as Download).body));
  expect(Object.keys(files).sort()).toEqual(['README.md', ...items.map((each) => `${each.article}.md`)].sort());
  for (const [name, bytes] of Object.entries(files)) {
    const text = strFromU8(bytes);
    expect(text, name).not.toContain('[control:');
    for (const [, target = ''] of text.matchAll(/\]\((?!https:|mailto:|#)([^)#]+)/g)) expect(Object.keys(files), `${name} → ${target}`).toContain(target);
  }
});

test('each language lists the same articles, by subject', async () => {
  const lists = await Promise.all(locales.map(async (locale) => (await anyone.listArticles({ locale })).items));
  const names = lists.map((list) => list.map((each) => each.article).sort());
  for (const each of names) expect(each).toEqual(names[0]);
  expect(lists[0]?.every(({ title, summary }) => title && summary)).toBe(true);
  expect(plainText([{ text: lists[0]?.[0]?.subject ?? '' }])).toBe('sign-in');
});
