import { may } from '../../../core/access.ts';
import { addDays, dayOf } from '../../../core/periods.ts';
import { type Actor, personIdOf } from '../../../server/actor.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { OpenTask } from '../../accounts/contract.ts';
import { endingDays } from '../contract/subscriptions.ts';

/** For Home: carts that wait for the reader's approval, terms that end soon and are not renewed, trials that end. To sellers alone. */
export async function tasksOfOrders(tx: Tx, _input: unknown, { actor, now }: { readonly actor: Actor; readonly now: Date }): Promise<OpenTask[]> {
  if (!may(actor.rights, 'subscriptions', 'edit')) return [];
  const { rows } = await run(
    tx,
    `select c.carts, c.cart, s.terms, s.trials
       from (select count(*)::int as carts, min(cart_id::text) as cart from carts
              where account_id = current_account() and state = 'waiting' and asked_by is distinct from $1::uuid) c,
            (select (count(*) filter (where lifecycle not in ('trial', 'publisher_trial') and not auto_renews))::int as terms,
                    (count(*) filter (where lifecycle in ('trial', 'publisher_trial')))::int as trials
               from subscriptions where account_id = current_account() and state = 'active' and renews_on is not null and renews_on <= $2::date) s`,
    [personIdOf(actor), addDays(dayOf(now), endingDays)],
    'orders.home',
  );
  const { carts = 0, cart, terms = 0, trials = 0 } = (rows[0] ?? {}) as { carts?: number; cart?: string | null; terms?: number; trials?: number };
  const task = (key: string, count: number, link: string, isFirst = false): OpenTask[] =>
    count > 0 ? [{ key, link: `/a/:account${link}`, permission: 'subscriptions', values: { count, days: endingDays }, isFirst }] : [];
  return [
    ...task('carts_waiting', carts, carts === 1 && cart ? `/carts/${cart}` : '/orders', true),
    ...task('trials_ending', trials, '/subscriptions?ending=trial'),
    ...task('terms_ending', terms, '/subscriptions?ending=term'),
  ];
}
