import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { defineProblem } from '../../../core/problem.ts';

/** Bytes of a price file, and of each piece in which it comes. */
export const priceFileBytes = 200 * 1024 * 1024;
export const pieceBytes = 3 * 1024 * 1024;
/** Columns of a price file, in the order in which we write them; any order is read. */
export const priceColumns = ['flag', 'offer', 'market', 'currency', 'term', 'billing_cycle', 'tier_from', 'price', 'suggested'] as const;
export type PriceColumn = (typeof priceColumns)[number];
/** `tier_from` (1) and `suggested` (none) may be left out. */
export const neededPriceColumns: readonly PriceColumn[] = ['flag', 'offer', 'market', 'currency', 'term', 'billing_cycle', 'price'];

/** What can be wrong with a row; the sentence `price_imports.fault.<code>` says it with its cure. */
export const priceFaultCodes = [
  'cells',
  'required',
  'flag',
  'amount',
  'market',
  'currency',
  'term',
  'billing_cycle',
  'tier',
  'unknown_offer',
  'not_sold',
  'twice',
  'no_first_tier',
] as const;
export const PriceFault = z.object({ row: z.number().int(), column: z.enum(priceColumns).nullable(), code: z.enum(priceFaultCodes), value: z.string() });
export type PriceFault = z.output<typeof PriceFault>;
export const priceFaultsKept = 1_000;

export const priceImportStates = ['uploading', 'reading', 'done', 'faulty'] as const;
/** What the file is as a whole, where no row can be named. */
export const priceFileFaults = ['spreadsheet', 'encoding', 'empty', 'no_heading', 'unknown_heading', 'heading_twice', 'too_long_line'] as const;
export const PriceFileFault = z.object({ code: z.enum(priceFileFaults), at: z.string() });
export type PriceFileFault = z.output<typeof PriceFileFault>;
export const PriceImport = z.object({
  importId: z.uuid(),
  listId: z.uuid(),
  fileName: z.string(),
  state: z.enum(priceImportStates),
  size: z.number(),
  received: z.number(),
  /** Rows that were read. */
  progress: z.number().int(),
  faults: z.array(PriceFault),
  /** Of all its rows; only the first are kept. */
  faultCount: z.number().int(),
  fileFault: PriceFileFault.nullable(),
  createdBy: z.string(),
  createdAt: z.date(),
  endedAt: z.date().nullable(),
});
export type PriceImport = z.output<typeof PriceImport>;

export const PriceImportNotInState = defineProblem('price_imports.not_in_state', 409, z.object({ state: z.enum(priceImportStates) }));
/** Each piece comes after the one before it, none twice, and none past the end. */
export const PieceOutOfOrder = defineProblem('price_imports.piece_out_of_order', 409, z.object({ received: z.number() }));

const ofFile = z.object({ file: z.string(), list: z.string() });
export const PriceFileRead = announcement('price_lists.file_read', ofFile.extend({ rows: z.number() }));
export const PriceFileFaulty = announcement('price_lists.file_faulty', ofFile.extend({ count: z.number() }));

const changes = { within: 'operator', method: 'POST', permission: 'op.prices' } as const;
const byImport = z.object({ importId: Id });

export const importEndpoints = {
  getPriceTemplate: endpoint({
    within: 'operator',
    method: 'GET',
    permission: 'op.prices',
    path: '/price-imports/template',
    answers: 'file',
    summary: 'A price file with headings and an example of each kind of row',
    input: z.object({}),
    output: z.unknown(),
  }),
  beginPriceImport: endpoint({
    ...changes,
    path: '/price-imports',
    summary: 'Begin to hand in a price file: for whom and from when its prices are, and how large it is',
    input: z.object({
      fileName: z.string().trim().min(1).max(200),
      size: z.number().int().min(1).max(priceFileBytes),
      name: z.string().trim().min(1).max(120),
      groupId: Id.nullable(),
      validFrom: z.iso.date(),
      validTo: z.iso.date().nullable(),
    }),
    output: PriceImport,
  }),
  addPricePiece: endpoint({
    ...changes,
    method: 'PUT',
    path: '/price-imports/:importId/pieces',
    maxBody: Math.ceil(pieceBytes * 1.4),
    summary: 'The next piece of the file, as base64; with the last one it begins to be read',
    input: byImport.extend({ at: z.number().int().min(0), content: z.string().max(Math.ceil((pieceBytes * 4) / 3) + 4) }),
    output: PriceImport,
    problems: [PriceImportNotInState, PieceOutOfOrder],
  }),
  getPriceImport: endpoint({
    within: 'operator',
    method: 'GET',
    permission: 'op.prices',
    path: '/price-imports/:importId',
    summary: 'How far a price file is, and what is wrong with it, row by row',
    input: byImport,
    output: PriceImport,
  }),
  listPriceImports: endpoint({
    within: 'operator',
    method: 'GET',
    permission: 'op.prices',
    path: '/price-imports',
    summary: 'Price files that were handed in lately, the newest first',
    input: z.object({}),
    output: z.object({ items: z.array(PriceImport) }),
  }),
};
