import { may } from '../../../core/access.ts';
import { addDays, dayOf } from '../../../core/periods.ts';
import { type Actor, personIdOf } from '../../../server/actor.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { OpenTask } from '../../accounts/contract.ts';
import { endingDays } from '../contract/subscriptions.ts';

/** For Home: transfers that wait for the company's answer, to whoever may give it. */
export async function tasksOfTransfers(tx: Tx, _input: unknown, { actor, now }: { readonly actor: Actor; readonly now: Date }): Promise<OpenTask[]> {
  const [takes, gives] = [may(actor.rights, 'subscriptions', 'edit'), may(actor.rights, 'transfers', 'edit')];
  if (!takes && !gives) return [];
  const { rows } = await run(
    tx,
    `select count(*)::int as count, min(transfer_id::text) as one from transfers
      where account_id = current_account() and state = 'open' and expires_at > $3
        and ((kind = 'handed_over' and side = 'target' and $1::boolean) or (kind = 'pulled' and side = 'source' and $2::boolean))`,
    [takes, gives, now],
    'orders.transfers_waiting',
  );
  const { count = 0, one } = (rows[0] ?? {}) as { count?: number; one?: string | null };
  if (count === 0) return [];
  const link = `/a/:account/transfers${count === 1 && one ? `/${one}` : '?state=open'}`;
  return [{ key: 'transfers_waiting', link, permission: takes ? 'subscriptions' : 'transfers', values: { count }, isFirst: true }];
}

/** For Home: changes of subscriptions that wait for a second person, one or many at once; not those that the reader asked for. */
export async function tasksOfChanges(tx: Tx, _input: unknown, { actor }: { readonly actor: Actor }): Promise<OpenTask[]> {
  if (!may(actor.rights, 'subscriptions', 'edit')) return [];
  const { rows } = await run(
    tx,
    `select a.changes, a.subscription, b.bulks, b.bulk
       from (select count(*)::int as changes, min(q.subscription_id::text) as subscription from asked_changes q
               join subscriptions s on s.account_id = q.account_id and s.subscription_id = q.subscription_id
              where q.account_id = current_account() and q.asked_by is distinct from $1::uuid and s.state in ('active', 'suspended')) a,
            (select count(*)::int as bulks, min(bulk_id::text) as bulk from bulk_changes
              where account_id = current_account() and state = 'rehearsed' and asked_at is not null and asked_by is distinct from $1::uuid) b`,
    [personIdOf(actor)],
    'orders.changes_waiting',
  );
  const { changes = 0, subscription, bulks = 0, bulk } = (rows[0] ?? {}) as { changes?: number; subscription?: string; bulks?: number; bulk?: string };
  if (changes + bulks === 0) return [];
  // One after the other: whoever has decided the first finds the next one here.
  const link = changes > 0 ? `/subscriptions/${subscription}` : `/bulk-changes/${bulk}`;
  return [{ key: 'changes_waiting', link: `/a/:account${link}`, permission: 'subscriptions', values: { count: changes + bulks }, isFirst: true }];
}

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
