import { expect, test } from 'vitest';
import { account, as, buildWorld, join, person } from '../../../test/world.ts';
import { members } from './contract.ts';

const world = await buildWorld();

/** As if the company had come there. */
async function enroll({ accountId }: { readonly accountId: string }, program: string, state: string): Promise<void> {
  await world.admin.query('insert into enrollments (account_id, program, state, applied_at, changed_at, active_since) values ($1, $2, $3, $4, $4, $4)', [
    accountId,
    program,
    state,
    world.now,
  ]);
}

test('the programs of each company come with it, in the order of the catalog, named in every language', async () => {
  const company = await account(world);
  const clerk = await join(world, company, await person(world), 'default_user');
  for (const [program, state] of [
    ['marketplace', 'applied'],
    ['reseller_indirect', 'active'],
    ['membership', 'active'],
    ['referrals', 'left'],
  ] as const)
    await enroll(company, program, state);
  const [mine] = (await as(world, members, clerk).listMyAccounts({})).items;
  expect(mine?.programs.map(({ program, state, lacks }) => ({ program, state, lacks }))).toEqual([
    { program: 'membership', state: 'active', lacks: null },
    { program: 'reseller_indirect', state: 'active', lacks: 'customers' },
    { program: 'marketplace', state: 'applied', lacks: null },
  ]);
  expect(mine?.programs[2]).toMatchObject({ group: 'developer', texts: { en: { nav: 'Commercial Marketplace' }, fr: { nav: 'Place de marché commerciale' } } });
  expect(Object.keys(mine?.programs[0]?.texts.en ?? {})).toEqual(['name', 'nav']);
});

test('each company says what waits in it: notices that the person has not read, and requests that they can answer', async () => {
  const [one, other] = [await account(world), await account(world)];
  const admin = await person(world);
  await join(world, one, admin, 'global_admin');
  await join(world, other, admin, 'default_user');
  const clerk = await join(world, one, await person(world), 'default_user');
  const noticed = (accountId: string, personId: string, readAt: Date | null) =>
    world.admin.query(
      "insert into notices (person_id, account_id, announcement_id, kind, at, read_at) values ($1, $2, gen_random_uuid(), 'roles.given', $3, $4)",
      [personId, accountId, world.now, readAt],
    );
  await noticed(one.accountId, admin.personId, null);
  await noticed(one.accountId, admin.personId, world.now);
  await noticed(one.accountId, clerk.personId, null);
  await noticed(other.accountId, admin.personId, null);
  await noticed(other.accountId, admin.personId, null);
  for (const { accountId } of [one, other])
    await world.admin.query(
      "insert into join_requests (account_id, email, email_folded, given_name, family_name, locale, created_at, due_at) values ($1, 'zoe@contoso.example', 'zoe@contoso.example', 'Zoé', 'Roy', 'fr', $2, $2)",
      [accountId, world.now],
    );
  const ask = (personId: string, role: string) =>
    world.admin.query(
      "insert into role_requests (account_id, person_id, role, reason, created_at, expires_at) values ($1, $2, $3, 'for the audit', $4, $4::timestamptz + interval '30 days')",
      [one.accountId, personId, role, world.now],
    );
  await ask(clerk.personId, 'billing_admin');
  await ask(admin.personId, 'admin_agent');

  const waiting = async (who: typeof admin, { accountId }: { readonly accountId: string }) =>
    (await as(world, members, who).listMyAccounts({})).items.find((each) => each.accountId === accountId)?.waiting;
  expect(await waiting(admin, one)).toEqual({ requests: 2, notices: 1 });
  expect(await waiting(admin, other)).toEqual({ requests: 0, notices: 2 });
  expect(await waiting(clerk, one)).toEqual({ requests: 0, notices: 1 });
});
