import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { Span } from '../../core/article.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { Locale } from '../../core/person.ts';
import { defineProblem } from '../../core/problem.ts';
import { ChangedMeanwhile } from '../../core/problems.ts';

/** The longest sentence that is taken: twice the longest that there is, and in Chinese still an address that a preview can be asked by. */
export const sentenceMost = 1_500;
/** Suggestions of one person that may wait at a time. */
export const suggestionsMost = 200;

export const suggestionStates = ['open', 'accepted', 'refused'] as const;
export type SuggestionState = (typeof suggestionStates)[number];
/**
 * How the operator's own words stand to those that came with Entente. `changed`: Entente says something else than when they were
 * written, and they are still shown; `held`: they no longer fit, so Entente's are shown; `gone`: Entente no longer says the sentence.
 */
export const standings = ['stands', 'changed', 'held', 'gone'] as const;
export type Standing = (typeof standings)[number];
/** What a list of sentences can be narrowed to. */
export const narrowings = ['own', 'look'] as const;

/** What is wrong with a sentence; each has words, `languages.fault.<code>`. */
export const faultCodes = [
  'syntax',
  'missing_value',
  'unknown_value',
  'missing_form',
  'missing_choice',
  'missing_link',
  'unknown_link',
  'missing_control',
  'unknown_control',
  'html',
  'lines',
] as const;
const Fault = z.object({
  code: z.enum(faultCodes),
  /** The value, link or control. */ name: z.string(),
  /** Of a plural or a choice: the form. */ form: z.string(),
});
export type Fault = z.output<typeof Fault>;

/** It cannot be shown as it is written; says everything that is wrong. */
export const SentenceFaulty = defineProblem('sentences.faulty', 422, z.object({ faults: z.array(Fault) }));
/** It says what is said already. */
export const SentenceSame = defineProblem('sentences.same', 409, z.object({}));
export const SuggestionsTooMany = defineProblem('suggestions.too_many', 409, z.object({ most: z.number() }));
/** Somebody else has decided on it since it was read. */
export const SuggestionDecided = defineProblem('suggestions.decided', 409, z.object({ state: z.enum(suggestionStates) }));

const said = z.object({ locale: z.string(), sentence: z.string() });
export const SuggestionMade = announcement('suggestions.made', said);
export const SuggestionAccepted = announcement('suggestions.accepted', said.extend({ text: z.string() }));
export const SuggestionRefused = announcement('suggestions.refused', said.extend({ text: z.string(), answer: z.string() }));
export const SentenceSet = announcement('sentences.set', said);
export const SentenceTakenBack = announcement('sentences.taken_back', said);

/** The id of words of the interface (`orders.title`), or an article and the place of a sentence in it (`sign-in~3.0`, `sign-in~title`). */
export const SentenceId = z
  .string()
  .max(200)
  .regex(/^([\w-]+(\.[\w-]+)+|[a-z0-9][a-z0-9-]*~(title|summary|\d+\.\d+))$/);
const text = z.string().trim().min(1).max(sentenceMost);
const bySentence = z.object({ locale: Locale, sentence: SentenceId });
const bySuggestion = z.object({ suggestionId: Id });

export const SuggestionLine = z.object({
  suggestionId: z.uuid(),
  locale: Locale,
  sentence: z.string(),
  text: z.string(),
  /** What its author had before them. */
  present: z.string(),
  state: z.enum(suggestionStates),
  by: z.string(),
  suggestedAt: z.date(),
});
export type SuggestionLine = z.output<typeof SuggestionLine>;

export const Suggestion = SuggestionLine.extend({
  reason: z.string().nullable(),
  /** The page on which it was read, without ids. */
  page: z.string().nullable(),
  /** As Entente says it in English and in the language, and as it is said now; null: it is said no longer. */
  source: z.string().nullable(),
  shipped: z.string().nullable(),
  now: z.string().nullable(),
  decided: z.object({ at: z.date(), by: z.string(), answer: z.string().nullable(), accepted: z.string().nullable() }).nullable(),
  can: z.object({ decide: z.boolean() }),
});
export type Suggestion = z.output<typeof Suggestion>;

export const SentenceLine = z.object({
  sentence: z.string(),
  /** English, as it comes with Entente; of an imported article, as its translator had it. */
  source: z.string(),
  /** As it is said now in the language that was asked for. */
  now: z.string(),
  /** Null: as it comes with Entente. */
  standing: z.enum(standings).nullable(),
  /** Of an article that was imported: it comes from elsewhere. */
  isImported: z.boolean(),
});
export type SentenceLine = z.output<typeof SentenceLine>;

export const SentenceFacts = SentenceLine.extend({
  locale: Locale,
  /** As it comes with Entente; null: no longer. */
  shipped: z.string().nullable(),
  /** The operator's own words, and what Entente said when they were written. */
  own: z.object({ text: z.string(), setAt: z.date(), by: z.string(), shippedThen: z.string(), sourceThen: z.string() }).nullable(),
  /** Of the operator's own words; 0 without. */
  version: z.number().int(),
  /** The latest first; `text` is null where Entente's words were taken back. */
  history: z.array(z.object({ at: z.date(), by: z.string(), text: z.string().nullable(), suggested: z.boolean() })),
  /** Of an article, the article. */
  article: z.string().nullable(),
  can: z.object({ edit: z.boolean() }),
});
export type SentenceFacts = z.output<typeof SentenceFacts>;

const permission = 'op.languages';

/** What the words are written for, as it was read; where another sentence stands by now, `request.changed_meanwhile`. */
const shipped = z.string().max(10_000).optional();

export const languages = {
  readSentence: endpoint({
    within: 'person',
    method: 'GET',
    path: '/languages/:locale/sentences/:sentence',
    permission: 'signed-in',
    bySignOn: true,
    summary: 'A sentence as it is written, with its placeholders, and what one has suggested for it',
    input: bySentence,
    output: z.object({
      source: z.string(),
      now: z.string(),
      suggested: z.object({ text: z.string(), reason: z.string().nullable() }).nullable(),
    }),
  }),
  suggest: endpoint({
    within: 'person',
    method: 'POST',
    path: '/languages/:locale/sentences/:sentence/suggestions',
    permission: 'signed-in',
    bySignOn: true,
    perMinute: 30,
    summary: 'Suggest a better translation of a sentence, instead of one that still waits; the operator decides, and one is told',
    input: bySentence.extend({
      text,
      reason: z.string().trim().max(500).optional(),
      /** The address of the page on which it is read. */
      page: z.string().max(300).regex(/^\//).optional(),
    }),
    output: bySuggestion,
    problems: [SentenceFaulty, SentenceSame, SuggestionsTooMany],
  }),
  listSuggestions: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/languages/suggestions',
    permission,
    summary: 'Better translations that people suggest: those that wait, the longest-waiting first, or those decided, the latest first',
    input: PageInput.extend({ state: z.enum(suggestionStates).default('open'), locale: Locale.optional() }),
    output: Page(SuggestionLine),
  }),
  getSuggestion: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/languages/suggestions/:suggestionId',
    permission,
    summary: 'A suggestion beside what is said now and what English says',
    input: bySuggestion,
    output: Suggestion,
  }),
  acceptSuggestion: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/languages/suggestions/:suggestionId/acceptance',
    permission,
    summary: 'Say it from now on as it was suggested, or edited; whoever suggested it is told',
    input: bySuggestion.extend({ text, shipped }),
    output: Suggestion,
    problems: [SentenceFaulty, SuggestionDecided, ChangedMeanwhile],
  }),
  refuseSuggestion: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/languages/suggestions/:suggestionId/refusal',
    permission,
    summary: 'Refuse a suggestion; whoever suggested it is told why',
    input: bySuggestion.extend({ answer: z.string().trim().min(1).max(500) }),
    output: Suggestion,
    problems: [SuggestionDecided],
  }),
  listSentences: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/languages/:locale/sentences',
    permission,
    summary: 'Every sentence of the interface and of the help, imported articles too, by its id or by words of it in any language',
    input: PageInput.extend({ locale: Locale, search: z.string().trim().max(200).optional(), only: z.enum(narrowings).optional() }),
    output: Page(SentenceLine),
  }),
  getSentence: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/languages/:locale/sentences/:sentence',
    permission,
    versioned: true,
    summary: 'A sentence as it comes with Entente and as this center says it, with who said what when',
    input: bySentence,
    output: SentenceFacts,
  }),
  previewSentence: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/languages/:locale/sentences/:sentence/preview',
    permission,
    summary: 'What is wrong with a sentence, or how it reads with some values',
    input: bySentence.extend({ text }),
    output: z.object({
      faults: z.array(Fault),
      examples: z.array(z.object({ /** The values by name, in one line. */ values: z.string(), text: z.string() })),
      /** Of a sentence of an article. */
      spans: z.array(Span).nullable(),
    }),
  }),
  setSentence: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/languages/:locale/sentences/:sentence',
    permission,
    versioned: true,
    summary: 'Say a sentence in the center’s own words, everywhere and at once',
    input: bySentence.extend({ text, version: z.number().int(), shipped }),
    output: SentenceFacts,
    problems: [SentenceFaulty, SentenceSame, ChangedMeanwhile],
  }),
  takeBackSentence: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/languages/:locale/sentences/:sentence/taking-back',
    permission,
    versioned: true,
    summary: 'Say a sentence again as it comes with Entente',
    input: bySentence.extend({ version: z.number().int() }),
    output: SentenceFacts,
    problems: [ChangedMeanwhile],
  }),
  exportSentences: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/languages/patch',
    permission,
    answers: 'file',
    summary:
      'The center’s own words as a patch of the files that Entente comes with, for `git apply`; those in imported articles go out with them (`exportHelp`)',
    input: z.object({ locale: Locale.optional() }),
    output: z.unknown(),
  }),
};
