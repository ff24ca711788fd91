import { NotFound } from '../../../core/problems.ts';
import { fullName } from '../../../core/person.ts';
import type { AccountRole } from '../../../core/roles.ts';
import type { MemberActor, PersonActor, Seeing } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { seeingMinutes, setSeeing } from '../../identity/acts/seeing.ts';
import { MemberNotInState, NotToYourself, SeeingEnded, SeenAsPerson, SeenAsRole, type SeenAs } from '../contract.ts';
import { findMember } from '../queries.ts';

/**
 * Lets the session see the account as a colleague or as a role, until it is ended or the time is over. Says so in the log,
 * and to the colleague. @throws NotFound, NotToYourself, MemberNotInState
 */
export async function seeAs(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  whom: { readonly personId?: string | undefined; readonly role?: AccountRole | undefined },
): Promise<SeenAs> {
  const endsAt = new Date(now.getTime() + seeingMinutes * 60_000);
  const seeing: Seeing = { accountId: actor.accountId, personId: whom.personId ?? null, role: whom.role ?? null, endsAt };
  const until = endsAt.toISOString();
  if (whom.role) {
    await announce(tx, actor, now, SeenAsRole, { details: { role: whom.role, endsAt: until } });
    await setSeeing(tx, actor, seeing);
    return { accountId: actor.accountId, name: null, role: whom.role, endsAt };
  }
  if (whom.personId === actor.personId) throw new NotToYourself({});
  const member = await findMember(tx, now, whom.personId ?? '');
  if (!member) throw new NotFound({});
  if (member.state !== 'active') throw new MemberNotInState({ state: member.state });
  const name = fullName(member);
  await announce(tx, actor, now, SeenAsPerson, { personId: member.personId, details: { name, endsAt: until } });
  await setSeeing(tx, actor, seeing);
  return { accountId: actor.accountId, name, role: null, endsAt };
}

/** As oneself again; the company in which it was, if it was. */
export async function endSeeing(tx: Tx, actor: PersonActor, now: Date): Promise<string | null> {
  if (!actor.seeing) return null;
  const { accountId, personId } = actor.seeing;
  await announce(tx, actor, now, SeeingEnded, { accountId, personId, details: {} });
  await setSeeing(tx, actor, null);
  return accountId;
}
