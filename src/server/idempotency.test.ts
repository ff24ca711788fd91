import { expect, test } from 'vitest';
import { z } from 'zod';
import { account, buildWorld, member, type TestAccount, type TestPerson } from '../../test/world.ts';
import { endpoint } from '../core/endpoint.ts';
import { defineProblem } from '../core/problem.ts';
import { IdempotencyKeyTaken } from '../core/problems.ts';
import { type Asked, makeCall, routesOf } from './call.ts';
import { inAccount } from './db.ts';
import { idempotencyJobs } from './idempotency.ts';
import { openLog } from './log.ts';
import { secretsOf } from './secrets.ts';
import { run } from './tx.ts';

const world = await buildWorld();
const Refused = defineProblem('probe.refused', 409, z.object({}));
const probe = {
  add: endpoint({
    within: 'account',
    method: 'POST',
    path: '/probe',
    permission: 'users',
    summary: '',
    input: z.object({ name: z.string(), refuse: z.boolean().default(false) }),
    output: z.object({ at: z.date(), secret: z.string() }),
    problems: [Refused],
  }),
};
let made = 0;
const [route] = routesOf('probe', probe, {
  async add({ tx, now }, { name, refuse }) {
    await run(tx, `insert into probe_names (name) values ($1)`, [name]);
    if (refuse) throw new Refused({});
    return { at: now, secret: `shown once ${++made}` };
  },
});
await world.admin.query('create table probe_names (account_id uuid default current_account(), name text); grant all on probe_names to entente_app');
const call = makeCall({ db: world.app.db, log: openLog('silent'), secrets: secretsOf(Buffer.alloc(32, 7)) });
const asked = (who: Member, idempotencyKey: string | null): Asked => ({
  requestId: 'r',
  address: null,
  userAgent: null,
  locale: 'en',
  sessionToken: who.token,
  accountId: who.company.accountId,
  now: world.now,
  idempotencyKey,
});
interface Member extends TestPerson {
  readonly company: TestAccount;
}
const admin = async (company?: TestAccount): Promise<Member> => {
  const of = company ?? (await account(world));
  return { ...(await member(world, of, 'global_admin')), company: of };
};
type Added = { at: Date; secret: string };
const add = (who: Member, key: string | null, input: { name: string; refuse?: boolean }) => call(route as never, asked(who, key), input) as Promise<Added>;
const kept = async (name: string) => {
  const { rows } = await world.admin.query('select count(*)::int as n from probe_names where name = $1', [name]);
  return (rows[0] as { n: number }).n;
};

test('what is asked for twice with one key happens once, and is answered the same, dates and all', async () => {
  const who = await admin();
  const first = await add(who, 'k1', { name: 'twice' });
  expect(await add(who, 'k1', { name: 'twice' })).toEqual(first);
  expect(first.at).toBeInstanceOf(Date);
  expect(await kept('twice')).toBe(1);
  await add(who, null, { name: 'twice' });
  expect(await kept('twice')).toBe(2);
});

test('of many that come at once with one key, one acts and all are answered the same', async () => {
  const who = await admin();
  const answers = await Promise.all(Array.from({ length: 12 }, () => add(who, 'at once', { name: 'crowd' })));
  expect(new Set(answers.map(({ secret }) => secret)).size).toBe(1);
  expect(await kept('crowd')).toBe(1);
});

test('a refusal uses up no key', async () => {
  const who = await admin();
  await expect(add(who, 'k2', { name: 'refused', refuse: true })).rejects.toBeInstanceOf(Refused);
  await add(who, 'k2', { name: 'refused' });
  expect(await kept('refused')).toBe(1);
});

test('a key that came with something else is refused; a colleague may use the same one', async () => {
  const company = await account(world);
  const who = await admin(company);
  const other = await admin(company);
  await add(who, 'k3', { name: 'mine' });
  await expect(add(who, 'k3', { name: 'another' })).rejects.toBeInstanceOf(IdempotencyKeyTaken);
  await add(other, 'k3', { name: 'mine' });
  expect(await kept('mine')).toBe(2);
});

test('what is kept cannot be read without the key of the house, and is gone after a day', async () => {
  const who = await admin();
  await add(who, 'k4', { name: 'sealed' });
  const rows = () => inAccount(world.app.db, who.company.accountId, (tx) => tx.selectFrom('idempotentAnswers').select('answer').execute());
  expect((await rows()).map(({ answer }) => String(answer))).not.toContainEqual(expect.stringContaining('shown once'));
  const sweep = async (hours: number) => {
    const now = new Date(world.now.getTime() + hours * 3_600_000);
    for (const job of idempotencyJobs) await job.run({ db: world.app.db, now } as never, {});
  };
  await sweep(23);
  expect(await rows()).toHaveLength(1);
  await sweep(25);
  expect(await rows()).toEqual([]);
});

/** Several at once, as one. */
const addAll = (who: Member, key: string | null, names: readonly { readonly name: string; readonly refuse?: boolean }[], goesOn = false) =>
  call.atOnce({ id: 'several', input: names }, asked(who, key), async (one) => {
    const added: unknown[] = [];
    for (const input of names) {
      const doing = one(route as never, input);
      added.push(await (goesOn ? doing.catch(() => 'refused') : doing));
    }
    return added;
  });

test('several calls at once are all done, once for their key, by whoever may each of them', async () => {
  const who = await admin();
  const first = await addAll(who, 'all', [{ name: 'all' }, { name: 'all' }]);
  expect(await kept('all')).toBe(2);
  expect(await addAll(who, 'all', [{ name: 'all' }, { name: 'all' }])).toEqual(first);
  await expect(addAll(who, 'all', [{ name: 'all' }, { name: 'others' }])).rejects.toThrow(IdempotencyKeyTaken);
  await expect(addAll({ ...who, token: 'nobody’s' }, null, [{ name: 'all' }])).rejects.toMatchObject({ code: 'access.sign_in' });
  const clerk: Member = { ...(await member(world, who.company, 'default_user')), company: who.company };
  await expect(addAll(clerk, null, [{ name: 'all' }])).rejects.toMatchObject({ code: 'access.denied' });
  expect(await kept('all')).toBe(2);
});

test('what one of them refuses leaves none of them done, whether anybody heeds it or not; and nothing of it is kept', async () => {
  const who = await admin();
  const names = [{ name: 'half' }, { name: 'half', refuse: true }, { name: 'half' }];
  for (const goesOn of [false, true, true]) await expect(addAll(who, 'half', names, goesOn)).rejects.toMatchObject({ code: 'probe.refused' });
  await expect(addAll(who, 'half', [{ name: 'half' }, {} as never])).rejects.toMatchObject({ code: 'request.invalid' });
  expect(await kept('half')).toBe(0);
  await addAll(who, 'half', [{ name: 'half' }]);
  expect(await kept('half')).toBe(1);
});

test('rights that end between two of them end them all', async () => {
  const who = await admin();
  await addAll(who, null, [{ name: 'known' }]);
  await world.admin.query('update role_assignments set ends_at = $2 where person_id = $1', [who.personId, world.now]);
  await world.admin.query('update members set rights_version = rights_version + 1 where person_id = $1', [who.personId]);
  await expect(addAll(who, null, [{ name: 'ended' }, { name: 'ended' }])).rejects.toMatchObject({ code: 'access.denied' });
  expect(await kept('ended')).toBe(0);
});
