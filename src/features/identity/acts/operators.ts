import { operatorRoles, type OperatorRole } from '../../../core/roles.ts';
import { AccessDenied, NotFound } from '../../../core/problems.ts';
import { type Actor, personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { askMail } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';
import { addPerson, type NewPerson, renewSessions } from '../acts.ts';
import { insertChallenge } from '../challenges.ts';
import { LastRoot, OperatorAdded, OperatorKnown, OperatorRemoved } from '../contract.ts';
import { credentialLinkMail, operatorAddedMail } from '../mails.ts';
import { findPersonByEmail, getPerson } from '../queries.ts';

/** What a link to set a password is for. */
export const credentialLinkPurpose = 'set_password';
const LINK_DAYS = 7;

/**
 * Gives someone one of the operator's roles, adding the person if need be. Whoever cannot sign in yet is mailed a link to
 * set a password (single use, 7 days); the others are told. The Tx must be across accounts. @throws OperatorKnown, AccessDenied
 */
export async function addOperator(tx: Tx, actor: Actor, now: Date, given: NewPerson & { readonly role: OperatorRole }): Promise<{ personId: string }> {
  if (actor.kind !== 'system' && !actor.rights.gives.has(given.role))
    throw new AccessDenied({ permission: 'op.staff', needs: 'edit', roles: ['op_root'], grantors: [], sections: [] });
  const personId = (await findPersonByEmail(tx, given.email)) ?? (await addPerson(tx, actor, now, given)).personId;
  const { numInsertedOrUpdatedRows } = await tx
    .insertInto('operators')
    .values({ personId, role: given.role, givenBy: personIdOf(actor), givenAt: now })
    .onConflict((oc) => oc.doNothing())
    .executeTakeFirst();
  if (!numInsertedOrUpdatedRows) throw new OperatorKnown({});
  const person = await getPerson(tx, personId);
  await announce(tx, actor, now, OperatorAdded, {
    accountId: null,
    personId,
    subjectId: personId,
    details: { name: person.name, role: given.role },
    after: { role: given.role },
  });
  await shortenSessions(tx, now, personId);
  if (await canSignIn(tx, personId)) {
    await askMail(tx, now, operatorAddedMail, { to: person.email, locale: person.locale, personId, ids: { personId, role: given.role } });
  } else {
    const challengeId = await insertChallenge(tx, now, {
      purpose: credentialLinkPurpose,
      email: person.email,
      data: { personId },
      minutes: LINK_DAYS * 24 * 60,
    });
    await askMail(tx, now, credentialLinkMail, { to: person.email, locale: person.locale, personId, ids: { challengeId, personId, role: given.role } });
  }
  return { personId };
}

/** A code to the mailbox would do too, but nobody would know to ask for one. */
const canSignIn = async (tx: Tx, personId: string): Promise<boolean> =>
  (await tx.selectFrom('passwords').select('personId').where('personId', '=', personId).executeTakeFirst()) !== undefined ||
  (await tx.selectFrom('passkeys').select('personId').where('personId', '=', personId).limit(1).executeTakeFirst()) !== undefined;

/** Sessions opened before the role was given live no longer than an operator's. */
async function shortenSessions(tx: Tx, now: Date, personId: string): Promise<void> {
  const day = new Date(now.getTime() + 24 * 3_600_000);
  await tx
    .updateTable('sessions')
    .set((eb) => ({ idleMinutes: 60, expiresAt: eb.fn('least', [eb.ref('expiresAt'), eb.val(day)]), version: eb('version', '+', 1) }))
    .where('personId', '=', personId)
    .where('endedAt', 'is', null)
    .execute();
}

/** Takes one of the operator's roles away, from the next request on. @throws NotFound · LastRoot when nobody else could give roles */
export async function removeOperator(
  tx: Tx,
  actor: Actor,
  now: Date,
  { personId, role }: { readonly personId: string; readonly role: OperatorRole },
): Promise<void> {
  // All of them are locked, in one order: two who remove each other at the same instant leave one.
  const held = await tx.selectFrom('operators').select(['personId', 'endsAt']).where('role', '=', role).orderBy('personId').forUpdate().execute();
  if (!held.some((o) => o.personId === personId)) throw new NotFound({});
  if (role === operatorRoles[0] && !held.some((o) => o.personId !== personId && (!o.endsAt || o.endsAt > now))) throw new LastRoot({});
  await tx.deleteFrom('operators').where('personId', '=', personId).where('role', '=', role).execute();
  await renewSessions(tx, personId);
  const person = await getPerson(tx, personId);
  await announce(tx, actor, now, OperatorRemoved, { accountId: null, personId, subjectId: personId, details: { name: person.name, role }, before: { role } });
}
