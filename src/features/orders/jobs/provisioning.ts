import { z } from 'zod';
import { system } from '../../../server/actor.ts';
import { inAccount } from '../../../server/db.ts';
import { job } from '../../../server/jobs.ts';
import { fulfillOrder } from '../acts/fulfilling.ts';

/** Provisions what was ordered. A second run finds it done. */
export const provisionOrder = job({
  name: 'orders.provision',
  input: z.object({ accountId: z.uuid(), orderId: z.uuid() }),
  attempts: 10,
  run: ({ db, now }, { accountId, orderId }) => inAccount(db, accountId, (tx) => fulfillOrder(tx, system('orders.provision', accountId), now, orderId)),
});
