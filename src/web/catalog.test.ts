// @vitest-environment happy-dom
import { expect, test, vi } from 'vitest';
import type { CompiledMessages } from '../core/locale.ts';
import { makeCatalog, readBoot } from './catalog.ts';

const catalogs = { en: { ui: 'a1', shell: 'b2' }, fr: { ui: 'c3', shell: 'd4' } };
const answer = (url: string): CompiledMessages => ({ [`${url.split('/')[3]?.split('.')[0]}.word`]: [url] });

test('a part is fetched once by its hash, however often pages ask for it', async () => {
  const get = vi.fn<(url: string) => Promise<CompiledMessages>>(async (url) => answer(url));
  const catalog = makeCatalog({ locale: 'en', catalogs }, get);
  await Promise.all([catalog.needParts(['ui']), catalog.needParts(['ui', 'shell'])]);
  await catalog.needParts(['ui']);
  expect(get.mock.calls.map(([url]) => url)).toEqual(['/locales/en/ui.a1.json', '/locales/en/shell.b2.json']);
  expect(Object.keys(catalog.messages('en'))).toEqual(['ui.word', 'shell.word']);
});

test('switching brings every part in use, and later pages load in the new language', async () => {
  const get = vi.fn<(url: string) => Promise<CompiledMessages>>(async (url) => answer(url));
  const catalog = makeCatalog({ locale: 'en', catalogs }, get);
  await catalog.needParts(['ui']);
  await catalog.switchTo('fr');
  expect(catalog.messages('fr')).toEqual({ 'ui.word': ['/locales/fr/ui.c3.json'] });
  await catalog.needParts(['shell']);
  expect(get).toHaveBeenLastCalledWith('/locales/fr/shell.d4.json');
});

test('messages of a language stay one object, so that a translator made earlier says what came later', async () => {
  const catalog = makeCatalog({ locale: 'en', catalogs }, async (url) => answer(url));
  const before = catalog.messages('en');
  await catalog.needParts(['ui']);
  expect(catalog.messages('en')).toBe(before);
});

test('a failed fetch is an error now and tried again next time', async () => {
  const get = vi
    .fn<(url: string) => Promise<CompiledMessages>>()
    .mockRejectedValueOnce(new Error('offline'))
    .mockResolvedValue({ 'ui.word': ['here'] });
  const catalog = makeCatalog({ locale: 'en', catalogs }, get);
  await expect(catalog.needParts(['ui'])).rejects.toThrow('offline');
  await catalog.needParts(['ui']);
  expect(catalog.messages('en')).toEqual({ 'ui.word': ['here'] });
});

test('a part without sentences of its own costs nothing', async () => {
  const get = vi.fn<(url: string) => Promise<CompiledMessages>>(async (url) => answer(url));
  await makeCatalog({ locale: 'en', catalogs }, get).needParts(['nothing']);
  expect(get).not.toHaveBeenCalled();
});

test('the boot block is read from the page; without one the page still starts', () => {
  document.body.innerHTML = '<script type="application/json" id="boot">{"locale":"zh-TW","version":"7"}</script>';
  expect(readBoot()).toMatchObject({ locale: 'zh-TW', version: '7', center: { name: 'Entente' } });
  document.body.innerHTML = '';
  expect(readBoot().locale).toBe('en');
});
