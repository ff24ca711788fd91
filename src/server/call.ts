import type { z } from 'zod';
import { type GrantOverride, noRights } from '../core/access.ts';
import { type Contract, type Endpoint, type Handlers, isRead, type Within } from '../core/endpoint.ts';
import type { Locale } from '../core/locale.ts';
import { Problem } from '../core/problem.ts';
import { type Helper, IdempotencyKeyTaken, RequestInvalid, SignInRequired } from '../core/problems.ts';
import type { Question } from '../core/question.ts';
import type { Role } from '../core/roles.ts';
import { type Actor, type MemberActor, type OperatorActor, type Origin, type PersonActor, personIdOf, type VisitorActor } from './actor.ts';
import { admit } from './admit.ts';
import { type Check, type Database, enter, type Opening, openRead, openTx, type Sight } from './db.ts';
import { openGrants } from './grant.ts';
import { type Claim, claimOf, KeyTaken, Replayed } from './idempotency.ts';
import type { Log } from './log.ts';
import type { Secrets } from './secrets.ts';
import { type Grant, type KnownSession, openSessions, someone, Stale } from './session.ts';
import type { Tokens } from './tokens.ts';
import { run, type Tx } from './tx.ts';

/** What a door knows of a request before anything is decided. */
export interface Asked extends Origin {
  readonly locale: Locale;
  readonly sessionToken: string | null;
  /** What a program proves itself by (RFC 6750); people have sessions. */
  readonly bearer?: string | null;
  readonly accountId: string | null;
  readonly now: Date;
  /** A key of the caller's: the same call with it again does nothing twice. Heeded in one account, by what changes something; see idempotency.ts. */
  readonly idempotencyKey?: string | null;
  /** Told whose program calls, once that is known, by a word for its company and for itself; refuses it or holds it back. @throws TooManyRequests */
  admitProgram?(key: string): void | Promise<void>;
  /** Gives the browser a session (or takes it away); ignored by doors without cookies. */
  giveSession?(token: string | null, until: Date | null): void;
}

/** What every handler gets, and nothing else. */
export interface Context<A extends Actor = Actor> {
  readonly actor: A;
  /** Begins with its first statement; no network call, hashing or file work while it runs. */
  readonly tx: Tx;
  readonly now: Date;
  readonly request: Asked;
  /** A short transaction of its own that stays even when the handler refuses: before hashing, for counting failures. */
  apart<T>(work: (tx: Tx) => Promise<T>, sight?: Sight): Promise<T>;
  /** All replies of later features to a question; `within` a transaction of `apart`, or the handler's own. */
  ask<Input, Answer>(question: Question<Input, Answer>, input: Input, within?: Tx): Promise<Answer[]>;
}
export interface Contexts {
  readonly public: Context<VisitorActor>;
  readonly person: Context<PersonActor>;
  readonly account: Context<MemberActor>;
  readonly operator: Context<OperatorActor>;
}
export type HandlersOf<C extends Contract> = Handlers<C, Contexts & Record<Within, unknown>>;

type Handler = (context: Context<never>, input: unknown) => Promise<unknown>;
export interface Route {
  readonly id: string;
  readonly endpoint: Endpoint;
  readonly handler: Handler;
}
export type Reply = (tx: Tx, input: never, context: { actor: Actor; now: Date }) => Promise<unknown>;

/** Pairs each endpoint of a contract with the function that answers it. */
export const routesOf = <C extends Contract>(feature: string, contract: C, handlers: HandlersOf<C>): Route[] =>
  Object.entries(contract).map(([name, endpoint]) => ({ id: `${feature}.${name}`, endpoint, handler: handlers[name as keyof C] as Handler }));

/** Who was refused, and what the installation changed in the tables: by these the answer is drawn. */
export interface WhoAsks {
  readonly personId: string;
  readonly overrides: readonly GrantOverride[];
  readonly now: Date;
}
export interface CallerParts {
  readonly db: Database;
  readonly log: Log;
  readonly secrets: Secrets;
  /** Reads what programs bring; without it none is let in. */
  readonly tokens?: Tokens;
  readonly replies?: ReadonlyMap<string, readonly Reply[]>;
  /** Who in the account (or among the operator's people) can give the asker one of the roles; fills the refusal. */
  whoCanGive?(tx: Tx, side: 'account' | 'operator', roles: readonly Role[], asker: WhoAsks): Promise<Helper[]>;
  /** Tests check each answer against its schema. */
  readonly checkAnswers?: boolean;
}

/**
 * The one way in, in this order and no other: who asks; may they (before their input is even parsed); is the input
 * right; begin, fix what may be seen, call the handler; commit.
 */
export function makeCall(parts: CallerParts) {
  const sessions = openSessions(parts.db);
  const grants = parts.tokens && openGrants(parts.db, parts.tokens);

  async function call(route: Route, asked: Asked, rawInput: unknown): Promise<unknown> {
    const { within } = route.endpoint;
    // At a public door a program is known by tokens of that door's own.
    const bearer = within === 'public' ? null : asked.bearer;
    const keeper: Keeper | undefined = bearer ? grants : sessions;
    const token = bearer ?? asked.sessionToken;
    for (let attempt = 0; ; attempt++) {
      // No statement of a public endpoint confirms the session: whoever may act by it there is looked up, not remembered.
      const look = within === 'public' && !isRead(route.endpoint) ? keeper?.findAfresh : keeper?.find;
      const session = token ? await look?.(token, asked.accountId, asked.now) : undefined;
      if (session?.grant && attempt === 0) await asked.admitProgram?.(programOf(session.grant, session.personId));
      let admitted = false;
      try {
        const actor = await admit(parts, route.endpoint, asked, session);
        admitted = true;
        const input = parse(route.endpoint, rawInput);
        let stale = false;
        const check =
          session &&
          keeper?.check(
            session,
            asked.now,
            (s) => {
              stale = s;
            },
            within,
          );
        const output = await answer(parts, route, asked, actor, input, check);
        if (stale && session) keeper?.touch(session, asked.now).catch((error: unknown) => parts.log.warn({ error }, 'last use not noted'));
        return answered(parts, route, output);
      } catch (error) {
        if (error instanceof Stale && attempt < 5) continue;
        // A refusal from memory must not outlive the rights it was drawn from: look once more, freshly.
        if (session && attempt === 0 && !admitted) {
          keeper?.forget(session);
          continue;
        }
        throw error;
      }
    }
  }

  return Object.assign(call, { atOnce: atOnceBy(parts, { sessions, grants }) });
}
export type Call = ReturnType<typeof makeCall>;
/** What several calls are together, as their key is remembered: a word for it, and what was asked. */
export interface Act {
  readonly id: string;
  readonly input: unknown;
}
/** One of several calls that are done together. */
export type Inside = (route: Route, rawInput: unknown) => Promise<unknown>;

/** Several calls of one caller in one account as one act: all of them are done, or none is. What comes again with its key is answered alike. */
function atOnceBy(parts: CallerParts, keepers: { readonly sessions: Keeper; readonly grants: Keeper | undefined }) {
  return async function atOnce<T>(act: Act, asked: Asked, work: (call: Inside) => Promise<T>): Promise<T> {
    const keeper: Keeper | undefined = asked.bearer ? keepers.grants : keepers.sessions;
    const token = asked.bearer ?? asked.sessionToken;
    for (let attempt = 0; ; attempt++) {
      const session = token ? await keeper?.find(token, asked.accountId, asked.now) : undefined;
      if (!session || !keeper) throw new SignInRequired({});
      const whole = openWhole(parts, asked, session, act, (used) => keeper.check(session, asked.now, used, 'account'));
      try {
        const output = await whole.commit(await work(whole.call));
        if (whole.isStaleUse()) keeper.touch(session, asked.now).catch((error: unknown) => parts.log.warn({ error }, 'last use not noted'));
        return output;
      } catch (thrown) {
        const error = await whole.rollback(thrown);
        if (error instanceof Replayed) return error.output as T;
        if (error instanceof Stale && attempt < 5) continue;
        if (whole.isRefused() && attempt === 0) {
          keeper.forget(session);
          continue;
        }
        throw error;
      }
    }
  };
}

const answered = (parts: CallerParts, { endpoint }: Route, output: unknown): unknown =>
  parts.checkAnswers && (endpoint.answers ?? 'json') === 'json' ? endpoint.output.parse(output) : output;

/** All tokens of an application in a company count together, and all keys of a person there. */
const programOf = ({ accountId, via }: Grant, personId: string): string => `${accountId} ${via?.applicationId ?? personId}`;

/** Where those who ask are known from: sessions of people, or grants of programs. */
interface Keeper {
  find(token: string, accountId: string | null, now: Date): Promise<KnownSession | undefined>;
  findAfresh(token: string, accountId: string | null, now: Date): Promise<KnownSession | undefined>;
  check(known: KnownSession, now: Date, used: (stale: boolean) => void, within: Within): Check;
  forget(known: KnownSession): void;
  touch(known: KnownSession, now: Date): Promise<void>;
}

function parse(endpoint: Endpoint, raw: unknown): unknown {
  const result = endpoint.input.safeParse(raw);
  const fields: Record<string, string> = {};
  if (result.success) {
    const path = unkeepable(result.data);
    if (path === undefined) return result.data;
    fields[path] = 'invalid_format';
  } else for (const issue of result.error.issues) fields[issue.path.join('.')] ??= codeOf(issue, raw);
  throw new RequestInvalid({ fields });
}

/** Where the input holds text that PostgreSQL cannot keep: U+0000, or half of a character. Neither can be typed. */
function unkeepable(input: unknown): string | undefined {
  const waiting: [path: string, value: unknown][] = [['', input]];
  for (const [path, value] of waiting) {
    if (typeof value === 'string' && (value.includes('\0') || !value.isWellFormed())) return path;
    if (typeof value !== 'object' || value === null) continue;
    for (const [key, inner] of Object.entries(value)) waiting.push([path ? `${path}.${key}` : key, inner]);
  }
  return undefined;
}

/** The code whose sentence is `fields.<code>`; what is absent or empty is `required`, whatever the schema calls it. */
function codeOf(issue: z.core.$ZodIssue, raw: unknown): string {
  if (issue.code === 'custom') return issue.message;
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | undefined)?.[key], raw);
  return value === undefined || value === '' || (issue.code === 'too_small' && issue.minimum === 1) ? 'required' : issue.code;
}

async function answer(parts: CallerParts, route: Route, asked: Asked, actor: Actor, input: unknown, check: Check | undefined): Promise<unknown> {
  const { endpoint, handler } = route;
  const sight: Sight = {
    personId: endpoint.within === 'public' ? null : personIdOf(actor),
    accountId: endpoint.within === 'account' ? actor.accountId : null,
    ...(endpoint.within === 'operator' ? { across: route.id } : {}),
  };
  if (sight.across) parts.log.info({ requestId: asked.requestId, across: sight.across, personId: sight.personId }, 'across accounts');
  const { opening, confirm } = openingOnce(parts.db, sight, endpoint.within === 'public' ? undefined : check);
  const claim = claimed(parts, route, asked, actor, input);
  const open = isRead(endpoint) && endpoint.within !== 'public' ? undefined : openTx(parts.db, claim ? { ...opening, claim: claim.check } : opening);
  const tx = open?.tx ?? openRead(parts.db, opening);
  const context = contextOf(parts, { asked, actor, tx, sight, confirm, readsOnly: isRead(endpoint) });
  try {
    const output = await handler(context as Context<never>, input);
    await confirm();
    if (open && claim) await claim.keep(open.tx, output);
    await open?.commit();
    return output;
  } catch (error) {
    await open?.rollback();
    if (error instanceof Replayed) return error.output;
    if (error instanceof KeyTaken) throw new IdempotencyKeyTaken({});
    if (error instanceof Problem) await confirm();
    throw error;
  }
}

interface Setting {
  readonly asked: Asked;
  readonly actor: Actor;
  readonly tx: Tx;
  readonly sight: Sight;
  readonly readsOnly: boolean;
  confirm(): Promise<void>;
}
const contextOf = (parts: CallerParts, { asked, actor, tx, sight, readsOnly, confirm }: Setting): Context => ({
  actor,
  tx,
  now: asked.now,
  request: asked,
  async apart(work, other = sight) {
    await confirm();
    if ('seeing' in actor && actor.seeing && readsOnly) return work(openRead(parts.db, { sight: other }));
    const short = openTx(parts.db, { sight: other });
    try {
      const result = await work(short.tx);
      await short.commit();
      return result;
    } catch (error) {
      await short.rollback();
      throw error;
    }
  },
  ask: (question, questionInput, within = tx) =>
    Promise.all((parts.replies?.get(question.name) ?? []).map((reply) => reply(within, questionInput as never, { actor, now: asked.now }))) as never,
});

/** The one transaction of several calls: each is asked who it is and whether they may, and whatever one of them refuses undoes them all. */
function openWhole(parts: CallerParts, asked: Asked, session: KnownSession, { id, input }: Act, checkOf: (used: (stale: boolean) => void) => Check) {
  let isStaleUse = false;
  let isRefused = false;
  let hasWritten = false;
  let broken: { readonly by: unknown } | undefined;
  const { accountId } = asked;
  const sight: Sight = { accountId, personId: session.grant?.kind === 'app' ? null : session.personId };
  const check = checkOf((stale) => {
    isStaleUse = stale;
  });
  const { opening, confirm } = openingOnce(parts.db, sight, check);
  const caller: Actor = { ...someone(session, asked), kind: 'person', accountId: accountId ?? '', rights: noRights };
  const claim = asked.idempotencyKey ? claimOf(parts.secrets, caller, asked.now, asked.idempotencyKey, { id, input }) : undefined;
  const open = openTx(parts.db, claim ? { ...opening, claim: claim.check } : opening);

  async function handled(route: Route, actor: Actor, parsed: unknown): Promise<unknown> {
    const readsOnly = isRead(route.endpoint);
    // The one before may have ended in another company's rows.
    if (hasWritten && accountId) await enter(open.tx, { accountId, ...(sight.personId ? { personId: sight.personId } : {}) });
    hasWritten ||= !readsOnly;
    return answered(parts, route, await route.handler(contextOf(parts, { asked, actor, tx: open.tx, sight, readsOnly, confirm }) as Context<never>, parsed));
  }
  return {
    async call(route: Route, rawInput: unknown): Promise<unknown> {
      if (route.endpoint.within !== 'account') throw new Error(`${route.id} is not within an account`);
      isRefused = true;
      const actor = await admit(parts, route.endpoint, asked, session);
      isRefused = false;
      const parsed = parse(route.endpoint, rawInput);
      return handled(route, actor, parsed).catch((error: unknown) => {
        broken ??= { by: error };
        throw error;
      });
    },
    async commit<T>(output: T): Promise<T> {
      // Who went on after a refusal has not seen to it that nothing is half done.
      if (broken) throw broken.by;
      await confirm();
      if (claim) await claim.keep(open.tx, output);
      await open.commit();
      return output;
    },
    /** What is to be said of what was thrown. */
    async rollback(thrown: unknown): Promise<unknown> {
      await open.rollback();
      const first = broken?.by;
      if (first instanceof KeyTaken) return new IdempotencyKeyTaken({});
      if (first instanceof Replayed || first instanceof Stale) return first;
      return confirm().then(
        () => thrown,
        (error: unknown) => error,
      );
    },
    isRefused: () => isRefused,
    isStaleUse: () => isStaleUse,
  };
}

function claimed({ secrets }: CallerParts, { id, endpoint }: Route, asked: Asked, actor: Actor, input: unknown): Claim | undefined {
  const isHeeded = endpoint.within === 'account' && !isRead(endpoint) && (endpoint.answers ?? 'json') === 'json';
  return asked.idempotencyKey && isHeeded ? claimOf(secrets, actor, asked.now, asked.idempotencyKey, { id, input }) : undefined;
}

/**
 * An opening whose check leaves with the first statement; `confirm` sends it by itself as long as there was none: before
 * anything is done apart, answered or refused on the word of memory alone. @throws Stale
 */
function openingOnce(db: Database, sight: Sight, check: Check | undefined): { readonly opening: Opening; confirm(): Promise<void> } {
  if (!check) return { opening: { sight }, confirm: async () => {} };
  let isConfirmed = false;
  const verify: Check['verify'] = (rows) => {
    check.verify(rows);
    isConfirmed = true;
  };
  const opening = { sight, check: { ...check, verify } };
  return {
    opening,
    async confirm() {
      if (!isConfirmed) await run(openRead(db, opening), 'select 1');
    },
  };
}
