import type { Locale } from '../../core/locale.ts';
import { run, type Tx } from '../../server/tx.ts';
import type { SuggestionState } from './contract.ts';
import type { Own } from './policy.ts';

export interface OverrideRow extends Own {
  readonly setAt: Date;
  readonly setByName: string;
  readonly version: number;
}

/** All of the center's own words, or those of a language; a few hundred at most. */
export async function listOverrides(tx: Tx, locale?: Locale): Promise<OverrideRow[]> {
  let query = tx.selectFrom('sentenceOverrides').selectAll().orderBy('locale').orderBy('sentence');
  if (locale) query = query.where('locale', '=', locale);
  return (await query.execute()) as OverrideRow[];
}

export const findOverride = (tx: Tx, locale: Locale, sentence: string): Promise<OverrideRow | undefined> =>
  tx.selectFrom('sentenceOverrides').selectAll().where('locale', '=', locale).where('sentence', '=', sentence).executeTakeFirst() as Promise<
    OverrideRow | undefined
  >;

/** Nobody else says the sentence until the transaction ends, whether or not the center has words of its own for it. */
export async function holdSentence(tx: Tx, locale: Locale, sentence: string): Promise<OverrideRow | undefined> {
  await run(tx, 'select pg_advisory_xact_lock(hashtextextended($1, 55))', [`${locale} ${sentence}`]);
  return findOverride(tx, locale, sentence);
}

/** Who said what, the latest first; the last hundred. */
export const listChanges = (tx: Tx, locale: Locale, sentence: string) =>
  tx
    .selectFrom('sentenceChanges')
    .selectAll()
    .where('locale', '=', locale)
    .where('sentence', '=', sentence)
    .orderBy('changedAt', 'desc')
    .orderBy('changeId')
    .limit(100)
    .execute();

interface SuggestionsWanted {
  readonly state: SuggestionState;
  readonly locale: Locale | undefined;
  readonly limit: number;
  readonly after: { readonly at: Date; readonly id: string } | undefined;
}

/** Of every person: what waits in the order in which it came, what is decided the latest first. */
export function listSuggestions(tx: Tx, { state, locale, limit, after }: SuggestionsWanted) {
  const [way, beyond] = state === 'open' ? (['asc', '>'] as const) : (['desc', '<'] as const);
  let query = tx.selectFrom('suggestions').selectAll().where('state', '=', state).orderBy('suggestedAt', way).orderBy('suggestionId', way).limit(limit);
  if (locale) query = query.where('locale', '=', locale);
  if (after)
    query = query.where((eb) => eb.or([eb('suggestedAt', beyond, after.at), eb.and([eb('suggestedAt', '=', after.at), eb('suggestionId', beyond, after.id)])]));
  return query.execute();
}
export type SuggestionRow = Awaited<ReturnType<typeof listSuggestions>>[number];

export const findSuggestion = (tx: Tx, suggestionId: string) =>
  tx.selectFrom('suggestions').selectAll().where('suggestionId', '=', suggestionId).executeTakeFirst();
/** Locks the row until the transaction ends, so that it is decided once. */
export const findSuggestionForUpdate = (tx: Tx, suggestionId: string) =>
  tx.selectFrom('suggestions').selectAll().where('suggestionId', '=', suggestionId).forUpdate().executeTakeFirst();

/** What the running person has suggested for a sentence and still waits. */
export const findMySuggestion = (tx: Tx, personId: string, locale: Locale, sentence: string) =>
  tx
    .selectFrom('suggestions')
    .selectAll()
    .where('personId', '=', personId)
    .where('locale', '=', locale)
    .where('sentence', '=', sentence)
    .where('state', '=', 'open')
    .executeTakeFirst();

export async function countOpen(tx: Tx, personId?: string): Promise<number> {
  const { rows } = await run(tx, "select count(*)::int as many from suggestions where state = 'open' and ($1::uuid is null or person_id = $1)", [
    personId ?? null,
  ]);
  return Number(rows[0]?.['many']);
}

/** Suggestions for sentences of articles that still wait. */
export async function listOpenInArticles(
  tx: Tx,
): Promise<{ readonly personId: string; readonly suggestionId: string; readonly locale: Locale; readonly sentence: string; readonly present: string }[]> {
  const query = tx.selectFrom('suggestions').select(['personId', 'suggestionId', 'locale', 'sentence', 'present']).where('state', '=', 'open');
  return ((await query.execute()) as { personId: string; suggestionId: string; locale: Locale; sentence: string; present: string }[]).filter(({ sentence }) =>
    sentence.includes('~'),
  );
}
