import type { Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';
import { moveOrders } from '../acts/merging.ts';

/** For a merge: orders and subscriptions come over with the customers. Answers after the customers have come. */
export const mergeOfOrders = (tx: Tx, merging: Merging): Promise<void> => moveOrders(tx, merging);
