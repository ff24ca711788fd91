import { mergeFields } from '../../../../core/merging.ts';
import type { z } from 'zod';
import type { CountryRule } from '../../../../core/country.ts';
import type { FieldErrors, FormValues } from '../../../../web/ui/formState.ts';
import type { accounts } from '../../contract.ts';
import { addressOf } from '../AddressFields.tsx';

export type LocationShown = z.output<typeof accounts.getLocation.output>;
export type SaidOfLocation = z.input<typeof accounts.addLocation.input>;
/** Whose address it has, as the form asks. */
export const addressChoices = ['own', 'company', 'sibling'] as const;
export type AddressChoice = (typeof addressChoices)[number];

const textOf = (values: FormValues, name: string): string => ((values[name] as string | undefined) ?? '').trim();

/** What a form's values say of a location. */
export function saidIn(rule: CountryRule, values: FormValues): SaidOfLocation {
  const text = (name: string) => textOf(values, name);
  const choice = values['addressOf'] as AddressChoice;
  const phone = text('contact.phone');
  return {
    name: text('name'),
    address: choice === 'own' ? addressOf(rule, values) : null,
    sharesWith: choice === 'own' ? null : choice === 'company' ? 'company' : text('sibling'),
    registrationNumber: text('registrationNumber'),
    contact: {
      givenName: text('contact.givenName'),
      familyName: text('contact.familyName'),
      email: text('contact.email'),
      ...(phone ? { phone } : {}),
    },
  };
}

/** The values of a form that says what is known of a location. */
export const valuesOf = ({ name, country, address, sharesWith, contact, phoneShown, registrationNumber }: LocationShown): FormValues => ({
  name,
  country,
  addressOf: sharesWith === null ? 'own' : sharesWith === 'company' ? 'company' : 'sibling',
  sibling: sharesWith && sharesWith !== 'company' ? sharesWith : '',
  registrationNumber: registrationNumber ?? '',
  ...Object.fromEntries(Object.entries(sharesWith ? {} : address).map(([field, value]) => [`address.${field}`, value])),
  'contact.givenName': contact.givenName,
  'contact.familyName': contact.familyName,
  'contact.email': contact.email,
  'contact.phone': phoneShown ?? '',
});

/** The server's names of fields, as the form has them. */
export const asFormErrors = (errors: FieldErrors | void, values: FormValues): FieldErrors | void =>
  errors &&
  Object.fromEntries(
    Object.entries(errors).map(([field, says]) => {
      if (field === 'sharesWith') return [values['addressOf'] === 'sibling' ? 'sibling' : 'addressOf', says];
      return [field === 'address.country' ? 'country' : field, says];
    }),
  );

/** Half of an address with half of another is no address; so with a person. */
export const partOf = (field: string): string => (/^(address|sibling)/.test(field) ? 'address' : field.startsWith('contact.') ? 'contact' : field);

/** What someone typed, laid over what it is by now. */
export const merge = (was: FormValues, typed: FormValues, is: FormValues): FormValues => mergeFields(was, typed, is, partOf);
