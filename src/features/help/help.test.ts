import { buffer } from 'node:stream/consumers';
import { strFromU8, unzipSync } from 'fflate';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import { as, buildWorld, operator, refusal } from '../../../test/world.ts';
import { plainText, sentencesIn } from '../../core/article.ts';
import { locales } from '../../core/locale.ts';
import type { Download } from '../../server/http.ts';
import { roles as rolesOf } from '../../core/roles.ts';
import { help } from './contract.ts';
import { sizeOf } from './pictures.ts';

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

test('the offline copy has every article with its pictures, and its links lead to its own files', async () => {
  const { items } = await anyone.listArticles({ locale: 'zh-CN' });
  const files = unzipSync(await buffer(((await anyone.downloadHelp({ locale: 'zh-CN' })) as Download).body));
  const names = Object.keys(files);
  expect(names.filter((name) => name.endsWith('.md')).sort()).toEqual(['README.md', ...items.map((each) => `${each.article}.md`)].sort());
  const led = new Set<string>();
  for (const [name, bytes] of Object.entries(files).filter(([each]) => each.endsWith('.md'))) {
    const text = strFromU8(bytes);
    expect(text, name).not.toContain('[control:');
    for (const [, target = ''] of text.matchAll(/\]\((?!https:|mailto:|#)([^)#]+)/g)) {
      expect(names, `${name} → ${target}`).toContain(target);
      led.add(target);
    }
  }
  const pictures = names.filter((name) => name.endsWith('.webp'));
  expect(pictures.length).toBeGreaterThan(30);
  expect(pictures.filter((name) => !led.has(name))).toEqual([]);
});

test('a picture has an address that changes with it, and is served to anyone for ever', async () => {
  const { blocks } = await anyone.readArticle({ article: 'invite-people', locale: 'fr' });
  const { picture, shot } = blocks.find(({ kind }) => kind === 'picture') ?? {};
  expect(shot).toBe('people');
  const name = picture?.src.split('/').at(-1) ?? '';
  expect(picture?.src).toBe(`/api/public/help/pictures/${name}`);
  const served = (await anyone.readPicture({ picture: name })) as Download;
  expect(served).toMatchObject({ type: 'image/webp', name: null, cache: 'public' });
  expect(sizeOf(await buffer(served.body))).toEqual({ width: picture?.width, height: picture?.height });
  // One from before an update.
  const old = (await anyone.readPicture({ picture: name.replace(/[0-9a-f]{12}/, '000000000000') })) as Download;
  expect(old.cache).toBe('private');
  old.body.destroy();
  expect(await refusal(anyone.readPicture({ picture: name.replace('.fr.', '.pt.') }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(anyone.readPicture({ picture: `../${name}` }))).toMatchObject({ code: 'request.invalid' });
});

test('the copy as PDF has all articles with contents and pictures, and is made once', async () => {
  const read = async () => (await anyone.downloadHelp({ locale: 'zh-TW', as: 'pdf' })) as Download;
  const bytes = await buffer((await read()).body);
  const again = performance.now();
  expect((await buffer((await read()).body)).equals(bytes)).toBe(true);
  expect(performance.now() - again).toBeLessThan(1000);
  const pdf = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false, disableFontFace: true, verbosity: 0 }).promise;
  const { items } = await anyone.listArticles({ locale: 'zh-TW' });
  const outline = await pdf.getOutline();
  expect(outline.map(({ title }) => title)).toEqual(items.map(({ title }) => title));
  expect(pdf.numPages).toBeGreaterThan(items.length);
  // The first line of the contents leads to the page that it names.
  const [first] = (await (await pdf.getPage(1)).getAnnotations()) as { dest: string }[];
  const [page] = (await pdf.getDestination(first?.dest ?? '')) ?? [];
  const at = await pdf.getPageIndex(page);
  const words = async (n: number) => (await (await pdf.getPage(n)).getTextContent()).items.map((item) => ('str' in item ? item.str : '')).join('');
  expect((await words(at + 1)).replaceAll(/\s/g, '')).toContain(items[0]?.title.replaceAll(/\s/g, ''));
  expect(await words(1)).toContain(String(at + 1));
});

test('each language lists the same articles, by subject', async () => {
  const lists = await Promise.all(locales.map(async (locale) => (await anyone.listArticles({ locale })).items));
  const names = lists.map((list) => list.map((each) => each.article).sort());
  for (const each of names) expect(each).toEqual(names[0]);
  expect(lists[0]?.every(({ title, summary }) => title && summary)).toBe(true);
  expect(plainText([{ text: lists[0]?.[0]?.subject ?? '' }])).toBe('sign-in');
});
