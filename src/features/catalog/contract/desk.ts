import { z } from 'zod';
import { announcement } from '../../../core/announcement.ts';
import { CsvFile, ImportFileWrong } from '../../../core/csvFile.ts';
import { endpoint } from '../../../core/endpoint.ts';
import { Id } from '../../../core/id.ts';
import { Page, PageInput } from '../../../core/page.ts';
import { defineProblem } from '../../../core/problem.ts';
import { ChangedMeanwhile } from '../../../core/problems.ts';
import { categories, Definition, ProductId, skuKinds } from './products.ts';

/** Columns of a catalog file: a row is one way in which one SKU is sold; product and SKU stand in each of their rows. */
export const fileColumns = [
  'product',
  'title',
  'title_fr',
  'title_es',
  'title_zh_cn',
  'title_zh_tw',
  'description',
  'description_fr',
  'description_es',
  'description_zh_cn',
  'description_zh_tw',
  'publisher',
  'operators',
  'category',
  'keywords',
  'sku',
  'sku_title',
  'sku_title_fr',
  'sku_title_es',
  'sku_title_zh_cn',
  'sku_title_zh_tw',
  'kind',
  'billing',
  'unit',
  'min_quantity',
  'max_quantity',
  'limit',
  'limit_count',
  'add_on_to',
  'requires',
  'upgrades_to',
  'converts_to',
  'segment',
  'term',
  'billing_cycle',
  'markets',
  'purchasable',
  'renewable',
] as const;
export type FileColumn = (typeof fileColumns)[number];
/** Rows that one file may hold. */
export const fileRows = 20_000;

/** What can be wrong; the sentence `catalog.fault.<code>` says it with its cure. */
export const fileFaultCodes = [
  'required',
  'too_long',
  'wrong_form',
  'not_one_of',
  'not_a_number',
  'too_big',
  'twice',
  'differs',
  'unknown_sku',
  'unknown_market',
] as const;
export const FileFault = z.object({
  row: z.number().int(),
  /** Null: the row as a whole. */
  column: z.enum(fileColumns).nullable(),
  code: z.enum(fileFaultCodes),
  /** What stands there. */
  value: z.string(),
  /** What would be right. */
  right: z.string(),
});
export type FileFault = z.output<typeof FileFault>;
/** Faults that are shown of one file. */
export const faultsShown = 200;

export const ProductChange = z.object({
  productId: ProductId,
  title: z.string(),
  change: z.enum(['added', 'changed', 'removed', 'same']),
  /** Which of its parts differ. */
  parts: z.array(z.enum(['texts', 'publisher', 'category', 'keywords', 'skus', 'selling', 'links'])),
});
export type ProductChange = z.output<typeof ProductChange>;

export const versionStates = ['draft', 'scheduled', 'published', 'discarded'] as const;
export const Version = z.object({
  versionId: z.uuid(),
  number: z.number().int(),
  state: z.enum(versionStates),
  note: z.string().nullable(),
  publishOn: z.iso.date().nullable(),
  createdBy: z.string(),
  createdAt: z.date(),
  publishedAt: z.date().nullable(),
  changes: z.number().int(),
  version: z.number().int(),
  can: z.object({ publish: z.boolean(), unschedule: z.boolean(), discard: z.boolean(), return: z.boolean() }),
});
export type Version = z.output<typeof Version>;

/** A product at the desk: as it is in force, and as the draft would make it. */
export const DeskProduct = z.object({
  productId: ProductId,
  title: z.string(),
  publisher: z.string(),
  category: z.enum(categories),
  skus: z.number().int(),
  isSold: z.boolean(),
  /** What the draft would do to it. */
  draft: z.enum(['added', 'changed', 'removed']).nullable(),
});
export type DeskProduct = z.output<typeof DeskProduct>;

export const VersionNotInState = defineProblem('catalog_versions.not_in_state', 409, z.object({ state: z.enum(versionStates) }));
export const VersionEmpty = defineProblem('catalog_versions.empty', 409, z.object({}));
/** Tomorrow or later: for today it is published at once. */
export const DayNotAhead = defineProblem('catalog_versions.day_not_ahead', 409, z.object({}));
/** Links lead to SKUs that neither the catalog nor the draft has; or two products have a SKU of one id. */
export const CatalogFaulty = defineProblem(
  'catalog.faulty',
  422,
  z.object({ faults: z.array(z.object({ productId: z.string(), code: z.enum(['unknown_sku', 'taken_sku', 'twice']), value: z.string() })) }),
);
export const CatalogFileFaulty = defineProblem('catalog.file_faulty', 422, z.object({ count: z.number(), faults: z.array(FileFault) }));

const ofProduct = z.object({ product: z.string(), title: z.string() });
const ofVersion = z.object({ number: z.number(), changes: z.number() });
export const ProductDrafted = announcement('catalog.product_drafted', ofProduct);
export const ProductDropped = announcement('catalog.product_dropped', ofProduct);
export const ProductKept = announcement('catalog.product_kept', ofProduct);
export const CatalogImported = announcement('catalog.imported', z.object({ file: z.string(), added: z.number(), changed: z.number() }));
export const CatalogReturned = announcement('catalog.returned', ofVersion);
export const VersionScheduled = announcement('catalog.version_scheduled', ofVersion.extend({ publishOn: z.iso.date() }));
export const VersionUnscheduled = announcement('catalog.version_unscheduled', ofVersion);
export const VersionPublished = announcement('catalog.version_published', ofVersion);
export const VersionDiscarded = announcement('catalog.version_discarded', ofVersion);

const reads = { within: 'operator', method: 'GET', permission: 'op.catalog' } as const;
const changes = { within: 'operator', method: 'POST', permission: 'op.catalog' } as const;
const byProduct = z.object({ productId: ProductId });
const byVersion = z.object({ versionId: Id, version: z.number().int() });

export const deskEndpoints = {
  listProducts: endpoint({
    ...reads,
    path: '/catalog',
    summary: 'Every product, and what the draft would change; typing errors are forgiven',
    input: PageInput.extend({ search: z.string().trim().max(100).optional(), kind: z.enum(skuKinds).optional(), drafted: z.enum(['yes']).optional() }),
    output: Page(DeskProduct).extend({ draft: Version.nullable(), can: z.object({ edit: z.boolean() }) }),
  }),
  getProduct: endpoint({
    ...reads,
    path: '/catalog/products/:productId',
    summary: 'One product as the draft has it, or as it is in force',
    input: byProduct,
    output: z.object({
      productId: ProductId,
      definition: Definition,
      isDrafted: z.boolean(),
      isSold: z.boolean(),
      /** Of what was read; a change must send it. */
      version: z.string(),
      can: z.object({ edit: z.boolean() }),
    }),
  }),
  draftProduct: endpoint({
    ...changes,
    method: 'PUT',
    path: '/catalog/products/:productId',
    summary: 'Write a product into the draft: a new one, or a change; nobody sees it before it is published',
    input: byProduct.extend({ definition: Definition, version: z.string().max(80).nullable() }),
    output: z.object({}),
    problems: [CatalogFaulty, ChangedMeanwhile],
  }),
  dropProduct: endpoint({
    ...changes,
    path: '/catalog/products/:productId/drop',
    summary: 'Let the draft end a product: it is sold to nobody any more, and kept for what was bought',
    input: byProduct,
    output: z.object({}),
  }),
  keepProduct: endpoint({
    ...changes,
    method: 'DELETE',
    path: '/catalog/products/:productId/draft',
    summary: 'Take a product out of the draft',
    input: byProduct,
    output: z.object({}),
  }),
  exportProducts: endpoint({
    ...reads,
    path: '/catalog/file',
    answers: 'stream',
    summary: 'The catalog as a CSV file that can be changed and imported',
    input: z.object({}),
    output: z.unknown(),
  }),
  previewProducts: endpoint({
    ...changes,
    path: '/catalog/file/preview',
    summary: 'What importing a CSV file would put into the draft, or what is wrong with it, row by row; changes nothing',
    input: CsvFile,
    output: z.object({ rows: z.number().int(), count: z.number().int(), faults: z.array(FileFault), changes: z.array(ProductChange) }),
    problems: [ImportFileWrong],
  }),
  importProducts: endpoint({
    ...changes,
    path: '/catalog/file',
    summary: 'Put the products of a CSV file into the draft; all of them or none',
    input: CsvFile,
    output: z.object({ changes: z.array(ProductChange) }),
    problems: [ImportFileWrong, CatalogFileFaulty],
  }),
  listVersions: endpoint({
    ...reads,
    path: '/catalog/versions',
    summary: 'Versions of the catalog, the newest first',
    input: PageInput,
    output: Page(Version),
  }),
  getVersion: endpoint({
    ...reads,
    path: '/catalog/versions/:versionId',
    summary: 'One version, and what it changes product by product',
    input: z.object({ versionId: Id }),
    output: Version.extend({ products: z.array(ProductChange) }),
  }),
  previewReturn: endpoint({
    ...reads,
    path: '/catalog/versions/:versionId/return',
    summary: 'What going back to a published version would put into the draft; changes nothing',
    input: z.object({ versionId: Id }),
    output: z.object({ products: z.array(ProductChange) }),
    problems: [VersionNotInState],
  }),
  returnToVersion: endpoint({
    ...changes,
    path: '/catalog/versions/:versionId/return',
    summary: 'Put the catalog as it was after a published version into the draft; nobody sees it before it is published',
    input: z.object({ versionId: Id }),
    output: z.object({ draft: z.uuid(), changes: z.number().int() }),
    problems: [VersionNotInState, VersionEmpty, CatalogFaulty],
  }),
  publishVersion: endpoint({
    ...changes,
    path: '/catalog/versions/:versionId/publish',
    stepUp: 10,
    summary: 'Publish the draft now, or have it published at the beginning of a day (UTC)',
    input: byVersion.extend({ publishOn: z.iso.date().nullable(), note: z.string().trim().max(300).nullable() }),
    output: z.object({}),
    problems: [VersionNotInState, VersionEmpty, DayNotAhead, ChangedMeanwhile, CatalogFaulty],
  }),
  unscheduleVersion: endpoint({
    ...changes,
    path: '/catalog/versions/:versionId/unschedule',
    summary: 'Make a version that waits for its day the draft again',
    input: byVersion,
    output: z.object({}),
    problems: [VersionNotInState, ChangedMeanwhile],
  }),
  discardVersion: endpoint({
    ...changes,
    path: '/catalog/versions/:versionId/discard',
    summary: 'Throw the draft away',
    input: byVersion,
    output: z.object({}),
    problems: [VersionNotInState, ChangedMeanwhile],
  }),
};
