import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Email, Locale } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';

/** How many characters stand in the picture and are said in the sound; all are digits (decision 0024). */
export const HUMAN_CHARACTERS = 6;

/** How long a check is good for. */
export const HUMAN_MINUTES = 5;

/** Not right, too old, used already, or another check's: which of these is not told. A new check is needed. */
export const HumanCheckWrong = defineProblem('identity.human_check_wrong', 422, z.object({}));

/** What a form sends along to show that somebody is there. Each is good for one try. */
export const HumanProof = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('characters'), checkId: Id, characters: z.string().max(40) }),
  /** What the browser worked out: `{ challenge, solution }` as base64 of JSON. */
  z.object({ kind: z.literal('work'), payload: z.string().max(4000) }),
  z.object({ kind: z.literal('mail_code'), attempt: Id, code: z.string().max(40) }),
]);
export type HumanProof = z.output<typeof HumanProof>;

/** What the browser is to work out, signed by the server (altcha, version 2). */
const Work = z.object({
  parameters: z.looseObject({ algorithm: z.string(), nonce: z.string(), salt: z.string(), cost: z.number(), keyLength: z.number(), keyPrefix: z.string() }),
  signature: z.string(),
});
export const HumanCheck = z.object({
  checkId: z.uuid(),
  expiresAt: z.date(),
  work: Work,
  /** The highest number that the browser has to try; on average it has tried half of them. */
  workMost: z.number().int(),
});
export type HumanCheck = z.output<typeof HumanCheck>;

/** The check that somebody is there, before doors that strangers can knock at. */
export const humanChecks = {
  newHumanCheck: endpoint({
    within: 'public',
    method: 'POST',
    path: '/human-check',
    permission: 'public',
    perMinute: 60,
    summary: 'Begin a human check: characters in a picture and in a sound, or work for the browser',
    input: z.object({ /** The language of the sound. */ locale: Locale }),
    output: HumanCheck,
  }),
  getHumanPicture: endpoint({
    within: 'public',
    method: 'GET',
    path: '/human-check/:checkId/picture',
    permission: 'public',
    perMinute: 60,
    answers: 'file',
    summary: 'The characters of a human check as a picture (PNG)',
    input: z.object({ checkId: Id }),
    output: z.unknown(),
  }),
  getHumanSound: endpoint({
    within: 'public',
    method: 'GET',
    path: '/human-check/:checkId/sound',
    permission: 'public',
    perMinute: 60,
    answers: 'file',
    summary: 'The same characters as a sound (WAV)',
    input: z.object({ checkId: Id }),
    output: z.unknown(),
  }),
  requestHumanCode: endpoint({
    within: 'public',
    method: 'POST',
    path: '/human-check/mail-code',
    permission: 'public',
    perMinute: 10,
    summary: 'Have a code mailed instead; it goes to any address, known here or not',
    input: z.object({ email: Email }),
    output: z.object({ attempt: z.uuid(), resendAfterSeconds: z.number(), minutes: z.number() }),
  }),
};
