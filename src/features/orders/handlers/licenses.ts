import { Readable } from 'node:stream';
import { may, type Rights } from '../../../core/access.ts';
import { countryName } from '../../../core/country.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../../core/csv.ts';
import type { Locale, MessageKey, Translate } from '../../../core/locale.ts';
import { cursorKey, idKey, page } from '../../../core/page.ts';
import { dayOf } from '../../../core/periods.ts';
import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import type { Tx } from '../../../server/tx.ts';
import { opensUsers } from '../../customers/policy.ts';
import { RightsNotDelegated } from '../../customers/contract.ts';
import { findCustomer, listDelegatedRoles } from '../../customers/queries.ts';
import { findCustomerUser } from '../../customers/queries/users.ts';
import { changeLicenses, poolFacts, rehearseLicenses, type Planned } from '../acts/licenses.ts';
import type { licenseEndpoints, LicensePool, LicenseRehearsal } from '../contract/licenses.ts';
import { offerNameIn } from '../facts.ts';
import { availableOf, lockedOutOf, totalOf } from '../policy/licenses.ts';
import {
  type ExportedRow,
  listBySeniority,
  type CustomerDeploymentRow,
  listCustomerDeployment,
  listDeployment,
  listLicensedUsers,
  listLicensesOf,
  listPools,
  type PoolRow,
  type SeniorityRow,
} from '../queries/licenses.ts';

/** Users a piece of the export; each piece is a short transaction. */
const piece = 500;
const columns = ['name', 'user_name', 'state', 'location', 'licenses'] as const;

export const licenseHandlers = (translator: (locale: Locale) => Translate): HandlersOf<typeof licenseEndpoints> => ({
  async listDeployment({ tx, actor, now }) {
    const rows = await listDeployment(tx);
    return { items: rows.map(({ productTitles, titles, ...row }) => ({ ...row, name: offerNameIn({ productTitles, titles }, actor.locale) })), asOf: now };
  },
  async listCustomerDeployment({ tx, actor, now }, { after, limit }) {
    const [customerId, skuId] = cursorKey(after) ?? [];
    const rows = await listCustomerDeployment(tx, {
      limit: limit + 1,
      after: customerId === undefined || skuId === undefined ? undefined : { customerId: idKey(customerId), skuId: String(skuId) },
    });
    const one = ({ customerId: id, customer, skuId: sku, sold, deployed, titles, productTitles }: CustomerDeploymentRow) => ({
      customer: { customerId: id, name: customer },
      skuId: sku,
      name: offerNameIn({ productTitles, titles }, actor.locale),
      sold,
      deployed,
    });
    return { ...page(rows, limit, (row) => [row.customerId, row.skuId], one), asOf: now };
  },
  async listLicensePools({ tx, actor, now }, { customerId }) {
    const [{ delegated }, pools] = await Promise.all([about(tx, customerId, now), listPools(tx, customerId, dayOf(now))]);
    const can = { assign: mayAssign(actor.rights, delegated), order: may(actor.rights, 'subscriptions', 'edit') };
    return { items: pools.map((row) => presentPool(row, actor.locale)), asOf: now, can };
  },
  async listLicenseHolders({ tx, now }, { customerId, skuId, after, limit }) {
    const [place] = cursorKey(after) ?? [0];
    await about(tx, customerId, now);
    const [pools, rows] = await Promise.all([
      listPools(tx, customerId, dayOf(now)),
      listBySeniority(tx, customerId, skuId, limit + 1, { place: Math.min(Math.max(0, Math.trunc(Number(place)) || 0), 1_000_000_000) }),
    ]);
    const pool = pools.find((row) => row.skuId === skuId);
    if (!pool) throw new NotFound({});
    const total = totalOf(pool);
    return page(
      rows,
      limit,
      (row: SeniorityRow) => [row.place],
      ({ place: at, ...row }: SeniorityRow) => ({ ...row, lockedOut: at > total }),
    );
  },
  async listUserLicenses({ tx, actor, now }, { customerId, userId }) {
    const [{ delegated }, user, own, pools] = await Promise.all([
      about(tx, customerId, now),
      findCustomerUser(tx, customerId, userId),
      listLicensesOf(tx, customerId, userId),
      listPools(tx, customerId, dayOf(now)),
    ]);
    if (!user) throw new NotFound({});
    const found = new Map(pools.map((row) => [row.skuId, row]));
    const stands = user.state !== 'deleted';
    const items = own.flatMap(({ skuId, excludedPlans, assignedAt, place }) => {
      const pool = stands ? found.get(skuId) : undefined;
      return pool ? [{ skuId, ...namedPlans(pool, actor.locale), excludedPlans: [...excludedPlans], assignedAt, lockedOut: place > totalOf(pool) }] : [];
    });
    return { items, asOf: now, can: { assign: stands && mayAssign(actor.rights, delegated) } };
  },
  async exportLicenses({ tx, actor, now, apart }, { customerId }) {
    await about(tx, customerId, now);
    const pools = await listPools(tx, customerId, dayOf(now));
    const t = translator(actor.locale);
    const names = new Map(pools.map((row) => [row.skuId, offerNameIn(row, actor.locale)]));
    const lines = linesOf(t, actor.locale, names, (after) => apart((own) => listLicensedUsers(own, customerId, piece, after)));
    return {
      type: 'text/csv; charset=utf-8',
      name: `${t('licenses.export_name')}-${now.toISOString().slice(0, 10)}.csv`,
      body: Readable.from(lines, { objectMode: false }),
    } satisfies Download;
  },
  async rehearseLicenses({ tx, actor, now }, wanted) {
    const { delegated } = await about(tx, wanted.customerId, now);
    if (!opensUsers(delegated, 'licenses')) throw new RightsNotDelegated({ customerId: wanted.customerId });
    return present(await rehearseLicenses(tx, now, actor.locale, wanted), actor.locale, now);
  },
  async changeLicenses({ tx, actor, now }, wanted) {
    const { planned } = await changeLicenses(tx, actor, now, wanted);
    // As it stands now, with what was done.
    const after = await rehearseLicenses(tx, now, actor.locale, { ...wanted, changes: [] });
    return present({ ...after, planned }, actor.locale, now);
  },
});

/** @throws NotFound also for a customer whose relationship has ended */
async function about(tx: Tx, customerId: string, now: Date): Promise<{ delegated: string[] }> {
  const [customer, delegated] = await Promise.all([findCustomer(tx, customerId), listDelegatedRoles(tx, now, customerId)]);
  if (customer?.state !== 'active') throw new NotFound({});
  return { delegated };
}
const mayAssign = (rights: Rights, delegated: readonly string[]): boolean =>
  opensUsers(delegated, 'licenses') && may(rights, 'customers.act_on_behalf', 'edit');

const namedPlans = (row: PoolRow, locale: string) => {
  const { name, plans } = poolFacts(row, locale);
  return { name, plans: plans.map((plan) => ({ planId: plan.planId, name: plan.name, requires: [...plan.requires] })) };
};
export function presentPool(row: PoolRow, locale: string): LicensePool {
  const { skuId, ending, suspended, kept, assigned, subscriptionId } = row;
  const total = totalOf(row);
  const counts = { total, ending, suspended, kept, assigned, available: availableOf(total, assigned), lockedOut: lockedOutOf(total, assigned) };
  return { skuId, ...namedPlans(row, locale), ...counts, subscriptionId };
}

function present({ pools, users, planned }: Planned, locale: string, now: Date): LicenseRehearsal {
  const held = pools.map(({ skuId }) => {
    const those = users.flatMap(({ has }) => (has.has(skuId) ? [has.get(skuId) ?? []] : []));
    // What is off for everybody who has it.
    const [first = [], ...others] = those;
    return { skuId, count: those.length, excludedPlans: first.filter((planId) => others.every((each) => each.includes(planId))) };
  });
  return { users: users.length, pools: pools.map((row) => presentPool(row, locale)), held, rows: planned.map(({ row }) => row), asOf: now };
}

async function* linesOf(
  t: Translate,
  locale: Locale,
  names: ReadonlyMap<string, string>,
  read: (after: string) => Promise<ExportedRow[]>,
): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK + csvLine(columns.map((column) => t(`licenses.export.${column}`)));
  for (let after = '', more = true; more; ) {
    const rows = await read(after);
    yield rows
      .map(({ name, userName, state, usageLocation, skuIds }) =>
        csvLine([
          name,
          userName,
          t(`customers.users.state.${state}` as MessageKey),
          countryName(usageLocation, locale),
          skuIds.map((skuId) => names.get(skuId) ?? skuId).join('; '),
        ]),
      )
      .join('');
    after = rows.at(-1)?.userName ?? after;
    more = rows.length === piece;
  }
}
