import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { account, as, buildWorld, operator, person, join as joinAccount, joinPrograms, type TestPerson } from '../test/world.ts';
import { contracts } from './contracts.ts';
import { levelHeld, may, evaluate } from './core/access.ts';
import { grants, type Permission, permissionKeys, permissions } from './core/grants.ts';
import { accountRoles, operatorRoles, type Role, roles, sections } from './core/roles.ts';
import { addressOf, type Contract, type Endpoint, levelOf } from './core/endpoint.ts';
import { locales } from './core/locale.ts';
import { Problem } from './core/problem.ts';
import { everywhere } from './core/problems.ts';
import { migrate, migrationsFolder } from './server/migrate.ts';
import { schemaText } from '../scripts/schema.ts';
import { argumentsOf, branchesOf } from '../test/messages.ts';

const world = await buildWorld();
const endpoints = Object.entries(contracts).flatMap(([feature, contract]) =>
  Object.entries(contract as Contract).map(([name, endpoint]) => ({ id: `${feature}.${name}`, feature, name, endpoint: endpoint as Endpoint })),
);
const sentences = Object.fromEntries(
  locales.map((l) => [l, JSON.parse(readFileSync(join(import.meta.dirname, `../locales/${l}.json`), 'utf8')) as Record<string, string>]),
);

// ── endpoints ──────────────────────────────────────────────────────────────────────────────────────────────────────

test('no two endpoints share a method and an address', () => {
  const lines = endpoints.map(({ endpoint }) => `${endpoint.method} ${addressOf(endpoint)}`);
  expect(lines).toEqual([...new Set(lines)]);
});

test('what is public says so in both places, and only the operator’s side asks for the operator’s permissions', () => {
  for (const { id, endpoint } of endpoints) {
    expect(endpoint.within === 'public', id).toBe(endpoint.permission === 'public');
    if (endpoint.permission in permissions)
      expect(permissions[endpoint.permission as Permission].side, id).toBe(endpoint.within === 'operator' ? 'operator' : 'account');
    if (endpoint.within === 'operator') expect(endpoint.permission in permissions, `${id}: an operator's page needs a permission`).toBe(true);
  }
});

test('the path names only what the input has', () => {
  for (const { id, endpoint } of endpoints) {
    const named = [...endpoint.path.matchAll(/:(\w+)/g)].map(([, n]) => n ?? '');
    const shape = 'shape' in endpoint.input ? Object.keys(endpoint.input.shape as object) : named;
    for (const n of named) expect(shape, `${id}: ${n}`).toContain(n);
  }
});

// ── rights ─────────────────────────────────────────────────────────────────────────────────────────────────────────

test('an account’s role never opens the operator’s side, nor the other way round', () => {
  for (const role of roles)
    for (const key of Object.keys(grants[role])) expect(permissions[key as Permission].side === 'operator', `${role}: ${key}`).toBe(role.startsWith('op_'));
});

test('every endpoint lets in exactly the roles that the tables name', async () => {
  const company = await account(world, 'Rollen GmbH', 'DE');
  await joinPrograms(world, company, ...sections);
  const people = new Map<Role, TestPerson>();
  for (const role of accountRoles) people.set(role, await joinAccount(world, company, await person(world), role));
  for (const role of operatorRoles) people.set(role, await operator(world, role));
  const wrong: string[] = [];
  for (const { id, endpoint, feature, name } of endpoints) {
    if (endpoint.permission === 'public' || endpoint.permission === 'signed-in') continue;
    const { permission } = endpoint;
    const asked = (endpoint.within === 'operator' ? operatorRoles : accountRoles).map(async (role) => {
      const expected = may(evaluate([{ role, scope: 'company', endsAt: null }], [], world.now, sections), permission, levelOf(endpoint));
      const got = await codeOf(feature, name, { token: people.get(role)?.token ?? '', account: company });
      if ((got !== 'access.denied') !== expected) wrong.push(`${id} as ${role} (holds ${levelHeld(role, permission) ?? 'nothing'}): ${got}`);
    });
    // All of them at once: what counts is who is let in, and the database has less to wait for.
    await Promise.all(asked);
  }
  expect(wrong).toEqual([]);
}, 240_000);

test('nobody without a session gets past a door that is not public', async () => {
  for (const { id, endpoint, feature, name } of endpoints)
    if (endpoint.within !== 'public') expect(await codeOf(feature, name, { account: crypto.randomUUID() }), id).toBe('access.sign_in');
});

test('a stranger’s answer for a real account is the one for an account that never was', async () => {
  const theirs = await account(world, 'Theirs'),
    mine = await account(world, 'Mine');
  await joinAccount(world, theirs, await person(world), 'global_admin');
  const stranger = await joinAccount(world, mine, await person(world), 'global_admin');
  for (const { id, endpoint, feature, name } of endpoints.filter((e) => e.endpoint.within === 'account')) {
    const [real, invented] = [
      await codeOf(feature, name, { ...stranger, account: theirs }),
      await codeOf(feature, name, { ...stranger, account: crypto.randomUUID() }),
    ];
    expect([real, invented], `${id} ${endpoint.path}`).toEqual(['not_found', 'not_found']);
  }
});

async function codeOf(feature: string, name: string, who: Parameters<typeof as>[2]): Promise<string> {
  try {
    const client = as(world, contracts[feature as keyof typeof contracts] as Contract, who) as Record<string, (input: unknown) => Promise<unknown>>;
    const output = await client[name]?.({});
    // A stream that nobody reads would hold its connection.
    (output as { body?: { destroy?(): void } } | undefined)?.body?.destroy?.();
    return 'done';
  } catch (error) {
    if (error instanceof Problem) return error.code;
    throw new Error(`${feature}.${name} broke on empty input`, { cause: error });
  }
}

// ── words ──────────────────────────────────────────────────────────────────────────────────────────────────────────

test('every permission, role, section, problem, announcement and kind of job has words', async () => {
  const problems = [...everywhere, ...endpoints.flatMap(({ endpoint }) => endpoint.problems ?? [])].map((p) => `problems.${p.code}`);
  const [{ announcements }, { jobs }] = await Promise.all([import('./announcements.ts'), import('./main.server.ts')]);
  const levelsIn = (permission: Permission) => new Set(roles.flatMap((role) => grants[role][permission] ?? []));
  const wanted = [
    ...permissionKeys.flatMap((p) => [`permissions.${p}`, ...[...levelsIn(p)].map((level) => `permission_words.${p}.${level}`)]),
    ...roles.flatMap((r) => [`roles.${r}`, `role_words.${r}.tasks`, `role_words.${r}.caution`]),
    ...sections.map((s) => `sections.${s}`),
    ...jobs.map((job) => `jobs.queue.${job.name}`),
    ...problems,
    ...announcements.map((a) => `announcements.${a.name}`),
  ];
  expect([...new Set(wanted)].filter((key) => !sentences.en?.[key])).toEqual([]);
});

test('every language says the same things, with the same values and all its plural forms', () => {
  const wrong: string[] = [];
  const english = sentences.en ?? {};
  for (const locale of locales) {
    const own = sentences[locale] ?? {};
    for (const key of Object.keys(english)) if (!own[key]) wrong.push(`${locale}: ${key} is missing`);
    for (const [key, message] of Object.entries(own)) {
      if (!(key in english)) wrong.push(`${locale}: ${key} is not in English`);
      else if (argumentsOf(message).join() !== argumentsOf(english[key] ?? '').join())
        wrong.push(`${locale}: ${key} has other values (${argumentsOf(message)}) than English (${argumentsOf(english[key] ?? '')})`);
      const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.filter((c) => c !== 'many');
      for (const branches of branchesOf(message, 'plural'))
        for (const form of [
          ...forms.filter((each) => !branches.includes(each)),
          ...branches.filter((each) => !/^=|^many$/.test(each) && !forms.includes(each as never)),
        ])
          wrong.push(`${locale}: ${key} lacks the plural form ${form}, or the language has none such`);
    }
  }
  expect(wrong).toEqual([]);
});

/** Words that glossary.md bars, by language. */
const barred: Record<string, RegExp> = {
  fr: /revendication|approvisionne|t[ée]l[ée]charger (?:un|le|votre) logo|[a-zé]'[a-zé]|(?<!\u202f)[!?;](?=\s|$)|(?<!\u00a0):(?=\s|$)|\d \d{3}/i,
  es: /ordenador|vosotros|asociado|\d[ \u00a0\u202f]\d{3}/i,
  'zh-CN': /帐|注销|挂起|引用|芯片|预配|你|[一-龥] [A-Za-z0-9{#]|[A-Za-z0-9}#] [一-龥]/,
  'zh-TW': /許可權|(?<!租)用戶|租使用者|宣告|暫止|晶片|信息|默認|計劃|你|[一-龥] [A-Za-z0-9{#]|[A-Za-z0-9}#] [一-龥]/,
};
test('no sentence has a word or a spacing that the glossary bars', () => {
  const wrong = Object.entries(barred).flatMap(([locale, pattern]) =>
    Object.entries(sentences[locale] ?? {})
      .filter(([, message]) => pattern.test(message.replace(/\{[^{}]*\}/g, 'x').replace(/https?:\S+/g, '')))
      .map(([key, message]) => `${locale}: ${key}: ${message}`),
  );
  expect(wrong).toEqual([]);
});

test('a sentence of more than three words is not English in another language', () => {
  const wrong = locales
    .filter((l) => l !== 'en')
    .flatMap((locale) =>
      Object.entries(sentences.en ?? {})
        .filter(
          ([key, english]) =>
            english
              .replace(/\{[^}]*\}/g, '')
              .trim()
              .split(/\s+/).length > 3 && sentences[locale]?.[key] === english,
        )
        .map(([key]) => `${locale}: ${key}`),
    );
  expect(wrong).toEqual([]);
});

// ── the database ───────────────────────────────────────────────────────────────────────────────────────────────────

/** Registers that the whole center must agree on, and tables of the center itself: no account's own. */
const notPartners = new Set([
  'announcements',
  'mails',
  'files',
  'partner_ids',
  'account_domains',
  'account_registrations',
  'notices',
  'sign_ups',
  'temporary_passwords',
  'service_requests',
  'access_cases',
]);

test('every table of a partner has account_id first in every key, and its policies', async () => {
  const { rows } = await world.admin.query<{ table: string; key: string; columns: string[] }>(`
    select c.relname as table, i.relname as key, array(select attname::text from unnest(x.indkey) with ordinality k(attnum, n) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum order by n) as columns
      from pg_index x join pg_class c on c.oid = x.indrelid join pg_class i on i.oid = x.indexrelid
     where x.indisunique and c.relnamespace = 'public'::regnamespace and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'account_id' and not a.attisdropped)`);
  const wrong = rows.filter((r) => !notPartners.has(r.table) && !r.table.startsWith('announcements') && r.columns[0] !== 'account_id');
  expect(wrong).toEqual([]);
});

test('row-level security is on wherever a row belongs to an account or a person', async () => {
  const { rows } = await world.admin.query<{ table: string }>(`
    select distinct c.relname as table from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname in ('account_id', 'person_id') and not a.attisdropped
     where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relrowsecurity and not c.relname = 'sign_ups'`);
  expect(rows).toEqual([]);
});

test('the app’s role is no superuser, bypasses nothing and owns nothing', async () => {
  const { rows } = await world.admin.query(
    "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolinherit, (select count(*)::int from pg_class where relowner = r.oid) + (select count(*)::int from pg_proc where proowner = r.oid) as owns from pg_roles r where rolname in ('entente_app', 'entente_across')",
  );
  for (const row of rows) expect(row).toMatchObject({ rolsuper: false, rolbypassrls: false, rolcreaterole: false, rolcreatedb: false, owns: 0 });
  expect(rows.some((r) => r.rolinherit === false)).toBe(true);
});

/** Functions that look past the policies on purpose; each is read here before it is listed. */
const lookPast = [
  'accounts_without_other_admin',
  'admins_of_tenant',
  'against_temporary_password',
  'announce_to_companies',
  'announcement_actors',
  'belongs_elsewhere',
  'check_grant',
  'check_session',
  'count_accounts_by_registration',
  'deployment_by_customer',
  'deployment_of_licenses',
  'effective_admins',
  'end_session',
  'end_sessions_of_account',
  'end_sessions_of_gone',
  'end_sign_ons',
  'erase_from_log',
  'fail_password',
  'find_account_by_contact_token',
  'find_accounts_by_domain',
  'find_announcements',
  'find_application',
  'find_clients',
  'find_company_to_merge',
  'find_customer_invitation',
  'find_customer_open_link',
  'find_directory',
  'find_elevation_link',
  'find_external_link',
  'find_invitation_by_token',
  'find_join_requests_by_email',
  'find_partner',
  'find_password',
  'find_person_by_passkey',
  'find_person_by_sign_in_name',
  'find_sign_on',
  'find_sign_on_attempt',
  'find_tenant_by_domain',
  'find_unsubscribe',
  'keeps_local_way',
  'last_use_by_admins',
  'load_grant',
  'load_session',
  'members_as_colleagues',
  'my_accounts',
  'my_tenants',
  'own_ways_of_linked',
  'partner_has_agreed',
  'partners_of_tenant',
  'search_customers',
  'search_customers_es',
  'search_customers_hans',
  'search_customers_hant',
  'search_customers_newest',
  'search_customers_root',
  'search_locations',
  'search_members',
  'search_ordered',
  'seats_of_tenant',
  'second_factors_of_holders',
  'second_factors_of_members',
  'seen_by_session',
  'shown_in_directory',
  'sign_ons_of',
  'touch_grant',
  'touch_session',
  'use_scim_token',
  'void_temporary_passwords',
];
test('the functions that look past row-level security are the known ones, with a fixed search path', async () => {
  const { rows } = await world.admin.query<{ name: string; settings: string[] | null }>(
    "select proname as name, proconfig as settings from pg_proc where pronamespace = 'public'::regnamespace and prosecdef order by 1",
  );
  expect(rows.map((r) => r.name)).toEqual(lookPast);
  for (const row of rows) expect(row.settings, row.name).toContain('search_path=public');
});

test('a database that was upgraded step by step is the one made afresh', async () => {
  const name = `upgrade_${Date.now()}`;
  await world.admin.query(`create database ${name} owner entente_owner`);
  const owner: pg.ClientConfig = { ...inject('postgres'), user: 'entente_owner', password: 'test', database: name };
  for (const upTo of readdirSync(migrationsFolder).sort()) await migrate(owner, { now: world.now, say: () => {}, upTo });
  const client = new pg.Client(owner);
  await client.connect();
  const upgraded = await schemaText(client);
  await client.end();
  expect(upgraded).toBe(await schemaText(world.admin));
  await world.admin.query(`drop database ${name} with (force)`);
});
