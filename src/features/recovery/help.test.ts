import { beforeEach, describe, expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  join,
  joinPrograms,
  mailsTo,
  member,
  person,
  refusal,
  runJobs,
  session,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import { inPerson } from '../../server/db.ts';
import { accounts } from '../accounts/contract.ts';
import { identity } from '../identity/contract.ts';
import { members } from '../members/contract.ts';
import { notices } from '../notices/contract.ts';
import { relations } from '../relations/contract.ts';
import { askAdmins } from './acts/help.ts';
import { recovery } from './contract.ts';

const world = await buildWorld();
const start = world.now;
const hours = (count: number) => new Date(start.getTime() + count * 3_600_000);
const newest = async (email: string, template: string) => (await mailsTo(world, email)).find((mail) => mail.template === template);

beforeEach(() => {
  world.now = start;
});

describe('asking one’s admins for a new password', () => {
  let company: TestAccount;
  let admin: TestPerson;
  let ana: TestPerson;
  beforeEach(async () => {
    company = await account(world);
    admin = await member(world, company, 'global_admin');
    ana = await member(world, company, 'default_user');
  });
  const ask = (who = ana) => inPerson(world.app.db, who.personId, (tx) => askAdmins(tx, world.now, who.personId));
  const client = (who = admin) => as(world, recovery, { ...who, account: company });
  const waiting = async (who = admin) => (await client(who).listResetRequests({})).items.map(({ personId }) => personId);

  test('reaches whoever could give all of one’s roles: on Home, by a notice, and by a mail that leads to the reset', async () => {
    const users = await member(world, company, 'user_admin');
    const other = await member(world, company, 'account_admin');
    expect(await ask()).toBe(1);
    const mail = await newest(admin.email, 'recovery.reset_request_for_admins');
    expect(mail?.action?.url).toBe(`http://localhost:3000/a/${company.accountId}/people/${ana.personId}/password`);
    expect(await newest(users.email, 'recovery.reset_request_for_admins')).toBeDefined();
    expect(await newest(other.email, 'recovery.reset_request_for_admins')).toBeUndefined();
    expect(await newest(ana.email, 'recovery.reset_request_for_admins')).toBeUndefined();
    const { tasks } = await as(world, accounts, { ...admin, account: company }).getHome({});
    expect(tasks.find(({ key }) => key === 'reset_request')).toMatchObject({ link: `/a/:account/people/${ana.personId}/password`, can: true });
    expect((await as(world, notices, admin).listNotices({})).items[0]).toMatchObject({ kind: 'reset_requests.made' });
    expect((await as(world, notices, other).listNotices({})).items).toEqual([]);
  });

  test('of a global admin reaches other global admins only', async () => {
    const users = await member(world, company, 'user_admin');
    const second = await member(world, company, 'global_admin');
    expect(await ask(second)).toBe(1);
    expect(await newest(admin.email, 'recovery.reset_request_for_admins')).toBeDefined();
    expect(await newest(users.email, 'recovery.reset_request_for_admins')).toBeUndefined();
    expect(await waiting(users)).toEqual([]);
    expect(await waiting(second)).toEqual([]);
    expect((await client(users).findResetRequest({ personId: second.personId })).request).toBeNull();
    await runJobs(world);
    expect((await as(world, notices, users).listNotices({})).items).toEqual([]);
  });

  test('of the only one who could help is asked of nobody', async () => {
    expect(await ask(admin)).toBe(0);
    expect((await world.admin.query('select 1 from reset_requests where account_id = $1', [company.accountId])).rowCount).toBe(0);
  });

  test('is one request a company, in each company that one belongs to, and none where one is kept out', async () => {
    const [second, third] = [await account(world), await account(world)];
    for (const other of [second, third]) {
      await member(world, other, 'global_admin');
      await join(world, other, ana, 'default_user');
    }
    await world.admin.query("update members set state = 'inactive' where account_id = $1 and person_id = $2", [third.accountId, ana.personId]);
    expect(await ask()).toBe(2);
    expect(await ask()).toBe(2);
    const { rows } = await world.admin.query('select account_id from reset_requests where person_id = $1', [ana.personId]);
    expect(rows.map((row) => (row as { account_id: string }).account_id).toSorted()).toEqual([company.accountId, second.accountId].toSorted());
    expect((await mailsTo(world, admin.email)).filter((mail) => mail.template === 'recovery.reset_request_for_admins')).toHaveLength(1);
  });

  test('is answered by a reset, and one may ask anew', async () => {
    await ask();
    await as(world, members, { ...admin, account: company }).resetPassword({ personId: ana.personId, how: 'link' });
    await runJobs(world);
    expect(await waiting()).toEqual([]);
    expect((await announced(world, 'reset_requests.done')).at(-1)?.account_id).toBe(company.accountId);
    expect(await newest(ana.email, 'identity.reset_link')).toBeDefined();
    await ask();
    expect(await waiting()).toEqual([ana.personId]);
  });

  test('may be refused with a reason, which the asker is mailed, once', async () => {
    await ask();
    const { request } = await client().findResetRequest({ personId: ana.personId });
    const requestId = request?.requestId ?? '';
    await client().refuseResetRequest({ requestId, reason: 'Please come to the office.' });
    expect((await newest(ana.email, 'recovery.reset_request'))?.paragraphs.join(' ')).toContain('Please come to the office.');
    expect(await refusal(client().refuseResetRequest({ requestId, reason: 'Again' }))).toMatchObject({ code: 'reset_requests.closed' });
    expect(await waiting()).toEqual([]);
  });

  test('is not refused by who could not help, nor by oneself, nor from another company', async () => {
    const second = await member(world, company, 'global_admin');
    await ask(second);
    const { request } = await client().findResetRequest({ personId: second.personId });
    const wanted = { requestId: request?.requestId ?? '', reason: 'No' };
    expect(await refusal(client(await member(world, company, 'user_admin')).refuseResetRequest(wanted))).toMatchObject({
      code: 'members.role_not_yours',
      details: { role: 'global_admin' },
    });
    expect(await refusal(client(second).refuseResetRequest(wanted))).toMatchObject({ code: 'members.role_not_yours' });
    const other = await account(world);
    const stranger = await member(world, other, 'global_admin');
    expect(await refusal(as(world, recovery, { ...stranger, account: other }).refuseResetRequest(wanted))).toMatchObject({ code: 'not_found', details: {} });
  });

  test('is over after seven days; the asker is told', async () => {
    await ask();
    world.now = hours(7 * 24);
    const admins = { ...admin, token: await session(world, admin.personId) };
    expect(await waiting(admins)).toEqual([]);
    const { helpJobs } = await import('./jobs/help.ts');
    const { config } = world;
    const context = { db: world.app.db, now: world.now, config, log: undefined as never, secrets: undefined as never };
    await helpJobs.find(({ name }) => name === 'recovery.end_reset_requests')?.run(context, {});
    expect((await newest(ana.email, 'recovery.reset_request'))?.subject).toContain('has answered your request');
  });
});

describe('a distributor’s help', () => {
  let distributor: TestAccount;
  let reseller: TestAccount;
  let agent: TestPerson;
  let boss: TestPerson;
  let second: TestPerson;
  let relationId: string;
  let version: number;
  beforeEach(async () => {
    distributor = await account(world);
    reseller = await account(world);
    await joinPrograms(world, distributor, 'distributor');
    await joinPrograms(world, reseller, 'reseller');
    agent = await join(world, distributor, await person(world), 'global_admin', 'admin_agent');
    boss = await join(world, reseller, await person(world, { givenName: 'Bo' }), 'global_admin');
    second = await join(world, reseller, await person(world, { givenName: 'Si' }), 'global_admin');
    const invited = await as(world, relations, { ...agent, account: distributor }).inviteReseller({ partnerId: reseller.partnerId });
    ({ relationId, version } = await as(world, relations, { ...boss, account: reseller }).acceptRelation(invited));
  });
  const ours = (who = agent) => as(world, recovery, { ...who, account: distributor });
  const theirs = (who = boss) => as(world, recovery, { ...who, account: reseller });
  const agree = (count = 24) => theirs().agreeToHelp({ relationId, hours: count });
  /** What the distributor's log says, and the reseller's. */
  const logged = async (name: string) => {
    const all = await announced(world, name);
    return [distributor, reseller].map(({ accountId }) => all.find((each) => each.account_id === accountId)?.details);
  };
  const link = async () => (await newest(second.email, 'identity.reset_link'))?.action?.url.split('#')[1] ?? '';
  const again = async (who: TestPerson) => ({ ...who, token: await session(world, who.personId) });

  test('begins with nothing: no names, no help', async () => {
    expect(await ours().getHelp({ relationId })).toMatchObject({ side: 'distributor', open: null, admins: [], can: { agree: false, end: false, help: false } });
    expect(await theirs().getHelp({ relationId })).toMatchObject({ side: 'reseller', open: null, can: { agree: true } });
    expect(await refusal(ours().helpAdmin({ relationId, personId: second.personId }))).toMatchObject({ code: 'help_consents.not_given' });
    expect(await newest(second.email, 'identity.reset_link')).toBeUndefined();
  });

  test('is agreed by the reseller’s global admin alone, for an hour to seven days, with a fresh second factor, in both logs', async () => {
    const clerk = await member(world, reseller, 'admin_agent');
    expect(await refusal(theirs(clerk).agreeToHelp({ relationId, hours: 24 }))).toMatchObject({
      code: 'members.role_not_yours',
      details: { role: 'global_admin' },
    });
    expect(await refusal(ours().agreeToHelp({ relationId, hours: 24 }))).toMatchObject({ code: 'not_found' });
    for (const count of [0, 169]) expect(await refusal(agree(count))).toMatchObject({ code: 'request.invalid' });
    const tired = { ...boss, token: await session(world, boss.personId, { secondFactor: false }) };
    expect(await refusal(theirs(tired).agreeToHelp({ relationId, hours: 24 }))).toMatchObject({ code: 'access.step_up' });

    expect((await agree()).open).toMatchObject({ endsAt: hours(24), endedAt: null });
    expect(await refusal(agree())).toMatchObject({ code: 'help_consents.given_already' });
    expect(await logged('help_consents.given')).toMatchObject([{ partner: reseller.name }, { partner: distributor.name }]);
    await runJobs(world);
    expect((await as(world, notices, agent).listNotices({})).items.map(({ kind }) => kind)).toContain('help_consents.given');
  });

  test('shows the distributor’s admin agents the names of the global admins, and nothing else of anyone', async () => {
    await member(world, reseller, 'user_admin');
    await agree();
    const { admins, can } = await ours().getHelp({ relationId });
    expect(can).toEqual({ agree: false, end: true, help: true });
    expect(admins.map(({ name }) => name).toSorted()).toEqual([boss, second].map((who) => `${who.givenName} ${who.familyName}`).toSorted());
    expect(Object.keys(admins[0] ?? {}).toSorted()).toEqual(['name', 'personId']);
    const chief = await member(world, distributor, 'global_admin');
    expect(await ours(chief).getHelp({ relationId })).toMatchObject({ admins: [], can: { help: false } });
    expect(await refusal(ours(chief).helpAdmin({ relationId, personId: second.personId }))).toMatchObject({ code: 'help_consents.by_agents' });
  });

  test('starts a link, which the admin alone gets; the others are told by every way, and both logs say who', async () => {
    await world.admin.query(
      "insert into contact_ways (person_id, kind, value, value_folded, created_at, verified_at) values ($1, 'phone', '+33611111111', '+33611111111', $2, $2), ($1, 'email', 'bo@home.example', 'bo@home.example', $2, $2)",
      [boss.personId, world.now],
    );
    await agree();
    await ours().helpAdmin({ relationId, personId: second.personId });
    expect((await newest(second.email, 'identity.reset_link'))?.paragraphs.join(' ')).toContain(
      `${distributor.name}, the distributor that your company lets help`,
    );
    for (const address of [boss.email, 'bo@home.example', '+33611111111']) expect(await newest(address, 'recovery.help_used')).toBeDefined();
    expect(await newest(agent.email, 'identity.reset_link')).toBeUndefined();
    const by = `${agent.givenName} ${agent.familyName}`;
    expect(await logged('help_consents.used')).toMatchObject([
      { partner: reseller.name, by },
      { partner: distributor.name, by },
    ]);
    const done = await as(world, identity, { address: crypto.randomUUID() }).setFirstPassword({ token: await link(), password: 'seven pelicans read maps' });
    expect(done).toMatchObject({ signedIn: true });
  });

  test('is for global admins only: anyone else of the reseller is the 404 of someone who never was', async () => {
    const clerk = await member(world, reseller, 'user_admin');
    await agree();
    for (const personId of [clerk.personId, crypto.randomUUID(), (await member(world, await account(world), 'global_admin')).personId])
      expect(await refusal(ours().helpAdmin({ relationId, personId }))).toMatchObject({ code: 'not_found', details: {} });
    await world.admin.query("update members set state = 'inactive' where account_id = $1 and person_id = $2", [reseller.accountId, second.personId]);
    expect(await refusal(ours().helpAdmin({ relationId, personId: second.personId }))).toMatchObject({ code: 'not_found' });
  });

  test('is no way for an agent into their own second company', async () => {
    await join(world, reseller, agent, 'global_admin');
    await agree();
    expect(await refusal(ours().helpAdmin({ relationId, personId: agent.personId }))).toMatchObject({ code: 'members.not_to_yourself' });
  });

  test('ends by itself, its links with it', async () => {
    await agree(1);
    await ours().helpAdmin({ relationId, personId: second.personId });
    const token = await link();
    world.now = hours(1);
    agent = await again(agent);
    boss = await again(boss);
    expect(await ours().getHelp({ relationId })).toMatchObject({ open: null, admins: [], past: [{ endsAt: hours(1) }] });
    expect(await refusal(ours().helpAdmin({ relationId, personId: second.personId }))).toMatchObject({ code: 'help_consents.not_given' });
    expect(await refusal(as(world, identity).openCredentialLink({ token }))).toMatchObject({ code: 'identity.link_not_usable' });
    // One that is over makes room for another.
    expect((await agree(2)).open).toMatchObject({ endsAt: hours(3) });
  });

  test('is ended by the reseller at any time, its links with it, and both sides see it', async () => {
    await agree();
    await ours().helpAdmin({ relationId, personId: second.personId });
    const token = await link();
    const clerk = await member(world, reseller, 'admin_agent');
    expect(await refusal(theirs(clerk).endHelp({ relationId }))).toMatchObject({ code: 'members.role_not_yours' });
    expect(await theirs().endHelp({ relationId })).toMatchObject({ open: null, past: [{ endedAt: start }] });
    expect(await ours().getHelp({ relationId })).toMatchObject({ open: null, admins: [], past: [{ endedAt: start }] });
    expect(await refusal(ours().helpAdmin({ relationId, personId: second.personId }))).toMatchObject({ code: 'help_consents.not_given' });
    expect(await refusal(as(world, identity).openCredentialLink({ token }))).toMatchObject({ code: 'identity.link_not_usable' });
    expect(await logged('help_consents.ended')).toMatchObject([{ partner: reseller.name }, { partner: distributor.name }]);
    expect(await refusal(theirs().endHelp({ relationId }))).toMatchObject({ code: 'help_consents.not_given' });
  });

  test('ending it leaves alone what the company’s own admins have started', async () => {
    await agree();
    await as(world, members, { ...boss, account: reseller }).resetPassword({ personId: second.personId, how: 'link' });
    const token = await link();
    await theirs().endHelp({ relationId });
    expect(await as(world, identity).openCredentialLink({ token })).toMatchObject({ email: second.email });
  });

  test('is over with the relation', async () => {
    await agree();
    await as(world, relations, { ...boss, account: reseller }).endRelation({ relationId, version, reason: 'Enough' });
    expect(await refusal(ours().helpAdmin({ relationId, personId: second.personId }))).toMatchObject({ code: 'relations.not_in_state' });
    expect(await ours().getHelp({ relationId })).toMatchObject({ open: null, admins: [] });
    await runJobs(world);
    const { rows } = await world.admin.query('select ended_at from help_consents where relation_id = $1', [relationId]);
    expect(rows).toEqual([{ ended_at: start }, { ended_at: start }]);
    expect(await refusal(theirs().agreeToHelp({ relationId, hours: 1 }))).toMatchObject({ code: 'relations.not_in_state' });
  });

  test('of a relation between others is the 404 of one that never was', async () => {
    await agree();
    const other = await account(world);
    await joinPrograms(world, other, 'distributor');
    const stranger = as(world, recovery, { ...(await member(world, other, 'global_admin', 'admin_agent')), account: other });
    for (const id of [relationId, crypto.randomUUID()]) {
      expect(await refusal(stranger.getHelp({ relationId: id }))).toMatchObject({ code: 'not_found', details: {} });
      expect(await refusal(stranger.helpAdmin({ relationId: id, personId: second.personId }))).toMatchObject({ code: 'not_found', details: {} });
      expect(await refusal(stranger.endHelp({ relationId: id }))).toMatchObject({ code: 'not_found', details: {} });
    }
  });
});
