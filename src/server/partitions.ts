import pg from 'pg';
import type { Log } from './log.ts';

/** Months that are made ahead. */
const ahead = 14;

/** Makes the monthly partitions of what is kept without limit, from last month on; as the owner role. */
export async function makeAhead(client: pg.Client, now: Date): Promise<void> {
  // Before migration 0001 there is nothing to make.
  const { rows } = await client.query<{ there: boolean }>("select to_regproc('make_announcement_partitions') is not null as there");
  if (rows[0]?.there) await client.query('select make_announcement_partitions($1::date, $2)', [new Date(now.getTime() - 31 * 86_400_000), ahead]);
}

/** Until when partitions are there; what would be written after that has no place. */
export async function partitionsUntil(client: pg.Client): Promise<Date | null> {
  const { rows } = await client.query<{ until: Date | null }>(
    `select max((regexp_match(pg_get_expr(c.relpartbound, c.oid), 'TO \\(''([^'']+)''\\)'))[1]::timestamptz) as until
       from pg_inherits i join pg_class c on c.oid = i.inhrelid where i.inhparent = 'announcements'::regclass`,
  );
  return rows[0]?.until ?? null;
}

/** Looks after the partitions of a server that runs for months; returns how to stop. */
export function keepAhead(owner: pg.ClientConfig, log: Log): () => void {
  const look = async () => {
    const client = new pg.Client(owner);
    await client.connect();
    try {
      await makeAhead(client, new Date());
    } finally {
      await client.end();
    }
  };
  const timer = setInterval(() => look().catch((error: unknown) => log.error({ error }, 'no partitions were made ahead')), 24 * 3_600_000);
  timer.unref();
  return () => clearInterval(timer);
}
