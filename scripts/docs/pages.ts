import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { cellOf, type Level, type Permission, permissionKeys, permissions } from '../../src/core/grants.ts';
import { accountRoles, gives, operatorRoles, type Role, selfGiven } from '../../src/core/roles.ts';
import { addressOf, levelOf } from '../../src/core/endpoint.ts';
import type { ProblemClass } from '../../src/core/problem.ts';
import * as houseProblems from '../../src/core/problems.ts';
import { commandWords, kebab, operations } from '../../src/main.cli/words.ts';
import { ConfigSchema } from '../../src/server/config.ts';
import { exported } from './schemas.ts';

const english = JSON.parse(readFileSync(join(import.meta.dirname, '../../locales/en.json'), 'utf8')) as Record<string, string>;
const head = (title: string, what: string) => `# ${title}\n\n<!-- Written by \`npm run docs\`; not by hand. -->\n\n${what}\n`;
const cell = (text: string) => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const table = (columns: readonly string[], rows: readonly (readonly string[])[]) =>
  [columns, columns.map(() => '---'), ...rows].map((row) => `| ${row.map(cell).join(' | ')} |`).join('\n');
const roleName = (role: Role) => english[`roles.${role}`] ?? role;
const verbs: Record<Level, string> = { view: 'see', own: 'own only', edit: 'change' };

/** `docs/reference/permissions.md`: who may do what, what each right opens, and who gives which role. */
export function permissionsPage(): string {
  const side = (which: 'account' | 'operator', roles: readonly Role[]) => {
    const keys = permissionKeys.filter((key) => permissions[key].side === which);
    const rows = keys.map((key) => [`${english[`permissions.${key}`] ?? key} (\`${key}\`)`, ...roles.map((role) => verbOf(role, key))]);
    return [
      table(['Permission', ...roles.map((role) => `${roleName(role)} (\`${role}\`)`)], rows),
      '### What each permission opens',
      ...keys.map(opened),
      '### Who gives which role',
      table(
        ['A person with', 'may give and take', 'to themselves'],
        roles.map((role) => [roleName(role), names(gives[role]), names(selfGiven[role] ?? [])]),
      ),
    ].join('\n\n');
  };
  return `${head('Permissions', 'Deny unless said. “Change” includes “see”. A `?` marks what an operator can set otherwise for an installation; a refusal names the roles that hold the right there and then. Sources: `src/core/roles.ts`, `src/core/grants.ts` and the contracts.')}
## A partner company’s people

${side('account', accountRoles)}

## The operator’s people

${side('operator', operatorRoles)}

## Open to everyone

These need no permission: the first ones not even a session, the second ones a session and, within an account, membership in it.

${table(
  ['Operation', 'Address', 'Needs'],
  operations()
    .filter(({ endpoint }) => !(endpoint.permission in permissions))
    .map(({ id, endpoint }) => [
      `\`${id}\``,
      `\`${endpoint.method} ${addressOf(endpoint)}\``,
      endpoint.permission === 'public' ? 'nothing' : `a session${stepUpOf(endpoint.stepUp)}`,
    ])
    .toSorted((a, b) => Number(b[2] === 'nothing') - Number(a[2] === 'nothing')),
)}
`;
}

const verbOf = (role: Role, key: Permission): string => {
  const { level, open } = cellOf(role, key);
  return `${level ? verbs[level] : '·'}${open ? ' ?' : ''}`;
};
const names = (roles: readonly Role[]) => (roles.length ? roles.map(roleName).join(', ') : 'none');
const stepUpOf = (minutes: number | undefined) =>
  minutes === undefined ? '' : `, a second factor of the last ${minutes >= 120 ? `${minutes / 60} hours` : `${minutes} minutes`}`;

function opened(key: Permission): string {
  const found = operations().filter(({ endpoint }) => endpoint.permission === key);
  const lines = found.map(
    ({ id, endpoint }) =>
      `- ${endpoint.summary} — \`${id}\`, \`${endpoint.method} ${addressOf(endpoint)}\`, to ${verbs[levelOf(endpoint)]}${stepUpOf(endpoint.stepUp)}`,
  );
  return `**${english[`permissions.${key}`] ?? key}** (\`${key}\`)\n\n${lines.length ? lines.join('\n') : '- Nothing yet.'}`;
}

const isProblem = (value: unknown): value is ProblemClass => typeof value === 'function' && 'code' in value && 'status' in value && 'details' in value;

/** `docs/reference/problems.md`: everything a caller can be told and act on. */
export async function problemsPage(): Promise<string> {
  const everywhere = new Set((Object.values(houseProblems) as unknown[]).filter(isProblem));
  const declared = [...(await exported()).map((e) => e.value).filter(isProblem), ...operations().flatMap(({ endpoint }) => endpoint.problems ?? [])];
  const byCode = new Map([...everywhere, ...declared].map((problem) => [problem.code, problem]));
  const rows = [...byCode.values()]
    .toSorted((a, b) => (a.code < b.code ? -1 : 1))
    .map((problem) => {
      const from = operations().flatMap(({ id, endpoint }) => (endpoint.problems?.some((p) => p.code === problem.code) ? [`\`${id}\``] : []));
      const where = everywhere.has(problem) && !from.length ? 'anywhere' : from.join(', ') || 'within operations';
      return [`\`${problem.code}\``, String(problem.status), english[`problems.${problem.code}`] ?? '', detailsOf(problem.details), where];
    });
  const fields = Object.entries(english)
    .filter(([key]) => key.startsWith('fields.'))
    .map(([key, sentence]) => [`\`${key.slice('fields.'.length)}\``, sentence]);
  return `${head('Problems', 'A refusal is `application/problem+json`: `{ "type": "urn:entente:problem:<code>", "status": …, "details": { … } }`. The server sends no prose: pages, mails and the command line say it in the reader’s language, from `problems.<code>`. Anything that is not listed here is a bug and answers a bare 500 with its request id.')}
${table(['Code', 'Status', 'In English', 'Details', 'From'], rows)}

## Codes of wrong fields

\`request.invalid\` (422) names each wrong field by its path and one of these codes.

${table(['Code', 'In English'], fields)}
`;
}

function detailsOf(schema: z.ZodType): string {
  const { properties = {} } = z.toJSONSchema(schema, { unrepresentable: 'any' }) as {
    properties?: Record<string, { type?: string | string[]; anyOf?: { type?: string }[] }>;
  };
  return Object.entries(properties)
    .map(([name, { type, anyOf }]) => `\`${name}\`: ${[type ?? anyOf?.map((one) => one.type ?? 'value') ?? 'value'].flat().join(' or ')}`)
    .join(', ');
}

/** `docs/reference/config.md`: every setting, from the schema that reads it. */
export function configPage(): string {
  const properties = (z.toJSONSchema(ConfigSchema, { io: 'input', unrepresentable: 'any' }).properties ?? {}) as Record<
    string,
    { description?: string; enum?: unknown[]; minimum?: number; maximum?: number; secret?: boolean }
  >;
  const rows = Object.entries(properties).map(([name, p]) => {
    const range = p.enum
      ? p.enum.map((v) => `\`${String(v)}\``).join(', ')
      : p.maximum !== undefined && p.minimum !== undefined
        ? `${p.minimum} – ${p.maximum}`
        : '';
    return [
      `\`${name}\``,
      defaultOf(name),
      range,
      `${p.description ?? ''}${p.secret ? ' (secret: give it through the environment, never on a command line)' : ''}`,
    ];
  });
  return `${head('Settings', 'Read once, at start, from the environment. A wrong value stops the start, and all wrong ones are named at once. What a person sets on the pages (name, color, languages, mail of the desk) is not here: it stands in the database.')}
${table(['Setting', 'Default', 'Values', 'What it does'], rows)}
`;
}

function defaultOf(name: string): string {
  const { def } = ConfigSchema.shape[name as keyof typeof ConfigSchema.shape] as z.ZodType & { def: { defaultValue?: unknown } };
  return def.defaultValue === undefined ? '' : `\`${String(def.defaultValue)}\``;
}

/** `docs/reference/cli.md`: the commands, and every operation of the API as a command. */
export function cliPage(): string {
  const commands = Object.entries(commandWords).map(([name, says]) => [`\`entente ${name}\``, says]);
  const sections = Map.groupBy(operations(), ({ id }) => id.split('.')[0] ?? '');
  const parts = [...sections].map(
    ([feature, found]) =>
      `### ${feature}\n\n${table(
        ['Command', 'What it does', 'Values', 'Needs'],
        found.map(({ command, endpoint }) => [
          `\`${command}\``,
          endpoint.summary,
          valuesOf(endpoint.input),
          endpoint.permission in permissions ? `\`${endpoint.permission}\` (${verbs[levelOf(endpoint)]})` : endpoint.permission,
        ]),
      )}`,
  );
  return `${head('Command line', 'In the folder of Entente: `npx entente …` or `npm run entente -- …`. Exit codes: 0 done, 1 refused or failed (the reason on standard error), 2 wrong usage. It works beside a running server, on the same `DATA_DIR` or `DATABASE_URL`.')}
${table(['Command', 'What it does'], commands)}

## Operations

Every operation of the API is a command, called through the same checks as a page. \`--as EMAIL\` says as whom, \`--account PARTNERID\` in which account; each value is a \`--name value\` of its own, nested ones come as \`--json '{…}'\`; the answer is JSON. Values in brackets may be left out.

${parts.join('\n\n')}
`;
}

function valuesOf(input: z.ZodType): string {
  const { properties = {}, required = [] } = z.toJSONSchema(input, { io: 'input', unrepresentable: 'any' }) as {
    properties?: Record<string, unknown>;
    required?: string[];
  };
  return Object.keys(properties)
    .map((key) => (required.includes(key) ? `\`--${kebab(key)}\`` : `[\`--${kebab(key)}\`]`))
    .join(' ');
}
