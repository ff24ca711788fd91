import { expect } from '@playwright/test';
import { recovery } from '../src/features/recovery/contract.ts';
import { inDemoDatabase } from './demoDatabase.ts';
import { as, type Newcomer } from './newcomers.ts';

/** The only admin has left, and the company, its people and their apps have been there for a year: time that no journey can wait for. */
export const leaveAlone = ({ company: { accountId }, personId }: Newcomer, others: readonly Newcomer[] = []): Promise<void> =>
  inDemoDatabase(async (database) => {
    await database.query(
      "update members set state = 'removed', removed_at = now(), rights_version = rights_version + 1 where account_id = $1 and person_id = $2",
      [accountId, personId],
    );
    await database.query("update accounts set created_at = now() - interval '1 year' where account_id = $1", [accountId]);
    const people = others.map((other) => other.personId);
    await database.query("update members set joined_at = now() - interval '1 year' where account_id = $1 and person_id = any($2)", [accountId, people]);
    await database.query(
      "update authenticators set created_at = now() - interval '1 year', confirmed_at = now() - interval '1 year' where person_id = any($1)",
      [people],
    );
  });

/** The waiting time of an elevation is over, and the clock of the center has seen it. */
export async function afterTheWait({ context, company: { accountId } }: Newcomer): Promise<void> {
  const { getElevations } = as(context, recovery, accountId);
  const stateNow = async () => (await getElevations({})).items[0]?.state;
  // The clock looks every minute, or a little later: for what was proved, then for what has waited.
  await expect.poll(stateNow, { timeout: 180_000, intervals: [1_000] }).toBe('waiting');
  await inDemoDatabase(async (database) => {
    await database.query("update elevations set waits_until = now() where account_id = $1 and state = 'waiting'", [accountId]);
  });
  await expect.poll(stateNow, { timeout: 180_000, intervals: [2_000] }).toBe('granted');
}
