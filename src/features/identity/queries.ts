import { sql } from 'kysely';
import { fullName } from '../../core/person.ts';
import type { Locale } from '../../core/locale.ts';
import { foldEmail } from '../../core/text.ts';
import { run, type Tx } from '../../server/tx.ts';

/** Whose sign-in name a mail address is; works without seeing any person's rows. */
export async function findPersonByEmail(tx: Tx, email: string): Promise<string | undefined> {
  const { rows } = await run(tx, 'select find_person_by_sign_in_name($1) as id', [foldEmail(email)]);
  return (rows[0]?.['id'] as string | null | undefined) ?? undefined;
}

/** A person; the Tx must be that person's (see `enter`) or across accounts. @throws when it is not there to be seen */
export async function getPerson(tx: Tx, personId: string) {
  const row = await tx.selectFrom('people').selectAll().where('personId', '=', personId).executeTakeFirstOrThrow();
  return { ...row, locale: row.locale as Locale, name: fullName(row) };
}
export type PersonRow = Awaited<ReturnType<typeof getPerson>>;

export interface FoundPassword {
  readonly personId: string;
  readonly hash: string | null;
  readonly failedInRow: number | null;
  readonly hasSecondFactor: boolean;
  /** What was typed is the temporary password that an admin handed out; whether it is still good is seen when it is used up. */
  readonly isTemporary: boolean;
}

/** What a try with a password needs, by the folded sign-in name; the same look whether or not somebody has it. */
export async function findPassword(tx: Tx, emailFolded: string, temporaryHash: string): Promise<FoundPassword | undefined> {
  const {
    rows: [row],
  } = await run(
    tx,
    'select person_id as person, hash, failed_in_row as failures, has_second_factor as second, is_temporary as temporary from find_password($1, $2)',
    [emailFolded, temporaryHash],
    'identity.find_password',
  );
  if (!row) return undefined;
  return {
    personId: row['person'] as string,
    hash: row['hash'] as string | null,
    failedInRow: row['failures'] as number | null,
    hasSecondFactor: row['second'] === true,
    isTemporary: row['temporary'] === true,
  };
}

export async function findPersonByPasskey(tx: Tx, credentialId: string): Promise<string | undefined> {
  const { rows } = await run(tx, 'select find_person_by_passkey($1) as id', [credentialId]);
  return (rows[0]?.['id'] as string | null | undefined) ?? undefined;
}

export const findPasskey = (tx: Tx, personId: string, credentialId: string) =>
  tx.selectFrom('passkeys').selectAll().where('personId', '=', personId).where('credentialId', '=', credentialId).executeTakeFirst();
export const listPasskeys = (tx: Tx, personId: string) => tx.selectFrom('passkeys').selectAll().where('personId', '=', personId).orderBy('createdAt').execute();
export const findAuthenticator = (tx: Tx, personId: string) =>
  tx.selectFrom('authenticators').selectAll().where('personId', '=', personId).where('confirmedAt', 'is not', null).executeTakeFirst();
/** Whether the person has a second factor by now; an actor's own word may be from before. */
export async function hasSecondFactor(tx: Tx, personId: string): Promise<boolean> {
  const [keys, app] = await Promise.all([
    tx.selectFrom('passkeys').select('passkeyId').where('personId', '=', personId).limit(1).executeTakeFirst(),
    findAuthenticator(tx, personId),
  ]);
  return keys !== undefined || app !== undefined;
}
export const findPasswordOf = (tx: Tx, personId: string) =>
  tx.selectFrom('passwords').select(['setAt', 'failedInRow', 'needsSecondFactor']).where('personId', '=', personId).executeTakeFirst();

/** How many recovery codes a person has left, and whether any were ever made. */
export async function countRecoveryCodes(tx: Tx, personId: string): Promise<{ left: number; made: number }> {
  const row = await tx
    .selectFrom('recoveryCodes')
    .select((eb) => [eb.fn.countAll<number>().as('made'), eb.fn.countAll<number>().filterWhere('usedAt', 'is', null).as('left')])
    .where('personId', '=', personId)
    .executeTakeFirstOrThrow();
  return { left: Number(row.left), made: Number(row.made) };
}

/** Sessions that are neither ended nor over, the last used first. */
export const listSessions = (tx: Tx, personId: string, now: Date) =>
  tx
    .selectFrom('sessions')
    .select(['sessionId', 'proofs', 'createdAt', 'lastUsedAt', 'address', 'userAgent', 'idleMinutes'])
    .where('personId', '=', personId)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', now)
    .where(sql<boolean>`last_used_at > ${now}::timestamptz - make_interval(mins => idle_minutes)`)
    .orderBy('lastUsedAt', 'desc')
    .limit(200)
    .execute();

export const listOperatorRoles = (tx: Tx, personId: string) => tx.selectFrom('operators').select(['role', 'endsAt']).where('personId', '=', personId).execute();
export const listOverrides = (tx: Tx) => tx.selectFrom('grantOverrides').select(['role', 'permission', 'level']).execute();

/** The operator's own people with each of their roles, across accounts. */
export const listOperators = (tx: Tx, now: Date) =>
  tx
    .selectFrom('operators')
    .innerJoin('people', 'people.personId', 'operators.personId')
    .select(['operators.personId', 'givenName', 'familyName', 'email', 'role', 'givenAt'])
    .where((eb) => eb.or([eb('endsAt', 'is', null), eb('endsAt', '>', now)]))
    .orderBy('familyName')
    .orderBy('givenName')
    .orderBy('operators.personId')
    .orderBy('role')
    .execute();
