import { z } from 'zod';
import type { Locale } from '../../../core/locale.ts';
import { foldEmail } from '../../../core/text.ts';
import { acrossAccounts } from '../../../server/db.ts';
import { type Job, job } from '../../../server/jobs.ts';
import { askMail, askText } from '../../../server/mail.ts';
import type { Tx } from '../../../server/tx.ts';
import { findPersonByEmail } from '../../identity/queries.ts';
import { listProvedWays, type ProvedWay } from '../../identity/queries/ways.ts';
import { recoveryCodeMail } from '../mails/funnel.ts';
import { mailboxWay, numberedWays } from '../queries/funnel.ts';

/** Whose address it is: a sign-in name, else a further address that was proved by one person alone. */
async function findOwner(tx: Tx, emailFolded: string): Promise<string | null> {
  const named = await findPersonByEmail(tx, emailFolded);
  if (named) return named;
  const owners = await tx
    .selectFrom('contactWays')
    .innerJoin('people', 'people.personId', 'contactWays.personId')
    .select('people.personId')
    .where('kind', '=', 'email')
    .where('valueFolded', '=', emailFolded)
    .where('verifiedAt', 'is not', null)
    .where((eb) => eb.or([eb('lostAt', 'is', null), eb('frozenAt', 'is not', null)]))
    .limit(2)
    .execute();
  return owners.length === 1 ? (owners[0]?.personId ?? null) : null;
}

/** Finds out who is stuck, if anybody, and mails the code that the page has announced. */
export const lookUpRecovery = job({
  name: 'recovery.look_up',
  input: z.object({ recoveryId: z.uuid() }),
  attempts: 5,
  async run({ db, now }, { recoveryId }) {
    await acrossAccounts(db, 'look up who is stuck', async (tx) => {
      const row = await tx.selectFrom('recoveries').selectAll().where('recoveryId', '=', recoveryId).forUpdate().executeTakeFirst();
      if (!row || row.lookedUpAt || row.expiresAt <= now) return;
      const foundPersonId = await findOwner(tx, row.emailFolded);
      await tx.updateTable('recoveries').set({ lookedUpAt: now, foundPersonId }).where('recoveryId', '=', recoveryId).execute();
      const { mailbox } = row.challenges as { mailbox?: { id: string } };
      if (mailbox) await send(tx, now, { ...row, foundPersonId }, 'mailbox', mailbox.id);
    });
  },
});

/** Sends a code that was asked for later, if it leads to somebody. */
export const sendRecoveryCode = job({
  name: 'recovery.send_code',
  input: z.object({ recoveryId: z.uuid(), way: z.string(), challengeId: z.uuid() }),
  attempts: 5,
  async run({ db, now }, { recoveryId, way, challengeId }) {
    await acrossAccounts(db, 'send a code to who is stuck', async (tx) => {
      const row = await tx.selectFrom('recoveries').selectAll().where('recoveryId', '=', recoveryId).executeTakeFirst();
      if (!row || row.usedAt || row.expiresAt <= now) return;
      await send(tx, now, row, way, challengeId);
    });
  },
});

type Row = { recoveryId: string; foundPersonId: string | null; emailFolded: string; locale: string; challenges: unknown };

async function send(tx: Tx, now: Date, row: Row, way: string, challengeId: string): Promise<void> {
  if (!row.foundPersonId) return;
  const challenge = await tx.selectFrom('challenges').select(['secretHash', 'expiresAt']).where('challengeId', '=', challengeId).executeTakeFirst();
  // A code that was made already is on its way already.
  if (!challenge || challenge.secretHash || challenge.expiresAt <= now) return;
  const ways = await listProvedWays(tx, row.foundPersonId);
  const to = wayOf(row, way, ways);
  if (!to?.value) return;
  const wanted = { to: to.value, locale: row.locale as Locale, personId: row.foundPersonId, ids: { challengeId, recoveryId: row.recoveryId } };
  await (to.kind === 'phone' ? askText(tx, now, recoveryCodeMail, wanted) : askMail(tx, now, recoveryCodeMail, wanted));
}

/** The proved way that is meant: by its number, as typed at the start, or as typed in full. */
export function wayOf(row: Pick<Row, 'emailFolded' | 'challenges'>, way: string, ways: readonly ProvedWay[]): ProvedWay | undefined {
  if (way === 'mailbox') return mailboxWay(row.emailFolded, ways);
  if (way !== 'typed') return numberedWays(ways).find((each) => each.way === way);
  const typed = (row.challenges as Record<string, { value?: string }>)['typed']?.value;
  return ways.find(({ value }) => value !== null && typed !== undefined && foldEmail(value) === foldEmail(typed));
}

/** Forgets who was stuck a day after it ended, with the addresses of those whom nobody knows. */
export const forgetRecoveries = job({
  name: 'recovery.forget',
  input: z.object({}),
  attempts: 3,
  cron: '29 * * * *',
  async run({ db, now }) {
    await acrossAccounts(db, 'forget recoveries', (tx) =>
      tx
        .deleteFrom('recoveries')
        .where('expiresAt', '<', new Date(now.getTime() - 86_400_000))
        .execute(),
    );
  },
});

export const funnelJobs: readonly Job[] = [lookUpRecovery, sendRecoveryCode, forgetRecoveries] as readonly Job[];
