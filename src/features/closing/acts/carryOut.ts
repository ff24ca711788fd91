import { Problem } from '../../../core/problem.ts';
import { system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Reply } from '../../../server/call.ts';
import { acrossAccounts, type Database, enter } from '../../../server/db.ts';
import { askMail } from '../../../server/mail.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { closeAccount } from '../../accounts/acts/closing.ts';
import { type AccountRow, getAccountForUpdate } from '../../accounts/queries.ts';
import { endEverything } from '../../applications/acts.ts';
import { closeDirectories } from '../../directories/acts/closing.ts';
import { dismissEveryone } from '../../members/acts/closing.ts';
import { listAdminsAndContact } from '../../members/queries/readers.ts';
import { withdrawEveryProfile } from '../../profiles/acts/closing.ts';
import { leaveEverything } from '../../programs/acts.ts';
import { stopElevation } from '../../recovery/acts/elevations.ts';
import { mergeRecovery } from '../../recovery/acts/merging.ts';
import { endEveryRelation } from '../../relations/acts/closing.ts';
import { closeRequest } from '../../support/acts/requests.ts';
import { mergeTax } from '../../tax/acts/merging.ts';
import { write } from '../acts.ts';
import { AccountClosed, type ClosingPart, ClosingStopped } from '../contract.ts';
import { closingMail } from '../mails.ts';
import { moved } from '../policy.ts';
import { type ClosingRow, findClosingForUpdate, listEffects, listStops } from '../queries.ts';

export interface Work {
  readonly db: Database;
  readonly now: Date;
  /** What later features say of it. */
  readonly parts: readonly Reply[];
}

/**
 * Closes an account whose day has come, all of it in one transaction, or says what stands in the way by now. Whoever takes it back in
 * the same moment is before it or is told that it is closed. Run twice, it changes nothing.
 */
export async function carryOut({ db, now, parts }: Work, { accountId, closingId }: { readonly accountId: string; readonly closingId: string }): Promise<void> {
  await acrossAccounts(db, 'close an account', async (tx) => {
    await enter(tx, { accountId });
    const account = await getAccountForUpdate(tx);
    const row = await findClosingForUpdate(tx, closingId);
    if (row?.state !== 'waiting' || !row.closesAt || row.closesAt > now || account.state === 'closed') return;
    const actor = system('closing', accountId);
    const later = (await Promise.all(parts.map((reply) => reply(tx, {} as never, { actor, now })))) as ClosingPart[];
    const stops = [...(await listStops(tx)), ...later.flatMap((part) => part.stops ?? [])];
    if (stops.length) return stop(tx, now, row, stops);
    const effects = [...(await listEffects(tx, 'en')), ...later.flatMap((part) => part.effects ?? [])];
    // Names of people and things are not kept for ever: the figures are.
    const kept = JSON.stringify(effects.map((effect) => ({ ...effect, names: [] })));
    await write(tx, row, moved(row.state, 'close') ?? row.state, { endedAt: now, effects: kept });
    await tell(tx, now, row, account);
    await endAll(tx, now, accountId);
    await closeAccount(tx, now);
  });
}

async function stop(tx: Tx, now: Date, row: ClosingRow, stops: readonly string[]): Promise<void> {
  await write(tx, row, moved(row.state, 'stop') ?? row.state, { endedAt: now, stoppedBy: [...stops] });
  await announce(tx, system('closing', row.accountId), now, ClosingStopped, {
    subjectId: row.closingId,
    details: { stops: [...stops] },
    before: { state: row.state },
    after: { state: 'stopped' },
  });
}

/** Who is to be written to is read while somebody still belongs to the company. */
async function tell(tx: Tx, now: Date, row: ClosingRow, account: AccountRow): Promise<void> {
  const { accountId } = row;
  const announcementId = await announce(tx, system('closing', accountId), now, AccountClosed, {
    subjectId: row.closingId,
    details: { name: account.name, partnerId: account.partnerId },
    before: { state: row.state },
    after: { state: 'closed' },
  });
  for (const { email, locale, personId } of await listAdminsAndContact(tx, now, account))
    await askMail(tx, now, closingMail, { to: email, locale, accountId, personId, ids: { accountId, announcementId } });
}

/** Everything that the company has open, each by the act of the feature that it belongs to; people last, they may be named. */
async function endAll(tx: Tx, now: Date, accountId: string): Promise<void> {
  const actor = system('closing', accountId);
  await leaveEverything(tx, actor, now);
  await endEveryRelation(tx, actor, now);
  await endEverything(tx, actor, now);
  await withdrawEveryProfile(tx);
  // What a merge ends, this ends as well: nothing is paid out any more, nobody helps or resets in the company's name.
  const over = { from: accountId, into: accountId, locale: 'en' } as const;
  await mergeTax(tx, now, over);
  await mergeRecovery(tx, over, now);
  await closeDirectories(tx, actor, now);
  await run(tx, 'delete from counted_learners where account_id = current_account()');
  await run(
    tx,
    `update merges set state = 'withdrawn', ended_at = $1, version = version + 1
      where state in ('invited', 'accepted') and (account_id = current_account() or other_account_id = current_account())`,
    [now],
  );
  const ids = async (text: string) => (await run(tx, text)).rows.map((row) => row['id'] as string);
  for (const id of await ids("select elevation_id as id from elevations where account_id = current_account() and state in ('gathering', 'waiting')"))
    await stopElevation(tx, actor, now, id, null).catch((error: unknown) => {
      // Its time was over already.
      if (!(error instanceof Problem)) throw error;
    });
  for (const id of await ids("select request_id as id from service_requests where account_id = current_account() and kind = 'question' and state <> 'closed'"))
    await closeRequest(tx, actor, now, { requestId: id, outcome: 'withdrawn', side: 'desk' });
  await dismissEveryone(tx, now);
}
