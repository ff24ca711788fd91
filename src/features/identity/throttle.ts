import { TooManyRequests } from '../../core/problems.ts';
import type { Secrets } from '../../server/secrets.ts';
import { run, type Tx } from '../../server/tx.ts';
import { addressKey, triesAllowed } from './policy.ts';

/** Doors that guesses are made at; each is counted by itself. */
export type Door =
  | 'human_check'
  | 'human_code'
  | 'password'
  | 'mail_code'
  | 'mail_code_sent'
  | 'second_factor'
  | 'passkey'
  | 'recovery'
  | 'recovery_code'
  | 'recovery_proof'
  | 'way_sent'
  | 'way_code'
  | 'lead';
/** One try at a door, by whom and from where; only hashes of both are kept. */
export interface Knock {
  readonly doors: readonly string[];
  readonly keys: readonly string[];
  readonly allowed: readonly number[];
}

/** @param who a sign-in name or a person, real or not; null where only the address is known */
export function knockAt(secrets: Secrets, door: Door, who: string | null, address: string | null): Knock {
  const from = { door: `${door} from`, key: secrets.hash(`from ${addressKey(address)}`), allowed: triesAllowed.address };
  // In the order in which the database locks them.
  const all = who === null ? [from] : [from, { door: `${door} of`, key: secrets.hash(`of ${who}`), allowed: triesAllowed.person }];
  return { doors: all.map((k) => k.door), keys: all.map((k) => k.key), allowed: all.map((k) => k.allowed) };
}

/** Counts a try, before it is known to be wrong. In `apart`, so that it stays. @throws TooManyRequests while a door is shut */
export async function knock(tx: Tx, now: Date, { doors, keys, allowed }: Knock): Promise<void> {
  const { rows } = await run(tx, 'select knock($1, $2, $3, $4) as until', [doors, keys, allowed, now], 'identity.knock');
  const until = rows[0]?.['until'] as Date | null;
  if (until) throw new TooManyRequests({ retryAfterSeconds: Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000)) });
}

/** Takes a try back that proved right. */
export async function unknock(tx: Tx, now: Date, { doors, keys, allowed }: Knock): Promise<void> {
  await run(tx, 'select unknock($1, $2, $3, $4)', [doors, keys, allowed, now], 'identity.unknock');
}
