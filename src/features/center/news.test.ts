import { expect, test } from 'vitest';
import { announced, as, buildWorld, operator, person, refusal } from '../../../test/world.ts';
import { locales } from '../../core/locale.ts';
import { center } from './contract.ts';

const world = await buildWorld();
const manager = as(world, center, await operator(world, 'op_program_manager'));
const reader = await person(world);
const whole = Object.fromEntries(locales.map((locale) => [locale, { title: `Prices change (${locale})`, text: 'From December.\n\nSee the list.' }]));

test('news go out only when they are there in every language offered', async () => {
  const draft = await manager.addNews({ texts: { en: { title: 'Prices change', text: 'From December.' } } });
  expect(draft).toMatchObject({ publishedAt: null, missing: ['fr', 'es', 'zh-CN', 'zh-TW'], can: { publish: false } });
  expect(await refusal(manager.publishNews({ newsId: draft.newsId }))).toMatchObject({
    code: 'news.incomplete',
    details: { locales: ['fr', 'es', 'zh-CN', 'zh-TW'] },
  });
  expect(await as(world, center, reader).listPublishedNews({})).toMatchObject({ items: [] });
  await manager.removeNews({ newsId: draft.newsId });
});

test('published news are read by everyone in their own language, once published', async () => {
  const { newsId } = await manager.addNews({ texts: whole });
  await manager.publishNews({ newsId });
  expect(await as(world, center, { ...reader, locale: 'fr' }).listPublishedNews({})).toMatchObject({ items: [{ newsId, title: 'Prices change (fr)' }] });
  expect(await refusal(manager.publishNews({ newsId }))).toMatchObject({ code: 'news.already_published' });
  expect(await announced(world, 'news.published')).toMatchObject([{ details: { newsId, title: 'Prices change (en)' } }]);
});

test('what is published can be corrected, but not be left without a language', async () => {
  const { newsId } = (await manager.listNews({})).items[0] ?? { newsId: '' };
  expect(await refusal(manager.editNews({ newsId, texts: { en: { title: 'x', text: 'y' } } }))).toMatchObject({ code: 'news.incomplete' });
  await manager.editNews({ newsId, texts: { ...whole, en: { title: 'Prices change in January', text: 'From January.' } } });
  expect(await as(world, center, { ...reader, locale: 'en' }).listPublishedNews({})).toMatchObject({ items: [{ title: 'Prices change in January' }] });
});

test('other operators read the news and may not write them', async () => {
  const verifier = as(world, center, await operator(world, 'op_verifier'));
  expect((await verifier.listNews({})).can).toEqual({ write: false });
  expect(await refusal(verifier.addNews({ texts: whole }))).toMatchObject({ code: 'access.denied', details: { permission: 'op.news' } });
});
