import { may, mayTakeAway, noRights, whyNot } from '../core/access.ts';
import { closedToPrograms } from '../core/closedToPrograms.ts';
import { type Endpoint, isRead, levelOf } from '../core/endpoint.ts';
import type { Permission } from '../core/grants.ts';
import {
  AccessDenied,
  NotByToken,
  NotFound,
  ProofNotAccepted,
  ScopeMissing,
  SecondFactorRequired,
  SeeingAs,
  SignInRequired,
  StepUpRequired,
} from '../core/problems.ts';
import { demandsSecondFactor } from '../core/secondFactor.ts';
import { companyOfSignOn, ownWays, proofsMissing } from '../core/signOn.ts';
import { type Actor, type MemberActor, nobody, type OperatorActor, type Origin, type PersonActor, type Seeing } from './actor.ts';
import type { Asked, CallerParts } from './call.ts';
import { openRead, type Sight } from './db.ts';
import { type Grant, type KnownSession, someone } from './session.ts';

/** Who asks, and may they. @throws SignInRequired, NotFound, ProofNotAccepted, SecondFactorRequired, NotByToken, ScopeMissing, AccessDenied, StepUpRequired */
export async function admit(parts: CallerParts, endpoint: Endpoint, asked: Asked, session: KnownSession | undefined): Promise<Actor> {
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
  // What the company's suspension has closed is no matter of scopes: that is said by `demand`, as to people.
  if (may(scopes, permission, needs) || scopes.suspended.has(permission) || (endpoint.takesAway && mayTakeAway(scopes, permission))) return;
  throw new ScopeMissing({ permission, needs });
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
