import type { Readable } from 'node:stream';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { buildExamples, type EndpointId, type Example, type ExampleWorld, examples } from '../test/examples.ts';
import { buildWorld, join, person, type TestPerson } from '../test/world.ts';
import { easyProvider } from '../test/identityProvider.ts';
import { learningProvider } from '../test/learningProvider.ts';
import { contracts } from './contracts.ts';
import type { Contract, Endpoint, Within } from './core/endpoint.ts';
import { urlOf } from './web/api.ts';

// Each of these walks through every endpoint there is.
vi.setConfig({ testTimeout: 240_000 });

/** What a stranger learns, and may change: nothing. Over HTTP, as a browser calls, for every endpoint that there is. */
const world = await buildWorld({ env: { ...(await learningProvider()), ...(await easyProvider(afterAll)) } });
const owner = await buildExamples(world, 'Quastenflosser');
const other = await buildExamples(world, 'Zitronenfalter');
const start = world.now;
beforeEach(() => {
  world.now = start;
});

const all = Object.entries(contracts).flatMap(([feature, contract]) =>
  Object.entries(contract as Contract).map(([name, endpoint]) => ({ id: `${feature}.${name}` as EndpointId, endpoint })),
);
const endpoints = all.filter(({ id }) => id in examples);
const within = (...places: Within[]) => endpoints.filter(({ endpoint }) => places.includes(endpoint.within));

// ── asking ─────────────────────────────────────────────────────────────────────────────────────────────────────────

interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
  readonly type: string;
}
let visitors = 0;

/** Calls as the web does. Each call comes from an address of its own, so that no door is shut by the calls before. */
async function ask(endpoint: Endpoint, who: TestPerson | null, accountId: string, input: unknown, bearer?: string): Promise<Answer> {
  const rest = { ...(input as Record<string, unknown>) };
  const url = urlOf(endpoint, rest, accountId);
  visitors++;
  const response = await world.app.http.inject({
    method: endpoint.method,
    url,
    remoteAddress: `10.1.${visitors >> 8}.${visitors & 255}`,
    ...(who ? { cookies: { entente: who.token } } : {}),
    ...(bearer ? { headers: { authorization: `Bearer ${bearer}` } } : {}),
    ...(endpoint.method === 'GET' ? {} : { payload: rest }),
    payloadAsStream: endpoint.answers === 'events',
  });
  const { date: _, 'x-request-id': __, ...headers } = response.headers;
  const body = endpoint.answers === 'events' ? await beginningOf(response.stream()) : response.body;
  const { type } = (response.headers['content-type']?.toString().includes('problem') ? JSON.parse(body) : {}) as { type?: string };
  return { status: response.statusCode, headers: JSON.stringify(headers), body, type: type ?? '' };
}
/** What comes first of an answer that does not end by itself. */
async function beginningOf(stream: Readable): Promise<string> {
  for await (const chunk of stream) return String(chunk);
  return '';
}
const askAs = (endpoint: Endpoint, { as, account: at, input, bearer }: Example) => ask(endpoint, as, at?.accountId ?? '', input, bearer);

const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
/** Ids of locations stand as texts of their own. */
const ids = new RegExp(`${uuid.source}|(?<=")[0-9]{7}(?=")`, 'g');
const idsIn = (input: unknown): string[] => [...new Set(JSON.stringify(input).match(ids))];
const inventedId = (id: string): string => (id.length === 36 ? crypto.randomUUID() : String(9_000_000 + Math.floor(Math.random() * 1_000_000)));
/** The same input with ids that never were. */
const invent = (input: unknown): unknown => {
  const fresh = new Map(idsIn(input).map((id) => [id, inventedId(id)]));
  return JSON.parse(JSON.stringify(input).replace(ids, (id) => fresh.get(id) ?? id));
};
/** The answer with the ids of its question replaced by their place in it: what is left must not differ. */
const blank = ({ status, headers, body }: Answer, input: unknown): string =>
  idsIn(input).reduce((text, id, at) => text.replaceAll(id, `<${at}>`), `${status} ${headers} ${body}`);

/**
 * What is in every table, shortly: how many rows, and which transaction wrote last (a row that is added or changed carries a later
 * one). Where it is noted when someone was last here, whenever the server comes to it, the rest of each row instead.
 */
async function everything(): Promise<string> {
  const { rows: tables } = await world.admin.query<{ name: string }>(`
    select format('%I.%I', nspname, relname) as name from pg_class c join pg_namespace n on n.oid = relnamespace
     where (nspname = 'public' or (nspname = 'pgboss' and relname = 'job')) and relkind in ('r', 'p') and not relispartition order by 1`);
  const { rows } = await world.admin.query(
    tables
      .map(({ name }) => {
        const rests = ['public.members', 'public.sessions'].includes(name);
        const said = rests
          ? "md5(coalesce(string_agg((to_jsonb(x) - 'last_used_at')::text, ' ' order by x::text), ''))"
          : "count(*) || ' ' || coalesce(max(x.xmin::text::bigint), 0)";
        return `select '${name}' as of, ${said} as digest from ${name} x`;
      })
      .join(' union all ')
      // The tables are read side by side: without an order their digests come as they are done.
      .concat(' order by 1'),
  );
  return JSON.stringify(rows, null, 1);
}

// ── examples ───────────────────────────────────────────────────────────────────────────────────────────────────────

/** What a right example meets all the same, since its world has gone past it. */
const refusedHere: Partial<Record<EndpointId, string>> = {
  'setup.checkCode': 'center.already_set_up',
  'setup.setUp': 'center.already_set_up',
  'setup.loadDemo': 'center.already_set_up',
};

/** How a protocol of others says that something in the input is wrong. */
const refusedIn = { scim: 400, saml: 303 } as const;

test('every endpoint has an example, and every example its endpoint', () => {
  expect(Object.keys(examples).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
});

describe('every example is answered, and with text that cannot be kept refused by its field', () => {
  test.each(endpoints)('$id', async ({ id, endpoint }) => {
    const example = await examples[id](owner);
    for (const path of textsIn(example.input)) {
      // What is read as a date is not kept as text.
      const input = changed(example.input, path, (text) => (/^\d{4}-\d\d-\d\dT/.test(text) ? 'never' : `${text}\0`));
      expect((await askAs(endpoint, { ...example, input })).status, path.join('.')).toBe(endpoint.speaks ? refusedIn[endpoint.speaks] : 422);
    }
    const { status, body, type } = await askAs(endpoint, example);
    if (refusedHere[id]) expect(type).toBe(`urn:entente:problem:${refusedHere[id]}`);
    else if (endpoint.speaks) expect(status, body).toBeLessThan(400);
    else expect(`${status} ${status === 200 ? '' : body}`).toBe('200 ');
  });
});

/** Where texts stand in an input. */
function textsIn(input: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof input === 'string') return [path];
  return typeof input === 'object' && input ? Object.entries(input).flatMap(([key, value]) => textsIn(value, [...path, key])) : [];
}
function changed(input: unknown, [key, ...rest]: readonly string[], change: (text: string) => string): unknown {
  if (key === undefined) return change(input as string);
  const copy = structuredClone(input) as Record<string, unknown>;
  copy[key] = changed(copy[key], rest, change);
  return copy;
}

test('an id in capitals is the same id, so that no rule can be walked around by its spelling', async () => {
  const wrong: string[] = [];
  for (const { id, endpoint } of endpoints) {
    const { input } = await examples[id](owner);
    for (const path of textsIn(input)) {
      const capitals = changed(input, path, (text) => (text.length === 36 ? text.replace(uuid, (found) => found.toUpperCase()) : text));
      if (JSON.stringify(endpoint.input.parse(capitals)) !== JSON.stringify(endpoint.input.parse(input)))
        wrong.push(`${id}: ${path.join('.')} is not an Id of core/id.ts`);
    }
  }
  expect(wrong).toEqual([]);
});

test('a made-up cursor is the beginning of the list', async () => {
  for (const { id, endpoint } of endpoints.filter(({ endpoint: { input } }) => 'shape' in input && 'after' in (input.shape as object))) {
    const example = await examples[id](owner);
    for (const key of [['-271821-04-20T00:00:00.000Z', 'x'], ['a\0', 'b', 'c'], ['+275760-09-13T00:00:00.000Z', owner.mark], [1], 'x']) {
      const after = Buffer.from(JSON.stringify(key)).toString('base64url');
      expect((await askAs(endpoint, { ...example, input: { ...(example.input as object), after } })).status, `${id} after ${JSON.stringify(key)}`).toBe(200);
    }
  }
});

// ── strangers ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Draws the owner's example, asks for it as someone else, with its own ids and with invented ones; says what differs. */
async function compare({ id, endpoint }: (typeof endpoints)[number], who: TestPerson, accountId: string): Promise<string[]> {
  const { input, ...rest } = await examples[id](owner);
  if (!idsIn(input).length) return [];
  const before = await everything();
  const invented = invent(input);
  const [real, made] = [await ask(endpoint, who, accountId, input), await ask(endpoint, who, accountId, invented)];
  const own = (await everything()) === before ? await askAs(endpoint, { input, ...rest }) : undefined;
  return [
    ...(blank(real, input) === blank(made, invented) ? [] : [`${id}: ${real.status} ${real.body} is not ${made.status} ${made.body}`]),
    ...(real.status === 200 && endpoint.within === 'account' ? [`${id} is done`] : []),
    ...(own ? [] : [`${id} has changed something`]),
    ...(own && own.status !== 200 && endpoint.within !== 'operator' ? [`${id}: not even its owner can: ${own.status} ${own.body}`] : []),
  ];
}
/** What companies hand to one another, so that the other can act on it: nothing of ours is told or changed by knowing it. */
const handedOver: readonly EndpointId[] = ['applications.findApplication', 'applications.giveConsent', 'merges.inviteToMerge'];
const comparedIn = async (places: Within[], who: TestPerson, accountId = '') => {
  const wrong: string[] = [];
  for (const each of within(...places)) if (!handedOver.includes(each.id)) wrong.push(...(await compare(each, who, accountId)));
  return wrong;
};

test('the admin of another company gets the same answer for our ids as for ids that never were, and nothing changes', async () => {
  expect(await comparedIn(['account'], other.admin, other.company.accountId)).toEqual([]);
});

test('another person’s sessions, passkeys and notices are not there', async () => {
  expect(await comparedIn(['person'], other.admin)).toEqual([]);
});

test('a partner on the operator’s side learns neither who works there nor whether something is there', async () => {
  expect(await comparedIn(['operator'], other.admin)).toEqual([]);
  for (const { id, endpoint } of within('operator')) {
    const { status, body } = await ask(endpoint, other.admin, '', (await examples[id](owner)).input);
    expect({ id, status, ...(JSON.parse(body) as object) }, id).toMatchObject({
      status: 403,
      type: 'urn:entente:problem:access.denied',
      details: { permission: endpoint.permission, roles: [], grantors: [] },
    });
  }
});

test('a company’s address answers everyone outside it as one that never was: partners, the operator’s people, those who belonged to it', async () => {
  const strangers = { partner: other.admin, operator: owner.root, removed: await gone(owner, 'removed'), inactive: await gone(owner, 'inactive') };
  const wrong: string[] = [];
  for (const { id, endpoint } of within('account')) {
    const { input } = await examples[id](owner);
    const before = await everything();
    for (const [name, who] of Object.entries(strangers)) {
      const [real, made] = [await ask(endpoint, who, owner.company.accountId, input), await ask(endpoint, who, crypto.randomUUID(), input)];
      if (real.type !== 'urn:entente:problem:not_found' || blank(real, {}) !== blank(made, {}))
        wrong.push(`${id} to ${name}: ${real.status} ${real.body} is not ${made.status} ${made.body}`);
    }
    if ((await everything()) !== before) wrong.push(`${id} has changed something`);
  }
  expect(wrong).toEqual([]);
});

test('an address that names no account is not found', async () => {
  const home = endpoints.find(({ id }) => id === 'accounts.getHome')?.endpoint as Endpoint;
  for (const accountId of ['-'.repeat(36), owner.company.accountId.toUpperCase(), 'x', '%00', "'"])
    expect((await ask(home, owner.admin, accountId, {})).type, accountId).toBe('urn:entente:problem:not_found');
});

/** Was a global admin until just now. */
async function gone({ company }: ExampleWorld, state: 'removed' | 'inactive'): Promise<TestPerson> {
  const who = await join(world, company, await person(world), 'global_admin');
  await world.admin.query('update members set state = $1, removed_at = $2, rights_version = rights_version + 1 where person_id = $3', [
    state,
    state === 'removed' ? world.now : null,
    who.personId,
  ]);
  return who;
}

/** What someone has begun for themselves, by what it is refused with in another's hands. */
const begun = {
  'identity.addPasskey': 'identity.passkey_wrong',
  'identity.confirmAuthenticator': 'identity.attempt_expired',
  'identity.stepUpWithPasskey': 'identity.passkey_wrong',
  'identity.stepUpWithTotp': 'identity.second_factor_wrong',
  'identity.stepUpWithRecoveryCode': 'identity.second_factor_wrong',
  'signup.finishAs': 'signup.other_identity',
} as const;
test.each(Object.entries(begun) as [keyof typeof begun, string][])('%s helps nobody but whoever began it', async (id, problem) => {
  const { endpoint } = endpoints.find((each) => each.id === id) ?? {};
  if (!endpoint) throw new Error(`there is no ${id}`);
  const { input } = await examples[id](owner);
  const tables = async () => (JSON.parse(await everything()) as { of: string }[]).filter(({ of }) => of !== 'public.attempts');
  const before = await tables();
  expect(await ask(endpoint, other.admin, '', input)).toMatchObject({ type: `urn:entente:problem:${problem}` });
  expect(await tables()).toEqual(before);
});

// ── what answers hold ──────────────────────────────────────────────────────────────────────────────────────────────

test('no answer within an account or to a person holds a name, an address or an id of another company', async () => {
  const { rows } = await world.admin.query<{ id: string }>(
    `
    select person_id::text as id from members where account_id = $1 union select invitation_id::text from invitations where account_id = $1
    union select request_id::text from join_requests where account_id = $1 union select account_id::text from accounts where account_id = $1 union select partner_id from partner_ids where account_id = $1`,
    [owner.company.accountId],
  );
  // Someone who belongs to both must not carry news of the one into the other.
  const both = await join(world, owner.company, await person(world, { email: 'both@elsewhere.example' }), 'global_admin');
  await join(world, other.company, both, 'default_user');
  const foreign = [owner.mark.toLowerCase(), ...rows.map(({ id }) => id)];
  const wrong: string[] = [],
    telling: string[] = [];
  for (const { id, endpoint } of within('account', 'person')) {
    const example = await examples[id](other);
    for (const input of endpoint.method === 'GET'
      ? [example.input, {}, { ...(example.input as object), search: owner.mark, q: owner.mark }]
      : [example.input]) {
      const body = (await askAs(endpoint, { ...example, input })).body.toLowerCase();
      if (body.includes(other.mark.toLowerCase())) telling.push(id);
      wrong.push(...foreign.filter((word) => body.includes(word)).map((word) => `${id} says ${word}`));
    }
  }
  expect(wrong).toEqual([]);
  // The mark would have been seen: these answers hold the asker's own.
  expect(telling).toEqual(
    expect.arrayContaining([
      'accounts.getCompany',
      'accounts.getHome',
      'accounts.listLooks',
      'members.listMembers',
      'members.listInvitations',
      'members.listJoinRequests',
      'members.listAdmins',
      'members.listMyAccounts',
      'notices.listNotices',
      'identity.getMe',
    ]),
  );
});
