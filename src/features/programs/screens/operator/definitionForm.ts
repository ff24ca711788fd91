import { locales } from '../../../../core/locale.ts';
import type { FormValues } from '../../../../web/ui/formState.ts';
import type { CatalogProgram, Definition, Requirement } from '../../contract.ts';
import { sections } from '../../../../core/roles.ts';

const parts = ['name', 'nav', 'brings', 'asks'] as const;

/** The program as fields of a form, named by their place in it. */
export const initialOf = (item: CatalogProgram): FormValues => ({
  ...Object.fromEntries(locales.flatMap((locale) => parts.map((part) => [`texts.${locale}.${part}`, item.texts[locale][part]]))),
  ...Object.fromEntries(item.sections.map((section) => [`sections.${section}`, true])),
  ...Object.fromEntries(item.replaces.map((program) => [`replaces.${program}`, true])),
  group: item.group,
  agreement: item.agreement ?? '',
  review: item.review,
  reviewDays: String(item.reviewDays),
  leavingIsFinal: item.leavingIsFinal,
  'contact.email': item.contact.email ?? '',
  'contact.phone': item.contact.phone ?? '',
});

/** What the fields say, as the catalog keeps it. */
export function definitionFrom(values: FormValues, requirements: Requirement[]): Definition {
  const said = (name: string) => String(values[name] ?? '').trim();
  const ticked = (prefix: string) =>
    Object.entries(values)
      .filter(([name, value]) => name.startsWith(`${prefix}.`) && value === true)
      .map(([name]) => name.slice(prefix.length + 1));
  return {
    group: values['group'] as Definition['group'],
    sections: sections.filter((section) => ticked('sections').includes(section)),
    texts: Object.fromEntries(
      locales.map((locale) => [locale, Object.fromEntries(parts.map((part) => [part, said(`texts.${locale}.${part}`)]))]),
    ) as Definition['texts'],
    requirements,
    agreement: said('agreement') || null,
    review: values['review'] as Definition['review'],
    reviewDays: Number(said('reviewDays')),
    replaces: ticked('replaces'),
    leavingIsFinal: values['leavingIsFinal'] === true,
    contact: { email: said('contact.email') || null, phone: said('contact.phone') || null },
  };
}
