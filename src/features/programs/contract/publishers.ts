import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Contact, Locale } from '../../../core/person.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';

/** Typed, so that nobody takes it for a PartnerId. Given once for each developer program; a company that comes back has it again. */
export const PublisherId = z
  .string()
  .trim()
  .toUpperCase()
  .regex(/^PUB-\d{7,}$/);

export const Publisher = z.object({
  publisherId: PublisherId,
  program: z.string(),
  name: z.string(),
  /** Where the program is in the center. */
  link: z.string(),
  givenAt: z.date(),
  /** Whom stores and customers write to; null: the company's primary contact, which stands in `fallback`. */
  contact: Contact.nullable(),
  phoneShown: z.string().nullable(),
  fallback: Contact,
  version: z.number().int(),
  editors: z.array(z.string()),
  can: z.object({ edit: z.boolean() }),
});
export type Publisher = z.output<typeof Publisher>;

export const PublisherIdGiven = announcement(
  'publishers.given',
  z.object({ publisherId: z.string(), program: z.string(), title: z.string(), titles: z.record(Locale, z.string()) }),
);
export const PublisherContactChanged = announcement('publishers.contact_changed', z.object({ publisherId: z.string(), program: z.string() }));

export const publisherEndpoints = {
  listPublishers: endpoint({
    within: 'account',
    method: 'GET',
    path: '/publishers',
    permission: 'programs',
    summary: 'The ids that the company publishes under, by program, and whom one writes to about it',
    input: z.object({}),
    output: z.object({ items: z.array(Publisher) }),
  }),
  updatePublisherContact: endpoint({
    within: 'account',
    method: 'PUT',
    path: '/publishers/:publisherId/contact',
    permission: 'legal_profile',
    versioned: true,
    summary: 'Say whom one writes to about what is published; null leaves it to the company’s primary contact',
    input: z.object({ publisherId: PublisherId, contact: Contact.nullable(), version: z.number().int() }),
    output: Publisher,
    problems: [ChangedMeanwhile],
  }),
};
