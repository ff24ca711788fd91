import { beforeEach, describe, expect, test } from 'vitest';
import { certificate } from '../../../test/examples/applications.ts';
import { account, announced, as, buildWorld, joinPrograms, member, refusal, runJobs, type TestAccount, type TestPerson } from '../../../test/world.ts';
import { hashToken } from '../../server/secrets.ts';
import { type Ask, applications } from './contract.ts';

const world = await buildWorld();
const start = world.now;
beforeEach(() => {
  world.now = start;
});
const asks: Ask[] = [
  { permission: 'customers', level: 'edit' },
  { permission: 'pricing', level: 'view' },
];
const described = { name: 'Sync', description: 'Keeps two sides in step', redirects: ['https://app.example.com/back'], asks };

interface Side {
  readonly company: TestAccount;
  readonly admin: TestPerson;
}
async function side(...programs: 'integrator'[]): Promise<Side> {
  const company = await account(world);
  await joinPrograms(world, company, ...programs);
  return { company, admin: await member(world, company, 'global_admin') };
}
const at = ({ company, admin }: Side) => as(world, applications, { ...admin, account: company });
async function registered() {
  const integrator = await side('integrator');
  const { applicationId } = await at(integrator).registerApplication(described);
  return { integrator, applicationId };
}
/** An application with a partner that has consented to it. */
async function connected() {
  const { integrator, applicationId } = await registered();
  const partner = await side();
  const { consentId } = await at(partner).giveConsent({ applicationId, grants: asks });
  return { integrator, applicationId, partner, consentId };
}
const inForce = async (partner: Side) => (await at(partner).listConsents({})).items.filter(({ endedAt }) => !endedAt);

describe('registering', () => {
  test('every company registers for its own use; other partners find only what an integrator offers', async () => {
    const own = await side();
    expect((await at(own).listApplications({})).can).toEqual({ register: true });
    const { applicationId } = await at(own).registerApplication(described);
    expect((await at(own).getApplication({ applicationId })).name).toBe('Sync');
    expect((await refusal(at(await side()).findApplication({ applicationId }))).code).toBe('applications.unknown');
  });

  test('each wrong address is named', async () => {
    const integrator = await side('integrator');
    const wrong = await refusal(at(integrator).registerApplication({ ...described, redirects: ['https://fine.example/', 'http://app.example.com/'] }));
    expect(wrong.details).toEqual({ fields: { 'redirects.1': 'redirect_not_https' } });
  });

  test('what can only be seen cannot be asked to be changed', async () => {
    const integrator = await side('integrator');
    const wrong = await refusal(at(integrator).registerApplication({ ...described, asks: [{ permission: 'pricing', level: 'edit' }] }));
    expect(wrong.details).toEqual({ fields: { 'asks.0.level': 'invalid_value' } });
  });

  test('of two who change at once the second is told', async () => {
    const { integrator, applicationId } = await registered();
    const change = () => at(integrator).changeApplication({ ...described, applicationId, version: 1, name: 'Sync 2' });
    const done = await Promise.allSettled([change(), change()]);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(done.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'request.changed_meanwhile' } });
  });

  test('another company’s application is not there', async () => {
    const { applicationId } = await registered();
    const other = await side('integrator');
    expect((await refusal(at(other).getApplication({ applicationId }))).code).toBe('not_found');
    expect((await refusal(at(other).addSecret({ applicationId, name: 'x', months: 3 }))).code).toBe('not_found');
    expect((await at(other).listApplications({})).items).toEqual([]);
  });
});

describe('secrets and certificates', () => {
  test('a secret is in one answer and nowhere else: only its hash is kept, and the log has nothing of it', async () => {
    const { integrator, applicationId } = await registered();
    const { value, expiresAt } = await at(integrator).addSecret({ applicationId, name: 'Production', months: 6 });
    expect(expiresAt).toEqual(new Date('2027-05-21T09:00:00Z'));
    const { rows } = await world.admin.query('select value_hash, hint from application_keys where application_id = $1', [applicationId]);
    expect(rows).toEqual([{ value_hash: hashToken(value), hint: value.slice(-4) }]);
    expect(JSON.stringify(await at(integrator).getApplication({ applicationId }))).not.toContain(value);
    const all = await world.admin.query('select to_jsonb(a)::text as text from announcements a where account_id = $1', [integrator.company.accountId]);
    for (const { text } of all.rows) for (const part of [value, hashToken(value)]) expect(text).not.toContain(part);
  });

  test('two of a kind are live at once, however many are asked for together; an ended one makes room', async () => {
    const { integrator, applicationId } = await registered();
    const add = () => at(integrator).addSecret({ applicationId, name: 'One', months: 3 });
    const tries = await Promise.allSettled([add(), add(), add(), add()]);
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
    const [first] = (await at(integrator).getApplication({ applicationId })).keys;
    await at(integrator).endKey({ applicationId, keyId: first?.keyId ?? '' });
    await add();
    expect((await refusal(add())).code).toBe('applications.too_many_keys');
    // Certificates are counted by themselves.
    const { hint } = await at(integrator).addCertificate({ applicationId, name: 'Cert', certificate });
    expect(hint).toMatch(/^[0-9A-F:]{95}$/);
    expect((await refusal(at(integrator).addCertificate({ applicationId, name: 'Cert', certificate: 'nothing' }))).details).toEqual({
      fields: { certificate: 'certificate_unreadable' },
    });
  });

  test('people are told 30, 7 and 1 days before the end, once each, and not of what was ended', async () => {
    const { integrator, applicationId } = await registered();
    const { keyId } = await at(integrator).addSecret({ applicationId, name: 'Short', months: 3 });
    const told = async (date: string) => {
      world.now = new Date(date);
      await world.app.queue.boss.send('applications.warn', {});
      await world.app.queue.boss.send('applications.warn', {});
      await runJobs(world);
      return (await announced(world, 'applications.key_expiring')).filter(({ account_id }) => account_id === integrator.company.accountId).length;
    };
    // It ends on February 21 at nine.
    const counts = [];
    for (const date of ['2027-01-21T06:11Z', '2027-01-23T06:11Z', '2027-02-01T06:11Z', '2027-02-15T06:11Z', '2027-02-20T10:11Z']) counts.push(await told(date));
    expect(counts).toEqual([0, 1, 1, 2, 3]);
    const { rows } = await world.admin.query("select count(*)::int as n from notices where person_id = $1 and kind = 'applications.key_expiring'", [
      integrator.admin.personId,
    ]);
    expect(rows[0]).toEqual({ n: 3 });
    world.now = start;
    await at(integrator).endKey({ applicationId, keyId });
    expect(await told('2027-02-21T06:11Z')).toBe(3);
  });
});

describe('consents', () => {
  test('a partner sees whose it is and what it asks for, consents to exactly that, and both logs say so', async () => {
    const { integrator, applicationId } = await registered();
    const partner = await side();
    expect(await at(partner).findApplication({ applicationId })).toMatchObject({
      name: 'Sync',
      company: { name: integrator.company.name },
      asks,
      granted: null,
    });
    expect((await refusal(at(partner).giveConsent({ applicationId, grants: asks.slice(1) }))).code).toBe('applications.asks_changed');
    await at(partner).giveConsent({ applicationId, grants: asks.toReversed() });
    expect(await inForce(partner)).toMatchObject([{ application: 'Sync', grants: asks, other: { name: integrator.company.name } }]);
    expect((await at(integrator).listConsentsTo({ applicationId })).items).toMatchObject([{ other: { name: partner.company.name }, givenBy: null }]);
    const logs = (await announced(world, 'consents.given')).slice(-2).map(({ account_id }) => account_id);
    expect(new Set(logs)).toEqual(new Set([partner.company.accountId, integrator.company.accountId]));
    expect((await refusal(at(partner).giveConsent({ applicationId, grants: asks }))).code).toBe('applications.already_consented');
    expect((await refusal(at(integrator).giveConsent({ applicationId, grants: asks }))).code).toBe('applications.own');
  });

  test('of two who consent at once for a company one gets through', async () => {
    const { applicationId } = await registered();
    const partner = await side();
    const give = () => at(partner).giveConsent({ applicationId, grants: asks });
    const done = await Promise.allSettled([give(), give(), give()]);
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await inForce(partner)).toHaveLength(1);
  });

  test('what an application asks for later is not granted until the partner says so', async () => {
    const { integrator, applicationId, partner } = await connected();
    const more: Ask[] = [...asks, { permission: 'invoices', level: 'view' }];
    await at(integrator).changeApplication({ ...described, asks: more, applicationId, version: 1 });
    expect((await inForce(partner))[0]?.grants).toEqual(asks);
    expect((await refusal(at(partner).giveConsent({ applicationId, grants: asks }))).code).toBe('applications.asks_changed');
    await at(partner).giveConsent({ applicationId, grants: more });
    const live = await inForce(partner);
    expect(live).toHaveLength(1);
    expect(live[0]?.grants).toHaveLength(3);
    expect((await at(integrator).listConsentsTo({ applicationId })).items.filter(({ endedAt }) => !endedAt)).toHaveLength(1);
  });

  test('a revoked consent is over on both sides at once, and only once', async () => {
    const { integrator, applicationId, partner, consentId } = await connected();
    const done = await Promise.allSettled([1, 2].map(() => at(partner).revokeConsent({ consentId })));
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await inForce(partner)).toEqual([]);
    expect((await at(integrator).listConsentsTo({ applicationId })).items).toMatchObject([{ endedBy: 'partner' }]);
    expect((await refusal(at(integrator).revokeConsent({ consentId }))).code).toBe('not_found');
  });

  test('retiring an application ends its keys and every consent, also against a partner who revokes at that moment', async () => {
    const { integrator, applicationId, partner, consentId } = await connected();
    await at(integrator).addSecret({ applicationId, name: 'One', months: 3 });
    const [retired] = await Promise.allSettled([at(integrator).retireApplication({ applicationId, version: 1 }), at(partner).revokeConsent({ consentId })]);
    expect(retired.status).toBe('fulfilled');
    expect(await inForce(partner)).toEqual([]);
    expect((await at(integrator).getApplication({ applicationId })).keys.map(({ state }) => state)).toEqual(['ended']);
    expect((await refusal(at(partner).findApplication({ applicationId }))).code).toBe('applications.unknown');
    expect((await refusal(at(integrator).addSecret({ applicationId, name: 'x', months: 3 }))).code).toBe('applications.retired');
  });

  test('a suspended company ends what stands, and begins nothing', async () => {
    const { integrator, applicationId, partner, consentId } = await connected();
    await at(integrator).addSecret({ applicationId, name: 'One', months: 3 });
    const keyId = (await at(integrator).getApplication({ applicationId })).keys[0]?.keyId ?? '';
    for (const { company } of [integrator, partner]) {
      await world.admin.query("update accounts set state = 'suspended' where account_id = $1", [company.accountId]);
      await world.admin.query('update members set rights_version = rights_version + 1 where account_id = $1', [company.accountId]);
    }
    expect((await refusal(at(integrator).addSecret({ applicationId, name: 'Two', months: 3 }))).code).toBe('access.denied');
    expect((await at(integrator).getApplication({ applicationId })).can).toEqual({ edit: false, end: true });
    await at(integrator).endKey({ applicationId, keyId });
    await at(partner).revokeConsent({ consentId });
    expect(await inForce(partner)).toEqual([]);
  });

  test('an application of a company that left the program cannot be consented to', async () => {
    const { integrator, applicationId } = await registered();
    await world.admin.query("update enrollments set state = 'left' where account_id = $1", [integrator.company.accountId]);
    expect((await refusal(at(await side()).giveConsent({ applicationId, grants: asks }))).code).toBe('applications.unknown');
  });

  test('whoever is no global admin neither consents nor revokes', async () => {
    const { applicationId, partner, consentId } = await connected();
    const other = { company: partner.company, admin: await member(world, partner.company, 'account_admin', 'admin_agent') };
    expect((await refusal(at(other).giveConsent({ applicationId, grants: asks }))).code).toBe('access.denied');
    expect((await refusal(at(other).revokeConsent({ consentId }))).code).toBe('access.denied');
  });
});
