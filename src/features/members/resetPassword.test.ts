import { beforeEach, describe, expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  join,
  mailsTo,
  member,
  operator,
  person,
  refusal,
  session,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import { identity } from '../identity/contract.ts';
import { members } from './contract.ts';

const world = await buildWorld();
const start = world.now;
let company: TestAccount;
let domain: string;
let admin: TestPerson;
let ana: TestPerson;
let serial = 0;

beforeEach(async () => {
  world.now = start;
  domain = `house${++serial}.example`;
  company = await account(world, `House ${serial}`);
  await world.admin.query('insert into account_domains (domain, account_id, dns_proved_at) values ($1, $2, $3)', [domain, company.accountId, world.now]);
  admin = await colleague('ada', 'global_admin');
  ana = await colleague('ana', 'default_user');
});

const client = (who = admin, at = company) => as(world, members, { ...who, account: at });
const someoneAt = (name: string, at = domain) => person(world, { email: `${name}@${at}`, givenName: name });
const colleague = async (name: string, ...roles: Parameters<typeof member>[2][]) => join(world, company, await someoneAt(name), ...roles);
const link = { how: 'link' as const };
const temporary = { how: 'temporary' as const };
const offer = async (personId: string) => (await client().previewPasswordReset({ personId })).temporary;
const linksTo = async (email: string) => (await mailsTo(world, email)).filter((mail) => mail.template === 'identity.reset_link');

describe('resetting someone’s password', () => {
  test('sends a link to the sign-in name, good once for a day, and says so in the log; the password stays until it is used', async () => {
    const sent = await client().resetPassword({ personId: ana.personId, ...link });
    expect(sent).toEqual({ hint: ana.email, temporaryPassword: null, expiresAt: new Date(start.getTime() + 86_400_000) });
    const [mail] = await linksTo(ana.email);
    expect(mail?.action?.url).toMatch(/^http:\/\/localhost:3000\/set-password#[0-9a-f-]{36}\.[\w-]{43}$/);
    expect(mail?.paragraphs.join(' ')).toContain(`${admin.givenName} ${admin.familyName} of ${company.name}`);
    expect((await announced(world, 'members.password_reset')).at(-1)).toMatchObject({ account_id: company.accountId, details: { kind: 'link' } });
    expect(await as(world, identity, ana).getMe({})).toMatchObject({ email: ana.email });
  });

  test('offers each way that is proved to be the person’s, masked but for the sign-in name, and tells them by the others', async () => {
    const way = async (kind: string, value: string, verified: boolean) =>
      (
        await world.admin.query<{ way_id: string }>(
          'insert into contact_ways (person_id, kind, value, value_folded, created_at, verified_at) values ($1, $2, $3, $3, $4, $5) returning way_id',
          [ana.personId, kind, value, world.now, verified ? world.now : null],
        )
      ).rows[0]?.way_id ?? '';
    const [mailbox, phone, unproved] = [
      await way('email', 'ana@home.example', true),
      await way('phone', '+33612345678', true),
      await way('email', 'x@home.example', false),
    ];
    const { ways } = await client().previewPasswordReset({ personId: ana.personId });
    expect(ways.map(({ key }) => key).toSorted()).toEqual(['sign_in', mailbox, phone].toSorted());
    expect(ways[0]).toMatchObject({ key: 'sign_in', hint: ana.email });
    expect(JSON.stringify(ways.slice(1))).not.toMatch(/ana@home|12345/);

    await client().resetPassword({ personId: ana.personId, ...link, way: mailbox });
    expect(await linksTo('ana@home.example')).toHaveLength(1);
    expect(await linksTo(ana.email)).toEqual([]);
    expect((await mailsTo(world, ana.email))[0]).toMatchObject({ template: 'identity.security', subject: 'A password reset was started for you at Entente' });
    const texts = (await world.admin.query("select template from mails where recipient = '+33612345678' and channel = 'text'")).rows;
    expect(texts).toEqual([{ template: 'identity.security' }]);

    await client().resetPassword({ personId: ana.personId, ...link, way: phone });
    expect((await world.admin.query("select 1 from mails where recipient = '+33612345678' and template = 'identity.reset_link'")).rowCount).toBe(1);
    expect(await refusal(client().resetPassword({ personId: ana.personId, ...link, way: unproved }))).toMatchObject({ code: 'not_found' });
  });

  test('is never done to someone whose role the admin may not give; the refusal names the role', async () => {
    const by = await colleague('uma', 'user_admin');
    const other = await colleague('una', 'user_admin');
    const billing = await colleague('bea', 'default_user', 'billing_admin');
    for (const how of [link, temporary])
      expect(await refusal(client(by).resetPassword({ personId: admin.personId, ...how }))).toMatchObject({
        code: 'members.role_not_yours',
        details: { role: 'global_admin' },
      });
    expect((await client(by).previewPasswordReset({ personId: admin.personId })).refused).toEqual({ code: 'members.role_not_yours', role: 'global_admin' });
    expect((await client(by).previewPasswordReset({ personId: admin.personId })).ways).toEqual([]);
    expect((await client(by).getMember({ personId: admin.personId })).can.resetPassword).toBe(false);
    expect(await refusal(client(by).resetPassword({ personId: other.personId, ...link }))).toMatchObject({ details: { role: 'user_admin' } });
    expect(await refusal(client(by).resetPassword({ personId: billing.personId, ...link }))).toMatchObject({ details: { role: 'billing_admin' } });
    expect(await linksTo(admin.email)).toEqual([]);
    expect((await client(by).getMember({ personId: ana.personId })).can.resetPassword).toBe(true);
    await client(by).resetPassword({ personId: ana.personId, ...link });
  });

  test('needs the permission: an account admin has none for it', async () => {
    const uma = await colleague('uma', 'account_admin');
    expect(await refusal(client(uma).resetPassword({ personId: ana.personId, ...link }))).toMatchObject({ code: 'access.denied' });
    expect(await refusal(client(uma).previewPasswordReset({ personId: ana.personId }))).toMatchObject({ code: 'access.denied' });
  });

  test('needs a second factor of the last ten minutes', async () => {
    world.now = new Date(start.getTime() + 11 * 60_000);
    expect(await refusal(client().resetPassword({ personId: ana.personId, ...link }))).toMatchObject({ code: 'access.step_up' });
  });

  test('is not for oneself, nor for someone who is kept out', async () => {
    expect(await refusal(client().resetPassword({ personId: admin.personId, ...link }))).toMatchObject({ code: 'members.not_to_yourself' });
    await client().deactivateMember({ personId: ana.personId });
    expect(await refusal(client().resetPassword({ personId: ana.personId, ...link }))).toMatchObject({ code: 'members.not_in_state' });
  });

  test('of someone in another company is the 404 of someone who never was', async () => {
    const stranger = await member(world, await account(world), 'default_user');
    for (const personId of [stranger.personId, crypto.randomUUID()])
      for (const how of [link, temporary]) {
        expect(await refusal(client().resetPassword({ personId, ...how }))).toMatchObject({ code: 'not_found', details: {} });
        expect(await refusal(client().previewPasswordReset({ personId }))).toMatchObject({ code: 'not_found', details: {} });
      }
    expect(await linksTo(stranger.email)).toEqual([]);
  });

  test('answers nobody who tries too often', async () => {
    const limit = members.resetPassword.perMinute ?? 0;
    expect(limit).toBeGreaterThan(0);
    expect(limit).toBeLessThanOrEqual(20);
  });
});

describe('a temporary password is offered', () => {
  test('for a colleague under a domain that this company has proved', async () => {
    expect(await offer(ana.personId)).toEqual({ offered: true, reason: null, domain });
    expect((await client().resetPassword({ personId: ana.personId, ...temporary })).temporaryPassword).toMatch(/^\w{4}(-\w{4}){3}$/);
  });

  const cases: Record<string, { prepare(): Promise<unknown>; reason: string }> = {
    'not for a domain of which there is a mailbox and no proof by the DNS': {
      prepare: () => world.admin.query('update account_domains set dns_proved_at = null, proved_at = dns_proved_at where account_id = $1', [company.accountId]),
      reason: 'domain',
    },
    'not for a domain that only another company has proved': {
      prepare: async () => world.admin.query('update account_domains set account_id = $1 where domain = $2', [(await account(world)).accountId, domain]),
      reason: 'domain',
    },
    'not for a subdomain of a proved one': {
      prepare: async () => {
        ana = await join(world, company, await someoneAt('sub', `mail.${domain}`), 'default_user');
      },
      reason: 'domain',
    },
    'not for someone who belongs to another company, too': { prepare: async () => join(world, await account(world), ana, 'default_user'), reason: 'elsewhere' },
    'not for someone kept out by another company': {
      prepare: async () => {
        const other = await account(world);
        await join(world, other, ana, 'default_user');
        await world.admin.query("update members set state = 'inactive' where account_id = $1", [other.accountId]);
      },
      reason: 'elsewhere',
    },
    'not for someone whom another company has invited': {
      prepare: async () => {
        const other = await account(world);
        await client(await member(world, other, 'global_admin'), other).invite({
          people: [{ email: ana.email, givenName: 'A', familyName: 'B', roles: ['default_user'], locale: 'en' }],
        });
      },
      reason: 'elsewhere',
    },
    'not for one of the operator’s people': {
      prepare: () => world.admin.query("insert into operators (person_id, role, given_at) values ($1, 'op_auditor', $2)", [ana.personId, world.now]),
      reason: 'elsewhere',
    },
    'not for a guest': {
      prepare: () => world.admin.query('update members set is_guest = true where account_id = $1 and person_id = $2', [company.accountId, ana.personId]),
      reason: 'guest',
    },
  };
  test.each(Object.entries(cases))('%s', async (_name, { prepare, reason }) => {
    await prepare();
    expect(await offer(ana.personId)).toMatchObject({ offered: false, reason });
    expect(await refusal(client().resetPassword({ personId: ana.personId, ...temporary }))).toMatchObject({
      code: 'members.temporary_password_not_offered',
      details: { reason },
    });
    expect((await world.admin.query('select 1 from temporary_passwords where person_id = $1', [ana.personId])).rowCount).toBe(0);
    // A link always works.
    await client().resetPassword({ personId: ana.personId, ...link });
  });

  test('not for an invitation that another company has withdrawn or that is over', async () => {
    const other = await account(world);
    await client(await member(world, other, 'global_admin'), other).invite({
      people: [{ email: ana.email, givenName: 'A', familyName: 'B', roles: ['default_user'], locale: 'en' }],
    });
    world.now = new Date(start.getTime() + 8 * 86_400_000);
    admin = { ...admin, token: await session(world, admin.personId) };
    expect(await offer(ana.personId)).toMatchObject({ offered: true });
  });
});

test('a guest gets the link at the sign-in name and at no other way', async () => {
  await world.admin.query('update members set is_guest = true where account_id = $1 and person_id = $2', [company.accountId, ana.personId]);
  const { rows } = await world.admin.query<{ way_id: string }>(
    "insert into contact_ways (person_id, kind, value, value_folded, created_at, verified_at) values ($1, 'email', 'g@home.example', 'g@home.example', $2, $2) returning way_id",
    [ana.personId, world.now],
  );
  expect((await client().previewPasswordReset({ personId: ana.personId })).ways.map(({ key }) => key)).toEqual(['sign_in']);
  expect(await refusal(client().resetPassword({ personId: ana.personId, ...link, way: rows[0]?.way_id ?? '' }))).toMatchObject({ code: 'not_found' });
});

test('the operator resets nobody in a company’s name', async () => {
  const root = await operator(world, 'op_root');
  expect(await refusal(client(root).resetPassword({ personId: ana.personId, ...link }))).toMatchObject({ code: 'not_found' });
});
