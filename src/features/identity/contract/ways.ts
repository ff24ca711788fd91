import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Email } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { CodeExpired, CodeWrong, LinkNotUsable, SignInNameTaken } from './problems.ts';

const Nothing = z.object({});
/** How a person is reached and known concerns every company that they belong to. */
const signIn = { toCompanies: true };

/** For how many hours whoever is told of a change can say that it was not theirs. */
export const NOT_ME_HOURS = 72;

/** Said only to whoever proved to be that person: someone said "this was not me". The way back leads over /recover. */
export const IdentityFrozen = defineProblem('identity.frozen', 403, z.object({ goTo: z.literal('/recover') }));
/** The address or number is among the person's ways already. */
export const WayKnown = defineProblem('identity.way_known', 409, Nothing);
export const TooManyWays = defineProblem('identity.too_many_ways', 409, z.object({ most: z.number() }));
/** Only an address that was proved by a code can be signed in with. */
export const WayNotProved = defineProblem('identity.way_not_proved', 409, Nothing);

/** `hint` is the masked address or number: the log of a company is no place for a private phone number. */
const Way = z.object({ kind: z.enum(['email', 'phone']), hint: z.string() });
export const WayAdded = announcement('identity.way_added', Way, signIn);
export const WayRemoved = announcement('identity.way_removed', Way, signIn);
/** The sign-in name is another; whoever keeps the address elsewhere listens to this. */
export const EmailChanged = announcement('identity.email_changed', z.object({ email: z.string() }), signIn);
export const PersonFrozen = announcement('identity.person_frozen', z.object({}), signIn);
export const PersonThawed = announcement('identity.person_thawed', z.object({}), signIn);

const WayKey = z.union([z.literal('sign_in'), Id]);
const WayLine = z.object({
  key: z.string(),
  kind: z.enum(['email', 'phone', 'passkey', 'totp', 'recovery_code']),
  /** The address, the number as one dials it, the name of the passkey; null for the app and the codes. */
  value: z.string().nullable(),
  isSignIn: z.boolean(),
  isProved: z.boolean(),
  since: z.date(),
  /** When a code to it was last confirmed, or it was last used. */
  testedAt: z.date().nullable(),
  /** How many codes are left; for codes only. */
  left: z.number().nullable(),
  can: z.object({ test: z.boolean(), remove: z.boolean(), useForSignIn: z.boolean() }),
});
export type WayLine = z.output<typeof WayLine>;

const SentCode = z.object({ key: z.string(), attempt: z.uuid(), minutes: z.number(), resendAfterSeconds: z.number() });
const NotMeToken = z.object({ token: z.string().min(1).max(200) });

export const ways = {
  listWays: endpoint({
    within: 'person',
    method: 'GET',
    path: '/security/ways',
    permission: 'signed-in',
    summary: 'Every way by which I can get back in and be told of changes',
    input: Nothing,
    output: z.object({
      items: z.array(WayLine),
      /** How many methods there are among the proved ones (two mailboxes are one), and how many there should be. */
      methods: z.number(),
      wanted: z.number(),
      can: z.object({ addEmail: z.boolean(), addPhone: z.boolean() }),
    }),
  }),
  addWay: endpoint({
    within: 'person',
    method: 'POST',
    path: '/security/ways',
    permission: 'signed-in',
    perMinute: 20,
    summary: 'Add a mail address or a phone number; a code goes there, and it counts once that is confirmed',
    input: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('email'), value: Email }),
      z.object({ kind: z.literal('phone'), value: z.string().trim().min(1).max(60), country: z.string().regex(/^[A-Z]{2}$/) }),
    ]),
    output: SentCode,
    problems: [WayKnown, TooManyWays],
  }),
  sendWayCode: endpoint({
    within: 'person',
    method: 'POST',
    path: '/security/ways/:key/code',
    permission: 'signed-in',
    perMinute: 20,
    summary: 'Send a code to one of my addresses or numbers: to prove it, or to see that it still works',
    input: z.object({ key: WayKey }),
    output: SentCode,
  }),
  confirmWay: endpoint({
    within: 'person',
    method: 'POST',
    path: '/security/ways/:key/confirm',
    permission: 'signed-in',
    perMinute: 30,
    summary: 'Confirm the code that was sent',
    input: z.object({ key: WayKey, attempt: Id, code: z.string().trim().min(1).max(40) }),
    output: Nothing,
    problems: [CodeWrong, CodeExpired],
  }),
  removeWay: endpoint({
    within: 'person',
    method: 'DELETE',
    path: '/security/ways/:key',
    permission: 'signed-in',
    stepUp: 10,
    summary: 'Remove one of my further addresses or numbers',
    input: z.object({ key: Id }),
    output: Nothing,
  }),
  useForSignIn: endpoint({
    within: 'person',
    method: 'PUT',
    path: '/security/sign-in-address',
    permission: 'signed-in',
    stepUp: 10,
    summary: 'Sign in with another of my proved addresses; the former one stays among them',
    input: z.object({ key: Id }),
    output: Nothing,
    problems: [WayNotProved, SignInNameTaken],
  }),
  openNotMe: endpoint({
    within: 'public',
    method: 'POST',
    path: '/not-me/look',
    permission: 'public',
    perMinute: 30,
    summary: 'What a link “this was not me” is about; does not use it up',
    input: NotMeToken,
    output: z.object({ email: z.string(), changeAt: z.date(), expiresAt: z.date(), isFrozen: z.boolean() }),
    problems: [LinkNotUsable],
  }),
  sayNotMe: endpoint({
    within: 'public',
    method: 'POST',
    path: '/not-me',
    permission: 'public',
    perMinute: 30,
    summary: 'This was not me: ends every session and freezes signing in; gives nothing back',
    input: NotMeToken,
    output: Nothing,
    problems: [LinkNotUsable],
  }),
};
