import { sql } from 'kysely';
import type { Locale } from '../../../core/locale.ts';
import type { Actor, MemberActor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { askMail } from '../../../server/mail.ts';
import { hashToken, newToken, type Secrets } from '../../../server/secrets.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { InvitationGone } from '../contract.ts';
import { askedADay, askedAgainMinutes, AskedByOpenLink, OpenLinkEnded, OpenLinkMade } from '../contract/openLinks.ts';
import { customerInvitationMail } from '../mails/relationship.ts';
import { kindOf } from '../policy.ts';
import { sellsThroughProvidersOnly } from '../queries/relationship.ts';
import { inDays } from './invitations.ts';

const here = sql<string>`current_account()`;
export const findOpenLink = (tx: Tx) => tx.selectFrom('customerOpenLinks').selectAll().where('accountId', '=', here).executeTakeFirst();

/** A new link in the place of the one before, which stops working. */
export async function makeOpenLink(tx: Tx, secrets: Secrets, actor: MemberActor, now: Date): Promise<void> {
  const token = newToken();
  const values = {
    tokenHash: hashToken(token),
    sealed: secrets.seal(token),
    relationship: kindOf(actor.rights, null, { throughProvidersOnly: await sellsThroughProvidersOnly(tx) }),
    madeAt: now,
    madeByName: actor.name,
  };
  await tx
    .insertInto('customerOpenLinks')
    .values(values)
    .onConflict((oc) => oc.column('accountId').doUpdateSet(values))
    .execute();
  await announce(tx, actor, now, OpenLinkMade, { details: {} });
}

/** Safe to ask for twice. */
export async function endOpenLink(tx: Tx, actor: MemberActor, now: Date): Promise<void> {
  const { numDeletedRows } = await tx.deleteFrom('customerOpenLinks').where('accountId', '=', here).executeTakeFirst();
  if (numDeletedRows > 0n) await announce(tx, actor, now, OpenLinkEnded, { details: {} });
}

/** Enters the account whose link it is. @throws InvitationGone */
export async function enterOpenLink(tx: Tx, token: string) {
  const { rows } = await run(tx, 'select find_customer_open_link($1) as account_id', [hashToken(token)]);
  const accountId = rows[0]?.['account_id'] as string | null | undefined;
  if (!accountId) throw new InvitationGone({ state: 'unknown' });
  await enter(tx, { accountId });
  const link = await findOpenLink(tx);
  if (link?.tokenHash !== hashToken(token)) throw new InvitationGone({ state: 'unknown' });
  return link;
}

interface Asked {
  readonly token: string;
  readonly company: string;
  readonly email: string;
  readonly locale: Locale;
}
/**
 * An invitation for whoever asks, mailed to the mailbox that they name: who has no hold of it gets nothing. The answer is the same
 * whether one is sent or was sent a moment ago. @throws InvitationGone
 */
export async function askByOpenLink(tx: Tx, actor: Actor, now: Date, { token, company, email, locale }: Asked): Promise<void> {
  const { accountId, relationship, madeByName } = await enterOpenLink(tx, token);
  const { rows } = await run(
    tx,
    `select count(*)::int as today, count(*) filter (where lower(email) = lower($1) and created_at > $2::timestamptz - make_interval(mins => $3))::int as recent
       from customer_invitations where account_id = current_account() and by_open_link and created_at > $2::timestamptz - interval '1 day'`,
    [email, now, askedAgainMinutes],
  );
  if ((rows[0]?.['recent'] as number) > 0 || (rows[0]?.['today'] as number) >= askedADay) return;
  const row = await tx
    .insertInto('customerInvitations')
    .values({ relationship, company, email, locale, byOpenLink: true, invitedByName: madeByName, createdAt: now, expiresAt: inDays(now) })
    .returning('invitationId')
    .executeTakeFirstOrThrow();
  await askMail(tx, now, customerInvitationMail, { to: email, locale, accountId, ids: { accountId, invitationId: row.invitationId } });
  await announce(tx, actor, now, AskedByOpenLink, { subjectId: row.invitationId, details: { company, email } });
}
