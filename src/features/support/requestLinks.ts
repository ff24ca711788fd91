import { TooManyRequests } from '../../core/problems.ts';
import { foldEmail } from '../../core/text.ts';
import type { Secrets } from '../../server/secrets.ts';
import { run, type Tx } from '../../server/tx.ts';
import { addressKey, triesAllowed } from '../identity/policy.ts';

/** What a mail address is known by in the payload of a job, which holds nothing that says who somebody is. */
export const markOf = (secrets: Secrets, email: string): string => secrets.hash(`request link ${foldEmail(email)}`);

/** Counts that somebody asked for a private link, real or not, before it is looked up. In `apart`. @throws TooManyRequests */
export async function countAsking(tx: Tx, secrets: Secrets, now: Date, email: string, address: string | null): Promise<void> {
  // In the order in which the database locks them; see `knock` in 0019_knock.sql.
  const doors = ['request_link from', 'request_link of'];
  const keys = [secrets.hash(`from ${addressKey(address)}`), secrets.hash(`of ${foldEmail(email)}`)];
  const { rows } = await run(tx, 'select knock($1, $2, $3, $4) as until', [doors, keys, [triesAllowed.address, triesAllowed.person], now]);
  const until = rows[0]?.['until'] as Date | null;
  if (until) throw new TooManyRequests({ retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)) });
}
