import { z } from 'zod';
import { run, type Tx } from '../../../server/tx.ts';
import { PriceFault, PriceFileFault, type PriceImport } from '../contract.ts';

const columns = `import_id as "importId", list_id as "listId", file_name as "fileName", state, size, received, progress, faults, fault_count as "faultCount", file_fault as "fileFault",
  created_by_name as "createdBy", created_at as "createdAt", ended_at as "endedAt"`;

const seen = (row: Record<string, unknown>): PriceImport => ({
  ...(row as unknown as PriceImport),
  size: Number(row['size']),
  received: Number(row['received']),
  faults: z.array(PriceFault).parse(row['faults']),
  fileFault: PriceFileFault.nullable().parse(row['fileFault'] ?? null),
});

export async function findImport(tx: Tx, importId: string): Promise<PriceImport | undefined> {
  const { rows } = await run(tx, `select ${columns} from price_imports where import_id = $1`, [importId]);
  return rows[0] && seen(rows[0]);
}
/** Locks it until the transaction ends. */
export async function findImportForUpdate(tx: Tx, importId: string): Promise<PriceImport | undefined> {
  const { rows } = await run(tx, `select ${columns} from price_imports where import_id = $1 for update`, [importId]);
  return rows[0] && seen(rows[0]);
}
export async function listImports(tx: Tx, limit: number): Promise<PriceImport[]> {
  const { rows } = await run(tx, `select ${columns} from price_imports order by created_at desc, import_id limit $1`, [limit]);
  return rows.map(seen);
}

export async function findPiece(tx: Tx, importId: string, number: number): Promise<Uint8Array | undefined> {
  const { rows } = await run(tx, 'select content from price_import_pieces where import_id = $1 and number = $2', [importId, number]);
  return rows[0]?.['content'] as Uint8Array | undefined;
}

/** Files that were never handed in whole. */
export async function listAbandoned(tx: Tx, before: Date): Promise<string[]> {
  const { rows } = await run(tx, "select list_id from price_imports where state in ('uploading', 'faulty') and created_at < $1", [before]);
  return rows.map((row) => String(row['list_id']));
}
