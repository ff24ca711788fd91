import { z } from 'zod';
import { holdersOf } from '../../core/access.ts';
import { type Locale } from '../../core/locale.ts';
import type { Contact } from '../../core/person.ts';
import { factsOf } from '../../core/roles.ts';
import { foldEmail } from '../../core/text.ts';
import { acrossAccounts, enter } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { askMail } from '../../server/mail.ts';
import type { Tx } from '../../server/tx.ts';
import { findAccount } from '../accounts/queries.ts';
import { listHolders, listOverrides } from '../members/queries.ts';
import { VerificationAsked, VerificationAuthorized, VerificationRejected } from './contract.ts';
import { verificationMail } from './mails.ts';

/** Of a company's many admins the longest-standing are written to. */
const READERS = 20;

/** Those of the company who may answer the verifier, each with their language; `tx` sees across accounts and is in the company's. */
async function listReaders(tx: Tx, now: Date) {
  const roles = holdersOf('verification', 'edit', await listOverrides(tx)).filter((role) => factsOf(role).kind !== 'operator');
  const holders = await listHolders(tx, now, roles, READERS);
  if (!holders.length) return [];
  const ids = holders.map(({ personId }) => personId);
  return tx.selectFrom('people').select(['personId', 'email', 'locale']).where('personId', 'in', ids).execute();
}

const tell = job({
  name: 'verification.tell',
  input: z.object({ announcementId: z.uuid() }),
  attempts: 5,
  on: [VerificationAuthorized.name, VerificationRejected.name, VerificationAsked.name],
  async run({ db, now }, { announcementId }) {
    await acrossAccounts(db, 'tell a company of its verification', async (tx) => {
      const told = await tx.selectFrom('announcements').select('accountId').where('announcementId', '=', announcementId).executeTakeFirst();
      if (!told?.accountId) return;
      await enter(tx, { accountId: told.accountId });
      const account = await findAccount(tx);
      if (!account) return;
      const readers = await listReaders(tx, now);
      const contact = (account.primaryContact as Contact).email;
      const outside = readers.some(({ email }) => foldEmail(email) === foldEmail(contact))
        ? []
        : [{ email: contact, personId: null, locale: await localeOf(tx, contact, readers[0]?.locale) }];
      for (const { email, locale, personId } of [...readers, ...outside])
        await askMail(tx, now, verificationMail, {
          to: email,
          locale: locale as Locale,
          accountId: account.accountId,
          personId,
          ids: { accountId: account.accountId, announcementId },
        });
    });
  },
});

/** A contact who signs in somewhere in the center is written to in their own language, any other in that of the first admin. */
async function localeOf(tx: Tx, email: string, otherwise: string | undefined): Promise<string> {
  const known = await tx
    .selectFrom('signInNames as n')
    .innerJoin('people as p', 'p.personId', 'n.personId')
    .select('p.locale')
    .where('n.emailFolded', '=', foldEmail(email))
    .executeTakeFirst();
  return known?.locale ?? otherwise ?? 'en';
}

export const verificationJobs: readonly Job[] = [tell];
