// A reader of one price file in a process of its own, to be killed: node readPrices.ts CONNECTION FILE (both JSON).
import type pg from 'pg';
import { readPriceFile } from '../../src/features/catalog/acts/imports.ts';
import { openDatabase } from '../../src/server/db.ts';

const [connection = '{}', file = '{}'] = process.argv.slice(2);
const db = await openDatabase(JSON.parse(connection) as pg.PoolConfig, 4);
await readPriceFile(db, new Date(), JSON.parse(file) as Parameters<typeof readPriceFile>[2]);
await db.close();
