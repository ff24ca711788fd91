import { createLocalJWKSet, decodeJwt, jwtVerify } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { authorizing, goOn, post } from '../../../test/oauth.ts';
import { apiKey, registered, secretOf } from '../../../test/tokens.ts';
import {
  account,
  as,
  buildWorld,
  join,
  joinPrograms,
  mailsTo,
  member,
  person,
  refusal,
  runJobs,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import type { Scoped } from '../../core/access.ts';
import { applications } from '../applications/contract.ts';
import { identity } from '../identity/contract.ts';
import { accounts } from '../accounts/contract.ts';
import { notices } from '../notices/contract.ts';
import { tokens } from './contract.ts';

const world = await buildWorld();
const start = world.now;
beforeEach(() => {
  world.now = start;
});
const view: Scoped[] = [
  { permission: 'locations', level: 'view' },
  { permission: 'customers', level: 'edit' },
];
const resource = 'https://api.partnercenter.microsoft.com';

async function company(asks: Scoped[] = view) {
  const own = await account(world);
  const admin = await member(world, own, 'global_admin');
  const applicationId = await registered(world, own, asks);
  return { own, admin, applicationId, secret: await secretOf(world, own, applicationId) };
}
type Company = Awaited<ReturnType<typeof company>>;
const opened = (bearer: unknown, of: TestAccount) => as(world, accounts, { bearer: String(bearer), account: of }).listLocations({});
const keys = async () => createLocalJWKSet((await world.app.http.inject({ url: '/common/discovery/v2.0/keys' })).json());
const claimsOf = async (token: unknown) => (await jwtVerify(String(token), await keys(), { currentDate: world.now })).payload;

describe('an application that acts for a person', () => {
  const agreed = async (c: { own: TestAccount; admin: TestPerson }, request: string) => {
    const mine = as(world, tokens, { ...c.admin, account: c.own });
    const { scopes } = await mine.lookAtRequestHere({ request });
    return mine.agreeToRequest({ request, scopes: scopes.map(({ permission, level }) => ({ permission, level })) });
  };
  const byCode = (c: Company, code: string | undefined, verifier: string, more: Record<string, string> = {}) =>
    post(world, `/${c.own.accountId}/oauth2/v2.0/token`, {
      grant_type: 'authorization_code',
      client_id: c.applicationId,
      client_secret: c.secret,
      code: code ?? '',
      redirect_uri: 'https://app.example.com/back',
      code_verifier: verifier,
      scope: `${resource}/user_impersonation offline_access openid`,
      ...more,
    });
  const renew = (c: Company, refresh_token: unknown, more: Record<string, string> = {}) =>
    post(world, `/${c.own.accountId}/oauth2/token`, {
      grant_type: 'refresh_token',
      client_id: c.applicationId,
      client_secret: c.secret,
      refresh_token: String(refresh_token),
      resource,
      ...more,
    });

  test('asks in the browser; the person reads what it may, agrees, and it gets what it asked for', async () => {
    const c = await company();
    const begun = await authorizing(world, c.applicationId, c.own.accountId);
    expect(begun).toMatchObject({ status: 303, location: `/me/authorize/${begun.uid}` });
    expect(await as(world, tokens, c.admin).lookAtRequest({ request: begun.uid })).toMatchObject({
      application: { name: 'Sync', company: c.own.name },
      kind: 'browser',
      accounts: [{ accountId: c.own.accountId }],
    });
    const { goOn: to } = await agreed(c, begun.uid);
    const back = await goOn(world, to, begun.cookie);
    expect(back.location).toMatch(/^https:\/\/app\.example\.com\/back\?/);
    expect(back.query).toMatchObject({ state: 's', code: expect.any(String) });
    const { status, body } = await byCode(c, back.query['code'], begun.verifier);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      token_type: 'Bearer',
      expires_in: 3599,
      scope: `${resource}/user_impersonation`,
      refresh_token: expect.any(String),
      id_token: expect.any(String),
    });
    expect(await claimsOf(body['access_token'])).toMatchObject({
      aud: resource,
      tid: c.own.accountId,
      oid: c.admin.personId,
      upn: c.admin.email,
      appid: c.applicationId,
      scp: 'user_impersonation',
      amr: ['pwd', 'mfa'],
    });
    expect(decodeJwt(String(body['id_token']))).toMatchObject({ aud: c.applicationId, oid: c.admin.personId, tid: c.own.accountId, upn: c.admin.email });
    await opened(body['access_token'], c.own);
    expect((await as(world, identity, { bearer: String(body['access_token']) }).getMe({})).email).toBe(c.admin.email);
  });

  test('answers a form to the old sign-in page: code and id token, posted by the page itself', async () => {
    const c = await company();
    const begun = await authorizing(
      world,
      c.applicationId,
      'common',
      {
        response_type: 'code id_token',
        response_mode: 'form_post',
        nonce: 'n-1',
        scope: 'openid profile',
        code_challenge: '',
        code_challenge_method: '',
        prompt: 'consent',
      },
      'oauth2',
    );
    const back = await goOn(world, (await agreed(c, begun.uid)).goOn, begun.cookie);
    expect(back.status).toBe(200);
    const csp = String(back.headers['content-security-policy']);
    expect(csp).toContain('form-action https://app.example.com');
    const sent = Object.fromEntries([...back.html.matchAll(/name="(\w+)" value="([^"]*)"/g)].map(([, name, value]) => [name, value]));
    expect(sent).toMatchObject({ state: 's', code: expect.any(String), id_token: expect.any(String) });
    expect(decodeJwt(sent['id_token'] ?? '')).toMatchObject({ nonce: 'n-1', oid: c.admin.personId, tid: c.own.accountId });
    const { body } = await post(world, '/common/oauth2/token', {
      grant_type: 'authorization_code',
      client_id: c.applicationId,
      client_secret: c.secret,
      code: sent['code'] ?? '',
      redirect_uri: 'https://app.example.com/back',
      resource,
    });
    expect(body).toMatchObject({ token_type: 'Bearer', resource, expires_in: '3599', scope: 'user_impersonation', refresh_token: expect.any(String) });
  });

  test('whoever did not answer in the browser that began goes no further, in either of the two', async () => {
    const c = await company();
    const begun = await authorizing(world, c.applicationId, c.own.accountId);
    const { goOn: to } = await agreed(c, begun.uid);
    const withoutCookie = await goOn(world, to, '');
    expect(withoutCookie.location).toMatch(/^\/not-authorized/);
    const withoutProof = await goOn(world, `${world.config.publicUrl}${new URL(to ?? '').pathname}`, begun.cookie);
    expect(withoutProof.location).toMatch(/^\/not-authorized/);
  });

  test('a code is good once, with its verifier, for its application, to its address', async () => {
    const c = await company();
    const code = async () => {
      const begun = await authorizing(world, c.applicationId, c.own.accountId);
      return { begun, code: (await goOn(world, (await agreed(c, begun.uid)).goOn, begun.cookie)).query['code'] };
    };
    const one = await code();
    expect(await byCode(c, one.code, 'wrong'.repeat(10))).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    const two = await code();
    expect((await byCode(c, two.code, two.begun.verifier, { redirect_uri: 'https://app.example.com/other' })).body['error']).toBe('invalid_grant');
    const other = await company();
    const three = await code();
    expect((await byCode({ ...c, applicationId: other.applicationId, secret: other.secret }, three.code, three.begun.verifier)).body['error']).toBe(
      'invalid_grant',
    );
    const four = await code();
    const twice = await Promise.all([1, 2].map(() => byCode(c, four.code, four.begun.verifier)));
    expect(twice.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 400]);
  });

  test('an address that is not registered is not gone to, and an unknown application leads to our own page', async () => {
    const c = await company();
    const wrong = await authorizing(world, c.applicationId, c.own.accountId, { redirect_uri: 'https://elsewhere.example/' });
    expect(wrong.location).toMatch(/^\/not-authorized/);
    expect((await authorizing(world, crypto.randomUUID())).location).toMatch(/^\/not-authorized/);
  });

  test('a refresh token is replaced with each use; one that comes twice ends all that came of it', async () => {
    const c = await company();
    const begun = await authorizing(world, c.applicationId, c.own.accountId);
    const first = await byCode(c, (await goOn(world, (await agreed(c, begun.uid)).goOn, begun.cookie)).query['code'], begun.verifier);
    const second = await renew(c, first.body['refresh_token'], { resource: 'https://graph.windows.net' });
    expect(second.body).toMatchObject({ resource: 'https://graph.windows.net', refresh_token: expect.any(String) });
    expect(second.body['refresh_token']).not.toBe(first.body['refresh_token']);
    const third = await renew(c, second.body['refresh_token']);
    await opened(third.body['access_token'], c.own);
    expect((await renew(c, first.body['refresh_token'])).body).toMatchObject({ error: 'invalid_grant', error_codes: [70000] });
    expect((await refusal(opened(third.body['access_token'], c.own))).code).toBe('access.sign_in');
    expect((await renew(c, third.body['refresh_token'])).body['error']).toBe('invalid_grant');
  });

  test('a device shows a code; the person types it, and the device gets its token', async () => {
    const c = await company();
    const pub = await registered(world, c.own, view, 'Terminal');
    const begun = await post(world, '/organizations/oauth2/v2.0/devicecode', { client_id: pub, scope: `${resource}/.default offline_access` });
    expect(begun.body).toMatchObject({
      verification_uri: `${world.config.publicUrl}/device`,
      expires_in: 900,
      interval: 5,
      user_code: expect.stringMatching(/^[A-Z]{4}-[A-Z]{4}$/),
    });
    const poll = () =>
      post(world, '/organizations/oauth2/v2.0/token', {
        grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
        client_id: pub,
        device_code: String(begun.body['device_code']),
        scope: `${resource}/.default`,
      });
    expect((await poll()).body).toMatchObject({ error: 'authorization_pending', error_codes: [70016] });
    const typed = String(begun.body['user_code']).toLowerCase().replace('-', ' ');
    expect((await as(world, tokens, c.admin).lookAtRequest({ request: typed })).kind).toBe('device');
    expect(await agreed(c, typed)).toEqual({ goOn: null });
    expect((await refusal(as(world, tokens, c.admin).lookAtRequest({ request: typed }))).code).toBe('programs.request_over');
    const { status, body } = await poll();
    expect(status).toBe(200);
    await opened(body['access_token'], c.own);
    const renewed = await post(world, '/common/oauth2/v2.0/token', {
      grant_type: 'refresh_token',
      client_id: pub,
      refresh_token: String(body['refresh_token']),
    });
    expect(renewed.status).toBe(200);
    expect((await poll()).body['error']).toBe('invalid_grant');
  });

  test('a program that is refused is told so', async () => {
    const c = await company();
    const begun = await authorizing(world, c.applicationId, c.own.accountId);
    const { goOn: to } = await as(world, tokens, c.admin).refuseRequest({ request: begun.uid });
    expect((await goOn(world, to, begun.cookie)).query).toMatchObject({ error: 'access_denied', state: 's' });
    const device = await post(world, '/common/oauth2/devicecode', { client_id: c.applicationId, resource });
    await as(world, tokens, c.admin).refuseRequest({ request: String(device.body['user_code']) });
    const { body } = await post(world, '/common/oauth2/token', {
      grant_type: 'device_code',
      client_id: c.applicationId,
      client_secret: c.secret,
      code: String(device.body['device_code']),
      resource,
    });
    expect(body['error']).toBe('access_denied');
  });

  test('of another company asks for nothing that the company has not consented to', async () => {
    const c = await company();
    await joinPrograms(world, c.own, 'integrator');
    const partner = await account(world);
    const [admin, colleague] = [await member(world, partner, 'global_admin'), await member(world, partner, 'sales_agent')];
    const begun = await authorizing(world, c.applicationId, partner.accountId);
    const mine = as(world, tokens, { ...colleague, account: partner });
    expect(await mine.lookAtRequestHere({ request: begun.uid })).toEqual({ scopes: [], isMissingConsent: true, can: { agree: false, consent: false } });
    expect((await refusal(mine.agreeToRequest({ request: begun.uid, scopes: view as never }))).code).toBe('programs.consent_missing');
    await as(world, applications, { ...admin, account: partner }).giveConsent({ applicationId: c.applicationId, grants: view as never });
    expect((await refusal(mine.agreeToRequest({ request: begun.uid, scopes: view.slice(1) as never }))).code).toBe('programs.scopes_changed');
    const { scopes } = await mine.lookAtRequestHere({ request: begun.uid });
    expect(scopes.map(({ mine: own }) => own)).toEqual([false, false]);
    expect((await mine.agreeToRequest({ request: begun.uid, scopes: view as never })).goOn).toContain('proof=');
    const stranger = await person(world);
    expect((await refusal(as(world, tokens, { ...stranger, account: partner }).lookAtRequestHere({ request: begun.uid }))).code).toBe('not_found');
  });

  test('whoever let it in shuts it out, and whoever manages applications too; in force on the next call', async () => {
    const c = await company();
    const colleague = await member(world, c.own, 'membership_admin');
    const key = await apiKey(world, c.own, colleague, view);
    const other = await apiKey(world, c.own, colleague, view);
    await opened(key.bearer, c.own);
    const mine = as(world, tokens, colleague);
    expect((await mine.listMyPrograms({})).items.map(({ grantId, company: of }) => [grantId, of])).toEqual(
      expect.arrayContaining([
        [key.grantId, c.own.name],
        [other.grantId, c.own.name],
      ]),
    );
    await mine.endMyProgram({ grantId: key.grantId });
    expect((await refusal(opened(key.bearer, c.own))).code).toBe('access.sign_in');
    const all = as(world, tokens, { ...c.admin, account: c.own });
    expect((await all.listPrograms({})).items.map(({ grantId }) => grantId)).toEqual([other.grantId]);
    expect((await refusal(as(world, tokens, c.admin).endMyProgram({ grantId: other.grantId }))).code).toBe('not_found');
    await all.endProgram({ grantId: other.grantId });
    expect((await refusal(opened(other.bearer, c.own))).code).toBe('access.sign_in');
  });

  test('at the address of another company no code, refresh token or device code is worth anything, and nothing is used up by trying', async () => {
    const c = await company();
    await joinPrograms(world, c.own, 'integrator');
    const second = await account(world);
    await join(world, second, c.admin, 'global_admin');
    await as(world, applications, { ...c.admin, account: second }).giveConsent({ applicationId: c.applicationId, grants: view as never });
    const at = (of: TestAccount): Company => ({ ...c, own: of });
    const begun = await authorizing(world, c.applicationId);
    const { query } = await goOn(world, (await agreed(c, begun.uid)).goOn, begun.cookie);
    expect((await byCode(at(second), query['code'], begun.verifier)).body).toMatchObject({ error: 'invalid_grant', error_codes: [70000] });
    const first = await byCode(c, query['code'], begun.verifier);
    expect((await renew(at(second), first.body['refresh_token'])).body).toMatchObject({ error: 'invalid_grant', error_codes: [70000] });
    const domain = `${second.partnerId}.example`;
    await world.admin.query('insert into account_domains (domain, account_id, proved_at) values ($1, $2, now())', [domain, second.accountId]);
    const byDomain = { ...second, accountId: domain };
    expect((await renew(at(byDomain), first.body['refresh_token'])).body['error']).toBe('invalid_grant');
    expect((await renew(c, first.body['refresh_token'])).status).toBe(200);

    const device = await post(world, '/common/oauth2/v2.0/devicecode', { client_id: c.applicationId, scope: `${resource}/.default` });
    await agreed(c, String(device.body['user_code']));
    const poll = (of: TestAccount) =>
      post(world, `/${of.accountId}/oauth2/v2.0/token`, {
        grant_type: 'device_code',
        client_id: c.applicationId,
        client_secret: c.secret,
        device_code: String(device.body['device_code']),
      });
    expect((await poll(second)).body['error']).toBe('invalid_grant');
    expect((await poll(c.own)).status).toBe(200);
  });

  test('a request for one company is answered in no other, whoever belongs to both', async () => {
    const c = await company();
    await joinPrograms(world, c.own, 'integrator');
    const second = await account(world);
    await join(world, second, c.admin, 'global_admin');
    await as(world, applications, { ...c.admin, account: second }).giveConsent({ applicationId: c.applicationId, grants: view as never });
    const { uid } = await authorizing(world, c.applicationId, c.own.accountId);
    const elsewhere = as(world, tokens, { ...c.admin, account: second });
    expect((await refusal(elsewhere.lookAtRequestHere({ request: uid }))).code).toBe('programs.request_over');
    expect((await refusal(elsewhere.agreeToRequest({ request: uid, scopes: view as never }))).code).toBe('programs.request_over');
    expect((await agreed(c, uid)).goOn).toContain('proof=');
  });

  test('whoever looks after applications hears of each that comes in, by mail of one that works by itself', async () => {
    const c = await company();
    const colleague = await member(world, c.own, 'sales_agent');
    const clerk = await member(world, c.own, 'user_admin');
    await post(world, `/${c.own.accountId}/oauth2/v2.0/token`, {
      grant_type: 'client_credentials',
      client_id: c.applicationId,
      client_secret: c.secret,
      scope: `${resource}/.default`,
    });
    await runJobs(world);
    world.now = new Date(world.now.getTime() + 1000);
    await agreed({ own: c.own, admin: colleague }, (await authorizing(world, c.applicationId)).uid);
    await runJobs(world);
    const told = async (who: TestPerson) =>
      (await as(world, notices, who).listNotices({})).items.map(({ kind, values, link }) => ({ kind, application: values['application'], link }));
    const link = `/a/${c.own.accountId}/consents`;
    expect(await told(c.admin)).toEqual([
      { kind: 'programs_let_in.person', application: 'Sync', link },
      { kind: 'programs_let_in.application', application: 'Sync', link },
    ]);
    for (const other of [colleague, clerk]) expect(await told(other)).toEqual([]);
    const mails = (await mailsTo(world, c.admin.email)).filter(({ template }) => template === 'notices.notice');
    expect(mails).toMatchObject([{ subject: expect.stringContaining('Sync') }]);
  });

  test('a person who belongs to two companies chooses one, and the token is for that one alone', async () => {
    const c = await company();
    await joinPrograms(world, c.own, 'integrator');
    const second = await account(world);
    await join(world, second, c.admin, 'global_admin');
    await as(world, applications, { ...c.admin, account: second }).giveConsent({ applicationId: c.applicationId, grants: view as never });
    const begun = await authorizing(world, c.applicationId);
    expect((await as(world, tokens, c.admin).lookAtRequest({ request: begun.uid })).accounts).toHaveLength(2);
    const { goOn: to } = await agreed({ own: second, admin: c.admin }, begun.uid);
    const { body } = await byCode({ ...c, own: second }, (await goOn(world, to, begun.cookie)).query['code'], begun.verifier);
    await opened(body['access_token'], second);
    expect((await refusal(opened(body['access_token'], c.own))).code).toBe('not_found');
  });
});
