import type { GrantOverride } from '../../core/access.ts';
import type { Locale } from '../../core/locale.ts';
import { askMail } from '../../server/mail.ts';
import { run, type Tx } from '../../server/tx.ts';
import type { NoticeKind } from './contract.ts';
import { noticeMail } from './mails.ts';
import { mine } from './queries.ts';
import { type Happened, rules } from './rules.ts';

/**
 * Makes a notice for everyone whom an announcement concerns, and asks for the mails. The Tx must be across accounts.
 * Run twice, it changes nothing the second time.
 */
export async function tell(tx: Tx, now: Date, happened: Happened): Promise<void> {
  const rule = rules[happened.name as NoticeKind];
  const overrides = (await tx.selectFrom('grantOverrides').select(['role', 'permission', 'level']).execute()) as GrantOverride[];
  const account = happened.accountId
    ? await tx.selectFrom('accounts').select('name').where('accountId', '=', happened.accountId).executeTakeFirst()
    : undefined;
  const details = { ...happened.details, actor: happened.actorName ?? '', ...(account ? { company: account.name } : {}) };
  const { text, values } = rule.to(happened, overrides);
  const at = values.length;
  const told = await run(
    tx,
    `
    insert into notices (person_id, account_id, announcement_id, kind, details, link, at)
    select told.person_id, $${at + 1}, $${at + 2}, $${at + 3}, $${at + 4}::jsonb, $${at + 5}, $${at + 6}
      from (${text}) told join people using (person_id)
     where $${at + 7}::uuid is null or told.person_id <> $${at + 7}
    on conflict (person_id, announcement_id, kind) do nothing
    returning person_id, notice_id`,
    [
      ...values,
      happened.accountId,
      happened.announcementId,
      happened.name,
      JSON.stringify(details),
      rule.link(happened),
      happened.at,
      rule.tellsDoer ? null : happened.actorId,
    ],
  );
  if (rule.mail) for (const row of told.rows) await mail(tx, now, row['person_id'] as string, row['notice_id'] as string, happened.accountId);
}

async function mail(tx: Tx, now: Date, personId: string, noticeId: string, accountId: string | null): Promise<void> {
  const person = await tx.selectFrom('people').select(['email', 'locale']).where('personId', '=', personId).executeTakeFirstOrThrow();
  await askMail(tx, now, noticeMail, { to: person.email, locale: person.locale as Locale, personId, accountId, ids: { personId, noticeId } });
}

/** Marks one notice as read, or all of them; of the person of the running transaction. */
export async function markRead(tx: Tx, now: Date, which: { readonly noticeId?: string }): Promise<void> {
  let query = tx.updateTable('notices').set({ readAt: now }).where('personId', '=', mine).where('readAt', 'is', null);
  if (which.noticeId) query = query.where('noticeId', '=', which.noticeId);
  await query.execute();
}

export async function setWantsMails(tx: Tx, personId: string, mails: boolean): Promise<void> {
  await tx
    .insertInto('noticeSettings')
    .values({ personId, mails })
    .onConflict((oc) => oc.column('personId').doUpdateSet({ mails }))
    .execute();
}
