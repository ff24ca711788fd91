import { locales } from '../../../../core/locale.ts';
import type { FormValues } from '../../../../web/ui/formState.ts';
import type { ContactFields, Hours, SupportContact } from '../../contract/directory.ts';

/** The contact as fields of a form; its hours are kept beside it, for their number changes. */
export const initialOf = (contact: SupportContact | undefined, timeZone: string): FormValues => ({
  country: contact?.country ?? '',
  product: contact?.product ?? '*',
  purpose: contact?.purpose ?? '*',
  kind: contact?.kind ?? 'phone',
  value: contact?.shown ?? '',
  tollFree: contact?.tollFree ?? false,
  languages: contact?.languages.join(' ') ?? '',
  timeZone: contact?.timeZone ?? timeZone,
  checkedOn: contact?.checkedOn ?? '',
  ...Object.fromEntries(
    locales.flatMap((locale) => [
      [`label.${locale}`, contact?.label[locale] ?? ''],
      [`costNote.${locale}`, contact?.costNote[locale] ?? ''],
    ]),
  ),
});

/** What the fields say, as the directory keeps it. */
export function contactFrom(values: FormValues, hours: readonly Hours[]): ContactFields {
  const said = (name: string) => String(values[name] ?? '').trim();
  const words = (start: string) => Object.fromEntries(locales.flatMap((locale) => (said(`${start}.${locale}`) ? [[locale, said(`${start}.${locale}`)]] : [])));
  return {
    country: said('country'),
    product: said('product'),
    purpose: said('purpose') as ContactFields['purpose'],
    kind: said('kind') as ContactFields['kind'],
    value: said('value'),
    label: words('label'),
    costNote: words('costNote'),
    tollFree: values['tollFree'] === true,
    languages: said('languages')
      .split(/[\s,;]+/)
      .filter(Boolean),
    timeZone: said('timeZone'),
    hours: [...hours],
    checkedOn: said('checkedOn') || null,
  };
}
