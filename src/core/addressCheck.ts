/**
 * What an address is, as far as its country's rules tell: the results that directories of addresses give, found without asking one.
 * Pure, so that a form can say it before anything is sent. It knows no streets: that a street exists is never claimed.
 */
import { type Address, type AddressRefusal, checkAddress, type CountryRule, normaliseAddress } from './country.ts';

export const addressResults = [
  /** Complete and consistent, and a parcel can be brought there. One suggestion: as it is kept. */
  'verified_shippable',
  /** Complete and consistent, but a mailbox. */
  'verified',
  /** Its parts contradict each other, and there is one way to set them right: a person must choose. */
  'interaction_required',
  /** The street is not all there. */
  'street_partial',
  /** The street is there, the house is not. */
  'premises_partial',
  /** Its parts contradict each other, and there are several ways to set them right. */
  'multiple',
  /** The post would not deliver to it. */
  'none',
  /** Too little is known of the country's addresses. */
  'not_validated',
] as const;
export type AddressResult = (typeof addressResults)[number];
export interface AddressLook {
  readonly result: AddressResult;
  /** How it may be meant; at most three. */
  readonly suggestions: readonly Address[];
}

const suggested = 3;
/** Where nobody lives: parcels go elsewhere. In the languages of the center. */
const mailbox = /\b(p\.?\s?o\.?\s?box|post\s?office\s?box|postfach|bo[iî]te postale|b\.?p\.?\s?\d+|apartado|casilla)\b|信箱/iu;

/** What the rules say about an address as typed. */
export function lookAtAddress(rule: CountryRule, typed: Address): AddressLook {
  const kept = normaliseAddress(rule, typed);
  const refusals = checkAddress(rule, typed);
  if (refusals.some(isHard)) return { result: 'none', suggestions: [] };
  if (refusals.length > 0) return setRight(rule, kept);
  if (!rule.postal && !rule.states) return { result: 'not_validated', suggestions: [] };
  const street = [kept.line1, kept.line2, kept.line3].filter(Boolean).join(' ');
  const letters = street.match(/\p{L}/gu)?.length ?? 0;
  if (mailbox.test(street)) return { result: 'verified', suggestions: [kept] };
  if (letters < 2) return { result: 'street_partial', suggestions: [kept] };
  if (!/\p{N}|[一二三四五六七八九十〇]+號/u.test(street)) return { result: 'premises_partial', suggestions: [kept] };
  return { result: 'verified_shippable', suggestions: [kept] };
}

/** Refused whatever a person says; that a postal code lies elsewhere may be the fault of our list. */
const isHard = ({ code }: AddressRefusal): boolean => code !== 'postal_not_in_state';

/** The postal code stands in another state: the states whose codes begin like it. */
function setRight(rule: CountryRule, kept: Address): AddressLook {
  const states = (rule.states ?? []).filter(({ postal }) => postal && new RegExp(`^(?:${postal})`).test(kept.postalCode ?? ''));
  const suggestions = states.slice(0, suggested).map(({ key }) => ({ ...kept, state: key }));
  if (suggestions.length === 0) return { result: 'none', suggestions: [] };
  return { result: states.length === 1 ? 'interaction_required' : 'multiple', suggestions };
}

/** Whether an address with this result is kept only after a person said that it is right. */
export const needsConfirming = (result: AddressResult): boolean =>
  result === 'interaction_required' || result === 'multiple' || result === 'street_partial' || result === 'premises_partial';
