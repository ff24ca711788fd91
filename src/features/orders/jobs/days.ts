import { z } from 'zod';
import { addDays, dayOf } from '../../../core/periods.ts';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, inAccount } from '../../../server/db.ts';
import { job } from '../../../server/jobs.ts';
import { expireCart } from '../acts/carts.ts';
import { passDay } from '../acts/days.ts';
import { warningDays } from '../policy/subscriptions.ts';
import { listCartsOver } from '../queries/carts.ts';
import { listDue } from '../queries/subscriptions.ts';

/** Renews terms, ends trials, deletes what was not brought back, warns before each; and ends carts that nobody touched. Safe to run twice. */
export const watchSubscriptions = job({
  name: 'orders.watch',
  input: z.object({}),
  attempts: 5,
  cron: '7 0,6,12,18 * * *',
  async run({ db, now }) {
    const until = addDays(dayOf(now), warningDays[0]);
    const due = await acrossAccounts(db, 'subscriptions to which a day brings something', (tx) => listDue(tx, until));
    for (const { accountId, subscriptionId } of due)
      await inAccount(db, accountId, (tx) => passDay(tx, system('orders.watch', accountId), now, subscriptionId));
    const carts = await acrossAccounts(db, 'carts that nobody touched', (tx) => listCartsOver(tx, now));
    for (const { accountId, cartId } of carts) await inAccount(db, accountId, (tx) => expireCart(tx, now, cartId));
  },
});
