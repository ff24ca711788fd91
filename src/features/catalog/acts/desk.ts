import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { run, type Tx } from '../../../server/tx.ts';
import {
  CatalogFaulty,
  CatalogImported,
  DayNotAhead,
  type Definition,
  type ProductChange,
  ProductDrafted,
  ProductDropped,
  ProductKept,
  VersionDiscarded,
  VersionEmpty,
  VersionNotInState,
  VersionPublished,
  VersionScheduled,
  VersionUnscheduled,
} from '../contract.ts';
import { changeOf, faultsBetween } from '../policy/definitions.ts';
import { findDraft, findProduct, findVersion, listChanges, listSkuOwners, type VersionRow } from '../queries/products.ts';
import { putInForce } from './publishing.ts';

const nameOf = (actor: Actor): string => ('name' in actor ? actor.name : actor.kind);

/** The draft, locked; the first change begins one. Two who begin at once get the same one. */
export async function draft(tx: Tx, actor: Actor, now: Date): Promise<string> {
  await run(tx, "select pg_advisory_xact_lock(hashtext('catalog draft'))");
  const known = await findDraft(tx);
  if (known) return known.versionId;
  const { rows } = await run(
    tx,
    'insert into catalog_versions (number, created_by_name, created_at) select coalesce(max(number), 0) + 1, $1, $2 from catalog_versions returning version_id',
    [nameOf(actor), now],
  );
  return String(rows[0]?.['version_id']);
}

/** What tells one reading of a product from the next. */
export const stampOf = (changedAt: Date): string => changedAt.toISOString();

/** Refuses what would not fit together once it is published. @throws CatalogFaulty */
export async function checkTogether(tx: Tx, versionId: string, products: ReadonlyMap<string, Definition>): Promise<void> {
  const owners = await listSkuOwners(tx, versionId);
  for (const [sku, owner] of owners) if (products.has(owner)) owners.delete(sku);
  const faults = faultsBetween(products, owners);
  if (faults.length) throw new CatalogFaulty({ faults });
}

/** Puts products into a draft as they are to be; null: sold no more. */
export const write = (tx: Tx, now: Date, versionId: string, products: readonly { productId: string; definition: Definition | null }[]) =>
  run(
    tx,
    `insert into catalog_changes (version_id, product_id, definition, changed_at)
     select $1, x."productId", nullif(x.definition, 'null'), $3 from jsonb_to_recordset($2::jsonb) as x("productId" text, definition jsonb)
     on conflict (version_id, product_id) do update set definition = excluded.definition, changed_at = excluded.changed_at`,
    [versionId, JSON.stringify(products), now],
  );

/** Writes a product into the draft. @throws CatalogFaulty; ChangedMeanwhile when it is not the one that was read */
export async function draftProduct(tx: Tx, actor: Actor, now: Date, productId: string, definition: Definition, version: string | null): Promise<void> {
  const versionId = await draft(tx, actor, now);
  const known = await findProduct(tx, productId);
  if ((known ? stampOf(known.changedAt) : null) !== version) throw new ChangedMeanwhile({});
  await checkTogether(tx, versionId, new Map([[productId, definition]]));
  await write(tx, now, versionId, [{ productId, definition }]);
  await announce(tx, actor, now, ProductDrafted, {
    accountId: null,
    subjectId: productId,
    details: { product: productId, title: definition.texts.en.title },
  });
}

/** Lets the draft end a product. @throws NotFound */
export async function dropProduct(tx: Tx, actor: Actor, now: Date, productId: string): Promise<void> {
  const known = await findProduct(tx, productId);
  if (!known) throw new NotFound({});
  const versionId = await draft(tx, actor, now);
  // What only the draft knows is gone with its line.
  if (known.isSold) await write(tx, now, versionId, [{ productId, definition: null }]);
  else await run(tx, 'delete from catalog_changes where version_id = $1 and product_id = $2', [versionId, productId]);
  await announce(tx, actor, now, ProductDropped, {
    accountId: null,
    subjectId: productId,
    details: { product: productId, title: known.definition.texts.en.title },
  });
}

/** Takes a product out of the draft. @throws NotFound */
export async function keepProduct(tx: Tx, actor: Actor, now: Date, productId: string): Promise<void> {
  const versionId = await draft(tx, actor, now);
  const { rowCount } = await run(tx, 'delete from catalog_changes where version_id = $1 and product_id = $2', [versionId, productId]);
  if (!rowCount) throw new NotFound({});
  const known = await findProduct(tx, productId);
  await announce(tx, actor, now, ProductKept, {
    accountId: null,
    subjectId: productId,
    details: { product: productId, title: known?.definition.texts.en.title ?? productId },
  });
}

/** Puts the products of a file into the draft, those that differ. @throws CatalogFaulty */
export async function importProducts(tx: Tx, actor: Actor, now: Date, file: string, read: ReadonlyMap<string, Definition>): Promise<ProductChange[]> {
  const versionId = await draft(tx, actor, now);
  const products = await withPlans(tx, read);
  await checkTogether(tx, versionId, products);
  const changes = await previewProducts(tx, products);
  const differing = changes.filter(({ change }) => change !== 'same').map(({ productId }) => ({ productId, definition: products.get(productId) ?? null }));
  await write(tx, now, versionId, differing);
  const count = (change: ProductChange['change']) => changes.filter((each) => each.change === change).length;
  await announce(tx, actor, now, CatalogImported, { accountId: null, details: { file, added: count('added'), changed: count('changed') } });
  return changes;
}

/** A file has no column for what a SKU is made of: that stays as it was. */
async function withPlans(tx: Tx, products: ReadonlyMap<string, Definition>): Promise<Map<string, Definition>> {
  const whole = new Map<string, Definition>();
  for (const [productId, definition] of products) {
    const known = await findProduct(tx, productId);
    const plans = new Map((known?.definition.skus ?? []).map((sku) => [sku.skuId, sku.plans]));
    whole.set(productId, { ...definition, skus: definition.skus.map((sku) => ({ ...sku, ...(plans.get(sku.skuId) ? { plans: plans.get(sku.skuId) } : {}) })) });
  }
  return whole;
}

/** What a file would change, against the draft or what is in force. */
export async function previewProducts(tx: Tx, products: ReadonlyMap<string, Definition>): Promise<ProductChange[]> {
  const changes: ProductChange[] = [];
  for (const [productId, definition] of await withPlans(tx, products)) {
    const known = await findProduct(tx, productId);
    changes.push(changeOf(productId, known && (known.isSold || known.isDrafted) ? known.definition : null, definition, ({ texts }) => texts.en.title));
  }
  return changes;
}

async function lockVersion(tx: Tx, versionId: string, version: number | null, ...states: VersionRow['state'][]): Promise<VersionRow> {
  const found = await findVersion(tx, versionId, { forUpdate: true });
  if (!found) throw new NotFound({});
  if (!states.includes(found.state)) throw new VersionNotInState({ state: found.state });
  if (version !== null && found.version !== version) throw new ChangedMeanwhile({});
  return found;
}
const setVersion = (tx: Tx, versionId: string, set: { state: string; note?: string | null; publishOn?: string | null; publishedAt?: Date }) =>
  tx
    .updateTable('catalogVersions')
    .set((eb) => ({ ...set, version: eb('version', '+', 1) }))
    .where('versionId', '=', versionId)
    .execute();

export interface Publishing {
  readonly versionId: string;
  readonly version: number;
  /** Null: now. */
  readonly publishOn: string | null;
  readonly note: string | null;
}

/** Publishes the draft, or says on which day it will be. @throws VersionNotInState, VersionEmpty, DayNotAhead, ChangedMeanwhile, CatalogFaulty */
export async function publishVersion(tx: Tx, actor: Actor, now: Date, { versionId, version, publishOn, note }: Publishing): Promise<void> {
  const found = await lockVersion(tx, versionId, version, 'draft');
  if (found.changes === 0) throw new VersionEmpty({});
  const changes = await listChanges(tx, versionId, { published: false });
  const products = new Map(changes.flatMap(({ productId, after }) => (after ? [[productId, after] as const] : [])));
  await checkTogether(tx, versionId, products);
  if (publishOn === null) {
    await setVersion(tx, versionId, { state: 'draft', note });
    return publish(tx, actor, now, versionId);
  }
  if (publishOn <= now.toISOString().slice(0, 10)) throw new DayNotAhead({});
  await setVersion(tx, versionId, { state: 'scheduled', publishOn, note });
  await announce(tx, actor, now, VersionScheduled, {
    accountId: null,
    subjectId: versionId,
    details: { number: found.number, changes: found.changes, publishOn },
  });
}

/** Puts a version in force. Safe to run again: what was published is left alone. */
export async function publish(tx: Tx, actor: Actor, now: Date, versionId: string): Promise<void> {
  const found = await findVersion(tx, versionId, { forUpdate: true });
  if (!found || (found.state !== 'draft' && found.state !== 'scheduled')) return;
  await putInForce(tx, now, versionId);
  await setVersion(tx, versionId, { state: 'published', publishedAt: now });
  await announce(tx, actor, now, VersionPublished, { accountId: null, subjectId: versionId, details: { number: found.number, changes: found.changes } });
}

/** Makes a version that waits for its day the draft again; the draft of today, if there is one, joins it and decides. @throws VersionNotInState */
export async function unscheduleVersion(tx: Tx, actor: Actor, now: Date, versionId: string, version: number): Promise<void> {
  await run(tx, "select pg_advisory_xact_lock(hashtext('catalog draft'))");
  const found = await lockVersion(tx, versionId, version, 'scheduled');
  const other = await findDraft(tx);
  if (other) {
    await run(
      tx,
      `insert into catalog_changes (version_id, product_id, definition, changed_at) select $2, product_id, definition, changed_at from catalog_changes where version_id = $1
       on conflict (version_id, product_id) do nothing`,
      [versionId, other.versionId],
    );
    await setVersion(tx, versionId, { state: 'discarded' });
  } else await setVersion(tx, versionId, { state: 'draft', publishOn: null });
  await announce(tx, actor, now, VersionUnscheduled, { accountId: null, subjectId: versionId, details: { number: found.number, changes: found.changes } });
}

/** Throws the draft away; it stays in the list as what it was. @throws VersionNotInState */
export async function discardVersion(tx: Tx, actor: Actor, now: Date, versionId: string, version: number): Promise<void> {
  const found = await lockVersion(tx, versionId, version, 'draft');
  await setVersion(tx, versionId, { state: 'discarded' });
  await announce(tx, actor, now, VersionDiscarded, { accountId: null, subjectId: versionId, details: { number: found.number, changes: found.changes } });
}
