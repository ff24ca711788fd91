import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { CsvFile, ImportFileWrong } from '../../../core/csvFile.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id, LocationId } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { LocationHeld, LocationUse } from './locations.ts';

/** Locations that one file may hold. */
export const locationFileRows = 5_000;
/** Columns of a file of locations; the heading of each is `locations.column.<column>`, in any of our languages. */
export const locationColumns = [
  'location_id',
  'name',
  'country',
  'line1',
  'line2',
  'city',
  'state',
  'postal_code',
  'given_name',
  'family_name',
  'email',
  'phone',
  'registration_number',
] as const;
export type LocationColumn = (typeof locationColumns)[number];
export const neededLocationColumns = ['name', 'country', 'line1', 'given_name', 'family_name', 'email'] as const;

export const LocationRowFault = z.object({
  /** Null: the row as a whole. */
  column: z.enum(locationColumns).nullable(),
  /** Its sentence is `fields.<code>`. */
  code: z.string(),
});
export type LocationRowFault = z.output<typeof LocationRowFault>;

export const locationRowStates = ['new', 'known', 'wrong', 'added'] as const;
export const LocationImport = z.object({
  importId: z.uuid(),
  fileName: z.string(),
  state: z.enum(['ready', 'adding', 'done']),
  createdBy: z.string(),
  createdAt: z.date(),
  endedAt: z.date().nullable(),
  counts: z.object({ all: z.number(), new: z.number(), known: z.number(), wrong: z.number(), added: z.number() }),
  version: z.number().int(),
  can: z.object({ confirm: z.boolean(), discard: z.boolean() }),
});
export type LocationImport = z.output<typeof LocationImport>;
export const LocationImportRow = z.object({
  row: z.number(),
  name: z.string(),
  state: z.enum(locationRowStates),
  locationId: z.string().nullable(),
  faults: z.array(LocationRowFault),
});
export type LocationImportRow = z.output<typeof LocationImportRow>;

export const LocationImportMoved = defineProblem('locations.import_moved', 409, z.object({ state: z.string() }));
export const LocationsImported = announcement('locations.imported', z.object({ file: z.string(), count: z.number() }));

export const removalStates = ['open', 'removed', 'refused', 'withdrawn'] as const;
const removal = {
  removalId: z.uuid(),
  locationId: LocationId,
  name: z.string(),
  why: z.string(),
  /** What was tied to it when it was asked. */
  uses: z.array(LocationUse),
  state: z.enum(removalStates),
  askedAt: z.date(),
  askedBy: z.string().nullable(),
  decidedAt: z.date().nullable(),
  note: z.string().nullable(),
  version: z.number().int(),
};
export const Removal = z.object(removal);
export type Removal = z.output<typeof Removal>;
export const RemovalCase = z.object({
  ...removal,
  accountId: z.uuid(),
  company: z.string(),
  partnerId: z.string(),
  can: z.object({ decide: z.boolean() }),
});
export type RemovalCase = z.output<typeof RemovalCase>;

/** It was decided already, or is asked already. */
export const RemovalMoved = defineProblem('locations.removal_moved', 409, z.object({ state: z.string() }));
const about = z.object({ locationId: LocationId, name: z.string() });
export const RemovalAsked = announcement('locations.removal_asked', about);
export const RemovalWithdrawn = announcement('locations.removal_withdrawn', about);
export const RemovalRefused = announcement('locations.removal_refused', about.extend({ note: z.string() }));
export const LocationRemoved = announcement('locations.removed', about);

const own = { within: 'account', permission: 'locations' } as const;
const desk = { within: 'operator', permission: 'op.support' } as const;
const byLocation = z.object({ locationId: LocationId });
const byImport = z.object({ importId: Id });
const byCase = z.object({ accountId: Id, removalId: Id });
const version = z.number().int();

export const locationFileEndpoints = {
  exportLocations: endpoint({
    ...own,
    method: 'GET',
    path: '/location-file',
    answers: 'stream',
    summary: 'Every location as CSV in the reader’s language; the same columns that an import reads',
    input: z.object({ /** Headings alone, to fill in. */ template: z.stringbool().default(false) }),
    output: z.unknown(),
  }),
  uploadLocations: endpoint({
    ...own,
    method: 'POST',
    path: '/location-imports',
    perMinute: 20,
    summary: 'Hand in a file of up to 5,000 locations as CSV; nothing is added before it is confirmed',
    input: CsvFile,
    output: LocationImport,
    problems: [ImportFileWrong],
  }),
  getLocationImport: endpoint({
    ...own,
    method: 'GET',
    needs: 'edit',
    path: '/location-imports/:importId',
    summary: 'One file of locations: how far it is',
    input: byImport,
    output: LocationImport,
  }),
  listLocationImports: endpoint({
    ...own,
    method: 'GET',
    needs: 'edit',
    path: '/location-imports',
    summary: 'Files of locations, the newest first',
    input: PageInput,
    output: Page(LocationImport),
  }),
  listLocationImportRows: endpoint({
    ...own,
    method: 'GET',
    needs: 'edit',
    path: '/location-imports/:importId/rows',
    summary: 'Row by row, what would happen or has happened, and what is wrong in which column',
    input: PageInput.extend(byImport.shape).extend({ state: z.enum(locationRowStates).optional() }),
    output: Page(LocationImportRow),
  }),
  confirmLocationImport: endpoint({
    ...own,
    method: 'POST',
    path: '/location-imports/:importId/confirm',
    summary: 'Add every location whose row is right; each has its LocationId at once, and only the operator can remove it again',
    input: byImport.extend({ version }),
    output: LocationImport,
    problems: [LocationImportMoved, ChangedMeanwhile],
  }),
  discardLocationImport: endpoint({
    ...own,
    method: 'DELETE',
    path: '/location-imports/:importId',
    summary: 'Throw away a file of locations that was not confirmed',
    input: byImport,
    output: z.object({}),
    problems: [LocationImportMoved],
  }),
  getRemoval: endpoint({
    ...own,
    method: 'GET',
    path: '/locations/:locationId/removal',
    summary: 'What the company last asked of the operator about removing a location, and what came of it',
    input: byLocation,
    output: z.object({ removal: Removal.nullable(), can: z.object({ ask: z.boolean(), withdraw: z.boolean() }) }),
  }),
  askRemoval: endpoint({
    ...own,
    method: 'POST',
    path: '/locations/:locationId/removal',
    summary: 'Ask the operator to remove a location with everything tied to its id; nothing is removed before the operator decides',
    input: byLocation.extend({ why: z.string().trim().min(1).max(1000) }),
    output: Removal,
    problems: [RemovalMoved, LocationHeld],
  }),
  withdrawRemoval: endpoint({
    ...own,
    method: 'DELETE',
    path: '/locations/:locationId/removal',
    summary: 'Take back what was asked; the location stays',
    input: byLocation,
    output: z.object({}),
    problems: [RemovalMoved],
  }),
  listRemovals: endpoint({
    ...desk,
    method: 'GET',
    path: '/location-removals',
    summary: 'Locations that companies ask to have removed, the longest-waiting first, with what would be lost',
    input: PageInput,
    output: Page(RemovalCase),
  }),
  decideRemoval: endpoint({
    ...desk,
    method: 'POST',
    path: '/location-removals/:accountId/:removalId/decision',
    stepUp: 10,
    summary: 'Remove the location for good, or refuse with a reason; its id is never used again',
    input: byCase
      .extend({
        decision: z.enum(['remove', 'refuse']),
        note: z
          .string()
          .trim()
          .max(1000)
          .transform((typed) => typed || null)
          .nullable()
          .default(null),
        version,
      })
      .refine((input) => input.decision === 'remove' || input.note !== null, { path: ['note'], message: 'required' }),
    output: z.object({}),
    problems: [RemovalMoved, LocationHeld, ChangedMeanwhile],
  }),
};
