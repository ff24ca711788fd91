import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import type { Download } from '../../server/http.ts';
import type { openAppIn, World } from '../../../test/world.ts';

/** Seals until nothing waits. Transactions of other tests on the same server may hold the sealer up for a moment. */
export async function sealAll(world: World, app: Awaited<ReturnType<typeof openAppIn>> = world.app): Promise<void> {
  for (const until = performance.now() + 60_000; performance.now() < until; ) {
    await app.sealer.seal(world.now);
    const { rows } = await world.admin.query<{ waiting: number }>('select count(*)::int as waiting from seal_queue');
    if (rows[0]?.waiting === 0) return;
  }
  throw new Error('it was never sealed');
}

/** What an export gave, whole. */
export const textOf = (download: unknown): Promise<string> => text((download as Download).body);
export const bytesOf = (content: string | Buffer): Readable => Readable.from([Buffer.from(content)]);
