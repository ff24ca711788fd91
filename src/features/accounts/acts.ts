import { sql } from 'kysely';
import { countryRule } from '../../core/countries.ts';
import { type Address, checkAddress, checkRegistrationNumber, checkVatNumber, normaliseAddress, normaliseRegistrationNumber, normaliseVatNumber } from '../../core/country.ts';
import { type Contact, fullName } from '../../core/person.ts';
import { RequestInvalid } from '../../core/problems.ts';
import { fold, foldEmail } from '../../core/text.ts';
import type { Actor } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { enter } from '../../server/db.ts';
import { parsePhone } from '../../server/phone.ts';
import type { Tx } from '../../server/tx.ts';
import { AccountCreated } from './contract.ts';
import { type AccountRow, getAccount } from './queries.ts';

export interface NewAccount {
  readonly name: string;
  readonly country: string;
  readonly address: Address;
  readonly registrationNumber?: string | null;
  readonly vatNumber?: string | null;
  readonly website?: string | null;
  readonly primaryContact: Contact;
  readonly termsAcceptedBy: string;
  /** The mail domain that the signer has proved to own a mailbox at; left out when anyone can have an address there. */
  readonly domain?: string;
  /** The address that the signer has proved; the primary contact is confirmed when it is theirs. */
  readonly provedEmail?: string;
}

/**
 * Opens a company's account and enters it on `tx`: what follows in the transaction happens inside it. Verification has started.
 * @throws RequestInvalid when its country's post office or register could not take the data
 */
export async function addAccount(tx: Tx, actor: Actor, now: Date, input: NewAccount): Promise<AccountRow> {
  const legal = checkLegalData(input.country, input);
  const primaryContact = checkContact(input.country, input.primaryContact, 'primaryContact');
  const accountId = crypto.randomUUID();
  await enter(tx, { accountId });
  await tx.insertInto('accounts').values({
    accountId, partnerId: sql<string>`nextval('partner_id_numbers')::text`, ...legal, address: JSON.stringify(legal.address), nameFolded: fold(legal.name), country: input.country,
    website: input.website ?? null, primaryContact: JSON.stringify(primaryContact),
    primaryContactConfirmedAt: input.provedEmail && foldEmail(input.provedEmail) === foldEmail(primaryContact.email) ? now : null,
    vettingStatus: 'pending', vettingChangedAt: now, termsAcceptedAt: now, termsAcceptedBy: input.termsAcceptedBy, createdAt: now,
  }).execute();
  const account = await getAccount(tx);
  await tx.insertInto('partnerIds').values({ partnerId: account.partnerId, accountId }).execute();
  if (input.domain) await tx.insertInto('accountDomains').values({ domain: input.domain, accountId, provedAt: now }).execute();
  await registerNumber(tx, account);
  await announce(tx, actor, now, AccountCreated, { accountId, subjectId: accountId, details: { name: account.name, partnerId: account.partnerId, country: account.country } });
  return account;
}

/** Puts the company's number where the operator's verifier finds others that gave the same. */
async function registerNumber(tx: Tx, { accountId, country, registrationNumber }: AccountRow): Promise<void> {
  await tx.deleteFrom('accountRegistrations').where('accountId', '=', accountId).execute();
  if (registrationNumber) await tx.insertInto('accountRegistrations').values({ country, number: registrationNumber, accountId }).execute();
}

interface LegalData { readonly name: string; readonly address: Address; readonly registrationNumber?: string | null; readonly vatNumber?: string | null }

/** The legal data as it is kept. @throws RequestInvalid field by field, by the rules of the country */
function checkLegalData(country: string, { name, address, registrationNumber, vatNumber }: LegalData) {
  const rule = countryRule(country);
  if (!rule) throw new RequestInvalid({ fields: { country: 'invalid_value' } });
  const fields: Record<string, string> = {};
  if (address.country !== country) fields['address.country'] = 'country_fixed';
  for (const { field, code } of checkAddress(rule, address)) fields[`address.${field}`] ??= code === 'too_long' ? 'too_big' : code;
  const numberFault = registrationNumber ? checkRegistrationNumber(rule, registrationNumber) : undefined;
  const vatFault = vatNumber ? checkVatNumber(rule, vatNumber) : undefined;
  if (numberFault) fields['registrationNumber'] = numberFault;
  if (vatFault) fields['vatNumber'] = vatFault;
  if (Object.keys(fields).length) throw new RequestInvalid({ fields });
  return {
    name: name.trim().replace(/\s+/g, ' '), address: normaliseAddress(rule, address),
    registrationNumber: registrationNumber ? normaliseRegistrationNumber(rule, registrationNumber) : null,
    vatNumber: vatNumber ? normaliseVatNumber(rule, vatNumber) : null,
  };
}

/** The contact as kept: the phone as E.164. @throws RequestInvalid for a phone that cannot be */
function checkContact(country: string, contact: Contact, path: string): Contact {
  const { phone: typed, ...person } = contact;
  const phone = typed ? parsePhone(typed, country) : undefined;
  if (typed && !phone) throw new RequestInvalid({ fields: { [`${path}.phone`]: 'phone' } });
  return { ...person, ...(phone ? { phone: phone.e164 } : {}) };
}
export const contactName = (contact: unknown): string => fullName(contact as Contact);
