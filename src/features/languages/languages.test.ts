import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { as, buildWorld, operator, person, refusal, runJobs } from '../../../test/world.ts';
import { soon } from '../../../test/soon.ts';
import { type Locale, locales } from '../../core/locale.ts';
import { acrossAccounts } from '../../server/db.ts';
import type { Download } from '../../server/http.ts';
import { openLive } from '../../server/live.ts';
import { openSentences } from '../../server/sentences.ts';
import { help } from '../help/contract.ts';
import { shippedArticles } from '../help/library.ts';
import { notices } from '../notices/contract.ts';
import { openCatalogue } from './catalogue.ts';
import { languages } from './contract.ts';
import { followMoved } from './following.ts';
import { keepLaid, sentencesChanged } from './layer.ts';

const world = await buildWorld();
const [root, auditor] = [await operator(world, 'op_root'), await operator(world, 'op_auditor')];
const desk = as(world, languages, root);
const reader = await person(world, { locale: 'fr' });
const mine = as(world, languages, reader);
const fr = { locale: 'fr' as const };
const cancel = { ...fr, sentence: 'ui.cancel' };
/** The sentence of an article that has all of these words. */
const inArticle = async (search: string) => ({
  ...fr,
  sentence: (await desk.listSentences({ locale: 'fr', search: `sign-in~ ${search}` })).items[0]?.sentence ?? '',
});
/** In the middle of an article, with controls and a link in it; and a cell of a table. */
const [step, cell] = [await inArticle('signin.email signin.continue'), await inArticle('(reset-your-password)')];
/** As many blocks further on. */
const further = (sentence: string, by: number) => sentence.replace(/\d+/, (block) => String(Number(block) + by));

/** What is said now, as a page that was opened before some change is told it. */
async function shown(locale: Locale, id: string): Promise<string> {
  const file = await world.app.http.inject(`/locales/${locale}/${id.split('.')[0]}.000000000000.json`);
  expect(file.headers['cache-control']).toBe('no-store');
  return JSON.stringify((file.json() as Record<string, unknown>)[id]);
}
const version = async (at: { locale: Locale; sentence: string }) => (await desk.getSentence(at)).version;
const set = async (at: { locale: Locale; sentence: string }, text: string) => desk.setSentence({ ...at, text, version: await version(at) });

test('a sentence is suggested by whoever is signed in, accepted as it is, shown without a restart, and its author is told', async () => {
  expect(await shown('fr', 'ui.cancel')).toBe('["Annuler"]');
  const { suggestionId } = await mine.suggest({ ...cancel, text: 'Laisser tomber', reason: 'plus clair', page: `/a/${crypto.randomUUID()}/people?search=Ana` });
  expect(await mine.readSentence(cancel)).toEqual({ source: 'Cancel', now: 'Annuler', suggested: { text: 'Laisser tomber', reason: 'plus clair' } });
  expect((await desk.listSuggestions({ locale: 'fr' })).items.map((line) => line.suggestionId)).toEqual([suggestionId]);
  expect((await desk.listSuggestions({ locale: 'es' })).items).toEqual([]);
  expect(await desk.getSuggestion({ suggestionId })).toMatchObject({
    source: 'Cancel',
    shipped: 'Annuler',
    now: 'Annuler',
    page: '/a/…/people',
    by: `Ana ${reader.familyName}`,
    can: { decide: true },
  });
  expect(await desk.acceptSuggestion({ suggestionId, text: 'Laisser tomber' })).toMatchObject({
    state: 'accepted',
    now: 'Laisser tomber',
    can: { decide: false },
  });
  await soon(async () => expect(await shown('fr', 'ui.cancel')).toBe('["Laisser tomber"]'));
  await runJobs(world);
  expect((await as(world, notices, reader).listNotices({})).items[0]).toMatchObject({ kind: 'suggestions.accepted', values: { text: 'Laisser tomber' } });
  expect(await desk.getSentence(cancel)).toMatchObject({ standing: 'stands', shipped: 'Annuler', history: [{ text: 'Laisser tomber', suggested: true }] });
  expect(await refusal(desk.refuseSuggestion({ suggestionId, answer: 'no' }))).toMatchObject({ code: 'suggestions.decided', details: { state: 'accepted' } });
});

test('a suggestion is accepted with a change, or refused with a reason that its author reads', async () => {
  const close = { ...fr, sentence: 'ui.close' };
  const { suggestionId } = await mine.suggest({ ...close, text: 'Fermer la fenetre' });
  await desk.acceptSuggestion({ suggestionId, text: 'Fermer la fenêtre' });
  expect(await desk.getSuggestion({ suggestionId })).toMatchObject({ text: 'Fermer la fenetre', decided: { accepted: 'Fermer la fenêtre' } });
  const second = await mine.suggest({ ...close, text: 'Clore' });
  await desk.refuseSuggestion({ suggestionId: second.suggestionId, answer: 'Personne ne dit cela' });
  await runJobs(world);
  expect((await as(world, notices, reader).listNotices({})).items.find(({ kind }) => kind === 'suggestions.refused')).toMatchObject({
    values: { text: 'Clore', answer: 'Personne ne dit cela' },
  });
  expect((await mine.readSentence(close)).now).toBe('Fermer la fenêtre');
});

test('whoever thinks again suggests instead, and nobody suggests what is said already', async () => {
  const at = { ...fr, sentence: 'ui.filters' };
  const first = await mine.suggest({ ...at, text: 'Critères' });
  expect(await mine.suggest({ ...at, text: 'Filtrer par' })).toEqual(first);
  const own = (await desk.listSuggestions({})).items.filter(({ sentence }) => sentence === at.sentence);
  expect(own.map(({ text }) => text)).toEqual(['Filtrer par']);
  expect(await refusal(mine.suggest({ ...at, text: (await mine.readSentence(at)).now }))).toMatchObject({ code: 'sentences.same' });
  expect(await refusal(mine.suggest({ ...fr, sentence: 'no.such_sentence', text: 'x' }))).toMatchObject({ code: 'not_found' });
});

test('the list of suggestions goes on where its page ended', async () => {
  for (const n of [1, 2, 3, 4, 5]) {
    world.now = new Date(world.now.getTime() + 1000);
    await as(world, languages, await person(world)).suggest({ locale: 'es', sentence: 'ui.cancel', text: `Dejar ${n}` });
  }
  const first = await desk.listSuggestions({ locale: 'es', limit: 3 });
  const rest = await desk.listSuggestions({ locale: 'es', limit: 3, after: first.next ?? '' });
  expect([...first.items, ...rest.items].map(({ text }) => text)).toEqual([1, 2, 3, 4, 5].map((n) => `Dejar ${n}`));
  expect(rest.next).toBeNull();
});

test('a sentence that cannot be shown is refused, and the refusal names what is missing', async () => {
  const at = { ...fr, sentence: 'ui.form.errors', version: 0 };
  const faults = async (text: string) => ((await refusal(desk.setSentence({ ...at, text }))).details as { faults: unknown[] }).faults;
  expect(await faults('Erreurs')).toEqual([{ code: 'missing_value', name: 'count', form: '' }]);
  expect(await faults('{count, plural, other {# erreurs}} {nom}')).toEqual([
    { code: 'unknown_value', name: 'nom', form: '' },
    { code: 'missing_form', name: 'count', form: 'one' },
  ]);
  expect(await faults('{count, plural, one {# erreur')).toMatchObject([{ code: 'syntax' }]);
  expect(await refusal(mine.suggest({ ...fr, sentence: 'ui.form.errors', text: 'Erreurs' }))).toMatchObject({ code: 'sentences.faulty' });
  expect(await desk.previewSentence({ ...fr, sentence: 'ui.form.errors', text: '{count, plural, one {# faute} other {# fautes}}' })).toMatchObject({
    faults: [],
    examples: [{ values: 'count = 0', text: '0 faute' }, { text: '1 faute' }, { values: 'count = 2', text: '2 fautes' }, {}, {}],
  });
});

test('the center says a sentence in its own words, sees who said what when, and takes it back', async () => {
  const at = { ...fr, sentence: 'ui.table.more' };
  const { now: shipped } = await desk.getSentence(at);
  await set(at, 'Encore');
  expect(await refusal(desk.setSentence({ ...at, text: 'Toujours', version: 0 }))).toMatchObject({ code: 'request.changed_meanwhile' });
  expect(await refusal(set(at, 'Encore'))).toMatchObject({ code: 'sentences.same' });
  await set(at, 'Plus');
  await soon(async () => expect(await shown('fr', 'ui.table.more')).toBe('["Plus"]'));
  expect((await desk.listSentences({ locale: 'fr', only: 'own', search: 'encore' })).items).toEqual([]);
  expect((await desk.listSentences({ locale: 'fr', search: 'plus ui.table.more' })).items).toMatchObject([
    { sentence: 'ui.table.more', now: 'Plus', standing: 'stands' },
  ]);
  await desk.takeBackSentence({ ...at, version: await version(at) });
  await soon(async () => expect(await shown('fr', 'ui.table.more')).toBe(JSON.stringify([shipped])));
  expect(new Set((await desk.getSentence(at)).history.map(({ text }) => text))).toEqual(new Set(['Encore', 'Plus', null]));
});

test('sentences are found by their id and by words in any language, page by page', async () => {
  const ids = async (search: string) => (await desk.listSentences({ locale: 'fr', search, limit: 500 })).items.map(({ sentence }) => sentence);
  for (const words of ['ui.cancel', '取消', 'cancelar']) expect(await ids(words), words).toContain('ui.cancel');
  expect(await ids('sign-in~title')).toEqual(['sign-in~title']);
  const whole = await ids('directorio');
  const first = await desk.listSentences({ locale: 'fr', search: 'directorio', limit: 4 });
  const second = await desk.listSentences({ locale: 'fr', search: 'directorio', limit: 496, after: first.next ?? '' });
  expect([...first.items, ...second.items].map(({ sentence }) => sentence)).toEqual(whole);
});

test('the help says its sentences in the center’s own words, and its search finds them', async () => {
  const reading = as(world, help, reader);
  const found = async () => (await reading.searchHelp({ locale: 'fr', text: 'zigouigoui' })).items.map(({ article }) => article);
  expect(await found()).toEqual([]);
  const shipped = (await desk.getSentence(step)).now;
  expect(await refusal(set(step, 'Ouvrez le zigouigoui.'))).toMatchObject({
    details: { faults: [{ code: 'missing_link' }, { code: 'missing_control', name: 'signin.email' }, { code: 'missing_control', name: 'signin.continue' }] },
  });
  expect(await refusal(set(step, `${shipped} <b>zigouigoui</b>`))).toMatchObject({ details: { faults: [{ code: 'html' }] } });
  await set(step, `${shipped} C’est le **zigouigoui**.`);
  await soon(async () => expect(await found()).toEqual(['sign-in']));
  const article = await reading.readArticle({ article: 'sign-in', locale: 'fr' });
  expect(article.blocks[Number(/\d+/.exec(step.sentence)?.[0])]?.groups[0]?.[0]?.slice(-2)).toEqual([{ text: 'zigouigoui', look: 'strong' }, { text: '.' }]);
  await desk.takeBackSentence({ ...step, version: await version(step) });
  await soon(async () => expect(await found()).toEqual([]));
});

test('what the center says is a patch of the files, and `git apply` makes them say it', async () => {
  const { now } = await desk.getSentence(step);
  await set({ ...fr, sentence: 'ui.cancel' }, 'Abandonner « tout »');
  await set(step, `${now} Voilà.`);
  await set({ ...fr, sentence: 'sign-in~title' }, 'Entrer');
  await set(cell, 'Oublié | [perdu](reset-your-password)');
  const patch = await textOf(((await desk.exportSentences({})) as Download).body);
  const folder = mkdtempSync(join(os.tmpdir(), 'entente-patch-'));
  const root = join(import.meta.dirname, '../../..');
  for (const path of ['locales', 'help/sign-in']) {
    mkdirSync(join(folder, path), { recursive: true });
    cpSync(join(root, path), join(folder, path), { recursive: true });
  }
  execFileSync('git', ['init', '-q'], { cwd: folder });
  execFileSync('git', ['apply', '--whitespace=error', '-'], { cwd: folder, input: patch });
  const after = JSON.parse(readFileSync(join(folder, 'locales/fr.json'), 'utf8')) as Record<string, string>;
  const before = JSON.parse(readFileSync(join(root, 'locales/fr.json'), 'utf8')) as Record<string, string>;
  const own = (await desk.listSentences({ locale: 'fr', only: 'own', limit: 500 })).items.filter(({ sentence }) => !sentence.includes('~'));
  expect(after).toEqual({ ...before, ...Object.fromEntries(own.map(({ sentence, now: text }) => [sentence, text])) });
  const catalogue = openCatalogue(join(folder, 'help'))();
  expect(catalogue.find('fr', step.sentence)?.text).toBe(`${now} Voilà.`);
  expect(catalogue.find('fr', 'sign-in~title')?.text).toBe('Entrer');
  expect(catalogue.find('fr', cell.sentence)?.text).toBe('Oublié | [perdu](reset-your-password)');
  expect(readFileSync(join(folder, 'help/sign-in/fr.md'), 'utf8')).toContain('| Oublié \\| [perdu](reset-your-password) |');
  rmSync(folder, { recursive: true });
});

test('an update of Entente leaves the center its own words, says where it says something else, and holds back what no longer fits', async () => {
  const update = async (sentence: string, change: string) => {
    const { rowCount } = await world.admin.query(`update sentence_overrides set ${change} where locale = 'fr' and sentence = $1`, [sentence]);
    expect(rowCount).toBe(1);
  };
  const lay = async () => keepLaid({ db: world.app.db, log: {} as never, sentences, catalogue }).lay();
  const sentences = openSentences();
  const catalogue = openCatalogue(shippedArticles);
  const t = sentences.translator('fr');
  const [said, counted] = ['ui.retry', 'ui.form.errors'].map((sentence) => ({ ...fr, sentence })) as [typeof cancel, typeof cancel];
  await set(said, 'Ensuite');
  await set(counted, '{count, plural, one {# faute} other {# fautes}}');
  await lay();
  expect([t('ui.retry'), t('ui.form.errors', { count: 2 })]).toEqual(['Ensuite', '2 fautes']);
  // As if the words had been written for an Entente that said something else, and took no count.
  await update('ui.retry', "shipped = 'Continuer'");
  await update('ui.form.errors', "text = 'Des fautes'");
  await update('sign-in~title', "shipped = 'Autre chose'");
  await lay();
  expect(t('ui.retry')).toBe('Ensuite');
  expect(t('ui.form.errors', { count: 2 })).not.toContain('faute');
  expect(await desk.getSentence(said)).toMatchObject({ standing: 'changed', now: 'Ensuite', own: { shippedThen: 'Continuer' } });
  expect(await desk.getSentence(counted)).toMatchObject({ standing: 'held', own: { text: 'Des fautes' } });
  const toLookAt = (await desk.listSentences({ locale: 'fr', only: 'look' })).items.map(({ sentence, standing }) => [sentence, standing]);
  expect(toLookAt).toEqual([
    ['ui.form.errors', 'held'],
    ['ui.retry', 'changed'],
    ['sign-in~title', 'held'],
  ]);
  // Looked at, and kept.
  expect(await set(said, 'Ensuite')).toMatchObject({ standing: 'stands' });
});

test('what was written for a sentence of an article goes with it when an update puts another before it', async () => {
  const folder = mkdtempSync(join(os.tmpdir(), 'entente-help-'));
  cpSync(join(shippedArticles, 'sign-in'), join(folder, 'sign-in'), { recursive: true });
  for (const locale of locales) {
    const file = join(folder, 'sign-in', `${locale}.md`);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\n---\n/, '\n---\n\n## Before all else\n'));
  }
  const { suggestionId } = await mine.suggest({ ...fr, sentence: 'sign-in~0.1', text: 'Il n’existe pas de compte personnel.' });
  await acrossAccounts(world.app.db, 'test', (tx) => followMoved(tx, openCatalogue(folder)));
  const { rows } = await world.admin.query<{ sentence: string }>(
    "select sentence from sentence_overrides where locale = 'fr' and sentence like 'sign-in~%' order by 1",
  );
  expect(rows.map(({ sentence }) => sentence)).toEqual([further(step.sentence, 1), further(cell.sentence, 1), 'sign-in~title']);
  expect((await desk.getSuggestion({ suggestionId })).sentence).toBe('sign-in~1.1');
  // And back again.
  await acrossAccounts(world.app.db, 'test', (tx) => followMoved(tx, openCatalogue(shippedArticles)));
  expect((await desk.getSuggestion({ suggestionId })).sentence).toBe('sign-in~0.1');
  expect(await desk.getSentence(step)).toMatchObject({ standing: 'stands', history: expect.arrayContaining([expect.anything()]) });
  rmSync(folder, { recursive: true });
});

test('another process says it too, as soon as the change is kept', async () => {
  const other = openSentences();
  const catalogue = openCatalogue(shippedArticles);
  const { host, port, user, password } = world.app.db.plain.options;
  const log = { warn() {}, error() {} } as never;
  const live = openLive({ config: { host, port, user, password: password as string, database: world.database }, db: world.app.db, log, now: () => world.now });
  const laid = keepLaid({ db: world.app.db, log, sentences: other, catalogue });
  live.follow(sentencesChanged, () => void laid.lay());
  await live.ready();
  const t = other.translator('zh-TW');
  const hash = other.catalogs['zh-TW']['ui'] ?? '';
  await set({ locale: 'zh-TW', sentence: 'ui.cancel' }, '算了');
  await soon(() => expect(t('ui.cancel')).toBe('算了'));
  expect(other.catalogs['zh-TW']['ui']).not.toBe(hash);
  expect(other.part('zh-TW', 'ui', hash)?.isCurrent).toBe(false);
  expect(other.part('zh-TW', 'ui', other.catalogs['zh-TW']['ui'] ?? '')).toMatchObject({ isCurrent: true });
  // Nothing else was made anew.
  expect(other.catalogs['fr']['shell']).toBe(openSentences().catalogs['fr']['shell']);
  await live.close();
});

test('whoever may only look at the desk decides nothing, and whoever is no operator learns nothing of it', async () => {
  const { suggestionId } = await mine.suggest({ ...fr, sentence: 'ui.error.text', text: 'Cela n’a pas marché.' });
  const looking = as(world, languages, auditor);
  expect((await looking.getSuggestion({ suggestionId })).can).toEqual({ decide: false });
  expect(await refusal(looking.acceptSuggestion({ suggestionId, text: 'x' }))).toMatchObject({
    code: 'access.denied',
    details: { permission: 'op.languages' },
  });
  expect(await refusal(looking.setSentence({ ...cancel, text: 'x', version: 0 }))).toMatchObject({ code: 'access.denied' });
  expect(await refusal(mine.getSuggestion({ suggestionId }))).toMatchObject({ code: 'access.denied' });
  expect(await refusal(as(world, languages, {}).suggest({ ...cancel, text: 'x' }))).toMatchObject({ code: 'access.sign_in' });
  const stranger = await person(world);
  expect((await as(world, languages, stranger).readSentence({ ...fr, sentence: 'ui.error.text' })).suggested).toBeNull();
});
