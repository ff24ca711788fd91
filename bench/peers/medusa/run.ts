import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Center, startFilledCenter } from '../../center.ts';
import { withCustomers } from '../../customers.ts';
import { customerOfMany } from '../../customersLimit.ts';
import { inTurn } from '../../measure.ts';
import { companyOfMany } from '../../people.ts';
import { load, pin } from '../../processes.ts';
import { medusaVersion, type Peer, startMedusa } from './medusa.ts';

/**
 * Entente beside Medusa: 100,000 customers in each, on the same PostgreSQL; a list of 20 and one by its id, asked for by an admin who is
 * signed in. The server that is asked has a core, the load the other one. MEDUSA_FOLDER names a folder that has its packages already.
 */
const say = (line: string): void => void process.stdout.write(`${line}\n`);
const given = process.env['MEDUSA_FOLDER'];
const folder = given ?? (await mkdtemp(path.join(os.tmpdir(), 'medusa-')));
const center = await startFilledCenter(say);
let medusa: Peer | undefined;
try {
  say('making 100,000 customers of one company …');
  await withCustomers(center);
  // The embedded PostgreSQL of the center: both are on the same one.
  medusa = await startMedusa(folder, { host: path.join(center.dataDir, 'socket'), port: 5432, user: 'postgres' }, say);
  await compare(center, medusa);
} finally {
  await medusa?.stop();
  await center.stop();
  if (!given) await rm(folder, { recursive: true, force: true });
}

async function compare(ours: Center, theirs: Peer): Promise<void> {
  await Promise.all([pin(ours.pid, '0'), pin(theirs.pid, '0')]);
  for (const [what, own, other] of [
    ['list of 20 customers', '/customers?limit=20', '/admin/customers?limit=20'],
    ['customer by id', `/customers/${customerOfMany}`, `/admin/customers/${theirs.customerId}`],
  ] as const) {
    const [mine, its] = [`${ours.url}/api/a/${companyOfMany}${own}`, `${theirs.url}${other}`];
    await expectSome(mine, ours.headers);
    await expectSome(its, theirs.headers);
    await load(mine, ours.headers, { seconds: 5 });
    await load(its, theirs.headers, { seconds: 5 });
    const [value, peer] = await inTurn(
      5,
      () => load(mine, ours.headers, { seconds: 3 }),
      () => load(its, theirs.headers, { seconds: 3 }),
    );
    say(`${what}: Entente ${value.toFixed(0)}/s, Medusa ${medusaVersion} ${peer.toFixed(0)}/s, ratio ${(value / peer).toFixed(1)}`);
  }
}

async function expectSome(url: string, headers: Readonly<Record<string, string>>): Promise<void> {
  const answer = await fetch(url, { headers });
  const body = await answer.text();
  if (!answer.ok || body.length < 100) throw new Error(`${url}: ${answer.status} ${body.slice(0, 500)}`);
}
