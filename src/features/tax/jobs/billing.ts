import { z } from 'zod';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, inAccount } from '../../../server/db.ts';
import { type Job, job } from '../../../server/jobs.ts';
import { noteOnlineAnswer } from '../acts/billing.ts';
import { TaxIdChanged } from '../contract/billing.ts';
import { outgoingOf } from '../../../server/outgoing.ts';
import { vatServiceAt } from '../vatService.ts';

/** Asks the tax offices' service of a number that was given; nobody waits for it, and its silence changes nothing. */
const checkTaxIdOnline = job({
  name: 'tax.check_tax_id',
  input: z.object({ announcementId: z.uuid() }),
  attempts: 10,
  on: [TaxIdChanged.name],
  async run({ db, now, config }, { announcementId }) {
    const service = vatServiceAt(config.VAT_CHECK_URL, outgoingOf(config));
    if (!service) return;
    const told = await acrossAccounts(db, 'a tax number to ask of', (tx) =>
      tx.selectFrom('announcements').select(['accountId', 'details']).where('announcementId', '=', announcementId).executeTakeFirst(),
    );
    const { country, number } = TaxIdChanged.details.parse(told?.details);
    const { accountId } = told ?? {};
    if (!accountId) return;
    const said = await service.check(country, number);
    if (said) await inAccount(db, accountId, (tx) => noteOnlineAnswer(tx, system('tax.check_tax_id', accountId), now, { country, number, ...said }));
  },
});

export const billingJobs: readonly Job[] = [checkTaxIdOnline];
