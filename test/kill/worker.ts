import { openApp } from '../../src/main.server.ts';
import { readConfig } from '../../src/server/config.ts';
import { openLog } from '../../src/server/log.ts';
import { secretsOf } from '../../src/server/secrets.ts';

// A process that does nothing but work through the queues of a test's database, until it is killed.
const { database, dataDir } = JSON.parse(process.argv[2] ?? '') as { database: object; dataDir: string };
const app = await openApp({
  config: readConfig({ DATA_DIR: dataDir, PUBLIC_URL: 'http://localhost:3000', DNS_RESOLVERS: '127.0.0.1:9,127.0.0.1:9' }),
  database,
  log: openLog('silent'),
  secrets: secretsOf(Buffer.alloc(32, 7)),
  now: () => new Date(),
});
await app.queue.work();
process.stdout.write('works\n');
