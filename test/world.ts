import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, inject } from 'vitest';
import type { AccountRole, OperatorRole, Role, Scope, Section } from '../src/core/roles.ts';
import { addressOf, type Client, type Contract } from '../src/core/endpoint.ts';
import type { Locale } from '../src/core/locale.ts';
import { Problem } from '../src/core/problem.ts';
import { foldEmail, fold } from '../src/core/text.ts';
import { type App, jobs, openApp } from '../src/main.server.ts';
import type { Asked } from '../src/server/call.ts';
import { readConfig } from '../src/server/config.ts';
import { openLog } from '../src/server/log.ts';
import type { MailContent } from '../src/server/mail.ts';
import { ensureDatabase, grantJobs, migrate, prepareRoles } from '../src/server/migrate.ts';
import { prepareJobs } from '../src/server/jobs.ts';
import { hashToken, newToken, secretsOf } from '../src/server/secrets.ts';

/** The one migrated database that every test file copies. Made once a run, under a lock. */
const template = 'entente_template';

const adminOf = (database: string): pg.ClientConfig => ({ ...inject('postgres'), database });
const roleOf = (user: string, database: string): pg.ClientConfig => ({ ...inject('postgres'), user, database, password: 'test' });

async function ensureTemplate(admin: pg.Client, now: Date): Promise<void> {
  await admin.query("select pg_advisory_lock(hashtext('entente template'))");
  try {
    const { rowCount } = await admin.query('select 1 from pg_database where datname = $1 and datistemplate', [template]);
    if (rowCount) return;
    await prepareRoles(admin, { owner: 'test', app: 'test' });
    await ensureDatabase(admin, template);
    await migrate(roleOf('entente_owner', template), { now, say: () => {} });
    await prepareJobs(roleOf('entente_owner', template), jobs);
    await grantJobs(roleOf('entente_owner', template));
    await admin.query(`alter database ${template} is_template true`);
  } finally {
    await admin.query("select pg_advisory_unlock(hashtext('entente template'))");
  }
}

export interface World {
  readonly app: App;
  /** A superuser's connection, for building and for looking behind the curtain. */
  readonly admin: pg.Client;
  readonly config: ReturnType<typeof readConfig>;
  readonly database: string;
  /** The time that every request and job sees; set it, never sleep. */
  now: Date;
  /** Ends everything; called by itself after the file's tests. */
  close(): Promise<void>;
}

/** A house of its own for this test file: a fresh copy of the template database, the real app, a clock that is set. */
export async function buildWorld(options: { readonly env?: Record<string, string>; readonly setUp?: boolean } = {}): Promise<World> {
  const now = new Date('2026-11-21T09:00:00Z');
  const root = new pg.Client(adminOf('postgres'));
  await root.connect();
  await ensureTemplate(root, now);
  const database = `test_${crypto.randomUUID().replace(/-/g, '').slice(0, 16)}`;
  await root.query(`create database ${database} template ${template} owner entente_owner`);
  const admin = new pg.Client(adminOf(database));
  await admin.connect();
  if (options.setUp !== false) await admin.query('update center set set_up_at = $1', [now]);
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'entente-world-'));
  // Nobody answers at this port: tests ask no one of the world outside.
  const config = readConfig({ DATA_DIR: dataDir, PUBLIC_URL: 'http://localhost:3000', DNS_RESOLVERS: '127.0.0.1:9,127.0.0.1:9', ...options.env });
  const world: World = {
    admin,
    database,
    now,
    config,
    app: undefined as never,
    async close() {
      await world.app.close();
      await admin.end();
      await root.query(`drop database if exists ${database} with (force)`);
      await root.end();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
  Object.assign(world, { app: await openAppIn(world) });
  afterAll(() => world.close());
  return world;
}

/** Another server process' worth of app on the same database, for what must hold between two of them. */
export const openAppIn = (world: World) =>
  openApp({
    config: world.config,
    database: roleOf('entente_app', world.database),
    log: openLog(process.env['TEST_LOG'] ?? 'silent'),
    secrets: secretsOf(Buffer.alloc(32, 7)),
    now: () => world.now,
    checkAnswers: true,
  });

let serial = 0;

export interface TestPerson {
  readonly personId: string;
  readonly email: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly locale: Locale;
  readonly token: string;
}

/** A person with a sign-in name and a session that is proved by password and, unless said otherwise, a fresh second factor. */
export async function person(
  world: World,
  given: Partial<Omit<TestPerson, 'token'>> & { readonly proofs?: string[]; readonly secondFactor?: boolean } = {},
): Promise<TestPerson> {
  const n = ++serial;
  const p = {
    personId: given.personId ?? crypto.randomUUID(),
    email: given.email ?? `ana.${n}@contoso.example`,
    givenName: given.givenName ?? 'Ana',
    familyName: given.familyName ?? `Pérez ${n}`,
    locale: given.locale ?? ('en' as Locale),
  };
  await world.admin.query('insert into people (person_id, given_name, family_name, email, locale, created_at) values ($1,$2,$3,$4,$5,$6)', [
    p.personId,
    p.givenName,
    p.familyName,
    p.email,
    p.locale,
    world.now,
  ]);
  await world.admin.query('insert into sign_in_names (email_folded, person_id) values ($1,$2)', [foldEmail(p.email), p.personId]);
  const token = await session(world, p.personId, given);
  return { ...p, token };
}

/** One more session of a person; returns its token. */
export async function session(world: World, personId: string, given: { readonly proofs?: string[]; readonly secondFactor?: boolean } = {}): Promise<string> {
  const token = newToken();
  await world.admin.query(
    `insert into sessions (token_hash, person_id, proofs, second_factor_at, created_at, last_used_at, expires_at, idle_minutes) values ($1,$2,$3,$4,$5,$5,$5::timestamptz + interval '30 days',720)`,
    [hashToken(token), personId, given.proofs ?? ['password'], given.secondFactor === false ? null : world.now, world.now],
  );
  return token;
}

export interface TestAccount {
  readonly accountId: string;
  readonly partnerId: string;
  readonly name: string;
}

/** A partner company in good standing. */
export async function account(world: World, name = `Contoso ${++serial}`, country = 'FR'): Promise<TestAccount> {
  const accountId = crypto.randomUUID();
  const { rows } = await world.admin.query<{ id: string }>("select nextval('partner_id_numbers')::text as id");
  const partnerId = rows[0]?.id ?? '';
  await world.admin.query(
    `insert into accounts (account_id, partner_id, name, name_folded, country, address, primary_contact, terms_accepted_at, terms_accepted_by, created_at, vetting_status)
     values ($1,$2,$3,$4,$5,$6,$7,$8,$9,$8,'authorized')`,
    [
      accountId,
      partnerId,
      name,
      fold(name),
      country,
      JSON.stringify({ country, line1: '1 rue de la Paix', city: 'Paris', postalCode: '75002' }),
      JSON.stringify({ givenName: 'Ana', familyName: 'Pérez', email: 'ana@contoso.example', phone: '+33142602000' }),
      world.now,
      crypto.randomUUID(),
    ],
  );
  await world.admin.query('insert into partner_ids (partner_id, account_id) values ($1,$2)', [partnerId, accountId]);
  return { accountId, partnerId, name };
}

/** Makes someone a member of the company with roles. */
export async function join(
  world: World,
  company: TestAccount,
  who: TestPerson,
  ...roles: (AccountRole | { role: AccountRole; scope?: Scope; endsAt?: Date })[]
): Promise<TestPerson> {
  await world.admin.query(`insert into members (account_id, person_id, given_name, family_name, email, search_text, joined_at) values ($1,$2,$3,$4,$5,$6,$7)`, [
    company.accountId,
    who.personId,
    who.givenName,
    who.familyName,
    who.email,
    fold(`${who.familyName} ${who.givenName} ${who.email}`),
    world.now,
  ]);
  for (const each of roles) {
    const { role, scope = 'company', endsAt = null } = typeof each === 'string' ? { role: each } : each;
    await world.admin.query('insert into role_assignments (account_id, person_id, role, scope, ends_at, given_at) values ($1,$2,$3,$4,$5,$6)', [
      company.accountId,
      who.personId,
      role,
      JSON.stringify(scope),
      endsAt,
      world.now,
    ]);
  }
  return who;
}

/** A new person who belongs to the company with these roles. */
export const member = async (world: World, company: TestAccount, ...roles: AccountRole[]) => join(world, company, await person(world), ...roles);

const definitionOf = (section: Section) => {
  const text = { name: `Program of ${section}`, nav: section, brings: section, asks: 'nothing' };
  return {
    group: 'partner',
    sections: [section],
    texts: { en: text, fr: text, es: text, 'zh-CN': text, 'zh-TW': text },
    requirements: [],
    agreement: null,
    review: 'none',
    reviewDays: 1,
    replaces: [],
    leavingIsFinal: false,
    contact: { email: null, phone: null },
  };
};

/** Gives the company these parts of the portal, as if it had joined a program that brings each. */
export async function joinPrograms(world: World, company: TestAccount, ...brought: Section[]): Promise<void> {
  for (const section of brought) {
    const program = `test_${section}`;
    await world.admin.query(
      `insert into programs (program, position, settings_group, sections, definition, changed_at) values ($1, 1000, 'partner', $2, $4, $3) on conflict do nothing`,
      [program, [section], world.now, JSON.stringify(definitionOf(section))],
    );
    await world.admin.query(
      `insert into enrollments (account_id, program, state, applied_at, changed_at) values ($1, $2, 'active', $3, $3)
       on conflict (account_id, program) do update set state = 'active'`,
      [company.accountId, program, world.now],
    );
  }
  await world.admin.query('update members set rights_version = rights_version + 1 where account_id = $1', [company.accountId]);
}

/** One of the operator's own people. */
export async function operator(world: World, ...roles: OperatorRole[]): Promise<TestPerson> {
  const who = await person(world, { email: `op.${++serial}@operator.example` });
  for (const role of roles) await world.admin.query('insert into operators (person_id, role, given_at) values ($1,$2,$3)', [who.personId, role, world.now]);
  return who;
}

export interface Who {
  readonly token?: string | null;
  /** What a program brings; see test/tokens.ts. */
  readonly bearer?: string | null;
  readonly account?: TestAccount | string | null;
  readonly locale?: Locale;
  readonly app?: App;
  readonly address?: string;
  gave?(token: string | null): void;
}

/** The contract as someone sees it: calls go through `call`, like every door's. Problems are thrown as they are. */
export function as<C extends Contract>(world: World, contract: C, who: Who = {}): Client<C> {
  const app = who.app ?? world.app;
  const byEndpoint = new Map(app.routes.map((r) => [r.endpoint, r]));
  const asked = (): Asked => ({
    requestId: crypto.randomUUID(),
    address: who.address ?? '192.0.2.1',
    userAgent: 'vitest',
    locale: who.locale ?? 'en',
    sessionToken: who.token ?? null,
    bearer: who.bearer ?? null,
    accountId: (typeof who.account === 'string' ? who.account : who.account?.accountId) ?? null,
    now: world.now,
    giveSession: (token) => who.gave?.(token),
  });
  return Object.fromEntries(
    Object.entries(contract).map(([name, endpoint]) => [
      name,
      (input: unknown) => {
        const route = byEndpoint.get(endpoint);
        if (!route) throw new Error(`${name} (${addressOf(endpoint)}) is not served: add its handlers to main.server.ts`);
        return app.call(route, asked(), input);
      },
    ]),
  ) as unknown as Client<C>;
}

/** Runs all jobs that are due, and those they queue. */
export const runJobs = (world: World) => world.app.queue.drain(world.now);

/** The mails sent to an address so far, newest first, as they were rendered; runs the jobs first. */
export async function mailsTo(world: World, email: string): Promise<(MailContent & { template: string; locale: string })[]> {
  await runJobs(world);
  const { rows } = await world.admin.query<{ template: string; locale: string; content: Buffer }>(
    'select template, locale, content from mails where lower(recipient) = lower($1) and content is not null order by asked_at desc, mail_id',
    [email],
  );
  const secrets = secretsOf(Buffer.alloc(32, 7));
  return rows.map(({ content, ...row }) => ({ ...(JSON.parse(secrets.open(content)) as MailContent), ...row }));
}

/** What was announced, oldest first. */
export const announced = async (world: World, name?: string) =>
  (
    await world.admin.query<{ name: string; account_id: string | null; details: unknown }>(
      'select name, account_id, details, before, after from announcements where $1::text is null or name = $1 order by at, announcement_id',
      [name ?? null],
    )
  ).rows;

/** The code of the problem that a call is refused with. */
export async function refusal(call: Promise<unknown>): Promise<Problem> {
  try {
    await call;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
  throw new Error('it was not refused');
}
export type { Role };
