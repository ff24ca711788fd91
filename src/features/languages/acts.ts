import type { Locale } from '../../core/locale.ts';
import { ChangedMeanwhile, NotFound } from '../../core/problems.ts';
import type { OperatorActor, PersonActor } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { run, type Tx } from '../../server/tx.ts';
import type { Catalogue } from './catalogue.ts';
import {
  SentenceFaulty,
  SentenceSame,
  SentenceSet,
  SentenceTakenBack,
  SuggestionAccepted,
  SuggestionDecided,
  SuggestionMade,
  SuggestionRefused,
  suggestionsMost,
  SuggestionsTooMany,
} from './contract.ts';
import { sentencesChanged } from './layer.ts';
import { faultsOf, isLaid, keepEdges, type Shipped, standingOf } from './policy.ts';
import { countOpen, findMySuggestion, findSuggestionForUpdate, holdSentence, type OverrideRow, type SuggestionRow } from './queries.ts';

interface Said {
  readonly locale: Locale;
  readonly sentence: string;
  readonly text: string;
  /** What stood in its place when it was written: an import may have put another sentence there. */
  readonly shipped?: string | undefined;
}

/** @throws NotFound, ChangedMeanwhile, SentenceFaulty */
function checked(catalogue: Catalogue, { locale, sentence, text, shipped: seen }: Said): { shipped: Shipped; text: string } {
  const shipped = catalogue.find(locale, sentence);
  if (!shipped) throw new NotFound({});
  if (seen !== undefined && seen !== shipped.text) throw new ChangedMeanwhile({});
  const faults = faultsOf(sentence, locale, text, shipped);
  if (faults.length > 0) throw new SentenceFaulty({ faults });
  return { shipped, text: keepEdges(text, shipped) };
}

/** What is said now: the center's own words where they are shown, else those that came with Entente. */
export const saidNow = (own: OverrideRow | undefined, shipped: Shipped | undefined): string | null =>
  own && isLaid(standingOf(own, shipped)) ? own.text : (shipped?.text ?? null);

// ── suggestions ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Ids say which company and whom somebody was looking at; the page is known without. */
const withoutIds = (page: string): string => (page.split(/[?#]/)[0] ?? '').replace(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi, '…');

interface Wish extends Said {
  readonly reason: string | null;
  readonly page: string | null;
}
/** Keeps what somebody would rather say, instead of what they suggested before and is not decided. @throws NotFound, SentenceFaulty, SentenceSame, SuggestionsTooMany */
export async function suggest(tx: Tx, actor: PersonActor, now: Date, catalogue: Catalogue, wish: Wish): Promise<{ suggestionId: string }> {
  const { locale, sentence, reason } = wish;
  const { shipped, text } = checked(catalogue, wish);
  const present = saidNow(await holdSentence(tx, locale, sentence), shipped) ?? '';
  if (text === present) throw new SentenceSame({});
  const said = { text, reason, present, page: wish.page && withoutIds(wish.page), suggestedAt: now };
  const before = await findMySuggestion(tx, actor.personId, locale, sentence);
  if (before) {
    await tx.updateTable('suggestions').set(said).where('personId', '=', actor.personId).where('suggestionId', '=', before.suggestionId).execute();
    return { suggestionId: before.suggestionId };
  }
  if ((await countOpen(tx, actor.personId)) >= suggestionsMost) throw new SuggestionsTooMany({ most: suggestionsMost });
  const { suggestionId } = await tx
    .insertInto('suggestions')
    .values({ ...said, personId: actor.personId, locale, sentence, personName: actor.name })
    .returning('suggestionId')
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, SuggestionMade, { subjectId: suggestionId, details: { locale, sentence }, after: { text } });
  return { suggestionId };
}

/** @throws NotFound, SuggestionDecided */
async function holdOpen(tx: Tx, suggestionId: string): Promise<SuggestionRow> {
  const row = await findSuggestionForUpdate(tx, suggestionId);
  if (!row) throw new NotFound({});
  if (row.state !== 'open') throw new SuggestionDecided({ state: row.state as 'accepted' });
  return row;
}

const decide = (
  tx: Tx,
  { personId, suggestionId }: SuggestionRow,
  decision: { state: string; answer?: string; accepted?: string; decidedAt: Date; decidedByName: string },
) => tx.updateTable('suggestions').set(decision).where('personId', '=', personId).where('suggestionId', '=', suggestionId).execute();

/** Says it from now on. @throws NotFound, SuggestionDecided, ChangedMeanwhile, SentenceFaulty */
export async function accept(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  catalogue: Catalogue,
  { suggestionId, ...wanted }: { readonly suggestionId: string; readonly text: string; readonly shipped?: string | undefined },
) {
  const row = await holdOpen(tx, suggestionId);
  const [locale, { sentence, personId }] = [row.locale as Locale, row];
  const { shipped, text } = checked(catalogue, { locale, sentence, ...wanted });
  const own = await holdSentence(tx, locale, sentence);
  if (text !== saidNow(own, shipped)) await say(tx, actor, now, { locale, sentence, text, shipped, own, suggestionId });
  await decide(tx, row, { state: 'accepted', accepted: text, decidedAt: now, decidedByName: actor.name });
  await announce(tx, actor, now, SuggestionAccepted, { personId, subjectId: suggestionId, details: { locale, sentence, text } });
}

/** @throws NotFound, SuggestionDecided */
export async function refuse(tx: Tx, actor: OperatorActor, now: Date, { suggestionId, answer }: { readonly suggestionId: string; readonly answer: string }) {
  const row = await holdOpen(tx, suggestionId);
  await decide(tx, row, { state: 'refused', answer, decidedAt: now, decidedByName: actor.name });
  const { locale, sentence, text, personId } = row;
  await announce(tx, actor, now, SuggestionRefused, { personId, subjectId: suggestionId, details: { locale, sentence, text, answer } });
}

// ── the center's own words ─────────────────────────────────────────────────────────────────────────────────────────

interface Saying extends Omit<Said, 'shipped'> {
  readonly shipped: Shipped;
  readonly own: OverrideRow | undefined;
  readonly suggestionId?: string;
}
/** Writes the center's own words, who wrote them, and tells every process. */
async function say(tx: Tx, actor: OperatorActor, now: Date, { locale, sentence, text, shipped, own, suggestionId }: Saying): Promise<void> {
  const said = { text, shipped: shipped.text, source: shipped.source, setAt: now, setByName: actor.name };
  if (own) {
    const next = { ...said, version: own.version + 1 };
    await tx.updateTable('sentenceOverrides').set(next).where('locale', '=', locale).where('sentence', '=', sentence).execute();
  } else {
    await tx
      .insertInto('sentenceOverrides')
      .values({ ...said, locale, sentence })
      .execute();
  }
  const before = saidNow(own, shipped) ?? '';
  await keepChange(tx, actor, now, { locale, sentence, text, before, suggestionId: suggestionId ?? null });
  await announce(tx, actor, now, SentenceSet, {
    accountId: null,
    subjectId: sentence,
    details: { locale, sentence },
    before: { text: before },
    after: { text },
  });
}

interface Change {
  readonly locale: Locale;
  readonly sentence: string;
  readonly text: string | null;
  readonly before: string;
  readonly suggestionId: string | null;
}
async function keepChange(tx: Tx, actor: OperatorActor, now: Date, change: Change): Promise<void> {
  await tx
    .insertInto('sentenceChanges')
    .values({ ...change, changedAt: now, changedByName: actor.name })
    .execute();
  await run(tx, `select pg_notify('${sentencesChanged}', '')`);
}

/**
 * Says a sentence in the center's own words. The same words again mean that they were looked at beside what Entente says now.
 * @throws NotFound, SentenceFaulty, SentenceSame, ChangedMeanwhile
 */
export async function setSentence(tx: Tx, actor: OperatorActor, now: Date, catalogue: Catalogue, wanted: Said & { readonly version: number }): Promise<void> {
  const { locale, sentence } = wanted;
  const { shipped, text } = checked(catalogue, wanted);
  const own = await holdSentence(tx, locale, sentence);
  if ((own?.version ?? 0) !== wanted.version) throw new ChangedMeanwhile({});
  const isLooked = own !== undefined && standingOf(own, shipped) !== 'stands';
  if (!isLooked && text === (own?.text ?? shipped.text)) throw new SentenceSame({});
  await say(tx, actor, now, { locale, sentence, text, shipped, own });
}

/** Says it again as it comes with Entente. @throws NotFound, ChangedMeanwhile */
export async function takeBack(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  { locale, sentence, version }: Pick<Said, 'locale' | 'sentence'> & { readonly version: number },
) {
  const own = await holdSentence(tx, locale, sentence);
  if (!own) throw new NotFound({});
  if (own.version !== version) throw new ChangedMeanwhile({});
  await tx.deleteFrom('sentenceOverrides').where('locale', '=', locale).where('sentence', '=', sentence).execute();
  await keepChange(tx, actor, now, { locale, sentence, text: null, before: own.text, suggestionId: null });
  await announce(tx, actor, now, SentenceTakenBack, { accountId: null, subjectId: sentence, details: { locale, sentence }, before: { text: own.text } });
}
