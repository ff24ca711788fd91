import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { Address } from '../../../core/country.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { PersonName } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';

/** What the tax offices' service said of a number. Absent: it was not asked, or did not answer yet. */
export const onlineAnswers = ['right', 'wrong'] as const;
export const TaxId = z.object({
  country: z.string(),
  number: z.string(),
  /** The company's own, of its legal profile: a change is checked again by the operator. */
  isLegal: z.boolean(),
  online: z.object({ answer: z.enum(onlineAnswers), at: z.date() }).nullable(),
});
export const BillingContact = PersonName.extend({ phone: z.string().trim().max(40).optional() });

const editors = z.array(z.string());
export const BillingProfile = z.object({
  /** The legal name: changed with the legal profile only. */
  name: z.string(),
  country: z.string(),
  legalAddress: Address,
  /** Null: the legal address. */
  address: Address.nullable(),
  contact: BillingContact.nullable(),
  phoneShown: z.string().nullable(),
  purchaseOrder: z.string().nullable(),
  taxIds: z.array(TaxId),
  /** `code` is what the country asks for; it can change with the country until it is fixed. */
  currency: z.object({ code: z.string(), fixedAt: z.date().nullable(), fixedBy: z.string().nullable() }),
  version: z.number().int(),
  editors: z.object({ details: editors, address: editors, taxIds: editors }),
  can: z.object({ details: z.boolean(), address: z.boolean(), taxIds: z.boolean() }),
});
export type BillingProfile = z.output<typeof BillingProfile>;

/** It has been fixed, and stays. */
export const CurrencyFixed = defineProblem('tax.currency_fixed', 409, z.object({ currency: z.string() }));

export const BillingDetailsChanged = announcement('tax.billing_details_changed', z.object({}));
export const BillingAddressChanged = announcement('tax.billing_address_changed', z.object({}));
export const TaxIdChanged = announcement('tax.tax_id_changed', z.object({ country: z.string(), number: z.string() }));
export const TaxIdRemoved = announcement('tax.tax_id_removed', z.object({ country: z.string(), number: z.string() }));
export const TaxIdChecked = announcement(
  'tax.tax_id_checked',
  z.object({ country: z.string(), number: z.string(), online: z.enum(onlineAnswers), reference: z.string().nullable() }),
);
export const CurrencyWasFixed = announcement('tax.currency_fixed', z.object({ currency: z.string() }));

const version = z.number().int();
const country = z.string().regex(/^[A-Z]{2}$/);
const permission = 'billing_profile';
export const billingEndpoints = {
  getBillingProfile: endpoint({
    within: 'account',
    method: 'GET',
    path: '/billing-profile',
    permission,
    versioned: true,
    summary: 'To whom and where invoices go, tax numbers and currency; who may change what',
    input: z.object({}),
    output: BillingProfile,
  }),
  updateBillingDetails: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/billing-profile/details',
    permission,
    versioned: true,
    summary: 'Change the billing contact and the purchase-order number that invoices bear',
    input: z.object({ contact: BillingContact.nullable(), purchaseOrder: z.string().trim().max(50).nullable(), version }),
    output: BillingProfile,
    problems: [ChangedMeanwhile],
  }),
  updateBillingAddress: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/billing-profile/address',
    permission: 'billing_profile.address',
    versioned: true,
    summary: 'Change where invoices go; null is the legal address',
    input: z.object({ address: Address.nullable(), version }),
    output: BillingProfile,
    problems: [ChangedMeanwhile],
  }),
  setTaxId: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/billing-profile/tax-ids/:country',
    permission: 'billing_profile.vat',
    versioned: true,
    summary: 'Give, change or (with null) take out the VAT or tax number of a country; checked by its form and check digit',
    input: z.object({ country, number: z.string().trim().max(40).nullable(), version }),
    output: BillingProfile,
    problems: [ChangedMeanwhile],
  }),
  fixCurrency: endpoint({
    within: 'account',
    method: 'POST',
    path: '/billing-profile/currency',
    permission,
    stepUp: 10,
    versioned: true,
    summary: 'Fix the billing currency that the country asks for; it can never be changed again',
    input: z.object({ currency: z.string().regex(/^[A-Z]{3}$/), version }),
    output: BillingProfile,
    problems: [CurrencyFixed, ChangedMeanwhile],
  }),
};
