import { z } from 'zod';
import { announcement } from '../../core/announcement.ts';
import { endpoint } from '../../core/endpoint.ts';
import { Id } from '../../core/id.ts';
import { Page, PageInput } from '../../core/page.ts';
import { defineProblem } from '../../core/problem.ts';
import { Ask } from '../applications/contract.ts';

/** Where a browser is led when what a program asked for cannot be answered to the program itself. */
export const errorPage = (error: string): string => `/not-authorized?error=${encodeURIComponent(error)}`;

/** The request is over, was answered already, or never was. */
export const RequestOver = defineProblem('programs.request_over', 404, z.object({}));
/** The company has not consented to this application of another company. */
export const ConsentMissing = defineProblem('programs.consent_missing', 409, z.object({ application: z.string(), company: z.string() }));
/** What the application asks for has changed since it was read. */
export const ScopesChanged = defineProblem('programs.scopes_changed', 409, z.object({}));

const named = z.object({ application: z.string() });
/** A person lets an application act for them. */
export const ProgramLetIn = announcement('programs_let_in.person', named);
/** An application got its first token for a company. */
export const ApplicationLetIn = announcement('programs_let_in.application', named);
export const ProgramShutOut = announcement('programs_let_in.ended', named);

/** The uid of a request in a browser, or the code that a device shows. */
const request = z.string().trim().min(8).max(64);
const which = z.object({ request });

const Grant = z.object({
  grantId: z.uuid(),
  /** `key`: a person’s own key; `person`: an application that acts for a person; `app`: one that works by itself. */
  kind: z.enum(['key', 'person', 'app']),
  name: z.string(),
  /** Whose it is or whom it acts for; null for an application by itself. */
  person: z.string().nullable(),
  company: z.string().nullable(),
  createdAt: z.date(),
  lastUsedAt: z.date().nullable(),
  expiresAt: z.date().nullable(),
  can: z.object({ end: z.boolean() }),
});
export type Grant = z.output<typeof Grant>;

const own = { within: 'person', permission: 'signed-in' } as const;
export const tokens = {
  lookAtRequest: endpoint({
    ...own,
    method: 'GET',
    path: '/authorizations/:request',
    bySignOn: true,
    perMinute: 30,
    summary: 'A program that asks to act for me: which one, of which company, and for which of my companies it may',
    input: which,
    output: z.object({
      application: z.object({ applicationId: z.uuid(), name: z.string(), description: z.string(), company: z.string(), partnerId: z.string() }),
      kind: z.enum(['browser', 'device']),
      accounts: z.array(z.object({ accountId: z.uuid(), name: z.string(), partnerId: z.string() })),
    }),
    problems: [RequestOver],
  }),
  lookAtRequestHere: endpoint({
    within: 'account',
    method: 'GET',
    path: '/authorizations/:request',
    permission: 'signed-in',
    summary: 'What a program that asks to act for me may do in this company, and what stands in the way',
    input: which,
    output: z.object({
      scopes: z.array(Ask.and(z.object({ /** Whether I may any of that myself: what I may not, it may not either. */ mine: z.boolean() }))),
      /** The company has not consented to it; whoever manages applications can. */
      isMissingConsent: z.boolean(),
      can: z.object({ agree: z.boolean(), consent: z.boolean() }),
    }),
    problems: [RequestOver],
  }),
  agreeToRequest: endpoint({
    within: 'account',
    method: 'POST',
    path: '/authorizations/:request/agree',
    permission: 'signed-in',
    stepUp: 10,
    summary: 'Let a program act for me in this company, with exactly what I was shown',
    input: which.extend({ scopes: z.array(Ask).max(100) }),
    /** Where the browser goes on; null: on the device. */
    output: z.object({ goOn: z.string().nullable() }),
    problems: [RequestOver, ConsentMissing, ScopesChanged],
  }),
  refuseRequest: endpoint({
    ...own,
    method: 'POST',
    path: '/authorizations/:request/refuse',
    bySignOn: true,
    summary: 'Refuse a program that asks to act for me; it is told',
    input: which,
    output: z.object({ goOn: z.string().nullable() }),
    problems: [RequestOver],
  }),
  listMyPrograms: endpoint({
    ...own,
    method: 'GET',
    path: '/programs',
    summary: 'Programs and keys that act for me, in all of my companies, the newest first',
    input: PageInput,
    output: Page(Grant),
  }),
  endMyProgram: endpoint({
    ...own,
    method: 'POST',
    path: '/programs/:grantId/end',
    summary: 'End what a program may do for me, in force at once',
    input: z.object({ grantId: Id }),
    output: z.object({}),
  }),
  listPrograms: endpoint({
    within: 'account',
    method: 'GET',
    path: '/programs-let-in',
    permission: 'app_users',
    summary: 'Programs and keys that have access to the company, by whom, and when they were last used',
    input: PageInput,
    output: Page(Grant),
  }),
  endProgram: endpoint({
    within: 'account',
    method: 'POST',
    path: '/programs-let-in/:grantId/end',
    permission: 'app_users',
    stepUp: 10,
    takesAway: true,
    summary: 'End what a program may do in the company, in force at once',
    input: z.object({ grantId: Id }),
    output: z.object({}),
  }),
};
