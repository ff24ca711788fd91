import { describe, expect, test } from 'vitest';
import { announced, as, buildWorld, member, openAppIn, refusal, runJobs } from '../../../test/world.ts';
import { notices } from '../notices/contract.ts';
import { runBulkChange } from './jobs/bulk.ts';
import { buying, customerOf, filled, line, seller, shopOf, stockShelf } from './testing.ts';

const world = await buildWorld();
await stockShelf(world);
const start = world.now;
async function days(count: number): Promise<void> {
  world.now = new Date(start.getTime() + count * 86_400_000);
  await world.admin.query(
    `update sessions set last_used_at = $1, second_factor_at = $1, expires_at = $1::timestamptz + interval '30 days', version = version + 1`,
    [world.now],
  );
}

/** A seller whose customers have these. */
async function having(...lines: ReturnType<typeof line>[]) {
  await days(0);
  const who = await seller(world);
  const customerId = await customerOf(world, who, { name: 'Librairie Voltaire' });
  await who.shop.checkOut(buying(await filled(who, customerId, ...lines)));
  await runJobs(world);
  const { items } = await who.shop.listSubscriptions({ customerId });
  const find = (nickname: string) => items.find((each) => each.nickname === nickname)?.subscriptionId ?? '';
  const quantities = async () => {
    const all = (await who.shop.listSubscriptions({ customerId })).items;
    return Object.fromEntries(all.map((each) => [each.nickname, each.quantity]));
  };
  const rowsOf = async (bulkId: string) => (await who.shop.listBulkRows({ bulkId })).items;
  return { ...who, customerId, items, find, quantities, rowsOf };
}
const three = () => [line('tide-basic', 10, { nickname: 'A' }), line('tide-basic', 20, { nickname: 'B' }), line('reef-pro', 5, { nickname: 'C' })];
const file = (...rows: string[]) => ({ name: 'seats.csv', content: Buffer.from(rows.join('\r\n')).toString('base64') });

describe('a bulk change', () => {
  test('says of each row what it would do, and changes nothing before it is confirmed', async () => {
    const it = await having(...three());
    const bulk = await it.shop.rehearseBulkChange({ what: { kind: 'seats', how: 'by', count: -15 }, matching: { customerId: it.customerId } });
    expect(bulk).toMatchObject({
      state: 'rehearsed',
      rows: { ready: 1, refused: 2 },
      totals: [{ currency: 'EUR', charged: { amount: '0.00' }, credited: { amount: '-60.00' } }],
      can: { confirm: true, undo: false },
    });
    const rows = await it.rowsOf(bulk.bulkId);
    expect(rows.map(({ name, state, reason, count, amount, before, after }) => [name, state, reason, count, amount?.amount, before, after])).toEqual(
      [
        ['C', 'refused', 'too_few', 1, undefined, {}, {}],
        ['A', 'refused', 'too_few', 1, undefined, {}, {}],
        ['B', 'ready', null, 0, '-60.00', { quantity: 20 }, { quantity: 5 }],
      ].toSorted((a, b) => rows.findIndex(({ name }) => name === a[0]) - rows.findIndex(({ name }) => name === b[0])),
    );
    expect(await it.quantities()).toEqual({ A: 10, B: 20, C: 5 });
  });

  test('confirmed is done by a job row by row, each at the amount that was shown, and whoever confirmed is told', async () => {
    const it = await having(...three());
    const bulk = await it.shop.rehearseBulkChange({ what: { kind: 'seats', how: 'to', count: 12 }, subscriptionIds: [it.find('A'), it.find('C')] });
    const running = await it.shop.confirmBulkChange({ bulkId: bulk.bulkId, version: bulk.version });
    expect(running).toMatchObject({ state: 'running', can: { confirm: false } });
    expect(await refusal(it.shop.confirmBulkChange({ bulkId: bulk.bulkId, version: running.version }))).toMatchObject({ code: 'bulk_changes.not_in_state' });
    await runJobs(world);
    expect(await it.quantities()).toEqual({ A: 12, B: 20, C: 12 });
    const done = await it.shop.getBulkChange({ bulkId: bulk.bulkId });
    expect(done).toMatchObject({ state: 'done', rows: { done: 2, ready: 0 }, totals: [{ charged: { amount: '29.00' } }], can: { undo: true } });
    const { items } = await as(world, notices, it.agent).listNotices({});
    expect(items.some(({ kind }) => kind === 'bulk_changes.done')).toBe(true);
    const history = await it.shop.listSubscriptionHistory({ subscriptionId: it.find('A') });
    expect(history.items.find(({ kind }) => kind === 'seats')).toMatchObject({ amount: { amount: '8.00' } });
  });

  test('done by two processes at once does each row once', async () => {
    const it = await having(...Array.from({ length: 12 }, (_, at) => line('tide-basic', 1, { nickname: `Desk ${at}` })));
    const bulk = await it.shop.rehearseBulkChange({ what: { kind: 'seats', how: 'by', count: 1 }, matching: { customerId: it.customerId } });
    await it.shop.confirmBulkChange({ bulkId: bulk.bulkId, version: bulk.version });
    const other = await openAppIn(world);
    const given = { accountId: it.company.accountId, bulkId: bulk.bulkId };
    const works = [world.app, other].map((app) => runBulkChange.run({ db: app.db, now: world.now } as Parameters<typeof runBulkChange.run>[0], given));
    await Promise.all([...works, runJobs(world)]);
    expect(new Set(Object.values(await it.quantities()))).toEqual(new Set([2]));
    const { rows } = await world.admin.query('select count(*)::int as n from subscription_changes where bulk_id = $1', [bulk.bulkId]);
    expect(rows).toEqual([{ n: 12 }]);
    expect((await announced(world, 'bulk_changes.done')).filter((each) => each.account_id === it.company.accountId)).toHaveLength(1);
    await other.close();
  });

  test('leaves alone what somebody changed after the rehearsal, and says so', async () => {
    const it = await having(...three());
    const bulk = await it.shop.rehearseBulkChange({ what: { kind: 'seats', how: 'by', count: 1 }, matching: { customerId: it.customerId } });
    const subscriptionId = it.find('B');
    const { version } = await it.shop.getSubscription({ subscriptionId });
    await it.shop.changeSubscription({ subscriptionId, version, change: { kind: 'nickname', nickname: 'Back' }, shown: null });
    await it.shop.confirmBulkChange({ bulkId: bulk.bulkId, version: bulk.version });
    await runJobs(world);
    expect(await it.quantities()).toEqual({ A: 11, Back: 20, C: 6 });
    const skipped = await it.shop.listBulkRows({ bulkId: bulk.bulkId, state: 'skipped' });
    expect(skipped.items.map(({ name, reason }) => [name, reason])).toEqual([['Back', 'changed_meanwhile']]);
  });

  test('of another day is rehearsed once more before it can be confirmed', async () => {
    const it = await having(...three());
    const bulk = await it.shop.rehearseBulkChange({ what: { kind: 'seats', how: 'by', count: 1 }, subscriptionIds: [it.find('A')] });
    await days(10);
    expect((await it.shop.getBulkChange({ bulkId: bulk.bulkId })).can).toMatchObject({ confirm: false, rehearse: true });
    expect(await refusal(it.shop.confirmBulkChange({ bulkId: bulk.bulkId, version: bulk.version }))).toMatchObject({ code: 'bulk_changes.stale' });
    const again = await it.shop.rehearseBulkAgain({ bulkId: bulk.bulkId, version: bulk.version });
    // 20 of 30 days are left.
    expect(again).toMatchObject({ totals: [{ charged: { amount: '2.67' } }], can: { confirm: true } });
  });

  test('is taken back within seven days where the rules allow; what was changed since stays', async () => {
    const it = await having(...three());
    const bulk = await it.shop.rehearseBulkChange({ what: { kind: 'seats', how: 'by', count: 3 }, matching: { customerId: it.customerId } });
    // The seats of another publisher cannot be fewer before the renewal: that is said before.
    expect(bulk).toMatchObject({ rows: { ready: 3 }, final: 1 });
    await it.shop.confirmBulkChange({ bulkId: bulk.bulkId, version: bulk.version });
    await runJobs(world);
    const subscriptionId = it.find('B');
    const { version } = await it.shop.getSubscription({ subscriptionId });
    await it.shop.changeSubscription({ subscriptionId, version, change: { kind: 'nickname', nickname: 'Bold' }, shown: null });
    await days(2);
    const outlook = await it.shop.rehearseBulkUndo({ bulkId: bulk.bulkId });
    // 28 of 30 days are left of three seats.
    expect(outlook).toMatchObject({ rows: 1, totals: [{ credited: { amount: '-11.20' } }] });
    expect(outlook.kept.toSorted((a, b) => (a.reason < b.reason ? -1 : 1))).toEqual([
      { reason: 'changed_meanwhile', rows: 1 },
      { reason: 'end_at_renewal', rows: 1 },
    ]);
    await it.shop.undoBulkChange({ bulkId: bulk.bulkId, version: outlook.version });
    await runJobs(world);
    expect(await it.quantities()).toMatchObject({ A: 10, C: 8 });
    const undone = await it.shop.getBulkChange({ bulkId: bulk.bulkId });
    expect(undone).toMatchObject({ state: 'undone', rows: { undone: 1, kept: 2 }, can: { undo: false } });
  });

  test('cannot be taken back after seven days', async () => {
    const it = await having(...three());
    const bulk = await it.shop.rehearseBulkChange({ what: { kind: 'seats', how: 'by', count: 3 }, subscriptionIds: [it.find('A')] });
    await it.shop.confirmBulkChange({ bulkId: bulk.bulkId, version: bulk.version });
    await runJobs(world);
    await days(7);
    const { version, can } = await it.shop.getBulkChange({ bulkId: bulk.bulkId });
    expect(can.undo).toBe(false);
    expect(await refusal(it.shop.undoBulkChange({ bulkId: bulk.bulkId, version }))).toMatchObject({ code: 'bulk_changes.undo_over' });
  });

  test('plans for the renewal, keeps what else is planned, and puts the earlier plan back', async () => {
    const it = await having(...three());
    const subscriptionId = it.find('A');
    const { version } = await it.shop.getSubscription({ subscriptionId });
    await it.shop.changeSubscription({ subscriptionId, version, change: { kind: 'schedule', schedule: { billingCycle: 'annual' } }, shown: null });
    const bulk = await it.shop.rehearseBulkChange({ what: { kind: 'seats_at_renewal', how: 'by', count: 5 }, subscriptionIds: [subscriptionId, it.find('B')] });
    await it.shop.confirmBulkChange({ bulkId: bulk.bulkId, version: bulk.version });
    await runJobs(world);
    expect((await it.shop.getSubscription({ subscriptionId })).schedule).toMatchObject({ quantity: 15, billingCycle: 'annual' });
    expect((await it.shop.getSubscription({ subscriptionId: it.find('B') })).schedule).toMatchObject({ quantity: 25, billingCycle: null });
    const done = await it.shop.getBulkChange({ bulkId: bulk.bulkId });
    await it.shop.undoBulkChange({ bulkId: bulk.bulkId, version: done.version });
    await runJobs(world);
    expect((await it.shop.getSubscription({ subscriptionId })).schedule).toMatchObject({ quantity: null, billingCycle: 'annual' });
    expect((await it.shop.getSubscription({ subscriptionId: it.find('B') })).schedule).toBeNull();
  });

  test('of another company is not there, and nobody makes one who may not change subscriptions', async () => {
    const [it, stranger] = [await having(...three()), await seller(world)];
    const bulk = await it.shop.rehearseBulkChange({ what: { kind: 'seats', how: 'by', count: 3 }, subscriptionIds: [it.find('A')] });
    expect(await refusal(stranger.shop.getBulkChange({ bulkId: bulk.bulkId }))).toMatchObject({ code: 'not_found' });
    expect(await refusal(stranger.shop.listBulkRows({ bulkId: bulk.bulkId }))).toMatchObject({ code: 'not_found' });
    expect(await refusal(stranger.shop.confirmBulkChange({ bulkId: bulk.bulkId, version: 1 }))).toMatchObject({ code: 'not_found' });
    // Somebody else's subscription is as one that never was.
    const off = { kind: 'renewal', autoRenews: false } as const;
    expect(await refusal(stranger.shop.rehearseBulkChange({ what: off, subscriptionIds: [it.find('A')] }))).toMatchObject({ code: 'bulk_changes.nothing' });
    const other = await having(line('tide-basic', 4, { nickname: 'D' }));
    const mixed = await other.shop.rehearseBulkChange({ what: off, subscriptionIds: [other.find('D'), it.find('A')] });
    expect((await other.rowsOf(mixed.bulkId))[1]).toMatchObject({ state: 'refused', reason: 'not_there', customer: '', name: '' });
    const helper = shopOf(world, it.company, await member(world, it.company, 'helpdesk_agent'));
    expect(await refusal(helper.listBulkChanges({}))).toMatchObject({ code: 'access.denied' });
  });
});

describe('a file', () => {
  test('says what of it is wrong by row and column, and does the rest; what is so already is counted', async () => {
    const it = await having(...three());
    const bulk = await it.shop.uploadBulkFile(
      file(
        'ID de l’abonnement;Postes;Renouvellement automatique',
        `${it.find('A')};12;oui`,
        `${it.find('B')};20;oui`,
        `${it.find('C')};many;oui`,
        `${crypto.randomUUID()};3;`,
        `${it.find('C')};7;maybe`,
      ),
    );
    expect(bulk).toMatchObject({ what: { kind: 'file' }, fileName: 'seats.csv', rows: { ready: 1, refused: 3 }, unchanged: 1 });
    const rows = await it.rowsOf(bulk.bulkId);
    expect(rows.map(({ lineNo, state, column, reason }) => [lineNo, state, column, reason])).toEqual([
      [2, 'ready', null, null],
      [4, 'refused', 'seats', 'not_a_number'],
      [5, 'refused', 'subscription', 'unknown_subscription'],
      [6, 'refused', 'auto_renews', 'not_yes_or_no'],
    ]);
  });

  test('is the exported list, changed and handed in again; several changes of one subscription are done and taken back', async () => {
    const it = await having(...three());
    const { body } = (await it.shop.exportSubscriptions({ customerId: it.customerId })) as { body: NodeJS.ReadableStream };
    let text = '';
    for await (const piece of body) text += String(piece);
    const nothing = await refusal(it.shop.uploadBulkFile({ name: 'list.csv', content: Buffer.from(text).toString('base64') }));
    expect(nothing).toMatchObject({ code: 'bulk_changes.nothing' });
    const changed = text.replace(new RegExp(`(${it.find('A')}(?:,[^,]*){4}),10,`), '$1,14,').replace(/(,yes,\d{4}-\d\d-\d\d),,/g, '$1,30,');
    const bulk = await it.shop.uploadBulkFile({ name: 'list.csv', content: Buffer.from(changed).toString('base64') });
    expect(bulk.rows).toMatchObject({ ready: 4, refused: 0 });
    await it.shop.confirmBulkChange({ bulkId: bulk.bulkId, version: bulk.version });
    await runJobs(world);
    const done = await it.shop.getBulkChange({ bulkId: bulk.bulkId });
    expect(done.rows).toMatchObject({ done: 4, skipped: 0 });
    expect(await it.quantities()).toMatchObject({ A: 14, B: 20 });
    expect((await it.shop.getSubscription({ subscriptionId: it.find('A') })).schedule).toMatchObject({ quantity: 30 });
    await it.shop.undoBulkChange({ bulkId: bulk.bulkId, version: done.version });
    await runJobs(world);
    expect((await it.shop.getBulkChange({ bulkId: bulk.bulkId })).rows).toMatchObject({ undone: 4, kept: 0 });
    expect(await it.quantities()).toMatchObject({ A: 10 });
    expect((await it.shop.getSubscription({ subscriptionId: it.find('A') })).schedule).toBeNull();
  });
});
