import { z } from 'zod';
import { acrossAccounts } from '../../server/db.ts';
import { type Job, job } from '../../server/jobs.ts';
import { askMail } from '../../server/mail.ts';
import { NOT_ME_HOURS } from './contract/ways.ts';
import { signInCodeMail } from './mails.ts';
import { findPersonByEmail, getPerson } from './queries.ts';

export const signInCodePurpose = 'sign_in_code';

/** Mails the code that was asked for, if somebody has the address. */
export const mailSignInCode = job({
  name: 'identity.mail_sign_in_code',
  input: z.object({ challengeId: z.uuid() }),
  attempts: 5,
  async run({ db, now }, { challengeId }) {
    await acrossAccounts(db, 'mail a sign-in code', async (tx) => {
      const challenge = await tx
        .selectFrom('challenges')
        .select(['emailFolded', 'secretHash', 'expiresAt'])
        .where('challengeId', '=', challengeId)
        .forUpdate()
        .executeTakeFirst();
      const personId = challenge && !challenge.secretHash && challenge.expiresAt > now ? await findPersonByEmail(tx, challenge.emailFolded) : undefined;
      if (!personId) return;
      const person = await getPerson(tx, personId);
      await askMail(tx, now, signInCodeMail, { to: person.email, locale: person.locale, personId, ids: { challengeId } });
    });
  },
});

/** Forgets what only mattered for a while: answered or stale challenges and human checks, quiet doors, sessions long over. */
export const forgetProofs = job({
  name: 'identity.forget',
  input: z.object({}),
  attempts: 3,
  cron: '43 * * * *',
  async run({ db, now }) {
    const before = (days: number) => new Date(now.getTime() - days * 86_400_000);
    await acrossAccounts(db, 'forget stale proofs', async (tx) => {
      await tx.deleteFrom('challenges').where('expiresAt', '<', before(1)).execute();
      await tx.deleteFrom('humanChecks').where('expiresAt', '<', before(1)).execute();
      await tx.deleteFrom('attempts').where('lastAt', '<', before(1)).where('freeAt', '<', now).execute();
      // Typed, but never confirmed: most likely with a slip.
      await tx.deleteFrom('contactWays').where('verifiedAt', 'is', null).where('createdAt', '<', before(1)).execute();
      await tx
        .deleteFrom('contactWays')
        .where('lostAt', '<', before(NOT_ME_HOURS / 24))
        .execute();
      await tx
        .deleteFrom('sessions')
        .where((eb) => eb.or([eb('endedAt', '<', before(30)), eb('expiresAt', '<', before(30))]))
        .execute();
    });
  },
});

export const identityJobs: readonly Job[] = [mailSignInCode, forgetProofs] as readonly Job[];
