import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Email, Locale, PersonName } from '../../core/person.ts';
import { defineProblem } from '../../core/problem.ts';
import { RequestInvalid, TooManyRequests } from '../../core/problems.ts';
import { CodeExpired, CodeWrong } from '../identity/contract.ts';
import { AlreadyAsked, joinRequestStates } from '../members/contract.ts';

/** The steps of a sign-up, in their order. `credentials` is the last: finishing it makes the account. */
export const steps = ['country', 'company', 'contact', 'terms', 'credentials'] as const;
export const StepName = z.enum(steps);
export type StepName = z.output<typeof StepName>;

/** How long a code is good, how soon another may be asked for, how long an unfinished sign-up is kept. */
export const codeMinutes = 15;
export const resendSeconds = 60;
export const keptDays = 14;

/** What is typed is kept as it is, right or wrong; the step's rule judges it. */
const typed = z.string().max(500).optional();
export const TypedAddress = z.object({ line1: typed, line2: typed, line3: typed, city: typed, district: typed, state: typed, postalCode: typed });
export const TypedCompany = z.object({ name: typed, address: TypedAddress.optional(), registrationNumber: typed, vatNumber: typed, website: typed });
/** One's own name and, when someone else is the primary contact, theirs. */
export const TypedContact = z.object({
  givenName: typed,
  familyName: typed,
  phone: typed,
  primary: z.enum(['me', 'other']).optional(),
  other: z.object({ givenName: typed, familyName: typed, email: typed, phone: typed }).optional(),
});
export const AcceptedTerms = z.object({ version: z.string().max(40), hash: z.string().max(100), locale: Locale });
/** What has been answered so far. `newCompany`: seen that the company is known, and going on with another one. */
export const Answers = z.object({
  newCompany: z.boolean().optional(),
  country: z.string().max(10).optional(),
  company: TypedCompany.optional(),
  contact: TypedContact.optional(),
  terms: AcceptedTerms.optional(),
});
export type Answers = z.output<typeof Answers>;
export type TypedCompany = z.output<typeof TypedCompany>;
export type TypedContact = z.output<typeof TypedContact>;

/** A company that stands under the mail domain of the one who signs up. */
export const KnownCompany = z.object({ accountId: z.uuid(), name: z.string(), /** The one who signs up belongs to it already. */ isMember: z.boolean() });
/** What became of a request to be let into a known company. */
export const JoinStatus = z.object({
  company: z.string(),
  state: z.enum(joinRequestStates),
  askedAt: z.date(),
  /** When the operator's desk is offered if nobody answers. */
  dueAt: z.date(),
  /** Why it was refused, in the words of the one who did. */
  reason: z.string().nullable(),
});
export type JoinStatus = z.output<typeof JoinStatus>;

export const Finished = z.object({
  accountId: z.uuid(),
  partnerId: z.string(),
  name: z.string(),
  /** False when the account was there already: this browser signs in. */ signedIn: z.boolean(),
});
export type Finished = z.output<typeof Finished>;

export const SignUp = z.object({
  email: z.string(),
  answers: Answers,
  steps: z.array(z.object({ name: StepName, done: z.boolean() })),
  next: StepName,
  /** Asked only of a proved mailbox: companies under the same mail domain, until one goes on with a new one. */
  known: z.array(KnownCompany),
  request: JoinStatus.nullable(),
  /** Whether the mailbox is someone's sign-in name already: then they prove themselves, and no second identity is made. */
  identity: z.enum(['new', 'existing']),
  /** The sign-in name that this browser is signed in with. */
  signedInAs: z.string().nullable(),
  finished: Finished.nullable(),
  keptUntil: z.date(),
});
export type SignUp = z.output<typeof SignUp>;

export const Terms = z.object({
  version: z.string(),
  hash: z.string(),
  locale: Locale,
  introduction: z.string(),
  sections: z.array(z.object({ title: z.string(), text: z.string() })),
});
export type Terms = z.output<typeof Terms>;

export const FreeMailRefused = defineProblem('signup.free_mail', 422, z.object({ domain: z.string() }));
export const SharedMailboxRefused = defineProblem('signup.shared_mailbox', 422, z.object({ name: z.string() }));
/** The sign-up is unknown, finished elsewhere and forgotten, or older than it is kept. */
export const SignUpGone = defineProblem('signup.gone', 410, z.object({}));
/** The terms are others now than those that were read. */
export const TermsChanged = defineProblem('signup.terms_changed', 409, z.object({}));
/** Something before the last step is still missing or wrong; `step` is where. */
export const StepMissing = defineProblem('signup.step_missing', 409, z.object({ step: StepName }));
/** The company's people decide first whether to let one in; or one says that this is another company. */
export const CompanyKnown = defineProblem('signup.company_known', 409, z.object({}));
/** The address is someone's sign-in name: sign in with it, then finish. */
export const IdentityExists = defineProblem('signup.identity_exists', 409, z.object({}));
/** Signed in as someone else than the one whose mailbox was proved. */
export const OtherIdentity = defineProblem('signup.other_identity', 409, z.object({ email: z.string() }));

export const TermsAccepted = announcement('terms.accepted', z.object({ version: z.string() }));

const Token = z.string().min(20).max(100);
const Sent = z.object({ signUpId: z.uuid(), email: z.string(), resendAfterSeconds: z.number(), codeMinutes: z.number() });

/** What is sent to a step: `country` a country, `company` and `contact` what was typed, `terms` which text was agreed to. */
const Saved = z.object({
  token: Token,
  step: z.enum(['known', 'country', 'company', 'contact', 'terms']),
  answers: Answers,
  /** False keeps what is typed without judging it: going back, going away. */
  check: z.boolean().default(true),
});

export const signup = {
  start: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-ups',
    permission: 'public',
    perMinute: 10,
    summary: 'Begin a sign-up: a code goes to the mailbox',
    input: z.object({ email: Email, locale: Locale }),
    output: Sent,
    problems: [FreeMailRefused, SharedMailboxRefused, TooManyRequests],
  }),
  resend: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-ups/:signUpId/code',
    permission: 'public',
    perMinute: 10,
    summary: 'Send another code to the mailbox of a sign-up',
    input: z.object({ signUpId: Id }),
    output: Sent,
    problems: [SignUpGone, TooManyRequests],
  }),
  confirm: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-ups/:signUpId/confirmation',
    permission: 'public',
    perMinute: 30,
    summary: 'Prove the mailbox with the mailed code',
    input: z.object({ signUpId: Id, code: z.string().max(40) }),
    output: z.object({ token: z.string(), signUp: SignUp }),
    problems: [CodeWrong, CodeExpired],
  }),
  // Reading is a POST as well: the token must stand in no address that a log keeps.
  get: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-ups/current',
    permission: 'public',
    perMinute: 120,
    summary: 'How far a sign-up has come',
    input: z.object({ token: Token }),
    output: SignUp,
    problems: [SignUpGone],
  }),
  save: endpoint({
    within: 'public',
    method: 'PUT',
    path: '/sign-ups/current',
    permission: 'public',
    perMinute: 120,
    summary: 'Keep the answers of one step',
    input: Saved,
    output: SignUp,
    problems: [SignUpGone, RequestInvalid, TermsChanged],
  }),
  mailLink: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-ups/current/link',
    permission: 'public',
    perMinute: 10,
    summary: 'Mail a link with which the sign-up goes on in another browser',
    input: z.object({ token: Token }),
    output: z.object({ sentTo: z.string() }),
    problems: [SignUpGone, TooManyRequests],
  }),
  askToJoin: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-ups/current/request',
    permission: 'public',
    perMinute: 10,
    summary: 'Ask the admins of a known company to be let in',
    input: PersonName.extend({ token: Token, accountId: Id, message: z.string().trim().max(500).optional() }),
    output: SignUp,
    problems: [SignUpGone, AlreadyAsked],
  }),
  getTerms: endpoint({
    within: 'public',
    method: 'GET',
    path: '/terms',
    permission: 'public',
    summary: 'The terms of membership in one language',
    input: z.object({ locale: Locale }),
    output: Terms,
  }),
  finish: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-ups/current/account',
    permission: 'public',
    perMinute: 20,
    summary: 'Make the account, for someone who is new here',
    input: z.object({ token: Token, password: z.string().max(500) }),
    output: Finished,
    problems: [SignUpGone, StepMissing, CompanyKnown, TermsChanged, IdentityExists, RequestInvalid],
  }),
  finishAs: endpoint({
    within: 'person',
    method: 'POST',
    path: '/sign-ups/account',
    permission: 'signed-in',
    summary: 'Make the account, for someone who has an identity and is signed in',
    input: z.object({ token: Token }),
    output: Finished,
    problems: [SignUpGone, StepMissing, CompanyKnown, TermsChanged, OtherIdentity],
  }),
};
