import type pg from 'pg';
import { openApp } from '../src/main.server.ts';
import { readConfig } from '../src/server/config.ts';
import { openLog } from '../src/server/log.ts';
import { loadSecrets } from '../src/server/secrets.ts';
import { alone, type Bench, type Measure, type Result } from './measure.ts';

/** How often an ordinary read waits for the database, session and rights included: counted on the wire, inside one process. */
export const roundTrips: Measure = {
  name: 'round-trips',
  about: 'Waits for the database in an ordinary read',
  async run(bench: Bench): Promise<Result[]> {
    const center = await bench.center();
    const config = readConfig({ DATA_DIR: center.dataDir, LOG_LEVEL: 'silent', DATABASE_POOL: '2' });
    const app = await openApp({ config, database: center.database, secrets: loadSecrets(center.dataDir), log: openLog('silent'), now: () => new Date() });
    try {
      const read = () => app.http.inject({ url: `${center.companyPath}/company`, headers: center.headers });
      await read();
      const trips = await countTrips(app.db.pool, async () => {
        const { statusCode } = await read();
        if (statusCode !== 200) throw new Error(`the read answered ${statusCode}`);
      });
      return [alone('round-trips', 'a read', trips, 1)];
    } finally {
      await app.close();
    }
  },
};

interface Wire {
  readonly connection: { readonly stream: NodeJS.WriteStream };
}

/** Writes that follow a reading, on every connection of the pool. */
async function countTrips(pool: pg.Pool, work: () => Promise<void>): Promise<number> {
  const clients: pg.PoolClient[] = [];
  for (let i = 0; i < pool.options.max; i++) clients.push(await pool.connect());
  let trips = 0,
    heard = true;
  for (const client of clients) {
    const { stream } = (client as unknown as Wire).connection;
    const write = stream.write.bind(stream) as (...words: unknown[]) => boolean;
    stream.write = ((...words: unknown[]) => {
      if (heard) trips++;
      heard = false;
      return write(...words);
    }) as typeof stream.write;
    stream.on('data', () => {
      heard = true;
    });
    client.release();
  }
  await work();
  return trips;
}
