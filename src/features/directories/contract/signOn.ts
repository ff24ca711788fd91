import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Email } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { IdentityFrozen, SignInNameTaken } from '../../identity/contract.ts';
import { ProviderNotUsable, refusals, TestResult } from './directories.ts';

/** Begun too long ago, finished already, or never begun in this browser. */
export const SignOnExpired = defineProblem('sign_on.expired', 410, z.object({}));
export const SignOnRefused = defineProblem('sign_on.refused', 403, z.object({ reason: z.enum(refusals), company: z.string(), said: z.string().nullable() }));
/** The link is over, another person's, or was made already. */
export const LinkNotYours = defineProblem('sign_on.link_not_yours', 403, z.object({}));

/** The page that a provider sends people back to. */
export const returnPath = '/sign-on';
/** Where providers of a company send browsers back to: an address of its own, so that what another company’s provider is told is never sent to this one’s. */
export const returnPathOf = (accountId: string): string => `${returnPath}/${accountId}`;

export const signOnEndpoints = {
  offerSignOn: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-on/offers',
    permission: 'public',
    perMinute: 60,
    summary: 'Directories that speak for the domain of an address; the same for every address of it',
    input: z.object({ email: Email }),
    output: z.object({ offers: z.array(z.object({ directoryId: z.uuid(), name: z.string() })) }),
  }),
  startSignOn: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-on',
    permission: 'public',
    perMinute: 60,
    summary: 'Begin to sign in through a directory: where to go, and what the browser keeps until it comes back',
    input: z.object({ directoryId: Id, email: Email.optional(), next: z.string().max(500).optional() }),
    output: z.object({ attempt: z.string(), url: z.string() }),
    problems: [ProviderNotUsable, SignOnExpired],
  }),
  finishSignOn: endpoint({
    within: 'public',
    method: 'POST',
    path: '/sign-on/finish',
    permission: 'public',
    perMinute: 60,
    summary: 'Come back from a provider with what it said',
    input: z.object({
      attempt: z.string().min(1).max(200),
      /** What stands behind `/sign-on/` in the address that the provider sent the browser to, with its query. */ answer: z.string().max(8000),
    }),
    output: z.object({
      outcome: z.enum(['in', 'link', 'tested']),
      accountId: z.uuid(),
      next: z.string().nullable(),
      /** With `link`: to be shown again after a sign-in by a way of one's own. */
      link: z.object({ token: z.string(), email: z.string(), directory: z.string() }).nullable(),
      test: z.object({ directoryId: z.uuid(), result: TestResult }).nullable(),
    }),
    problems: [SignOnExpired, SignOnRefused, ProviderNotUsable, IdentityFrozen, SignInNameTaken],
  }),
  linkSignOn: endpoint({
    within: 'person',
    method: 'POST',
    path: '/sign-on/link',
    permission: 'signed-in',
    summary: 'Link my identity with the company’s directory, signed in by a way of my own',
    input: z.object({ token: z.string().min(1).max(200) }),
    output: z.object({ accountId: z.uuid(), directory: z.string() }),
    problems: [LinkNotYours, SignOnRefused],
  }),
};
