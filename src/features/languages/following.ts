import { run, type Tx } from '../../server/tx.ts';
import type { Catalogue } from './catalogue.ts';
import { including } from './imported.ts';
import { sentencesChanged } from './layer.ts';
import { isOfArticle, isSame, movesOf, standingOf } from './policy.ts';
import { holdSentence, listOpenInArticles, listOverrides, type OverrideRow } from './queries.ts';

type Waiting = Awaited<ReturnType<typeof listOpenInArticles>>[number];

/**
 * After an update of Entente, or an import: what was written for a sentence of an article goes with it where another one stands in its
 * place now, and what people suggest for it as well. All of it at once: neighbours that move up by one, or change places, are no hindrance.
 */
export async function followMoved(tx: Tx, catalogue: () => Catalogue): Promise<void> {
  const rows = (await listOverrides(tx)).filter((own) => isOfArticle(own.sentence));
  const waiting = await listOpenInArticles(tx);
  if (rows.length + waiting.length === 0) return;
  const known = await including(tx, catalogue(), [...rows, ...waiting]);
  const going = movesOf(rows, at, (own) =>
    standingOf(own, known.find(own.locale, own.sentence)) === 'stands' ? undefined : moved(own, known.findMoved(own.locale, own.sentence, own.shipped)),
  );
  const own = new Map(rows.map((row) => [at(row), row]));
  const suggested = movesOf(
    waiting,
    (one) => `${one.personId} ${at(one)}`,
    (one) => {
      const to = wishOf(one, { known, own, going });
      return to && `${one.personId} ${to}`;
    },
  );
  const back = rows.filter((row) => !going.has(row) && isBack(row, known));
  for (const { locale, sentence } of [...going.keys(), ...back].sort((a, b) => (at(a) < at(b) ? -1 : 1))) await holdSentence(tx, locale, sentence);
  for (const { locale, sentence } of back) await tx.deleteFrom('sentenceOverrides').where('locale', '=', locale).where('sentence', '=', sentence).execute();
  await move(tx, going);
  await moveSuggested(tx, suggested);
  if (going.size + back.length > 0) await run(tx, `select pg_notify('${sentencesChanged}', '')`);
}

const at = ({ locale, sentence }: Pick<OverrideRow, 'locale' | 'sentence'>): string => `${locale} ${sentence}`;
const moved = ({ locale }: Pick<OverrideRow, 'locale'>, to: string | undefined): string | undefined => to && `${locale} ${to}`;
/** `fr x~5.0`, or with somebody's id before it → `x~5.0` */
const sentenceIn = (place: string): string => place.slice(place.lastIndexOf(' ') + 1);

/** It came back from the translator with the center's own words in it: they are the article's now. */
function isBack(own: OverrideRow, known: Catalogue): boolean {
  const now = known.find(own.locale, own.sentence);
  return now?.isImported === true && now.text !== own.shipped && isSame(own.sentence, now.text, own.text);
}

interface Now {
  readonly known: Catalogue;
  readonly own: ReadonlyMap<string, OverrideRow>;
  readonly going: ReadonlyMap<OverrideRow, string>;
}
/** Where a suggestion should be: with the center's own words that it was made against, or else with the sentence that it was made against. */
function wishOf(one: Waiting, { known, own, going }: Now): string | undefined {
  const words = own.get(at(one));
  if (words?.text === one.present) return going.get(words);
  if (known.find(one.locale, one.sentence)?.text === one.present) return undefined;
  return moved(one, known.findMoved(one.locale, one.sentence, one.present));
}

/** Moves own words and what is known of them: first all out of the way, under a name that no sentence has, then all to where they belong. */
async function move(tx: Tx, going: ReadonlyMap<OverrideRow, string>): Promise<void> {
  if (going.size === 0) return;
  const all = [[...going.keys()].map(({ locale }) => locale), [...going.keys()].map(({ sentence }) => sentence), [...going.values()].map(sentenceIn)];
  for (const table of ['sentence_overrides', 'sentence_changes']) {
    const moving = 'unnest($1::text[], $2::text[], $3::text[]) as moving (tongue, stood, stands)';
    await run(tx, `update ${table} set sentence = ' ' || stands from ${moving} where locale = tongue and sentence = stood`, all);
    await settle(tx, table);
  }
}
async function moveSuggested(tx: Tx, going: ReadonlyMap<Waiting, string>): Promise<void> {
  if (going.size === 0) return;
  const all = [[...going.keys()].map(({ suggestionId }) => suggestionId), [...going.values()].map(sentenceIn)];
  const moving = 'unnest($1::uuid[], $2::text[]) as moving (id, stands)';
  await run(tx, `update suggestions set sentence = ' ' || stands from ${moving} where suggestion_id = id`, all);
  await settle(tx, 'suggestions');
}
const settle = (tx: Tx, table: string) => run(tx, `update ${table} set sentence = substr(sentence, 2) where sentence like ' %'`, []);
