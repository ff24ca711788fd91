import { sql } from 'kysely';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { roundTrips } from '../../test/roundTrips.ts';
import { account, as, buildWorld, member, openAppIn, operator, person, join, refusal, session } from '../../test/world.ts';
import { endpoint } from '../core/endpoint.ts';
import { defineProblem } from '../core/problem.ts';
import { center } from '../features/center/contract.ts';
import { type Asked, makeCall, routesOf } from './call.ts';
import { inAccount, openTx } from './db.ts';
import { openLog } from './log.ts';
import { secretsOf } from './secrets.ts';
import { run } from './tx.ts';

const world = await buildWorld();

/** A feature made for these tests: it looks at, and changes, the account's own people. */
const Refused = defineProblem('probe.refused', 409, z.object({}));
const probe = {
  names: endpoint({ within: 'account', method: 'GET', path: '/probe', permission: 'users', summary: '', input: z.object({}), output: z.array(z.string()) }),
  rename: endpoint({
    within: 'account',
    method: 'POST',
    path: '/probe',
    permission: 'users',
    summary: '',
    input: z.object({ to: z.string().min(1), refuse: z.boolean().default(false) }),
    output: z.object({}),
    problems: [Refused],
  }),
  sensitive: endpoint({
    within: 'account',
    method: 'POST',
    path: '/probe/sensitive',
    permission: 'users',
    stepUp: 10,
    summary: '',
    input: z.object({}),
    output: z.object({}),
  }),
  aside: endpoint({
    within: 'account',
    method: 'GET',
    path: '/probe/aside',
    permission: 'users',
    summary: '',
    input: z.object({}),
    output: z.array(z.string()),
  }),
  barred: endpoint({
    within: 'account',
    method: 'POST',
    path: '/probe/barred',
    permission: 'users',
    summary: '',
    input: z.object({}),
    output: z.object({}),
    problems: [Refused],
  }),
  whoami: endpoint({ within: 'public', method: 'POST', path: '/probe/who', permission: 'public', summary: '', input: z.object({}), output: z.string() }),
};
const routes = routesOf('probe', probe, {
  names: async ({ tx }) => (await tx.selectFrom('members').select('givenName').orderBy('givenName').execute()).map((m) => m.givenName),
  async rename({ tx, apart, now }, { to, refuse }) {
    await apart((own) => sql`insert into attempts (door, key_hash, failures, last_at, free_at) values ('probe', ${to}, 1, ${now}, ${now})`.execute(own));
    await tx.updateTable('members').set({ givenName: to }).execute();
    if (refuse) throw new Refused({});
    return {};
  },
  sensitive: async () => ({}),
  aside: ({ apart }) => apart(async (own) => (await own.selectFrom('members').select('givenName').execute()).map((m) => m.givenName)),
  async barred({ tx, actor }) {
    if (!actor.rights.gives.has('global_admin')) throw new Refused({});
    await tx.selectFrom('members').select('personId').execute();
    return {};
  },
  whoami: async ({ actor }) => actor.kind,
});
const callIn = (db = world.app.db) => makeCall({ db, log: openLog('silent'), secrets: secretsOf(Buffer.alloc(32, 7)) });
const asked = (token: string, accountId: string): Asked => ({
  requestId: 'r',
  address: null,
  userAgent: null,
  locale: 'en',
  sessionToken: token,
  accountId,
  now: world.now,
});
const route = (id: string) =>
  routes.find((r) => r.id === `probe.${id}`) ??
  (() => {
    throw new Error(id);
  })();

test('an ordinary read costs one round trip, session and rights included', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const call = callIn();
  await call(route('names'), asked(admin.token, company.accountId), {});
  expect(await roundTrips(world.app.db, () => call(route('names'), asked(admin.token, company.accountId), {}))).toBe(1);
});

test('a role taken away through one server is in force on the next request to the other', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'user_admin');
  const [one, other] = [callIn(), callIn()];
  for (const call of [one, other]) expect(await call(route('names'), asked(admin.token, company.accountId), {})).toEqual(['Ana']);
  await inAccount(world.app.db, company.accountId, async (tx) => {
    await tx.deleteFrom('roleAssignments').where('personId', '=', admin.personId).execute();
    await tx
      .updateTable('members')
      .set((eb) => ({ rightsVersion: eb('rightsVersion', '+', 1) }))
      .where('personId', '=', admin.personId)
      .execute();
  });
  for (const call of [one, other])
    expect(await refusal(call(route('names'), asked(admin.token, company.accountId), {}))).toMatchObject({ code: 'access.denied' });
});

test('a role given a moment ago works at once, although the refusal was in memory', async () => {
  const company = await account(world);
  const colleague = await member(world, company, 'default_user');
  const call = callIn();
  expect(await refusal(call(route('names'), asked(colleague.token, company.accountId), {}))).toMatchObject({
    code: 'access.denied',
    details: { roles: ['global_admin', 'account_admin', 'user_admin', 'membership_admin', 'developer_owner', 'developer_manager'] },
  });
  await world.admin.query("insert into role_assignments (account_id, person_id, role, given_at) values ($1, $2, 'user_admin', now())", [
    company.accountId,
    colleague.personId,
  ]);
  await world.admin.query('update members set rights_version = rights_version + 1 where person_id = $1', [colleague.personId]);
  expect(await call(route('names'), asked(colleague.token, company.accountId), {})).toHaveLength(1);
});

test('a role that ends, ends by itself at its time', async () => {
  const company = await account(world);
  const who = await join(world, company, await person(world), { role: 'user_admin', endsAt: new Date(world.now.getTime() + 60_000) });
  const call = callIn();
  expect(await call(route('names'), asked(who.token, company.accountId), {})).toHaveLength(1);
  expect(await refusal(call(route('names'), { ...asked(who.token, company.accountId), now: new Date(world.now.getTime() + 60_000) }, {}))).toMatchObject({
    code: 'access.denied',
  });
});

test('an ended session is over in every process, with the commit that ended it', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const second = await openAppIn(world);
  const [one, other] = [callIn(), callIn(second.db)];
  for (const call of [one, other]) await call(route('names'), asked(admin.token, company.accountId), {});
  await world.admin.query('update sessions set ended_at = now() where person_id = $1', [admin.personId]);
  for (const call of [one, other])
    expect(await refusal(call(route('names'), asked(admin.token, company.accountId), {}))).toMatchObject({ code: 'access.sign_in' });
  await second.close();
});

test('a session that ended is over also for what a handler reads apart, answers without reading, or lets a visitor do', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const call = callIn();
  for (const id of ['aside', 'sensitive']) await call(route(id), asked(admin.token, company.accountId), {});
  expect(await call(route('whoami'), { ...asked(admin.token, company.accountId), accountId: null }, {})).toBe('person');
  await world.admin.query('update sessions set ended_at = now() where person_id = $1', [admin.personId]);
  expect(await call(route('whoami'), { ...asked(admin.token, company.accountId), accountId: null }, {})).toBe('nobody');
  expect(await refusal(call(route('aside'), asked(admin.token, company.accountId), {}))).toMatchObject({ code: 'access.sign_in' });
});

test('an ended session answers nothing, though the handler makes no statement', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const call = callIn();
  await call(route('sensitive'), asked(admin.token, company.accountId), {});
  await world.admin.query('update sessions set ended_at = now() where person_id = $1', [admin.personId]);
  expect(await refusal(call(route('sensitive'), asked(admin.token, company.accountId), {}))).toMatchObject({ code: 'access.sign_in' });
});

test('a handler that refuses by rights in memory, before its first statement, is asked again by those of now', async () => {
  const company = await account(world);
  const colleague = await member(world, company, 'user_admin');
  const call = callIn();
  expect(await refusal(call(route('barred'), asked(colleague.token, company.accountId), {}))).toMatchObject({ code: 'probe.refused' });
  await world.admin.query("insert into role_assignments (account_id, person_id, role, given_at) values ($1, $2, 'global_admin', now())", [
    company.accountId,
    colleague.personId,
  ]);
  await world.admin.query('update members set rights_version = rights_version + 1 where person_id = $1', [colleague.personId]);
  expect(await call(route('barred'), asked(colleague.token, company.accountId), {})).toEqual({});
});

test('a session idles for twelve hours and no longer; using it keeps it alive', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const call = callIn();
  const at = (hours: number) => ({ ...asked(admin.token, company.accountId), now: new Date(world.now.getTime() + hours * 3_600_000) });
  await call(route('names'), at(0), {});
  await call(route('names'), at(11), {});
  await expect
    .poll(async () => (await world.admin.query('select last_used_at from sessions where person_id = $1', [admin.personId])).rows[0].last_used_at)
    .toEqual(at(11).now);
  await call(route('names'), at(22), {});
  await expect
    .poll(async () => (await world.admin.query('select last_used_at from sessions where person_id = $1', [admin.personId])).rows[0].last_used_at)
    .toEqual(at(22).now);
  expect(await refusal(call(route('names'), at(34.1), {}))).toMatchObject({ code: 'access.sign_in' });
});

test('what a handler did is undone when it refuses; what it did apart stays', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const call = callIn();
  expect(await refusal(call(route('rename'), asked(admin.token, company.accountId), { to: 'Refused', refuse: true }))).toMatchObject({ code: 'probe.refused' });
  expect(await call(route('names'), asked(admin.token, company.accountId), {})).toEqual(['Ana']);
  expect((await world.admin.query("select 1 from attempts where door = 'probe' and key_hash = 'Refused'")).rowCount).toBe(1);
});

test('a change in one account touches no other, though the statement names none', async () => {
  const [mine, theirs] = [await account(world), await account(world)];
  const [me, them] = [await member(world, mine, 'global_admin'), await member(world, theirs, 'global_admin')];
  await callIn()(route('rename'), asked(me.token, mine.accountId), { to: 'Everyone' });
  expect(await callIn()(route('names'), asked(them.token, theirs.accountId), {})).toEqual(['Ana']);
});

test('permission is asked before the input is looked at', async () => {
  const company = await account(world);
  const colleague = await member(world, company, 'default_user');
  expect(await refusal(callIn()(route('rename'), asked(colleague.token, company.accountId), { to: 7 }))).toMatchObject({ code: 'access.denied' });
});

test('wrong input is refused field by field', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  expect(await refusal(callIn()(route('rename'), asked(admin.token, company.accountId), { refuse: 'perhaps' }))).toMatchObject({
    code: 'request.invalid',
    details: { fields: { to: 'required', refuse: 'invalid_type' } },
  });
});

test('a protected act asks for a fresh second factor, and says whether there is one', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const call = callIn();
  expect(await call(route('sensitive'), asked(admin.token, company.accountId), {})).toEqual({});
  const later = { ...asked(admin.token, company.accountId), now: new Date(world.now.getTime() + 11 * 60_000) };
  expect(await refusal(call(route('sensitive'), later, {}))).toMatchObject({ code: 'access.step_up', details: { enrolled: false, withinMinutes: 10 } });
});

test('a company that accepts other proofs refuses the session and says which', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  await world.admin.query("update accounts set accepted_proofs = '{passkey}' where account_id = $1", [company.accountId]);
  expect(await refusal(callIn()(route('names'), asked(admin.token, company.accountId), {}))).toMatchObject({
    code: 'access.proof_not_accepted',
    details: { accepted: ['passkey'] },
  });
  const withPasskey = await session(world, admin.personId, { proofs: ['passkey'] });
  expect(await callIn()(route('names'), asked(withPasskey, company.accountId), {})).toEqual(['Ana']);
});

test('a refused operator page names the roles to the operator’s own people only', async () => {
  const agent = await operator(world, 'op_support_agent');
  expect(await refusal(as(world, center, agent).getSettings({}))).toMatchObject({ code: 'access.denied', details: { roles: ['op_root', 'op_auditor'] } });
});

test('a transaction in which a statement failed is never reported as committed', async () => {
  const open = openTx(world.app.db, { sight: {} });
  await expect(run(open.tx, 'select 1/0')).rejects.toThrow('division by zero');
  await expect(open.commit()).rejects.toThrow('could not be committed');
});

test('a setting that is no uuid never reaches the database', async () => {
  await expect(inAccount(world.app.db, "x'; drop table accounts; --", async (tx) => run(tx, 'select 1'))).rejects.toThrow('must be a uuid');
});
