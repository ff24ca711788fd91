import { beforeAll, expect, test } from 'vitest';
import { account, as, buildWorld, joinPrograms, member, refusal, runJobs, type TestAccount, type TestPerson, type World } from '../../../test/world.ts';
import { buying, customerOf, filled, line, type Seller, shopOf } from './testing.ts';
import { catalog } from '../catalog/contract.ts';
import { product, publishCatalog, publishPrices, sku, smallCatalog, ways } from '../catalog/testing.ts';

const none = { add_on_to: [], requires: [], upgrades_to: [], converts_to: [] };
let world: World;
let company: TestAccount;
let agent: TestPerson;
let seller: Seller;
let bookshop: string;
let school: string;
const own = () => as(world, catalog, { ...agent, account: company });
const titles = (items: readonly { readonly productId: string }[]) => items.map(({ productId }) => productId);

beforeAll(async () => {
  world = await buildWorld();
  const root = await publishCatalog(world, {
    ...smallCatalog,
    'reef-school': product('Reef School', [sku('reef-school-one', 'One', { sold: ways('education', ['FR']) })]),
    apex: product('Apex', [sku('apex-one', 'One')]),
    zenith: product('Zenith', [sku('zenith-one', 'One')]),
    'tide-base': product('Tide Base', [sku('tide-base-one', 'One', { links: { ...none, upgrades_to: ['apex-one', 'zenith-one'] } })]),
    'apex-more': product('Apex More', [sku('apex-extra', 'Extra', { kind: 'add_on', links: { ...none, add_on_to: ['tide-base-one'] } })]),
    'zenith-more': product('Zenith More', [sku('zenith-extra', 'Extra', { kind: 'add_on', links: { ...none, add_on_to: ['tide-base-one'] } })]),
  });
  await publishPrices(world, root, [
    { offer: 'harbor-mail-plus.commercial', price: '10', suggested: '12.50' },
    { offer: 'tide-base-one.commercial', price: '5' },
    { offer: 'apex-extra.commercial', price: '1' },
  ]);
  company = await account(world, undefined, 'FR');
  await joinPrograms(world, company, 'reseller');
  agent = await member(world, company, 'admin_agent', 'global_admin');
  seller = { company, agent, shop: shopOf(world, company, agent) };
  bookshop = await customerOf(world, seller, { name: 'Bookshop' });
  school = await customerOf(world, seller, { name: 'School' });
  await world.admin.query("update customers set qualification = 'education', qualification_state = 'confirmed' where customer_id = $1", [school]);
});

test('a customer sees what its qualification allows; the rest is counted, and shown with the reason when it is asked for', async () => {
  const forShop = await own().searchCatalog({ market: 'FR', customer: bookshop });
  expect(titles(forShop.items)).not.toContain('reef-school');
  expect(forShop.customer).toEqual({ customerId: bookshop, name: 'Bookshop', segment: 'commercial', allowed: ['commercial'], refused: null, barred: 1 });
  const all = await own().searchCatalog({ market: 'FR', customer: bookshop, withBarred: 'yes' });
  expect(all.items.filter(({ isBarred }) => isBarred).map(({ productId, segments }) => [productId, segments])).toEqual([['reef-school', ['education']]]);
  expect(all.customer?.barred).toBe(1);
  const forSchool = await own().searchCatalog({ market: 'FR', customer: school });
  expect(titles(forSchool.items)).toContain('reef-school');
  expect(forSchool.customer).toMatchObject({ segment: 'education', allowed: ['commercial', 'education'], barred: 0 });
  const page = await own().getCatalogProduct({ productId: 'harbor-mail', market: 'FR', customer: bookshop });
  expect(page.offers.filter(({ isBarred }) => isBarred).map(({ offerId }) => offerId)).toEqual(['harbor-mail-basic.education']);
  expect(page.can.order).toBe(true);
});

test('a customer of nobody, or of somebody else, is not there', async () => {
  expect(await refusal(own().searchCatalog({ market: 'FR', customer: '00000000-0000-4000-8000-000000000001' }))).toMatchObject({ code: 'not_found' });
});

test('a rule for one customer is for it alone, names it, and is only for a customer of the company', async () => {
  const rule = { customerId: bookshop, productId: 'harbor-mail', segment: null, market: null, method: 'percent' as const, value: '40', currency: null };
  const { ruleId } = await own().setRetailRule({ ruleId: null, version: null, rule, confirmed: false });
  expect((await own().getRetail({})).rules).toMatchObject([{ ruleId, customerId: bookshop, customerName: 'Bookshop' }]);
  const priced = async (customer?: string) => {
    const { offers } = await own().getCatalogProduct({ productId: 'harbor-mail', market: 'FR', ...(customer ? { customer } : {}) });
    return offers.find(({ offerId }) => offerId === 'harbor-mail-plus.commercial')?.prices[0]?.retail.amount;
  };
  expect([await priced(bookshop), await priced(school), await priced()]).toEqual(['14.00', '12.50', '12.50']);
  const strange = { ...rule, customerId: '00000000-0000-4000-8000-000000000002' };
  expect(await refusal(own().setRetailRule({ ruleId: null, version: null, rule: strange, confirmed: false }))).toMatchObject({
    code: 'request.invalid',
    details: { fields: { 'rule.customerId': 'not_one_of' } },
  });
  await own().removeRetailRule({ ruleId });
});

test('what is pinned stands on top wherever one chooses a product: in the catalog, among add-ons, and among what it can become', async () => {
  const cart = await filled(seller, bookshop, { ...line('tide-base-one'), term: 'P1M' as never });
  await seller.shop.checkOut(buying(cart));
  await runJobs(world);
  const { items } = await seller.shop.listSubscriptions({});
  const subscriptionId = items[0]?.subscriptionId ?? '';
  const seen = async () => {
    const { moreAddOns, upgrades } = await seller.shop.getSubscription({ subscriptionId });
    return [moreAddOns.map(({ offerId }) => offerId.split('-')[0]), upgrades.map(({ offerId }) => offerId.split('-')[0])];
  };
  expect(await seen()).toEqual([
    ['apex', 'zenith'],
    ['apex', 'zenith'],
  ]);
  const { arrangementId } = await own().makeArrangement({ name: 'Ours', market: null, isShared: true, copyOf: null });
  await own().setDefaultArrangement({ arrangementId, isDefault: true });
  for (const productId of ['zenith', 'zenith-more']) await own().pinProduct({ productId, market: 'FR', arrangementId, isPinned: true });
  expect(await seen()).toEqual([
    ['zenith', 'apex'],
    ['zenith', 'apex'],
  ]);
  expect((await own().searchCatalog({ market: 'FR', customer: bookshop })).items[0]?.productId).toBe('zenith');
});
