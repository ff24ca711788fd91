import { z } from 'zod';
import type { Locale } from '../../../core/locale.ts';
import { acrossAccounts } from '../../../server/db.ts';
import { job } from '../../../server/jobs.ts';
import { askMail } from '../../../server/mail.ts';
import { run, type Tx } from '../../../server/tx.ts';
import { digestMail } from '../mails.ts';

/** People whose digests one transaction asks for. */
const piece = 200;

/** Takes the notices that wait out of the queue and asks for the mails in one transaction: after a crash each is in one digest. */
async function askDigests(tx: Tx, now: Date): Promise<number> {
  const { rows } = await run(
    tx,
    `with due as (select distinct person_id from notices where waits_for_digest order by person_id limit ${piece}),
     taken as (update notices n set waits_for_digest = false, digest_at = $1 from due where n.person_id = due.person_id and n.waits_for_digest returning n.person_id, n.read_at)
     select p.person_id as "personId", p.email, p.locale, bool_or(taken.read_at is null) as anew from taken join people p using (person_id) group by p.person_id`,
    [now],
  );
  for (const { personId, email, locale, anew } of rows as unknown as { personId: string; email: string; locale: Locale; anew: boolean }[])
    if (anew) await askMail(tx, now, digestMail, { to: email, locale, personId, ids: { personId, digestAt: now.toISOString() } });
  return rows.length;
}

/** Once a day: one mail for everyone for whom notices wait. */
export const digest = job({
  name: 'notices.digest',
  input: z.object({}),
  attempts: 5,
  cron: '0 6 * * *',
  async run({ db, now }) {
    while ((await acrossAccounts(db, 'daily digests of notices', (tx) => askDigests(tx, now))) === piece);
  },
});
