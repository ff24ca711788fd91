import { Readable } from 'node:stream';
import { may } from '../../core/access.ts';
import { readSentence } from '../../core/article.ts';
import { type CompiledMessages, type Locale, type MessageKey, translator } from '../../core/locale.ts';
import { cursor, cursorKey, instantKey, page } from '../../core/page.ts';
import { NotFound } from '../../core/problems.ts';
import { fold } from '../../core/text.ts';
import type { OperatorActor } from '../../server/actor.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { Download } from '../../server/http.ts';
import type { Tx } from '../../server/tx.ts';
import { accept, refuse, saidNow, setSentence, suggest, takeBack } from './acts.ts';
import type { Catalogue, Entry } from './catalogue.ts';
import type { languages, SentenceFacts, SentenceLine, Suggestion, SuggestionLine } from './contract.ts';
import { patchOf } from './exports.ts';
import { examplesOf, faultsOf, isLaid, isOfArticle, placeOf, type Shipped, standingOf } from './policy.ts';
import {
  findMySuggestion,
  findOverride,
  findSuggestion,
  listChanges,
  listOverrides,
  listSuggestions,
  type OverrideRow,
  type SuggestionRow,
} from './queries.ts';

interface LanguagesParts {
  readonly catalogue: () => Catalogue;
  /** Where the files lie that the export is a patch of: the root, and the folder of the articles in it. */
  readonly root: string;
  readonly articles: string;
}

export function languagesHandlers({ catalogue, ...places }: LanguagesParts): HandlersOf<typeof languages> {
  return {
    async readSentence({ tx, actor }, { locale, sentence }) {
      const shipped = get(catalogue(), locale, sentence);
      const [own, mine] = await Promise.all([findOverride(tx, locale, sentence), findMySuggestion(tx, actor.personId, locale, sentence)]);
      return { source: shipped.source, now: saidNow(own, shipped) ?? shipped.text, suggested: mine ? { text: mine.text, reason: mine.reason } : null };
    },
    suggest: ({ tx, actor, now }, { reason, page: on, ...said }) => suggest(tx, actor, now, catalogue(), { ...said, reason: reason || null, page: on ?? null }),
    async listSuggestions({ tx }, { after, limit, state, locale }) {
      const rows = await listSuggestions(tx, { state, locale, limit: limit + 1, after: instantKey(after) });
      return page(rows, limit, (row) => [row.suggestedAt.toISOString(), row.suggestionId], lineOf);
    },
    getSuggestion: ({ tx, actor }, { suggestionId }) => presentSuggestion(tx, actor, catalogue(), suggestionId),
    async acceptSuggestion({ tx, actor, now }, { suggestionId, text }) {
      await accept(tx, actor, now, catalogue(), { suggestionId, text });
      return presentSuggestion(tx, actor, catalogue(), suggestionId);
    },
    async refuseSuggestion({ tx, actor, now }, { suggestionId, answer }) {
      await refuse(tx, actor, now, { suggestionId, answer });
      return presentSuggestion(tx, actor, catalogue(), suggestionId);
    },
    async listSentences({ tx }, { locale, after, limit, search = '', only }) {
      const own = new Map((await listOverrides(tx, locale)).map((row) => [row.sentence, row]));
      return found(catalogue(), own, { locale, after, limit, words: fold(search).split(' ').filter(Boolean), only });
    },
    getSentence: ({ tx, actor }, { locale, sentence }) => presentSentence(tx, actor, catalogue(), locale, sentence),
    async previewSentence(_context, { locale, sentence, text }) {
      const faults = faultsOf(sentence, locale, text, get(catalogue(), locale, sentence));
      if (faults.length > 0) return { faults, examples: [], spans: null };
      if (isOfArticle(sentence)) return { faults, examples: [], spans: readSentence(text) };
      return { faults, examples: examplesOf(text, (message, values) => say(locale, message, values)), spans: null };
    },
    async setSentence({ tx, actor, now }, said) {
      await setSentence(tx, actor, now, catalogue(), said);
      return presentSentence(tx, actor, catalogue(), said.locale, said.sentence);
    },
    async takeBackSentence({ tx, actor, now }, said) {
      await takeBack(tx, actor, now, said);
      return presentSentence(tx, actor, catalogue(), said.locale, said.sentence);
    },
    async exportSentences({ tx }, { locale }): Promise<Download> {
      const rows = (await listOverrides(tx, locale)).filter((own) => isLaid(standingOf(own, catalogue().find(own.locale, own.sentence))));
      return { type: 'text/x-patch; charset=utf-8', name: `entente-${locale ?? 'languages'}.patch`, body: Readable.from([Buffer.from(patchOf(rows, places))]) };
    },
  };
}

/** @throws NotFound */
function get(catalogue: Catalogue, locale: Locale, sentence: string): Shipped {
  const shipped = catalogue.find(locale, sentence);
  if (!shipped) throw new NotFound({});
  return shipped;
}

const say = (locale: Locale, message: CompiledMessages[string], values: Parameters<ReturnType<typeof translator>>[1]): string =>
  translator(locale, { said: message }, { remember: false })('said' as MessageKey, values);

const lineOf = (row: SuggestionRow): SuggestionLine => ({
  suggestionId: row.suggestionId,
  locale: row.locale as Locale,
  sentence: row.sentence,
  text: row.text,
  present: row.present,
  state: row.state as SuggestionLine['state'],
  by: row.personName,
  suggestedAt: row.suggestedAt,
});

/** @throws NotFound */
async function presentSuggestion(tx: Tx, actor: OperatorActor, catalogue: Catalogue, suggestionId: string): Promise<Suggestion> {
  const row = await findSuggestion(tx, suggestionId);
  if (!row) throw new NotFound({});
  const locale = row.locale as Locale;
  const shipped = catalogue.find(locale, row.sentence);
  const own = await findOverride(tx, locale, row.sentence);
  return {
    ...lineOf(row),
    reason: row.reason,
    page: row.page,
    source: shipped?.source ?? null,
    shipped: shipped?.text ?? null,
    now: saidNow(own, shipped),
    decided: row.decidedAt && { at: row.decidedAt, by: row.decidedByName ?? '', answer: row.answer, accepted: row.accepted },
    can: { decide: row.state === 'open' && may(actor.rights, 'op.languages', 'edit') },
  };
}

/** @throws NotFound */
async function presentSentence(tx: Tx, actor: OperatorActor, catalogue: Catalogue, locale: Locale, sentence: string): Promise<SentenceFacts> {
  const [own, changes] = await Promise.all([findOverride(tx, locale, sentence), listChanges(tx, locale, sentence)]);
  const shipped = catalogue.find(locale, sentence);
  if (!shipped && !own && changes.length === 0) throw new NotFound({});
  return {
    locale,
    sentence,
    source: shipped?.source ?? own?.source ?? '',
    shipped: shipped?.text ?? null,
    now: saidNow(own, shipped) ?? own?.text ?? '',
    standing: own ? standingOf(own, shipped) : null,
    own: own ? { text: own.text, setAt: own.setAt, by: own.setByName, shippedThen: own.shipped, sourceThen: own.source } : null,
    version: own?.version ?? 0,
    history: changes.map((change) => ({ at: change.changedAt, by: change.changedByName, text: change.text, suggested: change.suggestionId !== null })),
    article: isOfArticle(sentence) ? placeOf(sentence)[0] : null,
    can: { edit: may(actor.rights, 'op.languages', 'edit') },
  };
}

interface Wanted {
  readonly locale: Locale;
  readonly after: string | undefined;
  readonly limit: number;
  readonly words: readonly string[];
  readonly only: 'own' | 'look' | undefined;
}
/** The sentences after the one that the cursor names, in the order of the catalogue; those that Entente no longer says come last. */
function found({ entries }: Catalogue, own: ReadonlyMap<string, OverrideRow>, { locale, after, limit, words, only }: Wanted) {
  const [last] = cursorKey(after) ?? [];
  const gone = [...own.values()].filter(({ sentence }) => !entries.some((entry) => entry.sentence === sentence));
  const all: readonly Entry[] = [
    ...entries,
    ...gone.map(({ sentence, text, source }) => ({ sentence, texts: { en: source, [locale]: text }, folded: fold(`${sentence} ${text} ${source}`) })),
  ];
  const from = last === undefined ? 0 : all.findIndex(({ sentence }) => sentence === last) + 1;
  const items: SentenceLine[] = [];
  let next: string | null = null;
  for (const entry of all.slice(from)) {
    const mine = own.get(entry.sentence);
    if (only && !mine) continue;
    const folded = mine ? `${entry.folded} ${fold(mine.text)}` : entry.folded;
    if (!words.every((word) => folded.includes(word))) continue;
    const { en, [locale]: text } = entry.texts;
    const shipped = en === undefined || text === undefined || gone.includes(mine as OverrideRow) ? undefined : { text, source: en };
    if (!shipped && !mine) continue; // of an article that is not in this language
    const standing = mine ? standingOf(mine, shipped) : null;
    if (only === 'look' && standing === 'stands') continue;
    if (items.length === limit) {
      next = cursor(items.at(-1)?.sentence ?? '');
      break;
    }
    items.push({ sentence: entry.sentence, source: en ?? '', now: saidNow(mine, shipped) ?? mine?.text ?? '', standing });
  }
  return { items, next };
}
