import path from 'node:path';
import pg from 'pg';
import { port, readNote } from '../src/server/postgres/running.ts';

/** Works in the demo's database: only for what a journey cannot wait for, such as time that must have passed. */
export async function inDemoDatabase<T>(work: (database: pg.Client) => Promise<T>): Promise<T> {
  const note = await readNote(path.join(process.env['DEMO_DATA'] ?? '', 'postgres'));
  const client = new pg.Client({ host: note?.socketDir ?? '', port, user: 'postgres', database: 'entente' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
