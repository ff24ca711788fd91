import { Readable } from 'node:stream';
import { may } from '../../core/access.ts';
import { type CompiledMessages, type Locale, type MessageKey, translator } from '../../core/locale.ts';
import { instantKey, page } from '../../core/page.ts';
import { NotFound } from '../../core/problems.ts';
import { fold } from '../../core/text.ts';
import type { OperatorActor } from '../../server/actor.ts';
import type { HandlersOf } from '../../server/call.ts';
import type { Download } from '../../server/http.ts';
import type { Tx } from '../../server/tx.ts';
import { accept, refuse, saidNow, setSentence, suggest, takeBack } from './acts.ts';
import type { Catalogue } from './catalogue.ts';
import type { languages, SentenceFacts, Suggestion, SuggestionLine } from './contract.ts';
import { patchOf } from './exports.ts';
import { findSentences } from './finding.ts';
import { including, type Named } from './imported.ts';
import { examplesOf, faultsOf, isLaid, isOfArticle, placeOf, readAs, type Shipped, standingOf } from './policy.ts';
import { findMySuggestion, findOverride, findSuggestion, listChanges, listOverrides, listSuggestions, type SuggestionRow } from './queries.ts';

interface LanguagesParts {
  readonly catalogue: () => Catalogue;
  /** Where the files lie that the export is a patch of: the root, and the folder of the articles in it. */
  readonly root: string;
  readonly articles: string;
}

export function languagesHandlers({ catalogue, ...places }: LanguagesParts): HandlersOf<typeof languages> {
  const knowing = (tx: Tx, ...wanted: readonly Named[]): Promise<Catalogue> => including(tx, catalogue(), wanted);
  const get = async (tx: Tx, { locale, sentence }: Named): Promise<Shipped> => {
    const shipped = (await knowing(tx, { locale, sentence })).find(locale, sentence);
    if (!shipped) throw new NotFound({});
    return shipped;
  };
  const getSuggestion = async (tx: Tx, actor: OperatorActor, suggestionId: string): Promise<Suggestion> => {
    const row = await findSuggestion(tx, suggestionId);
    if (!row) throw new NotFound({});
    return presentSuggestion(tx, actor, await knowing(tx, row as SuggestionRow & Named), row);
  };
  const getSentence = async (tx: Tx, actor: OperatorActor, at: Named): Promise<SentenceFacts> => presentSentence(tx, actor, await knowing(tx, at), at);
  return {
    async readSentence({ tx, actor }, { locale, sentence }) {
      const shipped = await get(tx, { locale, sentence });
      const [own, mine] = await Promise.all([findOverride(tx, locale, sentence), findMySuggestion(tx, actor.personId, locale, sentence)]);
      return { source: shipped.source, now: saidNow(own, shipped) ?? shipped.text, suggested: mine ? { text: mine.text, reason: mine.reason } : null };
    },
    async suggest({ tx, actor, now }, { reason, page: on, ...said }) {
      return suggest(tx, actor, now, await knowing(tx, said), { ...said, reason: reason || null, page: on ?? null });
    },
    async listSuggestions({ tx }, { after, limit, state, locale }) {
      const rows = await listSuggestions(tx, { state, locale, limit: limit + 1, after: instantKey(after) });
      return page(rows, limit, (row) => [row.suggestedAt.toISOString(), row.suggestionId], lineOf);
    },
    getSuggestion: ({ tx, actor }, { suggestionId }) => getSuggestion(tx, actor, suggestionId),
    async acceptSuggestion({ tx, actor, now }, { suggestionId, ...said }) {
      const row = await findSuggestion(tx, suggestionId);
      if (!row) throw new NotFound({});
      await accept(tx, actor, now, await knowing(tx, row as SuggestionRow & Named), { suggestionId, ...said });
      return getSuggestion(tx, actor, suggestionId);
    },
    async refuseSuggestion({ tx, actor, now }, { suggestionId, answer }) {
      await refuse(tx, actor, now, { suggestionId, answer });
      return getSuggestion(tx, actor, suggestionId);
    },
    async listSentences({ tx }, { locale, after, limit, search = '', only }) {
      const own = new Map((await listOverrides(tx, locale)).map((row) => [row.sentence, row]));
      return findSentences(tx, catalogue(), own, { locale, after, limit, words: fold(search).split(' ').filter(Boolean), only });
    },
    getSentence: ({ tx, actor }, at) => getSentence(tx, actor, at),
    async previewSentence({ tx }, { locale, sentence, text }) {
      const shipped = await get(tx, { locale, sentence });
      const faults = faultsOf(sentence, locale, text, shipped);
      if (faults.length > 0) return { faults, examples: [], spans: null };
      if (isOfArticle(sentence)) return { faults, examples: [], spans: [...readAs(shipped, sentence, text)] };
      return { faults, examples: examplesOf(text, (message, values) => say(locale, message, values)), spans: null };
    },
    async setSentence({ tx, actor, now }, said) {
      await setSentence(tx, actor, now, await knowing(tx, said), said);
      return getSentence(tx, actor, said);
    },
    async takeBackSentence({ tx, actor, now }, said) {
      await takeBack(tx, actor, now, said);
      return getSentence(tx, actor, said);
    },
    async exportSentences({ tx }, { locale }): Promise<Download> {
      // Imported articles are no files of Entente: what is said in them goes out with them, by `exportHelp`.
      const rows = (await listOverrides(tx, locale)).filter((own) => isLaid(standingOf(own, catalogue().find(own.locale, own.sentence))));
      return { type: 'text/x-patch; charset=utf-8', name: `entente-${locale ?? 'languages'}.patch`, body: Readable.from([Buffer.from(patchOf(rows, places))]) };
    },
  };
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

async function presentSuggestion(tx: Tx, actor: OperatorActor, catalogue: Catalogue, row: SuggestionRow): Promise<Suggestion> {
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
async function presentSentence(tx: Tx, actor: OperatorActor, catalogue: Catalogue, { locale, sentence }: Named): Promise<SentenceFacts> {
  const [own, changes] = await Promise.all([findOverride(tx, locale, sentence), listChanges(tx, locale, sentence)]);
  const shipped = catalogue.find(locale, sentence);
  if (!shipped && !own && changes.length === 0) throw new NotFound({});
  return {
    locale,
    sentence,
    isImported: shipped?.isImported ?? false,
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
