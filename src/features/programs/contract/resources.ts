import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Locale } from '../../../core/person.ts';
import { ProgramId } from './catalog.ts';

/** A link that the operator keeps for its partners. Only https: what is read here is trusted. */
const Link = z.object({
  titles: z.record(Locale, z.string().trim().min(1).max(120)),
  address: z
    .string()
    .trim()
    .max(500)
    .refine((text) => URL.canParse(text) && new URL(text).protocol === 'https:' && !new URL(text).username, 'https_only'),
  /** Whose companies see it: those in any of these programs; empty: every one. */
  audience: z.array(ProgramId).max(50),
});
export const Resource = Link.extend({ resourceId: z.uuid(), version: z.number().int() });
export type Resource = z.output<typeof Resource>;

const named = z.object({ title: z.string(), address: z.string() });
export const ResourceAdded = announcement('resources.added', named);
export const ResourceChanged = announcement('resources.changed', named);
export const ResourceRemoved = announcement('resources.removed', named);
export const ResourcesOrdered = announcement('resources.ordered', z.object({}));

const byResource = z.object({ resourceId: Id });

export const resourceEndpoints = {
  listResources: endpoint({
    within: 'account',
    method: 'GET',
    path: '/resources',
    permission: 'programs',
    summary: 'Links that the operator keeps for its partners, in the reader’s language',
    input: z.object({}),
    output: z.object({ items: z.array(z.object({ resourceId: z.uuid(), title: z.string(), address: z.string(), programs: z.array(z.string()) })) }),
  }),
  listKeptResources: endpoint({
    within: 'operator',
    method: 'GET',
    path: '/resources',
    permission: 'op.programs',
    summary: 'The links for partners, in all their languages',
    input: z.object({}),
    output: z.object({ items: z.array(Resource), can: z.object({ edit: z.boolean() }) }),
  }),
  addResource: endpoint({
    within: 'operator',
    method: 'POST',
    path: '/resources',
    permission: 'op.programs',
    summary: 'Keep one more link for partners',
    input: Link,
    output: Resource,
  }),
  editResource: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/resources/:resourceId',
    permission: 'op.programs',
    summary: 'Change a link for partners',
    input: byResource.extend(Link.shape),
    output: Resource,
  }),
  removeResource: endpoint({
    within: 'operator',
    method: 'DELETE',
    path: '/resources/:resourceId',
    permission: 'op.programs',
    summary: 'Remove a link for partners',
    input: byResource,
    output: z.object({}),
  }),
  orderResources: endpoint({
    within: 'operator',
    method: 'PUT',
    path: '/resource-order',
    permission: 'op.programs',
    summary: 'Put the links for partners in another order',
    input: z.object({ resourceIds: z.array(Id).min(1).max(500) }),
    output: z.object({}),
  }),
};
