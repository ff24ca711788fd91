import { may } from '../../core/access.ts';
import { instantKey, page } from '../../core/page.ts';
import { NotFound } from '../../core/problems.ts';
import type { MemberActor } from '../../server/actor.ts';
import type { Context, HandlersOf } from '../../server/call.ts';
import { MergeEffects } from '../accounts/contract.ts';
import { getAccount } from '../accounts/queries.ts';
import { agreeToMerge, declineMerge, inviteToMerge, type Looked, type Said } from './acts.ts';
import { type Merge, type MergeLine, type merges, Plan, type Side } from './contract.ts';
import { canDo, finalStates, seesPlan, stateOf } from './policy.ts';
import { planOf } from './plan.ts';
import { findMerge, listMerges, type MergeRow } from './queries.ts';

type Asking = Context<MemberActor>;

export const mergesHandlers: HandlersOf<typeof merges> = {
  async listMerges({ tx, actor, now }, { after, limit }) {
    const rows = await listMerges(tx, { limit: limit + 1, after: instantKey(after) });
    return {
      ...page(
        rows,
        limit,
        (row) => [row.invitedAt.toISOString(), row.mergeId],
        (row) => presentLine(row, now),
      ),
      can: { invite: may(actor.rights, 'merges', 'edit') },
    };
  },
  async getMerge(context, { mergeId }) {
    const row = await findMerge(context.tx, mergeId);
    if (!row) throw new NotFound({});
    return inFull(context, row);
  },
  inviteToMerge: async (context, input) => inFull(context, await inviteToMerge(context.tx, context.actor, context.now, input)),
  acceptMerge: (context, input) => agree(context, 'accept', input),
  rejectMerge: async (context, input) => inFull(context, await declineMerge(context.tx, context.actor, context.now, 'reject', input)),
  withdrawMerge: async (context, input) => inFull(context, await declineMerge(context.tx, context.actor, context.now, 'withdraw', input)),
  confirmMerge: (context, input) => agree(context, 'confirm', input),
};

/** The preview is read before anything is held: it takes a transaction of its own, which sees both companies. */
async function agree(context: Asking, event: 'accept' | 'confirm', said: Said): Promise<Merge> {
  const seen = await context.apart((tx) => findMerge(tx, said.mergeId));
  if (!seen) throw new NotFound({});
  const plan = await look(context, seen);
  return inFull(context, await agreeToMerge(context.tx, context.actor, context.now, event, said, plan), plan);
}

/** What would happen now. */
async function look({ apart, ask, actor }: Asking, row: MergeRow): Promise<Looked> {
  const [from, into] = row.side === 'survivor' ? [row.otherAccountId, row.accountId] : [row.accountId, row.otherAccountId];
  return planOf(await apart((tx) => ask(MergeEffects, { from, into, locale: actor.locale }, tx), { across: 'preview of a merge', personId: actor.personId }));
}

async function inFull(context: Asking, row: MergeRow, looked?: Looked): Promise<Merge> {
  const { actor, now, tx } = context;
  const [state, side] = [stateOf(row, now), row.side as Side];
  const account = await getAccount(tx);
  const can = canDo(actor.rights, state, side);
  return {
    ...presentLine(row, now),
    own: { partnerId: account.partnerId, name: account.name, country: account.country },
    message: row.message,
    invitedBy: row.invitedBy,
    expiresAt: row.expiresAt,
    answeredAt: row.answeredAt,
    answeredBy: row.answeredBy,
    reason: row.reason,
    confirmedAt: row.confirmedAt,
    confirmedBy: row.confirmedBy,
    stoppedBy: row.stoppedBy,
    progress: { step: row.step, steps: row.steps },
    plan: await planFor(context, row, looked),
    version: row.version,
    can,
  };
}

/** What was agreed to once it is over; before that what would happen now, for those who may see it. */
async function planFor(context: Asking, row: MergeRow, looked?: Looked): Promise<Plan | null> {
  const state = stateOf(row, context.now);
  if (row.plan) return Plan.parse(row.plan);
  if (finalStates.has(state) || !seesPlan(state, row.side as Side)) return null;
  const { roles: _, ...plan } = looked ?? (await look(context, row));
  return plan;
}

const presentLine = (row: MergeRow, now: Date): MergeLine => ({
  mergeId: row.mergeId,
  side: row.side as Side,
  state: stateOf(row, now),
  other: { partnerId: row.otherPartnerId, name: row.otherName, country: row.otherCountry },
  invitedAt: row.invitedAt,
  endedAt: row.endedAt,
  cameWith: row.cameWith,
});
