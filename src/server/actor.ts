import { noRights, type Rights } from '../core/access.ts';
import type { AccountRole } from '../core/roles.ts';
import type { Locale } from '../core/locale.ts';

/** The application through which somebody does something. */
export interface Via {
  readonly applicationId: string;
  readonly name: string;
}

/** Where a request came from; data only, never a socket. */
export interface Origin {
  readonly requestId: string;
  readonly address: string | null;
  readonly userAgent: string | null;
  /** Absent or null: no program of a company stands between. */
  readonly via?: Via | null;
}

/** As whom the portal is seen: a colleague or a role, in one account, until when. */
export interface Seeing {
  readonly accountId: string;
  readonly personId: string | null;
  readonly role: AccountRole | null;
  readonly endsAt: Date;
}

interface Someone extends Origin {
  /** The person; of an application by itself its own id, which is nobody's. See `personIdOf`. */
  readonly personId: string;
  readonly sessionId: string;
  readonly name: string;
  readonly email: string;
  readonly locale: Locale;
  readonly proofs: readonly string[];
  readonly secondFactorAt: Date | null;
  /** Whether the person has a second factor to show. */
  readonly hasSecondFactor: boolean;
  readonly rights: Rights;
  /** The session sees the portal as someone else, for a while; `rights` are what both may. */
  readonly seeing: Seeing | null;
}
export interface PersonActor extends Someone {
  readonly kind: 'person';
  readonly accountId: null;
}
export interface MemberActor extends Someone {
  /** `app`: an application by itself, let in by the company for what its scopes say. */
  readonly kind: 'person' | 'app';
  readonly accountId: string;
}
export interface OperatorActor extends Someone {
  readonly kind: 'operator';
  readonly accountId: null;
}
export interface NobodyActor extends Origin {
  readonly kind: 'nobody';
  readonly rights: Rights;
  readonly accountId: null;
}
export interface SystemActor extends Origin {
  readonly kind: 'system';
  readonly name: string;
  readonly rights: Rights;
  readonly accountId: string | null;
}
/** A company's own program that a public door knows by a token of its own. */
export interface AppActor extends Origin {
  readonly kind: 'app';
  readonly name: string;
  readonly rights: Rights;
  readonly accountId: string;
}
export type Actor = PersonActor | MemberActor | OperatorActor | NobodyActor | SystemActor | AppActor;
/** At a public door: nobody yet, or someone who happens to be signed in. */
export type VisitorActor = NobodyActor | PersonActor;

/** The installation itself, at work in a job. */
export const system = (job: string, accountId: string | null = null): SystemActor => ({
  kind: 'system',
  name: job,
  rights: noRights,
  accountId,
  requestId: job,
  address: null,
  userAgent: null,
});

export const nobody = (origin: Origin): NobodyActor => ({ ...origin, kind: 'nobody', rights: noRights, accountId: null });

/** A company's own program, at a public door. */
export const app = (origin: Origin, name: string, accountId: string): AppActor => ({
  kind: 'app',
  name,
  rights: noRights,
  accountId,
  requestId: origin.requestId,
  address: origin.address,
  userAgent: origin.userAgent,
});

/** The person behind an actor, if there is one. */
export const personIdOf = (actor: Actor): string | null => ('personId' in actor && actor.kind !== 'app' ? actor.personId : null);

/** The elevation under which someone acts and which can still be undone: what they give, and whom they let in, goes with it. */
export const elevationOf = (actor: Actor): string | null => actor.rights.provisional?.elevationId ?? null;
