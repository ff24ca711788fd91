import { buffer } from 'node:stream/consumers';
import { DOMParser } from '@xmldom/xmldom';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { bilingualFiles, bilingualZip, zipOf } from '../../../test/bilingual.ts';
import { announced, as, buildWorld, operator, refusal } from '../../../test/world.ts';
import { plainText, sentencesIn, skeletonOf } from '../../core/article.ts';
import type { Locale } from '../../core/locale.ts';
import type { Download } from '../../server/http.ts';
import { help } from './contract.ts';
import { xliffNamespace } from './xliff.ts';

const world = await buildWorld();
const anyone = as(world, help);
const root = as(world, help, await operator(world, 'op_root'));
const article = 'open-a-warehouse';
const said = (blocks: Parameters<typeof skeletonOf>[0]) => blocks.flatMap((block) => sentencesIn(block).map(plainText));
const exported = async (locale: Exclude<Locale, 'en'>, format: 'bilingual' | 'xliff'): Promise<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(unzipSync(await buffer(((await root.exportHelp({ locale, format })) as Download).body))).map(([path, bytes]) => [path, strFromU8(bytes)]),
  );

test('a rehearsal says what would come in and what cannot be read, and brings nothing', async () => {
  const report = await root.importHelp({
    content: bilingualZip({ 'fr-fr/broken.md': '# Sans en-tête', 'logo.png': 'x', '__MACOSX/fr-fr/x.md': 'x' }),
    rehearse: true,
  });
  expect(report).toMatchObject({ files: 6, count: 5 });
  expect(report.texts).toContainEqual({ article, locale: 'zh-TW', title: '在入口網站開設倉庫', isNew: true });
  expect(report.faults).toContainEqual({ file: 'fr-fr/broken.md', line: 1, code: 'no_head', at: '# Sans en-tête', refused: true });
  expect(report.faults).toContainEqual({ file: 'fr-fr/open-a-warehouse.md', line: 33, code: 'lost_link', at: 'warehouse-hours', refused: false });
  expect(report.faults[0]?.refused).toBe(true);
  expect((await root.listHelpImports({})).items).toEqual([]);
  expect(await refusal(anyone.readArticle({ article, locale: 'fr' }))).toMatchObject({ code: 'not_found' });
});

test('what is brought along is read, searched and listed at once, each sentence beside its source', async () => {
  await root.importHelp({ content: bilingualZip() });
  const both = await anyone.readArticle({ article, locale: 'fr', beside: 'en' });
  expect(both).toMatchObject({ article, subject: 'more', locale: 'fr', title: 'Ouvrir un entrepôt dans le portail', rights: null, related: [] });
  expect(both.beside?.title).toBe('Open a warehouse in the portal');
  expect(skeletonOf(both.beside?.blocks ?? [])).toEqual(skeletonOf(both.blocks));
  expect(said(both.beside?.blocks ?? [])).toContain('Only one person can hold the keys of a gate.');
  // Languages of one topic stand beside each other too.
  const chinese = await anyone.readArticle({ article, locale: 'zh-TW', beside: 'fr' });
  expect(said(chinese.beside?.blocks ?? [])).toEqual(said(both.blocks));
  expect(await anyone.readArticle({ article, locale: 'zh-CN' })).toMatchObject({ locale: 'en', title: 'Open a warehouse in the portal' });
  for (const [locale, text] of [
    ['fr', 'entrepot portail'],
    ['es', 'almacen portal'],
    ['zh-TW', '閘門'],
    ['en', 'warehouse'],
  ] as const) {
    const found = (await anyone.searchHelp({ locale, text })).items.map((each) => each.article);
    expect(found, `${locale}: ${text}`).toContain(article);
  }
  expect((await anyone.listArticles({ locale: 'fr' })).items.at(-1)).toMatchObject({ article, subject: 'more' });
  expect((await root.listHelpImports({})).count).toBe(5);
  expect((await announced(world, 'articles.imported')).at(-1)?.details).toMatchObject({ count: 5 });
  expect((await root.importHelp({ content: bilingualZip(), rehearse: true })).texts.every(({ isNew }) => !isNew)).toBe(true);
  await anyone.vote({ article, locale: 'fr', helped: true });
});

test('a link works as soon as the article is there that it leads to, and not before', async () => {
  const hrefs = async () =>
    (await anyone.readArticle({ article, locale: 'fr' })).blocks.flatMap((block) =>
      sentencesIn(block).flatMap((sentence) => sentence.flatMap(({ href }) => href ?? [])),
    );
  expect(await hrefs()).toContain('keys-and-locks');
  expect(await hrefs()).not.toContain('warehouse-hours#holidays');
  const hours = bilingualFiles()['fr-fr/keys-and-locks.md'] ?? '';
  await root.importHelp({ content: zipOf({ 'fr-fr/warehouse-hours.md': hours }) });
  expect(await hrefs()).toContain('warehouse-hours#holidays');
  await root.removeHelpImport({ article: 'warehouse-hours' });
  expect(await hrefs()).not.toContain('warehouse-hours#holidays');
});

test('an article that comes again takes the place of what was there; what is removed is gone for everyone', async () => {
  const other = (bilingualFiles()['fr-fr/keys-and-locks.md'] ?? '').replaceAll('Clés et serrures', 'Clés, serrures et cadenas');
  await root.importHelp({ content: zipOf({ 'fr-fr/keys-and-locks.md': other }) });
  expect((await anyone.readArticle({ article: 'keys-and-locks', locale: 'fr' })).title).toBe('Clés, serrures et cadenas');
  expect((await anyone.searchHelp({ locale: 'fr', text: 'cadenas' })).items.map((each) => each.article)).toEqual(['keys-and-locks']);
  expect(await root.removeHelpImport({ article: 'keys-and-locks', locale: 'es' }).catch((error: unknown) => error)).toMatchObject({ code: 'not_found' });
  await root.removeHelpImport({ article: 'keys-and-locks' });
  expect(await refusal(anyone.readArticle({ article: 'keys-and-locks', locale: 'fr' }))).toMatchObject({ code: 'not_found' });
  expect((await anyone.searchHelp({ locale: 'fr', text: 'cadenas' })).items).toEqual([]);
  await root.importHelp({ content: bilingualZip() });
});

test('nothing takes the place of an article that comes with the program, nor two files one place', async () => {
  const file = bilingualFiles()['fr-fr/keys-and-locks.md'] ?? '';
  const { count, faults } = await root.importHelp({ content: zipOf({ 'fr/sign-in.md': file, 'fr/a-1.md': file, 'fr/a/1.md': file }), rehearse: true });
  expect(count).toBe(1);
  expect(
    faults
      .filter(({ refused }) => refused)
      .map(({ code, at }) => `${code} ${at}`)
      .sort(),
  ).toEqual(['taken sign-in', 'twice fr/a-1.md']);
});

test('only an archive is taken, by those alone who may change the help', async () => {
  expect(await refusal(root.importHelp({ content: Buffer.from('no archive').toString('base64') }))).toMatchObject({ code: 'help.archive_wrong' });
  const auditor = as(world, help, await operator(world, 'op_auditor'));
  expect(await refusal(auditor.importHelp({ content: bilingualZip() }))).toMatchObject({ code: 'access.denied' });
});

test('everything goes out in the form in which it came, the program’s own too, and comes back the same', async () => {
  const files = await exported('fr', 'bilingual');
  const { items } = await anyone.listArticles({ locale: 'fr' });
  expect(Object.keys(files).sort()).toEqual(items.map((each) => `fr/${each.article}.md`).sort());
  const pairs = (text = '') =>
    [...text.matchAll(/data-ttu-id="([^"]+)">(.*?)<\/span><span class="sxs-lookup"><span data-stu-id="\1">(.*?)<\/span>/g)].map((found) => found.slice(1));
  expect(pairs(files[`fr/${article}.md`])).toEqual(pairs(bilingualFiles()['fr-fr/open-a-warehouse.md']));
  // Under other names, so that they can stand beside the program's own.
  const renamed = Object.fromEntries(Object.entries(files).map(([path, text]) => [path.replace('fr/', 'fr/again-'), text]));
  const report = await root.importHelp({ content: zipOf(renamed), rehearse: true });
  expect(report.faults.filter(({ refused, code }) => refused || !['lost_link', 'no_source'].includes(code))).toEqual([]);
  expect(report.count).toBe(items.length);
  await root.importHelp({
    content: zipOf(Object.fromEntries(Object.entries(renamed).filter(([path]) => /again-(sign-in|locations|settings)\.md/.test(path)))),
  });
  for (const name of ['sign-in', 'locations', 'settings']) {
    const [first, second] = await Promise.all([name, `again-${name}`].map((each) => anyone.readArticle({ article: each, locale: 'fr', beside: 'en' })));
    expect(said(second?.blocks ?? []), name).toEqual(said(first?.blocks ?? []));
    expect(said(second?.beside?.blocks ?? []), name).toEqual(said(first?.beside?.blocks ?? []));
    await root.removeHelpImport({ article: `again-${name}` });
  }
});

const parse = (xml: string) => {
  const stop = (message: string) => {
    throw new Error(message);
  };
  return new DOMParser({ errorHandler: { warning: stop, error: stop, fatalError: stop } }).parseFromString(xml, 'text/xml')
    .documentElement as unknown as Element;
};
const children = (node: Element): Element[] => Array.from(node.childNodes as unknown as ArrayLike<Element>).filter(({ nodeType }) => nodeType === 1);
/** Core of XLIFF 2.0: which element may stand in which, in this order, and what each must say. */
const may: Readonly<Record<string, readonly string[]>> = {
  xliff: ['file'],
  file: ['unit', 'group'],
  group: ['unit'],
  unit: ['originalData', 'segment'],
  originalData: ['data'],
  segment: ['source', 'target'],
  source: ['pc', 'ph'],
  target: ['pc', 'ph'],
  pc: ['pc', 'ph'],
};
const must: Readonly<Record<string, readonly string[]>> = {
  xliff: ['version', 'srcLang', 'trgLang'],
  file: ['id'],
  group: ['id'],
  unit: ['id'],
  data: ['id'],
  pc: ['id'],
  ph: ['id'],
};
function wrongIn(node: Element): string[] {
  const name = node.localName;
  const inside = children(node);
  const own = [
    ...(node.namespaceURI === xliffNamespace ? [] : [`${name}: another namespace`]),
    ...(must[name] ?? []).filter((each) => !node.getAttribute(each)).map((each) => `${name}: no ${each}`),
    ...inside.filter((child) => !(may[name] ?? []).includes(child.localName)).map((child) => `${child.localName} in ${name}`),
    ...['id'].filter((each) => node.getAttribute(each) && !/^[\w.:-]+$/.test(node.getAttribute(each) ?? '')).map((each) => `${name}: ${each} is no NMTOKEN`),
    ...(node.getAttribute('subType') && !node.getAttribute('type') ? [`${name}: subType without type`] : []),
    ...(name === 'segment' && inside[0]?.localName !== 'source' ? ['segment: no source first'] : []),
    ...(name === 'unit' && inside.filter((child) => child.localName === 'segment').length === 0 ? ['unit: no segment'] : []),
  ];
  if (name === 'unit') {
    const data = new Set(
      Array.from(node.getElementsByTagNameNS(xliffNamespace, 'data') as unknown as ArrayLike<Element>).map((each) => each.getAttribute('id')),
    );
    for (const side of ['source', 'target'])
      for (const each of Array.from(node.getElementsByTagNameNS(xliffNamespace, side) as unknown as ArrayLike<Element>)) {
        const codes = Array.from(each.getElementsByTagName('*') as unknown as ArrayLike<Element>);
        const ids = codes.map((code) => code.getAttribute('id'));
        if (new Set(ids).size !== ids.length) own.push(`${side}: a code twice`);
        own.push(
          ...codes
            .filter((code) => code.getAttribute('dataRefStart') && !data.has(code.getAttribute('dataRefStart')))
            .map(() => `${side}: data that is not there`),
        );
      }
  }
  return [...own, ...inside.flatMap(wrongIn)];
}

test('a translator gets XLIFF 2.0 with every sentence under its id', async () => {
  const files = await exported('zh-TW', 'xliff');
  expect(Object.keys(files)).toContain(`zh-TW/${article}.xlf`);
  expect(Object.keys(files).length).toBeGreaterThan(40);
  for (const [path, xml] of Object.entries(files)) {
    const root_ = parse(xml);
    expect(wrongIn(root_), path).toEqual([]);
    expect([root_.getAttribute('version'), root_.getAttribute('srcLang'), root_.getAttribute('trgLang')], path).toEqual(['2.0', 'en', 'zh-TW']);
    const ids = Array.from(root_.getElementsByTagNameNS(xliffNamespace, 'unit') as unknown as ArrayLike<Element>).map((unit) => unit.getAttribute('id'));
    expect(new Set(ids).size, path).toBe(ids.length);
  }
  const own = parse(files[`zh-TW/${article}.xlf`] ?? '');
  const units = Array.from(own.getElementsByTagNameNS(xliffNamespace, 'unit') as unknown as ArrayLike<Element>).filter(
    (unit) => unit.getAttribute('translate') !== 'no',
  );
  expect(units.map((unit) => unit.getAttribute('id'))).toEqual(
    [...(bilingualFiles()['zh-tw/open-a-warehouse.md'] ?? '').matchAll(/data-ttu-id="([^"]+)"/g)].map(([, id]) => id),
  );
});

test('what a translator changed comes back, in its place; what the article does not have is refused', async () => {
  const path = `zh-TW/${article}.xlf`;
  const xml = (await exported('zh-TW', 'xliff'))[path] ?? '';
  const back = (changed: string) => root.importHelp({ content: zipOf({ [path]: changed }) });
  expect(await back(xml.replace('確認閘門。', '確認閘門號碼。'))).toMatchObject({ count: 1, faults: [] });
  const { blocks } = await anyone.readArticle({ article, locale: 'zh-TW' });
  expect(said(blocks)).toContain('確認閘門號碼。');
  expect((await exported('zh-TW', 'xliff'))[path]).toBe(xml.replace('確認閘門。', '確認閘門號碼。'));
  for (const wrong of [
    xml.replaceAll('https://freight.example/desk', 'https://evil.example/desk'),
    xml.replaceAll('c07d2-114', 'c07d2-999'),
    xml.replace('<xliff', '<!DOCTYPE x><xliff'),
    xml.replace('</file>', ''),
  ])
    expect(await back(wrong)).toMatchObject({ count: 0, faults: [{ file: path, code: 'xliff', refused: true }] });
});
