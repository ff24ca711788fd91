import { foldEmail } from '../../../core/text.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { endAllSessions } from '../acts.ts';
import { voidResetLinks } from './resetLinks.ts';
import { getPerson } from '../queries.ts';

/** What a person signs in with, or is reached by, that can be younger than an instant. */
export type YoungWay = 'password' | 'passkey' | 'totp' | 'recovery_code' | 'email' | 'phone' | 'sign_in';

/** Which ways of a person are younger than that; one entry each. `tx` must be theirs or across accounts. */
export async function listWaysSince(tx: Tx, personId: string, since: Date): Promise<YoungWay[]> {
  const { rows } = await run(
    tx,
    `select 'password' as kind from passwords where person_id = $1 and set_at > $2
     union all select 'password' from temporary_passwords where person_id = $1 and created_at > $2
     union all select 'passkey' from passkeys where person_id = $1 and created_at > $2
     union all select 'totp' from authenticators where person_id = $1 and created_at > $2
     union all select 'recovery_code' where exists (select from recovery_codes where person_id = $1 and created_at > $2)
     union all select kind from contact_ways where person_id = $1 and created_at > $2
     union all select 'sign_in' from people where person_id = $1 and email_changed_at > $2`,
    [personId, since],
  );
  return rows.map((row) => row['kind'] as YoungWay);
}

/** Takes those ways away, puts a changed sign-in name back, and ends every session. `tx` must be across accounts. */
export async function removeWaysSince(tx: Tx, now: Date, personId: string, since: Date): Promise<YoungWay[]> {
  const gone = await listWaysSince(tx, personId, since);
  if (gone.includes('sign_in')) await putSignInNameBack(tx, personId, since);
  for (const [table, column] of [
    ['passwords', 'set_at'],
    ['temporary_passwords', 'created_at'],
    ['passkeys', 'created_at'],
    ['authenticators', 'created_at'],
    ['recovery_codes', 'created_at'],
    ['contact_ways', 'created_at'],
  ] as const)
    await run(tx, `delete from ${table} where person_id = $1 and ${column} > $2`, [personId, since]);
  await voidResetLinks(tx, now, (await getPerson(tx, personId)).email);
  await endAllSessions(tx, now, personId);
  return gone;
}

/** The sign-in name as it was then; left as it is where somebody else signs in with it by now. */
async function putSignInNameBack(tx: Tx, personId: string, since: Date): Promise<void> {
  const { rows } = await run(
    tx,
    `select before ->> 'email' as email from announcements where person_id = $1 and name = 'identity.email_changed' and account_id is null and at > $2 order by at limit 1`,
    [personId, since],
  );
  const email = rows[0]?.['email'] as string | null | undefined;
  if (!email) return;
  const { email: changed } = await getPerson(tx, personId);
  const { rowCount } = await run(tx, 'insert into sign_in_names (email_folded, person_id) values ($1, $2) on conflict do nothing', [
    foldEmail(email),
    personId,
  ]);
  if (!rowCount) return;
  await run(tx, 'delete from sign_in_names where person_id = $1 and email_folded = $2', [personId, foldEmail(changed)]);
  // It stands among the further ways since the change, as old as it is.
  await run(tx, "delete from contact_ways where person_id = $1 and kind = 'email' and value_folded = $2", [personId, foldEmail(email)]);
  await run(tx, 'update people set email = $2, email_changed_at = null, version = version + 1 where person_id = $1', [personId, email]);
}
