import { Readable } from 'node:stream';
import { csvText } from '../../../core/csv.ts';
import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import { enqueue } from '../../../server/jobs.ts';
import type { Tx } from '../../../server/tx.ts';
import { addPiece, beginImport } from '../acts/imports.ts';
import { type importEndpoints, priceColumns, type PriceImport } from '../contract.ts';
import { readPrices } from '../jobs/prices.ts';
import { findImport, listImports } from '../queries/imports.ts';
import { listExampleLines } from '../queries/priceDesk.ts';

/** Files that the desk lists. */
const shown = 20;

export const importHandlers: HandlersOf<typeof importEndpoints> = {
  async getPriceTemplate({ tx }) {
    const rows = await listExampleLines(tx);
    return { type: 'text/csv; charset=utf-8', name: 'prices.csv', body: Readable.from([csvText([[...priceColumns], ...rows])]) } satisfies Download;
  },
  async beginPriceImport({ tx, actor, now }, input) {
    return show(tx, await beginImport(tx, actor, now, input));
  },
  async addPricePiece({ tx }, { importId, at, content }) {
    if (await addPiece(tx, importId, at, Buffer.from(content, 'base64'))) await enqueue(tx, readPrices, { importId });
    return show(tx, importId);
  },
  getPriceImport: ({ tx }, { importId }) => show(tx, importId),
  async listPriceImports({ tx }) {
    return { items: await listImports(tx, shown) };
  },
};

async function show(tx: Tx, importId: string): Promise<PriceImport> {
  const found = await findImport(tx, importId);
  if (!found) throw new NotFound({});
  return found;
}
