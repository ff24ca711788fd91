import { countryRule } from '../../../core/countries.ts';
import { type Address, checkAddress, normaliseAddress } from '../../../core/country.ts';
import type { PersonName } from '../../../core/person.ts';
import { ChangedMeanwhile, RequestInvalid } from '../../../core/problems.ts';
import { checkTaxId, normaliseTaxId } from '../../../core/vatNumbers.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { parsePhone } from '../../../server/phone.ts';
import type { Tx } from '../../../server/tx.ts';
import { setVatNumber } from '../../accounts/acts.ts';
import { getAccountForUpdate } from '../../accounts/queries.ts';
import {
  BillingAddressChanged,
  BillingDetailsChanged,
  CurrencyFixed,
  CurrencyWasFixed,
  TaxIdChanged,
  TaxIdChecked,
  TaxIdRemoved,
} from '../contract/billing.ts';
import { currencyOf } from '../policy/billing.ts';
import { type BillingRow, findTaxId, getBilling } from '../queries/billing.ts';

type Named = Actor & { readonly name: string };

/** Locks the company, and with it the profile, as the asker read it. @throws ChangedMeanwhile */
async function lock(tx: Tx, version: number): Promise<BillingRow> {
  await getAccountForUpdate(tx);
  const before = await getBilling(tx);
  if (before.version !== version) throw new ChangedMeanwhile({});
  return before;
}
async function save(tx: Tx, before: BillingRow, set: object): Promise<void> {
  const values = { ...set, version: before.version + 1 };
  await tx
    .insertInto('billingProfiles')
    .values(values)
    .onConflict((oc) => oc.column('accountId').doUpdateSet(values))
    .execute();
}

/** Changes whom invoices are addressed to, and the purchase order that they bear. @throws ChangedMeanwhile, RequestInvalid */
export async function updateBillingDetails(
  tx: Tx,
  actor: Actor,
  now: Date,
  version: number,
  { contact, purchaseOrder }: { readonly contact: (PersonName & { readonly phone?: string | undefined }) | null; readonly purchaseOrder: string | null },
): Promise<void> {
  const before = await lock(tx, version);
  const phone = contact?.phone ? parsePhone(contact.phone, before.country) : undefined;
  if (contact?.phone && !phone) throw new RequestInvalid({ fields: { 'contact.phone': 'phone' } });
  const kept = contact && { givenName: contact.givenName, familyName: contact.familyName, ...(phone ? { phone: phone.e164 } : {}) };
  const after = { contact: kept, purchaseOrder: purchaseOrder || null };
  await save(tx, before, { contact: kept && JSON.stringify(kept), purchaseOrder: after.purchaseOrder });
  await announce(tx, actor, now, BillingDetailsChanged, { details: {}, before: { contact: before.contact, purchaseOrder: before.purchaseOrder }, after });
}

/** Changes where invoices go; null is the legal address. @throws ChangedMeanwhile, RequestInvalid */
export async function updateBillingAddress(tx: Tx, actor: Actor, now: Date, version: number, typed: Address | null): Promise<void> {
  const before = await lock(tx, version);
  const rule = typed && countryRule(typed.country);
  if (typed && !rule) throw new RequestInvalid({ fields: { 'address.country': 'unknown_country' } });
  const faults = typed && rule ? checkAddress(rule, typed) : [];
  if (faults.length)
    throw new RequestInvalid({ fields: Object.fromEntries(faults.map(({ field, code }) => [`address.${field}`, code === 'too_long' ? 'too_big' : code])) });
  const address = typed && rule ? normaliseAddress(rule, typed) : null;
  await save(tx, before, { address: address && JSON.stringify(address) });
  await announce(tx, actor, now, BillingAddressChanged, { details: {}, before: { address: before.address }, after: { address } });
}

/** Gives, changes or takes out the tax number of a country. That of the company's own goes to its legal profile, too. @throws ChangedMeanwhile, RequestInvalid */
export async function setTaxId(tx: Tx, actor: Named, now: Date, version: number, country: string, typed: string | null): Promise<void> {
  const before = await lock(tx, version);
  const rule = countryRule(country);
  if (!rule) throw new RequestInvalid({ fields: { country: 'unknown_country' } });
  const fault = typed ? checkTaxId(rule, typed) : undefined;
  if (fault) throw new RequestInvalid({ fields: { number: fault } });
  const number = typed ? normaliseTaxId(rule, typed) : null;
  const was = country === before.country ? before.vatNumber : (before.taxIds.find((each) => each.country === country)?.number ?? null);
  if (number === was) return;
  if (country === before.country) await setVatNumber(tx, actor, now, number);
  if (number) {
    const values = { number, changedAt: now, changedByName: actor.name, online: null, onlineAt: null, onlineReference: null };
    await tx
      .insertInto('taxIds')
      .values({ country, ...values })
      .onConflict((oc) => oc.columns(['accountId', 'country']).doUpdateSet(values))
      .execute();
  } else await tx.deleteFrom('taxIds').where('accountId', '=', before.accountId).where('country', '=', country).execute();
  await save(tx, before, {});
  const told = { subjectId: country, before: { taxId: was }, after: { taxId: number } };
  if (number) await announce(tx, actor, now, TaxIdChanged, { ...told, details: { country, number } });
  else await announce(tx, actor, now, TaxIdRemoved, { ...told, details: { country, number: was ?? '' } });
}

/** Fixes the currency for good. @throws CurrencyFixed, ChangedMeanwhile, RequestInvalid when it is not the one that the country asks for */
export async function fixCurrency(tx: Tx, actor: Named, now: Date, version: number, currency: string): Promise<void> {
  const before = await lock(tx, version);
  if (before.currency) throw new CurrencyFixed({ currency: before.currency });
  if (currency !== currencyOf(before.country)) throw new RequestInvalid({ fields: { currency: 'invalid_value' } });
  await save(tx, before, { currency, currencyFixedAt: now, currencyFixedByName: actor.name });
  await announce(tx, actor, now, CurrencyWasFixed, { details: { currency }, after: { currency } });
}

/** Keeps what the tax offices' service said of a number, if it is still the one. */
export async function noteOnlineAnswer(
  tx: Tx,
  actor: Actor,
  now: Date,
  {
    country,
    number,
    answer,
    reference,
  }: { readonly country: string; readonly number: string; readonly answer: 'right' | 'wrong'; readonly reference: string | null },
): Promise<void> {
  const row = await findTaxId(tx, country);
  if (row?.number !== number) return;
  const { numUpdatedRows } = await tx
    .updateTable('taxIds')
    .set({ online: answer, onlineAt: now, onlineReference: reference })
    .where('accountId', '=', row.accountId)
    .where('country', '=', country)
    .where('number', '=', number)
    .executeTakeFirstOrThrow();
  if (numUpdatedRows) await announce(tx, actor, now, TaxIdChecked, { subjectId: country, details: { country, number, online: answer, reference } });
}
