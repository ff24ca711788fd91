import { parseArgs } from 'node:util';
import { operatorRoles } from '../core/roles.ts';
import { isLocale } from '../core/locale.ts';
import { addOperator } from '../features/identity/acts/operators.ts';
import { jobs, openApp } from '../main.server.ts';
import { system } from '../server/actor.ts';
import { backup, readManifest, restore } from '../server/backup.ts';
import { environment, readConfig } from '../server/config.ts';
import { connectDatabase, prepareDatabase } from '../server/connect.ts';
import { acrossAccounts } from '../server/db.ts';
import { openLog } from '../server/log.ts';
import { loadSecrets } from '../server/secrets.ts';

const say = (line: string) => console.log(line);

export async function migrateCommand(): Promise<number> {
  const connection = await connectDatabase(readConfig(environment()), say, { hold: false });
  try {
    if (!connection.owner) throw new Error('Set DATABASE_OWNER_URL to the role that owns the database: the app role may not change its structure.');
    await prepareDatabase(connection, jobs, say);
    say('The database is up to date.');
  } finally {
    await connection.stop();
  }
  return 0;
}

export async function operatorAdd(args: readonly string[]): Promise<number> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      email: { type: 'string' },
      given: { type: 'string' },
      family: { type: 'string' },
      role: { type: 'string', default: 'op_root' },
      locale: { type: 'string', default: 'en' },
    },
  });
  const { email, given, family, locale } = values;
  const role = operatorRoles.find((r) => r === values.role);
  if (!email || !given || !family || !role || !isLocale(locale)) {
    say(`usage: entente operator add --email ana@example.com --given Ana --family Pérez [--role ${operatorRoles.join('|')}] [--locale en]`);
    return 2;
  }
  const config = readConfig(environment());
  const connection = await connectDatabase(config, say, { hold: false });
  try {
    await prepareDatabase(connection, jobs, say);
    const app = await openApp({ config, database: connection.app, secrets: loadSecrets(config.DATA_DIR), log: openLog('warn'), now: () => new Date() });
    await acrossAccounts(app.db, 'operator add', (tx) =>
      addOperator(tx, system('entente operator add'), new Date(), { email, givenName: given, familyName: family, locale, role }),
    );
    await app.close();
    say(`${email} is now ${role}; a link to set a password is in the mail${config.SMTP_URL ? '' : ' (the Mailbox page, until SMTP_URL is set)'}.`);
  } finally {
    await connection.stop();
  }
  return 0;
}

export async function backupCommand([file]: readonly string[]): Promise<number> {
  if (!file) {
    say('usage: entente backup FILE');
    return 2;
  }
  const config = readConfig(environment());
  const connection = await connectDatabase(config, say, { hold: false });
  try {
    if (!connection.owner) throw new Error('A backup reads as the owner role: set DATABASE_OWNER_URL.');
    await backup({ owner: connection.owner, dataDir: config.DATA_DIR, to: file, say });
  } finally {
    await connection.stop();
  }
  return 0;
}

export async function restoreCommand([file]: readonly string[]): Promise<number> {
  if (!file) {
    say('usage: entente restore FILE');
    return 2;
  }
  const config = readConfig(environment());
  const connection = await connectDatabase(config, say);
  try {
    if (!connection.owner) throw new Error('Restoring writes as the owner role: set DATABASE_OWNER_URL.');
    // First the schema of the backup, then its rows, then what came since: a later migration must meet the rows it changes.
    await prepareDatabase(connection, jobs, say, (await readManifest(file)).migrations.at(-1)?.name);
    await restore({ owner: connection.owner, dataDir: config.DATA_DIR, from: file, say });
    await prepareDatabase(connection, jobs, say);
  } finally {
    await connection.stop();
  }
  return 0;
}
