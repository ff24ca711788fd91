import { sql } from 'kysely';
import { countryRule } from '../../core/countries.ts';
import {
  type Address,
  checkAddress,
  checkRegistrationNumber,
  checkVatNumber,
  normaliseAddress,
  normaliseRegistrationNumber,
  normaliseVatNumber,
} from '../../core/country.ts';
import { type Contact, fullName } from '../../core/person.ts';
import type { Locale } from '../../core/locale.ts';
import { ChangedMeanwhile, RequestInvalid } from '../../core/problems.ts';
import { fold, foldEmail } from '../../core/text.ts';
import type { Actor } from '../../server/actor.ts';
import { announce } from '../../server/announce.ts';
import { enter } from '../../server/db.ts';
import { parsePhone } from '../../server/phone.ts';
import { askMail } from '../../server/mail.ts';
import { hashToken } from '../../server/secrets.ts';
import { run, type Tx } from '../../server/tx.ts';
import {
  AccountCreated,
  ContactLinkNotUsable,
  fieldsToCheckAgain,
  LegalProfileChanged,
  LookedAt,
  type lookReasons,
  PrimaryContactChanged,
  PrimaryContactConfirmed,
  type RejectionReason,
  ShutsYouOut,
  SignInPolicyChanged,
  SupportDetailsChanged,
  TaxExemptionChosen,
  type taxExemptions,
  type VettingStatus,
} from './contract.ts';
import { getWorkingCalendar } from '../center/queries/calendar.ts';
import { confirmContactMail } from './mails.ts';
import { acceptedWith, fieldsWaiting, isShutOut, vettingDueAt } from './policy.ts';
import { type AccountRow, findAccountByContactToken, getAccount, getAccountForUpdate } from './queries.ts';

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
  /** In which the contact is written to when it is someone else. */
  readonly locale?: Locale;
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
  await tx
    .insertInto('accounts')
    .values({
      accountId,
      partnerId: sql<string>`nextval('partner_id_numbers')::text`,
      ...legal,
      address: JSON.stringify(legal.address),
      nameFolded: fold(legal.name),
      country: input.country,
      website: input.website ?? null,
      primaryContact: JSON.stringify(primaryContact),
      primaryContactConfirmedAt: input.provedEmail && foldEmail(input.provedEmail) === foldEmail(primaryContact.email) ? now : null,
      vettingStatus: 'pending',
      vettingChangedAt: now,
      vettingDueAt: vettingDueAt('pending', now, await getWorkingCalendar(tx)),
      termsAcceptedAt: now,
      termsAcceptedBy: input.termsAcceptedBy,
      createdAt: now,
    })
    .execute();
  const account = await getAccount(tx);
  await tx.insertInto('partnerIds').values({ partnerId: account.partnerId, accountId }).execute();
  if (input.domain) await tx.insertInto('accountDomains').values({ domain: input.domain, accountId, provedAt: now }).execute();
  await registerNumber(tx, account);
  if (!account.primaryContactConfirmedAt) await askContact(tx, now, account, input.locale ?? 'en');
  await announce(tx, actor, now, AccountCreated, {
    accountId,
    subjectId: accountId,
    details: { name: account.name, partnerId: account.partnerId, country: account.country },
    after: {
      name: account.name,
      country: account.country,
      address: account.address,
      registrationNumber: account.registrationNumber,
      website: account.website,
      primaryContact: account.primaryContact,
    },
  });
  return account;
}

/** Puts the company's number where the operator's verifier finds others that gave the same. */
async function registerNumber(tx: Tx, { accountId, country, registrationNumber }: AccountRow): Promise<void> {
  await tx.deleteFrom('accountRegistrations').where('accountId', '=', accountId).execute();
  if (registrationNumber) await tx.insertInto('accountRegistrations').values({ country, number: registrationNumber, accountId }).execute();
}

interface LegalData {
  readonly name: string;
  readonly address: Address;
  readonly registrationNumber?: string | null;
  readonly vatNumber?: string | null;
}

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
    name: name.trim().replace(/\s+/g, ' '),
    address: normaliseAddress(rule, address),
    registrationNumber: registrationNumber ? normaliseRegistrationNumber(rule, registrationNumber) : null,
    vatNumber: vatNumber ? normaliseVatNumber(rule, vatNumber) : null,
  };
}

/** The contact as kept: the phone as E.164. @throws RequestInvalid for a phone that cannot be */
export function checkContact(country: string, contact: Contact, path: string): Contact {
  const { phone: typed, ...person } = contact;
  const phone = typed ? parsePhone(typed, country) : undefined;
  if (typed && !phone) throw new RequestInvalid({ fields: { [`${path}.phone`]: 'phone' } });
  return { ...person, ...(phone ? { phone: phone.e164 } : {}) };
}

const askContact = (tx: Tx, now: Date, account: AccountRow, locale: Locale) =>
  askMail(tx, now, confirmContactMail, {
    to: (account.primaryContact as Contact).email,
    locale,
    accountId: account.accountId,
    ids: { accountId: account.accountId },
  });

const save = async (tx: Tx, { accountId, version }: AccountRow, set: Record<string, unknown>): Promise<AccountRow> => {
  await tx
    .updateTable('accounts')
    .set({ ...set, version: version + 1 })
    .where('accountId', '=', accountId)
    .execute();
  return getAccount(tx);
};

/** Locks the account as the asker read it. @throws ChangedMeanwhile when it is another one by now */
async function lock(tx: Tx, version: number): Promise<AccountRow> {
  const account = await getAccountForUpdate(tx);
  if (account.version !== version) throw new ChangedMeanwhile({});
  return account;
}

const checkAgain = async (tx: Tx, now: Date, before: AccountRow, changed: readonly string[]) => ({
  vettingStatus: 'pending',
  vettingReason: null,
  vettingNote: null,
  vettingChangedAt: now,
  vettingDueAt: vettingDueAt('pending', now, await getWorkingCalendar(tx)),
  vettingFields: fieldsWaiting(before, changed),
});

/** Changes the legal data. What differs is checked again by the operator; so is everything after a rejection. @throws RequestInvalid, ChangedMeanwhile */
export async function updateLegalProfile(
  tx: Tx,
  actor: Actor,
  now: Date,
  version: number,
  input: LegalData & { readonly website: string | null },
): Promise<AccountRow> {
  const before = await lock(tx, version);
  const legal = checkLegalData(before.country, input);
  const rule = countryRule(before.country),
    address = before.address as Address;
  const fields = fieldsToCheckAgain({ ...before, address: rule ? normaliseAddress(rule, address) : address }, legal);
  const checkedAgain = fields.length > 0 || before.vettingStatus === 'rejected';
  const after = await save(tx, before, {
    ...legal,
    address: JSON.stringify(legal.address),
    nameFolded: fold(legal.name),
    website: input.website,
    ...(checkedAgain ? await checkAgain(tx, now, before, fields) : {}),
  });
  await registerNumber(tx, after);
  const shown = (row: AccountRow) => ({
    name: row.name,
    address: row.address,
    registrationNumber: row.registrationNumber,
    vatNumber: row.vatNumber,
    website: row.website,
  });
  await announce(tx, actor, now, LegalProfileChanged, { details: { fields, checkedAgain }, before: shown(before), after: shown(after) });
  return after;
}

/** Changes the company's own VAT number alone, for who may change no more; checked again like all legal data. The number is right by its form. */
export async function setVatNumber(tx: Tx, actor: Actor, now: Date, vatNumber: string | null): Promise<AccountRow> {
  const before = await getAccountForUpdate(tx);
  if (before.vatNumber === vatNumber) return before;
  const fields = ['vatNumber' as const];
  const after = await save(tx, before, { vatNumber, ...(await checkAgain(tx, now, before, fields)) });
  await announce(tx, actor, now, LegalProfileChanged, {
    details: { fields, checkedAgain: true },
    before: { vatNumber: before.vatNumber },
    after: { vatNumber },
  });
  return after;
}

/** Names the primary contact; someone else than the actor is asked by mail to confirm. @throws RequestInvalid, ChangedMeanwhile */
export async function updatePrimaryContact(
  tx: Tx,
  actor: Actor & { readonly email: string; readonly locale: Locale },
  now: Date,
  version: number,
  typed: Contact,
): Promise<AccountRow> {
  const before = await lock(tx, version);
  const contact = checkContact(before.country, typed, 'contact');
  const [was, is, own] = [(before.primaryContact as Contact).email, contact.email, actor.email].map(foldEmail);
  const confirmedAt = is === was ? before.primaryContactConfirmedAt : is === own ? now : null;
  const after = await save(tx, before, {
    primaryContact: JSON.stringify(contact),
    primaryContactConfirmedAt: confirmedAt ?? (is === own ? now : null),
    primaryContactTokenHash: is === was ? before.primaryContactTokenHash : null,
    ...(before.vettingStatus === 'rejected' ? await checkAgain(tx, now, before, []) : {}),
  });
  if (is !== was && !after.primaryContactConfirmedAt) await askContact(tx, now, after, actor.locale);
  await announce(tx, actor, now, PrimaryContactChanged, {
    details: { name: fullName(contact) },
    before: { primaryContact: before.primaryContact },
    after: { primaryContact: contact },
  });
  return after;
}

/** Asks the contact once more; nothing happens when they have confirmed. */
export async function askContactAgain(tx: Tx, now: Date, locale: Locale): Promise<void> {
  const account = await getAccountForUpdate(tx);
  if (!account.primaryContactConfirmedAt) await askContact(tx, now, account, locale);
}

/** Takes the mailed link back, once; enters the account on `tx`. @throws ContactLinkNotUsable */
export async function confirmContact(tx: Tx, actor: Actor, now: Date, token: string): Promise<AccountRow> {
  const accountId = await findAccountByContactToken(tx, hashToken(token));
  if (!accountId) throw new ContactLinkNotUsable({});
  await enter(tx, { accountId });
  const before = await getAccountForUpdate(tx);
  if (before.primaryContactTokenHash !== hashToken(token)) throw new ContactLinkNotUsable({});
  if (before.primaryContactConfirmedAt) return before;
  const after = await save(tx, before, { primaryContactConfirmedAt: now });
  await announce(tx, actor, now, PrimaryContactConfirmed, { accountId, details: { name: fullName(after.primaryContact as Contact) } });
  return after;
}

/** Says where customers find help. @throws RequestInvalid, ChangedMeanwhile */
export async function updateSupportDetails(
  tx: Tx,
  actor: Actor,
  now: Date,
  version: number,
  { email, phone: typed, website }: { readonly email: string; readonly phone: string | null; readonly website: string | null },
): Promise<AccountRow> {
  const before = await lock(tx, version);
  const phone = typed ? parsePhone(typed, before.country) : undefined;
  if (typed && !phone) throw new RequestInvalid({ fields: { phone: 'phone' } });
  const after = await save(tx, before, { supportEmail: email, supportPhone: phone?.e164 ?? null, supportWebsite: website });
  const shown = (row: AccountRow) => ({ email: row.supportEmail, phone: row.supportPhone, website: row.supportWebsite });
  await announce(tx, actor, now, SupportDetailsChanged, { details: {}, before: shown(before), after: shown(after) });
  return after;
}

/** @throws ChangedMeanwhile */
export async function setTaxExemption(tx: Tx, actor: Actor, now: Date, version: number, choice: (typeof taxExemptions)[number]): Promise<AccountRow> {
  const before = await lock(tx, version);
  const after = await save(tx, before, { taxExemption: choice });
  await announce(tx, actor, now, TaxExemptionChosen, { details: { choice }, before: { taxExemption: before.taxExemption }, after: { taxExemption: choice } });
  return after;
}

/** Chooses the ways of signing in; every member's rights are evaluated anew from this commit on. @throws ShutsYouOut, ChangedMeanwhile */
export async function setAcceptedProofs(
  tx: Tx,
  actor: Actor & { readonly proofs: readonly string[] },
  now: Date,
  version: number,
  chosen: readonly string[],
): Promise<AccountRow> {
  const before = await lock(tx, version);
  const accepted = acceptedWith(chosen, before.acceptedProofs);
  if (isShutOut(accepted, actor.proofs)) throw new ShutsYouOut({ own: [...actor.proofs] });
  const after = await save(tx, before, { acceptedProofs: accepted });
  // The one write to another feature's table: rights must change with this commit, and `members` comes after `accounts`.
  await run(tx, 'select renew_rights_of_members()');
  await announce(tx, actor, now, SignInPolicyChanged, { details: { accepted }, before: { accepted: before.acceptedProofs }, after: { accepted } });
  return after;
}

/** Tells the account that the operator looked into it, before anything of it is shown. `tx` must be in the account. */
export async function noteLook(tx: Tx, actor: Actor, now: Date, accountId: string, why: (typeof lookReasons)[number], note: string | null): Promise<void> {
  await announce(tx, actor, now, LookedAt, { accountId, subjectId: accountId, details: { why, note } });
}

export interface NewVetting {
  readonly status: VettingStatus;
  readonly reason?: RejectionReason | null;
  readonly note?: string | null;
  /** Since when it stands so; absent: from now on. What is only noted does not restart the operator's clock. */
  readonly since?: Date;
}
/**
 * Writes where the verification stands, from now on. What may follow what, and what is said of it, is for the verification
 * feature; it has locked the account. `tx` must be in the account.
 */
export const setVetting = async (tx: Tx, now: Date, before: AccountRow, { status, reason = null, note = null, since }: NewVetting): Promise<AccountRow> =>
  save(tx, before, {
    vettingStatus: status,
    vettingReason: reason,
    vettingNote: note,
    vettingChangedAt: since ?? now,
    // What only goes on keeps what was promised.
    vettingDueAt: since ? before.vettingDueAt : vettingDueAt(status, now, await getWorkingCalendar(tx)),
    ...(status === 'authorized' ? { vettingFields: null } : {}),
  });

/** Locks the account as the asker read it. @throws ChangedMeanwhile when it is another one by now */
export const lockAccount = lock;
