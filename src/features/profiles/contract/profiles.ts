import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id, LocationId } from '../../../core/id.ts';
import { Locale } from '../../../core/person.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ProfileContent, ProfileFields, profileParts } from './fields.ts';

const country = z.string().regex(/^[A-Z]{2}$/);
const version = z.number().int();
/** `changed`: published, with changes since then that the public does not see yet. */
export const profileStates = ['draft', 'published', 'changed'] as const;

export const ProfileLine = z.object({
  profileId: Id,
  country,
  locale: Locale,
  state: z.enum(profileStates),
  /** Whether the public finds it now. A published one is not shown while the company is not verified, or suspended. */
  isShown: z.boolean(),
  /** Its page in the public directory, once it is published. */
  address: z.string().nullable(),
  publishedAt: z.date().nullable(),
  changedAt: z.date(),
  version,
});
export type ProfileLine = z.output<typeof ProfileLine>;
const Place = z.object({ locationId: LocationId, name: z.string() });

export const Profile = ProfileLine.extend({
  name: z.string(),
  content: ProfileContent,
  logoUrl: z.string().nullable(),
  /** Locations in its country that the reader may choose from. */
  places: z.array(Place),
  /** What it lacks before it can be published: fields with the code of what is wrong. */
  missing: z.record(z.string(), z.string()),
  can: z.object({ edit: z.boolean(), publish: z.boolean(), withdraw: z.boolean() }),
});
export type Profile = z.output<typeof Profile>;

/** Someone else has changed it since it was read: which parts, who (the last one), when. */
export const ProfileChangedMeanwhile = defineProblem(
  'profiles.changed_meanwhile',
  409,
  z.object({ parts: z.array(z.enum(profileParts)), by: z.string().nullable(), at: z.date().nullable() }),
);
/** There is one for each country and language. */
export const ProfileTaken = defineProblem('profiles.taken', 409, z.object({}));
/** A PNG, JPEG or WebP picture of at most 512 KB and 6,000 pixels a side. */
export const ProfileLogoNotUsable = defineProblem('profiles.logo_not_usable', 422, z.object({ limitBytes: z.number(), limitPixels: z.number() }));
export const ProfileNotPublished = defineProblem('profiles.not_published', 409, z.object({}));

const which = { country, locale: Locale };
export const ProfileAdded = announcement('business_profiles.added', z.object(which));
export const ProfileChanged = announcement('business_profiles.changed', z.object({ ...which, parts: z.array(z.enum(profileParts)), version }));
export const ProfilePublished = announcement('business_profiles.published', z.object(which));
export const ProfileWithdrawn = announcement('business_profiles.withdrawn', z.object(which));
export const ProfileRemoved = announcement('business_profiles.removed', z.object(which));

const one = z.object({ profileId: Id });
const versioned = one.extend({ version });
const common = { within: 'account', permission: 'business_profiles' } as const;

export const profileEndpoints = {
  listProfiles: endpoint({
    ...common,
    method: 'GET',
    path: '/profiles',
    summary: 'Business profiles of the company, by country and language',
    input: z.object({}),
    output: z.object({
      items: z.array(ProfileLine),
      /** Where the company may have one: its own country and those of its locations. */
      countries: z.array(country),
      /** Why nothing is shown to the public, if so. */
      hidden: z.enum(['not_verified', 'suspended']).nullable(),
      can: z.object({ add: z.boolean() }),
    }),
  }),
  addProfile: endpoint({
    ...common,
    method: 'POST',
    path: '/profiles',
    summary: 'Begin a business profile for a country and language; another one of the company can be its beginning',
    input: z.object({ ...which, from: Id.nullable().default(null) }),
    output: Profile,
    problems: [ProfileTaken],
  }),
  getProfile: endpoint({
    ...common,
    method: 'GET',
    path: '/profiles/:profileId',
    versioned: true,
    summary: 'One business profile with its draft',
    input: one,
    output: Profile,
  }),
  updateProfile: endpoint({
    ...common,
    method: 'PUT',
    path: '/profiles/:profileId',
    versioned: true,
    summary: 'Change the draft; the public sees it once it is published',
    input: versioned.extend(ProfileFields.shape),
    output: Profile,
    problems: [ProfileChangedMeanwhile],
  }),
  setProfileLogo: endpoint({
    ...common,
    method: 'PUT',
    path: '/profiles/:profileId/logo',
    versioned: true,
    summary: 'Set or remove the logo of the draft; it is taken apart and kept anew, at most 300 pixels a side',
    input: versioned.extend({ /** The picture as base64; null removes it. */ picture: z.string().max(800_000).nullable() }),
    output: Profile,
    problems: [ProfileLogoNotUsable, ProfileChangedMeanwhile],
  }),
  publishProfile: endpoint({
    ...common,
    method: 'POST',
    path: '/profiles/:profileId/publish',
    versioned: true,
    summary: 'Show the draft, as it is in this version, to the public',
    input: versioned,
    output: Profile,
    problems: [ProfileChangedMeanwhile],
  }),
  withdrawProfile: endpoint({
    ...common,
    method: 'POST',
    path: '/profiles/:profileId/withdraw',
    versioned: true,
    summary: 'Take the profile out of the public directory; its draft stays',
    input: versioned,
    output: Profile,
    problems: [ProfileNotPublished, ProfileChangedMeanwhile],
  }),
  removeProfile: endpoint({
    ...common,
    method: 'DELETE',
    path: '/profiles/:profileId',
    summary: 'Remove a profile, its draft and its page',
    input: one.extend({ version: z.coerce.number().int() }),
    output: z.object({}),
    problems: [ProfileChangedMeanwhile],
  }),
  previewProfile: endpoint({
    ...common,
    method: 'GET',
    path: '/profiles/:profileId/preview',
    answers: 'file',
    summary: 'The page as the public would see the draft',
    input: one,
    output: z.unknown(),
  }),
};
