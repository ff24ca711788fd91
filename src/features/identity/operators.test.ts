import { beforeEach, expect, test } from 'vitest';
import { announced, as, buildWorld, mailsTo, operator, person, refusal, runJobs } from '../../../test/world.ts';
import { inNobody } from '../../server/db.ts';
import { system } from '../../server/actor.ts';
import { acrossAccounts } from '../../server/db.ts';
import { addPerson, startChallenge } from './acts.ts';
import { addOperator } from './acts/operators.ts';
import { identity } from './contract.ts';

const world = await buildWorld();
const start = world.now;
const root = await operator(world, 'op_root');
const minutes = (from: Date, count: number) => new Date(from.getTime() + count * 60_000);
const newcomer = { givenName: 'Wei', familyName: '王', locale: 'zh-CN', role: 'op_verifier' } as const;
const tokenIn = (url: string | undefined) => new URL(url ?? '').hash.slice(1);
const linkMailed = async (email: string) => tokenIn((await mailsTo(world, email)).find((m) => m.template === 'identity.credential_link')?.action?.url);
const visitor = (gave?: (token: string | null) => void) => as(world, identity, gave ? { gave } : {});

beforeEach(() => {
  world.now = start;
});

test('someone new gets a link, sets a password once, and is signed in as an operator', async () => {
  const email = 'wei@operator.example';
  const { personId } = await as(world, identity, root).addOperator({ ...newcomer, email });
  const token = await linkMailed(email);
  expect((await mailsTo(world, email))[0]).toMatchObject({ locale: 'zh-CN', subject: '请设置您的Entente密码' });
  expect(await visitor().openCredentialLink({ token })).toEqual({ givenName: 'Wei', familyName: '王', email, locale: 'zh-CN', second: null });
  expect((await refusal(visitor().setFirstPassword({ token, password: 'tooshort' }))).details).toEqual({ fields: { password: 'password_under_15' } });
  let session: string | null = null;
  expect(
    await visitor((t) => {
      session = t;
    }).setFirstPassword({ token, password: 'eleven quiet lighthouses' }),
  ).toEqual({ signedIn: true, second: null, newPassword: null });
  expect(await as(world, identity, { token: session }).getMe({})).toMatchObject({ personId, operator: { roles: ['op_verifier'] } });
  expect(await refusal(visitor().setFirstPassword({ token, password: 'seven loud windmills at noon' }))).toMatchObject({
    code: 'identity.link_not_usable',
    status: 410,
  });
  expect(await refusal(visitor().openCredentialLink({ token }))).toMatchObject({ code: 'identity.link_not_usable' });
});

test('a link is good for seven days, for its own secret only, and twice at once it works once', async () => {
  const email = 'late@operator.example';
  await as(world, identity, root).addOperator({ ...newcomer, email });
  const token = await linkMailed(email);
  expect(await refusal(visitor().openCredentialLink({ token: `${token.slice(0, -2)}xx` }))).toMatchObject({ code: 'identity.link_not_usable' });
  expect(await refusal(visitor().openCredentialLink({ token: 'anything' }))).toMatchObject({ code: 'identity.link_not_usable' });
  const twice = await Promise.allSettled([1, 2].map(() => visitor().setFirstPassword({ token, password: 'eleven quiet lighthouses' })));
  expect(twice.filter((t) => t.status === 'fulfilled')).toHaveLength(1);
  await as(world, identity, root).addOperator({ ...newcomer, email: 'later@operator.example' });
  const other = await linkMailed('later@operator.example');
  world.now = minutes(start, 7 * 24 * 60 + 1);
  expect(await refusal(visitor().openCredentialLink({ token: other }))).toMatchObject({ code: 'identity.link_not_usable' });
});

test('someone who signs in already is told, and their long sessions become an operator’s', async () => {
  const ana = await person(world);
  await world.admin.query("insert into passwords (person_id, hash, set_at) values ($1, 'x', now())", [ana.personId]);
  await as(world, identity, ana).getMe({});
  await as(world, identity, root).addOperator({ ...newcomer, email: ana.email, role: 'op_auditor' });
  expect((await mailsTo(world, ana.email)).map((m) => m.template)).toEqual(['identity.operator_added']);
  expect((await as(world, identity, ana).getMe({})).operator.roles).toEqual(['op_auditor']);
  const {
    rows: [kept],
  } = await world.admin.query('select expires_at, idle_minutes from sessions where person_id = $1', [ana.personId]);
  expect(kept).toEqual({ expires_at: minutes(start, 24 * 60), idle_minutes: 60 });
  expect(await refusal(as(world, identity, root).addOperator({ ...newcomer, email: ana.email, role: 'op_auditor' }))).toMatchObject({
    code: 'operators.known',
  });
});

test('only who may give a role gives it, with a fresh second factor; an auditor looks on', async () => {
  const auditor = await operator(world, 'op_auditor'),
    agent = await operator(world, 'op_support_agent');
  const { items, can } = await as(world, identity, auditor).listOperators({});
  expect(can).toEqual({ add: false });
  expect(items.find((o) => o.personId === root.personId)?.roles).toMatchObject([{ role: 'op_root', can: { remove: false } }]);
  expect(await refusal(as(world, identity, auditor).addOperator({ ...newcomer, email: 'x@operator.example' }))).toMatchObject({
    code: 'access.denied',
    details: { permission: 'op.staff', roles: ['op_root'] },
  });
  expect(await refusal(as(world, identity, agent).listOperators({}))).toMatchObject({ code: 'access.denied' });
  world.now = minutes(start, 11);
  expect(await refusal(as(world, identity, root).addOperator({ ...newcomer, email: 'x@operator.example' }))).toMatchObject({ code: 'access.step_up' });
});

test('a role taken away is gone with the next request, and the last one who gives roles stays', async () => {
  const second = await operator(world, 'op_root');
  await as(world, identity, second).listOperators({});
  await as(world, identity, root).removeOperator({ personId: second.personId, role: 'op_root' });
  expect(await refusal(as(world, identity, second).listOperators({}))).toMatchObject({ code: 'access.denied' });
  expect((await announced(world, 'operators.removed')).at(-1)).toMatchObject({ details: { role: 'op_root' } });
  expect(await refusal(as(world, identity, root).removeOperator({ personId: root.personId, role: 'op_root' }))).toMatchObject({
    code: 'operators.last_root',
    status: 409,
  });
  expect(await refusal(as(world, identity, root).removeOperator({ personId: second.personId, role: 'op_root' }))).toMatchObject({ code: 'not_found' });
});

test('two who take the last role from each other at the same instant leave one', async () => {
  const second = await operator(world, 'op_root');
  const outcomes = await Promise.allSettled([
    as(world, identity, root).removeOperator({ personId: second.personId, role: 'op_root' }),
    as(world, identity, second).removeOperator({ personId: root.personId, role: 'op_root' }),
  ]);
  expect(outcomes.filter((o) => o.status === 'fulfilled')).toHaveLength(1);
  const { rows } = await world.admin.query("select person_id from operators where role = 'op_root'");
  expect(rows).toHaveLength(1);
});

test('the command line adds an operator without anyone being signed in', async () => {
  await acrossAccounts(world.app.db, 'test', (tx) =>
    addOperator(tx, system('operator add'), world.now, { ...newcomer, email: 'cli@operator.example', role: 'op_root' }),
  );
  expect(await linkMailed('cli@operator.example')).toContain('.');
});

test('a sign-in name belongs to one person, also when two ask for it at once', async () => {
  const add = () => inNobody(world.app.db, (tx) => addPerson(tx, system('test'), world.now, { ...newcomer, email: 'Same@Contoso.example' }));
  const outcomes = await Promise.allSettled([add(), add()]);
  expect(outcomes.map((o) => (o.status === 'rejected' ? (o.reason as { code: string }).code : 'added')).toSorted()).toEqual([
    'added',
    'identity.sign_in_name_taken',
  ]);
  expect(await refusal(add())).toMatchObject({ code: 'identity.sign_in_name_taken' });
});

test('a mailbox gets one code a minute for one purpose', async () => {
  const begin = (purpose: string) => inNobody(world.app.db, (tx) => startChallenge(tx, world.now, { purpose, email: 'box@contoso.example', minutes: 15 }));
  await begin('one');
  await begin('another');
  world.now = minutes(start, 0.5);
  expect(await refusal(begin('one'))).toMatchObject({ code: 'request.too_many', details: { retryAfterSeconds: 30 } });
  await runJobs(world);
});
