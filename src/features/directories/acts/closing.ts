import type { SystemActor } from '../../../server/actor.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { turnOff } from './directories.ts';

/** Turns every directory of the running company off and ends the tokens of those that bring people by SCIM: it closes its account. */
export async function closeDirectories(tx: Tx, actor: SystemActor, now: Date): Promise<void> {
  const on = await tx.selectFrom('directories').select(['directoryId', 'version']).where('accountId', '=', actor.accountId).where('state', '=', 'on').execute();
  for (const { directoryId, version } of on) await turnOff(tx, actor, now, directoryId, version);
  await run(tx, 'update scim_tokens set ended_at = $1 where account_id = current_account() and ended_at is null', [now]);
  // What they spoke for is free for others.
  await run(tx, 'delete from directory_domains where account_id = current_account()');
}
