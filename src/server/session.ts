import { type Assignment, evaluate, type GrantOverride, meet, type Rights } from '../core/access.ts';
import type { Role, Section } from '../core/roles.ts';
import type { Locale } from '../core/locale.ts';
import type { SecondFactorAsks, SecondFactorRule } from '../core/secondFactor.ts';
import { fullName } from '../core/person.ts';
import type { SignOns } from '../core/signOn.ts';
import type { Origin, Seeing, Via } from './actor.ts';
import { type Check, type Database, sessionCheck } from './db.ts';
import { hashToken } from './secrets.ts';

/** A session and the rights it has in one account (or as operator), evaluated once and good for its versions. */
export interface KnownSession {
  readonly tokenHash: string;
  readonly accountId: string | null;
  readonly personId: string;
  readonly sessionId: string;
  readonly versions: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly proofs: readonly string[];
  readonly secondFactorAt: Date | null;
  readonly hasSecondFactor: boolean;
  readonly overrides: readonly GrantOverride[];
  readonly operator: Rights;
  readonly seeing: Seeing | null;
  /** There when it is no session, but what a program was let in for; see grant.ts. */
  readonly grant?: Grant;
  /** Null when the person does not belong to the account, or it is closed. */
  readonly member: {
    readonly rights: Rights;
    /** The person's own roles, whatever is left of them for a program. */
    readonly roles: ReadonlySet<Role>;
    readonly acceptedProofs: readonly string[];
    readonly signOns: SignOns;
    /** What the company asks of second factors, and until when this member is excepted. */
    readonly secondFactor: SecondFactorRule & { readonly exceptedUntil: Date | null };
    readonly accountState: string;
  } | null;
}

/** What a program was let in for; see migrations/0047_tokens.sql. */
export interface Grant {
  readonly grantId: string;
  readonly accountId: string;
  readonly kind: 'key' | 'person' | 'app';
  readonly via: Via | null;
  /** What its scopes hold by themselves, whoever lends it their rights. */
  readonly scopes: Rights;
}

interface Loaded {
  personId: string;
  sessionId: string;
  sessionVersion: number;
  proofs: string[];
  secondFactorAt: string | null;
  email: string;
  givenName: string;
  familyName: string;
  locale: Locale;
  hasSecondFactor: boolean;
  seeing: (Omit<Seeing, 'endsAt'> & { readonly endsAt: string }) | null;
  centerVersion: number;
  overrides: GrantOverride[];
  operatorRoles: RawAssignment[];
  member: {
    rightsVersion: number;
    state: string;
    accountState: string;
    acceptedProofs: string[];
    signOns: SignOns;
    secondFactor: { asks: SecondFactorAsks; from: string | null; before: SecondFactorAsks; exceptedUntil: string | null };
    sections: Section[];
    seen: RawAssignment[] | null;
    roles: RawAssignment[];
  } | null;
}
export type RawAssignment = Omit<Assignment, 'endsAt' | 'provisionalUntil'> & { readonly endsAt: string | null; readonly provisionalUntil?: string | null };
export const instant = (text: string | null | undefined): Date | null => (text ? new Date(text) : null);
export const assignments = (raw: readonly RawAssignment[]): Assignment[] =>
  raw.map((a) => ({ ...a, endsAt: instant(a.endsAt), provisionalUntil: instant(a.provisionalUntil) }));

/** Thrown inside a transaction when what was in memory is no longer so; call.ts rolls back and evaluates anew. */
export class Stale extends Error {}

const remembered = 20_000;

/** Keeps evaluated sessions in memory. Nothing is believed from it until the database has confirmed its versions. */
export function openSessions(db: Database) {
  const known = new Map<string, KnownSession>();
  const keyOf = (tokenHash: string, accountId: string | null) => `${tokenHash} ${accountId ?? ''}`;

  async function load(tokenHash: string, accountId: string | null, now: Date): Promise<KnownSession | undefined> {
    const { rows } = await db.pool.query({ name: 'load_session', text: 'select load_session($1, $2, $3) as loaded', values: [tokenHash, accountId, now] });
    const loaded = (rows[0] as { loaded: Loaded | null } | undefined)?.loaded;
    if (!loaded) return undefined;
    const session = evaluated(tokenHash, accountId, loaded, now);
    known.set(keyOf(tokenHash, accountId), session);
    if (known.size > remembered) known.delete(known.keys().next().value as string);
    return session;
  }

  return {
    /** The session of a token, from memory or from the database; undefined when there is none. */
    async find(token: string, accountId: string | null, now: Date): Promise<KnownSession | undefined> {
      const tokenHash = hashToken(token);
      const found = known.get(keyOf(tokenHash, accountId));
      const ended = found && [found.operator.until, found.member?.rights.until, found.seeing?.endsAt].some((until) => until && until <= now);
      return found && !ended ? found : load(tokenHash, accountId, now);
    },
    /** As `find`, from the database whatever is in memory; for requests whose statements carry no check. */
    findAfresh: (token: string, accountId: string | null, now: Date) => load(hashToken(token), accountId, now),
    /** The look-up that must leave with the first statement of a request that relies on `session`. */
    check(session: KnownSession, now: Date, used: (stale: boolean) => void): Check {
      return {
        statement: (readOnly) => sessionCheck(db, session.tokenHash, session.accountId, now, readOnly),
        verify(rows) {
          const row = rows[0];
          const versions = row && versionsOf(row['session_version'], row['rights_version'], row['center_version']);
          if (versions !== session.versions) {
            known.delete(keyOf(session.tokenHash, session.accountId));
            throw new Stale();
          }
          used(row?.['stale_use'] === true);
        },
      };
    },
    forget(session: KnownSession) {
      known.delete(keyOf(session.tokenHash, session.accountId));
    },
    /** Notes that the session is in use; at most once in five minutes, outside the request's transaction. */
    async touch(session: KnownSession, now: Date): Promise<void> {
      await db.pool.query('select touch_session($1, $2, $3)', [session.tokenHash, session.accountId, now]);
    },
  };
}
export type Sessions = ReturnType<typeof openSessions>;

const versionsOf = (...versions: unknown[]): string => versions.map((v) => v ?? '-').join('.');

function evaluated(tokenHash: string, accountId: string | null, loaded: Loaded, now: Date): KnownSession {
  const { member, overrides } = loaded;
  const seeing = loaded.seeing && { ...loaded.seeing, endsAt: new Date(loaded.seeing.endsAt) };
  return {
    tokenHash,
    accountId,
    personId: loaded.personId,
    sessionId: loaded.sessionId,
    versions: versionsOf(loaded.sessionVersion, member?.rightsVersion, loaded.centerVersion),
    name: fullName(loaded),
    email: loaded.email,
    locale: loaded.locale,
    proofs: loaded.proofs,
    secondFactorAt: loaded.secondFactorAt ? new Date(loaded.secondFactorAt) : null,
    hasSecondFactor: loaded.hasSecondFactor,
    overrides,
    seeing,
    operator: evaluate(assignments(loaded.operatorRoles), overrides, now),
    member:
      member && member.state === 'active' && member.accountState !== 'closed'
        ? {
            ...rightsAndRoles(rightsIn(member, seeing, overrides, now)),
            acceptedProofs: member.acceptedProofs,
            signOns: member.signOns,
            secondFactor: { ...member.secondFactor, from: instant(member.secondFactor.from), exceptedUntil: instant(member.secondFactor.exceptedUntil) },
            accountState: member.accountState,
          }
        : null,
  };
}

const rightsAndRoles = (rights: Rights) => ({ rights, roles: rights.roles });

/** What a member may in the account; while they see it as someone else, only what both may. */
function rightsIn(member: NonNullable<Loaded['member']>, seeing: Seeing | null, overrides: readonly GrantOverride[], now: Date): Rights {
  const standing = { isSuspended: member.accountState === 'suspended' };
  const own = evaluate(assignments(member.roles), overrides, now, member.sections, standing);
  if (!seeing) return own;
  const seen = seeing.role ? [{ role: seeing.role, scope: 'company', endsAt: null } as const] : assignments(member.seen ?? []);
  return meet(own, evaluate(seen, overrides, now, member.sections, standing));
}

/** What of a session every kind of actor carries. */
export const someone = (s: KnownSession, origin: Origin) => ({
  ...origin,
  personId: s.personId,
  sessionId: s.sessionId,
  name: s.name,
  email: s.email,
  locale: s.locale,
  proofs: s.proofs,
  secondFactorAt: s.secondFactorAt,
  hasSecondFactor: s.hasSecondFactor,
  seeing: s.seeing,
});
