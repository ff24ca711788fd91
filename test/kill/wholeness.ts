import type { Center } from './center.ts';

/**
 * What must be together is together, or not there at all: each line looks for the rows of something half done. They hold for
 * everything in the database, also for what nobody was told to be done.
 */
const halves: Readonly<Record<string, string>> = {
  'an account without its PartnerId':
    'select a.account_id from accounts a left join partner_ids p on p.account_id = a.account_id and p.partner_id = a.partner_id where p.partner_id is null',
  'a PartnerId without its account': 'select p.partner_id from partner_ids p left join accounts a using (account_id) where a.account_id is null',
  'an account without a global admin':
    "select a.account_id from accounts a where not exists (select from members m join role_assignments r using (account_id, person_id) where m.account_id = a.account_id and r.role = 'global_admin')",
  'an account whose terms nobody accepted':
    'select a.account_id from accounts a where not exists (select from terms_acceptances t where t.account_id = a.account_id)',
  'an account without its domain': 'select a.account_id from accounts a where not exists (select from account_domains d where d.account_id = a.account_id)',
  'an account that was not announced just once':
    "select a.account_id from accounts a where (select count(*) from announcements n where n.account_id = a.account_id and n.name = 'accounts.created') <> 1",
  'an account whose sign-up goes on':
    'select a.account_id from accounts a where (select count(*) from sign_ups s where s.finished_account_id = a.account_id and s.finished_at is not null) <> 1',
  'a finished sign-up without an account':
    'select s.sign_up_id from sign_ups s left join accounts a on a.account_id = s.finished_account_id where s.finished_at is not null and a.account_id is null',
  'an account that was not welcomed just once':
    "select a.account_id from accounts a where (select count(*) from mails m where m.account_id = a.account_id and m.template = 'signup.welcome') <> 1",
  'a person without a sign-in name': 'select p.person_id from people p left join sign_in_names n using (person_id) where n.person_id is null',
  'a person without a password': 'select p.person_id from people p left join passwords w using (person_id) where w.person_id is null',
  'a person who belongs nowhere': 'select p.person_id from people p left join members m using (person_id) where m.person_id is null',
  'an invitation that was not mailed just once':
    'select i.invitation_id from invitations i where (select count(*) from mails m where m.account_id = i.account_id and m.recipient = i.email) <> 1',
  'an invitation that was not announced just once':
    "select i.invitation_id from invitations i where (select count(*) from announcements n where n.subject_id = i.invitation_id::text and n.name = 'invitations.sent') <> 1",
  'a mail that is not asked for by just one job':
    "select m.mail_id from mails m where (select count(*) from pgboss.job j where j.name = 'mails.send' and j.data->>'mailId' = m.mail_id::text) <> 1",
  'a job for a mail that is none':
    "select j.id from pgboss.job j where j.name = 'mails.send' and not exists (select from mails m where m.mail_id::text = j.data->>'mailId')",
};

/** Everything that is half done, by what it is. */
export async function halfDone(center: Center): Promise<string[]> {
  const found: string[] = [];
  for (const [what, sql] of Object.entries(halves)) {
    const { length } = await center.look(sql);
    if (length) found.push(`${what}: ${length}`);
  }
  return found;
}
