import { type Weekday, weekdayName, weekdays } from '../../../core/calendar.ts';
import { countryName } from '../../../core/country.ts';
import { type Formats, isLocale, type Locale, localeNames, type MessageKey, pickLocale, type Translate, type Values } from '../../../core/locale.ts';

/** What is needed to say something in a reader's language; `useHouse()` on the screen, its like on the server. */
export interface Speaker extends Pick<Formats, 'formatDate' | 'formatNumber' | 'formatList'> {
  readonly t: Translate;
  readonly locale: Locale;
}
type Fields = Readonly<Record<string, unknown>>;

/** Fields whose texts are words of ours: the beginning of their sentence's id. */
const spoken: Readonly<Record<string, readonly string[]>> = {
  role: ['roles.'],
  roles: ['roles.'],
  asked: ['roles.'],
  accepted: ['accounts.proof.'],
  choice: ['accounts.tax.'],
  taxExemption: ['accounts.tax.'],
  status: ['accounts.vetting.'],
  vetting: ['accounts.vetting.'],
  reason: ['accounts.rejected.'],
  why: ['accounts.look.choice.'],
  cause: ['accounts.suspended_for.'],
  theme: ['profile.theme.'],
  state: ['members.state.', 'accounts.state.', 'audit.state.'],
  level: ['audit.level.'],
  permission: ['permissions.'],
  exemption: ['tax.standing.'],
  refusal: ['tax.refused.'],
  partnerships: ['accounts.business.partnership.'],
  size: ['accounts.business.people.'],
  customers: ['accounts.business.count.'],
  revenue: ['accounts.business.revenue.'],
  paperKind: ['verification.paper_kind.'],
  paperReason: ['verification.paper_refused.'],
  comparedFields: ['verification.field.'],
  differing: ['verification.field.'],
  comparedWith: ['verification.source.'],
  section: ['sections.'],
  sections: ['sections.'],
  method: ['audit.method.'],
  rounding: ['audit.rounding.'],
};

/** The sentence of an entry. What was erased is said to be so; a role is named as it is everywhere. */
export function sentenceOf(
  entry: { readonly name: string; readonly details: Fields; readonly by: { readonly name: string | null; readonly kind: string } },
  speaker: Speaker,
): string {
  const { t, locale } = speaker;
  const { titles, ...details } = entry.details as Fields & { readonly titles?: Partial<Record<Locale, string>> | null };
  const values: Record<string, Values[string]> = { actor: doerOf(entry.by, t) };
  for (const [key, value] of Object.entries(details)) {
    // Words that the sentence itself chooses by stay as they are.
    if (typeof value === 'number') values[key] = value;
    else if (typeof value === 'string') values[key] = key === 'role' || key === 'roles' || key === 'asked' ? textOf(key, value, speaker) : value;
    else values[key] = value === null ? t('audit.erased') : textOf(key, value, speaker);
  }
  if (titles) values['title'] = titles[pickLocale([locale], Object.keys(titles) as Locale[])] ?? t('audit.erased');
  return t(`announcements.${entry.name}` as MessageKey, values);
}

/** Who did it: a person, the center by itself, or somebody who was not signed in. */
export function doerOf({ name, kind }: { readonly name: string | null; readonly kind: string }, t: Translate): string {
  if (kind === 'system') return t('audit.by.system');
  if (kind === 'nobody') return t('audit.by.nobody');
  return name ?? t('audit.erased');
}

export interface Change {
  /** The field in plain words; nested ones from the outside in. */
  readonly label: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** What differs between before and after, field by field. Null: there was nothing. */
export function changesOf(before: Fields | null, after: Fields | null, speaker: Speaker): Change[] {
  const was = flat(before ?? {}),
    is = flat(after ?? {});
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((path) => JSON.stringify(was.get(path) ?? null) !== JSON.stringify(is.get(path) ?? null))
    .map((path) => {
      const names = path.split('.');
      const key = names.at(-1) ?? '';
      const side = (value: unknown): string | null => (value === undefined || value === null || value === '' ? null : textOf(key, value, speaker));
      return { label: names.map((name, at) => labelOf(name, speaker.t, names[at - 1])).join(' · '), before: side(was.get(path)), after: side(is.get(path)) };
    });
}

/** Objects field by field, lists as one value. */
function flat(fields: Fields, base = ''): Map<string, unknown> {
  return new Map(
    Object.entries(fields).flatMap(([key, value]): [string, unknown][] =>
      typeof value === 'object' && value !== null && !Array.isArray(value) ? [...flat(value as Fields, `${base}${key}.`)] : [[base + key, value]],
    ),
  );
}

const said = (t: Translate, id: string): string | undefined => {
  const text = t(id as MessageKey);
  return text === id ? undefined : text;
};

/** A field's name in the reader's language; one that has no word yet stands as it is written. */
export const labelOf = (name: string, t: Translate, holder?: string): string =>
  (holder && said(t, `audit.field.${holder}_${name}`)) || (isLocale(name) ? localeNames[name] : (said(t, `audit.field.${name}`) ?? name));

const isWeekday = (text: string): text is Weekday => (weekdays as readonly string[]).includes(text);

function textOf(key: string, value: unknown, speaker: Speaker): string {
  const { t, locale } = speaker;
  if (Array.isArray(value)) return value.length ? speaker.formatList(value.map((each) => textOf(key, each, speaker))) : t('audit.nothing');
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'number') return speaker.formatNumber(value);
  if (typeof value === 'object' && value !== null)
    return speaker.formatList(Object.entries(value).map(([name, inner]) => `${labelOf(name, t)}: ${textOf(name, inner, speaker)}`));
  const text = String(value ?? '');
  for (const prefix of spoken[key] ?? []) {
    const word = said(t, prefix + text);
    if (word) return word;
  }
  if (key === 'workingDays' && isWeekday(text)) return weekdayName(text, locale);
  if ((key === 'country' || key === 'countriesServed' || key === 'countriesWanted') && /^[A-Z]{2}$/.test(text)) return countryName(text, locale);
  if ((key === 'locale' || key === 'locales' || key === 'languages') && isLocale(text)) return localeNames[text];
  if ((key === 'scope' || key === 'scopes') && text === 'company') return t('audit.scope.company');
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text)) return speaker.formatDate(text, 'moment');
  return text;
}
