import { expect, test } from 'vitest';
import { announced, as, buildWorld, join, joinPrograms, mailsTo, member, openAppIn, refusal, runJobs, type TestPerson } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { members } from '../members/contract.ts';
import { relations } from '../relations/contract.ts';
import { merges } from './contract.ts';
import { type Company, mergesIn } from './testing.ts';

const world = await buildWorld();

const { company, of, accepted, yes, merged } = mergesIn(world);

test('two companies become one: people with their roles, locations with their ids, and the PartnerId that leads to the survivor', async () => {
  const [a, b] = [await company('Harbor Works'), await company('Pine Atelier')];
  const both = await join(world, a.company, await member(world, b.company, 'billing_admin'), 'user_admin');
  const details = {
    name: 'Depot',
    address: { country: 'FR', line1: '1 rue de la Paix', city: 'Paris', postalCode: '75002' },
    contact: { givenName: 'Ana', familyName: 'Ruiz', email: 'a@pine.example' },
  };
  await as(world, accounts, { ...a.admin, account: a.company }).addLocation(details);
  const depot = await as(world, accounts, { ...b.admin, account: b.company }).addLocation({ ...details, sharesWith: 'company', address: null });
  const done = await merged(a, b);
  expect(done).toMatchObject({ state: 'merged', side: 'survivor', other: { name: 'Pine Atelier' }, can: { withdraw: false } });

  const { items: people } = await as(world, members, { ...a.admin, account: a.company }).listMembers({ limit: 50 });
  const rolesOf = (id: string) =>
    people
      .find(({ personId }) => personId === id)
      ?.roles.map(({ role }) => role)
      .toSorted();
  expect(rolesOf(b.admin.personId)).toEqual(['global_admin']);
  expect(rolesOf(both.personId)).toEqual(['billing_admin', 'user_admin']);

  const { items: places } = await as(world, accounts, { ...a.admin, account: a.company }).listLocations({ limit: 50 });
  expect(places.map(({ locationId }) => locationId)).toEqual(expect.arrayContaining([b.company.partnerId, depot.locationId]));
  expect(places.find(({ locationId }) => locationId === depot.locationId)).toMatchObject({
    name: `Depot (${depot.locationId})`,
    sharesWith: b.company.partnerId,
  });
  expect(places.find(({ locationId }) => locationId === b.company.partnerId)?.name).toBe('Pine Atelier');

  // Nobody gets into the closed account; the register leads to the survivor.
  expect((await refusal(of(b).listMerges({}))).code).toBe('not_found');
  const { rows } = await world.admin.query('select account_id from partner_ids where partner_id = any($1)', [[b.company.partnerId, depot.locationId]]);
  expect(new Set(rows.map((row) => row.account_id))).toEqual(new Set([a.company.accountId]));
  expect((await mailsTo(world, b.admin.email)).map(({ template }) => template)).toContain('merges.told');
  // Those who came read the history with the survivor.
  expect((await as(world, merges, { ...b.admin, account: a.company }).listMerges({})).items).toMatchObject([{ state: 'merged' }]);
});

test('the preview is shown to who invites only once the other has agreed, and each side reads the same', async () => {
  const [a, b] = [await company(), await company()];
  const invited = await of(a).inviteToMerge({ partnerId: b.company.partnerId, message: 'Let us join' });
  expect(invited).toMatchObject({ plan: null, other: { name: null } });
  const tasks = async ({ company, admin }: Company) => (await as(world, accounts, { ...admin, account: company }).getHome({})).tasks.map(({ key }) => key);
  expect([await tasks(a), await tasks(b)].map((keys) => keys.includes('merge_invited'))).toEqual([false, true]);
  const seen = await of(b).getMerge({ mergeId: invited.mergeId });
  expect(seen).toMatchObject({ side: 'joining', message: 'Let us join', other: { name: a.company.name } });
  expect(seen.plan?.effects.map(({ key }) => key)).toEqual(expect.arrayContaining(['partner_id', 'people', 'admins', 'activity_log', 'bank_and_tax']));
  await of(b).acceptMerge({ mergeId: seen.mergeId, version: seen.version, seal: seen.plan?.seal ?? '' });
  expect((await of(a).getMerge({ mergeId: seen.mergeId })).plan).toEqual((await of(b).getMerge({ mergeId: seen.mergeId })).plan);
});

test('who says yes says it to what they have read: when somebody joins meanwhile they read again', async () => {
  const [a, b] = [await company(), await company()];
  const merge = await accepted(a, b);
  await member(world, b.company, 'default_user');
  expect((await refusal(of(a).confirmMerge(yes(merge)))).code).toBe('merges.plan_changed');
  expect((await refusal(of(a).confirmMerge({ ...yes(merge), partnerId: a.company.partnerId }))).code).toBe('request.invalid');
});

test('an account admin prepares a merge, but roles beyond their reach change hands with a global admin’s yes only', async () => {
  const [a, b] = [await company(), await company()];
  const prepares = { company: a.company, admin: await member(world, a.company, 'account_admin') };
  const { mergeId } = await of(prepares).inviteToMerge({ partnerId: b.company.partnerId });
  const seen = await of(b).getMerge({ mergeId });
  await of(b).acceptMerge({ mergeId, version: seen.version, seal: seen.plan?.seal ?? '' });
  const merge = await of(prepares).getMerge({ mergeId });
  expect(await refusal(of(prepares).confirmMerge(yes(merge)))).toMatchObject({ code: 'merges.roles_beyond_reach', details: { role: 'global_admin' } });
});

test('a LocationId is refused, and so are oneself, nobody, and the same company twice', async () => {
  const [a, b] = [await company(), await company()];
  const location = await as(world, accounts, { ...b.admin, account: b.company }).addLocation({
    name: 'East',
    sharesWith: 'company',
    contact: { givenName: 'A', familyName: 'B', email: 'a@b.example' },
  });
  const refused = async (partnerId: string) => (await refusal(of(a).inviteToMerge({ partnerId }))).code;
  expect(await refused(location.locationId)).toBe('merges.not_a_location');
  expect(await refused(a.company.partnerId)).toBe('merges.not_with_itself');
  expect(await refused('9999999')).toBe('merges.partner_unknown');
  await of(a).inviteToMerge({ partnerId: b.company.partnerId });
  expect(await refused(b.company.partnerId)).toBe('merges.exists');
});

test('two companies that invite each other at once: one invitation stands, the other is told', async () => {
  const [a, b] = [await company(), await company()];
  const outcomes = await Promise.allSettled([of(a).inviteToMerge({ partnerId: b.company.partnerId }), of(b).inviteToMerge({ partnerId: a.company.partnerId })]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(outcomes.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'merges.exists' } });
});

test('a company goes one way: who agreed to one merge agrees to no other, and takes nobody in', async () => {
  const [a, b, c] = [await company(), await company(), await company()];
  const second = await of(c).inviteToMerge({ partnerId: b.company.partnerId });
  await accepted(a, b);
  const seen = await of(b).getMerge({ mergeId: second.mergeId });
  expect(await refusal(of(b).acceptMerge({ mergeId: seen.mergeId, version: seen.version, seal: seen.plan?.seal ?? '' }))).toMatchObject({
    code: 'merges.other_under_way',
    details: { whose: 'own' },
  });
  const d = await company();
  expect((await refusal(of(b).inviteToMerge({ partnerId: d.company.partnerId }))).code).toBe('merges.other_under_way');
});

test('what was invited meanwhile ends with the company that is no more', async () => {
  const [a, b, c] = [await company(), await company(), await company()];
  const { mergeId } = await of(c).inviteToMerge({ partnerId: b.company.partnerId });
  await merged(a, b);
  expect(await of(c).getMerge({ mergeId })).toMatchObject({ state: 'withdrawn' });
  expect((await refusal(of(c).inviteToMerge({ partnerId: b.company.partnerId }))).code).toBe('merges.not_a_location');
});

test('rejected with a reason, withdrawn or expired: both sides read it, and the two can begin anew', async () => {
  const [a, b] = [await company(), await company()];
  const first = await of(a).inviteToMerge({ partnerId: b.company.partnerId });
  await of(b).rejectMerge({ mergeId: first.mergeId, version: 1, reason: 'Not this year' });
  expect(await of(a).getMerge({ mergeId: first.mergeId })).toMatchObject({ state: 'rejected', reason: 'Not this year', other: { name: null } });
  const second = await accepted(a, b);
  await of(b).rejectMerge({ mergeId: second.mergeId, version: second.version, reason: 'We thought again' });
  expect((await refusal(of(a).confirmMerge(yes(second)))).code).toBe('merges.not_in_state');
  const third = await of(b).inviteToMerge({ partnerId: a.company.partnerId });
  const before = world.now;
  world.now = new Date(before.getTime() + 31 * 86_400_000);
  await world.admin.query('update sessions set last_used_at = $1, second_factor_at = $1, expires_at = $2', [
    world.now,
    new Date(world.now.getTime() + 86_400_000),
  ]);
  expect((await of(a).getMerge({ mergeId: third.mergeId })).state).toBe('expired');
  expect((await of(a).inviteToMerge({ partnerId: b.company.partnerId })).state).toBe('invited');
  expect((await of(b).getMerge({ mergeId: third.mergeId })).state).toBe('expired');
});

test('a suspended, unverified or half-recovered company is not merged: the preview says what stands in the way', async () => {
  for (const [what, stop] of [
    ["update accounts set vetting_status = 'pending' where account_id = $1", 'verification'],
    [
      "insert into elevations (account_id, person_id, person_name, source, state, asked_at, expires_at, window_until) select $1, gen_random_uuid(), 'X', 'desk', 'granted', now(), now(), now() + interval '72 hours'",
      'elevation',
    ],
  ] as const) {
    const [a, b] = [await company(), await company()];
    const { mergeId } = await of(a).inviteToMerge({ partnerId: b.company.partnerId });
    await world.admin.query(what, [b.company.accountId]);
    const seen = await of(b).getMerge({ mergeId });
    expect(seen.plan?.stops).toEqual([stop]);
    expect(await refusal(of(b).acceptMerge({ mergeId, version: seen.version, seal: seen.plan?.seal ?? '' }))).toMatchObject({
      code: 'merges.in_the_way',
      details: { stops: [stop] },
    });
  }
});

test('what comes in the way after the last yes stops the merge whole, and both are told', async () => {
  const [a, b] = [await company(), await company()];
  const merge = await accepted(a, b);
  await of(a).confirmMerge(yes(merge));
  await world.admin.query("update accounts set state = 'suspended' where account_id = $1", [b.company.accountId]);
  await runJobs(world);
  expect(await of(a).getMerge({ mergeId: merge.mergeId })).toMatchObject({ state: 'stopped', stoppedBy: ['not_in_good_standing'] });
  const { rows } = await world.admin.query('select count(*)::int as n from members where account_id = $1', [a.company.accountId]);
  expect(rows[0].n).toBe(1);
  expect((await announced(world, 'merges.stopped')).length).toBe(2);
});

test('killed in the middle, nothing is done; begun anew it is done once, by however many processes', async () => {
  const [a, b] = [await company(), await company()];
  const merge = await accepted(a, b);
  await of(a).confirmMerge(yes(merge));
  // A part that fails as a killed process would leave it: the whole is rolled back.
  await world.admin.query("create function fall() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$");
  await world.admin.query('create trigger fall before update on agreement_acceptances for each statement execute function fall()');
  await expect(runJobs(world)).rejects.toThrow('killed');
  expect(await of(a).getMerge({ mergeId: merge.mergeId })).toMatchObject({ state: 'confirmed', progress: { step: 4 } });
  const { rows } = await world.admin.query("select state from accounts where account_id = $1 union all select 'left' from partner_ids where account_id = $1", [
    b.company.accountId,
  ]);
  expect(rows.map(({ state }) => state)).toEqual(['active', 'left']);
  await world.admin.query('drop trigger fall on agreement_acceptances');
  await world.admin.query("update pgboss.job set state = 'created', start_after = now() where state in ('active', 'retry') and name like 'merges%'");
  const other = await openAppIn(world);
  await Promise.all([runJobs(world), other.queue.drain(world.now)]);
  await other.close();
  expect((await of(a).getMerge({ mergeId: merge.mergeId })).state).toBe('merged');
  expect((await announced(world, 'merges.merged')).filter(({ account_id: id }) => id === a.company.accountId)).toHaveLength(1);
});

test('nobody comes into force by a merge who was put out of it: deactivated stays deactivated, and removed comes back with the other company’s roles only', async () => {
  const [a, b] = [await company(), await company()];
  const stateIn = (at: Company, who: TestPerson, state: string) =>
    world.admin.query('update members set state = $3 where account_id = $1 and person_id = $2', [at.company.accountId, who.personId, state]);
  const barred = await join(world, a.company, await member(world, b.company, 'global_admin'), 'default_user');
  await stateIn(a, barred, 'inactive');
  const resting = await join(world, a.company, await member(world, b.company, 'billing_admin'), 'default_user');
  await stateIn(b, resting, 'inactive');
  const back = await join(world, a.company, await member(world, b.company, 'user_admin'), 'account_admin');
  await stateIn(a, back, 'removed');
  const former = await member(world, b.company, 'global_admin');
  await stateIn(b, former, 'removed');
  await merged(a, b);
  const { rows } = await world.admin.query<{ person_id: string; state: string; roles: string[] }>(
    `select m.person_id, m.state, array(select r.role from role_assignments r where r.account_id = m.account_id and r.person_id = m.person_id order by 1) as roles
       from members m where m.account_id = $1`,
    [a.company.accountId],
  );
  const seen = (who: TestPerson) => rows.filter((row) => row.person_id === who.personId).map(({ state, roles }) => [state, ...roles]);
  expect([barred, resting, back, former].map(seen)).toEqual([
    [['inactive', 'default_user', 'global_admin']],
    [['active', 'default_user']],
    [['active', 'user_admin']],
    [],
  ]);
  expect((await refusal(of({ company: a.company, admin: barred }).listMerges({}))).code).toBe('not_found');
});

test('in the same program twice the stricter state holds, and an application goes on with its clock', async () => {
  const [a, b] = [await company(), await company()];
  await joinPrograms(world, a.company, 'reseller', 'membership');
  await joinPrograms(world, b.company, 'reseller', 'referrals');
  await world.admin.query("update enrollments set state = 'suspended' where account_id = $1 and program = 'test_reseller'", [b.company.accountId]);
  await world.admin.query("update enrollments set state = 'applied', due_at = '2026-12-01' where account_id = $1 and program = 'test_referrals'", [
    b.company.accountId,
  ]);
  await merged(a, b);
  const { rows } = await world.admin.query('select program, state, due_at from enrollments where account_id = $1 order by program', [a.company.accountId]);
  expect(rows).toMatchObject([
    { program: 'test_membership', state: 'active' },
    { program: 'test_referrals', state: 'applied', due_at: new Date('2026-12-01') },
    { program: 'test_reseller', state: 'suspended' },
  ]);
});

test('relations go on with the survivor on both sides; what the two had with each other ends', async () => {
  const [a, b, c] = [await company(), await company(), await company()];
  for (const one of [a, b, c]) await joinPrograms(world, one.company, 'distributor');
  const relationsOf = ({ company, admin }: Company) => as(world, relations, { ...admin, account: company });
  const relate = async (from: Company, to: Company) => {
    const { relationId, version } = await relationsOf(from).inviteReseller({ partnerId: to.company.partnerId });
    await relationsOf(to).acceptRelation({ relationId, version });
    return relationId;
  };
  const [between, twice, kept] = [await relate(a, b), await relate(c, a), await relate(c, b)];
  const single = await relate(b, c);
  await merged(a, b);
  const state = async (who: Company, relationId: string) => (await relationsOf(who).getRelation({ relationId })).state;
  expect([await state(a, between), await state(c, twice), await state(c, kept), await state(c, single)]).toEqual(['ended', 'active', 'ended', 'active']);
  expect(await relationsOf(c).getRelation({ relationId: single })).toMatchObject({ other: { partnerId: a.company.partnerId, name: a.company.name } });
  expect(await state(a, single)).toBe('active');
});

/** What comes over to the survivor. */
const comesOver = [
  'business_profiles',
  'counted_learners',
  'directory_entries',
  'directory_pages',
  'leads',
  'account_domains',
  'account_figures',
  'application_consents',
  'application_keys',
  'applications',
  'account_registrations',
  'agreement_acceptances',
  'domain_proofs',
  'customer_agreements',
  'customer_delegations',
  'tenant_consents',
  'customer_user_imports',
  'customers',
  'carts',
  'cart_lines',
  'orders',
  'order_lines',
  'subscriptions',
  'subscription_changes',
  'scheduled_changes',
  'asked_changes',
  'self_purchases',
  'validation_codes',
  'budgets',
  'transfers',
  'transfer_lines',
  'enrollments',
  'join_requests',
  'locations',
  'location_removals',
  'members',
  'notices',
  'partner_ids',
  'program_invitations',
  'relations',
  'reseller_accounts',
  'publishers',
  'role_assignments',
  'service_requests',
];
/** What stays behind in the closed account, and why that is right. */
const staysBehind: Readonly<Record<string, string>> = {
  accounts: 'the account itself, closed',
  merges: 'this merge; those of before come over',
  announcements: 'the log, for the operator; sealed in its own chain',
  sessions: 'never of a company',
  access_grants: 'open a company that is no more, so nothing',
  mails: 'what was sent, as it was sent',
  invitations: 'withdrawn',
  role_requests: 'over',
  imports: 'over, and no longer to be undone',
  import_rows: 'as their imports',
  files: 'those of service requests come over with them; others go with what they belong to',
  customer_invitations: 'withdrawn',
  customer_open_links: 'of a company that is no more: it finds nobody',
  saved_views: 'kept for lists of a company that is no more',
  default_views: 'as the views that they name',
  order_settings: 'the limit of the survivor holds',
  price_effect_notices: 'what was said to a company that is no more',
  checkouts: 'keys of what was ordered; the orders come over with their customers',
  idempotent_answers: 'what a call was answered; the act stands where it was done',
  bulk_changes: 'over, and no longer to be undone',
  bulk_change_rows: 'as their bulk changes',
  verifications: 'the last question about a company that is no more',
  elevations: 'none is open',
  elevation_confirmations: 'as their elevations',
  elevation_links: 'as their elevations',
  reset_requests: 'expired',
  help_consents: 'ended',
  temporary_passwords: 'open nothing any more',
  access_cases: 'decided',
  suspensions: 'how it was before',
  closings: 'of the account that is closed',
  tax_exemptions: 'said of another company; filed anew',
  tax_papers: 'as their exemptions',
  tax_ids: 'said of another company',
  billing_profiles: 'that of the survivor holds',
  payout_accounts: 'closed: nothing is paid to it any more',
  payout_changes: 'over',
  tax_profiles: 'said of another company; filled in anew',
  second_factor_exceptions: 'ended: the rule of the survivor holds',
  seals: 'of the log, in its own chain',
  seal_chains: 'of the log, in its own chain',
  seal_heads: 'of the log, in its own chain',
  webhook_endpoints: 'ended: they were told of that company alone',
  webhook_followers: 'as their endpoints',
  webhook_deliveries: 'as their endpoints',
  webhook_attempts: 'as their endpoints',
  arrangements: 'how it ordered the catalog; that of the survivor holds',
  arrangement_groups: 'as their arrangements',
  arrangement_items: 'as their arrangements',
  retail_rules: 'what it asked its customers; the rules of the survivor hold',
  retail_settings: 'as the rules',
  price_group_members: 'prices of its own end with it; those of the survivor hold',
  company_details: 'what it said of itself; that of the survivor holds',
  location_imports: 'over',
  location_import_rows: 'as their imports',
  verification_findings: 'as their verification',
  verification_papers: 'as their verification',
  terms_acceptances: 'who accepted the terms for it',
  directories: 'lets nobody into a closed company; the survivor connects it anew',
  directory_domains: 'as their directories',
  external_identities: 'as their directories',
  local_ways: 'as their directories',
  sign_on_attempts: 'over',
  saml_answers: 'over',
  scim_group_members: 'as their directories',
  scim_groups: 'as their directories',
  scim_roles: 'as their directories',
  scim_tokens: 'as their directories',
  scim_users: 'as their directories',
};
/** Of features that do not answer `MergeInto` yet. */
const notAnswered = new Set<string>([]);

test('nothing of a company is forgotten: a table with an account comes over, or it is said why it stays behind', async () => {
  const { rows } = await world.admin.query<{ table: string }>(
    `select c.relname as table from pg_attribute t join pg_class c on c.oid = t.attrelid where t.attname = 'account_id' and not t.attisdropped
        and c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') and not c.relispartition order by 1`,
  );
  expect(rows.map(({ table }) => table).filter((table) => !comesOver.includes(table) && !staysBehind[table] && !notAnswered.has(table))).toEqual([]);

  const [a, b] = [await company(), await company()];
  await as(world, members, { ...b.admin, account: b.company }).invite({
    people: [{ email: 'new@pine.example', givenName: 'N', familyName: 'W', roles: ['default_user'], locale: 'en' }],
  });
  await joinPrograms(world, b.company, 'reseller');
  await merged(a, b);
  for (const table of comesOver.filter((each) => each !== 'members')) {
    const { rowCount } = await world.admin.query(`select from ${table} where account_id = $1`, [b.company.accountId]);
    expect(rowCount, table).toBe(0);
  }
});
