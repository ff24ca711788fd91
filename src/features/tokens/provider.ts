import { type IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import Provider, { type Adapter, type AdapterPayload, type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider';
import type { Database } from '../../server/db.ts';
import type { Secrets } from '../../server/secrets.ts';
import { ACCESS_SECONDS, type Tokens } from '../../server/tokens.ts';
import { type Client, findClient, isPublic, tenantOf } from './clients.ts';
import { findLoaded, type LoadedGrant } from './queries.ts';
import { grantNamed, grantRecords, idleDays, keptRecords, resourceScope, unkept } from './records.ts';
import { claimsOfApplication, paths } from './wire.ts';

export interface OauthParts {
  readonly db: Database;
  readonly secrets: Secrets;
  readonly tokens: Tokens;
  readonly publicUrl: string;
  now(): Date;
}

/** Where a person looks at what a program asks for. */
export const requestPage = (uid: string): string => `/me/authorize/${uid}`;

const grantTypes = ['authorization_code', 'implicit', 'refresh_token', 'urn:ietf:params:oauth:grant-type:device_code'] as const;
/** Stands in for the addresses of an application, which are compared by ourselves. */
const placeholder = 'https://redirect.invalid/';

/** One for each company (or word for any), made when the first program asks; the oldest goes. */
const keptProviders = 500;
const minutes = (count: number) => count * 60;

export interface Providers {
  /** What the library answers a request to a company's doors. */
  ask(request: WireRequest): Promise<WireResponse>;
}
export function openProviders(parts: OauthParts): Providers {
  const made = new Map<string, { readonly kid: string; readonly provider: Provider }>();
  async function providerOf(tenant: string): Promise<Provider> {
    const now = parts.now();
    const [newest] = await parts.tokens.published(now);
    const kid = newest?.kid ?? '';
    const found = made.get(tenant);
    if (found?.kid === kid) return found.provider;
    const jwk = (await parts.tokens.privateJwks(now)).find((one) => one.kid === kid);
    const provider = makeProvider(parts, tenant, jwk);
    made.delete(tenant);
    made.set(tenant, { kid, provider });
    if (made.size > keptProviders) made.delete(made.keys().next().value as string);
    return provider;
  }
  return { ask: async (request) => askProvider(await providerOf(request.tenant), parts.publicUrl, request) };
}

function makeProvider(parts: OauthParts, tenant: string, jwk: unknown): Provider {
  const { publicUrl } = parts;
  const clients = new Map<string, Client>();
  const provider = new Provider(`${publicUrl}/${tenant}/v2.0`, {
    ...configuration,
    adapter: (model: string) => adapterOf(parts, model, tenant, clients),
    jwks: { keys: [jwk] } as NonNullable<Configuration['jwks']>,
    cookies: { keys: [parts.secrets.hash('sign-ins for programs')], short: { sameSite: 'lax', signed: true, secure: publicUrl.startsWith('https:') } },
    pkce: { required: (_ctx, { clientId }) => isPublic(clients.get(clientId) ?? { keys: [] }) },
    interactions: { policy: policy(), url: (_ctx, { uid }) => requestPage(uid) },
    features: {
      ...configuration.features,
      resourceIndicators: {
        enabled: true,
        defaultResource: (_ctx, _client, oneOf) => (Array.isArray(oneOf) ? (oneOf[0] as string) : publicUrl),
        useGrantedResource: () => true,
        getResourceServerInfo: (_ctx, audience) => ({
          scope: resourceScope,
          audience,
          accessTokenFormat: 'jwt',
          accessTokenTTL: ACCESS_SECONDS,
          jwt: { sign: { alg: 'RS256' } },
        }),
      },
    },
    formats: {
      customizers: {
        async jwt(_ctx, token, jwt) {
          const named = grantNamed((token as { grantId?: string }).grantId);
          const loaded = named && (await findLoaded(parts.db, named, parts.now()));
          if (!named || !loaded) throw new Error('a token without a grant');
          const { scope: _, client_id: __, ...kept } = jwt.payload as Record<string, unknown>;
          jwt.payload = { ...kept, ...accessClaims(publicUrl, named, loaded, parts.now()) };
        },
      },
    },
    async findAccount(ctx, sub, token) {
      const name = (token as { grantId?: string } | undefined)?.grantId ?? ctx.oidc.result?.consent?.grantId;
      const named = grantNamed(name);
      const loaded = named && (await findLoaded(parts.db, named, parts.now()));
      return loaded?.person?.personId === sub ? { accountId: sub, claims: () => ({ sub, ...idClaims(named as { accountId: string }, loaded) }) } : undefined;
    },
    async loadExistingGrant(ctx) {
      const grantId = ctx.oidc.result?.consent?.grantId;
      return grantId ? ctx.oidc.provider.Grant.find(grantId) : undefined;
    },
  });
  provider.proxy = true;
  const proto = provider.Client.prototype as unknown as { redirectUriAllowed(this: { clientId: string }, uri: string): boolean };
  proto.redirectUriAllowed = function redirectUriAllowed(uri) {
    return mayReturnTo(clients.get(this.clientId), uri);
  };
  return provider;
}

const configuration = {
  clientAuthMethods: ['none'],
  conformIdTokenClaims: false,
  responseTypes: ['code', 'code id_token'],
  scopes: ['openid', 'offline_access', 'profile', 'email', resourceScope],
  claims: { openid: ['sub', 'oid', 'tid', 'upn', 'unique_name', 'preferred_username', 'name', 'given_name', 'family_name', 'email', 'ver'] },
  routes: paths,
  rotateRefreshToken: true,
  expiresWithSession: () => false,
  issueRefreshToken: async () => true,
  renderError: (ctx, out) => {
    ctx.body = out;
  },
  revokeGrantPolicy: () => true,
  clientDefaults: { id_token_signed_response_alg: 'RS256' },
  enabledJWA: { idTokenSigningAlgValues: ['RS256'] },
  ttl: {
    AuthorizationCode: minutes(10),
    DeviceCode: minutes(15),
    Interaction: minutes(30),
    Session: minutes(30),
    Grant: idleDays * 86_400,
    RefreshToken: idleDays * 86_400,
    IdToken: minutes(60),
    AccessToken: ACCESS_SECONDS,
  },
  features: {
    devInteractions: { enabled: false },
    userinfo: { enabled: false },
    rpInitiatedLogout: { enabled: false },
    deviceFlow: {
      enabled: true,
      charset: 'base-20',
      mask: '****-****',
      deviceInfo: ({ req }) => ({ tenant: (req as { originalUrl?: string }).originalUrl?.split('/')[1] ?? '' }),
    },
  },
} satisfies Configuration;

/** A person is asked each time, on our own page: who is signed in there is another question than what a program asked for before. */
function policy() {
  const { Check, Prompt } = interactionPolicy;
  const asked = new Check('consent_missing', 'a person has to agree', 'interaction_required', (ctx) => !ctx.oidc.result?.consent?.grantId);
  return [new Prompt({ name: 'consent', requestable: true }, asked)];
}

/** HTTPS exactly as registered; on a person's own machine whichever port the program found free (RFC 8252, 7.3). */
export function mayReturnTo(client: Pick<Client, 'redirects'> | undefined, uri: string): boolean {
  if (!client || !URL.canParse(uri)) return false;
  const isLoopback = (url: URL) => url.protocol === 'http:' && ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname);
  const form = (text: string) => {
    const url = new URL(text);
    if (isLoopback(url)) url.port = '';
    return url.href;
  };
  return client.redirects.some((one) => form(one) === form(uri));
}

function adapterOf(parts: OauthParts, model: string, tenant: string, clients: Map<string, Client>): Adapter {
  if (model === 'Grant') return grantRecords(parts);
  if (model === 'Session') return unkept;
  if (model !== 'Client') return ofCompany(keptRecords(model, parts), tenant, clients);
  return {
    ...unkept,
    async find(clientId) {
      try {
        const client = await findClient(parts, { clientId, tenant: tenantOf(tenant), address: null }, parts.now());
        clients.set(client.applicationId, client);
        return {
          client_id: client.applicationId,
          client_name: client.name,
          redirect_uris: [placeholder],
          grant_types: [...grantTypes],
          response_types: ['code', 'code id_token'],
          token_endpoint_auth_method: 'none',
        } as AdapterPayload;
      } catch {
        return undefined;
      }
    },
  };
}

/** At the address of one company nothing is worth anything that a person of another has agreed to; at `common` all of it is. */
function ofCompany(kept: Adapter, tenant: string, clients: ReadonlyMap<string, Client>): Adapter {
  if (tenantOf(tenant) === null) return kept;
  return {
    ...kept,
    async find(id) {
      const found = await kept.find(id);
      const of = found && grantNamed(found.grantId)?.accountId;
      // The application has been looked up for this address before: the company behind a domain is known.
      return of === undefined || of === clients.get(found?.clientId ?? '')?.accountId ? found : undefined;
    },
  };
}

type Named = { readonly accountId: string; readonly grantId: string };

/** How the person had signed in, in the words that clients read (RFC 8176). */
const amrOf = ({ proofs, secondFactorAt }: LoadedGrant): string[] => [
  ...new Set([...proofs.flatMap((proof) => methods[proof] ?? (proof.startsWith('idp:') ? ['fed'] : [])), ...(secondFactorAt ? ['mfa'] : [])]),
];
const methods: Readonly<Record<string, readonly string[]>> = {
  password: ['pwd'],
  passkey: ['hwk', 'fido'],
  totp: ['otp'],
  recovery_code: ['otp'],
  mail_code: ['otp'],
};

const idClaims = ({ accountId }: Pick<Named, 'accountId'>, { person }: LoadedGrant) => ({
  tid: accountId,
  oid: person?.personId,
  upn: person?.email,
  unique_name: person?.email,
  preferred_username: person?.email,
  email: person?.email,
  given_name: person?.givenName,
  family_name: person?.familyName,
  name: person ? `${person.givenName} ${person.familyName}` : undefined,
  ver: '1.0',
});

function accessClaims(publicUrl: string, named: Named, loaded: LoadedGrant, now: Date) {
  const iat = Math.floor(now.getTime() / 1000);
  return {
    iss: `${publicUrl}/${named.accountId}/v2.0`,
    iat,
    nbf: iat,
    exp: iat + ACCESS_SECONDS,
    ...idClaims(named, loaded),
    ...claimsOfApplication({ applicationId: loaded.application?.applicationId ?? '' }),
    scp: resourceScope,
    amr: amrOf(loaded),
    grant: named.grantId,
  };
}

export interface WireRequest {
  readonly method: 'GET' | 'POST';
  /** Below the word for the company. */
  readonly path: string;
  readonly tenant: string;
  readonly cookie: string | undefined;
  readonly form?: Readonly<Record<string, string | readonly string[]>>;
}
export interface WireResponse {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | readonly string[]>>;
  readonly body: unknown;
}

const answers = new WeakMap<object, WireResponse>();
const listening = new WeakMap<Provider, (req: IncomingMessage, res: ServerResponse) => Promise<void>>();

/** Hands a request to the library, and takes its answer before anything is sent: it is put into the words that programs know. */
async function askProvider(provider: Provider, publicUrl: string, { method, path, tenant, cookie, form }: WireRequest): Promise<WireResponse> {
  let listen = listening.get(provider);
  if (!listen) {
    provider.use(async (ctx: KoaContextWithOIDC, next: () => Promise<void>) => {
      await next();
      answers.set(ctx.req, { status: ctx.status, headers: ctx.res.getHeaders() as WireResponse['headers'], body: ctx.body });
      ctx.respond = false;
    });
    listening.set(provider, (listen = provider.callback() as never));
  }
  const { host, protocol } = new URL(publicUrl);
  const body = form ? new URLSearchParams(Object.entries(form).flatMap(([key, value]) => [value].flat().map((one) => [key, String(one)]))).toString() : '';
  const request = Object.assign(Readable.from(method === 'POST' ? [Buffer.from(body)] : []), {
    method,
    url: method === 'GET' && body ? `${path}?${body}` : path,
    originalUrl: `/${tenant}${method === 'GET' && body ? `${path}?${body}` : path}`,
    httpVersion: '1.1',
    socket: { encrypted: protocol === 'https:' },
    headers: {
      host,
      'x-forwarded-proto': protocol.slice(0, -1),
      ...(cookie ? { cookie } : {}),
      ...(method === 'POST' ? { 'content-type': 'application/x-www-form-urlencoded', 'content-length': String(Buffer.byteLength(body)) } : {}),
    },
  }) as unknown as IncomingMessage;
  await listen(request, new ServerResponse(request));
  const answer = answers.get(request);
  if (!answer) throw new Error('the sign-in library did not answer');
  return answer;
}
