import type { z } from 'zod';
import type { CountryRule } from '../../../core/country.ts';
import type { Locale } from '../../../core/locale.ts';
import type { FieldErrors, FormValues } from '../../../web/ui/formState.ts';
import { addressOf } from '../../accounts/screens/AddressFields.tsx';
import type { customers } from '../contract.ts';

export type CustomerShown = z.output<typeof customers.getCustomer.output>;
export type SaidOfCustomer = Omit<z.input<typeof customers.updateCustomer.input>, 'customerId' | 'version'>;

const textOf = (values: FormValues, name: string): string => ((values[name] as string | undefined) ?? '').trim();

/** What a form's values say of a customer. */
export function saidIn(rule: CountryRule, values: FormValues): SaidOfCustomer {
  const text = (name: string) => textOf(values, name);
  const phone = text('contact.phone');
  return {
    name: text('name'),
    address: addressOf(rule, values),
    registrationNumber: text('registrationNumber') || null,
    locale: text('locale') as Locale,
    contact: {
      givenName: text('contact.givenName'),
      familyName: text('contact.familyName'),
      middleName: text('contact.middleName') || null,
      email: text('contact.email'),
      ...(phone ? { phone } : {}),
    },
    addressConfirmed: values['addressConfirmed'] === true,
  };
}

/** The values of a form that says what is known of a customer; nothing for whoever may not see what is billed. */
export function valuesOf({ name, country, billing }: CustomerShown): FormValues {
  if (!billing) return { name, country };
  const { address, contact, phoneShown, registrationNumber, locale } = billing;
  return {
    name,
    country,
    locale,
    registrationNumber: registrationNumber ?? '',
    ...Object.fromEntries(Object.entries(address).map(([field, value]) => [`address.${field}`, value])),
    'contact.givenName': contact.givenName,
    'contact.familyName': contact.familyName,
    'contact.middleName': contact.middleName ?? '',
    'contact.email': contact.email,
    'contact.phone': phoneShown ?? '',
  };
}

/** The server's names of fields, as the form has them. */
export const asFormErrors = (errors: FieldErrors | void): FieldErrors | void =>
  errors && Object.fromEntries(Object.entries(errors).map(([field, says]) => [field === 'address.country' ? 'country' : field, says]));

/** Half of an address with half of another is no address; so with a person. */
export const partOf = (field: string): string => (field.startsWith('address') ? 'address' : field.startsWith('contact.') ? 'contact' : field);

/** What someone typed over what it was, laid over what it is by now: parts that they left alone are the newest. */
export function merge(was: FormValues, typed: FormValues, is: FormValues): FormValues {
  const fields = [...new Set([...Object.keys(was), ...Object.keys(typed), ...Object.keys(is)])];
  const own = new Set(fields.filter((field) => (typed[field] ?? '') !== (was[field] ?? '')).map(partOf));
  return Object.fromEntries(fields.map((field) => [field, (own.has(partOf(field)) ? typed : is)[field]]));
}
