import { type Assignment, evaluate, type GrantOverride, meet, noRights, rightsOfScopes, type Scoped } from '../core/access.ts';
import { fullName } from '../core/person.ts';
import type { Section } from '../core/roles.ts';
import type { SecondFactorAsks } from '../core/secondFactor.ts';
import type { SignOns } from '../core/signOn.ts';
import type { Within } from '../core/endpoint.ts';
import { type Check, type Database, grantCheck } from './db.ts';
import { assignments, type Grant, instant, type KnownSession, type RawAssignment, Stale } from './session.ts';
import type { Tokens } from './tokens.ts';

export type KnownGrant = KnownSession & { readonly grant: Grant };

interface Loaded {
  grantId: string;
  kind: Grant['kind'];
  standing: string;
  name: string;
  scopes: Scoped[] | null;
  bound: Scoped[] | null;
  application: { applicationId: string; accountId: string; name: string } | null;
  proofs: string[];
  secondFactorAt: string | null;
  accountState: string;
  sections: Section[];
  overrides: GrantOverride[];
  person: {
    personId: string;
    email: string;
    givenName: string;
    familyName: string;
    locale: KnownSession['locale'];
    hasSecondFactor: boolean;
    acceptedProofs: string[];
    signOns: SignOns;
    secondFactor: { asks: SecondFactorAsks; from: string | null; before: SecondFactorAsks; exceptedUntil: string | null };
    roles: RawAssignment[];
  } | null;
}

const remembered = 20_000;

/** Keeps evaluated grants in memory, as session.ts keeps sessions: nothing is believed from it until the database has confirmed it. */
export function openGrants(db: Database, tokens: Tokens) {
  const known = new Map<string, KnownGrant>();

  async function find(bearer: string, now: Date, isFresh = false): Promise<KnownGrant | undefined> {
    const read = await tokens.read(bearer, now);
    if (!read) return undefined;
    const key = read.grantId ?? read.hash;
    const found = isFresh ? undefined : known.get(key);
    if (found && !(found.member?.rights.until && found.member.rights.until <= now)) return found;
    const { rows } = await db.pool.query({
      name: 'load_grant',
      text: 'select load_grant($1, $2, $3, $4) as loaded',
      values: [read.accountId, read.grantId ?? null, read.hash ?? null, now],
    });
    const loaded = (rows[0] as { loaded: Loaded | null } | undefined)?.loaded;
    if (!loaded) return undefined;
    const grant = evaluated(key, read.accountId, loaded, now);
    known.set(key, grant);
    if (known.size > remembered) known.delete(known.keys().next().value as string);
    return grant;
  }

  return {
    /** The grant of a token or key, from memory or from the database; undefined when there is none. */
    find: (bearer: string, _account: string | null, now: Date) => find(bearer, now),
    findAfresh: (bearer: string, _account: string | null, now: Date) => find(bearer, now, true),
    /** The look-up that must leave with the first statement of a request that relies on `grant`. */
    check({ grant, versions, tokenHash }: KnownGrant, now: Date, used: (stale: boolean) => void, within: Within): Check {
      return {
        statement: (readOnly) => grantCheck(db, { accountId: grant.accountId, grantId: grant.grantId, seesAccount: within === 'account' }, now, readOnly),
        verify([row]) {
          if (row?.['standing'] !== versions) {
            known.delete(tokenHash);
            throw new Stale();
          }
          used(row['stale_use'] === true);
        },
      };
    },
    forget(grant: KnownGrant) {
      known.delete(grant.tokenHash);
    },
    /** Notes that the grant is in use; at most once in five minutes, outside the request's transaction. */
    async touch({ grant }: KnownGrant, now: Date): Promise<void> {
      await db.pool.query('select touch_grant($1, $2, $3)', [grant.accountId, grant.grantId, now]);
    },
  };
}

/** Whether what a program brings stands; for answers that need nothing else of the database. */
export async function stands(db: Database, tokens: Tokens, bearer: string, now: Date): Promise<boolean> {
  const read = await tokens.read(bearer, now);
  if (!read) return false;
  const { rows } = await db.pool.query({
    name: 'grant_stands',
    text: 'select load_grant($1, $2, $3, $4) is not null as stands',
    values: [read.accountId, read.grantId ?? null, read.hash ?? null, now],
  });
  return (rows[0] as { stands: boolean } | undefined)?.stands === true;
}

/** What a program may: never more than its application may, than it was let in for, or than the person whom it acts for. */
function evaluated(tokenHash: string, accountId: string, loaded: Loaded, now: Date): KnownGrant {
  const { overrides, sections, person, application, grantId, kind } = loaded;
  const standing = { isSuspended: loaded.accountState === 'suspended' };
  const ofScopes = (scopes: readonly Scoped[]) => rightsOfScopes(scopes, overrides, sections, standing);
  const all = [loaded.bound, loaded.scopes].flatMap((scopes) => (scopes ? [ofScopes(scopes)] : []));
  const scopes = all.reduce((one, other) => ({ ...meet(one, other), suspended: one.suspended }), all[0] ?? noRights);
  const own = person && evaluate(assignments(person.roles) satisfies Assignment[], overrides, now, sections, standing);
  return {
    tokenHash,
    accountId,
    personId: person?.personId ?? application?.applicationId ?? grantId,
    sessionId: grantId,
    versions: loaded.standing,
    name: person ? fullName(person) : (application?.name ?? loaded.name),
    email: person?.email ?? '',
    locale: person?.locale ?? 'en',
    proofs: loaded.proofs,
    secondFactorAt: instant(loaded.secondFactorAt),
    hasSecondFactor: person?.hasSecondFactor ?? false,
    overrides,
    seeing: null,
    operator: noRights,
    member: {
      rights: own ? { ...meet(own, scopes), suspended: own.suspended } : scopes,
      roles: own?.roles ?? new Set(),
      acceptedProofs: person?.acceptedProofs ?? [],
      signOns: person?.signOns ?? { may: [], must: [] },
      secondFactor: person
        ? { ...person.secondFactor, from: instant(person.secondFactor.from), exceptedUntil: instant(person.secondFactor.exceptedUntil) }
        : { asks: 'protected', from: null, before: 'protected', exceptedUntil: null },
      accountState: loaded.accountState,
    },
    grant: { grantId, accountId, kind, scopes, via: application && { applicationId: application.applicationId, name: application.name } },
  };
}
