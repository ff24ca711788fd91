import { beforeAll, expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  joinPrograms,
  member,
  operator,
  refusal,
  runJobs,
  type TestAccount,
  type TestPerson,
  type World,
} from '../../../test/world.ts';
import { inAccount } from '../../server/db.ts';
import { catalog } from './contract.ts';
import { priceOf } from './queries.ts';
import { handIn, priceFile, publishCatalog, publishPrices } from './testing.ts';

let world: World;
let root: TestPerson;
let company: TestAccount;
let other: TestAccount;
let buyer: TestPerson;
let november: string;
const mail = 'harbor-mail-plus.commercial';

beforeAll(async () => {
  world = await buildWorld();
  root = await publishCatalog(world);
  [company, other] = [await account(world), await account(world)];
  for (const each of [company, other]) await joinPrograms(world, each, 'reseller');
  buyer = await member(world, company, 'global_admin');
  november = await publishPrices(world, root, [
    { offer: mail, price: '10', suggested: '12.50' },
    { offer: mail, price: '9', tier_from: '100', suggested: '12.50' },
    { offer: 'anchor-storage-std.commercial', price: '0.023000' },
  ]);
});
const pricesFor = (who: TestAccount, lines: { offerId?: string; quantity?: number }[], more: { on?: string; knownAt?: Date; customerId?: string } = {}) =>
  inAccount(world.app.db, who.accountId, (tx) =>
    priceOf(tx, world.now, {
      accountId: who.accountId,
      market: 'FR',
      currency: 'EUR',
      segment: 'commercial',
      lines: lines.map(({ offerId = mail, quantity = 1 }) => ({ offerId, quantity, term: 'P1M', billingCycle: 'monthly' })),
      ...more,
    }),
  );
const asBuyer = () => as(world, catalog, { ...buyer, account: company });

test('a program asks for the prices of some offers at once, and is told of those that have one', async () => {
  const offers = `${mail},lighthouse-shield-pro.commercial`;
  const ask = { market: 'FR', currency: 'EUR', offers, term: 'P1M' as const, billingCycle: 'monthly' as const, quantity: 100 };
  const { items, asOf } = await asBuyer().getEffectivePrices(ask);
  const [same] = await pricesFor(company, [{ quantity: 100 }]);
  expect([items, asOf]).toEqual([[same], world.now]);
  expect((await refusal(asBuyer().getEffectivePrices({ ...ask, offers: Array.from({ length: 101 }, () => mail).join(',') }))).status).toBe(422);
  const reader = await member(world, company, 'default_user');
  expect((await refusal(as(world, catalog, { ...reader, account: company }).getEffectivePrices(ask))).code).toBe('access.denied');
});

test('a price says which list it is from; more of it costs less; what no list has is no price', async () => {
  const [one, hundred, none] = await pricesFor(company, [{}, { quantity: 100 }, { offerId: 'lighthouse-shield-pro.commercial' }]);
  expect(one).toMatchObject({
    list: { amount: '10.00', currency: 'EUR' },
    unit: { amount: '10.00' },
    retail: { amount: '12.50' },
    marginPercent: '20',
    reason: { kind: 'list', listId: november },
  });
  expect(hundred?.unit.amount).toBe('9.00');
  expect(none).toBeNull();
});

test('a partner of a group pays the group’s price, a single partner its own, and nobody else knows of either', async () => {
  const desk = as(world, catalog, root);
  const group = await desk.setPriceGroup({ groupId: null, version: null, name: 'Gold', kind: 'group', rank: 50, partnerIds: [company.partnerId] });
  const own = await desk.setPriceGroup({ groupId: null, version: null, name: 'Contoso', kind: 'partner', rank: 10, partnerIds: [company.partnerId] });
  const gold = await publishPrices(world, root, [{ offer: mail, price: '8' }], { name: 'Gold', groupId: group.groupId });
  expect((await pricesFor(company, [{}]))[0]).toMatchObject({ unit: { amount: '8.00' }, reason: { kind: 'group', groupName: 'Gold', listId: gold } });
  await publishPrices(world, root, [{ offer: mail, price: '8.50' }], { name: 'Contoso alone', groupId: own.groupId });
  expect((await pricesFor(company, [{}]))[0]).toMatchObject({ unit: { amount: '8.50' }, reason: { kind: 'partner' } });
  expect((await pricesFor(other, [{}]))[0]).toMatchObject({ unit: { amount: '10.00' }, reason: { kind: 'list' } });
  const stranger = as(world, catalog, { ...(await member(world, other, 'global_admin')), account: other });
  expect((await stranger.listPriceLists({})).items.map(({ name }) => name)).toEqual(['Monthly']);
  expect((await refusal(stranger.getPriceDifference({ from: november, to: gold }))).code).toBe('not_found');
  // What one's own list lets go, the next one decides.
  await publishPrices(world, root, [{ offer: mail, flag: 'DEL' }], { name: 'Contoso ends', groupId: own.groupId, validFrom: '2026-11-10' });
  expect((await pricesFor(company, [{}]))[0]).toMatchObject({ unit: { amount: '8.00' }, reason: { kind: 'group' } });
});

test('a list for next month is known thirty days ahead, and not a day sooner; it decides from its day on', async () => {
  const december = await publishPrices(world, root, [{ offer: mail, price: '11' }], { name: 'December', validFrom: '2026-12-01' });
  const january = await publishPrices(world, root, [{ offer: mail, price: '12' }], { name: 'January', validFrom: '2027-01-01' });
  const lists = (await as(world, catalog, { ...buyer, account: company }).listPriceLists({})).items;
  expect(lists.find(({ listId }) => listId === december)?.standing).toBe('announced');
  expect(lists.some(({ listId }) => listId === january)).toBe(false);
  expect((await pricesFor(other, [{}]))[0]).toMatchObject({ unit: { amount: '10.00' }, validUntil: '2026-12-01' });
  expect((await pricesFor(other, [{}], { on: '2026-12-01' }))[0]?.unit.amount).toBe('11.00');
  expect((await pricesFor(other, [{}], { on: '2027-01-01' }))[0]?.unit.amount).toBe('11.00');
  expect((await announced(world, 'price_lists.told')).filter(({ account_id: id }) => id === other.accountId).length).toBeGreaterThan(0);
});

test('what was known on a day stays what it was, although it was corrected later', async () => {
  const before = world.now;
  world.now = new Date(before.getTime() + 180_000);
  const wrong = await publishPrices(world, root, [{ offer: 'anchor-storage-std.commercial', price: '0.03' }], { name: 'Correction', validFrom: '2026-11-02' });
  const storage = [{ offerId: 'anchor-storage-std.commercial' }];
  expect((await pricesFor(other, storage))[0]?.unit.amount).toBe('0.03');
  expect((await pricesFor(other, storage, { knownAt: before }))[0]?.unit.amount).toBe('0.023');
  const desk = as(world, catalog, root);
  const list = await desk.getDeskList({ listId: wrong });
  world.now = new Date(before.getTime() + 360_000);
  await desk.withdrawPriceList({ listId: wrong, version: list.version });
  expect((await pricesFor(other, storage))[0]?.unit.amount).toBe('0.023');
  expect((await pricesFor(other, storage, { knownAt: new Date(before.getTime() + 270_000) }))[0]?.unit.amount).toBe('0.03');
});

test('the promotion that takes most off holds, in its days and markets only', async () => {
  const desk = as(world, catalog, root);
  const promote = async (name: string, percent: string, markets: string[] | null) => {
    const { promotionId } = await desk.setPromotion({
      promotionId: null,
      version: null,
      name,
      percent,
      markets,
      groupId: null,
      startsOn: '2026-11-15',
      endsOn: '2026-11-30',
      offers: [mail],
    });
    await desk.publishPromotion({ promotionId, isPublished: true, version: 1 });
    return promotionId;
  };
  await promote('Autumn', '10', null);
  const more = await promote('France', '12.5', ['FR']);
  await promote('Far away', '50', ['US']);
  expect((await pricesFor(other, [{}]))[0]).toMatchObject({
    list: { amount: '10.00' },
    unit: { amount: '8.75' },
    validUntil: '2026-11-30',
    reason: { promotion: { promotionId: more, percent: '12.50', endsOn: '2026-11-30' } },
  });
  expect((await pricesFor(other, [{}], { on: '2026-11-30' }))[0]).toMatchObject({ unit: { amount: '10.00' }, reason: { promotion: null } });
  await desk.publishPromotion({ promotionId: more, isPublished: false, version: 2 });
  expect((await pricesFor(other, [{}]))[0]?.unit.amount).toBe('9.00');
});

test('own prices follow the rule that says most, and never go below the floor unless that is confirmed', async () => {
  const rule = { customerId: null, productId: null, segment: null, market: null, method: 'percent' as const, value: '25', currency: null };
  await asBuyer().setRetailFloor({ floorPercent: '5', rounding: 'ninety_five', version: 0 });
  await asBuyer().setRetailRule({ ruleId: null, version: null, rule, confirmed: false });
  const at = { on: '2026-12-05' };
  // Eight in the group’s list, 25 % on top: ten, rounded up to 10.95.
  expect((await pricesFor(company, [{}], at))[0]?.retail.amount).toBe('10.95');
  const low = { ...rule, productId: 'harbor-mail', method: 'price' as const, value: '7', currency: 'EUR' };
  const refused = await refusal(asBuyer().setRetailRule({ ruleId: null, version: null, rule: low, confirmed: false }));
  expect(refused).toMatchObject({ code: 'retail.below_floor', details: { count: expect.any(Number), retail: '7.95', currency: 'EUR' } });
  const { ruleId } = await asBuyer().setRetailRule({ ruleId: null, version: null, rule: low, confirmed: true });
  expect((await pricesFor(company, [{}], at))[0]).toMatchObject({ retail: { amount: '7.95' }, retailRuleId: ruleId });
  expect((await refusal(asBuyer().setRetailRule({ ruleId: null, version: null, rule: low, confirmed: true }))).code).toBe('retail.rule_taken');
  await asBuyer().removeRetailRule({ ruleId });
  expect((await pricesFor(company, [{}], at))[0]?.retail.amount).toBe('10.95');
  expect((await pricesFor(other, [{}], at))[0]?.retailRuleId).toBeNull();
  expect((await refusal(as(world, catalog, { ...(await member(world, company, 'sales_agent')), account: company }).removeRetailRule({ ruleId }))).code).toBe(
    'access.denied',
  );
});

test('two lists are laid side by side, cause by cause', async () => {
  const next = await publishPrices(
    world,
    root,
    [
      { offer: mail, price: '11', suggested: '12.50' },
      { offer: mail, price: '9', tier_from: '100', suggested: '13' },
      { offer: 'harbor-mail-basic.commercial', price: '4' },
      { offer: 'anchor-storage-std.commercial', flag: 'DEL' },
    ],
    { name: 'Changed', validFrom: '2026-12-02' },
  );
  const { causes, markets } = await asBuyer().getPriceDifference({ from: november, to: next });
  expect(Object.fromEntries(causes.map(({ cause, count }) => [cause, count]))).toEqual({ dearer: 1, added: 1, removed: 1, suggested: 1 });
  expect(markets).toEqual(['FR']);
  const lines = await asBuyer().listPriceDifferences({ from: november, to: next, cause: 'dearer' });
  expect(lines.items).toMatchObject([
    { offerId: mail, before: { amount: '10.00' }, after: { amount: '11.00' }, percent: '10.00', title: 'Harbor Mail · Plus' },
  ]);
  const first = await asBuyer().listPriceDifferences({ from: november, to: next, limit: 2 });
  const rest = await asBuyer().listPriceDifferences({ from: november, to: next, limit: 2, after: first.next ?? '' });
  expect([...first.items, ...rest.items]).toHaveLength(4);
});

test('a file with faults changes nothing, and names every row and column', async () => {
  const lists = (await as(world, catalog, root).listDeskLists({ state: 'draft' })).items.length;
  const read = await handIn(
    world,
    root,
    priceFile([
      { offer: mail, price: '10' },
      { offer: mail, price: '10,5', flag: 'NEW' },
      { offer: mail, price: '', market: 'ZZ' },
      { offer: mail, price: '9', tier_from: '0' },
    ]).replace('10,5', '"10,5"'),
    { pieceBytes: 37 },
  );
  expect(read).toMatchObject({ state: 'faulty', faultCount: 5 });
  expect(read.faults).toEqual([
    { row: 3, column: 'flag', code: 'flag', value: 'NEW' },
    { row: 3, column: 'price', code: 'amount', value: '10,5' },
    { row: 4, column: 'market', code: 'market', value: 'ZZ' },
    { row: 4, column: 'price', code: 'required', value: '' },
    { row: 5, column: 'tier_from', code: 'tier', value: '0' },
  ]);
  const whole = await handIn(
    world,
    root,
    priceFile([
      { offer: mail, price: '10' },
      { offer: 'nothing.commercial', price: '10' },
      { offer: mail, price: '11' },
      { offer: mail, price: '10', market: 'JP', currency: 'JPY' },
      { offer: 'anchor-storage-std.commercial', price: '1', tier_from: '5' },
    ]),
  );
  expect(whole.faults.map(({ row, code }) => [row, code])).toEqual([
    [3, 'unknown_offer'],
    [4, 'twice'],
    [5, 'not_sold'],
    [6, 'no_first_tier'],
  ]);
  expect((await as(world, catalog, root).listDeskLists({ state: 'draft' })).items.length).toBe(lists);
  expect((await handIn(world, root, 'flag,offer\r\nUNC,x')).fileFault).toEqual({ code: 'no_heading', at: 'market' });
  expect((await handIn(world, root, Buffer.from([0x66, 0xff, 0xfe, 0x0a]))).fileFault?.code).toBe('encoding');
  expect(
    (await world.admin.query('select count(*)::int as n from price_list_lines l where not exists (select from price_lists p where p.list_id = l.list_id)'))
      .rows[0]?.n,
  ).toBe(0);
  expect(
    (await world.admin.query("select count(*)::int as n from price_list_lines l join price_lists p using (list_id) where p.state = 'importing'")).rows[0]?.n,
  ).toBe(0);
});

test('pieces of a file come in their order; a draft is thrown away or published, once', async () => {
  const desk = as(world, catalog, root);
  const begun = await desk.beginPriceImport({ fileName: 'p.csv', size: 100, name: 'Half', groupId: null, validFrom: '2026-12-01', validTo: null });
  expect((await refusal(desk.addPricePiece({ importId: begun.importId, at: 5, content: 'eHg=' }))).code).toBe('price_imports.piece_out_of_order');
  await desk.discardPriceList({ listId: begun.listId });
  const read = await handIn(world, root, priceFile([{ offer: mail, price: '10' }]));
  const { version } = await desk.getDeskList({ listId: read.listId });
  const set = await desk.setDeskLine({ listId: read.listId, version, row: 2, price: '10.5', suggested: null });
  expect((await refusal(desk.publishPriceList({ listId: read.listId, version }))).code).toBe('request.changed_meanwhile');
  await desk.publishPriceList({ listId: read.listId, version: set.version });
  expect((await refusal(desk.discardPriceList({ listId: read.listId }))).code).toBe('price_lists.not_in_state');
  expect((await refusal(as(world, catalog, await operator(world, 'op_verifier')).listDeskLists({}))).code).toBe('access.denied');
  await runJobs(world);
});

test('prices on the page are those that an order would get', async () => {
  const { items, on } = await asBuyer().listPrices({ market: 'FR', currency: 'EUR', limit: 100 });
  const ordered = await pricesFor(
    company,
    items.filter(({ term, tierFrom }) => term === 'P1M' && tierFrom === 1).map(({ offerId }) => ({ offerId })),
  );
  expect(on).toBe(world.now.toISOString().slice(0, 10));
  expect(items.filter(({ term, tierFrom }) => term === 'P1M' && tierFrom === 1).map(({ price }) => price)).toEqual(ordered.map((price) => price?.list));
});
