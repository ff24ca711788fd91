import type { Tx } from '../../server/tx.ts';
import { type MergePart, type Merging, namedAtMost, present } from '../accounts/contract.ts';
import type { ClosingPart } from '../closing/contract.ts';
import { dropEverything } from './acts.ts';

const named = async (tx: Tx, accountId: string) => {
  const rows = await tx.selectFrom('webhookEndpoints').select('name').where('accountId', '=', accountId).orderBy('name').execute();
  return { count: rows.length, names: rows.slice(0, namedAtMost).map(({ name }) => name) };
};

/** For a merge: what was asked for was told of the joining company alone, not of everything of the survivor’s. */
export const webhooksInMerge = async (tx: Tx, { from }: Merging): Promise<MergePart> => ({
  effects: present([{ key: 'webhooks', kind: 'ends', ...(await named(tx, from)) }]),
});
export const mergeOfWebhooks = (tx: Tx, { from }: Merging): Promise<void> => dropEverything(tx, from);

/** For closing: nobody is told any more. */
export async function webhooksInClosing(tx: Tx): Promise<ClosingPart> {
  const rows = await tx.selectFrom('webhookEndpoints').select('name').orderBy('name').execute();
  if (!rows.length) return {};
  return { effects: [{ key: 'webhooks', kind: 'ends', count: rows.length, names: rows.map(({ name }) => name), link: '/webhooks' }] };
}
