import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { apiKey, registered, secretOf } from '../test/tokens.ts';
import { account, buildWorld, join as joins, joinPrograms, person } from '../test/world.ts';

/** The examples of docs/handbook/api.md as they stand there, each against a server, by the program that its language needs. */
const text = readFileSync(join(import.meta.dirname, '../docs/handbook/api.md'), 'utf8');
const runners = { bash: ['bash', 'sh'], js: [process.execPath, 'mjs'], python: ['python3', 'py'] } as const;
type Language = keyof typeof runners;
const parts = text.split(/^## /m).slice(1);
const blocks = parts.flatMap((part) =>
  [...part.matchAll(/```(\w+)\n([^]*?)```/g)].flatMap(([, language = '', code = '']) =>
    language in runners ? [{ of: part.slice(0, part.indexOf('\n')), language: language as Language, code }] : [],
  ),
);

const world = await buildWorld();
const company = await account(world, undefined, 'US');
await joinPrograms(world, company, 'reseller');
const agent = await joins(world, company, await person(world), 'admin_agent');
const scopes = (['customers', 'customers.create', 'customers.details', 'customers.billing'] as const).map((permission) => ({
  permission,
  level: 'edit' as const,
}));
const { bearer } = await apiKey(world, company, agent, scopes);
const applicationId = await registered(world, company, scopes);
const env = {
  PATH: process.env['PATH'] ?? '',
  CENTER: await world.app.http.listen({ port: 0, host: '127.0.0.1' }),
  ACCOUNT: company.accountId,
  ENTENTE_TOKEN: bearer,
  TENANT: company.accountId,
  CLIENT_ID: applicationId,
  CLIENT_SECRET: await secretOf(world, company, applicationId),
  CUSTOMER_DOMAIN: 'harbor.example',
};
const folder = mkdtempSync(join(os.tmpdir(), 'entente-handbook-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a program says and how it ends; null: this machine has none that could run it. */
function run(command: string, args: readonly string[]): Promise<{ readonly code: number | null; readonly said: string } | null> {
  return new Promise((resolve, reject) => {
    let said = '';
    const child = spawn(command, args, { env });
    child.stdout.on('data', (chunk) => (said += String(chunk)));
    child.stderr.on('data', (chunk) => (said += String(chunk)));
    child.on('error', (error) => ((error as NodeJS.ErrnoException).code === 'ENOENT' ? resolve(null) : reject(error)));
    child.on('close', (code) => resolve({ code, said }));
  });
}

test('each part has an example in each of the six languages', () => {
  for (const part of parts)
    expect([...part.matchAll(/```(\w+)/g)].map(([, language]) => language)).toEqual(['bash', 'js', 'python', 'java', 'csharp', 'powershell']);
});

const refused = { 'The native API': /customers\.changed_meanwhile/, 'The wire API': /60003/ } as const;
test.each(blocks)('$of in $language', async ({ of, language, code }) => {
  const [command, ending] = runners[language];
  const file = join(folder, `example.${ending}`);
  writeFileSync(file, code);
  const ran = await run(command, [file]);
  // Whoever runs the tests need not have Python or curl.
  if (!ran || ran.code === 127) return;
  expect(`${ran.code} ${ran.said}`).toMatch(/^0 /);
  expect(ran.said).toMatch(refused[of as keyof typeof refused]);
});
