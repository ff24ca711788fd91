import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { type Endpoint, levelOf } from '../core/endpoint.ts';
import { Problem } from '../core/problem.ts';
import { openSession } from '../features/identity/acts.ts';
import { findPersonByEmail } from '../features/identity/queries.ts';
import { type App, openApp } from '../main.server.ts';
import { system } from '../server/actor.ts';
import { environment, readConfig } from '../server/config.ts';
import { connectDatabase } from '../server/connect.ts';
import { acrossAccounts } from '../server/db.ts';
import { openLog } from '../server/log.ts';
import { loadSecrets } from '../server/secrets.ts';
import { kebab, operations } from './words.ts';

const camel = (name: string) => name.replace(/-([a-z])/g, (_, c: string) => c.toUpperCase());

export const operationsHelp = (): string =>
  `Operations (as a person: --as EMAIL; in an account: --account PARTNERID; nested values: --json '{…}')\n${operations()
    .map(({ command, endpoint }) => `  ${command.padEnd(40)}${endpoint.summary}`)
    .join('\n')}`;

/** Calls one operation through the same door as everyone. Whoever can read DATA_DIR may act as anyone; it is in their log. */
export async function operation([feature = '', name = '', ...rest]: readonly string[]): Promise<number> {
  const found = operations().find((o) => o.command === `${feature} ${name}`);
  if (!found) {
    console.log(
      operations()
        .filter((o) => o.command.startsWith(`${feature} `))
        .map((o) => `  ${o.command.padEnd(40)}${o.endpoint.summary}`)
        .join('\n'),
    );
    return 2;
  }
  const words = readWords(rest);
  if ('help' in words) {
    console.log(usage(found.command, found.endpoint));
    return 0;
  }
  const { as, account, json, ...flat } = words;
  const input = { ...flat, ...(json ? (JSON.parse(json) as object) : {}) };
  const config = readConfig(environment());
  const connection = await connectDatabase(config, () => {}, { hold: false });
  try {
    const app = await openApp({ config, database: connection.app, secrets: loadSecrets(config.DATA_DIR), log: openLog('error'), now: () => new Date() });
    try {
      await show(await ask(app, found.id, input, as, account));
      return 0;
    } catch (error) {
      if (!(error instanceof Problem)) throw error;
      console.error(JSON.stringify({ problem: error.code, status: error.status, details: error.details }, null, 2));
      return 1;
    } finally {
      await app.close();
    }
  } finally {
    await connection.stop();
  }
}

/** An answer as JSON; a file or a stream as it comes. */
async function show(output: unknown): Promise<void> {
  const body = (output as { body?: unknown } | undefined)?.body;
  if (body instanceof Readable) await pipeline(body, process.stdout, { end: false });
  else console.log(JSON.stringify(output, null, 2));
}

async function ask(app: App, id: string, input: object, as: string | undefined, account: string | undefined): Promise<unknown> {
  const route = app.routes.find((r) => r.id === id);
  if (!route) throw new Error(`${id} is not served`);
  const now = new Date();
  const accountId = account
    ? await acrossAccounts(
        app.db,
        'entente: account by PartnerId',
        async (tx) =>
          (
            await tx
              .selectFrom('accounts')
              .select('accountId')
              .where((eb) => (/^\d+$/.test(account) ? eb('partnerId', '=', account) : eb('accountId', '=', account)))
              .executeTakeFirst()
          )?.accountId ?? crypto.randomUUID(),
      )
    : null;
  const token = as
    ? await acrossAccounts(app.db, 'entente: act as a person', async (tx) => {
        const personId = await findPersonByEmail(tx, as);
        if (!personId) throw new Error(`nobody signs in as ${as}`);
        return (await openSession(tx, system('entente'), now, { personId, proofs: ['cli'], secondFactor: true, address: null, userAgent: 'entente' })).token;
      })
    : null;
  const asked = { requestId: crypto.randomUUID(), address: null, userAgent: 'entente', locale: 'en', sessionToken: token, accountId, now } as const;
  try {
    return await app.call(route, asked, input);
  } finally {
    if (token) await app.endSession(token);
  }
}

/** `--name value`, `--flag`; kebab-case becomes camelCase. */
function readWords(rest: readonly string[]): Record<string, string> {
  const words: Record<string, string> = {};
  for (let i = 0; i < rest.length; i++) {
    const word = rest[i] ?? '';
    if (!word.startsWith('--')) throw new Error(`“${word}” was not expected: every value has a name, e.g. --limit 10`);
    const [name = '', given] = word.slice(2).split(/=(.*)/s);
    const next = rest[i + 1];
    words[camel(name)] = given ?? (next !== undefined && !next.startsWith('--') ? (i++, next) : 'true');
  }
  return words;
}

function usage(command: string, endpoint: Endpoint): string {
  const schema = z.toJSONSchema(endpoint.input, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, { type?: string; enum?: string[] }>;
    required?: string[];
  };
  const fields = Object.entries(schema.properties ?? {}).map(
    ([key, value]) => `  --${kebab(key).padEnd(28)}${value.enum?.join('|') ?? value.type ?? ''}${schema.required?.includes(key) ? '' : ' (optional)'}`,
  );
  const who =
    endpoint.permission === 'public'
      ? 'nobody need sign in'
      : endpoint.permission === 'signed-in'
        ? 'anyone signed in'
        : `needs ${endpoint.permission} (${levelOf(endpoint)})`;
  return `entente ${command}\n${endpoint.summary}; ${who}\n${fields.join('\n')}`;
}
