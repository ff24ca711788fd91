import { isLocale, type Locale, pickLocale } from '../../../core/locale.ts';
import { Email } from '../../../core/person.ts';
import { domainOf } from '../../../core/text.ts';
import { isObject, type Fault, type Json, valueIn } from './scimPatch.ts';

/** What is kept of a user resource. */
export interface WantedUser {
  readonly userName: string;
  readonly externalId: string | null;
  readonly givenName: string;
  readonly familyName: string;
  readonly displayName: string | null;
  readonly email: string;
  readonly locale: Locale | null;
  readonly active: boolean;
}

const textIn = (object: Json, name: string, most: number): string | null | undefined => {
  const value = valueIn(object, name);
  if (value === undefined || value === null) return null;
  if (typeof value !== 'string' || value.length > most) return undefined;
  return value.trim() || null;
};

/** Entra ID writes booleans as words unless it is asked not to. */
export function booleanOf(value: unknown): boolean | undefined {
  if (typeof value === 'boolean') return value;
  return typeof value === 'string' && /^(true|false)$/i.test(value) ? value.toLowerCase() === 'true' : undefined;
}

/** The primary address, or the first one; the user name where it is one. */
function emailOf(resource: Json, userName: string): string | undefined {
  const emails = valueIn(resource, 'emails');
  const entries = (Array.isArray(emails) ? (emails as unknown[]) : []).filter(isObject);
  const rank = (entry: Json) => (booleanOf(valueIn(entry, 'primary')) ? 0 : valueIn(entry, 'type') === 'work' ? 1 : 2);
  const [first] = entries.toSorted((a, b) => rank(a) - rank(b));
  const named = first && valueIn(first, 'value');
  return Email.safeParse(typeof named === 'string' && named.trim() ? named : userName).data;
}

/** Reads a user as a client writes it; what is not kept is left aside. What is not said of someone who is here stays as it is. */
export function userOf(resource: Json, here?: Pick<WantedUser, 'active' | 'externalId'>): { readonly user: WantedUser } | { readonly fault: Fault } {
  const wrong = (attribute: string) => ({ fault: { scimType: 'invalidValue' as const, attribute } });
  const userName = textIn(resource, 'userName', 254);
  if (!userName) return wrong('userName');
  const externalId = textIn(resource, 'externalId', 254),
    displayName = textIn(resource, 'displayName', 200);
  if (externalId === undefined) return wrong('externalId');
  if (displayName === undefined) return wrong('displayName');
  const given = valueIn(resource, 'active');
  const active = given === undefined || given === null ? (here?.active ?? true) : booleanOf(given);
  if (active === undefined) return wrong('active');
  const email = emailOf(resource, userName);
  if (!email) return wrong('emails');
  const name = valueIn(resource, 'name');
  const part = (key: string) => (isObject(name) ? textIn(name, key, 50) : null);
  const [givenName, familyName] = [part('givenName'), part('familyName')];
  if (givenName === undefined || familyName === undefined) return wrong('name');
  const named = namesOf({ givenName, familyName, formatted: displayName, email });
  const language = valueIn(resource, 'preferredLanguage') ?? valueIn(resource, 'locale');
  const locale = typeof language === 'string' ? localeOf(language) : null;
  return {
    user: {
      userName,
      externalId: valueIn(resource, 'externalId') === undefined ? (here?.externalId ?? null) : externalId,
      ...named,
      displayName,
      email,
      locale,
      active,
    },
  };
}

const localeOf = (text: string): Locale => {
  const tag = text.replace('_', '-');
  return isLocale(tag) ? tag : pickLocale(tag);
};

interface Names {
  readonly givenName: string | null;
  readonly familyName: string | null;
  readonly formatted: string | null;
  readonly email: string;
}
/** Both parts of a name; where a client sends one word only, that one, and else the address up to its sign. */
function namesOf({ givenName, familyName, formatted, email }: Names): { readonly givenName: string; readonly familyName: string } {
  if (givenName && familyName) return { givenName, familyName };
  const words = formatted?.split(/\s+/) ?? [];
  const last = words.length > 1 ? (words.at(-1) ?? '') : '';
  const rest = words.length > 1 ? words.slice(0, -1).join(' ') : (words[0] ?? '');
  const mailbox = email.slice(0, email.lastIndexOf('@'));
  return { givenName: givenName ?? (rest || mailbox).slice(0, 50), familyName: familyName ?? (last || mailbox).slice(0, 50) };
}

/** Every domain that the user names. */
export const domainsOf = ({ userName, email }: Pick<WantedUser, 'userName' | 'email'>): string[] => [
  ...new Set([userName, email].filter((text) => text.includes('@')).map((text) => domainOf(text))),
];
