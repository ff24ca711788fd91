import { z } from 'zod';

/**
 * Something that happened, in the words of the feature that did it. Log, notices and (later) webhooks read the whole
 * stream; a later feature that must act on it listens in its `jobs.ts`. Its sentence is `announcements.<name>`.
 */
export interface Announcement<Details extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly details: Details;
  /** It concerns how a person signs in, or who they are: every company that they belong to has it in its own log, too. */
  readonly toCompanies?: boolean;
}

/** Declares an announcement, named `noun.what_happened`. @throws Error when its details have a field that must stay secret */
export function announcement<Details extends z.ZodType>(
  name: string,
  details: Details,
  options: { readonly toCompanies?: boolean } = {},
): Announcement<Details> {
  const secret = details instanceof z.ZodObject ? Object.entries(details.shape).find(([key, field]) => isSecret(key) || isMarked(field)) : undefined;
  if (secret) throw new Error(`${name}: “${secret[0]}” is secret and cannot be announced`);
  return { name, details, ...options };
}

/** Marks a field of a schema as secret: it can be in no announcement. */
export const secret = <S extends z.ZodType>(schema: S): S => schema.meta({ secret: true }) as S;
const isMarked = (field: unknown): boolean => field instanceof z.ZodType && field.meta()?.['secret'] === true;

const secretNames = /(^|[a-z])(password|passphrase|secret|token|hash|cookie|credential|private_?key|api_?key|recovery_?codes?)$|^(code|codes|proof|totp)$/i;
/** Whether a field of this name holds what opens a door: a password, a token, the hash of either. */
export const isSecret = (name: string): boolean => secretNames.test(name);

/** The first field, however deep, whose name is that of a secret; as a path for whoever has to mend it. */
export function findSecret(value: unknown, path = ''): string | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  for (const [key, inner] of Object.entries(value)) {
    const place = path ? `${path}.${key}` : key;
    if (!Array.isArray(value) && isSecret(key)) return place;
    const found = findSecret(inner, place);
    if (found) return found;
  }
  return undefined;
}

/** Fields whose texts say nothing of a person: words of our own, codes, counts. Everything else that is text may be erased one day. */
const plainNames = new Set([
  'accepted',
  'access',
  'agreement',
  'bound',
  'choice',
  'country',
  'currency',
  'decision',
  'endsAt',
  'exemption',
  'fields',
  'group',
  'kind',
  'level',
  'locale',
  'locales',
  'locations',
  'partnerId',
  'permission',
  'places',
  'program',
  'programs',
  'queue',
  'refusal',
  'region',
  'role',
  'roles',
  'scope',
  'section',
  'sections',
  'sha256',
  'state',
  'states',
  'status',
  'taxExemption',
  'template',
  'theme',
  'validFrom',
  'validUntil',
  'version',
  'vetting',
  'why',
]);
const plainTexts = /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\d{4}-\d\d-\d\d(T[\d:.]+Z)?)?$/;

/** Whether a text in an announcement may say something of a person: a name, an address, what somebody wrote. `key` is the field it is in. */
export const isPersonal = (key: string, text: string): boolean => !plainNames.has(key) && !plainTexts.test(text);

/** Every text in a value that may say something of a person, by its JSON pointer (RFC 6901) below `base`. */
export function personalTexts(value: unknown, base: string, key = ''): [pointer: string, text: string][] {
  if (typeof value === 'string') return isPersonal(key, value) ? [[base, value]] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    personalTexts(inner, `${base}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`, Array.isArray(value) ? key : name),
  );
}
