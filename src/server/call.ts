import type { z } from 'zod';
import { type GrantOverride, may, mayTakeAway, noRights, whyNot } from '../core/access.ts';
import { closedToPrograms } from '../core/closedToPrograms.ts';
import type { Permission } from '../core/grants.ts';
import type { Role } from '../core/roles.ts';
import { type Contract, type Endpoint, type Handlers, isRead, levelOf, type Within } from '../core/endpoint.ts';
import type { Locale } from '../core/locale.ts';
import { Problem } from '../core/problem.ts';
import {
  AccessDenied,
  IdempotencyKeyTaken,
  type Helper,
  NotByToken,
  NotFound,
  ProofNotAccepted,
  RequestInvalid,
  ScopeMissing,
  SecondFactorRequired,
  SeeingAs,
  SignInRequired,
  StepUpRequired,
} from '../core/problems.ts';
import type { Question } from '../core/question.ts';
import { demandsSecondFactor } from '../core/secondFactor.ts';
import { companyOfSignOn, ownWays, proofsMissing } from '../core/signOn.ts';
import {
  type Actor,
  type MemberActor,
  nobody,
  personIdOf,
  type OperatorActor,
  type Origin,
  type PersonActor,
  type Seeing,
  type VisitorActor,
} from './actor.ts';
import { type Check, type Database, type Opening, openRead, openTx, type Sight } from './db.ts';
import { type Claim, claimOf, KeyTaken, Replayed } from './idempotency.ts';
import type { Log } from './log.ts';
import type { Secrets } from './secrets.ts';
import { openGrants } from './grant.ts';
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

  return async function call(route: Route, asked: Asked, rawInput: unknown): Promise<unknown> {
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
        return parts.checkAnswers && (route.endpoint.answers ?? 'json') === 'json' ? route.endpoint.output.parse(output) : output;
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
  };
}
export type Call = ReturnType<typeof makeCall>;

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

/** Who asks, and may they. @throws SignInRequired, NotFound, ProofNotAccepted, SecondFactorRequired, NotByToken, ScopeMissing, AccessDenied, StepUpRequired */
async function admit(parts: CallerParts, endpoint: Endpoint, asked: Asked, session: KnownSession | undefined): Promise<Actor> {
  const origin: Origin = { requestId: asked.requestId, address: asked.address, userAgent: asked.userAgent };
  const isOpen = !session || companyOfSignOn(session.proofs) === null || endpoint.bySignOn === true;
  if (endpoint.within === 'public')
    return session && !session.seeing && isOpen ? { ...someone(session, origin), kind: 'person', accountId: null, rights: noRights } : nobody(origin);
  if (!session) throw new SignInRequired({});
  if (session.seeing) refuseUnseen(endpoint, asked, session.seeing);
  if (!isOpen && endpoint.within !== 'account') throw new ProofNotAccepted({ accepted: [...ownWays] });
  const base = { ...someone(session, origin), ...(session.grant ? { locale: asked.locale, via: session.grant.via } : {}) };
  const actor = ((): PersonActor | MemberActor | OperatorActor => {
    if (endpoint.within === 'person') return { ...base, kind: 'person', accountId: null, rights: noRights };
    if (endpoint.within === 'operator') return { ...base, kind: 'operator', accountId: null, rights: session.operator };
    // Not a member, or a token of another company: the same answer as for an account that never was.
    if (!session.member || !asked.accountId || session.accountId !== asked.accountId) throw new NotFound({});
    const { acceptedProofs, signOns, rights, roles, secondFactor } = session.member;
    if (session.grant?.kind === 'app') return { ...base, kind: 'app', accountId: asked.accountId, rights };
    const wanted = proofsMissing(base.proofs, acceptedProofs, signOns);
    if (wanted) throw new ProofNotAccepted({ accepted: [...wanted] });
    // Pages of one's own stay open: there it is set up.
    if (!base.secondFactorAt && demandsSecondFactor(secondFactor, roles, asked.now)) throw new SecondFactorRequired({ enrolled: base.hasSecondFactor });
    return { ...base, kind: 'person', accountId: asked.accountId, rights };
  })();
  if (session.grant) refuseBeyond(endpoint, session.grant);
  if (endpoint.permission !== 'signed-in' && endpoint.permission !== 'public')
    await demand(parts, endpoint, endpoint.permission, actor, { session, now: asked.now });
  if (endpoint.stepUp !== undefined && !isSteppedUp(endpoint.stepUp, actor, session.grant, asked.now))
    throw new StepUpRequired({ enrolled: actor.hasSecondFactor, withinMinutes: endpoint.stepUp });
  return actor;
}

/** Whether a second factor was shown: just now, or (of a program, which has none) by whoever let it in. */
function isSteppedUp(minutes: number, { secondFactorAt }: Pick<MemberActor, 'secondFactorAt'>, grant: Grant | null | undefined, now: Date): boolean {
  if (grant) return grant.kind === 'app' || secondFactorAt !== null;
  return secondFactorAt !== null && now.getTime() - secondFactorAt.getTime() <= minutes * 60_000;
}

/** Whoever sees the portal as someone else reads, in that one company, and nothing that is anybody's own. @throws SeeingAs */
function refuseUnseen(endpoint: Endpoint, asked: Asked, seeing: Seeing): void {
  if (endpoint.whileSeeing) return;
  const isOwn = endpoint.within !== 'account' || endpoint.permission === 'signed-in';
  if (isOwn || !isRead(endpoint) || asked.accountId !== seeing.accountId) throw new SeeingAs({ endsAt: seeing.endsAt });
}

/**
 * A program works in the one company that it was let into, with what its scopes name; never where a person must be asked anew, and
 * never with what is a person's own. @throws NotByToken, ScopeMissing
 */
function refuseBeyond(endpoint: Endpoint, { kind, scopes }: Grant): void {
  const { permission } = endpoint;
  if (endpoint.within !== 'account' || permission === 'signed-in' || permission === 'public') {
    // Who one is, and what every member sees.
    const isOpen = kind !== 'app' && isRead(endpoint) && (endpoint.within === 'account' || endpoint.byToken === true);
    if (!isOpen) throw new NotByToken({});
    return;
  }
  if ((endpoint.stepUp !== undefined && !endpoint.byToken) || (closedToPrograms.has(permission) && !isRead(endpoint))) throw new NotByToken({});
  // To do something with what is one's own takes a scope for changing, too.
  const level = levelOf(endpoint);
  const needs = level === 'own' && !isRead(endpoint) ? 'edit' : level;
  if (!may(scopes, permission, needs) && !(endpoint.takesAway && mayTakeAway(scopes, permission))) throw new ScopeMissing({ permission, needs });
}

async function demand(
  parts: CallerParts,
  endpoint: Endpoint,
  permission: Permission,
  actor: PersonActor | MemberActor | OperatorActor,
  { session, now }: { readonly session: KnownSession; readonly now: Date },
) {
  const needs = levelOf(endpoint);
  const { provisional } = actor.rights;
  const waits = endpoint.exports && provisional ? provisional.until : null;
  if ((may(actor.rights, permission, needs) || (endpoint.takesAway && mayTakeAway(actor.rights, permission))) && !waits) return;
  const refusal = whyNot(actor.rights, permission, needs);
  const opensAt = waits ?? refusal?.opensAt ?? null;
  const side = endpoint.within === 'operator' ? 'operator' : 'account';
  // A stranger to the operator's side learns nothing of who works there.
  const known = side === 'account' || session.operator.roles.size > 0;
  const sight: Sight = side === 'account' ? { accountId: actor.accountId, personId: actor.personId } : { across: 'who can give an operator role' };
  const grantors =
    known && parts.whoCanGive && !session.grant
      ? await parts.whoCanGive(openRead(parts.db, { sight }), side, refusal?.roles ?? [], { personId: actor.personId, overrides: session.overrides, now })
      : [];
  const roles = refusal?.roles ?? [...actor.rights.roles];
  throw new AccessDenied({
    permission,
    needs,
    roles: known ? [...roles] : [],
    grantors,
    sections: [...(refusal?.sections ?? [])],
    opensAt,
    suspended: refusal?.suspended ?? false,
  });
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
  const context: Context = {
    actor,
    tx,
    now: asked.now,
    request: asked,
    async apart(work, other = sight) {
      await confirm();
      if ('seeing' in actor && actor.seeing && isRead(endpoint)) return work(openRead(parts.db, { sight: other }));
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
  };
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
