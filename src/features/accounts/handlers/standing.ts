import { may, type Rights } from '../../../core/access.ts';
import { NotFound } from '../../../core/problems.ts';
import { closedWhileSuspended } from '../../../core/suspended.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import type { Tx } from '../../../server/tx.ts';
import { liftSuspension, suspendAccount } from '../acts/standing.ts';
import { type KeptSuspension, OpenClosing, type Standing, type standingEndpoints, type Suspension, type SuspensionReason } from '../contract/standing.ts';
import { stood } from '../policy/standing.ts';
import { findAccount, getAccount } from '../queries.ts';
import { findStanding, listSuspensions, type SuspensionRow } from '../queries/standing.ts';

export const standingHandlers: HandlersOf<typeof standingEndpoints> = {
  async getStanding({ tx, actor, ask }) {
    const [{ state }, rows, closings] = await Promise.all([getAccount(tx), listSuspensions(tx), ask(OpenClosing, {})]);
    const closing = closings.flat()[0];
    const [open] = rows.filter(({ liftedAt }) => liftedAt === null);
    return {
      state: state as Standing,
      suspension: open ? toCompany(open) : null,
      closing: closing ? { closesAt: closing.closesAt, link: may(actor.rights, closing.permission, 'edit') ? closing.link : null } : null,
      past: rows.filter((row) => row !== open).map(toCompany),
      closed: [...closedWhileSuspended],
    };
  },
  listSuspensions: ({ tx, actor }, { accountId }) => kept(tx, actor.rights, accountId),
  async suspendAccount({ tx, actor, now }, { accountId, ...said }) {
    await enterThere(tx, accountId);
    await suspendAccount(tx, actor, now, said);
    return kept(tx, actor.rights, accountId);
  },
  async liftSuspension({ tx, actor, now }, { accountId, ...said }) {
    await enterThere(tx, accountId);
    await liftSuspension(tx, actor, now, said);
    return kept(tx, actor.rights, accountId);
  },
};

async function enterThere(tx: Tx, accountId: string): Promise<void> {
  await enter(tx, { accountId });
  if (!(await findAccount(tx))) throw new NotFound({});
}

async function kept(tx: Tx, rights: Rights, accountId: string) {
  const [account, rows] = await Promise.all([findStanding(tx, accountId), listSuspensions(tx, accountId)]);
  if (!account) throw new NotFound({});
  const state = account.state as Standing;
  const edits = may(rights, 'op.accounts', 'edit');
  return {
    name: account.name,
    partnerId: account.partnerId,
    state,
    items: rows.map(inFull),
    can: { suspend: edits && stood(state, 'suspend') !== undefined, lift: edits && stood(state, 'lift') !== undefined },
  };
}

const toCompany = ({ suspensionId, reason, words, suspendedAt, liftedAt, liftedWords }: SuspensionRow): Suspension => ({
  suspensionId,
  reason: reason as SuspensionReason,
  words,
  suspendedAt,
  liftedAt,
  liftedWords,
});
const inFull = (row: SuspensionRow): KeptSuspension => ({ ...toCompany(row), suspendedBy: row.suspendedBy, liftedBy: row.liftedBy, version: row.version });
