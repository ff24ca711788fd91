import { buffer, text as textOf } from 'node:stream/consumers';
import fc from 'fast-check';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { anySpans, bilingualFiles, bilingualZip, zipOf, spansApart } from '../../../test/bilingual.ts';
import { as, buildWorld, operator, person, refusal, runJobs } from '../../../test/world.ts';
import { soon } from '../../../test/soon.ts';
import { plainText, sentencesIn } from '../../core/article.ts';
import type { Download } from '../../server/http.ts';
import { help } from '../help/contract.ts';
import { readWording, writeWording } from '../help/policy.ts';
import { notices } from '../notices/contract.ts';
import { languages } from './contract.ts';

const world = await buildWorld();
const root = await operator(world, 'op_root');
const [desk, importing, anyone] = [as(world, languages, root), as(world, help, root), as(world, help)];
const reader = await person(world, { locale: 'fr' });
const mine = as(world, languages, reader);
const fr = { locale: 'fr' as const };
const article = 'open-a-warehouse';
await importing.importHelp({ content: bilingualZip() });

/** The sentence of the imported article that has these words, as the page knows it: by the place of its block and in it. */
async function at(words: string, name = article) {
  const { blocks } = await anyone.readArticle({ article: name, ...fr });
  const found = blocks.flatMap((block, b) => sentencesIn(block).flatMap((sentence, s) => (plainText(sentence).includes(words) ? [`${b}.${s}`] : [])));
  return { ...fr, sentence: `${name}~${found[0] ?? 'nowhere'}` };
}
const reads = async (name = article) => (await anyone.readArticle({ article: name, ...fr })).blocks.flatMap((block) => sentencesIn(block).map(plainText));
const set = async (where: Awaited<ReturnType<typeof at>>, text: string) =>
  desk.setSentence({ ...where, text, version: (await desk.getSentence(where)).version });
const file = async (format: 'bilingual' | 'xliff', name = article) => {
  const files = unzipSync(await buffer(((await importing.exportHelp({ ...fr, format })) as Download).body));
  return strFromU8(files[`fr/${name}.${format === 'xliff' ? 'xlf' : 'md'}`] ?? new Uint8Array());
};
const own = bilingualFiles()['fr-fr/open-a-warehouse.md'] ?? '';
const pairsIn = (all: string) =>
  [...all.matchAll(/data-ttu-id="([^"]+)">(.*?)<\/span><span class="sxs-lookup"><span data-stu-id="\1">(.*?)<\/span>/g)].map(([, ...pair]) => pair);

const keys = await at('Une seule personne');
const better = 'Les clés d’une porte n’ont qu’un seul détenteur.';

test('a sentence of an imported article is suggested better, accepted, read by everyone at once and found by it', async () => {
  const { suggestionId } = await mine.suggest({ ...keys, text: better, page: `/help/${article}` });
  expect(await mine.readSentence(keys)).toEqual({
    source: 'Only one person can hold the keys of a gate.',
    now: 'Une seule personne peut détenir les clés d’une porte.',
    suggested: { text: better, reason: null },
  });
  expect((await desk.listSuggestions({})).items).toMatchObject([{ suggestionId, sentence: keys.sentence, text: better }]);
  expect(await desk.getSuggestion({ suggestionId })).toMatchObject({
    source: 'Only one person can hold the keys of a gate.',
    shipped: 'Une seule personne peut détenir les clés d’une porte.',
    can: { decide: true },
  });
  expect(await desk.acceptSuggestion({ suggestionId, text: better })).toMatchObject({ state: 'accepted', now: better });
  await soon(async () => expect(await reads()).toContain(better));
  expect((await anyone.searchHelp({ ...fr, text: 'détenteur' })).items).toMatchObject([{ article, sentence: better }]);
  expect((await anyone.readArticle({ article, locale: 'zh-TW', beside: 'fr' })).beside?.blocks.flatMap((block) => sentencesIn(block).map(plainText))).toContain(
    better,
  );
  await runJobs(world);
  expect((await as(world, notices, reader).listNotices({})).items[0]).toMatchObject({ kind: 'suggestions.accepted', values: { text: better } });
});

test('what is said so goes out with the article, under its id and beside its source, and not as a patch of files that nobody has', async () => {
  const changed = pairsIn(own).map(([id, text, source]) => [id, id === '3f1aa-115' ? better : text, source]);
  expect(pairsIn(await file('bilingual'))).toEqual(changed);
  expect(await file('xliff')).toContain(`<target>${better}</target>`);
  expect(await textOf(((await desk.exportSentences({})) as Download).body)).toBe('');
});

test('links and looks stay; what would lead elsewhere is refused, and words about markup are words', async () => {
  const linked = await at('numéro de porte');
  const { now } = await desk.getSentence(linked);
  expect(now).toBe('Demandez un *numéro de porte* au [bureau du fret](https://freight.example/desk?from=portal&lang=fr).');
  expect(await refusal(mine.suggest({ ...linked, text: 'Demandez au [bureau](https://evil.example).' }))).toMatchObject({
    details: { faults: [{ code: 'missing_link' }, { code: 'unknown_link', name: 'https://evil.example' }] },
  });
  expect(await refusal(mine.suggest({ ...linked, text: 'Demandez\nun numéro.' }))).toMatchObject({ details: { faults: [{ code: 'lines' }] } });
  expect(await desk.previewSentence({ ...linked, text: now.replace('un *numéro', 'un \\*<b>vrai*') })).toMatchObject({ faults: [] });
  await set(linked, now.replace('Demandez un', 'Réclamez, \\*sans* `<b>`, un'));
  await soon(async () => expect((await reads()).join()).toContain('Réclamez, *sans* <b>, un numéro'));
  await importing.importHelp({ content: zipOf({ 'fr-fr/again.md': await file('bilingual') }) });
  expect(await reads('again')).toEqual(await reads());
  await importing.removeHelpImport({ article: 'again' });
});

test('code, what is the same in both languages, and English are nobody’s to word', async () => {
  const code = await at('GATE-017');
  expect(await refusal(mine.readSentence(code))).toMatchObject({ code: 'not_found' });
  expect(await refusal(mine.readSentence({ ...keys, locale: 'en' }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(mine.suggest({ ...fr, sentence: 'no-such-article~0.0', text: 'x' }))).toMatchObject({ code: 'not_found' });
});

test('the desk lists sentences of imported articles by words of either language, by their article, and those in own words', async () => {
  const list = async (search: string, only?: 'own' | 'look') => (await desk.listSentences({ ...fr, search, ...(only ? { only } : {}), limit: 500 })).items;
  expect(await list('only one person can hold keys gate.')).toMatchObject([{ sentence: keys.sentence, now: better, standing: 'stands', isImported: true }]);
  expect((await list('detenteur')).map(({ sentence }) => sentence)).toEqual([keys.sentence]);
  expect((await list('', 'own')).map(({ sentence }) => sentence)).toContain(keys.sentence);
  expect(await list('', 'look')).toEqual([]);
  const whole = (await list(`${article}~`)).map(({ sentence }) => sentence);
  expect(whole.length).toBeGreaterThan(20);
  const seen: string[] = [];
  for (let after: string | null = ''; after !== null; ) {
    const { items, next }: Awaited<ReturnType<typeof desk.listSentences>> = await desk.listSentences({
      ...fr,
      search: `${article}~`,
      limit: 7,
      ...(after ? { after } : {}),
    });
    seen.push(...items.map(({ sentence }) => sentence));
    after = next;
  }
  expect(seen).toEqual(whole);
  expect(await list('nowhere-to-be-found~')).toEqual([]);
  // What the database calls its parts is no word of an article.
  expect((await list('paragraph')).filter(({ isImported }) => isImported)).toEqual([]);
});

test('title and summary are worded too, and go out in the head as well', async () => {
  await set({ ...fr, sentence: `${article}~title` }, 'Ouvrir un dépôt *neuf*');
  await set({ ...fr, sentence: `${article}~summary` }, 'Comment ouvrir un dépôt.');
  await soon(async () =>
    expect(await anyone.readArticle({ article, ...fr })).toMatchObject({ title: 'Ouvrir un dépôt *neuf*', summary: 'Comment ouvrir un dépôt.' }),
  );
  expect(await file('bilingual')).toContain('description: Comment ouvrir un dépôt.');
  for (const place of ['title', 'summary']) {
    const sentence = { ...fr, sentence: `${article}~${place}` };
    await desk.takeBackSentence({ ...sentence, version: (await desk.getSentence(sentence)).version });
  }
  await soon(async () => expect((await anyone.readArticle({ article, ...fr })).title).toBe('Ouvrir un entrepôt dans le portail'));
});

test('an article that comes again keeps what the center says, where the sentence stands now, and never says it of another', async () => {
  const { suggestionId } = await mine.suggest({ ...(await at('Confirmez la porte')), text: 'Validez la porte.' });
  const first = '<span data-ttu-id="3f1aa-900">Tout d’abord.</span><span class="sxs-lookup"><span data-stu-id="3f1aa-900">First of all.</span></span>';
  const moved = own.replace('\n\n<span data-ttu-id="3f1aa-104">', `\n\n${first}\n\n# Plus\n\n<span data-ttu-id="3f1aa-104">`);
  await importing.importHelp({ content: zipOf({ 'fr-fr/open-a-warehouse.md': moved }) });
  // Before anything has followed: nobody reads it in the wrong place.
  expect((await reads()).filter((each) => each === better)).toEqual([]);
  await runJobs(world);
  await soon(async () => expect(await reads()).toContain(better));
  expect((await at('Les clés d’une porte')).sentence).not.toBe(keys.sentence);
  expect(await desk.getSentence(await at('Les clés d’une porte'))).toMatchObject({ standing: 'stands', history: [{ text: better, suggested: true }] });
  expect(await refusal(desk.getSentence({ ...keys, sentence: `${article}~99.0` }))).toMatchObject({ code: 'not_found' });
  expect((await desk.getSuggestion({ suggestionId })).sentence).toBe((await at('Confirmez la porte')).sentence);
  // Another wording from its translator: theirs is read, and the desk says that it is to be looked at.
  await importing.importHelp({ content: zipOf({ 'fr-fr/open-a-warehouse.md': moved.replace('Une seule personne', 'Une personne seule') }) });
  await runJobs(world);
  expect(await reads()).toContain('Une personne seule peut détenir les clés d’une porte.');
  const look = (await desk.listSentences({ ...fr, only: 'look' })).items;
  expect(look).toMatchObject([{ standing: 'held', isImported: true }]);
  // What comes back with the center's words in it is the article's own: there is nothing left to keep.
  await importing.importHelp({
    content: zipOf({ 'fr-fr/open-a-warehouse.md': moved.replace('Une seule personne peut détenir les clés d’une porte.', better) }),
  });
  await runJobs(world);
  expect(await desk.getSentence(await at('Les clés d’une porte'))).toMatchObject({ standing: null, shipped: better, version: 0 });
  // What is removed takes nothing with it that somebody would miss.
  await importing.removeHelpImport({ article });
  expect(await desk.getSuggestion({ suggestionId })).toMatchObject({ source: null, now: null });
  expect((await desk.listSentences({ ...fr, only: 'look' })).items).toMatchObject([{ standing: 'gone' }]);
});

test('neighbours follow together: one moves up where the next stood, two change places, and suggestions come along', async () => {
  const line = (id: string, text: string, source: string) =>
    `- <span data-ttu-id="5a2bb-${id}">${text}</span><span class="sxs-lookup"><span data-stu-id="5a2bb-${id}">${source}</span></span>`;
  const named = 'list-of-gates';
  const head = own.slice(0, own.indexOf('\n---', 4) + 4);
  const title =
    '# <a name="list-of-gates"></a><span data-ttu-id="5a2bb-101">Liste</span><span class="sxs-lookup"><span data-stu-id="5a2bb-101">List</span></span>';
  const [nord, sud, est] = [line('102', 'Porte nord.', 'North gate.'), line('103', 'Porte sud.', 'South gate.'), line('104', 'Porte est.', 'East gate.')];
  const bring = (...items: readonly string[]) =>
    importing.importHelp({ content: zipOf({ [`fr-fr/${named}.md`]: [head, title, '', ...items, ''].join('\n') }) });
  const where = (words: string) => at(words, named);
  const after = async (...items: readonly string[]) => {
    await bring(...items);
    await runJobs(world);
  };
  await bring(nord, sud);
  await set(await where('Porte nord.'), 'La porte du nord.');
  await set(await where('Porte sud.'), 'La porte du sud.');
  await soon(async () => expect(await reads(named)).toEqual(['La porte du nord.', 'La porte du sud.']));
  // One against the center's own words, one against those that came; both by the same person.
  const [north, south] = [
    await mine.suggest({ ...(await where('porte du nord')), text: 'Porte du nord' }),
    await as(world, languages, await person(world, { locale: 'fr' })).suggest({ ...(await where('porte du sud')), text: 'Porte du sud' }),
  ];
  const { suggestionId: another } = await mine.suggest({ ...(await where('porte du sud')), text: 'Porte méridionale' });
  const suggestedFor = async (suggestionId: string) => (await desk.getSuggestion({ suggestionId })).sentence;
  const together = async (...texts: readonly string[]) => {
    await soon(async () => expect(await reads(named)).toEqual(texts));
    expect(await suggestedFor(north.suggestionId)).toBe((await where('porte du nord')).sentence);
    for (const id of [south.suggestionId, another]) expect(await suggestedFor(id)).toBe((await where('porte du sud')).sentence);
  };
  await after(est, nord, sud);
  await together('Porte est.', 'La porte du nord.', 'La porte du sud.');
  await after(est, sud, nord);
  await together('Porte est.', 'La porte du sud.', 'La porte du nord.');
  // What was read before an import is not written over the sentence that stands there now.
  const before = await desk.getSentence(await where('Porte est.'));
  await after(nord, sud, est);
  await together('La porte du nord.', 'La porte du sud.', 'Porte est.');
  const { sentence, shipped, version } = { ...before, version: (await desk.getSentence({ ...fr, sentence: before.sentence })).version };
  expect(await refusal(desk.setSentence({ ...fr, sentence, version, text: 'Porte de l’est.', shipped: shipped ?? '' }))).toMatchObject({
    code: 'request.changed_meanwhile',
  });
  expect(await refusal(desk.acceptSuggestion({ suggestionId: another, text: 'Porte méridionale', shipped: 'Porte nord.' }))).toMatchObject({
    code: 'request.changed_meanwhile',
  });
  expect(await desk.acceptSuggestion({ suggestionId: another, text: 'Porte méridionale', shipped: 'Porte sud.' })).toMatchObject({ state: 'accepted' });
});

test('whoever may not decide for the interface may not for imported articles', async () => {
  await importing.importHelp({ content: bilingualZip() });
  const auditor = as(world, languages, await operator(world, 'op_auditor'));
  expect(await refusal(auditor.setSentence({ ...keys, text: 'x', version: 0 }))).toMatchObject({ code: 'access.denied' });
  expect(await refusal(as(world, languages, {}).suggest({ ...keys, text: 'x' }))).toMatchObject({ code: 'access.sign_in' });
});

test('whatever signs a sentence is made of, it is written in the field so that it reads the same', () => {
  fc.assert(
    fc.property(anySpans, (spans) => {
      const sentence = spansApart(spans, ' b ');
      const again = readWording(writeWording(sentence));
      expect(plainText(again)).toBe(plainText(sentence).trim());
      expect(again.map(({ look, href }) => [look, href])).toEqual(
        sentence
          .map((each) => ('look' in each || 'href' in each ? [each.look, each.href] : [undefined, undefined]))
          .filter((each, n, all) => n === 0 || each.join() !== all[n - 1]?.join()),
      );
      expect(writeWording(again)).toBe(writeWording(readWording(writeWording(again))));
    }),
    { numRuns: 300 },
  );
});
