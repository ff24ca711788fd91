import { accessSync, constants, existsSync, statfsSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import pg from 'pg';
import nodemailer from 'nodemailer';
import { type Config, environment, readConfig } from '../server/config.ts';
import { connectDatabase } from '../server/connect.ts';
import { pendingMigrations } from '../server/migrate.ts';
import { partitionsUntil } from '../server/partitions.ts';

interface Finding {
  readonly ok: boolean;
  readonly what: string;
  readonly mend?: string;
}

/** Looks at everything that commonly goes wrong; says what is and how to mend it. Exit code 1 when something must be mended. */
export async function doctor(): Promise<number> {
  let config: Config;
  try {
    config = readConfig(environment());
  } catch (error) {
    return tell([
      {
        ok: false,
        what: error instanceof Error ? error.message : String(error),
        mend: 'Correct the settings named above; docs/reference/config.md lists them all.',
      },
    ]);
  }
  return tell([node(), ...folder(config), await port(config), ...(await database(config)), await mail(config), ...urls(config)]);
}

function tell(findings: readonly Finding[]): number {
  for (const { ok, what, mend } of findings) console.log(`${ok ? '✓' : '✗'} ${what}${ok || !mend ? '' : `\n  → ${mend}`}`);
  const wrong = findings.filter((f) => !f.ok).length;
  console.log(wrong ? `${wrong} to mend.` : 'Nothing to mend.');
  return wrong ? 1 : 0;
}

const node = (): Finding => {
  const ok = Number.parseInt(process.versions.node, 10) >= 24;
  return { ok, what: `Node ${process.versions.node}`, mend: 'Start through npm (npm start, npm run entente): it brings Node 24.' };
};

function folder(config: Config): Finding[] {
  const found: Finding[] = [];
  if (!existsSync(config.DATA_DIR)) return [{ ok: true, what: `${config.DATA_DIR} will be made at the first start` }];
  try {
    accessSync(config.DATA_DIR, constants.R_OK | constants.W_OK | constants.X_OK);
    found.push({ ok: true, what: `${config.DATA_DIR} can be read and written` });
  } catch {
    found.push({
      ok: false,
      what: `${config.DATA_DIR} cannot be read and written by this user`,
      mend: `Run as the user who owns it, or: chown -R $(id -u) ${config.DATA_DIR}`,
    });
  }
  const open = (statSync(config.DATA_DIR).mode & 0o077) !== 0;
  found.push({
    ok: !open,
    what: open ? `${config.DATA_DIR} is open to other users of this machine` : `${config.DATA_DIR} is closed to other users`,
    mend: `chmod 700 ${config.DATA_DIR}`,
  });
  const { bavail, bsize } = statfsSync(config.DATA_DIR);
  const free = Math.round((bavail * bsize) / 1e6);
  found.push({ ok: free > 500, what: `${free} MB free where ${config.DATA_DIR} lies`, mend: 'Free at least 500 MB, or set DATA_DIR to a larger disk.' });
  return found;
}

const port = (config: Config) =>
  new Promise<Finding>((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) =>
      resolve({
        ok: false,
        what: `Port ${config.PORT} on ${config.HOST}: ${error.code === 'EADDRINUSE' ? 'something already listens there (Entente itself, perhaps)' : error.message}`,
        mend: 'Stop what listens there, or set PORT to another one.',
      }),
    );
    server.listen(config.PORT, config.HOST, () => server.close(() => resolve({ ok: true, what: `Port ${config.PORT} on ${config.HOST} is free` })));
  });

async function database(config: Config): Promise<Finding[]> {
  try {
    const connection = await connectDatabase(config, () => {}, { hold: false });
    try {
      const client = new pg.Client(connection.app as pg.ClientConfig);
      await client.connect();
      try {
        const { rows } = await client.query<{ version: number; superuser: boolean; owns: number }>(
          "select current_setting('server_version_num')::int as version, (select rolsuper from pg_roles where rolname = current_user) as superuser, (select count(*)::int from pg_class where relowner = (select oid from pg_roles where rolname = current_user)) as owns",
        );
        const { version = 0, superuser, owns = 0 } = rows[0] ?? {};
        const pending = await pendingMigrations(client);
        return [
          {
            ok: version >= 150000,
            what: `PostgreSQL ${Math.floor(version / 10000)} answers${connection.embedded ? ' (embedded)' : ''}`,
            mend: 'Entente needs PostgreSQL 15 or newer.',
          },
          {
            ok: !superuser && owns === 0,
            what: superuser || owns ? 'The app’s role is a superuser or owns tables: row-level security would not hold it' : 'The app’s role owns nothing',
            mend: 'Set DATABASE_URL to a role without rights of its own and DATABASE_OWNER_URL to the owner; docs/handbook/operating.md has the statements.',
          },
          {
            ok: pending.length === 0,
            what: pending.length ? `${pending.length} migrations are missing` : 'The schema is up to date',
            mend: 'Run: npm run entente -- migrate',
          },
          ...(pending.length ? [] : await log(client)),
        ];
      } finally {
        await client.end();
      }
    } finally {
      await connection.stop();
    }
  } catch (error) {
    return [
      {
        ok: false,
        what: `The database cannot be reached: ${error instanceof Error ? error.message : String(error)}`,
        mend: config.DATABASE_URL
          ? 'Check DATABASE_URL, and that the server listens.'
          : `Look into ${config.DATA_DIR}/postgres and its log; a copy of the folder is a backup while nothing runs.`,
      },
    ];
  }
}

/** Whether the activity log has room for the coming months, and is sealed as it grows. */
async function log(client: pg.Client): Promise<Finding[]> {
  const until = await partitionsUntil(client);
  const { rows } = await client.query<{ since: Date | null }>('select min(at) as since from seal_queue');
  const since = rows[0]?.since;
  const waitsLong = since ? Date.now() - since.getTime() > 10 * 60_000 : false;
  return [
    {
      ok: until !== null && until.getTime() > Date.now() + 60 * 86_400_000,
      what: `The activity log has room until ${until?.toISOString().slice(0, 10) ?? 'an unknown day'}`,
      mend: 'Run: npm run entente -- migrate, which makes the coming months',
    },
    {
      ok: !waitsLong,
      what: waitsLong ? `Entries of the activity log wait for their seal since ${since?.toISOString()}` : 'The activity log is sealed',
      mend: 'They are sealed by a running server: start one, or look into its log.',
    },
  ];
}

async function mail(config: Config): Promise<Finding> {
  if (!config.SMTP_URL) return { ok: true, what: 'No mail server is set: mails land on the operator’s Mailbox page' };
  return nodemailer
    .createTransport(config.SMTP_URL)
    .verify()
    .then(
      () => ({ ok: true, what: 'The mail server answers' }),
      (error: unknown) => ({
        ok: false,
        what: `The mail server does not take us: ${error instanceof Error ? error.message : String(error)}`,
        mend: 'Check SMTP_URL: name, port, user and password.',
      }),
    );
}

function urls(config: Config): Finding[] {
  const { protocol, hostname } = new URL(config.publicUrl);
  const local = ['localhost', '127.0.0.1', '::1'].includes(hostname);
  return [
    {
      ok: protocol === 'https:' || local,
      what: `Browsers reach it at ${config.publicUrl}`,
      mend: 'Passkeys and safe cookies need https: put a proxy with a certificate in front and set PUBLIC_URL and TRUST_PROXY.',
    },
  ];
}
