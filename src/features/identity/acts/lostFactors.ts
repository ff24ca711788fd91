import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import type { Tx } from '../../../server/tx.ts';
import { renewSessions } from '../acts.ts';
import { AuthenticatorRemoved, PasskeyRemoved, WayRemoved } from '../contract.ts';
import { tellPerson } from '../mails.ts';
import { maskEmail, maskPhone } from '../policy.ts';
import { getPerson, hasSecondFactor } from '../queries.ts';

export interface Lost {
  readonly authenticator: boolean;
  readonly passkeys: readonly string[];
}

/**
 * Takes away what its owner has lost, once two other ways were shown: no company stands against it, since what is lost protects
 * nobody. What remains unsaid here is the caller's: whether the password may stand alone. Whether a second factor is left.
 */
export async function takeAwayLost(tx: Tx, actor: Actor, now: Date, personId: string, lost: Lost): Promise<{ readonly left: boolean }> {
  const told: string[] = [];
  const about = { accountId: null, personId, subjectId: personId };
  if (lost.passkeys.length) {
    const gone = await tx
      .deleteFrom('passkeys')
      .where('personId', '=', personId)
      .where('passkeyId', 'in', [...lost.passkeys])
      .returning('name')
      .execute();
    for (const { name } of gone) told.push(await announce(tx, actor, now, PasskeyRemoved, { ...about, details: { name }, before: { passkey: name } }));
  }
  if (lost.authenticator) {
    const { numDeletedRows } = await tx.deleteFrom('authenticators').where('personId', '=', personId).executeTakeFirst();
    if (numDeletedRows) told.push(await announce(tx, actor, now, AuthenticatorRemoved, { ...about, details: {} }));
  }
  const left = await hasSecondFactor(tx, personId);
  // Saved codes stand in for a second factor; without one they are a way in of their own.
  if (!left) await tx.deleteFrom('recoveryCodes').where('personId', '=', personId).execute();
  if (told.length) await renewSessions(tx, personId);
  const person = await getPerson(tx, personId);
  for (const announcementId of told) await tellPerson(tx, now, person, announcementId);
  return { left };
}

/** Takes away every way that came with or after a disputed change: whoever made that change may hold it. */
export async function takeAwayYounger(tx: Tx, actor: Actor, now: Date, personId: string, changeAt: Date): Promise<void> {
  const [keys, app] = await Promise.all([
    tx.selectFrom('passkeys').select('passkeyId').where('personId', '=', personId).where('createdAt', '>=', changeAt).execute(),
    tx.selectFrom('authenticators').select('personId').where('personId', '=', personId).where('createdAt', '>=', changeAt).executeTakeFirst(),
  ]);
  await tx.deleteFrom('recoveryCodes').where('personId', '=', personId).where('createdAt', '>=', changeAt).execute();
  const ways = await tx
    .deleteFrom('contactWays')
    .where('personId', '=', personId)
    .where((eb) => eb.or([eb('verifiedAt', 'is', null), eb('verifiedAt', '>=', changeAt)]))
    .returning(['kind', 'value', 'verifiedAt'])
    .execute();
  for (const { kind, value, verifiedAt } of ways) {
    if (!verifiedAt) continue;
    const details = kind === 'phone' ? { kind: 'phone' as const, hint: maskPhone(value) } : { kind: 'email' as const, hint: maskEmail(value) };
    await announce(tx, actor, now, WayRemoved, { accountId: null, personId, subjectId: personId, details });
  }
  await takeAwayLost(tx, actor, now, personId, { authenticator: app !== undefined, passkeys: keys.map(({ passkeyId }) => passkeyId) });
}

/** The address that is signed in with again was this person's all the while: it is as old as it was. */
export const keepAddressAge = (tx: Tx, personId: string, since: Date) =>
  tx.updateTable('people').set({ emailChangedAt: since }).where('personId', '=', personId).execute();
