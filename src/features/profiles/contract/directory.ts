import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Address } from '../../../core/country.ts';
import { Id, LocationId } from '../../../core/id.ts';
import { Page } from '../../../core/page.ts';
import { Locale } from '../../../core/person.ts';
import { industries, Logo, ProfileFields, services } from './fields.ts';

const country = z.string().regex(/^[A-Z]{2}$/);
const PageId = z.string().regex(/^[0-9a-z]{12}$/);

/** Where a company is found: one of its locations, or its own address. */
export const ListedPlace = z.object({ locationId: LocationId.nullable(), name: z.string(), address: Address });
export type ListedPlace = z.output<typeof ListedPlace>;
/** What the public sees of a published profile; made at publishing. */
export const Listed = ProfileFields.omit({ locations: true }).extend({ name: z.string(), logo: Logo.nullable(), places: z.array(ListedPlace) });
export type Listed = z.output<typeof Listed>;

/** Why a result is where it is, the weightiest first; its words are `profiles.why.<kind>`. */
export const Why = z.discriminatedUnion('kind', [
  /** The profile is in the reader's language. */
  z.object({ kind: z.literal('language') }),
  /** It is not, but the language is spoken there. */
  z.object({ kind: z.literal('speaks') }),
  /** A place of theirs in the city that was asked for, or near it, from the middle of the one town to that of the other, or only in its country. */
  z.object({ kind: z.literal('city'), value: z.string() }),
  z.object({ kind: z.literal('distance'), kilometers: z.number(), from: z.string(), fromCountry: country, value: z.string() }),
  z.object({ kind: z.literal('country'), value: z.string() }),
  z.object({ kind: z.literal('name') }),
  z.object({ kind: z.literal('tags'), industries: z.array(z.enum(industries)), services: z.array(z.enum(services)), words: z.array(z.string()) }),
  z.object({ kind: z.literal('answers'), days: z.number() }),
]);
export type Why = z.output<typeof Why>;

export const FoundPartner = z.object({
  pageId: PageId,
  country,
  /** The language that the profile is in. */
  locale: Locale,
  name: z.string(),
  /** The first sentences of the description. */
  excerpt: z.string(),
  cities: z.array(z.string()),
  languages: z.array(z.string()),
  industries: z.array(z.enum(industries)),
  services: z.array(z.enum(services)),
  logoUrl: z.string().nullable(),
  answerDays: z.number().nullable(),
  why: z.array(Why),
});
export type FoundPartner = z.output<typeof FoundPartner>;

const words = z.string().trim().max(100);
/** Every one narrows; the words must all be found. */
export const Wanted = z.object({
  /** Part of a name, a skill, a product, an industry or a service. */
  search: words.optional(),
  /** A city, a region or a country, as the visitor calls it. Of a known town those within 100 km are found too. */
  place: words.optional(),
  skill: words.optional(),
  product: words.optional(),
  country: country.optional(),
  language: z.string().max(3).optional(),
  industry: z.enum(industries).optional(),
  service: z.enum(services).optional(),
});
export type Wanted = z.output<typeof Wanted>;

export const directoryEndpoints = {
  searchPartners: endpoint({
    within: 'public',
    method: 'GET',
    path: '/partners',
    permission: 'public',
    perMinute: 120,
    summary: 'Partners by name, place, language, skill or product; each result says why it is where it is',
    input: Wanted.extend({ locale: Locale.default('en'), after: z.string().max(500).optional(), limit: z.coerce.number().int().min(1).max(50).default(20) }),
    output: Page(FoundPartner),
  }),
  getPartner: endpoint({
    within: 'public',
    method: 'GET',
    path: '/partners/:pageId',
    permission: 'public',
    perMinute: 120,
    summary: 'The public profile of a partner in a country, in the language that is nearest to the one asked for',
    input: z.object({ pageId: PageId, locale: Locale.default('en') }),
    output: Listed.extend({
      pageId: PageId,
      country,
      locale: Locale,
      locales: z.array(Locale),
      logoUrl: z.string().nullable(),
      answerDays: z.number().nullable(),
    }),
  }),
  getPartnerLogo: endpoint({
    within: 'public',
    method: 'GET',
    path: '/partner-logos/:id',
    permission: 'public',
    answers: 'file',
    summary: 'The logo of a profile as a picture (PNG)',
    input: z.object({ id: Id }),
    output: z.unknown(),
  }),
};
