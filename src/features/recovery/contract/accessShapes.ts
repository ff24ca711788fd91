import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { Locale } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { companyNumber, Website } from '../../accounts/contract.ts';

/** What happened; each has its sentence `access_requests.trouble.<trouble>`. */
export const accessTroubles = ['forgot', 'left', 'lost'] as const;
export type AccessTrouble = (typeof accessTroubles)[number];
export const accessStates = ['new', 'admins', 'checking', 'asked', 'prepared', 'approved', 'refused', 'redirected', 'done'] as const;
export type AccessState = (typeof accessStates)[number];
export const accessOutcomes = ['elevate', 'thaw'] as const;
export type AccessOutcome = (typeof accessOutcomes)[number];

/** What is checked, of the person and of the company; each has its sentences `access_requests.item.<item>`. */
export const checklist = {
  identity: ['document', 'name', 'mailbox', 'voice'],
  company: ['register', 'authority', 'number', 'contact'],
} as const;
export type ChecklistItem = (typeof checklist)['identity' | 'company'][number];
export const checklistItems = [...checklist.identity, ...checklist.company] as const;
/** Of the checklist, what can never be left out. */
export const neededItems: readonly ChecklistItem[] = ['document', 'name', 'register', 'authority'];
export const itemDecisions = ['met', 'not_met', 'not_possible'] as const;
export type ItemDecision = (typeof itemDecisions)[number];

export const callBackResults = ['confirmed', 'denied', 'no_answer', 'none_on_file'] as const;
export type CallBackResult = (typeof callBackResults)[number];

/** Why an agent refuses; the last three of all are the center's own. Sentences: `access_requests.refusal.<reason>`. */
export const refusalReasons = [
  'identity_not_shown',
  'company_not_shown',
  'no_authority',
  'not_known_to_company',
  'contradicting',
  'company_not_found',
  'other',
] as const;
export const allRefusalReasons = [...refusalReasons, 'unanswered', 'withdrawn', 'stopped'] as const;
export type RefusalReason = (typeof allRefusalReasons)[number];

/** What an admin says of the asker. */
export const adminAnswers = ['helped', 'unknown'] as const;
export type AdminAnswer = (typeof adminAnswers)[number];

/** What stands in the way of preparing or approving; each has its sentence `access_requests.block.<block>`. */
export const accessBlocks = [
  'admins_are_asked',
  'no_company',
  'own_company',
  'own_request',
  'denied_by_admin',
  'items_open',
  'items_not_met',
  'call_back_missing',
  'call_back_denied',
  'prepared_by_you',
  'touched_evidence',
] as const;
export type AccessBlock = (typeof accessBlocks)[number];

/** Whose turn it is; its sentence is `access_requests.next.<step>`. */
export const AccessStep = z.object({
  who: z.enum(['center', 'admins', 'desk', 'second_agent', 'asker']),
  step: z.enum(['look_up', 'answer', 'check', 'answer_desk', 'approve', 'wait', 'ask_anew', 'turn_to_admin', 'set_password']),
  due: z.date().nullable(),
});
export type AccessStep = z.output<typeof AccessStep>;

/** One compared with the other: claimed beside what stands on file. Unknown: one of the two is missing. */
export const comparedFields = ['company', 'partner_id', 'country', 'registration_number', 'website', 'mail_domain', 'person', 'sign_in_name', 'phone'] as const;
export const AccessCompared = z.object({
  field: z.enum(comparedFields),
  claimed: z.string().nullable(),
  onFile: z.string().nullable(),
  result: z.enum(['equal', 'differs', 'unknown']),
});
export type AccessCompared = z.output<typeof AccessCompared>;

const typed = (max: number) =>
  z
    .string()
    .trim()
    .max(max)
    .transform((text) => text || null)
    .nullable();
export const AccessClaims = z.object({
  company: z.string().trim().min(1).max(200),
  partnerId: typed(20),
  country: z.string().regex(/^[A-Z]{2}$/),
  website: Website,
  registrationNumber: companyNumber,
  signInName: typed(254),
  job: typed(100),
});
export type AccessClaims = z.output<typeof AccessClaims>;

/** Days after a request is over for which its evidence is kept: so long it can be taken up again. */
export const evidenceDays = 30;
export const evidenceKinds = ['identity', 'company', 'other'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

const moment = z.date();
const ChecklistLine = z.object({
  item: z.enum(checklistItems),
  decision: z.enum(itemDecisions).nullable(),
  by: z.string().nullable(),
  at: moment.nullable(),
  note: z.string().nullable(),
});
export type ChecklistLine = z.output<typeof ChecklistLine>;

/** A phone number or mail address on file, and whether it has stood there for thirty days. */
const AccessOnFile = z.object({
  key: z.string(),
  kind: z.enum(['phone', 'email']),
  of: z.enum(['contact', 'support', 'person']),
  value: z.string(),
  since: moment,
  hasStood: z.boolean(),
});
export type AccessOnFile = z.output<typeof AccessOnFile>;

export const AccessCandidate = z.object({
  accountId: z.uuid(),
  partnerId: z.string(),
  name: z.string(),
  country: z.string(),
  state: z.string(),
  registrationNumber: z.string().nullable(),
  domains: z.array(z.string()),
  /** What of the claims leads to it. */
  by: z.array(z.enum(['partner_id', 'name', 'domain', 'registration_number'])),
});
export type AccessCandidate = z.output<typeof AccessCandidate>;

const Admin = z.object({
  personId: z.uuid(),
  name: z.string(),
  email: z.string(),
  /** Nobody is told the hour: only whether within the last 90 days. */
  signedInLately: z.boolean(),
});

export const AccessCase = z.object({
  requestId: z.uuid(),
  number: z.string(),
  state: z.enum(accessStates),
  since: moment,
  createdAt: moment,
  trouble: z.enum(accessTroubles),
  claims: AccessClaims,
  contact: z.object({ name: z.string(), email: z.string(), phone: z.string().nullable(), locale: Locale }),
  messages: z.array(z.object({ messageId: z.uuid(), side: z.string(), author: z.string(), text: z.string(), at: moment })),
  files: z.array(z.object({ fileId: z.uuid(), name: z.string(), type: z.string(), bytes: z.number(), shows: z.enum(evidenceKinds), addedAt: moment })),
  next: AccessStep,
  company: AccessCandidate.omit({ by: true })
    .extend({ website: z.string().nullable(), admins: z.array(Admin), people: z.array(z.object({ personId: z.uuid(), name: z.string(), email: z.string() })) })
    .nullable(),
  /** On file as the one who asks; null: a new identity under the mail address of the request. */
  person: z.object({ personId: z.uuid(), name: z.string(), email: z.string(), memberState: z.string(), isFrozen: z.boolean() }).nullable(),
  compared: z.array(AccessCompared),
  checklist: z.array(ChecklistLine),
  onFile: z.array(AccessOnFile),
  calledBack: z.object({ value: z.string().nullable(), result: z.enum(callBackResults), by: z.string(), at: moment, note: z.string().nullable() }).nullable(),
  adminAnswer: z.object({ answer: z.enum(adminAnswers), name: z.string(), at: moment }).nullable(),
  looks: z.array(z.object({ name: z.string(), file: z.string().nullable(), at: moment })),
  prepared: z.object({ by: z.string(), at: moment, outcome: z.enum(accessOutcomes), grounds: z.string() }).nullable(),
  approved: z.object({ by: z.string(), at: moment }).nullable(),
  refusal: z.enum(allRefusalReasons).nullable(),
  /** How long an elevation would wait, as things stand; how long it does. */
  waitHours: z.number(),
  waitsUntil: moment.nullable(),
  blocks: z.array(z.enum(accessBlocks)),
  can: z.object({
    match: z.boolean(),
    check: z.boolean(),
    ask: z.boolean(),
    note: z.boolean(),
    refuse: z.boolean(),
    redirect: z.boolean(),
    prepare: z.boolean(),
    thaw: z.boolean(),
    sendBack: z.boolean(),
    approve: z.boolean(),
    open: z.boolean(),
  }),
  version: z.number(),
});
export type AccessCase = z.output<typeof AccessCase>;

/** What an admin of the company sees of a request. */
export const AskedAdmin = z.object({
  requestId: z.uuid(),
  number: z.string(),
  name: z.string(),
  email: z.string(),
  phone: z.string().nullable(),
  job: z.string().nullable(),
  trouble: z.enum(accessTroubles),
  text: z.string(),
  askedAt: moment,
  state: z.enum(['open', 'late', 'over']),
  until: moment.nullable(),
  /** The colleague of that mail address, when there is one. */
  personId: z.uuid().nullable(),
  answer: z.object({ answer: z.enum(adminAnswers), name: z.string(), at: moment }).nullable(),
  can: z.object({ answer: z.boolean() }),
});
export type AskedAdmin = z.output<typeof AskedAdmin>;

/** The step cannot be taken from where the case stands. */
export const AccessNotNow = defineProblem('access_requests.not_now', 409, z.object({ state: z.string() }));
/** Something stands in the way: the first of it is said. */
export const AccessBlocked = defineProblem('access_requests.blocked', 409, z.object({ block: z.enum(accessBlocks) }));
export const AccessNotOnFile = defineProblem('access_requests.not_on_file', 422, z.object({}));
/** The hour in which evidence can be added from the page is over; the mailed link takes more. */
export const AccessTicketOver = defineProblem('access_requests.ticket_over', 410, z.object({}));

const told = z.object({ request: z.string(), name: z.string() });
export const AccessRequested = announcement('access_requests.made', told.extend({ trouble: z.string() }));
export const AccessMatched = announcement('access_requests.matched', told.extend({ looks: z.number() }));
export const AccessAdminsAsked = announcement('access_requests.admins_asked', told.extend({ until: z.string() }));
export const AccessAdminAnswered = announcement('access_requests.admin_answered', told.extend({ answer: z.string() }));
export const AccessAdminsSilent = announcement('access_requests.admins_silent', told);
export const AccessLookedAt = announcement('access_requests.looked_at', told);
export const AccessFileOpened = announcement('access_requests.file_opened', told.extend({ shows: z.string() }));
export const AccessItemChecked = announcement('access_requests.item_checked', told.extend({ item: z.string(), decision: z.string() }));
export const AccessCalledBack = announcement('access_requests.called_back', told.extend({ result: z.string() }));
export const AccessAsked = announcement('access_requests.asked_back', told);
export const AccessPrepared = announcement('access_requests.prepared', told.extend({ outcome: z.string() }));
export const AccessSentBack = announcement('access_requests.sent_back', told);
export const AccessApproved = announcement('access_requests.approved', told.extend({ outcome: z.string(), hours: z.number() }));
export const AccessRefused = announcement('access_requests.refused', told.extend({ why: z.string() }));
export const AccessRedirected = announcement('access_requests.redirected', told);
export const AccessDone = announcement('access_requests.done', told);
