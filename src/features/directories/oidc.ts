import * as oidc from 'openid-client';
import { Email } from '../../core/person.ts';
import { isLocale, type Locale } from '../../core/locale.ts';
import { type Outgoing, outgoingReason, type Sent } from '../../server/outgoing.ts';
import type { Claimed } from './acts/admit.ts';
import { ProviderNotUsable, type providerFaults } from './contract/directories.ts';

/** A provider as it is kept. */
export interface Provider {
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
}
type Fault = (typeof providerFaults)[number];

/** What must come back as it went out. */
interface Kept {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** The provider's word about whoever came back, or that it gave none. */
export type Said = { readonly claimed: Claimed; readonly secondFactor: boolean | null; readonly signedInAt: Date | null } | { readonly error: string };

const faultOf = (error: unknown): Fault => {
  const reason = outgoingReason(error);
  if (reason === 'inner_network' || reason === 'address') return reason;
  if (reason) return 'unreachable';
  const { code } = (error ?? {}) as { code?: string };
  // oauth4webapi compares the issuer in the document with the address that it was read from.
  return code === 'OAUTH_JSON_ATTRIBUTE_COMPARISON_FAILED' ? 'other_issuer' : 'no_document';
};

/** Without an end that some write and others do not: a document names its issuer in one way only, and it is compared. */
function issuerUrl(typed: string): URL {
  const bare = typed.replace(/\/\.well-known\/openid-configuration$/, '');
  if (!URL.canParse(bare)) throw new ProviderNotUsable({ reason: 'address', host: typed.slice(0, 100) });
  return new URL(bare);
}

/** Reads the provider's discovery document through the one way out. @throws ProviderNotUsable */
export async function discover(outgoing: Outgoing, { issuer, clientId, clientSecret }: Provider): Promise<oidc.Configuration> {
  const url = issuerUrl(issuer);
  const inTheClear = url.protocol === 'http:';
  if (inTheClear && !outgoing.allows(url)) throw new ProviderNotUsable({ reason: 'address', host: url.host });
  const send: oidc.CustomFetch = (address, { method, headers, body, signal: _ }) =>
    outgoing.send(address, { method, headers: { ...headers } as Record<string, string>, body: (body ?? null) as Sent['body'] & null });
  try {
    const found = await oidc.discovery(url, clientId, { client_secret: clientSecret }, undefined, {
      [oidc.customFetch]: send,
      ...(inTheClear ? { execute: [oidc.allowInsecureRequests] } : {}),
    });
    const { authorization_endpoint: entrance, response_types_supported: types } = found.serverMetadata();
    if (!entrance || (types && !types.includes('code'))) throw new ProviderNotUsable({ reason: 'no_code_flow', host: url.host });
    return methodOf(found, clientId, clientSecret, send, inTheClear);
  } catch (error) {
    if (error instanceof ProviderNotUsable) throw error;
    throw new ProviderNotUsable({ reason: faultOf(error), host: url.host });
  }
}

/** The client shows itself as the document asks: in the header where it must, else in the body, which is the library's way. */
function methodOf(found: oidc.Configuration, clientId: string, clientSecret: string, send: oidc.CustomFetch, inTheClear: boolean): oidc.Configuration {
  const { token_endpoint_auth_methods_supported: methods = ['client_secret_basic'] } = found.serverMetadata();
  if (methods.includes('client_secret_post') || !methods.includes('client_secret_basic')) return found;
  const basic = new oidc.Configuration(found.serverMetadata(), clientId, { client_secret: clientSecret }, oidc.ClientSecretBasic(clientSecret));
  basic[oidc.customFetch] = send;
  if (inTheClear) oidc.allowInsecureRequests(basic);
  return basic;
}

/** Where to send the browser, and what to keep until it is back. @throws ProviderNotUsable */
export async function askProvider(
  outgoing: Outgoing,
  provider: Provider,
  {
    returnUrl,
    email,
    again = false,
    maxAge,
  }: { readonly returnUrl: string; readonly email?: string | undefined; readonly again?: boolean; readonly maxAge: number | null },
): Promise<{ readonly url: string; readonly kept: Kept & { readonly issuer: string } }> {
  const config = await discover(outgoing, provider);
  const kept = { state: oidc.randomState(), nonce: oidc.randomNonce(), verifier: oidc.randomPKCECodeVerifier(), issuer: provider.issuer };
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: returnUrl,
    scope: 'openid email profile',
    state: kept.state,
    nonce: kept.nonce,
    code_challenge: await oidc.calculatePKCECodeChallenge(kept.verifier),
    code_challenge_method: 'S256',
    ...(email ? { login_hint: email } : {}),
    ...(again ? { prompt: 'login' } : {}),
    // Asked for, so that the provider must say when it has seen the person.
    ...(maxAge === null ? {} : { max_age: String(maxAge) }),
  });
  return { url: url.href, kept };
}

/**
 * Takes what the browser brought back: code against ID token, with state, nonce and verifier; signature, issuer, audience and times are
 * checked by the library. Null: what came back does not belong to what was sent out. @throws ProviderNotUsable
 */
export async function hearProvider(
  outgoing: Outgoing,
  provider: Provider,
  {
    returnUrl,
    answer,
    kept,
    maxAge,
    fallback,
  }: { readonly returnUrl: string; readonly answer: string; readonly kept: Kept; readonly maxAge: number | null; readonly fallback: Locale },
): Promise<Said | null> {
  const config = await discover(outgoing, provider);
  const came = new URL(`${returnUrl}?${answer.replace(/^\?/, '')}`);
  try {
    const tokens = await oidc.authorizationCodeGrant(config, came, {
      pkceCodeVerifier: kept.verifier,
      expectedState: kept.state,
      expectedNonce: kept.nonce,
      idTokenExpected: true,
      ...(maxAge === null ? {} : { maxAge }),
    });
    const claims = tokens.claims();
    if (!claims || !text(claims.sub) || claims.sub.length > 255 || claims.sub.includes('\0')) return null;
    // Some providers put the address into the ID token only when told to; all of them give it to whoever holds the access token.
    const more = claims['email'] === undefined ? await moreOf(config, tokens.access_token, claims.sub) : {};
    return said({ ...more, ...claims }, fallback);
  } catch (error) {
    if (error instanceof oidc.AuthorizationResponseError) return { error: [error.error, error.error_description].filter(Boolean).join(': ').slice(0, 200) };
    if (outgoingReason(error)) throw new ProviderNotUsable({ reason: faultOf(error), host: new URL(provider.issuer).host });
    if (error instanceof oidc.ResponseBodyError) {
      if (error.error === 'invalid_client') throw new ProviderNotUsable({ reason: 'client', host: new URL(provider.issuer).host });
      return { error: error.error.slice(0, 200) };
    }
    // Wrong state, nonce, signature, audience or time: the library's errors carry a code. Anything else is a bug.
    if (error instanceof Error && 'code' in error) return null;
    throw error;
  }
}

async function moreOf(config: oidc.Configuration, accessToken: string, subject: string): Promise<Record<string, unknown>> {
  if (!config.serverMetadata().userinfo_endpoint) return {};
  return oidc.fetchUserInfo(config, accessToken, subject).catch(() => ({}));
}

/** RFC 8176: values that say that more than one factor was checked, or one that is two by itself. */
const manyFactors = ['mfa', 'otp', 'hwk', 'swk', 'sms', 'tel', 'sc'];
/** What PostgreSQL cannot keep is left out: a provider's words pass no form. */
const text = (value: unknown): string | null => (typeof value === 'string' && value.isWellFormed() ? value.replaceAll('\0', '').trim() || null : null);

function said(claims: Record<string, unknown>, fallback: Locale): Said {
  const { amr, auth_time: at, locale, email_verified: verified } = claims;
  return {
    claimed: {
      issuer: String(claims['iss']),
      subject: String(claims['sub']),
      // One address, and nothing that a mail program would read as several.
      email: Email.safeParse(text(claims['email'])).data ?? null,
      emailVerified: verified === undefined ? null : verified === true || verified === 'true',
      givenName: text(claims['given_name']) ?? text(claims['name']),
      familyName: text(claims['family_name']),
      locale: typeof locale === 'string' && isLocale(locale) ? locale : fallback,
    },
    secondFactor: Array.isArray(amr) ? amr.some((value) => manyFactors.includes(String(value))) : null,
    signedInAt: typeof at === 'number' ? new Date(at * 1000) : null,
  };
}
