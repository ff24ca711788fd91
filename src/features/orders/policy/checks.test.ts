import { describe, expect, test } from 'vitest';
import type { Offer } from '../../catalog/contract/products.ts';
import { checkSteps } from '../contract/states.ts';
import { mayBuySegment } from '../../catalog/policy/segments.ts';
import { type CartFacts, faultsOf, type LineFacts } from './checks.ts';

const inAll = (word: string) => ({ en: word, fr: word, es: word, 'zh-CN': word, 'zh-TW': word });
const offer = (offerId: string, other: Partial<Offer> = {}): Offer => ({
  offerId,
  skuId: offerId.split('.')[0] ?? '',
  productId: 'suite',
  segment: 'commercial',
  kind: 'base',
  billing: 'license',
  titles: inAll(offerId),
  productTitles: inAll('Suite'),
  publisher: 'Northwind',
  isOperators: true,
  unit: 'user',
  minQuantity: 1,
  maxQuantity: 300,
  limit: null,
  addOnTo: [],
  requires: [],
  upgradesTo: [],
  convertsTo: [],
  availabilities: [{ market: 'FR', term: 'P1Y', billingCycle: 'monthly', isPurchasable: true, isRenewable: true }],
  isSold: true,
  ...other,
});
const line = (given: Offer | undefined, other: Partial<LineFacts> = {}): LineFacts => ({
  lineId: given?.offerId ?? 'gone',
  offer: given,
  term: 'P1Y',
  billingCycle: 'monthly',
  quantity: 1,
  baseOffer: null,
  hasPrice: true,
  ...other,
});
const cart = (lines: readonly LineFacts[], other: Partial<CartFacts> = {}): CartFacts => ({
  market: 'FR',
  customerSegment: 'commercial',
  partnerSuspended: false,
  partnerAgreementMissing: false,
  customerProblem: null,
  owned: [],
  overCredit: false,
  lines,
  ...other,
});
const codes = (facts: CartFacts) => faultsOf(facts).map(({ code }) => code);
const owned = (offerId: string, state: 'active' | 'suspended' | 'canceled', isTrial = false) => ({
  subscriptionId: `of ${offerId}`,
  offerId,
  skuId: offerId.split('.')[0] ?? '',
  productId: 'suite',
  state,
  isTrial,
});
const suite = offer('suite.commercial');

test('a cart in which all is well has no faults, one without lines has one', () => {
  expect(faultsOf(cart([line(suite)]))).toEqual([]);
  expect(codes(cart([]))).toEqual(['empty']);
});

test('everything that stands in the way is said at once, in the order of the steps', () => {
  const wrong = line(offer('other.education', { segment: 'education', availabilities: [], requires: ['base.education'], minQuantity: 5 }), { hasPrice: false });
  const all = faultsOf(
    cart([wrong], { partnerSuspended: true, partnerAgreementMissing: true, customerProblem: 'customers.agreement_missing', overCredit: true }),
  );
  expect(all.map(({ code }) => code)).toEqual([
    'partner_suspended',
    'partner_agreement',
    'agreement_missing',
    'not_sold_here',
    'segment',
    'requires',
    'too_few',
    'no_price',
    'credit',
  ]);
  const steps = all.map(({ step }) => checkSteps.indexOf(step));
  expect(steps).toEqual(steps.toSorted((a, b) => a - b));
});

test('each reason of the customers has its step', () => {
  for (const [problem, code] of [
    ['customers.relationship_ended', 'relationship_ended'],
    ['customers.provider_buys', 'provider_buys'],
    ['customers.under_review', 'customer_under_review'],
    ['customers.address_to_mend', 'address_to_mend'],
    ['customers.agreement_missing', 'agreement_missing'],
  ])
    expect(codes(cart([line(suite)], { customerProblem: problem ?? '' }))).toEqual([code]);
});

test('what is not sold any more, not there, or not at such a rhythm is refused', () => {
  expect(codes(cart([line(undefined)]))).toEqual(['not_sold']);
  expect(codes(cart([line({ ...suite, isSold: false })]))).toEqual(['not_sold']);
  expect(codes(cart([line(suite)], { market: 'ES' }))).toEqual(['not_sold_here']);
  expect(codes(cart([line(suite, { billingCycle: 'annual' })]))).toEqual(['not_sold_here']);
});

test('an authority buys what is made for authorities and nothing else; a school both', () => {
  expect(mayBuySegment('government', 'commercial')).toBe(false);
  expect(mayBuySegment('government', 'government')).toBe(true);
  expect(mayBuySegment('education', 'commercial')).toBe(true);
  expect(mayBuySegment('commercial', 'education')).toBe(false);
  expect(mayBuySegment('nonprofit', 'education')).toBe(false);
});

describe('add-ons and what must be there before', () => {
  const addOn = offer('archive.commercial', { kind: 'add_on', addOnTo: ['suite.commercial'] });
  test('an add-on goes with its base, in the same cart or one that stands', () => {
    expect(codes(cart([line(addOn)]))).toEqual(['base_missing']);
    expect(codes(cart([line(addOn, { baseOffer: 'other.commercial' })]))).toEqual(['base_missing']);
    expect(codes(cart([line(suite), line(addOn, { baseOffer: 'suite.commercial' })]))).toEqual([]);
  });
  test('what is required may be in the cart or active, and does not count while it is suspended', () => {
    const needs = offer('phone.commercial', { requires: ['suite.commercial'] });
    expect(codes(cart([line(needs)]))).toEqual(['requires']);
    expect(codes(cart([line(needs), line(suite)]))).toEqual([]);
    expect(codes(cart([line(needs)], { owned: [owned('suite.commercial', 'active')] }))).toEqual([]);
    expect(codes(cart([line(needs)], { owned: [owned('suite.commercial', 'suspended')] }))).toEqual(['requires']);
  });
});

describe('limits', () => {
  const one = offer('small.commercial', { limit: { kind: 'concurrent', count: 1 } });
  test('of what one has at once, a suspended one counts, and is named as what to bring back', () => {
    expect(codes(cart([line(one)]))).toEqual([]);
    expect(codes(cart([line(one)], { owned: [owned('small.commercial', 'canceled')] }))).toEqual([]);
    expect(codes(cart([line(one)], { owned: [owned('small.commercial', 'active')] }))).toEqual(['limit']);
    const [fault] = faultsOf(cart([line(one)], { owned: [owned('small.commercial', 'suspended')] }));
    expect([fault?.code, fault?.subscriptions]).toEqual(['suspended_one', ['of small.commercial']]);
  });
  test('two lines of one cart count together, and the second one is refused', () => {
    const faults = faultsOf(cart([line(one, { lineId: 'a' }), line(one, { lineId: 'b' })]));
    expect(faults.map(({ code, lineId }) => [code, lineId])).toEqual([['limit', 'b']]);
  });
  test('of what one has in a lifetime, what is gone counts too', () => {
    const ever = offer('small.commercial', { limit: { kind: 'lifetime', count: 1 } });
    expect(codes(cart([line(ever)], { owned: [owned('small.commercial', 'canceled')] }))).toEqual(['limit']);
  });
  test('of a quantity', () => {
    expect(codes(cart([line(suite, { quantity: 0 })]))).toEqual(['too_few']);
    expect(codes(cart([line(suite, { quantity: 300 })]))).toEqual([]);
    expect(codes(cart([line(suite, { quantity: 301 })]))).toEqual(['too_many']);
  });
});

test('a trial is tried once, and by whom does not have the thing', () => {
  const trial = offer('suite-trial.commercial', { kind: 'trial', maxQuantity: 25, limit: { kind: 'lifetime', count: 1 }, convertsTo: ['suite.commercial'] });
  expect(codes(cart([line(trial, { quantity: 25 })]))).toEqual([]);
  expect(codes(cart([line(trial, { quantity: 26 })]))).toEqual(['trial_seats']);
  expect(codes(cart([line(trial)], { owned: [owned('suite.commercial', 'active')] }))).toEqual(['trial_owned']);
  expect(codes(cart([line(trial)], { owned: [owned('suite-trial.commercial', 'canceled', true)] }))).toEqual(['trial_tried']);
  expect(codes(cart([line({ ...trial, segment: 'education' })], { customerSegment: 'education' }))).toEqual(['trial_segment']);
});
