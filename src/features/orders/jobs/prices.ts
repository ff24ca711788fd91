import { z } from 'zod';
import { addDays, dayOf } from '../../../core/periods.ts';
import { acrossAccounts, inAccount } from '../../../server/db.ts';
import { job } from '../../../server/jobs.ts';
import { effectNoticeDays } from '../../catalog/contract/effects.ts';
import { tellOfEffects } from '../acts/priceEffects.ts';
import { listEffectsToTell } from '../queries/priceEffects.ts';

/** Tells companies what a list that is soon valid does to their subscriptions; each once, so that it is safe to run twice. */
export const tellOfPriceEffects = job({
  name: 'orders.tell_prices',
  input: z.object({}),
  attempts: 5,
  cron: '37 5 * * *',
  async run({ db, now }) {
    const due = await acrossAccounts(db, 'companies that a list of prices concerns', (tx) => listEffectsToTell(tx, now, addDays(dayOf(now), effectNoticeDays)));
    for (const each of due) await inAccount(db, each.accountId, (tx) => tellOfEffects(tx, now, each));
  },
});
