import type { GrantOverride } from '../../core/access.ts';
import type { Locale } from '../../core/locale.ts';
import { tellStreams } from '../../server/live.ts';
import { askMail } from '../../server/mail.ts';
import { run, type Tx } from '../../server/tx.ts';
import { factsOfTopic, type NoticeKind, topicOf } from './contract.ts';
import { noticeMail } from './mails.ts';
import { mine } from './queries.ts';
import type { Happened } from './recipients.ts';
import { rules } from './rules.ts';

interface ToldOne {
  readonly personId: string;
  readonly noticeId: string;
  readonly mail: string;
  readonly shown: boolean;
}

/**
 * Makes a notice for everyone whom an announcement concerns, in the way that each of them chose, and asks for the mails.
 * The Tx must be across accounts. Run twice, it changes nothing the second time.
 */
export async function tell(tx: Tx, now: Date, happened: Happened): Promise<void> {
  const told = await insertNotices(tx, happened);
  for (const each of told) if (each.mail === 'at_once') await mail(tx, now, each, happened.accountId);
  await tellStreams(
    tx,
    told.filter(({ shown }) => shown).map(({ personId }) => personId),
  );
}

/** What cannot be turned off looks for no choice; whoever wants it nowhere gets no notice. */
async function insertNotices(tx: Tx, happened: Happened): Promise<readonly ToldOne[]> {
  const kind = happened.name as NoticeKind;
  const rule = rules[kind];
  const topic = topicOf(kind);
  const overrides = (await tx.selectFrom('grantOverrides').select(['role', 'permission', 'level']).execute()) as GrantOverride[];
  const account = happened.accountId
    ? await tx.selectFrom('accounts').select('name').where('accountId', '=', happened.accountId).executeTakeFirst()
    : undefined;
  const details = { ...happened.details, actor: happened.actorName ?? '', ...(account ? { company: account.name } : {}) };
  const { text, values } = rule.to(happened, overrides);
  const p = (i: number) => `$${values.length + i}`;
  const { rows } = await run(
    tx,
    `
    with told as (
      select distinct on (p.person_id) p.person_id, coalesce(c.in_portal, true) as shown, coalesce(c.mail, ${p(8)}::text) as mail
        from (${text}) wanted join people p using (person_id)
        left join notice_choices c on c.person_id = p.person_id and c.topic = ${p(9)}::text
       where (${p(7)}::uuid is null or p.person_id <> ${p(7)}) and (coalesce(c.in_portal, true) or c.mail <> 'never')),
    made as (
      insert into notices (person_id, account_id, announcement_id, kind, details, link, at, shown, waits_for_digest)
      select person_id, ${p(1)}, ${p(2)}, ${p(3)}, ${p(4)}::jsonb, ${p(5)}, ${p(6)}, shown, mail = 'daily' from told
      on conflict (person_id, announcement_id, kind) do nothing
      returning person_id, notice_id)
    select made.person_id as "personId", made.notice_id as "noticeId", told.mail, told.shown from made join told using (person_id)`,
    [
      ...values,
      happened.accountId,
      happened.announcementId,
      kind,
      JSON.stringify(details),
      rule.link(happened),
      happened.at,
      rule.tellsDoer ? null : happened.actorId,
      rule.mail ? 'at_once' : 'never',
      factsOfTopic(topic).fixed ? null : topic,
    ],
  );
  return rows as unknown as ToldOne[];
}

async function mail(tx: Tx, now: Date, { personId, noticeId }: ToldOne, accountId: string | null): Promise<void> {
  const person = await tx.selectFrom('people').select(['email', 'locale']).where('personId', '=', personId).executeTakeFirstOrThrow();
  await askMail(tx, now, noticeMail, { to: person.email, locale: person.locale as Locale, personId, accountId, ids: { personId, noticeId } });
}

/** Marks one notice as read, or all of them; of the person of the running transaction. Their other pages hear of it. */
export async function markRead(tx: Tx, now: Date, personId: string, which: { readonly noticeId?: string; readonly accountId?: string | null }): Promise<void> {
  let query = tx.updateTable('notices').set({ readAt: now }).where('personId', '=', mine).where('readAt', 'is', null);
  if (which.noticeId) query = query.where('noticeId', '=', which.noticeId);
  if (which.accountId) query = query.where('accountId', '=', which.accountId);
  const { numUpdatedRows } = await query.executeTakeFirst();
  if (numUpdatedRows > 0n) await tellStreams(tx, [personId]);
}
