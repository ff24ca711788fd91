import { z } from 'zod';
import { csvBytes, CsvFile, ImportFileWrong } from '../../../core/csvFile.ts';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { locales } from '../../../core/locale.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { AccountRoleKey, RoleNotYours } from './giving.ts';
import { protectedMinutes } from './joinRequests.ts';

/** People that one file may hold, its size as it comes (as base64 it must fit into a request), and days for which it can be undone. */
export const importRows = 10_000;
export const importBytes = csvBytes;
export const importUndoDays = 30;
/** Days after which a file that nobody confirmed is thrown away. */
export const importDraftDays = 7;

export const importColumns = ['email', 'given_name', 'family_name', 'roles', 'language'] as const;
export type ImportColumn = (typeof importColumns)[number];
/** The first three every row has. */
export const neededColumns = importColumns.slice(0, 3);

/** What can be wrong with a row; the sentence `imports.fault.<code>` says it with its cure. */
export const rowFaults = [
  'required',
  'too_long',
  'not_an_address',
  'twice',
  'unknown_role',
  'role_not_yours',
  'unknown_language',
  'cells_over',
  'unreadable',
] as const;
export const RowFault = z.object({
  /** Null: the row as a whole. */
  column: z.enum(importColumns).nullable(),
  code: z.enum(rowFaults),
  /** What stands there, or what it collides with. */
  value: z.string(),
});
export type RowFault = z.output<typeof RowFault>;

export const importStates = ['checking', 'ready', 'adding', 'done', 'undone', 'failed'] as const;
export const rowOutcomes = ['invite', 'already_member', 'already_invited', 'wrong'] as const;
export type RowOutcome = (typeof rowOutcomes)[number];

export const Import = z.object({
  importId: z.uuid(),
  fileName: z.string(),
  state: z.enum(importStates),
  createdBy: z.string(),
  createdAt: z.date(),
  rows: z.number(),
  counts: z.object({ invite: z.number(), alreadyMember: z.number(), alreadyInvited: z.number(), wrong: z.number() }),
  /** Of the present step: being read, or invitations asked for. */
  progress: z.number(),
  endedAt: z.date().nullable(),
  undoneAt: z.date().nullable(),
  undoneBy: z.string().nullable(),
  undoableUntil: z.date().nullable(),
  version: z.number().int(),
  can: z.object({ confirm: z.boolean(), discard: z.boolean(), undo: z.boolean() }),
});
export type Import = z.output<typeof Import>;
export const ImportRow = z.object({
  row: z.number(),
  givenName: z.string(),
  familyName: z.string(),
  email: z.string(),
  roles: z.array(AccountRoleKey),
  rolesText: z.string(),
  locale: z.enum(locales).nullable(),
  localeText: z.string(),
  outcome: z.enum(rowOutcomes),
  faults: z.array(RowFault),
  /** What undoing did to it. */
  undone: z.enum(['withdrawn', 'removed']).nullable(),
});
export type ImportRow = z.output<typeof ImportRow>;
const UndoEffect = z.object({
  /** Open invitations whose links stop working, people who are removed, and those who stay since something was changed about them. */
  withdraw: z.number(),
  remove: z.number(),
  stay: z.number(),
  staying: z.array(z.object({ personId: z.uuid(), name: z.string(), email: z.string() })),
});

export const ImportNotInState = defineProblem('imports.not_in_state', 409, z.object({ state: z.string() }));
/** Another file is being carried out in the company. */
export const ImportRunning = defineProblem('imports.running', 409, z.object({}));
export const ImportNotUndoable = defineProblem('imports.not_undoable', 410, z.object({}));

const ofFile = z.object({ file: z.string(), count: z.number() });
export const PeopleImported = announcement('imports.added', ofFile);
export const ImportUndone = announcement('imports.undone', ofFile.extend({ withdrawn: z.number(), removed: z.number() }));

const byImport = z.object({ importId: Id });
const own = { within: 'account', permission: 'users' } as const;
const reads = { ...own, method: 'GET', needs: 'edit' } as const;
const changes = { ...own, method: 'POST' } as const;

export const importEndpoints = {
  getImportTemplate: endpoint({
    ...reads,
    path: '/imports/template',
    answers: 'file',
    summary: 'An empty file for adding people, with headings in the reader’s language',
    input: z.object({}),
    output: z.unknown(),
  }),
  uploadImport: endpoint({
    ...changes,
    path: '/imports',
    stepUp: protectedMinutes,
    perMinute: 20,
    summary: 'Hand in a file of up to 10,000 people as CSV; nothing is done before it is confirmed',
    input: CsvFile,
    output: Import,
    problems: [ImportFileWrong],
  }),
  listImports: endpoint({
    ...reads,
    path: '/imports',
    stepUp: protectedMinutes,
    summary: 'Files of people, the newest first',
    input: PageInput,
    output: Page(Import),
  }),
  getImport: endpoint({
    ...reads,
    path: '/imports/:importId',
    stepUp: protectedMinutes,
    summary: 'One file of people: how far it is',
    input: byImport,
    output: Import,
  }),
  listImportRows: endpoint({
    ...reads,
    path: '/imports/:importId/rows',
    stepUp: protectedMinutes,
    summary: 'Row by row, what would happen or has happened',
    input: PageInput.extend(byImport.shape).extend({ outcome: z.enum(rowOutcomes).optional() }),
    output: Page(ImportRow),
  }),
  exportImport: endpoint({
    ...reads,
    path: '/imports/:importId/export',
    stepUp: protectedMinutes,
    answers: 'stream',
    summary: 'The rows with what became of each, as CSV in the reader’s language',
    input: byImport.extend({ outcome: z.enum(rowOutcomes).optional() }),
    output: z.unknown(),
  }),
  confirmImport: endpoint({
    ...changes,
    path: '/imports/:importId/confirm',
    stepUp: 10,
    summary: 'Invite everyone whose row is right; all or none',
    input: byImport.extend({ version: z.number().int() }),
    output: Import,
    problems: [ImportNotInState, ImportRunning, RoleNotYours],
  }),
  discardImport: endpoint({
    ...own,
    method: 'DELETE',
    path: '/imports/:importId',
    stepUp: protectedMinutes,
    summary: 'Throw away a file that was not confirmed',
    input: byImport,
    output: z.object({}),
    problems: [ImportNotInState],
  }),
  previewUndo: endpoint({
    ...reads,
    path: '/imports/:importId/undo',
    stepUp: protectedMinutes,
    summary: 'What undoing would do; changes nothing',
    input: byImport,
    output: UndoEffect,
    problems: [ImportNotInState, ImportNotUndoable],
  }),
  undoImport: endpoint({
    ...changes,
    path: '/imports/:importId/undo',
    permission: 'users.remove',
    stepUp: 10,
    summary: 'Withdraw and remove whom the file added, as far as nothing about them was changed since',
    input: byImport,
    output: Import,
    problems: [ImportNotInState, ImportNotUndoable],
  }),
};
