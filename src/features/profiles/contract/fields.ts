import { z } from 'zod';
import { LocationId } from '../../../core/id.ts';

/** What a partner works for; its words are `profiles.industry.<key>`. */
export const industries = [
  'agriculture',
  'construction',
  'education',
  'energy',
  'finance',
  'government',
  'health',
  'manufacturing',
  'media',
  'nonprofit',
  'professional_services',
  'retail',
  'technology',
  'tourism',
  'transport',
] as const;
export type Industry = (typeof industries)[number];

/** What a partner does for its customers; its words are `profiles.service.<key>`. */
export const services = [
  'advice',
  'analytics',
  'app_development',
  'devices',
  'integration',
  'learning',
  'licensing',
  'managed_services',
  'migration',
  'project_management',
  'security',
  'support',
] as const;
export type Service = (typeof services)[number];

/** Languages that can be named as spoken, by their ISO 639 codes. */
export const spoken =
  'ar bg bn ca cs da de el en es et eu fa fi fr ga gl he hi hr hu hy id is it ja ka kk km ko lo lt lv mk mn ms mt my ne nl no pl pt ro ru sk sl sq sr sv sw ta te th tr uk ur uz vi zh'.split(
    ' ',
  );

export const DESCRIPTION_MOST = 2_500;
export const LOCATIONS_MOST = 5;
const TAGS_MOST = 10;
/** From how many tags on a profile says that its company does everything. */
export const TAGS_FEW = 12;

/** Only over TLS, without a name and password in it, at a host with a dot. */
const isSecureLink = (text: string): boolean => {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  return protocol === 'https:' && !username && !password && /\.[a-z0-9-]{2,}$/i.test(hostname);
};
const Link = z
  .string()
  .trim()
  .max(300)
  .transform((typed) => typed || null)
  .nullable()
  .default(null)
  .refine((link) => link === null || isSecureLink(link), 'https_link');

/** Each once, as people compare them. */
const distinct = (tags: readonly string[]): boolean => new Set(tags.map((tag) => tag.toLowerCase())).size === tags.length;
const tag = z
  .string()
  .trim()
  .min(1)
  .max(60)
  .transform((typed) => typed.normalize('NFC').replace(/\s+/g, ' '));
const tags = z.array(tag).max(TAGS_MOST).default([]).refine(distinct, 'named_twice');

/** What a company says of itself in a country and language. */
export const ProfileFields = z.object({
  description: z.string().trim().max(DESCRIPTION_MOST).default(''),
  website: Link,
  companyPage: Link,
  industries: z.array(z.enum(industries)).max(TAGS_MOST).default([]).refine(distinct, 'named_twice'),
  services: z.array(z.enum(services)).max(TAGS_MOST).default([]).refine(distinct, 'named_twice'),
  products: tags,
  skills: tags,
  languages: z
    .array(z.string().refine((code) => spoken.includes(code), 'invalid_value'))
    .max(TAGS_MOST)
    .default([])
    .refine(distinct, 'named_twice'),
  /** Places in the profile's country at which the company is found; empty: its own address, in its own country. */
  locations: z.array(LocationId).max(LOCATIONS_MOST).default([]).refine(distinct, 'named_twice'),
});
export type ProfileFields = z.output<typeof ProfileFields>;

/** A picture that was taken apart and put together again by the server. */
export const Logo = z.object({ fileId: z.uuid(), width: z.number().int(), height: z.number().int() });
export type Logo = z.output<typeof Logo>;

/** As it is kept, drafted and published. */
export const ProfileContent = ProfileFields.extend({ logo: Logo.nullable().default(null) });
export type ProfileContent = z.output<typeof ProfileContent>;

/** By what a change is told. */
export const profileParts = [
  'logo',
  'description',
  'website',
  'companyPage',
  'industries',
  'services',
  'products',
  'skills',
  'languages',
  'locations',
] as const satisfies readonly (keyof ProfileContent)[];
export type ProfilePart = (typeof profileParts)[number];
