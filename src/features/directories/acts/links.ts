import { sql } from 'kysely';
import { fullName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Actor, PersonActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import { getPerson } from '../../identity/queries.ts';
import { addMember } from '../../members/acts.ts';
import { lockMember } from '../../members/queries.ts';
import { PersonLinked, PersonUnlinked } from '../contract/directories.ts';
import { LinkNotYours } from '../contract/signOn.ts';
import { findDirectory, findLinkOf, speaksFor } from '../queries/identities.ts';
import { refuser } from './admit.ts';
import { renewRights } from './directories.ts';

const here = sql<string>`current_account()`;
const findForUpdate = (tx: Tx, identityId: string) =>
  tx.selectFrom('externalIdentities').selectAll().where('accountId', '=', here).where('identityId', '=', identityId).forUpdate().executeTakeFirst();

/**
 * Links whom the provider meant with the person who has signed in by a way of their own; they become a member with default_user, where
 * they are none. Answers with the directory's name. `tx` is the person's, and in the account. @throws LinkNotYours, SignOnRefused
 */
export async function linkIdentity(tx: Tx, actor: PersonActor, now: Date, identityId: string): Promise<string> {
  const { accountId, name: company } = await getAccountForUpdate(tx);
  const row = await findForUpdate(tx, identityId);
  if (row?.state !== 'invited' || row.personId !== actor.personId || !row.linkUntil || row.linkUntil <= now) throw new LinkNotYours({});
  const directory = await findDirectory(tx, row.directoryId);
  if (directory?.state !== 'on' || !(await speaksFor(tx, row.directoryId, row.email))) throw refuser(company)('turned_off');
  if (await findLinkOf(tx, row.directoryId, actor.personId)) throw refuser(company)('other_subject');
  const [member, person] = await Promise.all([lockMember(tx, actor.personId), getPerson(tx, actor.personId)]);
  if (member && member.state !== 'active') throw refuser(company)('deactivated');
  if (!member) {
    if (!directory.admitsNew) throw refuser(company)('not_a_member');
    await addMember(tx, actor, now, {
      personId: person.personId,
      givenName: person.givenName,
      familyName: person.familyName,
      email: person.email,
      roles: ['default_user'],
    });
  }
  await tx
    .updateTable('externalIdentities')
    .set({ state: 'linked', linkedAt: now, linkHash: null, linkUntil: null })
    .where('accountId', '=', accountId)
    .where('identityId', '=', identityId)
    .execute();
  await renewRights(tx);
  const details = { name: person.name, directory: directory.name };
  await announce(tx, actor, now, PersonLinked, { accountId, personId: actor.personId, subjectId: directory.directoryId, details });
  return directory.name;
}

/** Ends a link, with the sessions that rest on it. @throws NotFound */
export async function unlink(tx: Tx, actor: Actor, now: Date, directoryId: string, identityId: string): Promise<void> {
  const row = await findForUpdate(tx, identityId);
  const directory = await findDirectory(tx, directoryId);
  if (!directory || row?.directoryId !== directoryId) throw new NotFound({});
  await run(tx, 'select end_sign_ons($1, $2, $3)', [directoryId, row.personId, now]);
  await tx.deleteFrom('externalIdentities').where('accountId', '=', row.accountId).where('identityId', '=', identityId).execute();
  await renewRights(tx);
  const member = await lockMember(tx, row.personId);
  const details = { name: member ? fullName(member) : row.email, directory: directory.name };
  await announce(tx, actor, now, PersonUnlinked, { accountId: row.accountId, personId: row.personId, subjectId: directoryId, details });
}
