import type { z } from 'zod';
import { isSame, mergeFields } from '../../../core/merging.ts';
import type { FieldErrors, FormValues } from '../../../web/ui/formState.ts';
import type { Profile } from '../contract/profiles.ts';
import type { ProfileFields } from '../contract/fields.ts';

const lines = (value: unknown): string[] =>
  String(value ?? '')
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
const many = (value: unknown): string[] => (Array.isArray(value) ? (value as string[]) : []);

/** The values of a form that says what a draft says. */
export const valuesOf = ({ content }: Profile): FormValues => ({
  description: content.description,
  website: content.website ?? '',
  companyPage: content.companyPage ?? '',
  industries: content.industries,
  services: content.services,
  products: content.products.join('\n'),
  skills: content.skills.join('\n'),
  languages: content.languages,
  locations: content.locations,
});

/** What a form's values say. */
export const saidIn = (values: FormValues): z.input<typeof ProfileFields> => ({
  description: String(values['description'] ?? ''),
  website: String(values['website'] ?? ''),
  companyPage: String(values['companyPage'] ?? ''),
  industries: many(values['industries']) as ProfileFields['industries'],
  services: many(values['services']) as ProfileFields['services'],
  products: lines(values['products']),
  skills: lines(values['skills']),
  languages: many(values['languages']),
  locations: many(values['locations']),
});

/** Lists that are written as lines. */
const written = ['products', 'skills'] as const;
const asLists = (values: FormValues): FormValues => ({ ...values, ...Object.fromEntries(written.map((field) => [field, lines(values[field])])) });

/** What someone typed, laid over what it is by now: of every list, what either added is in, and what either took out is not. */
export function merge(was: FormValues, typed: FormValues, is: FormValues): FormValues {
  const merged = mergeFields(asLists(was), asLists(typed), asLists(is));
  return { ...merged, ...Object.fromEntries(written.map((field) => [field, many(merged[field]).join('\n')])) };
}

export const isChanged = (was: FormValues, typed: FormValues): boolean => Object.keys(was).some((field) => !isSame(typed[field], was[field]));

/** What is wrong with one of several stands at the field that has them all. */
export const asFormErrors = (errors: FieldErrors | void): FieldErrors | void =>
  errors && Object.fromEntries(Object.entries(errors).map(([field, says]) => [field.split('.')[0] ?? field, says]));
