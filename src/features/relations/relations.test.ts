import { describe, expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  joinPrograms,
  member,
  operator,
  refusal,
  runJobs,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { notices } from '../notices/contract.ts';
import { relations, type RelationState, relationStates, sides } from './contract.ts';
import { events, moved } from './policy.ts';

const world = await buildWorld();
const of = (who: TestPerson, company: TestAccount) => as(world, relations, { ...who, account: company });

/** A distributor and a company that could be its reseller, each with an admin. */
async function pair() {
  const [distributor, reseller] = [await account(world), await account(world)];
  await joinPrograms(world, distributor, 'distributor');
  const [seller, buyer] = [await member(world, distributor, 'global_admin'), await member(world, reseller, 'global_admin')];
  return { distributor, reseller, seller, buyer, there: of(seller, distributor), here: of(buyer, reseller) };
}

describe('a distributor and a reseller', () => {
  test('an invitation of a company that has left the program for distributors since leads nowhere', async () => {
    const { distributor, reseller, there, here } = await pair();
    const { relationId, version } = await there.inviteReseller({ partnerId: reseller.partnerId });
    await world.admin.query("update enrollments set state = 'left' where account_id = $1", [distributor.accountId]);
    expect((await refusal(here.acceptRelation({ relationId, version }))).code).toBe('relations.distributor_gone');
    await world.admin.query("update enrollments set state = 'active' where account_id = $1", [distributor.accountId]);
    expect(await here.acceptRelation({ relationId, version })).toMatchObject({ state: 'active' });
  });

  test('the distributor invites by PartnerId and learns who it is only when they accept; both are told', async () => {
    const { distributor, reseller, buyer, seller, there, here } = await pair();
    const sent = await there.inviteReseller({ partnerId: reseller.partnerId, message: 'Sell with us' });
    expect(sent).toMatchObject({ side: 'distributor', state: 'invited', other: { partnerId: reseller.partnerId, name: null, country: null } });
    const [received] = (await here.listRelations({})).items;
    expect(received).toMatchObject({
      relationId: sent.relationId,
      side: 'reseller',
      other: { name: distributor.name },
      message: 'Sell with us',
      can: { accept: true, decline: true, withdraw: false, end: false },
    });
    await runJobs(world);
    expect((await as(world, notices, buyer).listNotices({ limit: 5 })).items[0]).toMatchObject({
      kind: 'relations.invited',
      values: { partner: distributor.name },
    });
    expect((await as(world, accounts, { ...buyer, account: reseller }).getHome({})).tasks.map(({ key }) => key)).toContain('relation_invited');

    await here.acceptRelation({ relationId: sent.relationId, version: received?.version ?? 0 });
    expect(await there.getRelation({ relationId: sent.relationId })).toMatchObject({
      state: 'active',
      other: { name: reseller.name, country: 'FR' },
      can: { end: true },
    });
    await runJobs(world);
    expect((await as(world, notices, seller).listNotices({ limit: 5 })).items[0]).toMatchObject({
      kind: 'relations.accepted',
      values: { partner: reseller.name },
    });
  });

  test('nobody of the other company stands in one’s log by name or address', async () => {
    const { reseller, seller, there } = await pair();
    await there.inviteReseller({ partnerId: reseller.partnerId });
    const { rows } = await world.admin.query(
      "select actor_kind, actor_id, actor_name, address from announcements where account_id = $1 and name = 'relations.invited'",
      [reseller.accountId],
    );
    expect(rows).toEqual([{ actor_kind: 'system', actor_id: null, actor_name: 'relations', address: null }]);
    expect(JSON.stringify(rows)).not.toContain(seller.familyName);
  });

  test('ending it says why to both, and stands on both sides', async () => {
    const { reseller, there, here } = await pair();
    const { relationId } = await there.inviteReseller({ partnerId: reseller.partnerId });
    const accepted = await here.acceptRelation({ relationId, version: 1 });
    expect(await refusal(there.endRelation({ relationId, version: accepted.version, reason: '' }))).toMatchObject({
      details: { fields: { reason: 'required' } },
    });
    expect(await refusal(there.endRelation({ relationId, version: 1, reason: 'Moved on' }))).toMatchObject({ code: 'request.changed_meanwhile' });
    await here.endRelation({ relationId, version: accepted.version, reason: 'Moved on' });
    expect(await there.getRelation({ relationId })).toMatchObject({ state: 'ended', endedBy: 'reseller', reason: 'Moved on' });
    expect(await there.inviteReseller({ partnerId: reseller.partnerId })).toMatchObject({ state: 'invited' });
    expect(await announced(world, 'relations.ended')).toHaveLength(2);
  });

  test('an answer and a withdrawal at once: one of them comes through, both rows agree', async () => {
    const { reseller, there, here } = await pair();
    const { relationId } = await there.inviteReseller({ partnerId: reseller.partnerId });
    const results = await Promise.allSettled([here.acceptRelation({ relationId, version: 1 }), there.withdrawRelation({ relationId, version: 1 })]);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect((results.find(({ status }) => status === 'rejected') as PromiseRejectedResult).reason).toMatchObject({ code: 'relations.not_in_state' });
    expect((await here.getRelation({ relationId })).state).toBe((await there.getRelation({ relationId })).state);
  });

  test('an invitation past its time cannot be accepted, and makes room for a new one', async () => {
    const { reseller, there, here } = await pair();
    const { relationId } = await there.inviteReseller({ partnerId: reseller.partnerId });
    expect(await refusal(there.inviteReseller({ partnerId: reseller.partnerId }))).toMatchObject({ code: 'relations.exists' });
    await world.admin.query('update relations set expires_at = $1 where relation_id = $2', [world.now, relationId]);
    expect((await here.listRelations({ state: 'expired' })).items).toHaveLength(1);
    expect(await refusal(here.acceptRelation({ relationId, version: 1 }))).toMatchObject({ code: 'relations.not_in_state', details: { state: 'expired' } });
    expect(await there.inviteReseller({ partnerId: reseller.partnerId })).toMatchObject({ state: 'invited' });
  });

  test('only a distributor invites, not itself, not who is not here', async () => {
    const { distributor, reseller, there, here } = await pair();
    expect(await refusal(here.inviteReseller({ partnerId: distributor.partnerId }))).toMatchObject({ code: 'relations.not_distributor' });
    expect(await refusal(there.inviteReseller({ partnerId: distributor.partnerId }))).toMatchObject({ code: 'relations.not_with_oneself' });
    expect(await refusal(there.inviteReseller({ partnerId: '9999999' }))).toMatchObject({ code: 'relations.partner_unknown' });
    expect(await refusal(there.inviteReseller({ partnerId: 'Contoso' }))).toMatchObject({ code: 'request.invalid' });
    expect((await here.listRelations({})).can.invite).toBe(false);
    expect((await there.listRelations({})).can.invite).toBe(true);
    const third = await pair();
    const { relationId } = await there.inviteReseller({ partnerId: reseller.partnerId });
    for (const side of [third.here, third.there]) expect(await refusal(side.getRelation({ relationId }))).toMatchObject({ code: 'not_found' });
  });

  test('the operator sees each relation once and may end it; both companies are told', async () => {
    const { reseller, distributor, there, here } = await pair();
    const { relationId } = await there.inviteReseller({ partnerId: reseller.partnerId });
    await here.acceptRelation({ relationId, version: 1 });
    const desk = as(world, relations, await operator(world, 'op_program_manager'));
    const line = (await desk.listAllRelations({ state: 'active' })).items.filter((row) => row.relationId === relationId);
    expect(line).toMatchObject([{ distributor: { name: distributor.name }, reseller: { name: reseller.name }, can: { end: true } }]);
    await desk.endRelationAsOperator({ relationId, version: line[0]?.version ?? 0, reason: 'Left the program' });
    for (const side of [there, here])
      expect(await side.getRelation({ relationId })).toMatchObject({ state: 'ended', endedBy: 'operator', reason: 'Left the program' });
    const told = await announced(world, 'relations.ended');
    const partners = new Map(told.map((each) => [each.account_id, (each.details as { partner: string }).partner]));
    expect([partners.get(distributor.accountId), partners.get(reseller.accountId)]).toEqual([reseller.name, distributor.name]);
  });

  test('of two who invite the same company at once, the second is told', async () => {
    const { reseller, there } = await pair();
    const tried = await Promise.allSettled([1, 2].map(() => there.inviteReseller({ partnerId: reseller.partnerId })));
    expect(tried.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(tried.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'relations.exists' } });
  });
});

test('from every state there is a way on: an event of one of the sides, time, or a new invitation', () => {
  for (const state of relationStates) {
    const ways = events.flatMap((event) => sides.flatMap((side) => moved(state, event, side) ?? []));
    const open: readonly RelationState[] = ['invited', 'active'];
    expect(ways.length > 0, state).toBe(open.includes(state));
    for (const to of ways) expect(relationStates).toContain(to);
  }
});
