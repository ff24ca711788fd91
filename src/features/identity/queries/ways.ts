import { sql } from 'kysely';
import type { Tx } from '../../../server/tx.ts';
import { maskEmail, maskPhone, type WayKind } from '../policy.ts';
import { findAuthenticator, getPerson, listPasskeys } from '../queries.ts';

export { countMethods, method, type Method, type WayKind } from '../policy.ts';

/** A way of reaching or knowing a person that was proved to be theirs. */
export interface ProvedWay {
  /** `sign_in` for the mailbox of the sign-in name; `totp`, `recovery_codes`; else the id of the way or of the passkey. */
  readonly key: string;
  readonly kind: WayKind;
  /** For whoever has not proved to be that person yet; a passkey's name, and nothing of the app and the codes. */
  readonly hint: string;
  /** The mail address, or the phone number as E.164. */
  readonly value: string | null;
  /** Since when it leads to this person; what is younger than a disputed change counts for nothing. */
  readonly since: Date;
}

/** All of them, the mailbox of the sign-in name first. The Tx must be the person's or across accounts. */
export async function listProvedWays(tx: Tx, personId: string): Promise<readonly ProvedWay[]> {
  const [person, contacts, keys, app, codesSince] = await Promise.all([
    getPerson(tx, personId),
    listContactWays(tx, personId),
    listPasskeys(tx, personId),
    findAuthenticator(tx, personId),
    recoveryCodesSince(tx, personId),
  ]);
  return [
    { key: 'sign_in', kind: 'email', hint: maskEmail(person.email), value: person.email, since: person.emailChangedAt ?? person.createdAt },
    // Of a disputed change the lost mailbox may be the very one that is not lost.
    ...contacts.flatMap(({ wayId, kind, value, verifiedAt, lostAt }): ProvedWay[] =>
      verifiedAt && (!lostAt || person.frozenAt)
        ? [{ key: wayId, kind: kind as WayKind, hint: kind === 'phone' ? maskPhone(value) : maskEmail(value), value, since: verifiedAt }]
        : [],
    ),
    ...keys.map(({ passkeyId, name, createdAt }): ProvedWay => ({ key: passkeyId, kind: 'passkey', hint: name, value: null, since: createdAt })),
    ...(app ? [{ key: 'totp', kind: 'totp', hint: '', value: null, since: app.createdAt } as const] : []),
    ...(codesSince ? [{ key: 'recovery_codes', kind: 'recovery_code', hint: '', value: null, since: codesSince } as const] : []),
  ];
}

/** Mail addresses and phone numbers beside the sign-in name, proved or not, the oldest first. */
export const listContactWays = (tx: Tx, personId: string) =>
  tx.selectFrom('contactWays').selectAll().where('personId', '=', personId).orderBy('createdAt').orderBy('wayId').execute();
export type ContactWayRow = Awaited<ReturnType<typeof listContactWays>>[number];

/** Locks the way until the transaction ends. */
export const findContactWayForUpdate = (tx: Tx, personId: string, wayId: string) =>
  tx.selectFrom('contactWays').selectAll().where('personId', '=', personId).where('wayId', '=', wayId).forUpdate().executeTakeFirst();

/** Since when the oldest unused code is theirs; null when none is left. Codes from before that was noted are as old as the person. */
export async function recoveryCodesSince(tx: Tx, personId: string): Promise<Date | null> {
  const row = await tx
    .selectFrom('recoveryCodes')
    .innerJoin('people', 'people.personId', 'recoveryCodes.personId')
    .select(sql<Date | null>`min(greatest(recovery_codes.created_at, people.created_at))`.as('since'))
    .where('recoveryCodes.personId', '=', personId)
    .where('usedAt', 'is', null)
    .executeTakeFirst();
  return row?.since ?? null;
}
