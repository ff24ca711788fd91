import type { Tx } from '../../../server/tx.ts';
import type { Merging } from '../../accounts/contract.ts';
import { mergeNotices } from '../acts/merging.ts';

export const mergeOfNotices = async (tx: Tx, merging: Merging): Promise<void> => {
  await mergeNotices(tx, merging);
};
