import type { z } from 'zod';
import { type AddressResult, lookAtAddress, needsConfirming } from '../../../core/addressCheck.ts';
import { countryRule } from '../../../core/countries.ts';
import { type Address, checkAddress, checkRegistrationNumber, type CountryRule, normaliseAddress, normaliseRegistrationNumber } from '../../../core/country.ts';
import { isFreeMail } from '../../../core/freeMail.ts';
import { RequestInvalid } from '../../../core/problems.ts';
import { domainOf, fold, foldName } from '../../../core/text.ts';
import { parsePhone } from '../../../server/phone.ts';
import { AddressUnconfirmed, type CustomerContact } from '../contract.ts';
import { needsNumberAndPhone } from '../contract/numbered.ts';

type Contact = z.output<typeof CustomerContact>;
export interface SaidOfCustomer {
  readonly name: string;
  readonly address: Address;
  readonly contact: Contact;
  readonly registrationNumber: string | null;
  readonly locale: string;
  readonly addressConfirmed: boolean;
}
export type Fields = Record<string, string>;

/** What stands beside what is said: the company's market, and what must not change. */
export interface Around {
  /** Where the partner is. */
  readonly market: string;
  /** The customer's, once it has one. */
  readonly country?: string;
  readonly refuseFreeMail: boolean;
  /** By its own administrator, who need not know its number; it can be added later. */
  readonly isFounding?: boolean;
}

/** Names are kept with one space between words. */
export const tidyName = (typed: string): string =>
  typed
    .normalize('NFC')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();

export const searchTextOf = (row: { readonly name: string; readonly tenantName: string; readonly domain: string; readonly customerId: string }): string =>
  fold(`${row.name} ${row.tenantName === row.name ? '' : row.tenantName} ${row.domain} ${row.customerId}`);

/** What is said of a customer, as it is kept. `fields` is filled with what is wrong; the caller refuses. */
export function checkSaid(said: SaidOfCustomer, { market, country, refuseFreeMail, isFounding = false }: Around, fields: Fields) {
  const name = tidyName(said.name);
  const nameFolded = foldName(name);
  if (nameFolded === '') fields['name'] = 'required';
  // Some characters fold to many; the index has no room for 200 of those.
  else if (nameFolded.length > 400) fields['name'] = 'too_big';
  const rule = countryRule(said.address.country);
  if (!rule) throw new RequestInvalid({ fields: { ...fields, 'address.country': 'invalid_value' } });
  if (country && rule.iso2 !== country) fields['address.country'] = 'customer_country_fixed';
  else if (!country && !isSameMarket(market, rule)) fields['address.country'] = 'other_market';
  for (const { field, code } of checkAddress(rule, said.address))
    if (code !== 'postal_not_in_state') fields[`address.${field}`] ??= code === 'too_long' ? 'too_big' : code;
  const looked = lookAtAddress(rule, said.address);
  const registrationNumber = numberOf(rule, said.registrationNumber, isFounding, fields);
  const contact = contactOf(rule, said.contact, { refuseFreeMail, isFounding }, fields);
  return {
    country: rule.iso2,
    rule,
    result: looked.result,
    columns: {
      name,
      nameFolded,
      address: JSON.stringify(normaliseAddress(rule, said.address)),
      addressCheck: looked.result,
      contact: JSON.stringify(contact),
      registrationNumber,
      locale: said.locale,
    },
  };
}

/** @throws RequestInvalid naming every wrong field · AddressUnconfirmed when only the address asks for a yes */
export function refuseFaults(fields: Fields, result: AddressResult, confirmed: boolean): void {
  if (Object.keys(fields).length > 0) throw new RequestInvalid({ fields });
  if (needsConfirming(result) && !confirmed) throw new AddressUnconfirmed({ result });
}

/** A partner sells in its own country, and in those of its region. */
export function isSameMarket(market: string, rule: CountryRule): boolean {
  const region = countryRule(market)?.reseller?.region;
  return rule.iso2 === market || (region !== undefined && region === rule.reseller?.region);
}

function numberOf(rule: CountryRule, typed: string | null, isFounding: boolean, fields: Fields): string | null {
  if (!typed) {
    if (needsNumberAndPhone(rule.iso2) && !isFounding) fields['registrationNumber'] = 'required';
    return null;
  }
  const fault = checkRegistrationNumber(rule, typed);
  if (fault) fields['registrationNumber'] = fault;
  return normaliseRegistrationNumber(rule, typed);
}

/** The contact as kept: the phone as E.164. */
function contactOf(
  rule: CountryRule,
  { phone: typed, ...person }: Contact,
  { refuseFreeMail, isFounding }: { readonly refuseFreeMail: boolean; readonly isFounding: boolean },
  fields: Fields,
): Contact {
  if (refuseFreeMail && isFreeMail(domainOf(person.email))) fields['contact.email'] = 'free_mail';
  const phone = typed ? parsePhone(typed, rule.iso2) : undefined;
  if (typed ? !phone : needsNumberAndPhone(rule.iso2) && !isFounding) fields['contact.phone'] = typed ? 'phone' : 'required';
  return { ...person, ...(phone ? { phone: phone.e164 } : {}) };
}
