import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { age, colleague, stepElevations } from '../../../test/examples/recoveryElevations.ts';
import { nameServer, type NameServer } from '../../../test/dns.ts';
import {
  account,
  announced,
  as,
  buildWorld,
  join,
  mailsTo,
  member,
  openAppIn,
  operator,
  person,
  refusal,
  session,
  type TestAccount,
  type TestPerson,
  type World,
} from '../../../test/world.ts';
import type { AccountRole } from '../../core/roles.ts';
import { inAccount } from '../../server/db.ts';
import { accounts } from '../accounts/contract.ts';
import { agreements } from '../agreements/contract.ts';
import { members } from '../members/contract.ts';
import { recovery } from './contract.ts';

let world: World;
/** What each of the two name servers has: name → TXT records. */
const zones = [new Map<string, string[]>(), new Map<string, string[]>()] as const;
let resolvers: NameServer[];
beforeAll(async () => {
  resolvers = await Promise.all(zones.map((zone) => nameServer((name) => zone.get(name))));
  world = await buildWorld({ env: { DNS_RESOLVERS: resolvers.map(({ address }) => address).join(',') } });
});
afterAll(() => {
  for (const resolver of resolvers) resolver.close();
});

const at = () => ({ world, mark: 'Elev' });
const hours = (count: number) => {
  world.now = new Date(world.now.getTime() + count * 3_600_000);
};
const of = (who: TestPerson, company: TestAccount) => as(world, recovery, { ...who, account: company });
const team = async (company: TestAccount, ...roles: AccountRole[]) => colleague(at(), company, ...(roles.length ? roles : (['default_user'] as const)));
const fresh = async (who: TestPerson): Promise<TestPerson> => ({ ...who, token: await session(world, who.personId) });
const why = { reason: 'Our only admin left the company' };
const tokenOf = (mail: { action?: { url: string } | undefined } | undefined) => mail?.action?.url.split('#')[1] ?? '';
const adminsOf = async ({ accountId }: TestAccount) =>
  (
    await world.admin.query<{ person_id: string }>("select person_id from role_assignments where account_id = $1 and role = 'global_admin' order by 1", [
      accountId,
    ])
  ).rows.map((row) => row.person_id);

/** A company in which one of two colleagues was brought back. */
async function broughtBack(company: TestAccount) {
  const [first, second] = [await team(company), await team(company)];
  const { elevationId } = await of(first, company).beginElevation(why);
  await of(second, company).confirmElevation({ elevationId });
  hours(7 * 24);
  await stepElevations(world);
  return { first: await fresh(first), second: await fresh(second), elevationId };
}

describe('two colleagues', () => {
  test('bring one of them back after the waiting time; nobody could stop it', async () => {
    const company = await account(world);
    const [first, second] = [await team(company), await team(company)];
    const asked = await of(first, company).beginElevation(why);
    expect(asked).toMatchObject({ state: 'gathering', isMe: true, confirmations: [{ personId: first.personId }] });
    expect(await of(second, company).getElevations({})).toMatchObject({ admins: 0, waitHours: 24, items: [{ can: { confirm: true } }] });
    const confirmed = await of(second, company).confirmElevation({ elevationId: asked.elevationId });
    expect(confirmed.state).toBe('waiting');
    expect(confirmed.waitsUntil?.getTime()).toBe(world.now.getTime() + 24 * 3_600_000);
    const [contact] = await mailsTo(world, 'ana@contoso.example');
    expect(contact).toMatchObject({ template: 'recovery.elevation' });
    expect(contact?.action?.url).toContain('/stop-elevation#');
    hours(23);
    await stepElevations(world);
    expect(await adminsOf(company)).toEqual([]);
    hours(1);
    await stepElevations(world);
    expect(await adminsOf(company)).toEqual([first.personId]);
    expect((await of(await fresh(first), company).getElevations({})).items[0]).toMatchObject({ state: 'granted', can: { revert: true } });
  });

  test('an admin who was there lately has seven days, is told, and stops it with one press of a link that works once', async () => {
    const company = await account(world);
    const [admin, first, second] = [await team(company, 'global_admin'), await team(company), await team(company)];
    await world.admin.query('update members set last_used_at = $2 where person_id = $1', [admin.personId, new Date(world.now.getTime() - 30 * 86_400_000)]);
    const { elevationId } = await of(first, company).beginElevation(why);
    const { waitsUntil } = await of(second, company).confirmElevation({ elevationId });
    expect(waitsUntil?.getTime()).toBe(world.now.getTime() + 7 * 86_400_000);
    const [mail] = (await mailsTo(world, admin.email)).filter(({ template }) => template === 'recovery.elevation');
    const token = tokenOf(mail);
    const open = as(world, recovery);
    expect(await open.openElevationLink({ token })).toMatchObject({ company: company.name, state: 'waiting', undoing: null });
    expect(await open.openElevationLink({ token })).toMatchObject({ state: 'waiting' });
    expect(await open.useElevationLink({ token })).toEqual({ state: 'stopped' });
    expect(await refusal(open.useElevationLink({ token }))).toMatchObject({ code: 'recovery.elevation_link_not_usable' });
    hours(8 * 24);
    await stepElevations(world);
    expect(await adminsOf(company)).toEqual([admin.personId]);
  });

  test('whoever is too new, has no old second factor, is a guest, or was brought by the named one does not count', async () => {
    const company = await account(world);
    const [first] = [await team(company), await team(company)];
    const { elevationId } = await of(first, company).beginElevation(why);
    const cannot = async (who: TestPerson) => ((await refusal(of(who, company).confirmElevation({ elevationId }))).details as { why: string }).why;
    const young = await member(world, company, 'default_user');
    expect(await cannot(young)).toBe('too_new');
    await world.admin.query('update members set joined_at = $2 where person_id = $1', [young.personId, new Date(world.now.getTime() - 40 * 86_400_000)]);
    expect(await cannot(young)).toBe('no_factor');
    await age(world, company, young, 13);
    await world.admin.query('update members set joined_at = $2 where person_id = $1', [young.personId, new Date(world.now.getTime() - 40 * 86_400_000)]);
    expect(await cannot(young)).toBe('factor_too_new');
    await age(world, company, young);
    await world.admin.query('update members set brought_by = $2 where person_id = $1', [young.personId, first.personId]);
    expect(await cannot(young)).toBe('brought_by_named');
    await world.admin.query('update members set brought_by = null, is_guest = true where person_id = $1', [young.personId]);
    expect(await cannot(young)).toBe('guest');
  });

  test('a company without two independent members is told so at once', async () => {
    const company = await account(world);
    const clerk = await team(company, 'user_admin');
    const puppets = [await team(company), await team(company)];
    for (const { personId } of puppets) await world.admin.query('update members set brought_by = $2 where person_id = $1', [personId, clerk.personId]);
    for (const who of [clerk, ...puppets]) expect((await refusal(of(who, company).beginElevation(why))).code).toBe('recovery.too_few_colleagues');
    expect(await of(clerk, company).getElevations({})).toMatchObject({ hasColleagues: false });
  });

  test('two confirm at the same instant: it waits once, and everybody is told once', async () => {
    const company = await account(world);
    const [first, second, third] = [await team(company), await team(company), await team(company)];
    const { elevationId } = await of(first, company).beginElevation(why);
    const other = await openAppIn(world);
    const said = await Promise.allSettled([
      of(second, company).confirmElevation({ elevationId }),
      as(world, recovery, { ...third, account: company, app: other }).confirmElevation({ elevationId }),
    ]);
    expect(said.some(({ status }) => status === 'fulfilled')).toBe(true);
    const waiting = (await announced(world, 'elevations.waiting')).filter((one) => one.account_id === company.accountId);
    expect(waiting).toHaveLength(1);
    await other.close();
  });

  test('stop and grant come one after the other, whichever is first, in whichever process', async () => {
    for (let round = 0; round < 4; round++) {
      const company = await account(world);
      const [first, second] = [await team(company), await team(company)];
      const { elevationId } = await of(first, company).beginElevation(why);
      await of(second, company).confirmElevation({ elevationId });
      hours(24);
      const again = await fresh(first);
      const [, stopped] = await Promise.allSettled([stepElevations(world), of(again, company).stopElevation({ elevationId })]);
      const admins = await adminsOf(company);
      expect(admins).toHaveLength(stopped.status === 'fulfilled' ? 0 : 1);
    }
  });

  test('a restart in between loses nothing, and two processes grant once', async () => {
    const company = await account(world);
    const [first, second] = [await team(company), await team(company)];
    const { elevationId } = await of(first, company).beginElevation(why);
    await of(second, company).confirmElevation({ elevationId });
    hours(24);
    const other = await openAppIn(world);
    await Promise.all([stepElevations(world), stepElevations({ ...world, app: other })]);
    await stepElevations(world);
    expect(await adminsOf(company)).toEqual([first.personId]);
    expect((await announced(world, 'elevations.granted')).filter((one) => one.account_id === company.accountId)).toHaveLength(1);
    await other.close();
  });

  test('without a second colleague it lapses after seven days, and makes room', async () => {
    const company = await account(world);
    const [first] = [await team(company), await team(company)];
    await of(first, company).beginElevation(why);
    expect((await refusal(of(first, company).beginElevation(why))).code).toBe('recovery.elevation_open');
    hours(7 * 24);
    const again = await fresh(first);
    expect((await of(again, company).getElevations({})).items[0]?.state).toBe('lapsed');
    expect((await of(again, company).beginElevation(why)).state).toBe('gathering');
  });
});

describe('for 72 hours', () => {
  test('what could not be undone is closed, says so and until when, and opens by itself', async () => {
    const company = await account(world);
    const { first } = await broughtBack(company);
    const closed = await refusal(as(world, agreements, { ...first, account: company }).acceptAgreement({} as never));
    expect(closed).toMatchObject({ code: 'access.denied', details: { permission: 'agreements', opensAt: new Date(world.now.getTime() + 72 * 3_600_000) } });
    const exported = await refusal(as(world, members, { ...first, account: company }).exportMembers({}) as Promise<unknown>);
    expect(exported).toMatchObject({ code: 'access.denied', details: { opensAt: expect.any(Date) } });
    expect((await refusal(as(world, accounts, { ...first, account: company }).addDomain({ domain: 'example.org' }))).code).toBe('access.denied');
    expect(await as(world, members, { ...first, account: company }).listMembers({})).toMatchObject({ items: expect.any(Array) });
    hours(72);
    const later = await fresh(first);
    expect((await refusal(as(world, agreements, { ...later, account: company }).acceptAgreement({} as never))).code).not.toBe('access.denied');
    await stepElevations(world);
    expect((await of(later, company).getElevations({})).items[0]).toMatchObject({ state: 'ended', can: { revert: false } });
  });

  test('the one brought back adds, and takes away nothing that was there before', async () => {
    const company = await account(world);
    const old = await team(company, 'global_admin');
    await world.admin.query('update members set last_used_at = $2, joined_at = $2 where person_id = $1', [
      old.personId,
      new Date(world.now.getTime() - 200 * 86_400_000),
    ]);
    const { first } = await broughtBack(company);
    const people = as(world, members, { ...first, account: company });
    expect((await refusal(people.deactivateMember({ personId: old.personId }))).code).toBe('members.not_yet_after_elevation');
    const { version } = await people.getMember({ personId: old.personId });
    expect((await refusal(people.setRoles({ personId: old.personId, version, roles: [] }))).code).toBe('members.not_yet_after_elevation');
    expect((await refusal(people.removeMember({ personId: old.personId }))).code).toBe('access.denied');
  });
});

describe('undoing it', () => {
  test('takes everything along that was done under it, however far, down to no admin at all', async () => {
    const company = await account(world);
    const { first, second, elevationId } = await broughtBack(company);
    const people = as(world, members, { ...first, account: company });
    const { version } = await people.getMember({ personId: second.personId });
    await people.setRoles({
      personId: second.personId,
      version,
      roles: [
        { role: 'default_user', scope: 'company', endsAt: null },
        { role: 'global_admin', scope: 'company', endsAt: null },
      ],
    });
    const appointed = await fresh(second);
    const third = await person(world);
    const theirs = as(world, members, { ...appointed, account: company });
    await theirs.invite({
      people: [
        { email: third.email, givenName: 'Third', familyName: 'One', roles: ['user_admin'], locale: 'en' },
        { email: 'fourth@elev.example', givenName: 'Fourth', familyName: 'One', roles: ['default_user'], locale: 'en' },
      ],
    });
    const [invited] = await mailsTo(world, third.email);
    await as(world, members, third).acceptInvitation({ token: tokenOf(invited) });
    await world.admin.query('insert into passkeys (person_id, credential_id, public_key, sign_count, name, created_at) values ($1, $2, $3, 0, $4, $5)', [
      first.personId,
      crypto.randomUUID(),
      Buffer.from('k'),
      'thief',
      new Date(world.now.getTime() + 1),
    ]);
    expect(await of(appointed, company).previewUndo({ elevationId })).toMatchObject({
      people: ['Ana ' + third.familyName],
      invitations: ['fourth@elev.example'],
      ways: ['passkey'],
    });
    hours(1);
    expect((await of(appointed, company).revertElevation({ elevationId })).state).toBe('reverted');
    expect(await adminsOf(company)).toEqual([]);
    const { rows } = await world.admin.query('select state from members where account_id = $1 and person_id = $2', [company.accountId, third.personId]);
    expect(rows).toEqual([{ state: 'removed' }]);
    const left = await world.admin.query(
      "select 1 from invitations where account_id = $1 and state = 'open' union all select 1 from passkeys where person_id = $2",
      [company.accountId, first.personId],
    );
    expect(left.rows).toEqual([]);
    for (const who of [first, appointed]) expect((await refusal(of(who, company).getElevations({}))).code).toBe('access.sign_in');
    // The ways are open again.
    const again = await fresh(second);
    expect(await of(again, company).getElevations({})).toMatchObject({ admins: 0, can: { begin: true } });
  });

  test('an invitation that is accepted after it was undone opens nothing', async () => {
    const company = await account(world);
    const { first, elevationId } = await broughtBack(company);
    const third = await person(world);
    await as(world, members, { ...first, account: company }).invite({
      people: [{ email: third.email, givenName: 'Third', familyName: 'One', roles: ['global_admin'], locale: 'en' }],
    });
    const [invited] = await mailsTo(world, third.email);
    await of(first, company).revertElevation({ elevationId });
    expect((await refusal(as(world, members, third).acceptInvitation({ token: tokenOf(invited) }))).code).toBe('invitations.not_usable');
    expect(await adminsOf(company)).toEqual([]);
  });

  test('by the contact, from the mail that says it was granted; not after the window', async () => {
    const company = await account(world);
    await broughtBack(company);
    const [mail] = (await mailsTo(world, 'ana@contoso.example')).filter(
      ({ subject }) => subject.includes('is global admin now') && subject.includes(company.name),
    );
    expect(await as(world, recovery).openElevationLink({ token: tokenOf(mail) })).toMatchObject({
      state: 'granted',
      undoing: { roles: [{ role: 'global_admin' }] },
    });
    hours(73);
    expect((await refusal(as(world, recovery).useElevationLink({ token: tokenOf(mail) }))).code).toBe('recovery.elevation_not_in_state');
    expect(await adminsOf(company)).toHaveLength(1);
  });

  test('by the desk', async () => {
    const company = await account(world);
    const { elevationId } = await broughtBack(company);
    const agent = await operator(world, 'op_support_agent');
    const desk = as(world, recovery, agent);
    const { accountId } = company;
    expect((await desk.listElevationsOf({ accountId })).items[0]).toMatchObject({ state: 'granted' });
    expect((await desk.revertElevationOf({ accountId, elevationId, reason: 'Not who they said they were' })).state).toBe('reverted');
    expect(await adminsOf(company)).toEqual([]);
  });
});

describe('by the DNS', () => {
  async function orphaned() {
    const company = await account(world);
    const domain = `d${crypto.randomUUID().slice(0, 8)}.example`;
    const who = await join(world, company, await person(world, { email: `ivo@${domain}` }), 'default_user');
    await world.admin.query('insert into account_domains (domain, account_id, proved_at) values ($1, $2, $3)', [domain, company.accountId, world.now]);
    return { company, domain, who };
  }
  const publish = (domain: string, record: string | null) => {
    for (const zone of zones) zone.set(domain, record ? ['v=spf1 -all', record] : []);
  };

  test('whoever rules the domain of a company that never had another admin becomes admin at once', async () => {
    const { company, domain, who } = await orphaned();
    const api = of(who, company);
    expect((await refusal(api.proveDomainForMe({ domain: 'else.example' }))).code).toBe('recovery.domain_route_closed');
    const proof = await api.proveDomainForMe({ domain });
    expect((await api.checkDomainForMe({ proofId: proof.proofId })).findings.map(({ said }) => said)).toEqual(['none', 'none']);
    zones[0].set(domain, [proof.record]);
    expect(await api.checkDomainForMe({ proofId: proof.proofId })).toMatchObject({ verifiedAt: null, findings: [{ said: 'right' }, { said: 'none' }] });
    publish(domain, proof.record);
    expect((await api.checkDomainForMe({ proofId: proof.proofId })).verifiedAt).not.toBeNull();
    await stepElevations(world);
    await stepElevations(world);
    expect(await adminsOf(company)).toEqual([who.personId]);
  });

  test('72 hours where there ever was another admin; looked at once more before it is granted', async () => {
    const { company, domain, who } = await orphaned();
    const gone = await member(world, company, 'global_admin');
    await inAccount(world.app.db, company.accountId, async (tx) => {
      await tx
        .updateTable('members')
        .set({ state: 'removed', removedAt: world.now })
        .where('accountId', '=', company.accountId)
        .where('personId', '=', gone.personId)
        .execute();
    });
    const proof = await of(who, company).proveDomainForMe({ domain });
    publish(domain, proof.record);
    await of(who, company).checkDomainForMe({ proofId: proof.proofId });
    await stepElevations(world);
    expect(await adminsOf(company)).toEqual([gone.personId]);
    publish(domain, null);
    hours(72);
    await stepElevations(world);
    expect(await adminsOf(company)).toEqual([gone.personId]);
    expect((await of(await fresh(who), company).getElevations({})).items[0]).toMatchObject({ state: 'stopped', source: 'dns' });
  });

  test('closed while there is an admin', async () => {
    const { company, domain, who } = await orphaned();
    await member(world, company, 'global_admin');
    expect((await refusal(of(who, company).proveDomainForMe({ domain }))).code).toBe('recovery.domain_route_closed');
  });
});
