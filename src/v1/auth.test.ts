import { expect } from 'vitest';
import { post } from '../../test/oauth.ts';
import { registered, secretOf } from '../../test/tokens.ts';
import { account, buildWorld, joinPrograms } from '../../test/world.ts';
import { served, speaking } from './testing.ts';

const world = await buildWorld();
const company = await account(world, undefined, 'US');
await joinPrograms(world, company, 'reseller');
const clientId = await registered(world, company, [{ permission: 'customers', level: 'view' }]);
const secret = await secretOf(world, company, clientId);
const itself = { grant_type: 'client_credentials', client_id: clientId, client_secret: secret };
const answered = {
  token_type: 'Bearer',
  scope: '',
  expires_in: '3599',
  ext_expires_in: '3599',
  expires_on: expect.stringMatching(/^\d+$/),
  not_before: expect.stringMatching(/^\d+$/),
  resource: 'https://graph.windows.net',
  access_token: expect.any(String),
};
const opens = async (body: Record<string, unknown>) => expect((await speaking(world, String(body['access_token']))('GET', '/v1/customers')).status).toBe(200);
const get = async (url: string) => world.app.http.inject({ url });

served('POST /{tenant}/oauth2/token', 'a token in the words of the older generation, which opens the company', async () => {
  const { status, body } = await post(world, `/${company.accountId}/oauth2/token`, { ...itself, resource: 'https://graph.windows.net' });
  expect([status, body]).toEqual([200, answered]);
  await opens(body);
  const refused = await post(world, `/${company.accountId}/oauth2/token`, { ...itself, client_secret: 'wrong', resource: 'https://graph.windows.net' });
  expect([refused.status, refused.body]).toEqual([
    401,
    {
      error: 'invalid_client',
      error_description: expect.any(String),
      error_codes: [expect.any(Number)],
      timestamp: expect.any(String),
      trace_id: expect.any(String),
      correlation_id: expect.any(String),
    },
  ]);
});

served('POST /{tenant}/oauth2/v2.0/token', 'a token in the words of the newer one, with numbers', async () => {
  const { status, body } = await post(world, `/${company.accountId}/oauth2/v2.0/token`, {
    ...itself,
    scope: 'https://api.partnercenter.microsoft.com/.default',
  });
  expect([status, body]).toEqual([
    200,
    {
      token_type: 'Bearer',
      scope: 'https://api.partnercenter.microsoft.com/.default',
      expires_in: 3599,
      ext_expires_in: 3599,
      access_token: expect.any(String),
    },
  ]);
  await opens(body);
});

served('POST /adfs/oauth2/token', 'the path by which the Java library asks nobody else first', async () => {
  const { status, body } = await post(world, '/adfs/oauth2/token', { ...itself, resource: 'https://graph.windows.net' });
  expect([status, body]).toEqual([200, answered]);
});

const asked = {
  client_id: clientId,
  response_type: 'code id_token',
  response_mode: 'form_post',
  scope: 'openid profile',
  nonce: 'n',
  redirect_uri: 'https://app.example.com/back',
};

served('GET /{tenant}/oauth2/authorize', 'leads whoever consents to the page where they do', async () => {
  const answer = await get(`/${company.accountId}/oauth2/authorize?${new URLSearchParams(asked).toString()}`);
  expect(answer.statusCode).toBe(303);
  expect(answer.headers.location).toMatch(/\/authorize\//);
});

served('GET /{tenant}/oauth2/v2.0/authorize', 'the same with a challenge of a public program', async () => {
  const challenge = {
    ...asked,
    response_type: 'code',
    response_mode: 'query',
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
  };
  const answer = await get(`/organizations/oauth2/v2.0/authorize?${new URLSearchParams(challenge).toString()}`);
  expect(answer.statusCode).toBe(303);
  expect(answer.headers.location).toMatch(/\/authorize\//);
});

served('POST /{tenant}/oauth2/v2.0/devicecode', 'a code for a device, and nobody’s token before somebody has typed it', async () => {
  const { status, body } = await post(world, `/${company.accountId}/oauth2/v2.0/devicecode`, { client_id: clientId, scope: 'openid offline_access' });
  expect([status, body]).toEqual([
    200,
    {
      user_code: expect.any(String),
      device_code: expect.any(String),
      verification_uri: `${world.config.publicUrl}/device`,
      verification_url: `${world.config.publicUrl}/device`,
      verification_uri_complete: expect.stringContaining('/device?code='),
      expires_in: expect.any(Number),
      interval: 5,
      message: expect.stringContaining(String(body['user_code'])),
    },
  ]);
  const waiting = await post(world, `/${company.accountId}/oauth2/v2.0/token`, {
    grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
    client_id: clientId,
    client_secret: secret,
    device_code: String(body['device_code']),
  });
  expect([waiting.status, waiting.body['error']]).toEqual([400, 'authorization_pending']);
});

served('GET /{tenant}/v2.0/.well-known/openid-configuration', 'where everything is', async () => {
  const base = `${world.config.publicUrl}/${company.accountId}`;
  expect((await get(`/${company.accountId}/v2.0/.well-known/openid-configuration`)).json()).toMatchObject({
    issuer: `${base}/v2.0`,
    authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
    token_endpoint: `${base}/oauth2/v2.0/token`,
    device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
    jwks_uri: `${base}/discovery/v2.0/keys`,
  });
});

served('GET /common/discovery/instance', 'who may be asked for tokens', async () => {
  const asks = encodeURIComponent(`${world.config.publicUrl}/${company.accountId}/oauth2/v2.0/authorize`);
  expect((await get(`/common/discovery/instance?api-version=1.1&authorization_endpoint=${asks}`)).json()).toMatchObject({
    tenant_discovery_endpoint: `${world.config.publicUrl}/${company.accountId}/v2.0/.well-known/openid-configuration`,
    metadata: expect.any(Array),
  });
});
