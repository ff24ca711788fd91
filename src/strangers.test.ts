import { afterAll, beforeEach, expect, test, vi } from 'vitest';
import { type Answer, asking, endpoints, uuid, within } from '../test/asking.ts';
import { buildExamples, type EndpointId, type ExampleWorld, examples } from '../test/examples.ts';
import { buildWorld, join, person, type TestPerson } from '../test/world.ts';
import { watchWrites } from '../test/writes.ts';
import { easyProvider } from '../test/identityProvider.ts';
import { learningProvider } from '../test/learningProvider.ts';
import type { Endpoint, Within } from './core/endpoint.ts';

// Each of these walks through every endpoint there is.
vi.setConfig({ testTimeout: 600_000 });

/** What a stranger learns, and may change: nothing. Over HTTP, as a browser calls, for every endpoint that there is. */
const world = await buildWorld({ env: { ...(await learningProvider()), ...(await easyProvider(afterAll)) } });
const owner = await buildExamples(world, 'Quastenflosser');
const other = await buildExamples(world, 'Zitronenfalter');
const start = world.now;
beforeEach(() => {
  world.now = start;
});
const { ask, askAs } = asking(world);

/** Ids of locations stand as texts of their own. */
const ids = new RegExp(`${uuid.source}|(?<=")[0-9]{7}(?=")`, 'g');
const idsIn = (input: unknown): string[] => [...new Set(JSON.stringify(input).match(ids))];
let inventions = 0;
const inventedId = (id: string): string => (id.length === 36 ? crypto.randomUUID() : String(9_000_000 + ++inventions));
/** The same input with ids that never were. */
const invent = (input: unknown): unknown => {
  const fresh = new Map(idsIn(input).map((id) => [id, inventedId(id)]));
  return JSON.parse(JSON.stringify(input).replace(ids, (id) => fresh.get(id) ?? id));
};
/** The answer with the ids of its question replaced by their place in it: what is left must not differ. */
const blank = ({ status, headers, body }: Answer, input: unknown): string =>
  idsIn(input).reduce((text, id, at) => text.replaceAll(id, `<${at}>`), `${status} ${headers} ${body}`);

const written = await watchWrites(world);

test('what is written is noticed, once', async () => {
  const { endpoint } = endpoints.find(({ id }) => id === 'members.invite') ?? {};
  await written();
  await askAs(endpoint as Endpoint, await examples['members.invite'](owner));
  expect(await written()).toContain('invitations');
  expect(await written()).toEqual([]);
});

// ── strangers ──────────────────────────────────────────────────────────────────────────────────────────────────────

/** Each example is made once where only its input counts, and not whether it is still to be done. */
const inputs = new Map<EndpointId, unknown>();
async function inputOf(id: EndpointId): Promise<unknown> {
  if (!inputs.has(id)) inputs.set(id, (await examples[id](owner)).input);
  return inputs.get(id);
}

/** Draws the owner's example, asks for it as someone else, with its own ids and with invented ones; says what differs. */
async function compare({ id, endpoint }: (typeof endpoints)[number], who: TestPerson, accountId: string): Promise<string[]> {
  const { input, ...rest } = await examples[id](owner);
  inputs.set(id, input);
  if (!idsIn(input).length) return [];
  await written();
  const invented = invent(input);
  const [real, made] = [await ask(endpoint, who, accountId, input), await ask(endpoint, who, accountId, invented)];
  const changed = await written();
  const own = changed.length === 0 ? await askAs(endpoint, { input, ...rest }) : undefined;
  return [
    ...(blank(real, input) === blank(made, invented) ? [] : [`${id}: ${real.status} ${real.body} is not ${made.status} ${made.body}`]),
    ...(real.status === 200 && endpoint.within === 'account' ? [`${id} is done`] : []),
    ...(own ? [] : [`${id} has changed ${changed.join(', ')}`]),
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
    const { status, body } = await ask(endpoint, other.admin, '', await inputOf(id));
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
  const asked: { id: EndpointId; endpoint: Endpoint; input: unknown }[] = [];
  for (const each of within('account')) asked.push({ ...each, input: await inputOf(each.id) });
  await written();
  for (const { id, endpoint, input } of asked) {
    for (const [name, who] of Object.entries(strangers)) {
      const [real, made] = [await ask(endpoint, who, owner.company.accountId, input), await ask(endpoint, who, crypto.randomUUID(), input)];
      if (real.type !== 'urn:entente:problem:not_found' || blank(real, {}) !== blank(made, {}))
        wrong.push(`${id} to ${name}: ${real.status} ${real.body} is not ${made.status} ${made.body}`);
    }
    const changed = await written();
    if (changed.length) wrong.push(`${id} has changed ${changed.join(', ')}`);
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
  await written();
  expect(await ask(endpoint, other.admin, '', input)).toMatchObject({ type: `urn:entente:problem:${problem}` });
  expect((await written()).filter((table) => table !== 'attempts')).toEqual([]);
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
