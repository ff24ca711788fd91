import type { Tx } from '../../../server/tx.ts';
import type { ClosingPart } from '../../closing/contract.ts';
import { listOpenTransfers } from '../queries/transfers.ts';

/** For closing: transfers that are open with others end, and nothing of them moves. */
export async function transfersInClosing(tx: Tx): Promise<ClosingPart> {
  const open = await listOpenTransfers(tx);
  if (!open.length) return {};
  return { effects: [{ key: 'transfers', kind: 'ends', count: open.length, names: [...new Set(open.map((row) => row.customerName))], link: '/transfers' }] };
}
