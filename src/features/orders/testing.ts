import { randomUUID } from 'node:crypto';
import { account, as, joinPrograms, member, type TestAccount, type TestPerson, type World } from '../../../test/world.ts';
import { type Locale, locales } from '../../core/locale.ts';
import type { Segment, Selling } from '../catalog/contract.ts';
import { product, publishCatalog, publishPrices, sku } from '../catalog/testing.ts';
import { customers } from '../customers/contract.ts';
import { orders } from './contract.ts';

const ways = (segment: Segment = 'commercial', markets: readonly string[] = ['FR']): Selling[] =>
  (
    [
      ['P1Y', 'monthly'],
      ['P1Y', 'annual'],
      ['P1M', 'monthly'],
    ] as const
  ).map(([term, billingCycle]) => ({ segment, term, billingCycle, markets: [...markets], isPurchasable: true, isRenewable: true }));
/** A service plan of a product, called the same in every language. */
const part = (planId: string, title: string, ...requires: string[]) => ({
  planId,
  titles: Object.fromEntries(locales.map((locale) => [locale, title])) as Record<Locale, string>,
  requires,
});
const none = { add_on_to: [], requires: [], upgrades_to: [], converts_to: [] };
const monthly = 'P1Y' as const;

/** What there is to sell in these tests: an office with an add-on, a trial and a larger edition; one that one may have once; another publisher's. */
export const shelf = {
  'tide-office': product('Tide Office', [
    sku('tide-basic', 'Basic', {
      maxQuantity: 300,
      sold: ways(),
      links: { ...none, upgrades_to: ['tide-plus'] },
      plans: [part('mail', 'Mail'), part('docs', 'Documents', 'mail'), part('sheets', 'Sheets', 'docs')],
    }),
    sku('tide-plus', 'Plus', { sold: ways(), plans: [part('mail', 'Mail'), part('docs', 'Documents', 'mail')] }),
    sku('tide-archive', 'Archive', { kind: 'add_on', sold: ways(), links: { ...none, add_on_to: ['tide-basic', 'tide-plus'] } }),
    sku('tide-once', 'Once', { sold: ways(), limit: { kind: 'concurrent', count: 1 } }),
    sku('tide-trial', 'Trial', {
      kind: 'trial',
      maxQuantity: 25,
      limit: { kind: 'lifetime', count: 1 },
      links: { ...none, converts_to: ['tide-basic'] },
      sold: [{ segment: 'commercial', term: 'P1M', billingCycle: 'none', markets: ['FR'], isPurchasable: true, isRenewable: false }],
    }),
  ]),
  'tide-cloud': product(
    'Tide Cloud',
    [
      sku('tide-hours', 'Hours', {
        billing: 'usage',
        sold: [{ segment: 'commercial', term: 'none', billingCycle: 'monthly', markets: ['FR'], isPurchasable: true, isRenewable: false }],
      }),
    ],
    { category: 'infrastructure' },
  ),
  'reef-shield': product('Reef Shield', [sku('reef-pro', 'Pro', { sold: ways() })], { publisher: 'Fabrikam', isOperators: false, category: 'security' }),
};
const prices: Readonly<Record<string, readonly [monthly: string, annual: string]>> = {
  'tide-basic': ['4.00', '45.00'],
  'tide-plus': ['10.00', '110.00'],
  'tide-archive': ['1.50', '16.00'],
  'tide-once': ['7.00', '77.00'],
  'reef-pro': ['3.00', '33.00'],
};

/** Rows of a price file for everything on the shelf, dearer by `percent`. */
export const rowsOf = (percent = 0) => [
  { offer: 'tide-hours.commercial', term: 'none', billing_cycle: 'monthly', price: (0.08 * (1 + percent / 100)).toFixed(4) },
  ...Object.entries(prices).flatMap(([skuId, [month, year]]) =>
    (
      [
        ['P1Y', 'monthly', month],
        ['P1M', 'monthly', month],
        ['P1Y', 'annual', year],
      ] as const
    ).map(([term, cycle, price]) => ({
      offer: `${skuId}.commercial`,
      term,
      billing_cycle: cycle,
      price: (Number(price) * (1 + percent / 100)).toFixed(2),
    })),
  ),
];

/** Puts the shelf into the catalog, with prices from this month on. */
export async function stockShelf(world: World): Promise<TestPerson> {
  const root = await publishCatalog(world, shelf);
  await publishPrices(world, root, rowsOf(), { validFrom: '2026-01-01' });
  return root;
}

export interface Seller {
  readonly company: TestAccount;
  readonly agent: TestPerson;
  readonly shop: ReturnType<typeof shopOf>;
}
export const shopOf = (world: World, company: TestAccount, who: TestPerson) => as(world, orders, { ...who, account: company });

/** A reseller in France with an admin agent who can attest. */
export async function seller(world: World): Promise<Seller> {
  const company = await account(world, undefined, 'FR');
  await joinPrograms(world, company, 'reseller');
  const agent = await member(world, company, 'admin_agent', 'global_admin');
  return { company, agent, shop: shopOf(world, company, agent) };
}

let serial = 0;
/** A customer of the seller that has agreed; its id. */
export async function customerOf(world: World, { company, agent }: Seller, given: { readonly agreed?: boolean; readonly name?: string } = {}): Promise<string> {
  const n = ++serial;
  const { customerId } = await as(world, customers, { ...agent, account: company }).addCustomer({
    name: given.name ?? `Librairie ${n}`,
    domain: `librairie-${n}-${randomUUID().slice(0, 8)}.example`,
    address: { country: 'FR', line1: '4 rue de Sèvres', city: 'Paris', postalCode: '75006' },
    contact: { givenName: 'Zoé', familyName: 'Martin', middleName: null, email: `zoe@librairie-${n}.example`, phone: '+33142602000' },
    registrationNumber: null,
    locale: 'fr',
    agreement: given.agreed === false ? null : { givenName: 'Zoé', familyName: 'Martin', email: 'zoe@librairie.example', agreedOn: '2026-11-01' },
    addressConfirmed: true,
  });
  return customerId;
}

export const line = (skuId: string, quantity = 1, more: object = {}) => ({
  offerId: `${skuId}.commercial`,
  term: monthly,
  billingCycle: 'monthly' as const,
  quantity,
  ...more,
});

/** A cart of a customer with these lines. */
export async function filled({ shop }: Pick<Seller, 'shop'>, customerId: string, ...lines: ReturnType<typeof line>[]) {
  let cart = await shop.openCart({ customerId });
  for (const each of lines) cart = await shop.addCartLine({ cartId: cart.cartId, ...each });
  return cart;
}
type Filled = Awaited<ReturnType<typeof filled>>;
export const buying = ({ cartId, quote, version }: Pick<Filled, 'cartId' | 'quote' | 'version'>, key: string = randomUUID()) => ({
  cartId,
  quote,
  version,
  key,
});
