import { may } from '../../core/access.ts';
import type { Actor } from '../../server/actor.ts';
import { run, type Tx } from '../../server/tx.ts';
import type { ClosingShown, MergePart, Merging, OpenTask } from '../accounts/contract.ts';
import type { OperatorTask } from '../center/contract.ts';
import { countClosings, findOpenClosing } from './queries.ts';

interface Asking {
  readonly actor: Actor;
}

/** For the banner on every page of a company that is about to close. */
export async function closingOfAccount(tx: Tx): Promise<ClosingShown[]> {
  const row = await findOpenClosing(tx);
  return row?.state === 'waiting' && row.closesAt ? [{ closesAt: row.closesAt, link: '/a/:account/closing', permission: 'closing' }] : [];
}

/** For Home: what another admin has asked for waits for an answer. */
export async function tasksOfClosing(tx: Tx, _input: unknown, { actor }: Asking): Promise<OpenTask[]> {
  if (!may(actor.rights, 'closing', 'edit') || !('personId' in actor)) return [];
  const row = await findOpenClosing(tx);
  if (row?.state !== 'asked' || row.askedBy === actor.personId) return [];
  return [{ key: 'closing_asked', link: '/a/:account/closing', permission: 'closing', values: { name: row.askedByName }, isFirst: true }];
}

/** For the operator's overview. */
export async function closingsToDo(tx: Tx, _input: unknown, { actor }: Asking): Promise<OperatorTask[]> {
  if (!may(actor.rights, 'op.accounts')) return [];
  return [{ key: 'closings', count: await countClosings(tx), href: '/operator/closings' }];
}

/** For a merge: a company on its way out takes nobody in and goes nowhere else. */
export async function closingInMerge(tx: Tx, { from, into }: Merging): Promise<MergePart> {
  const { rows } = await run(tx, "select 1 from closings where account_id in ($1, $2) and state in ('asked', 'waiting') limit 1", [from, into]);
  return { stops: rows.length ? ['closing'] : [] };
}
