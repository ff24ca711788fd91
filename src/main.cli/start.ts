import { mkdirSync } from 'node:fs';
import { flushCompileCache } from 'node:module';
import type { AddressInfo } from 'node:net';
import type { openApp } from '../main.server.ts';
import { type Config, environment, readConfig } from '../server/config.ts';
import { connectDatabase, prepareDatabase } from '../server/connect.ts';
import { type Log, openLog } from '../server/log.ts';
import { keepAhead } from '../server/partitions.ts';
import { loadSecrets } from '../server/secrets.ts';
import { removeSetupCode, ensureSetupCode } from '../features/setup/setupCode.ts';
import { buildWeb } from '../../scripts/build-web.ts';

const say = (line: string) => console.log(line);

/** Starts everything and stays until it is told to stop. */
export const start = async (): Promise<number> => serve(readConfig(environment()));

export interface Serving {
  /** Runs before anyone is let in; the demo builds its world here. */
  readonly before?: (app: Awaited<ReturnType<typeof openApp>>) => Promise<void>;
  /** What to say besides the address. */
  readonly after?: (address: string) => void;
}

/** Database, migrations, web, server, in this order; then waits for the signal to stop. */
export async function serve(config: Config, { before, after }: Serving = {}): Promise<number> {
  mkdirSync(config.DATA_DIR, { recursive: true, mode: 0o700 });
  const log = openLog(config.LOG_LEVEL);
  const built = buildWeb({ say });
  built.catch(() => {});
  // The database wakes up while the house is loaded.
  const house = import('../main.server.ts');
  house.catch(() => {});
  const connection = await connectDatabase(config, say);
  try {
    const { jobs, openApp } = await house;
    await prepareDatabase(connection, jobs, say);
    await built;
    let stopAhead = () => {};
    const app = await openApp({ config, database: connection.app, secrets: loadSecrets(config.DATA_DIR), log, now: () => new Date(), demo: loadDemo });
    try {
      await before?.(app);
      const isSetUp = await app.isSetUp();
      const code = isSetUp ? null : ensureSetupCode(config.DATA_DIR);
      if (isSetUp) removeSetupCode(config.DATA_DIR);
      const stopped = untilStopped();
      await app.http.listen({ port: config.PORT, host: config.HOST });
      // Nobody who asks waits for those who work behind the pages.
      await app.queue.work();
      app.sealer.work(() => new Date());
      app.courier.work(() => new Date());
      if (connection.owner) stopAhead = keepAhead(connection.owner, log);
      const { port } = app.http.server.address() as AddressInfo;
      const address = config.PUBLIC_URL ?? `http://localhost:${port}`;
      say(`Entente is at ${address}`);
      if (code) say(`Set it up there with this code (also in ${config.DATA_DIR}/setup-code): ${code}`);
      after?.(address);
      const settling = setTimeout(() => void settle(app, log), SETTLE_AFTER_MS);
      await stopped;
      clearTimeout(settling);
      say('Stopping: running requests are finished first.');
    } finally {
      stopAhead();
      await app.close();
    }
  } finally {
    await connection.stop();
  }
  return 0;
}

/** Long enough for whoever waited for the start to have their first page. */
const SETTLE_AFTER_MS = 1_000;

/** Does what the start did not wait for. What fails here fails again, and is told, when someone asks for it. */
async function settle(app: Awaited<ReturnType<typeof openApp>>, log: Log): Promise<void> {
  await app.settle().catch((error: unknown) => log.error({ error }, 'what a start leaves for later could not be done'));
  // Now, because a server may run for months and then be cut off.
  flushCompileCache();
}

/** For the set-up page of an empty center; fetched only when somebody wants it. */
async function loadDemo(app: Awaited<ReturnType<typeof openApp>>) {
  const [{ buildDemo }, { demoPassword, demoSignIns }] = await Promise.all([import('./demoWorld.ts'), import('./demoData.ts')]);
  await buildDemo(app);
  return { password: demoPassword, people: demoSignIns() };
}

/** The first signal asks to stop; a second one does not wait. */
function untilStopped(): Promise<void> {
  return new Promise((resolve) => {
    let asked = false;
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.on(signal, () => {
        if (asked) process.exit(1);
        asked = true;
        resolve();
      });
  });
}
