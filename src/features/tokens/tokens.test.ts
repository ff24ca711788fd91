import { generateKeyPairSync } from 'node:crypto';
import { createLocalJWKSet, decodeJwt, importPKCS8, jwtVerify, SignJWT } from 'jose';
import { beforeEach, describe, expect, test } from 'vitest';
import { authorizing, post } from '../../../test/oauth.ts';
import { registered, secretOf } from '../../../test/tokens.ts';
import { account, announced, as, buildWorld, joinPrograms, member, refusal, runJobs, type TestAccount } from '../../../test/world.ts';
import type { Scoped } from '../../core/access.ts';
import { applications } from '../applications/contract.ts';
import { accounts } from '../accounts/contract.ts';

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
const forSelf = ({ applicationId, secret }: Pick<Company, 'applicationId' | 'secret'>) => ({
  grant_type: 'client_credentials',
  client_id: applicationId,
  client_secret: secret,
});
const opened = (bearer: unknown, of: TestAccount) => as(world, accounts, { bearer: String(bearer), account: of }).listLocations({});
const keys = async () => createLocalJWKSet((await world.app.http.inject({ url: '/common/discovery/v2.0/keys' })).json());
const claimsOf = async (token: unknown) => (await jwtVerify(String(token), await keys(), { currentDate: world.now })).payload;

describe('an application by itself', () => {
  test('gets a token by its secret, in the words of either generation, and it opens its own company', async () => {
    const c = await company();
    const older = await post(world, `/${c.own.accountId}/oauth2/token`, { ...forSelf(c), resource: 'https://graph.windows.net' });
    expect([older.status, older.headers['cache-control']]).toEqual([200, 'no-store']);
    const from = Math.floor(world.now.getTime() / 1000);
    expect(older.body).toEqual({
      token_type: 'Bearer',
      scope: '',
      expires_in: '3599',
      ext_expires_in: '3599',
      expires_on: String(from + 3599),
      not_before: String(from),
      resource: 'https://graph.windows.net',
      access_token: expect.any(String),
    });
    const newer = await post(world, '/common/oauth2/v2.0/token', { ...forSelf(c), scope: `${resource}/.default` });
    expect(newer.body).toEqual({
      token_type: 'Bearer',
      scope: `${resource}/.default`,
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: expect.any(String),
    });
    expect(await claimsOf(older.body['access_token'])).toMatchObject({
      aud: 'https://graph.windows.net',
      iss: `${world.config.publicUrl}/${c.own.accountId}/v2.0`,
      tid: c.own.accountId,
      appid: c.applicationId,
      azp: c.applicationId,
      oid: c.applicationId,
      roles: ['locations.view', 'customers.edit'],
      exp: from + 3599,
      iat: from,
      nbf: from,
    });
    for (const { body } of [older, newer]) await opened(body['access_token'], c.own);
    const { rows } = await world.admin.query("select count(*)::int as n from access_grants where account_id = $1 and kind = 'app'", [c.own.accountId]);
    expect(rows[0]).toEqual({ n: 1 });
  });

  test('by HTTP Basic, by the path of the Java library, for a proved domain, for every known resource', async () => {
    const c = await company();
    const domain = `${c.own.partnerId}.example`;
    await world.admin.query('insert into account_domains (domain, account_id, proved_at) values ($1, $2, now())', [domain, c.own.accountId]);
    const basic = { authorization: `Basic ${Buffer.from(`${c.applicationId}:${encodeURIComponent(c.secret)}`).toString('base64')}` };
    expect((await post(world, `/${domain}/oauth2/token`, { grant_type: 'client_credentials' }, basic)).status).toBe(200);
    expect((await post(world, '/adfs/oauth2/token', { ...forSelf(c), resource: 'https://graph.windows.net/' })).status).toBe(200);
    for (const one of ['https://api.partner.microsoft.com/.default', `${world.config.publicUrl}/.default`, 'https://graph.windows.net//.default'])
      expect((await post(world, `/${c.own.accountId}/oauth2/v2.0/token`, { ...forSelf(c), scope: one })).status).toBe(200);
  });

  test('by a statement that its certificate signed', async () => {
    const c = await company();
    const { privateKey, certificate } = await selfSigned();
    await world.admin.query(
      `insert into application_keys (account_id, application_id, kind, name, hint, certificate, created_at, created_by, expires_at) values ($1, $2, 'certificate', 'C', 'c', $3, $4, 'Ana', $4::timestamptz + interval '1 year')`,
      [c.own.accountId, c.applicationId, certificate, world.now],
    );
    const from = Math.floor(world.now.getTime() / 1000);
    const stated = (claims: object, key = privateKey) =>
      importPKCS8(key, 'RS256').then((read) =>
        new SignJWT({
          iss: c.applicationId,
          sub: c.applicationId,
          aud: `${world.config.publicUrl}/${c.own.accountId}/oauth2/token`,
          iat: from,
          exp: from + 600,
          jti: crypto.randomUUID(),
          ...claims,
        })
          .setProtectedHeader({ alg: 'RS256' })
          .sign(read),
      );
    const by = async (assertion: string) =>
      post(world, `/${c.own.accountId}/oauth2/token`, {
        grant_type: 'client_credentials',
        client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
        client_assertion: assertion,
        resource,
      });
    expect((await by(await stated({}))).status).toBe(200);
    const strange = await selfSigned();
    for (const wrong of [
      await stated({ aud: 'https://elsewhere.example/token' }),
      await stated({ exp: from - 60 }),
      await stated({ exp: from + 200_000 }),
      await stated({}, strange.privateKey),
    ])
      expect(await by(wrong)).toMatchObject({ status: 401, body: { error: 'invalid_client', error_codes: [700027] } });
  });

  test('is refused in the words that programs read', async () => {
    const c = await company();
    const at = `/${c.own.accountId}/oauth2/v2.0/token`;
    const refused = async (form: Record<string, string>, url = at) => {
      const { status, body } = await post(world, url, form);
      return [status, body['error'], (body['error_codes'] as number[])[0]];
    };
    expect(await refused({})).toEqual([400, 'invalid_request', 90014]);
    expect(await refused({ ...forSelf(c), grant_type: 'password' })).toEqual([400, 'unsupported_grant_type', 70003]);
    expect(await refused({ ...forSelf(c), client_id: crypto.randomUUID() })).toEqual([400, 'unauthorized_client', 700016]);
    expect(await refused({ ...forSelf(c), client_id: "'" })).toEqual([400, 'unauthorized_client', 700016]);
    expect(await refused({ ...forSelf(c), client_secret: 'wrong' })).toEqual([401, 'invalid_client', 7000215]);
    expect(await refused({ grant_type: 'client_credentials', client_id: c.applicationId })).toEqual([401, 'invalid_client', 7000218]);
    expect(await refused({ ...forSelf(c), scope: 'https://management.azure.com/.default' })).toEqual([400, 'invalid_scope', 70011]);
    expect(await refused({ ...forSelf(c), resource: 'https://elsewhere.example' })).toEqual([400, 'invalid_resource', 500011]);
    expect(await refused(forSelf(c), `/${crypto.randomUUID()}/oauth2/token`)).toEqual([400, 'invalid_request', 90002]);
    expect(await refused(forSelf(c), `/nobody.example/oauth2/token`)).toEqual([400, 'invalid_request', 90002]);
    const other = await account(world);
    expect(await refused(forSelf(c), `/${other.accountId}/oauth2/token`)).toEqual([400, 'invalid_grant', 65001]);
    const { body } = await post(world, at, {});
    expect(Object.keys(body)).toEqual(['error', 'error_description', 'error_codes', 'timestamp', 'trace_id', 'correlation_id']);
  });

  test('after too many wrong secrets from one place nobody there is heard for a while, and everybody elsewhere is', async () => {
    const c = await company();
    const from = (remoteAddress: string, client_secret: string) =>
      world.app.http.inject({
        method: 'POST',
        url: '/common/oauth2/token',
        remoteAddress,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: new URLSearchParams({ ...forSelf(c), client_secret }).toString(),
      });
    for (let i = 0; i < 7; i++) await from('198.51.100.7', `wrong ${i}`);
    const shut = await from('198.51.100.7', c.secret);
    expect([shut.statusCode, Number(shut.headers['retry-after']) > 0]).toEqual([401, true]);
    expect((await from('198.51.100.8', c.secret)).statusCode).toBe(200);
    world.now = new Date(start.getTime() + 3_600_000);
    expect((await from('198.51.100.7', c.secret)).statusCode).toBe(200);
  });

  test('of an integrator works for a partner that consented, as far as that goes and no longer', async () => {
    const c = await company([...view, { permission: 'subscriptions', level: 'edit' }]);
    await joinPrograms(world, c.own, 'integrator');
    const partner = await account(world);
    const admin = await member(world, partner, 'global_admin');
    const { consentId } = await as(world, applications, { ...admin, account: partner }).giveConsent({
      applicationId: c.applicationId,
      grants: [...view, { permission: 'subscriptions', level: 'edit' }] as never,
    });
    const at = `/${partner.accountId}/oauth2/token`;
    const { body } = await post(world, at, { ...forSelf(c), resource });
    await opened(body['access_token'], partner);
    expect((await refusal(opened(body['access_token'], c.own))).code).toBe('not_found');
    await as(world, applications, { ...admin, account: partner }).revokeConsent({ consentId });
    expect((await refusal(opened(body['access_token'], partner))).code).toBe('access.sign_in');
    expect((await post(world, at, { ...forSelf(c), resource })).body['error']).toBe('invalid_grant');
    await as(world, applications, { ...admin, account: partner }).giveConsent({
      applicationId: c.applicationId,
      grants: [...view, { permission: 'subscriptions', level: 'edit' }] as never,
    });
    const again = await post(world, at, { ...forSelf(c), resource });
    await opened(again.body['access_token'], partner);
    expect((await announced(world, 'programs_let_in.application')).filter(({ account_id }) => account_id === partner.accountId)).toHaveLength(1);
  });

  test('many at once share one grant, and a retired application gets no more', async () => {
    const c = await company();
    const all = await Promise.all(Array.from({ length: 8 }, () => post(world, '/common/oauth2/token', { ...forSelf(c), resource })));
    expect(new Set(all.map(({ body }) => decodeJwt(String(body['access_token']))['grant'])).size).toBe(1);
    await as(world, applications, { ...c.admin, account: c.own }).retireApplication({ applicationId: c.applicationId, version: 1 });
    expect((await refusal(opened(all[0]?.body['access_token'], c.own))).code).toBe('access.sign_in');
    expect((await post(world, '/common/oauth2/token', forSelf(c))).body['error']).toBe('unauthorized_client');
  });
});

test('what libraries look for first is where they look', async () => {
  const { accountId } = await account(world);
  const read = async (url: string) => (await world.app.http.inject({ url })).json() as Record<string, unknown>;
  expect(await read(`/${accountId}/v2.0/.well-known/openid-configuration`)).toMatchObject({
    issuer: `${world.config.publicUrl}/${accountId}/v2.0`,
    token_endpoint: `${world.config.publicUrl}/${accountId}/oauth2/v2.0/token`,
    jwks_uri: `${world.config.publicUrl}/${accountId}/discovery/v2.0/keys`,
  });
  expect(
    await read(`/common/discovery/instance?api-version=1.1&authorization_endpoint=${encodeURIComponent(`https://x/${accountId}/oauth2/v2.0/authorize`)}`),
  ).toMatchObject({
    tenant_discovery_endpoint: `${world.config.publicUrl}/${accountId}/v2.0/.well-known/openid-configuration`,
  });
  const { keys: published } = (await read(`/${accountId}/discovery/keys`)) as { keys: Record<string, unknown>[] };
  expect(published.every((key) => key['kty'] === 'RSA' && !('d' in key))).toBe(true);
});

test('nothing of a token, code or secret stands in the database as it is', async () => {
  const c = await company();
  const begun = await authorizing(world, c.applicationId, c.own.accountId);
  const { rows } = await world.admin.query("select string_agg(o::text, ' ') as text from oauth_records o");
  expect(rows[0].text).not.toContain(begun.uid);
  expect(rows[0].text).not.toContain(begun.verifier);
  await world.admin.query("update oauth_records set expires_at = now() - interval '2 hours'");
  await world.app.queue.boss.send('tokens.sweep', {});
  await runJobs(world);
  expect((await world.admin.query('select from oauth_records')).rowCount).toBe(0);
});

/** A pair with a certificate that it signed itself. */
async function selfSigned(): Promise<{ privateKey: string; certificate: string }> {
  const { execFileSync } = await import('node:child_process');
  const { mkdtempSync, readFileSync, rmSync, writeFileSync } = await import('node:fs');
  const folder = mkdtempSync('/tmp/entente-cert-');
  try {
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
    writeFileSync(`${folder}/key.pem`, pem);
    execFileSync('openssl', ['req', '-x509', '-key', `${folder}/key.pem`, '-subj', '/CN=app.example.com', '-days', '36500', '-out', `${folder}/cert.pem`], {
      stdio: 'ignore',
    });
    return { privateKey: pem, certificate: readFileSync(`${folder}/cert.pem`, 'utf8') };
  } finally {
    rmSync(folder, { recursive: true });
  }
}
