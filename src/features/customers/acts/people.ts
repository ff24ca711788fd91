import type { Locale } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import { fold, foldEmail } from '../../../core/text.ts';
import { type Actor, personIdOf } from '../../../server/actor.ts';
import { enter } from '../../../server/db.ts';
import { askMail } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';
import { addPerson } from '../../identity/acts.ts';
import { findPersonByEmail } from '../../identity/queries.ts';
import { customerUserMail } from '../mails/users.ts';

export interface NewUser {
  readonly tenantId: string;
  readonly country: string;
  readonly userName: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName?: string;
  readonly locale: string;
  readonly roles: readonly string[];
  readonly importId?: string;
}

/**
 * Someone of a customer's directory, under an identity that is found by its mailbox or added with it; says nothing about which.
 * The mailbox is proved by the link that is mailed to it. Comes back to the actor's own person.
 */
export async function insertUser(tx: Tx, actor: Actor, now: Date, user: NewUser): Promise<{ userId: string }> {
  const { tenantId, userName, givenName, familyName } = user;
  const known = await findPersonByEmail(tx, userName);
  const personId = known ?? (await addPerson(tx, actor, now, { givenName, familyName, email: userName, locale: user.locale as Locale })).personId;
  const own = personIdOf(actor);
  if (own) await enter(tx, { personId: own });
  const displayName = user.displayName || fullName({ givenName, familyName });
  const userId = crypto.randomUUID();
  await tx
    .insertInto('customerUsers')
    .values({
      tenantId,
      userId,
      personId,
      userName,
      givenName,
      familyName,
      displayName,
      searchText: fold(`${displayName} ${givenName} ${familyName} ${userName}`),
      usageLocation: user.country,
      roles: [...user.roles],
      createdAt: now,
      importId: user.importId ?? null,
    })
    .execute();
  await askMail(tx, now, customerUserMail, { to: userName, locale: user.locale as Locale, ids: { tenantId, userId } });
  return { userId };
}

/** Someone whose mailbox is proved and whose identity is there: no mail is sent. */
export async function attachUser(
  tx: Tx,
  now: Date,
  { tenantId, country, who, roles }: { readonly tenantId: string; readonly country: string; readonly who: Attached; readonly roles: readonly string[] },
): Promise<void> {
  const { personId, givenName, familyName, email } = who;
  const displayName = fullName({ givenName, familyName });
  await tx
    .insertInto('customerUsers')
    .values({
      tenantId,
      personId,
      userName: foldEmail(email),
      givenName,
      familyName,
      displayName,
      searchText: fold(`${displayName} ${givenName} ${familyName} ${email}`),
      usageLocation: country,
      roles: [...roles],
      createdAt: now,
    })
    .execute();
}
interface Attached {
  readonly personId: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
}

/** The first administrator of a directory. */
export const inviteAdministrator = (tx: Tx, actor: Actor, now: Date, user: Omit<NewUser, 'roles'>) =>
  insertUser(tx, actor, now, { ...user, roles: ['global_admin'] });
