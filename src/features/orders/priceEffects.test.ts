import { beforeAll, expect, test } from 'vitest';
import { announced, as, buildWorld, mailsTo, member, refusal, runJobs, type TestPerson, type World } from '../../../test/world.ts';
import { catalog } from '../catalog/contract.ts';
import { publishPrices } from '../catalog/testing.ts';
import { system } from '../../server/actor.ts';
import { inAccount } from '../../server/db.ts';
import { passDay } from './acts/days.ts';
import { buying, customerOf, filled, line, rowsOf, type Seller, seller, stockShelf } from './testing.ts';
import { tellOfPriceEffects } from './jobs/prices.ts';

let world: World;
let root: TestPerson;
let it: Seller;
let customerId: string;
let november: string;
let december: string;

const monthly = (skuId: string, price: string, flag = 'CHG') => ({ offer: `${skuId}.commercial`, term: 'P1Y', billing_cycle: 'monthly', price, flag });
const prices = (who: Seller) => as(world, catalog, { ...who.agent, account: who.company });

beforeAll(async () => {
  world = await buildWorld();
  root = await stockShelf(world);
  november = await publishPrices(world, root, rowsOf(), { name: 'November', validFrom: '2026-11-01' });
  it = await seller(world);
  customerId = await customerOf(world, it, { name: 'Librairie Zoé' });
  const cart = await filled(it, customerId, line('tide-basic', 10), line('tide-plus', 3), line('reef-pro', 2), line('tide-once', 1));
  await it.shop.checkOut(buying(cart));
  await runJobs(world);
  december = await publishPrices(
    world,
    root,
    [monthly('tide-basic', '4.40'), monthly('tide-plus', '9.00'), monthly('reef-pro', '3.00', 'UNC'), monthly('tide-once', '7.00', 'DEL')],
    { name: 'December', validFrom: '2026-12-01' },
  );
});

test('each subscription says why, when it is renewed, what it costs now and then; the greatest change of a year first', async () => {
  const { items } = await prices(it).listPriceEffects({ from: november, to: december });
  expect(
    items.map(({ offerId, cause, before, after, difference, percent, renewsOn, customer }) => ({
      offerId,
      cause,
      before: before.amount,
      after: after?.amount,
      difference: difference?.amount,
      percent,
      renewsOn,
      customer,
    })),
  ).toEqual([
    {
      offerId: 'tide-once.commercial',
      cause: 'gone',
      before: '7.00',
      after: undefined,
      difference: undefined,
      percent: null,
      renewsOn: '2027-11-21',
      customer: 'Librairie Zoé',
    },
    {
      offerId: 'tide-basic.commercial',
      cause: 'dearer',
      before: '40.00',
      after: '44.00',
      difference: '4.00',
      percent: '10.00',
      renewsOn: '2027-11-21',
      customer: 'Librairie Zoé',
    },
    {
      offerId: 'tide-plus.commercial',
      cause: 'cheaper',
      before: '30.00',
      after: '27.00',
      difference: '-3.00',
      percent: '-10.00',
      renewsOn: '2027-11-21',
      customer: 'Librairie Zoé',
    },
  ]);
  const [first] = (await prices(it).listPriceEffects({ from: november, to: december, limit: 1 })).items;
  expect(first?.cause).toBe('gone');
});

test('page by page nobody is lost, and one cause can be looked at alone', async () => {
  const seen: string[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await prices(it).listPriceEffects({ from: november, to: december, limit: 1, ...(after ? { after } : {}) });
    seen.push(...items.map(({ cause }) => cause));
    if (next === null) break;
    after = next;
  }
  expect(seen).toEqual(['gone', 'dearer', 'cheaper']);
  expect((await prices(it).listPriceEffects({ from: november, to: december, cause: 'dearer' })).items.map(({ offerId }) => offerId)).toEqual([
    'tide-basic.commercial',
  ]);
});

test('totals are of a year, by cause and currency, and say what the list does not reach', async () => {
  const totals = await prices(it).getPriceEffects({ from: november, to: december });
  expect(totals).toMatchObject({
    subscriptions: 3,
    totals: [
      { cause: 'gone', currency: 'EUR', subscriptions: 1, before: { amount: '84.00' }, after: null, difference: null },
      { cause: 'dearer', subscriptions: 1, before: { amount: '480.00' }, after: { amount: '528.00' }, difference: { amount: '48.00' } },
      { cause: 'cheaper', difference: { amount: '-36.00' } },
    ],
    untouched: { same: 1, ending: 0, planned: 0, elsewhere: 0 },
  });
});

test('the file has the same rows, with headings in the language of the reader', async () => {
  const read = async (who: TestPerson) => {
    const { body } = (await as(world, catalog, { ...who, account: it.company }).exportPriceEffects({ from: november, to: december })) as {
      body: AsyncIterable<string | Buffer>;
    };
    let text = '';
    for await (const piece of body) text += String(piece);
    return text
      .replace(/^\uFEFF/, '')
      .trim()
      .split(/\r?\n/);
  };
  const rows = await read(it.agent);
  expect(rows).toHaveLength(4);
  expect(rows[2]).toBe('Dearer,2027-11-21,Librairie Zoé,Tide Office — Basic,,tide-basic.commercial,FR,EUR,P1Y,monthly,10,40.00,44.00,4.00,10.00,Yes');
  const speak = async (locale: string) => {
    await world.admin.query('update people set locale = $2 where person_id = $1', [it.agent.personId, locale]);
    await world.admin.query('update sessions set version = version + 1 where person_id = $1', [it.agent.personId]);
  };
  await speak('zh-CN');
  const [heads] = await read(it.agent);
  await speak('en');
  expect(heads).toMatch(/续订日期,客户/);
});

test('what does not renew, and what a group’s own list decides, is not counted', async () => {
  const other = await seller(world);
  const theirs = await customerOf(world, other);
  const cart = await filled(other, theirs, line('tide-basic', 5), line('tide-plus', 1));
  await other.shop.checkOut(buying(cart));
  await runJobs(world);
  const { items } = await other.shop.listSubscriptions({});
  const plus = items.find(({ offerId }) => offerId === 'tide-plus.commercial');
  const { version } = await other.shop.getSubscription({ subscriptionId: plus?.subscriptionId ?? '' });
  await other.shop.changeSubscription({ subscriptionId: plus?.subscriptionId ?? '', change: { kind: 'renewal', autoRenews: false }, version, shown: null });
  const desk = as(world, catalog, root);
  const { groupId } = await desk.setPriceGroup({ groupId: null, version: null, name: 'Gold', kind: 'group', rank: 10, partnerIds: [other.company.partnerId] });
  await publishPrices(world, root, [monthly('tide-basic', '3.50')], { name: 'Gold', groupId, validFrom: '2026-11-01' });
  expect(await prices(other).getPriceEffects({ from: november, to: december })).toMatchObject({
    subscriptions: 0,
    untouched: { same: 0, ending: 1, planned: 0, elsewhere: 1 },
  });
});

test('what was bought in a promotion is renewed at list price, and says so', async () => {
  const promoted = await seller(world);
  const desk = as(world, catalog, root);
  const { promotionId } = await desk.setPromotion({
    promotionId: null,
    version: null,
    name: 'Reef',
    percent: '50',
    markets: null,
    groupId: null,
    startsOn: '2026-11-01',
    endsOn: '2026-12-01',
    offers: ['reef-pro.commercial'],
  });
  await desk.publishPromotion({ promotionId, isPublished: true, version: 1 });
  const cart = await filled(promoted, await customerOf(world, promoted), line('reef-pro', 10));
  await promoted.shop.checkOut(buying(cart));
  await runJobs(world);
  const { items } = await prices(promoted).listPriceEffects({ from: november, to: december });
  expect(items).toMatchObject([
    { cause: 'promotion_ends', before: { amount: '15.00' }, after: { amount: '30.00' }, difference: { amount: '15.00' }, isBelowFloor: true },
  ]);

  // And so it is, a year later.
  const [own] = (await promoted.shop.listSubscriptions({})).items;
  const then = new Date('2027-11-21T12:00:00Z');
  await desk.publishPromotion({ promotionId, isPublished: false, version: 2 });
  const again = await desk.setPromotion({
    promotionId: null,
    version: null,
    name: 'Reef again',
    percent: '50',
    markets: null,
    groupId: null,
    startsOn: '2027-11-01',
    endsOn: '2027-12-01',
    offers: ['reef-pro.commercial'],
  });
  await desk.publishPromotion({ promotionId: again.promotionId, isPublished: true, version: 1 });
  await inAccount(world.app.db, promoted.company.accountId, (tx) =>
    passDay(tx, system('orders.watch', promoted.company.accountId), then, own?.subscriptionId ?? ''),
  );
  expect((await promoted.shop.getSubscription({ subscriptionId: own?.subscriptionId ?? '' })).unitPrice.amount).toBe('3.00');
});

test('companies are told once, before the list is valid, and only whom it concerns', async () => {
  const before = (await announced(world, 'price_lists.affects')).length;
  const tell = () => tellOfPriceEffects.run({ db: world.app.db, now: world.now } as never, {});
  await tell();
  await tell();
  const told = (await announced(world, 'price_lists.affects')).slice(before);
  expect(told.filter(({ account_id: id }) => id === it.company.accountId)).toHaveLength(1);
  expect(told.find(({ account_id: id }) => id === it.company.accountId)).toMatchObject({ details: { list: 'December', subscriptions: 3 } });
  await runJobs(world);
  expect((await mailsTo(world, it.agent.email)).map(({ subject }) => subject).join(' ')).toContain('December');
});

test('another company knows nothing of it, and whoever may not see subscriptions is refused', async () => {
  const stranger = await seller(world);
  expect(await prices(stranger).getPriceEffects({ from: november, to: december })).toMatchObject({ subscriptions: 0, totals: [] });
  const reader = await member(world, it.company, 'billing_admin');
  expect(await refusal(as(world, catalog, { ...reader, account: it.company }).getPriceEffects({ from: november, to: december }))).toMatchObject({
    status: 403,
  });
});
