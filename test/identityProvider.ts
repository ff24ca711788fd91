import { generateKeyPairSync } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Somebody at the provider, with what it says of them. */
export interface ProviderPerson {
  readonly sub: string;
  readonly email?: string;
  readonly email_verified?: boolean;
  readonly given_name?: string;
  readonly family_name?: string;
  readonly locale?: string;
  /** How they sign in there. */
  readonly amr?: readonly string[];
}
export interface IdentityProvider {
  readonly issuer: string;
  /** As OUTGOING_ALLOW takes it. */
  readonly host: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Who signs in next. With nobody set, the provider shows a page with a button for each person it knows. */
  as: ProviderPerson | null;
  readonly people: ProviderPerson[];
  /** Lets in whoever is named in the request, without a question. */
  isEasy: boolean;
  /** Further documents by their path, for providers that lie. */
  readonly documents: Map<string, unknown>;
  /** Walks from the address that the center gave to what the provider sends the browser back with. */
  walk(url: string): Promise<string>;
  close(): void;
}

export const clientId = 'entente';
export const clientSecret = 'a secret that the provider has given out';

/** A real OpenID Connect provider on a free port of this machine. @param returnUrls where it may send browsers back to, and below */
export async function identityProvider(returnUrls: readonly string[]): Promise<IdentityProvider> {
  const server = createServer();
  await new Promise<void>((done) => {
    server.listen(0, '127.0.0.1', done);
  });
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const issuer = `http://${host}`;
  const people: ProviderPerson[] = [];
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const provider = new Provider(issuer, {
    clients: [{ client_id: clientId, client_secret: clientSecret, redirect_uris: returnUrls, require_auth_time: true }],
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'one' }] },
    cookies: { keys: ['of the tests'] },
    conformIdTokenClaims: false,
    claims: { openid: ['sub', 'amr'], email: ['email', 'email_verified'], profile: ['given_name', 'family_name', 'locale'] },
    features: { devInteractions: { enabled: false } },
    // Said, so that the package does not ask for it on the console.
    ttl: { Interaction: 600, Grant: 600, Session: 600, AccessToken: 600, IdToken: 600 },
    interactions: { url: (_context: unknown, { uid }: { uid: string }) => `/interaction/${uid}` },
    findAccount: (_context, sub) => ({ accountId: sub, claims: () => ({ ...people.find((person) => person.sub === sub), sub }) }),
    // Nobody is asked whether the company's own center may know them.
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({ clientId: oidc.client?.clientId ?? '', accountId: oidc.session?.accountId ?? '' });
      grant.addOIDCScope('openid email profile');
      await grant.save();
      return grant;
    },
  }); // A company's own address is not known before the company is.
  const { Client } = provider as unknown as { readonly Client: { readonly prototype: { redirectUriAllowed(uri: string): boolean } } };
  Client.prototype.redirectUriAllowed = (uri) => returnUrls.some((url) => uri.startsWith(`${url}/`));

  const own = provider.callback();
  const it: IdentityProvider = {
    issuer,
    host,
    clientId,
    clientSecret,
    as: null,
    isEasy: false,
    people,
    documents: new Map(),
    walk: (url) => walk(url, issuer),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
  server.on('request', (request, response) => {
    const document = it.documents.get(request.url ?? '');
    if (document) response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(document));
    else if (request.url?.startsWith('/interaction/'))
      interact(it, provider, request, response).catch((error: unknown) => response.writeHead(500).end(String(error)));
    else void own(request, response);
  });
  return it;
}

async function interact(it: IdentityProvider, provider: Provider, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { params } = await provider.interactionDetails(request, response);
  const hint = typeof params['login_hint'] === 'string' ? params['login_hint'] : undefined;
  const chosen = new URL(request.url ?? '', it.issuer).searchParams.get('sub');
  const person = it.as ?? it.people.find(({ sub }) => sub === chosen) ?? (it.isEasy && hint ? { sub: hint, email: hint } : undefined);
  if (!person) {
    const { pathname } = new URL(request.url ?? '', it.issuer);
    const buttons = it.people.map(({ sub, email }) => `<p><a href="${pathname}?sub=${encodeURIComponent(sub)}">${email ?? sub}</a></p>`);
    response
      .writeHead(200, { 'content-type': 'text/html' })
      .end(`<!doctype html><html lang="en"><title>Provider</title><h1>Who are you?</h1>${buttons.join('')}</html>`);
    return;
  }
  if (!it.people.some(({ sub }) => sub === person.sub)) it.people.push(person);
  else
    it.people.splice(
      it.people.findIndex(({ sub }) => sub === person.sub),
      1,
      person,
    );
  await provider.interactionFinished(request, response, { login: { accountId: person.sub, ...(person.amr ? { amr: [...person.amr] } : {}) } });
}

/** Goes where each answer leads, with the cookies it gives, until it leads out of the provider; the end of that address. */
export async function walk(url: string, issuer: string): Promise<string> {
  const cookies = new Map<string, string>();
  for (let at = url, step = 0; step < 10; step++) {
    const answer = await fetch(at, { redirect: 'manual', headers: { cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join('; ') } });
    for (const cookie of answer.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(cookie) ?? [];
      cookies.set(name, value);
    }
    const next = answer.headers.get('location');
    if (!next) throw new Error(`the provider stopped with ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
    at = new URL(next, at).href;
    if (!at.startsWith(issuer)) return new URL(at).pathname.split('/').slice(2).join('/') + new URL(at).search;
  }
  throw new Error('the provider leads in circles');
}

/** The settings of a center beside a provider that lets in whoever is named, until the file's tests are over. */
export async function easyProvider(after: (done: () => void) => void): Promise<{ OUTGOING_ALLOW: string }> {
  const provider = await identityProvider(['http://localhost:3000/sign-on']);
  provider.isEasy = true;
  after(() => provider.close());
  return { OUTGOING_ALLOW: provider.host };
}
