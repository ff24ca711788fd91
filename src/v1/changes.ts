import type { z } from 'zod';
import { isNoMoney } from '../core/money.ts';
import { orders } from '../features/orders/contract.ts';
import { Fault } from './fault.ts';
import type { Request } from './row.ts';

export type Change = z.input<typeof orders.changeSubscription.input>['change'];
export type Changed = z.output<typeof orders.changeSubscription.output>;

/** What a change would cost. @throws Problem */
export const rehearsed = (request: Request, subscriptionId: string, change: Change) => request.call(orders.rehearseChange, { subscriptionId, change });

/** Changes a subscription at what it costs at this moment: that is rehearsed, and nothing else is charged. @throws Problem */
export async function changed(request: Request, subscriptionId: string, version: number, change: Change): Promise<Changed> {
  const { amount } = await rehearsed(request, subscriptionId, change);
  return request.call(orders.changeSubscription, { subscriptionId, version, change, shown: isNoMoney(amount) ? null : amount });
}

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** An id of the path; what can be none of ours is not there, like one that is nobody's. @throws Fault */
export function idIn(request: Request, name: string, missing: number): string {
  const said = request.param(name);
  if (!guid.test(said)) throw new Fault(404, missing, `${name}: ${said} is not there`, [name]);
  return said;
}
