import { beforeEach, describe, expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  join,
  mailsTo,
  member,
  person,
  refusal,
  runJobs,
  session,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import { members } from './contract.ts';
import { soleRoles } from './policy/leaving.ts';

const world = await buildWorld();
let company: TestAccount;
let admin: TestPerson;
let serial = 0;
beforeEach(async () => {
  company = await account(world);
  admin = await member(world, company, 'global_admin');
  await member(world, company, 'global_admin');
});
const client = (who = admin, at = company) => as(world, members, { ...who, account: at });
const withdrawing = { invitations: 'withdraw' as const, handOver: [] as string[] };
const invite = async (who: TestPerson, role: 'default_user' | 'billing_admin' | 'admin_agent' = 'default_user') => {
  const email = `new.${++serial}@contoso.example`;
  await client(who).invite({ people: [{ email, givenName: 'A', familyName: 'B', roles: [role], locale: 'en' }] });
  return email;
};

describe('taking someone out of the company', () => {
  test('first shows what would end, what nobody else does, and what belongs to them', async () => {
    const leaver = await member(world, company, 'user_admin', 'billing_admin', 'default_user');
    await member(world, company, 'billing_admin');
    await invite(leaver);
    await world.admin.query("update accounts set primary_contact = primary_contact || jsonb_build_object('email', $2::text) where account_id = $1", [
      company.accountId,
      leaver.email,
    ]);
    const before = await announced(world);
    const seen = await client().previewLeaving({ personId: leaver.personId });
    expect(seen).toMatchObject({
      sole: [{ role: 'user_admin', locations: [] }],
      refused: null,
      sessions: 'end',
      invitations: { open: 1, canHandOver: 0 },
      requests: { own: 0, waiting: 0, otherDeciders: 2 },
      owns: [{ key: 'primary_contact', count: 1 }],
    });
    expect(await announced(world)).toEqual(before);
  });

  test('ends roles, sessions, invitations and requests at once, and can be undone', async () => {
    const leaver = await member(world, company, 'user_admin');
    await session(world, leaver.personId);
    const invited = await invite(leaver);
    await client(leaver).askForRole({ role: 'billing_admin', reason: 'I keep the books' });
    const token = (await mailsTo(world, invited))[0]?.action?.url.split('#')[1] ?? '';
    const { version } = await client().previewLeaving({ personId: leaver.personId });
    expect(await client().takeOut({ personId: leaver.personId, version, ...withdrawing })).toMatchObject({ sessionsEnded: 2, invitationsWithdrawn: 1 });
    expect((await refusal(as(world, members, leaver).listMyAccounts({}))).code).toBe('access.sign_in');
    expect(await as(world, members).openInvitation({ token })).toMatchObject({ state: 'withdrawn' });
    await runJobs(world);
    expect((await client().listRoleRequests({ state: 'open' })).items).toEqual([]);
    const { rows } = await world.admin.query("select before, after from announcements where name = 'members.taken_out' and person_id = $1", [leaver.personId]);
    expect(rows).toEqual([
      {
        before: { state: 'active', roles: ['user_admin'] },
        after: { state: 'removed', handedOver: [], sessionsEnded: 2, invitationsWithdrawn: 1, invitationsHandedOver: 0 },
      },
    ]);
    const back = await client().restoreMember({ personId: leaver.personId });
    expect(back).toMatchObject({ state: 'active', roles: [{ role: 'user_admin' }] });
  });

  test('who belongs to another company stays signed in there, and is out here at once', async () => {
    const leaver = await member(world, company, 'default_user');
    const other = await account(world);
    await join(world, other, leaver, 'default_user');
    expect(await client().previewLeaving({ personId: leaver.personId })).toMatchObject({ sessions: 'stay' });
    await client().takeOut({ personId: leaver.personId, version: 1, ...withdrawing });
    expect((await as(world, members, leaver).listMyAccounts({})).items.map(({ accountId }) => accountId)).toEqual([other.accountId]);
    expect((await refusal(client(leaver).listAdmins({}))).code).toBe('not_found');
  });

  test('gives on the invitations for which the new owner can stand, and withdraws the others', async () => {
    const leaver = await member(world, company, 'global_admin');
    const [plain, rich] = [await invite(leaver), await invite(leaver, 'billing_admin')];
    const owner = await member(world, company, 'user_admin');
    expect((await client().previewLeaving({ personId: leaver.personId, ownerId: owner.personId })).invitations).toEqual({ open: 2, canHandOver: 1 });
    const wanted = { personId: leaver.personId, version: 1, ownerId: owner.personId, invitations: 'hand_over' as const, handOver: [] };
    expect(await client().takeOut(wanted)).toMatchObject({ invitationsHandedOver: 1, invitationsWithdrawn: 1 });
    const states = Object.fromEntries((await client().listInvitations({})).items.map(({ email, state, invitedBy }) => [email, [state, invitedBy]]));
    expect(states[plain]).toEqual(['open', `${owner.givenName} ${owner.familyName}`]);
    expect(states[rich]?.[0]).toBe('withdrawn');
    const newcomer = await person(world, { email: plain });
    const token = (await mailsTo(world, plain))[0]?.action?.url.split('#')[1] ?? '';
    await as(world, members, newcomer).acceptInvitation({ token });
    expect(await client().getMember({ personId: newcomer.personId })).toMatchObject({ state: 'active' });
  });

  test('the last admin, oneself, and who stands outside one’s reach stay', async () => {
    const alone = await account(world);
    const only = await member(world, alone, 'global_admin');
    const helper = await member(world, alone, 'user_admin');
    expect(await client(only, alone).previewLeaving({ personId: only.personId })).toMatchObject({ refused: { code: 'members.not_to_yourself' } });
    expect((await refusal(client(only, alone).takeOut({ personId: only.personId, version: 1, ...withdrawing }))).code).toBe('members.not_to_yourself');
    const clerk = await member(world, alone, 'default_user');
    expect((await refusal(client(clerk, alone).previewLeaving({ personId: only.personId }))).code).toBe('access.denied');
    expect((await refusal(client(helper, alone).takeOut({ personId: only.personId, version: 1, ...withdrawing }))).code).toBe('members.role_not_yours');
    expect(await client(helper, alone).previewLeaving({ personId: only.personId })).toMatchObject({
      refused: { code: 'members.role_not_yours', role: 'global_admin' },
    });
  });

  test('two admins who take out each other at once do not leave the company without one', async () => {
    const alone = await account(world);
    const [a, b] = [await member(world, alone, 'global_admin'), await member(world, alone, 'global_admin')];
    const both = await Promise.allSettled([
      client(a, alone).takeOut({ personId: b.personId, version: 1, ...withdrawing }),
      client(b, alone).takeOut({ personId: a.personId, version: 1, ...withdrawing }),
    ]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('a new owner is someone active here, and no stranger to the company', async () => {
    const leaver = await member(world, company, 'default_user');
    const stranger = await person(world);
    for (const ownerId of [stranger.personId, leaver.personId])
      expect(await refusal(client().takeOut({ personId: leaver.personId, version: 1, ownerId, invitations: 'hand_over', handOver: [] }))).toMatchObject({
        code: 'request.invalid',
        details: { fields: { ownerId: 'not_active_here' } },
      });
    expect(await client().getMember({ personId: leaver.personId })).toMatchObject({ state: 'active' });
  });

  test('what was changed since it was looked at is looked at again', async () => {
    const leaver = await member(world, company, 'default_user');
    await client().setRoles({ personId: leaver.personId, version: 1, roles: [{ role: 'billing_admin' }] });
    expect((await refusal(client().takeOut({ personId: leaver.personId, version: 1, ...withdrawing }))).code).toBe('request.changed_meanwhile');
  });

  test('another company’s admin learns nothing, and ends nobody’s session', async () => {
    const leaver = await member(world, company, 'default_user');
    const other = await account(world);
    const stranger = client(await member(world, other, 'global_admin'), other);
    expect((await refusal(stranger.previewLeaving({ personId: leaver.personId }))).code).toBe('not_found');
    expect((await refusal(stranger.takeOut({ personId: leaver.personId, version: 1, ...withdrawing }))).code).toBe('not_found');
    expect((await as(world, members, leaver).listMyAccounts({})).items).toHaveLength(1);
  });
});

test('a role at locations is missed where nobody else holds it for the same programs', () => {
  const held = [
    { role: 'incentives_admin', scope: { locations: ['1000001', '1000002'], programs: ['a'] }, endsAt: null },
    { role: 'report_viewer', scope: 'company', endsAt: null },
  ] as const;
  const at = (locations: string[], programs?: string[]) => ({ role: 'incentives_admin' as const, scope: { locations, ...(programs ? { programs } : {}) } });
  const all = held.map(({ role, scope }) => ({
    role,
    scope: scope === 'company' ? scope : { locations: [...scope.locations], programs: [...scope.programs] },
    endsAt: null,
  }));
  expect(soleRoles(all, [at(['1000001'], ['a', 'b'])])).toEqual([
    { role: 'incentives_admin', locations: ['1000002'] },
    { role: 'report_viewer', locations: [] },
  ]);
  expect(soleRoles(all, [at(['1000001', '1000002'], ['b']), { role: 'report_viewer', scope: { locations: ['1000001'] } }])).toEqual([
    { role: 'incentives_admin', locations: ['1000001', '1000002'] },
  ]);
});
