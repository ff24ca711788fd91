import { Readable } from 'node:stream';
import { may } from '../../../core/access.ts';
import { BYTE_ORDER_MARK, csvLine } from '../../../core/csv.ts';
import { cursorKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import { fold } from '../../../core/text.ts';
import type { Actor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import { cellsOf, textOf } from '../../../server/csvFile.ts';
import type { Download } from '../../../server/http.ts';
import { enqueue } from '../../../server/jobs.ts';
import {
  discardVersion,
  draftProduct,
  dropProduct,
  importProducts,
  keepProduct,
  previewProducts,
  publishVersion,
  stampOf,
  unscheduleVersion,
} from '../acts/desk.ts';
import { changesBack, returnTo } from '../acts/returning.ts';
import { CatalogFileFaulty, type deskEndpoints, faultsShown, fileColumns, type Version } from '../contract.ts';
import { publishDue } from '../jobs/publishing.ts';
import { changeOf, faultsBetween } from '../policy/definitions.ts';
import { readProducts, rowsOf } from '../policy/file.ts';
import {
  type DeskRow,
  findDraft,
  findProduct,
  findVersion,
  listChanges,
  listDefinitions,
  listDeskProducts,
  listSkuOwners,
  listVersions,
  type VersionRow,
} from '../queries/products.ts';

const mayEdit = (actor: Actor): boolean => may(actor.rights, 'op.catalog', 'edit');
const read = (content: string) => readProducts(cellsOf(textOf(Buffer.from(content, 'base64'))));

export const deskHandlers: HandlersOf<typeof deskEndpoints> = {
  async listProducts({ tx, actor }, { after, limit, search, kind, drafted }) {
    const words = fold(search ?? '')
      .split(' ')
      .filter(Boolean);
    const [rows, draft] = await Promise.all([
      listDeskProducts(tx, { locale: actor.locale, words, kind, onlyDrafted: drafted === 'yes', after: placeIn(after), limit: limit + 1 }),
      findDraft(tx),
    ]);
    return {
      ...page(
        rows,
        limit,
        (row) => [row.title, row.product_id],
        ({ product_id: productId, is_sold: isSold, ...row }: DeskRow) => ({ ...row, productId, isSold }),
      ),
      draft: draft ? present(draft, actor) : null,
      can: { edit: mayEdit(actor) },
    };
  },
  async getProduct({ tx, actor }, { productId }) {
    const found = await findProduct(tx, productId);
    if (!found) throw new NotFound({});
    const { changedAt, ...rest } = found;
    return { productId, ...rest, version: stampOf(changedAt), can: { edit: mayEdit(actor) } };
  },
  async draftProduct({ tx, actor, now }, { productId, definition, version }) {
    await draftProduct(tx, actor, now, productId, definition, version);
    return {};
  },
  async dropProduct({ tx, actor, now }, { productId }) {
    await dropProduct(tx, actor, now, productId);
    return {};
  },
  async keepProduct({ tx, actor, now }, { productId }) {
    await keepProduct(tx, actor, now, productId);
    return {};
  },
  async exportProducts({ tx, now }) {
    const products = await listDefinitions(tx);
    const lines = (function* () {
      yield BYTE_ORDER_MARK + csvLine(fileColumns);
      for (const { productId, definition } of products) yield rowsOf(productId, definition).map(csvLine).join('');
    })();
    return {
      type: 'text/csv; charset=utf-8',
      name: `catalog-${now.toISOString().slice(0, 10)}.csv`,
      body: Readable.from(lines, { objectMode: false }),
    } satisfies Download;
  },
  async previewProducts({ tx }, { content }) {
    const { products, faults, rows } = read(content);
    const owners = await listSkuOwners(tx, (await findDraft(tx))?.versionId ?? null);
    for (const [sku, owner] of owners) if (products.has(owner)) owners.delete(sku);
    // Links that lead nowhere belong to no single row; each is named once.
    const linked = faultsBetween(products, owners).map(({ productId, value }) => ({
      row: 0,
      column: null,
      code: 'unknown_sku' as const,
      value: `${productId}: ${value}`,
      right: '',
    }));
    const all = [...faults, ...linked];
    return { rows, count: all.length, faults: all.slice(0, faultsShown), changes: all.length ? [] : await previewProducts(tx, products) };
  },
  async importProducts({ tx, actor, now }, { name, content }) {
    const { products, faults } = read(content);
    if (faults.length) throw new CatalogFileFaulty({ count: faults.length, faults: faults.slice(0, faultsShown) });
    return { changes: await importProducts(tx, actor, now, name, products) };
  },
  async listVersions({ tx, actor }, { after, limit }) {
    const rows = await listVersions(tx, Number(cursorKey(after)?.[0]) || null, limit + 1);
    return page(
      rows,
      limit,
      ({ number }) => [number],
      (row) => present(row, actor),
    );
  },
  async getVersion({ tx, actor }, { versionId }) {
    const found = await findVersion(tx, versionId);
    if (!found) throw new NotFound({});
    const changes = await listChanges(tx, versionId, { published: found.state === 'published' });
    return {
      ...present(found, actor),
      products: changes.map(({ productId, before, after }) => changeOf(productId, before, after, ({ texts }) => texts[actor.locale].title)),
    };
  },
  async previewReturn({ tx, actor }, { versionId }) {
    const changes = await changesBack(tx, versionId);
    return { products: changes.map(({ productId, before, after }) => changeOf(productId, before, after, ({ texts }) => texts[actor.locale].title)) };
  },
  async returnToVersion({ tx, actor, now }, { versionId }) {
    return returnTo(tx, actor, now, versionId);
  },
  async publishVersion({ tx, actor, now }, input) {
    await publishVersion(tx, actor, now, input);
    if (input.publishOn) await enqueue(tx, publishDue, {}, new Date(`${input.publishOn}T00:00:05Z`));
    return {};
  },
  async unscheduleVersion({ tx, actor, now }, { versionId, version }) {
    await unscheduleVersion(tx, actor, now, versionId, version);
    return {};
  },
  async discardVersion({ tx, actor, now }, { versionId, version }) {
    await discardVersion(tx, actor, now, versionId, version);
    return {};
  },
};

function placeIn(text: string | undefined): readonly [string, string] | undefined {
  const key = cursorKey(text);
  return key?.length === 2 ? [String(key[0]), String(key[1])] : undefined;
}

const present = (row: VersionRow, actor: Actor): Version => ({
  ...row,
  can: {
    publish: mayEdit(actor) && row.state === 'draft' && row.changes > 0,
    unschedule: mayEdit(actor) && row.state === 'scheduled',
    discard: mayEdit(actor) && row.state === 'draft',
    return: mayEdit(actor) && row.state === 'published',
  },
});
