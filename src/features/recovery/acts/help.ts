import { fullName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import type { AccountRole } from '../../../core/roles.ts';
import { type Actor, type MemberActor, personIdOf, system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { RoleNotYours } from '../../members/contract.ts';
import { roleBeyondReach } from '../../members/policy.ts';
import { findMember } from '../../members/queries.ts';
import { ResetRequestClosed, ResetRequestDone, resetRequestDays, ResetRequested, ResetRequestExpired, ResetRequestRefused } from '../contract/help.ts';
import { findResetRequestForUpdate, listResetters } from '../queries/help.ts';

const byCenter = (accountId: string) => system('recovery.help', accountId);

/**
 * Asks whoever may reset a person, in each of their companies, without saying who that is; in how many there is somebody. One open
 * request a company. The caller has proved the person. From here on the Tx is the person's.
 */
export async function askAdmins(tx: Tx, now: Date, personId: string): Promise<number> {
  await enter(tx, { personId });
  const { rows } = await run(tx, 'select account_id from my_accounts($1)', [now]);
  let asked = 0;
  for (const row of rows) {
    const accountId = row['account_id'] as string;
    await enter(tx, { accountId });
    if (await askIn(tx, now, accountId, personId)) asked++;
  }
  return asked;
}

/** Whether there is somebody to ask; asks once until it is answered or a week is over. */
async function askIn(tx: Tx, now: Date, accountId: string, personId: string): Promise<boolean> {
  const member = await findMember(tx, now, personId);
  if (member?.state !== 'active') return false;
  const roles = member.roles.map(({ role }) => role);
  if (!(await listResetters(tx, now, personId, roles)).length) return false;
  await run(
    tx,
    "update reset_requests set state = 'expired', decided_at = expires_at where account_id = $1 and person_id = $2 and state = 'open' and expires_at <= $3",
    [accountId, personId, now],
  );
  const request = await tx
    .insertInto('resetRequests')
    .values({ accountId, personId, askedAt: now, expiresAt: new Date(now.getTime() + resetRequestDays * 86_400_000) })
    .onConflict((on) => on.doNothing())
    .returning('requestId')
    .executeTakeFirst();
  if (request)
    await announce(tx, byCenter(accountId), now, ResetRequested, {
      accountId,
      personId,
      subjectId: request.requestId,
      details: { name: fullName(member), roles: [...new Set<AccountRole>(roles)] },
    });
  return true;
}

type Answer = { readonly state: 'done' | 'expired' } | { readonly state: 'refused'; readonly reason: string };
const says = { done: ResetRequestDone, refused: ResetRequestRefused, expired: ResetRequestExpired } as const;

/** Closes a request; false when it was closed before. The Tx must be in its account. */
export async function closeResetRequest(tx: Tx, actor: Actor, now: Date, requestId: string, answer: Answer): Promise<boolean> {
  const { accountId } = await getAccountForUpdate(tx);
  const row = await findResetRequestForUpdate(tx, requestId);
  if (row?.state !== 'open') return false;
  const reason = answer.state === 'refused' ? answer.reason : null;
  await tx
    .updateTable('resetRequests')
    .set({ state: answer.state, decidedAt: now, decidedBy: personIdOf(actor), reason })
    .where('accountId', '=', accountId)
    .where('requestId', '=', requestId)
    .execute();
  const member = await findMember(tx, now, row.personId);
  await announce(tx, actor, now, says[answer.state], {
    accountId,
    personId: row.personId,
    subjectId: requestId,
    details: { name: member ? fullName(member) : '' },
    ...(reason ? { after: { state: answer.state, reason } } : {}),
  });
  return true;
}

/** An admin who could help says no, and why. @throws NotFound, RoleNotYours, ResetRequestClosed */
export async function refuseResetRequest(
  tx: Tx,
  actor: MemberActor,
  now: Date,
  { requestId, reason }: { readonly requestId: string; readonly reason: string },
): Promise<void> {
  await getAccountForUpdate(tx);
  const row = await findResetRequestForUpdate(tx, requestId);
  const member = row && (await findMember(tx, now, row.personId));
  if (!row || !member) throw new NotFound({});
  const beyond = roleBeyondReach(
    actor,
    member.roles.map(({ role }) => role),
  );
  if (beyond || row.personId === actor.personId) throw new RoleNotYours({ role: beyond ?? 'global_admin' });
  if (row.state !== 'open' || row.expiresAt <= now) throw new ResetRequestClosed({ state: row.state === 'open' ? 'expired' : row.state });
  await closeResetRequest(tx, actor, now, requestId, { state: 'refused', reason });
}
