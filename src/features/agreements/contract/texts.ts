import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import type { Locale as LocaleName } from '../../../core/locale.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Locale } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';

/** The key that programs name. */
export const AgreementKey = z.string().regex(/^[a-z][a-z0-9_]{1,39}$/);
/** A reseller region of the countries' table, a country by its two capital letters, or `all`. */
export const Region = z.string().regex(/^(?:[a-z_]{2,40}|[A-Z]{2})$/);
export const everywhere = 'all';

/** As it was typed, but for the ends of its lines: its hash must not hang on the writer's machine. */
const markdown = z
  .string()
  .max(200_000)
  .transform((typed) => typed.replace(/\r\n?/g, '\n').trim());
const Text = z.object({ title: z.string().trim().max(120), text: markdown });
export const Texts = z.partialRecord(Locale, Text);
export type AgreementTexts = Partial<Record<LocaleName, z.output<typeof Text>>>;

/** The exact text of one language: what is downloaded, and what the hash is of. */
export const wholeText = ({ title, text }: z.output<typeof Text>): string => `# ${title}\n\n${text}\n`;

export const TextLine = z.object({
  textId: z.uuid(),
  agreement: AgreementKey,
  region: Region,
  /** The number of the version; null while it is a draft. */
  number: z.number().int().nullable(),
  title: z.string(),
  validFrom: z.string().nullable(),
  /** The last day on which acceptances of earlier versions hold; null: they hold for good. */
  earlierUntil: z.string().nullable(),
  locales: z.array(Locale),
  isShipped: z.boolean(),
  /** `in_force` where a company asks for it today; `replaced` by a later one; `upcoming` from its day on. */
  state: z.enum(['draft', 'upcoming', 'in_force', 'replaced']),
  /** Companies that accepted this very text. */
  acceptances: z.number(),
  changedAt: z.date(),
});
export type TextLine = z.output<typeof TextLine>;

export const TextInFull = TextLine.extend({
  texts: Texts,
  /** Of the exact text, by language; once it is published. */
  sha256: z.partialRecord(Locale, z.string()),
  publishedAt: z.date().nullable(),
  publishedBy: z.string().nullable(),
  version: z.number().int(),
  can: z.object({ edit: z.boolean() }),
});
export type TextInFull = z.output<typeof TextInFull>;

/** There is a draft for this agreement and region already. */
export const DraftExists = defineProblem('agreements.draft_exists', 409, z.object({ textId: z.string() }));
/** What is published never changes: a new version takes its place. */
export const AlreadyPublished = defineProblem('agreements.already_published', 409, z.object({}));

const named = z.object({ agreement: z.string(), region: z.string(), title: z.string(), titles: z.partialRecord(Locale, z.string()) });
export const DraftAdded = announcement('agreements.drafted', named);
export const DraftChanged = announcement('agreements.draft_changed', named);
export const DraftRemoved = announcement('agreements.draft_removed', named);
export const AgreementPublished = announcement(
  'agreements.published',
  named.extend({ number: z.number(), validFrom: z.string(), earlierUntil: z.string().nullable() }),
);

const byText = z.object({ textId: Id });
const version = z.number().int();

export const textEndpoints = {
  listTexts: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/agreements',
    permission: 'op.agreements',
    summary: 'Every text of the agreements with partners: drafts, in force, to come, and replaced',
    input: z.object({}),
    output: z.object({
      items: z.array(TextLine),
      /** Keys that a program asks for or a text has, for a new one. */
      agreements: z.array(
        z.object({
          agreement: z.string(),
          /** Programs that ask for it. */ programs: z.array(z.string()),
          /** Asked for, and no text is published. */ isMissing: z.boolean(),
        }),
      ),
      regions: z.array(z.string()),
      countries: z.array(z.string()),
      can: z.object({ edit: z.boolean() }),
    }),
  }),
  getText: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/agreements/:textId',
    permission: 'op.agreements',
    versioned: true,
    summary: 'One text in all its languages',
    input: byText,
    output: TextInFull,
  }),
  addText: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/agreements',
    permission: 'op.agreements',
    summary: 'Begin a new version of an agreement for a region or a country, from the text that is in force there',
    input: z.object({ agreement: AgreementKey, region: Region }),
    output: TextInFull,
    problems: [DraftExists],
  }),
  editText: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/agreements/:textId',
    permission: 'op.agreements',
    versioned: true,
    summary: 'Write a draft; English is what binds, the other languages are a courtesy',
    input: byText.extend({ texts: Texts, version }),
    output: TextInFull,
    problems: [AlreadyPublished, ChangedMeanwhile],
  }),
  publishText: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/agreements/:textId/publish',
    permission: 'op.agreements',
    versioned: true,
    stepUp: 10,
    summary: 'Publish a draft for good; in force from the day given, and told to the companies that accepted an earlier version',
    input: byText.extend({ validFrom: z.iso.date(), earlierUntil: z.iso.date().nullable().default(null), version }),
    output: TextInFull,
    problems: [AlreadyPublished, ChangedMeanwhile],
  }),
  removeText: endpoint({
    within: 'operator',
    method: 'DELETE',
    path: '/agreements/:textId',
    permission: 'op.agreements',
    summary: 'Throw a draft away',
    input: byText,
    output: z.object({}),
    problems: [AlreadyPublished],
  }),
  downloadAcceptance: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/agreements/:textId/acceptances/:accountId/record',
    permission: 'op.agreements',
    answers: 'file',
    summary: 'The record of a company’s acceptance as a signed PDF',
    input: byText.extend({ accountId: Id, locale: Locale.optional(), /** A second language for all that it says. */ beside: Locale.optional() }),
    output: z.unknown(),
  }),
  listAcceptances: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/agreements/:textId/acceptances',
    permission: 'op.agreements',
    summary: 'The companies that accepted a text, the newest first',
    input: byText.extend(PageInput.shape),
    output: Page(
      z.object({ accountId: z.uuid(), company: z.string(), partnerId: z.string(), at: z.date(), by: z.string(), email: z.string(), locale: Locale }),
    ),
  }),
};
