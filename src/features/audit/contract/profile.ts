import { z } from 'zod';
import { endpoint } from '../../../core/endpoint.ts';
import { Page, PageInput } from '../../../core/page.ts';

/** Fields of a company’s profile, as its history names them. Support details stand under `support`. */
export const profileFields = [
  'name',
  'country',
  'address',
  'registrationNumber',
  'vatNumber',
  'website',
  'primaryContact',
  'legalContact',
  'languages',
  'duns',
  'business',
  'support',
] as const;
export type ProfileField = (typeof profileFields)[number];

export const ProfileChange = z.object({
  entryId: z.uuid(),
  at: z.date(),
  by: z.object({ name: z.string().nullable(), kind: z.string() }),
  /** Only fields that differ. */
  before: z.record(z.string(), z.unknown()),
  after: z.record(z.string(), z.unknown()),
});
export type ProfileChange = z.output<typeof ProfileChange>;

const own = { within: 'account', method: 'GET', permission: 'legal_profile' } as const;

export const profileEndpoints = {
  listProfileChanges: endpoint({
    ...own,
    path: '/company/history',
    summary: 'Who changed what of the company’s profile, from what and when, the newest first',
    input: PageInput.extend({ field: z.enum(profileFields).optional() }),
    output: Page(ProfileChange),
  }),
  getProfileAsOf: endpoint({
    ...own,
    path: '/company/as-of',
    summary: 'The company’s profile as it stood at an instant, read back from its history',
    input: z.object({ at: z.coerce.date() }),
    output: z.object({
      at: z.date(),
      /** Null: the company was not here yet. */
      fields: z.record(z.string(), z.unknown()).nullable(),
      /** When it was changed last before that instant. */
      changedAt: z.date().nullable(),
    }),
  }),
};
