import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { Address } from '../../../core/country.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { LocationId } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { Contact } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { question } from '../../../core/question.ts';

const country = z.string().regex(/^[A-Z]{2}$/);
const version = z.number().int();
const locationName = z.string().trim().min(1).max(200);

/** Whose address a location has: the company's, or that of another location in the same country; null: its own. */
export const SharesWith = z.union([z.literal('company'), LocationId]).nullable();

/** What of a later feature stands at a location and holds it there; its name is `locations.linked.<key>`. */
export const LocationLink = z.object({ key: z.string(), /** An address below the center. */ link: z.string() });
export type LocationLink = z.output<typeof LocationLink>;
/** Asked of later features: what of theirs is linked to which locations of the running company. They answer by what the hot path has prepared. */
export const LocationLinks = question<object, (LocationLink & { readonly locationId: string })[]>('accounts.location_links');

export const LocationLine = z.object({
  locationId: LocationId,
  name: z.string(),
  country,
  contact: Contact,
  sharesWith: SharesWith,
  links: z.array(LocationLink),
});
export type LocationLine = z.output<typeof LocationLine>;

export const Location = LocationLine.extend({
  /** Where letters reach it; its own or the one it shares. */
  address: Address,
  /** The name of whoever it shares the address with. */
  sharesWithName: z.string().nullable(),
  /** With the country's code: its reader may sit anywhere. */
  phoneShown: z.string().nullable(),
  registrationNumber: z.string().nullable(),
  createdAt: z.date(),
  version,
  editors: z.array(z.string()),
  can: z.object({ edit: z.boolean() }),
});
export type Location = z.output<typeof Location>;

/** What someone says of a location. Its country is that of its address and stays what it was. */
const saidOf = {
  name: locationName,
  /** Its own address; null when it shares another's. */
  address: Address.nullable().default(null),
  sharesWith: SharesWith.default(null),
  contact: Contact,
  registrationNumber: z
    .string()
    .trim()
    .max(60)
    .transform((typed) => typed || null)
    .nullable()
    .default(null),
};
const hasOneAddress = (input: { readonly address: Address | null; readonly sharesWith: string | null }) => input.address !== null || input.sharesWith !== null;
const noAddress = { path: ['address'], message: 'required' };

/** The parts of a location that a change is told by. */
export const locationParts = ['name', 'address', 'contact', 'registrationNumber'] as const;
export type LocationPart = (typeof locationParts)[number];

/** Someone else has changed it since it was read: which parts, who (the last one), when. */
export const LocationChangedMeanwhile = defineProblem(
  'locations.changed_meanwhile',
  409,
  z.object({ parts: z.array(z.enum(locationParts)), by: z.string().nullable(), at: z.date().nullable() }),
);

/** Something is linked to the location that cannot be without one: another is linked first. Its name is `locations.linked.<key>`. */
export const LocationHeld = defineProblem('locations.held', 409, z.object({ key: z.string() }));

const named = z.object({ locationId: LocationId, name: z.string() });
export const LocationAdded = announcement('locations.added', named.extend({ country }));
export const LocationChanged = announcement('locations.changed', named.extend({ parts: z.array(z.enum(locationParts)), version }));

/** What is tied to a location and would be lost with it; its sentence is `locations.use.<key>`. */
export const LocationUse = z.object({
  key: z.string(),
  count: z.number(),
  /** It must be moved elsewhere before the location can go. */ holds: z.boolean().optional(),
});
export type LocationUse = z.output<typeof LocationUse>;
/** Asked of later features: what of theirs is tied to a location. What nothing is tied to is left out. */
export const LocationUses = question<{ readonly locationId: string }, LocationUse[]>('accounts.location_uses');

const narrowed = { search: z.string().trim().max(100).optional(), country: country.optional() };
const byLocation = z.object({ locationId: LocationId });

export const locationEndpoints = {
  listLocations: endpoint({
    within: 'account',
    method: 'GET',
    path: '/locations',
    permission: 'locations',
    summary: 'Places of business of the company, by name',
    /** `address: 'own'`: only those that others can share the address of. */
    input: PageInput.extend({ ...narrowed, address: z.enum(['own']).optional() }),
    output: Page(LocationLine).extend({ can: z.object({ add: z.boolean() }) }),
  }),
  countLocations: endpoint({
    within: 'account',
    method: 'GET',
    path: '/locations/count',
    permission: 'locations',
    summary: 'How many locations a search finds, exact up to 10,000; and in which countries there are any',
    input: z.object(narrowed),
    output: z.object({ count: z.number(), isExact: z.boolean(), countries: z.array(country) }),
  }),
  getLocation: endpoint({
    within: 'account',
    method: 'GET',
    path: '/locations/:locationId',
    permission: 'locations',
    versioned: true,
    summary: 'One location',
    input: byLocation,
    output: Location,
  }),
  getLocationUses: endpoint({
    within: 'account',
    method: 'GET',
    path: '/locations/:locationId/uses',
    permission: 'locations',
    summary: 'What is tied to a location, and would be lost if the operator removed it',
    input: byLocation,
    output: z.object({ items: z.array(LocationUse) }),
  }),
  addLocation: endpoint({
    within: 'account',
    method: 'POST',
    path: '/locations',
    permission: 'locations',
    summary: 'Add a location; its LocationId is usable at once, and only the operator can remove it again',
    input: z.object(saidOf).refine(hasOneAddress, noAddress),
    output: Location,
  }),
  updateLocation: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/locations/:locationId',
    permission: 'locations',
    versioned: true,
    summary: 'Change what is said of a location; its id and country stay',
    input: byLocation.extend({ ...saidOf, version }).refine(hasOneAddress, noAddress),
    output: Location,
    problems: [LocationChangedMeanwhile],
  }),
};
