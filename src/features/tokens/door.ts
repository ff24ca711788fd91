import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { type AppParts, appTokenFor } from './appTokens.ts';
import { findClient, proofIn, prove, tenantOf } from './clients.ts';
import type { Providers, WireResponse } from './provider.ts';
import { oidcScopes, readRecord, resourceScope, resourcesOf } from './records.ts';
import { answerBody, fault, faultIn, faultNamed, type Form, type Generation, type OauthFault, paths, refusalBody, resourceOf } from './wire.ts';
import { later } from '../../server/later.ts';
import { hashToken } from '../../server/secrets.ts';
import { errorPage } from './contract.ts';

type Params = { readonly tenant: string; readonly uid?: string };
const allowed = new Set(['client_credentials', 'authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code', 'device_code']);

/**
 * The addresses at which programs of the documented service get tokens, below a word for the company. Applications prove themselves
 * here, and an application by itself gets its token here; where a person takes part, oidc-provider leads. See decision 0054.
 */
export function addOauth(app: FastifyInstance, parts: AppParts): void {
  const providers = whenNeeded(parts);
  void app.register(async (scope) => {
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 65_536 }, (_request, body, done) =>
      done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    );
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 65_536 }, (_request, _body, done) => done(null, {}));
    scope.setErrorHandler((error, request, reply) => refuse(parts, error, request, reply));
    scope.addHook('onRequest', (_request, reply, next) => {
      reply.header('cache-control', 'no-store').header('pragma', 'no-cache');
      next();
    });
    for (const generation of ['v1', 'v2'] as const) {
      const below = generation === 'v1' ? '/:tenant/oauth2' : '/:tenant/oauth2/v2.0';
      scope.post<{ Params: Params }>(`${below}/token`, (request) => token(parts, providers, generation, request));
      scope.post<{ Params: Params }>(`${below}/devicecode`, (request) => deviceCode(parts, providers, request));
      scope.get<{ Params: Params }>(`${below}/authorize`, async (request, reply) => send(reply, await authorize(parts, providers, request)));
      scope.post<{ Params: Params }>(`${below}/authorize`, async (request, reply) => send(reply, await authorize(parts, providers, request)));
    }
    scope.get<{ Params: Params }>('/:tenant/oauth2/v2.0/authorize/:uid', async (request, reply) => send(reply, await resume(parts, providers, request)));
    scope.get<{ Querystring: { code?: string } }>('/device', async ({ query }, reply) =>
      reply
        .header('location', `/me/device${typeof query.code === 'string' ? `?code=${encodeURIComponent(query.code.slice(0, 20))}` : ''}`)
        .status(303)
        .send(),
    );
    addDocuments(scope, parts);
  });
}

/** The library of the protocol comes with the first request that it leads: a start, and programs by themselves, do without it. */
function whenNeeded(parts: AppParts): Providers {
  const providers = later(async () => (await import('./provider.ts')).openProviders(parts));
  return { ask: async (request) => (await providers()).ask(request) };
}

const formOf = (request: FastifyRequest): Form =>
  Object.fromEntries(
    Object.entries({ ...(request.query as object), ...(request.body as object | null) }).flatMap(([key, value]) =>
      typeof value === 'string' ? [[key, value]] : [],
    ),
  );

async function token(parts: AppParts, providers: Providers, generation: Generation, request: FastifyRequest<{ Params: Params }>) {
  const now = parts.now();
  const form = formOf(request);
  const grantType = form['grant_type'];
  if (!grantType) throw fault('missing', 'The request body must contain the following parameter: grant_type.');
  if (!allowed.has(grantType)) throw fault('grant_type', `The grant type ${grantType.slice(0, 100)} is not supported.`);
  const resource = resourceOf(form, parts.publicUrl);
  const { clientId, ...proof } = proofIn(form, request.headers.authorization);
  const tenant = tenantOf(request.params.tenant);
  const client = await findClient(parts, { clientId, tenant, address: request.ip }, now);
  const by = await prove(parts, client, proof, request.ip, now);
  if (!client.accountId) throw fault('tenant', `The tenant ${request.params.tenant.slice(0, 100)} was not found.`);
  if (grantType === 'client_credentials') {
    const access = await appTokenFor(parts, client, { by, audience: resource }, now);
    return answerBody(generation, { access_token: access, expires_in: 3599, scope: generation === 'v1' ? '' : '.default' }, resource, now);
  }
  const { client_secret: _, client_assertion: __, client_assertion_type: ___, scope: ____, resource: _____, ...rest } = form;
  const isDevice = grantType.endsWith('device_code');
  const asked: Record<string, string> = {
    ...rest,
    client_id: client.applicationId,
    resource,
    grant_type: isDevice ? 'urn:ietf:params:oauth:grant-type:device_code' : grantType,
  };
  // The older generation calls it so.
  if (isDevice && asked['code']) asked['device_code'] ??= asked['code'];
  const answer = await providers.ask({
    method: 'POST',
    path: paths.token,
    tenant: request.params.tenant,
    cookie: undefined,
    form: asked,
  });
  const body = answer.body as { error?: string; error_description?: string } & Parameters<typeof answerBody>[1];
  if (body.error) throw refusedByLibrary(answer);
  return answerBody(generation, { ...body, scope: resourceScope }, resource, now);
}

const libraryFault = Symbol('library');
const refusedByLibrary = ({ status, body }: WireResponse): Error => {
  const { error = 'invalid_request', error_description: description } = body as { error?: string; error_description?: string };
  return Object.assign(new Error(error), { [libraryFault]: faultNamed(error, description, status) });
};

async function deviceCode(parts: AppParts, providers: Providers, request: FastifyRequest<{ Params: Params }>) {
  const form = formOf(request);
  resourceOf(form, parts.publicUrl);
  const client = await findClient(parts, { clientId: form['client_id'], tenant: tenantOf(request.params.tenant), address: request.ip }, parts.now());
  if (!client.accountId) throw fault('tenant', `The tenant ${request.params.tenant.slice(0, 100)} was not found.`);
  const answer = await providers.ask({
    method: 'POST',
    path: paths.device_authorization,
    tenant: request.params.tenant,
    cookie: undefined,
    form: { client_id: client.applicationId, scope: oidcScopes },
  });
  const { error, device_code, user_code, expires_in } = answer.body as { error?: string; device_code: string; user_code: string; expires_in: number };
  if (error) throw refusedByLibrary(answer);
  const uri = `${parts.publicUrl}/device`;
  return {
    user_code,
    device_code,
    verification_uri: uri,
    verification_url: uri,
    verification_uri_complete: `${uri}?code=${user_code}`,
    expires_in,
    interval: 5,
    message: `To sign in, use a web browser to open the page ${uri} and enter the code ${user_code} to authenticate.`,
  };
}

const cookieOf = (request: FastifyRequest): string | undefined =>
  request.headers.cookie
    ?.split(/;\s*/)
    .filter((one) => one.startsWith('_interaction'))
    .join('; ') || undefined;

async function authorize(parts: AppParts, providers: Providers, request: FastifyRequest<{ Params: Params }>): Promise<WireResponse> {
  const form = formOf(request);
  resourceOf(form, parts.publicUrl);
  const client = await findClient(parts, { clientId: form['client_id'], tenant: tenantOf(request.params.tenant), address: request.ip }, parts.now());
  if (!client.accountId) throw fault('tenant', `The tenant ${request.params.tenant.slice(0, 100)} was not found.`);
  const { prompt, resource: _, scope: __, login_hint: ___, domain_hint: ____, max_age: _____, ...rest } = form;
  const [only] = client.redirects;
  const responds = form['response_type']?.split(/\s+/).toSorted().join(' ') ?? 'code';
  return providers.ask({
    method: 'GET',
    path: paths.authorization,
    tenant: request.params.tenant,
    cookie: cookieOf(request),
    form: {
      ...rest,
      client_id: client.applicationId,
      response_type: responds,
      redirect_uri: form['redirect_uri'] ?? (client.redirects.length === 1 ? (only ?? '') : ''),
      scope: `${oidcScopes} ${resourceScope}`,
      // Whatever it may ask for later with what it gets now.
      resource: resourcesOf(parts.publicUrl),
      ...(prompt === 'none' ? { prompt } : {}),
    },
  });
}

/** Goes on after the person has answered: only in the browser that began, with what only the browser of the person was given. */
async function resume(parts: AppParts, providers: Providers, request: FastifyRequest<{ Params: Params }>): Promise<WireResponse> {
  const { tenant, uid = '' } = request.params;
  const { proof = '' } = request.query as { proof?: string };
  const kept = await readRecord(parts.db, parts.secrets, 'Interaction', { id: uid });
  const result = kept?.payload['result'] as { proof?: string } | undefined;
  if (!result?.proof || result.proof !== hashToken(proof)) throw fault('missing', 'The request to sign in is over, or was not answered in this browser.');
  return providers.ask({ method: 'GET', path: `${paths.authorization}/${uid}`, tenant, cookie: cookieOf(request) });
}

/** What the library answered a browser. Its own session is none of ours; a form that posts itself may go where the program is. */
function send(reply: FastifyReply, { status, headers, body }: WireResponse) {
  const refused = body as { error?: string } | null;
  if (refused && typeof refused === 'object' && refused.error) throw refusedByLibrary({ status, headers, body });
  const cookies = [headers['set-cookie'] ?? []].flat().filter((one) => one.startsWith('_interaction'));
  if (cookies.length) reply.header('set-cookie', cookies);
  const location = headers['location'];
  if (typeof location === 'string') return reply.header('location', location).status(303).send();
  const html = String(body);
  const action = /action="(https?:\/\/[^/"]+)/.exec(html)?.[1];
  const script = /<script>([^]*?)<\/script>/.exec(html)?.[1] ?? '';
  const { subtle } = crypto;
  return subtle.digest('SHA-256', new TextEncoder().encode(script)).then((digest) =>
    reply
      .status(status)
      .header(
        'content-security-policy',
        `default-src 'none'; script-src 'sha256-${Buffer.from(digest).toString('base64')}'; form-action ${action ?? "'none'"}; frame-ancestors 'none'; base-uri 'none'`,
      )
      .type('text/html; charset=utf-8')
      .send(html),
  );
}

function addDocuments(scope: FastifyInstance, parts: AppParts): void {
  const { publicUrl } = parts;
  const keys = async () => ({ keys: await parts.tokens.published(parts.now()) });
  for (const path of ['/:tenant/discovery/v2.0/keys', '/:tenant/discovery/keys']) scope.get(path, keys);
  const metadata = (tenant: string, at: string) => ({
    issuer: `${publicUrl}/${tenantOf(tenant) === null ? '{tenantid}' : tenant}/v2.0`,
    authorization_endpoint: `${publicUrl}/${tenant}${at}/authorize`,
    token_endpoint: `${publicUrl}/${tenant}${at}/token`,
    device_authorization_endpoint: `${publicUrl}/${tenant}${at}/devicecode`,
    jwks_uri: `${publicUrl}/${tenant}/discovery/v2.0/keys`,
    response_types_supported: ['code', 'code id_token'],
    response_modes_supported: ['query', 'fragment', 'form_post'],
    grant_types_supported: ['client_credentials', 'authorization_code', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'],
    token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
    claims_supported: ['sub', 'iss', 'aud', 'exp', 'iat', 'nonce', 'tid', 'oid', 'upn', 'name', 'preferred_username', 'email', 'amr'],
  });
  scope.get<{ Params: Params }>('/:tenant/v2.0/.well-known/openid-configuration', async ({ params }) => metadata(params.tenant, '/oauth2/v2.0'));
  scope.get<{ Params: Params }>('/:tenant/.well-known/openid-configuration', async ({ params }) => metadata(params.tenant, '/oauth2'));
  scope.get<{ Querystring: { authorization_endpoint?: string } }>('/common/discovery/instance', async ({ query }) => {
    const tenant = /^https?:\/\/[^/]+\/([^/]+)\//.exec(query.authorization_endpoint ?? '')?.[1] ?? 'common';
    const { host } = new URL(publicUrl);
    return {
      tenant_discovery_endpoint: `${publicUrl}/${encodeURIComponent(tenant)}/v2.0/.well-known/openid-configuration`,
      'api-version': '1.1',
      metadata: [{ preferred_network: host, preferred_cache: host, aliases: [host] }],
    };
  });
}

/** To a program as programs read it; to a person's browser as a page that says so. */
function refuse(parts: AppParts, error: unknown, request: FastifyRequest, reply: FastifyReply) {
  const known = faultIn(error) ?? (error as { [libraryFault]?: OauthFault } | null)?.[libraryFault];
  const status = (error as { statusCode?: number }).statusCode;
  const told: OauthFault | undefined =
    known ?? (status && status < 500 ? { error: 'invalid_request', code: 90014, status: 400, description: 'The request could not be read.' } : undefined);
  if (!told) {
    parts.log.error({ requestId: request.id, error }, 'a bug');
    return reply
      .status(500)
      .send(refusalBody({ error: 'server_error', code: 90033, status: 500, description: 'Something went wrong here.' }, request.id, parts.now()));
  }
  if (request.routeOptions.url?.includes('/authorize')) return reply.header('location', errorPage(told.error)).status(303).send();
  if (told.retryAfterSeconds) reply.header('retry-after', String(told.retryAfterSeconds));
  if (told.status === 401) reply.header('www-authenticate', 'Basic realm="token"');
  return reply.status(told.status).send(refusalBody(told, request.id, parts.now()));
}
