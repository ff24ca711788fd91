import { z } from 'zod';
import { system } from '../../../server/actor.ts';
import { acrossAccounts, inAccount } from '../../../server/db.ts';
import { job } from '../../../server/jobs.ts';
import { tellOfBudgets } from '../acts/budgets.ts';
import { listBudgeting } from '../queries/budgets.ts';

/** Tells whoever looks after invoices that customers have used most, or all, of their budgets. It stops nothing, and is safe to run twice. */
export const watchBudgets = job({
  name: 'orders.budgets',
  input: z.object({}),
  attempts: 5,
  cron: '43 */6 * * *',
  async run({ db, now }) {
    const accounts = await acrossAccounts(db, 'companies that have set budgets', (tx) => listBudgeting(tx));
    for (const { accountId } of accounts) await inAccount(db, accountId, (tx) => tellOfBudgets(tx, system('orders.budgets', accountId), now));
  },
});
