import type pg from 'pg';
import type { Database } from '../src/server/db.ts';

/** How often the client waited for the server: writes that follow a reading, on every pipelined connection. */
export async function roundTrips({ pool }: Database, work: () => Promise<unknown>): Promise<number> {
  let trips = 0,
    heard = true;
  const clients: pg.PoolClient[] = [];
  for (let i = 0; i < pool.options.max; i++) clients.push(await pool.connect());
  const restore = clients.map((client) => {
    const { stream } = (client as unknown as { connection: { stream: NodeJS.WriteStream & { write: (...a: unknown[]) => boolean } } }).connection;
    const write = stream.write.bind(stream);
    stream.write = (...a: unknown[]) => {
      if (heard) {
        trips++;
        heard = false;
      }
      return (write as (...b: unknown[]) => boolean)(...a);
    };
    const hear = () => {
      heard = true;
    };
    stream.on('data', hear);
    return () => {
      stream.write = write as never;
      stream.off('data', hear);
    };
  });
  for (const client of clients) client.release();
  try {
    await work();
  } finally {
    for (const r of restore) r();
  }
  return trips;
}
