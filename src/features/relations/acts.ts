import { ChangedMeanwhile, NotFound } from '../../core/problems.ts';
import { type Actor, type MemberActor, type OperatorActor, system } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { enter } from '../../server/db.ts';
import type { Tx } from '../../server/tx.ts';
import { getAccount, getAccountForUpdate } from '../accounts/queries.ts';
import {
  DistributorGone,
  invitationDays,
  NotDistributor,
  NotWithOneself,
  PartnerUnknown,
  RelationAccepted,
  RelationDeclined,
  RelationEnded,
  RelationExists,
  RelationInvited,
  RelationNotInState,
  RelationWithdrawn,
  type Side,
} from './contract.ts';
import { type Event, isDistributor, moved, stateOf } from './policy.ts';
import { findOpenWith, findPartner, findRelationForUpdate, holdRelation, type RelationRow } from './queries.ts';

const otherSide = (side: Side): Side => (side === 'distributor' ? 'reseller' : 'distributor');
const unnamed = (partnerId: string): string => `PartnerId ${partnerId}`;
/** In the other company's log nobody stands by name, address or browser: it is told by the center. */
const forOther = (accountId: string) => system('relations', accountId);

/**
 * Invites a company to be this distributor's reseller; it has 30 days to answer. An invitation that has expired makes room
 * for a new one. @throws NotDistributor, PartnerUnknown, NotWithOneself, RelationExists
 */
export async function inviteReseller(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { partnerId, message }: { readonly partnerId: string; readonly message?: string | undefined },
): Promise<RelationRow> {
  // The first statement confirms the actor's rights: before it, a program joined a moment ago may not be known here. It locks the
  // account, so that of two who invite the same company at once the second is told.
  const [mine, partner] = await Promise.all([getAccountForUpdate(tx), findPartner(tx, partnerId)]);
  if (!isDistributor(actor.rights)) throw new NotDistributor({});
  if (!partner) throw new PartnerUnknown({ partnerId });
  if (partner.accountId === actor.accountId) throw new NotWithOneself({});
  const open = await findOpenWith(tx, partner.accountId, 'distributor');
  if (open && stateOf(open, now) !== 'expired') throw new RelationExists({ state: open.state });
  if (open) await settle(tx, now, open, { state: 'withdrawn' });
  const shared = {
    relationId: crypto.randomUUID(),
    state: 'invited',
    message: message || null,
    invitedAt: now,
    invitedBy: actor.name,
    expiresAt: new Date(now.getTime() + invitationDays * 86_400_000),
  };
  const row = await tx
    .insertInto('relations')
    .values({ ...shared, side: 'distributor', otherAccountId: partner.accountId, otherPartnerId: partner.partnerId })
    .returningAll()
    .executeTakeFirstOrThrow();
  await announce(tx, actor, now, RelationInvited, {
    subjectId: row.relationId,
    details: { partnerId: partner.partnerId, partner: unnamed(partner.partnerId) },
    after: { state: 'invited' },
  });
  await enter(tx, { accountId: partner.accountId });
  await tx
    .insertInto('relations')
    .values({ ...shared, side: 'reseller', otherAccountId: mine.accountId, otherPartnerId: mine.partnerId, otherName: mine.name, otherCountry: mine.country })
    .execute();
  await announce(tx, forOther(partner.accountId), now, RelationInvited, {
    subjectId: row.relationId,
    details: { partnerId: mine.partnerId, partner: mine.name },
    after: { state: 'invited' },
  });
  await enter(tx, { accountId: actor.accountId });
  return row;
}

const announcements = { accept: RelationAccepted, decline: RelationDeclined, withdraw: RelationWithdrawn } as const;

/** Accepts, declines, withdraws or ends a relation, on both sides at once. @throws NotFound, ChangedMeanwhile, RelationNotInState, DistributorGone */
export async function moveRelation(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  event: Event,
  { relationId, version, reason }: { readonly relationId: string; readonly version: number; readonly reason?: string | undefined },
): Promise<RelationRow> {
  await holdRelation(tx, relationId);
  const row = await findRelationForUpdate(tx, relationId);
  if (!row) throw new NotFound({});
  const side = row.side as Side;
  const before = stateOf(row, now);
  const to = moved(before, event, side);
  if (!to) throw new RelationNotInState({ state: before });
  if (row.version !== version) throw new ChangedMeanwhile({});
  if (event === 'accept') await refuseWithoutDistributor(tx, row);
  // Who accepts lets the distributor know who they are.
  const mine = event === 'accept' ? await getAccount(tx) : undefined;
  const change = {
    state: to,
    ...(event === 'end' ? { endedAt: now, endedBy: side } : { answeredAt: now }),
    ...(reason ? { reason } : {}),
  };
  const done = await settle(tx, now, row, change, mine && { otherName: mine.name, otherCountry: mine.country });
  await tell(tx, actor, now, event, row, before, to);
  return done;
}

/** The distributor is held, so that it cannot leave its program while it gains a reseller. @throws DistributorGone */
async function refuseWithoutDistributor(tx: Tx, row: RelationRow): Promise<void> {
  await enter(tx, { accountId: row.otherAccountId });
  await getAccountForUpdate(tx);
  await enter(tx, { accountId: row.accountId });
  const distributor = await findPartner(tx, row.otherPartnerId);
  if (!distributor?.sections.includes('distributor')) throw new DistributorGone({});
}

/** Ends a relation in the operator's name, entered from the distributor's side. @throws NotFound, ChangedMeanwhile, RelationNotInState */
export async function endAsOperator(
  tx: Tx,
  actor: OperatorActor,
  now: Date,
  row: RelationRow,
  { version, reason }: { readonly version: number; readonly reason: string },
): Promise<void> {
  await holdRelation(tx, row.relationId);
  await enter(tx, { accountId: row.accountId });
  const locked = await findRelationForUpdate(tx, row.relationId);
  if (!locked) throw new NotFound({});
  if (locked.state !== 'active') throw new RelationNotInState({ state: stateOf(locked, now) });
  if (locked.version !== version) throw new ChangedMeanwhile({});
  await settle(tx, now, locked, { state: 'ended', endedAt: now, endedBy: 'operator', reason });
  for (const accountId of [locked.otherAccountId, locked.accountId]) {
    // Each company reads of the other one.
    await enter(tx, { accountId });
    const { otherPartnerId, otherName } = (await findRelationForUpdate(tx, row.relationId)) ?? locked;
    await announce(tx, actor, now, RelationEnded, {
      accountId,
      subjectId: locked.relationId,
      details: { partnerId: otherPartnerId, partner: otherName ?? unnamed(otherPartnerId), by: 'operator' },
      before: { state: 'active' },
      after: { state: 'ended', reason },
    });
  }
}

type Change = { readonly state: string; readonly answeredAt?: Date; readonly endedAt?: Date; readonly endedBy?: string; readonly reason?: string };

/** Writes one change to both rows, this account's and, after a step into the other account, that one's; comes back. */
async function settle(
  tx: Tx,
  now: Date,
  row: RelationRow,
  change: Change,
  told?: { readonly otherName: string; readonly otherCountry: string },
): Promise<RelationRow> {
  const write = (accountId: string, values: Change & { readonly otherName?: string; readonly otherCountry?: string }) =>
    tx
      .updateTable('relations')
      .set((eb) => ({ answeredAt: now, ...values, version: eb('version', '+', 1) }))
      .where('accountId', '=', accountId)
      .where('relationId', '=', row.relationId)
      .returningAll()
      .executeTakeFirstOrThrow();
  const mine = await write(row.accountId, { ...change, answeredAt: row.answeredAt ?? now });
  await enter(tx, { accountId: row.otherAccountId });
  await write(row.otherAccountId, { ...change, answeredAt: row.answeredAt ?? now, ...told });
  await enter(tx, { accountId: row.accountId });
  return mine;
}

async function tell(tx: Tx, actor: Actor & MemberActor, now: Date, event: Event, row: RelationRow, before: string, after: string): Promise<void> {
  const mine = await getAccount(tx);
  const states = { subjectId: row.relationId, before: { state: before }, after: { state: after } };
  const say = async (who: Actor, details: { partnerId: string; partner: string }) =>
    event === 'end'
      ? announce(tx, who, now, RelationEnded, { ...states, details: { ...details, by: row.side as Side } })
      : announce(tx, who, now, announcements[event], { ...states, details });
  await say(actor, { partnerId: row.otherPartnerId, partner: row.otherName ?? unnamed(row.otherPartnerId) });
  await enter(tx, { accountId: row.otherAccountId });
  const isKnown = otherSide(row.side as Side) === 'reseller' || after === 'active' || before === 'active';
  await say(forOther(row.otherAccountId), { partnerId: mine.partnerId, partner: isKnown ? mine.name : unnamed(mine.partnerId) });
  await enter(tx, { accountId: actor.accountId });
}
