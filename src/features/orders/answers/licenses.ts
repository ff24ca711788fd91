import type { Locale } from '../../../core/locale.ts';
import { dayOf } from '../../../core/periods.ts';
import { fold } from '../../../core/text.ts';
import type { Actor } from '../../../server/actor.ts';
import type { Tx } from '../../../server/tx.ts';
import type { UserRow } from '../../customers/contract.ts';
import { giveLicenses, returnLicenses } from '../acts/licenses.ts';
import { offerNameIn } from '../facts.ts';
import { availableOf, totalOf } from '../policy/licenses.ts';
import { listPools, type PoolRow } from '../queries/licenses.ts';

interface Asking {
  readonly now: Date;
  readonly actor: Actor;
}

/** Somebody is back: with what is still to be had. */
export const licensesOfReturned = (tx: Tx, asked: { readonly customerId: string; readonly userId: string; readonly locale: Locale }, { now }: Asking) =>
  returnLicenses(tx, now, asked.locale, asked.customerId, asked.userId);

/** What the rows of a file ask for; a row that comes when nothing is left says so. Rows that are wrong anyway take nothing. */
export async function licensesOfRows(
  tx: Tx,
  { customerId, usageLocation, rows }: { readonly customerId: string; readonly usageLocation: string; readonly rows: readonly UserRow[] },
  { now }: Asking,
): Promise<UserRow[]> {
  if (!rows.some(({ licenses }) => licenses.length)) return [...rows];
  const pools = await listPools(tx, customerId, dayOf(now));
  const named = new Map(pools.flatMap((pool) => namesOf(pool).map((name) => [name, pool] as const)));
  const left = new Map(pools.map((pool) => [pool.skuId, availableOf(totalOf(pool), pool.assigned)]));
  return rows.map((row) => {
    const codes = new Set<string>();
    const skuIds = new Set<string>();
    for (const text of row.licenses) {
      const pool = named.get(fold(text));
      if (!pool) codes.add('license_unknown');
      else if (pool.markets.length && !pool.markets.includes(usageLocation)) codes.add('license_not_here');
      else if ((left.get(pool.skuId) ?? 0) < 1 && !skuIds.has(pool.skuId)) codes.add('license_none_left');
      else skuIds.add(pool.skuId);
    }
    const faults = [...row.faults, ...[...codes].map((code) => ({ column: 'licenses' as const, code }))];
    if (!faults.length) for (const skuId of skuIds) left.set(skuId, (left.get(skuId) ?? 0) - 1);
    return { ...row, skuIds: [...skuIds], faults };
  });
}
/** Everything by which people call a product: its id, and its name in each language. */
const namesOf = (pool: PoolRow): string[] => [
  fold(pool.skuId),
  ...Object.keys(pool.titles).flatMap((locale) => {
    const name = offerNameIn(pool, locale);
    return [fold(name), fold(name.replace(' — ', ' ')), fold(name.replace(' — ', ' - '))];
  }),
];

/** New users get what their rows asked for. */
export const licensesForNew = (
  tx: Tx,
  {
    customerId,
    users,
    locale = 'en',
  }: {
    readonly customerId: string;
    readonly users: readonly { readonly userId: string; readonly skuIds: readonly string[] }[];
    readonly locale?: Locale;
  },
  { actor, now }: Asking,
): Promise<void> => giveLicenses(tx, actor, now, { customerId, users, locale });
