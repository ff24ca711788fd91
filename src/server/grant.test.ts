import { sql } from 'kysely';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { apiKey, appToken, granted, personToken, registered } from '../../test/tokens.ts';
import { account, as, buildWorld, join, joinPrograms, member, openAppIn, person, refusal, type TestAccount } from '../../test/world.ts';
import type { Scoped } from '../core/access.ts';
import { endpoint } from '../core/endpoint.ts';
import { identity } from '../features/identity/contract.ts';
import type { MemberActor } from './actor.ts';
import { announce } from './announce.ts';
import { announcement } from '../core/announcement.ts';
import { type Asked, makeCall, routesOf } from './call.ts';
import { openLog } from './log.ts';
import { secretsOf } from './secrets.ts';
import { roundTrips } from '../../test/roundTrips.ts';

const world = await buildWorld();

const Told = announcement('probe.told', z.object({}));
const base = { within: 'account', summary: '', input: z.object({}) } as const;
const probe = {
  names: endpoint({ ...base, method: 'GET', path: '/probe', permission: 'users', output: z.array(z.string()) }),
  rename: endpoint({ ...base, method: 'POST', path: '/probe', permission: 'users', output: z.object({}) }),
  tell: endpoint({ ...base, method: 'POST', path: '/probe/tell', permission: 'users', needs: 'view', output: z.object({}) }),
  sensitive: endpoint({ ...base, method: 'POST', path: '/probe/sensitive', permission: 'users', stepUp: 10, output: z.object({}) }),
  mine: endpoint({ ...base, method: 'GET', path: '/probe/mine', permission: 'signed-in', output: z.string() }),
  leave: endpoint({ ...base, method: 'POST', path: '/probe/leave', permission: 'signed-in', output: z.object({}) }),
  sees: endpoint({ ...base, method: 'GET', path: '/probe/sees', permission: 'users', output: z.array(z.string()) }),
};
const routes = routesOf('probe', probe, {
  names: async ({ tx }) => (await tx.selectFrom('members').select('givenName').orderBy('givenName').execute()).map((m) => m.givenName),
  rename: async () => ({}),
  async tell({ tx, actor, now }) {
    await announce(tx, actor, now, Told, { details: {} });
    return {};
  },
  sensitive: async () => ({}),
  mine: async ({ actor }) => actor.kind,
  leave: async () => ({}),
  async sees({ tx, actor }) {
    const { rows } = await sql<{ person: string; account: string }>`
      select current_setting('entente.person_id', true) as person, current_setting('entente.account_id', true) as account`.execute(tx);
    return [rows[0]?.person ?? '', rows[0]?.account ?? '', (actor as MemberActor).personId];
  },
});
type Name = keyof typeof probe;
const callIn = (app = world.app) => makeCall({ db: app.db, log: openLog('silent'), secrets: secretsOf(Buffer.alloc(32, 7)), tokens: app.tokens });
const call = callIn();
const at = (bearer: string, company: TestAccount | null, name: Name, more: Partial<Asked> = {}, by = call) => {
  const route = routes.find((each) => each.id === `probe.${name}`);
  if (!route) throw new Error(name);
  const asked = {
    requestId: 'r',
    address: null,
    userAgent: null,
    locale: 'en',
    sessionToken: null,
    bearer,
    accountId: company?.accountId ?? null,
    now: world.now,
  } as const;
  return by(route, { ...asked, ...more }, {});
};
const view: Scoped[] = [{ permission: 'users', level: 'view' }];
const edit: Scoped[] = [{ permission: 'users', level: 'edit' }];
const refused = async (work: Promise<unknown>) => (await refusal(work)).code;

describe('an application by itself', () => {
  test('may what its scopes say, in its company, and is nobody', async () => {
    const company = await account(world);
    await member(world, company, 'global_admin');
    const { bearer, applicationId } = await appToken(world, company, view);
    expect(await at(bearer, company, 'names')).toEqual(['Ana']);
    expect(await at(bearer, company, 'sees')).toEqual(['', company.accountId, applicationId]);
    expect(await refusal(at(bearer, company, 'rename'))).toMatchObject({
      code: 'tokens.scope_missing',
      status: 403,
      details: { permission: 'users', needs: 'edit' },
    });
    for (const name of ['sensitive', 'mine', 'leave'] as const) expect(await refused(at(bearer, company, name))).toBe('tokens.not_by_token');
    const all = await appToken(world, company, edit);
    expect(await at(all.bearer, company, 'rename')).toEqual({});
    expect(await refused(at(all.bearer, company, 'sensitive'))).toBe('tokens.not_by_token');
    expect(await refused(as(world, identity, { bearer }).getMe({}))).toBe('tokens.not_by_token');
  });

  test('in the log, the program stands as who did it', async () => {
    const company = await account(world);
    const own = await appToken(world, company, view, 'Night run');
    await at(own.bearer, company, 'tell');
    const admin = await member(world, company, 'global_admin');
    const forAna = await personToken(world, company, admin, view);
    await at(forAna.bearer, company, 'tell');
    const { rows } = await world.admin.query(
      'select actor_kind, actor_id, actor_name, application_id, application_name from announcements where account_id = $1 and name = $2 order by actor_kind',
      [company.accountId, 'probe.told'],
    );
    expect(rows).toEqual([
      { actor_kind: 'app', actor_id: null, actor_name: 'Night run', application_id: own.applicationId, application_name: 'Night run' },
      { actor_kind: 'person', actor_id: admin.personId, actor_name: `Ana ${admin.familyName}`, application_id: forAna.applicationId, application_name: 'Sync' },
    ]);
  });

  test('of another company goes as far as the consent, and not a step after its end', async () => {
    const [integrator, partner] = [await account(world), await account(world)];
    await joinPrograms(world, integrator, 'integrator');
    await member(world, partner, 'global_admin');
    const applicationId = await registered(world, integrator, edit);
    const consented = async () => {
      const consentId = crypto.randomUUID();
      await world.admin.query(
        `insert into application_consents (account_id, consent_id, side, application_id, application_name, other_account_id, other_partner_id, other_name, grants, given_at, given_by)
         values ($1, $2, 'partner', $3, 'Sync', $4, '1', 'I', $5, $6, 'Ana')`,
        [partner.accountId, consentId, applicationId, integrator.accountId, JSON.stringify(view), world.now],
      );
      const grantId = await granted(world, partner, { kind: 'app', applicationId, of: integrator, consentId });
      return {
        consentId,
        bearer: await world.app.tokens.signAccess({ grantId, accountId: partner.accountId, audience: 'https://graph.windows.net' }, world.now),
      };
    };
    const first = await consented();
    expect(await at(first.bearer, partner, 'names')).toEqual(['Ana']);
    expect(await refused(at(first.bearer, partner, 'rename'))).toBe('tokens.scope_missing');
    await world.admin.query("update application_consents set ended_at = now(), ended_by = 'partner', version = version + 1 where consent_id = $1", [
      first.consentId,
    ]);
    await world.admin.query('update access_grants set ended_at = now() where consent_id = $1', [first.consentId]);
    expect(await refused(at(first.bearer, partner, 'names'))).toBe('access.sign_in');
    const second = await consented();
    expect(await at(second.bearer, partner, 'names')).toEqual(['Ana']);
    await world.admin.query("update enrollments set state = 'left' where account_id = $1", [integrator.accountId]);
    expect(await refused(at(second.bearer, partner, 'names'))).toBe('access.sign_in');
    await world.admin.query("update enrollments set state = 'active' where account_id = $1", [integrator.accountId]);
    expect(await at(second.bearer, partner, 'names')).toEqual(['Ana']);
    await world.admin.query("update applications set state = 'retired', version = version + 1 where application_id = $1", [applicationId]);
    expect(await refused(at(second.bearer, partner, 'names'))).toBe('access.sign_in');
  });

  test('a company that is suspended changes nothing by a program either, and one that is closed lets none in', async () => {
    const company = await account(world);
    await joinPrograms(world, company, 'reseller');
    const { bearer } = await appToken(world, company, edit);
    expect(await at(bearer, company, 'names')).toEqual([]);
    await world.admin.query("update accounts set state = 'closed' where account_id = $1", [company.accountId]);
    expect(await refused(at(bearer, company, 'names'))).toBe('access.sign_in');
  });
});

describe('an application that acts for a person, and a key of theirs', () => {
  test('may what both may: the person, and the scopes', async () => {
    const company = await account(world);
    const [admin, colleague] = [await member(world, company, 'global_admin'), await member(world, company, 'default_user')];
    for (const make of [personToken, apiKey]) {
      const ofAdmin = await make(world, company, admin, view);
      expect(await at(ofAdmin.bearer, company, 'names')).toHaveLength(2);
      expect(await refused(at(ofAdmin.bearer, company, 'rename'))).toBe('tokens.scope_missing');
      expect(await at(ofAdmin.bearer, company, 'sees')).toEqual([admin.personId, company.accountId, admin.personId]);
      expect(await at(ofAdmin.bearer, company, 'mine')).toBe('person');
      for (const name of ['sensitive', 'leave'] as const) expect(await refused(at(ofAdmin.bearer, company, name))).toBe('tokens.not_by_token');
      const ofColleague = await make(world, company, colleague, edit);
      expect(await refused(at(ofColleague.bearer, company, 'names'))).toBe('access.denied');
      expect((await as(world, identity, { bearer: ofAdmin.bearer }).getMe({})).email).toBe(admin.email);
      expect(await refused(as(world, identity, { bearer: ofAdmin.bearer }).getSecurityInfo({}))).toBe('tokens.not_by_token');
      expect(await refused(as(world, identity, { bearer: ofAdmin.bearer }).updateMe({ locale: 'fr' }))).toBe('tokens.not_by_token');
    }
  });

  test('a role taken away, a key ended, a person gone: in force on the next request, in every process', async () => {
    const company = await account(world);
    const second = await openAppIn(world);
    const calls = [call, callIn(second)];
    const all = async (bearer: string, expected: string) => {
      for (const by of calls) expect(await refused(at(bearer, company, 'names', {}, by))).toBe(expected);
    };
    const admin = await member(world, company, 'user_admin');
    const [key, other] = [await apiKey(world, company, admin, view), await apiKey(world, company, admin, view)];
    for (const by of calls) for (const { bearer } of [key, other]) expect(await at(bearer, company, 'names', {}, by)).toHaveLength(1);
    await world.admin.query('update access_grants set ended_at = now(), version = version + 1 where grant_id = $1', [other.grantId]);
    await all(other.bearer, 'access.sign_in');
    await world.admin.query('delete from role_assignments where person_id = $1', [admin.personId]);
    await world.admin.query('update members set rights_version = rights_version + 1 where person_id = $1', [admin.personId]);
    await all(key.bearer, 'access.denied');
    await world.admin.query('delete from members where person_id = $1', [admin.personId]);
    await all(key.bearer, 'access.sign_in');
    await second.close();
  });

  test('what a company asks of sign-in it asks of tokens: how the person had signed in when they let the program in', async () => {
    const company = await account(world);
    const admin = await member(world, company, 'global_admin');
    const weak = await personToken(world, company, admin, view, { secondFactor: false });
    expect(await at(weak.bearer, company, 'names')).toHaveLength(1);
    await world.admin.query("update accounts set second_factor_for = 'admins' where account_id = $1", [company.accountId]);
    await world.admin.query('update members set rights_version = rights_version + 1 where account_id = $1', [company.accountId]);
    expect(await refused(at(weak.bearer, company, 'names'))).toBe('access.second_factor');
    const strong = await personToken(world, company, admin, view);
    expect(await at(strong.bearer, company, 'names')).toHaveLength(1);
    await world.admin.query("update accounts set accepted_proofs = '{passkey}' where account_id = $1", [company.accountId]);
    await world.admin.query('update members set rights_version = rights_version + 1 where account_id = $1', [company.accountId]);
    expect(await refused(at(strong.bearer, company, 'names'))).toBe('access.proof_not_accepted');
    const byPasskey = await personToken(world, company, admin, view, { proofs: ['passkey'] });
    expect(await at(byPasskey.bearer, company, 'names')).toHaveLength(1);
  });
});

test('a token of one company is none in another, though its person belongs to both', async () => {
  const [mine, other] = [await account(world), await account(world)];
  const admin = await join(world, other, await member(world, mine, 'global_admin'), 'global_admin');
  for (const { bearer } of [await appToken(world, mine, edit), await personToken(world, mine, admin, edit), await apiKey(world, mine, admin, edit)])
    for (const name of ['names', 'rename', 'sensitive', 'mine', 'leave'] as const) {
      const [there, nowhere] = await Promise.all([refusal(at(bearer, other, name)), refusal(at(bearer, { ...other, accountId: crypto.randomUUID() }, name))]);
      expect([there.code, there.details]).toEqual([nowhere.code, nowhere.details]);
      expect(there.code).toBe('not_found');
    }
});

test('an altered, foreign or old token lets nobody in, nor does it stand beside a session', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const { bearer, grantId } = await appToken(world, company, edit);
  const [head, body, signature] = bearer.split('.') as [string, string, string];
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as object;
  const bent = Buffer.from(JSON.stringify({ ...claims, tid: crypto.randomUUID() })).toString('base64url');
  const none = Buffer.from('{"alg":"none"}').toString('base64url');
  const elsewhere = await world.app.tokens.signAccess({ grantId, accountId: company.accountId, audience: 'https://elsewhere.example' }, world.now);
  for (const wrong of [`${head}.${bent}.${signature}`, `${none}.${body}.`, elsewhere, 'nothing', `ent_${'0'.repeat(32)}_${'a'.repeat(43)}`])
    expect(await refused(at(wrong, company, 'names', { sessionToken: admin.token }))).toBe('access.sign_in');
  expect(await at(bearer, company, 'names', { now: new Date(world.now.getTime() + 3_598_000) })).toHaveLength(1);
  expect(await refused(at(bearer, company, 'names', { now: new Date(world.now.getTime() + 3_600_000) }))).toBe('access.sign_in');
});

test('an ordinary read with a token costs one round trip, and notes now and then that it is in use', async () => {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  for (const { bearer, grantId } of [await appToken(world, company, view), await apiKey(world, company, admin, view)]) {
    await at(bearer, company, 'names');
    await expect
      .poll(async () => (await world.admin.query('select last_used_at from access_grants where grant_id = $1', [grantId])).rows[0].last_used_at)
      .toEqual(world.now);
    await at(bearer, company, 'names');
    expect(await roundTrips(world.app.db, () => at(bearer, company, 'names'))).toBe(1);
  }
});

test('a pair signs for ninety days, and what it signed is good until it is over', async () => {
  const company = await account(world);
  const { bearer, grantId } = await appToken(world, company, view);
  const kidOf = (token: string) => (JSON.parse(Buffer.from(token.split('.')[0] ?? '', 'base64url').toString()) as { kid: string }).kid;
  const later = new Date(world.now.getTime() + 90 * 86_400_000);
  const justBefore = new Date(later.getTime() - 600_000);
  const signedAt = (now: Date) => world.app.tokens.signAccess({ grantId, accountId: company.accountId, audience: world.config.publicUrl }, now);
  const [before, after] = [await signedAt(justBefore), await signedAt(later)];
  expect(kidOf(before)).toBe(kidOf(bearer));
  expect(kidOf(after)).not.toBe(kidOf(before));
  expect((await world.app.tokens.published(later)).map(({ kid }) => kid)).toEqual([kidOf(after), kidOf(before)]);
  for (const token of [before, after]) expect(await at(token, company, 'names', { now: later })).toEqual([]);
  const muchLater = new Date(later.getTime() + 2 * 86_400_000);
  await world.app.tokens.sweep(muchLater);
  expect((await world.app.tokens.published(muchLater)).map(({ kid }) => kid)).toEqual([kidOf(after)]);
});

test('a stranger at the door is told how programs come in', async () => {
  const company = await account(world);
  const url = `/api/a/${company.accountId}/home`;
  expect((await world.app.http.inject({ url })).headers['www-authenticate']).toBe('Bearer');
  const wrong = await world.app.http.inject({ url, headers: { authorization: 'Bearer nothing' } });
  expect([wrong.statusCode, wrong.headers['www-authenticate']]).toEqual([401, 'Bearer error="invalid_token"']);
  const stranger = await person(world);
  expect(await refused(at((await apiKey(world, company, stranger, view)).bearer, company, 'names'))).toBe('access.sign_in');
});
