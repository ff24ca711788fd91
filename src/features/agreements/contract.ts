import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Locale } from '../../core/person.ts';
import { defineProblem } from '../../core/problem.ts';
import { Helper } from '../../core/problems.ts';
import { Id } from '../../core/id.ts';
import { recordEndpoints } from './contract/records.ts';
import { templateEndpoints } from './contract/templates.ts';
import { AgreementKey, textEndpoints } from './contract/texts.ts';

export * from './contract/places.ts';
export * from './contract/records.ts';
export * from './contract/templates.ts';
export * from './contract/texts.ts';

/**
 * Where a company stands with an agreement. `unavailable`: no program of the company is so far that it asks for it. `renewed`: an
 * earlier version was accepted and stays in force, the newer one is still to be accepted. `expired`: the earlier one is not in force any
 * more; nothing that the company has ends, and what asks for the agreement waits.
 */
export const agreementStatuses = ['not_offered', 'unavailable', 'available', 'accepted', 'renewed', 'expired'] as const;
export type AgreementStatus = (typeof agreementStatuses)[number];

export const Acceptance = z.object({
  textId: z.uuid(),
  number: z.number().int(),
  region: z.string(),
  at: z.date(),
  by: z.string(),
  email: z.string(),
  /** In which language it was read. */
  locale: Locale,
  /** Of the English text, which binds. */
  sha256: z.string(),
});
export type Acceptance = z.output<typeof Acceptance>;

export const AgreementLine = z.object({
  agreement: AgreementKey,
  title: z.string(),
  status: z.enum(agreementStatuses),
  /** The text in force for the company. */
  text: z.object({ textId: z.uuid(), number: z.number().int(), region: z.string(), validFrom: z.string() }).nullable(),
  /** A version that is published, and not in force yet. */
  upcoming: z.object({ textId: z.uuid(), number: z.number().int(), validFrom: z.string() }).nullable(),
  accepted: Acceptance.nullable(),
  /** The last day on which what was accepted holds; null: for good. */
  endsOn: z.string().nullable(),
  /** Programs of the company that ask for it, and those among them that wait for it. */
  programs: z.array(z.object({ program: z.string(), name: z.string(), waits: z.boolean() })),
  /** Who may accept, when the reader may not. */
  signers: z.array(Helper),
  /** When the signers were last asked, within a day. */
  forwardedAt: z.date().nullable(),
  can: z.object({ read: z.boolean(), accept: z.boolean(), forward: z.boolean() }),
});
export type AgreementLine = z.output<typeof AgreementLine>;

export const AgreementInFull = AgreementLine.extend({
  company: z.string(),
  /** The text that is shown: in force, coming, or once accepted. */
  shown: z.object({
    textId: z.uuid(),
    number: z.number().int(),
    region: z.string(),
    validFrom: z.string(),
    locale: Locale,
    /** The languages that it is there in; English binds. */
    locales: z.array(Locale),
    title: z.string(),
    /** Markdown. */
    body: z.string(),
    /** Of the exact text in this language, as it is downloaded. */
    sha256: z.string(),
    isInForce: z.boolean(),
  }),
  acceptances: z.array(Acceptance),
});
export type AgreementInFull = z.output<typeof AgreementInFull>;

/** No program of the company is so far, or there is no text yet. */
export const AgreementNotAvailable = defineProblem('agreements.not_available', 409, z.object({ status: z.string() }));
export const AlreadyAccepted = defineProblem('agreements.already_accepted', 409, z.object({}));
/** What was read is not the text in force any more. */
export const TextReplaced = defineProblem('agreements.text_replaced', 409, z.object({}));

const about = z.object({ agreement: z.string(), title: z.string(), titles: z.partialRecord(Locale, z.string()), region: z.string(), number: z.number() });
export const AgreementAccepted = announcement('agreements.accepted', about.extend({ sha256: z.string(), locale: Locale }));
export const AgreementForwarded = announcement('agreements.forwarded', about);
/** For a company that accepted an earlier version. */
export const AgreementRenewed = announcement('agreements.renewed', about.extend({ validFrom: z.string() }));
/** What it accepted runs out in so many days, or has. */
export const AcceptanceExpiring = announcement('agreements.expiring', about.extend({ endsOn: z.string(), days: z.number() }));
export const AcceptanceExpired = announcement('agreements.expired', about.extend({ endsOn: z.string() }));

const byKey = z.object({ agreement: AgreementKey });
const which = byKey.extend({ /** Another one than the text in force. */ textId: Id.optional(), locale: Locale.optional() });

export const agreements = {
  listAgreements: endpoint({
    within: 'account',
    method: 'GET',
    path: '/agreements',
    permission: 'agreements.status',
    summary: 'The agreements that the company’s programs ask for, and whether they are accepted',
    input: z.object({}),
    output: z.object({ items: z.array(AgreementLine) }),
  }),
  getAgreement: endpoint({
    within: 'account',
    method: 'GET',
    path: '/agreements/:agreement',
    permission: 'agreements',
    summary: 'An agreement in full, in one language, with the company’s acceptances',
    input: which,
    output: AgreementInFull,
  }),
  downloadAgreement: endpoint({
    within: 'account',
    method: 'GET',
    path: '/agreements/:agreement/text',
    permission: 'agreements',
    answers: 'file',
    summary: 'The exact text of an agreement as a file; its SHA-256 is the one that is shown',
    input: which,
    output: z.unknown(),
  }),
  acceptAgreement: endpoint({
    within: 'account',
    method: 'POST',
    path: '/agreements/:agreement/accept',
    permission: 'agreements',
    stepUp: 10,
    summary: 'Accept the text in force in the name of the company; the programs that waited for it begin',
    input: byKey.extend({ textId: Id, locale: Locale, /** Of the text that was read. */ sha256: z.string().regex(/^[0-9a-f]{64}$/) }),
    output: AgreementInFull,
    problems: [AgreementNotAvailable, AlreadyAccepted, TextReplaced],
  }),
  downloadRecord: endpoint({
    within: 'account',
    method: 'GET',
    path: '/agreements/:agreement/acceptances/:textId/record',
    permission: 'agreements',
    answers: 'file',
    summary: 'The record of an acceptance as a signed PDF: who, when, with which roles, proved how, and the text itself',
    input: byKey.extend({ textId: Id, locale: Locale.optional(), /** A second language for all that it says. */ beside: Locale.optional() }),
    output: z.unknown(),
  }),
  forwardAgreement: endpoint({
    within: 'account',
    method: 'POST',
    path: '/agreements/:agreement/forward',
    permission: 'agreements.status',
    needs: 'view',
    summary: 'Ask those who may sign to accept the agreement; once a day',
    input: byKey,
    output: AgreementLine,
    problems: [AgreementNotAvailable, AlreadyAccepted],
  }),
  ...templateEndpoints,
  ...recordEndpoints,
  ...textEndpoints,
};
