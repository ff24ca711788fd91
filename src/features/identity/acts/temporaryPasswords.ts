import { randomBytes } from 'node:crypto';
import { foldEmail } from '../../../core/text.ts';
import { type Actor, personIdOf, system } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import type { Secrets } from '../../../server/secrets.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { TemporaryPasswordGiven, TemporaryPasswordUsed } from '../contract.ts';
import { tellPerson } from '../mails.ts';
import { isTemporaryPassword, plainRecoveryCode, temporaryPasswordOf } from '../policy.ts';
import { getPerson } from '../queries.ts';
import { startNewPassword } from './resetLinks.ts';

const HOURS = 24;
/** Why a company may not hand this person a temporary password. */
export type AgainstTemporaryPassword = 'gone' | 'guest' | 'domain' | 'elsewhere';

/** What is compared; of anything else than such a password, nothing that tells of it. */
export const hashTemporaryPassword = (secrets: Secrets, typed: string): string =>
  secrets.hash(isTemporaryPassword(typed) ? `temporary ${plainRecoveryCode(typed)}` : 'temporary');

/** Whether the company is the only one that this identity is of use in, and has proved its domain; null when so. */
export async function againstTemporaryPassword(tx: Tx, now: Date, personId: string, accountId: string): Promise<AgainstTemporaryPassword | null> {
  const { rows } = await run(tx, 'select against_temporary_password($1, $2, $3) as fault', [personId, accountId, now]);
  const fault = rows[0]?.['fault'] as AgainstTemporaryPassword | 'fine';
  return fault === 'fine' ? null : fault;
}

/**
 * Makes a password that opens nothing but the page that sets a new one: shown now and never again, good once, for 24 hours; one
 * that was given before stops working. The caller has asked `againstTemporaryPassword`. From here on the Tx is that person's.
 */
export async function giveTemporaryPassword(
  tx: Tx,
  actor: Actor,
  now: Date,
  secrets: Secrets,
  { personId, accountId, company, by }: { readonly personId: string; readonly accountId: string; readonly company: string; readonly by: string },
): Promise<{ password: string; expiresAt: Date }> {
  await enter(tx, { personId });
  const password = temporaryPasswordOf(randomBytes(10));
  const expiresAt = new Date(now.getTime() + HOURS * 3_600_000);
  const row = {
    secretHash: hashTemporaryPassword(secrets, password),
    accountId,
    givenBy: personIdOf(actor) ?? accountId,
    createdAt: now,
    expiresAt,
    usedAt: null,
  };
  await tx
    .insertInto('temporaryPasswords')
    .values({ personId, ...row })
    .onConflict((oc) => oc.column('personId').doUpdateSet(row))
    .execute();
  const announcementId = await announce(tx, system('identity.reset'), now, TemporaryPasswordGiven, {
    accountId: null,
    personId,
    subjectId: personId,
    details: { by, company },
  });
  await tellPerson(tx, now, await getPerson(tx, personId), announcementId);
  return { password, expiresAt };
}

/**
 * Uses a temporary password up and opens the page that sets a new one; the person and whoever gave it are told. Null when it has
 * expired, is no longer the last word, or the company might not give it any more. From here on the Tx is that person's.
 */
export async function spendTemporaryPassword(tx: Tx, actor: Actor, now: Date, secrets: Secrets, personId: string, typed: string): Promise<string | null> {
  await enter(tx, { personId });
  const spent = await tx
    .updateTable('temporaryPasswords')
    .set({ usedAt: now })
    .where('personId', '=', personId)
    .where('secretHash', '=', hashTemporaryPassword(secrets, typed))
    .where('usedAt', 'is', null)
    .where('expiresAt', '>', now)
    .returning(['accountId', 'givenBy'])
    .executeTakeFirst();
  if (!spent || (await againstTemporaryPassword(tx, now, personId, spent.accountId))) return null;
  const person = await getPerson(tx, personId);
  const details = { name: person.name, givenBy: spent.givenBy };
  const announcementId = await announce(tx, actor, now, TemporaryPasswordUsed, { accountId: spent.accountId, personId, subjectId: personId, details });
  await tellPerson(tx, now, person, announcementId);
  return startNewPassword(tx, now, personId, { proofs: [], secondFactor: false });
}

/** The person has another password by now, or is another company's too: what an admin handed out opens nothing any more. */
export const voidTemporaryPasswords = (tx: Tx, now: Date, personId: string) => run(tx, 'select void_temporary_passwords($1, null, $2)', [personId, now]);
/** The same by the address that another company invites. The Tx must be in that company. */
export const voidTemporaryPasswordsOf = (tx: Tx, now: Date, email: string) => run(tx, 'select void_temporary_passwords(null, $1, $2)', [foldEmail(email), now]);
