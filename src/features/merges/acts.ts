import { ChangedMeanwhile, NotFound, RequestInvalid } from '../../core/problems.ts';
import type { AccountRole } from '../../core/roles.ts';
import { type Actor, type MemberActor, system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { enter } from '../../server/db.ts';
import type { Tx } from '../../server/tx.ts';
import { type AccountRow, getAccount, getAccountForUpdate } from '../accounts/queries.ts';
import {
  answerDays,
  MergeAccepted,
  MergeConfirmed,
  MergeExists,
  MergeInTheWay,
  MergeInvited,
  MergeNotInState,
  MergePartnerUnknown,
  MergeRejected,
  MergeWithdrawn,
  NotALocation,
  NotWithItself,
  OtherMergeUnderWay,
  type Plan,
  PlanChanged,
  RolesBeyondReach,
  type Side,
} from './contract.ts';
import { type Event, moved, stateOf } from './policy.ts';
import { findCompanyToMerge, findMerge, findMergeForUpdate, findOpenWith, listBinding, type MergeRow } from './queries.ts';

const until = (now: Date): Date => new Date(now.getTime() + answerDays * 86_400_000);
export const unnamed = (partnerId: string): string => `PartnerId ${partnerId}`;
export const otherSide = (side: Side): Side => (side === 'survivor' ? 'joining' : 'survivor');

/** Holds both companies until the transaction ends, always in the same order; ends in the first that is named. */
export async function holdBoth(tx: Tx, accountId: string, otherId: string): Promise<{ readonly mine: AccountRow; readonly other: AccountRow }> {
  const held = new Map<string, AccountRow>();
  for (const id of [accountId, otherId].toSorted()) {
    await enter(tx, { accountId: id });
    held.set(id, await getAccountForUpdate(tx));
  }
  await enter(tx, { accountId });
  return { mine: held.get(accountId) as AccountRow, other: held.get(otherId) as AccountRow };
}

/**
 * Invites a company to become a location of this one. An invitation that has expired makes room for a new one; of two companies
 * that invite each other at once the second is told. @throws MergePartnerUnknown, NotALocation, NotWithItself, MergeExists, OtherMergeUnderWay
 */
export async function inviteToMerge(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { partnerId, message }: { readonly partnerId: string; readonly message?: string | undefined },
): Promise<MergeRow> {
  const found = await findCompanyToMerge(tx, partnerId);
  if (!found) throw new MergePartnerUnknown({ partnerId });
  if (found.accountId === actor.accountId) throw new NotWithItself({});
  if (found.partnerId !== partnerId) throw new NotALocation({});
  const { mine } = await holdBoth(tx, actor.accountId, found.accountId);
  const open = await findOpenWith(tx, found.accountId);
  if (open && stateOf(open, now) !== 'expired') throw new MergeExists({ state: open.state });
  if (open) await settle(tx, open, { state: 'expired', endedAt: now });
  const mergeId = crypto.randomUUID();
  // Whoever is about to become a location of another company takes none in.
  if ((await listBinding(tx, now, mergeId)).some(({ side, state }) => side === 'joining' || state === 'confirmed'))
    throw new OtherMergeUnderWay({ whose: 'own' });
  const shared = { mergeId, state: 'invited', message: message || null, invitedAt: now, invitedBy: actor.name, expiresAt: until(now) };
  const row = await tx
    .insertInto('merges')
    .values({ ...shared, accountId: mine.accountId, side: 'survivor', otherAccountId: found.accountId, otherPartnerId: found.partnerId })
    .returningAll()
    .executeTakeFirstOrThrow();
  await enter(tx, { accountId: found.accountId });
  await tx
    .insertInto('merges')
    .values({
      ...shared,
      accountId: found.accountId,
      side: 'joining',
      otherAccountId: mine.accountId,
      otherPartnerId: mine.partnerId,
      otherName: mine.name,
      otherCountry: mine.country,
    })
    .execute();
  await enter(tx, { accountId: mine.accountId });
  await tell(tx, actor, now, MergeInvited, row, { after: { state: 'invited' } });
  return row;
}

/** What is looked at before yes is said: the preview as it is now, and the roles that change hands. */
export type Looked = Plan & { readonly roles: readonly AccountRole[] };
export interface Said {
  readonly mergeId: string;
  readonly version: number;
  readonly seal?: string;
  readonly reason?: string;
  readonly partnerId?: string;
}

/** Rejects or withdraws, on both sides at once. @throws NotFound, ChangedMeanwhile, MergeNotInState */
export async function declineMerge(tx: Tx, actor: MemberActor, now: Date, event: 'reject' | 'withdraw', said: Said): Promise<MergeRow> {
  const { row, to } = await begin(tx, now, event, said);
  const done = await settle(tx, row, {
    state: to,
    endedAt: now,
    ...(said.reason ? { reason: said.reason } : {}),
    ...(event === 'reject' ? answeredBy(actor, now) : {}),
  });
  const states = { before: { state: row.state }, after: { state: to } };
  if (event === 'reject') await tell(tx, actor, now, MergeRejected, row, states, { reason: said.reason ?? '' });
  else await tell(tx, actor, now, MergeWithdrawn, row, states);
  return done;
}

/**
 * Says yes to what was read: the joining company to going, the survivor to beginning. @throws NotFound, ChangedMeanwhile,
 * MergeNotInState, RequestInvalid, OtherMergeUnderWay, MergeInTheWay, RolesBeyondReach, PlanChanged
 */
export async function agreeToMerge(tx: Tx, actor: MemberActor, now: Date, event: 'accept' | 'confirm', said: Said, plan: Looked): Promise<MergeRow> {
  const { row, to, mine } = await begin(tx, now, event, said);
  if (event === 'confirm' && said.partnerId !== row.otherPartnerId) throw new RequestInvalid({ fields: { partnerId: 'invalid_value' } });
  await refuseOthers(tx, now, row);
  if (plan.stops.length) throw new MergeInTheWay({ stops: plan.stops });
  const beyond = plan.roles.find((role) => !actor.rights.gives.has(role));
  if (beyond) throw new RolesBeyondReach({ role: beyond });
  if (plan.seal !== said.seal) throw new PlanChanged({});
  const states = { before: { state: row.state }, after: { state: to } };
  if (event === 'accept') {
    // Who accepts lets the other company know who they are.
    const done = await settle(tx, row, { state: to, ...answeredBy(actor, now), expiresAt: until(now) }, { otherName: mine.name, otherCountry: mine.country });
    await tell(tx, actor, now, MergeAccepted, row, states);
    return done;
  }
  const done = await settle(tx, row, { state: to, confirmedAt: now, confirmedBy: actor.name, plan: JSON.stringify(kept(plan)) });
  await tell(tx, actor, now, MergeConfirmed, row, states);
  return done;
}
/** Names of people are not kept for ever: the figures are. */
const kept = ({ figures, effects, seal }: Plan) => ({ figures, effects: effects.map((effect) => ({ ...effect, names: [] })), stops: [], seal });
const answeredBy = (actor: MemberActor, now: Date) => ({ answeredAt: now, answeredBy: actor.name });

async function begin(tx: Tx, now: Date, event: Event, { mergeId, version }: Said) {
  // Not locked yet: the companies come first, as in every other act of either.
  const seen = await findMerge(tx, mergeId);
  if (!seen) throw new NotFound({});
  const { mine } = await holdBoth(tx, seen.accountId, seen.otherAccountId);
  const row = (await findMergeForUpdate(tx, mergeId)) as MergeRow;
  const state = stateOf(row, now);
  const to = moved(state, event, row.side as Side);
  if (!to) throw new MergeNotInState({ state });
  if (row.version !== version) throw new ChangedMeanwhile({});
  return { row, to, mine };
}

/** A company goes one way at a time: who is going or gone takes nobody in, and two are not taken in at once. @throws OtherMergeUnderWay */
async function refuseOthers(tx: Tx, now: Date, row: MergeRow): Promise<void> {
  const binds = (mine: Side) => (other: { readonly side: string; readonly state: string }) =>
    mine === 'joining' || other.side === 'joining' || other.state === 'confirmed';
  if ((await listBinding(tx, now, row.mergeId)).some(binds(row.side as Side))) throw new OtherMergeUnderWay({ whose: 'own' });
  await enter(tx, { accountId: row.otherAccountId });
  const theirs = await listBinding(tx, now, row.mergeId);
  await enter(tx, { accountId: row.accountId });
  if (theirs.some(binds(otherSide(row.side as Side)))) throw new OtherMergeUnderWay({ whose: 'other' });
}

export type Change = Partial<
  Pick<MergeRow, 'state' | 'answeredAt' | 'answeredBy' | 'confirmedAt' | 'confirmedBy' | 'endedAt' | 'expiresAt' | 'reason' | 'stoppedBy'>
> & { readonly plan?: string };

/** Writes one change to both rows, this account's and, after a step into the other account, that one's; comes back. */
export async function settle(tx: Tx, row: MergeRow, change: Change, told?: { readonly otherName: string; readonly otherCountry: string }): Promise<MergeRow> {
  const write = (accountId: string, values: Change) =>
    tx
      .updateTable('merges')
      .set((eb) => ({ ...values, version: eb('version', '+', 1) }))
      .where('accountId', '=', accountId)
      .where('mergeId', '=', row.mergeId)
      .returningAll()
      .executeTakeFirstOrThrow();
  const mine = await write(row.accountId, change);
  await enter(tx, { accountId: row.otherAccountId });
  await write(row.otherAccountId, { ...change, ...told });
  await enter(tx, { accountId: row.accountId });
  return mine;
}

type Told = typeof MergeInvited | typeof MergeRejected;
/** Says it in both companies' logs; in the other one nobody stands by name. What the survivor does not know yet it reads by PartnerId. */
export async function tell(
  tx: Tx,
  actor: Actor,
  now: Date,
  what: Told,
  row: MergeRow,
  states: { readonly before?: { readonly state: string }; readonly after: { readonly state: string } },
  more: { readonly reason?: string } = {},
): Promise<void> {
  const mine = await getAccount(tx);
  const side = row.side as Side;
  const told = { ...states, subjectId: row.mergeId };
  const accepted = what.name !== 'merges.invited' && (row.answeredAt !== null || states.after.state === 'accepted' || row.state !== 'invited');
  await announce(tx, actor, now, what as typeof MergeInvited, {
    ...told,
    accountId: row.accountId,
    details: { partnerId: row.otherPartnerId, partner: row.otherName ?? unnamed(row.otherPartnerId), side, ...more },
  });
  await enter(tx, { accountId: row.otherAccountId });
  await announce(tx, system('merges', row.otherAccountId), now, what as typeof MergeInvited, {
    ...told,
    accountId: row.otherAccountId,
    details: { partnerId: mine.partnerId, partner: side === 'survivor' || accepted ? mine.name : unnamed(mine.partnerId), side: otherSide(side), ...more },
  });
  await enter(tx, { accountId: row.accountId });
}
