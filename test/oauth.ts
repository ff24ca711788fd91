import { createHash, randomBytes } from 'node:crypto';
import type { World } from './world.ts';

/** A program that asks at the token endpoints, as programs do. */
export interface Answered {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly headers: Record<string, unknown>;
}
export async function post(world: World, url: string, form: Record<string, string>, headers: Record<string, string> = {}): Promise<Answered> {
  const answer = await world.app.http.inject({
    method: 'POST',
    url,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(form).toString(),
  });
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers };
}

export interface Begun {
  readonly uid: string;
  readonly cookie: string;
  readonly verifier: string;
  /** Where the browser was led. */
  readonly location: string;
  readonly status: number;
}
/** A browser that a program has sent to sign in. */
export async function authorizing(world: World, clientId: string, tenant = 'common', more: Record<string, string> = {}, below = 'oauth2/v2.0'): Promise<Begun> {
  const verifier = randomBytes(32).toString('base64url');
  const query = new URLSearchParams({
    client_id: clientId,
    response_type: 'code',
    redirect_uri: 'https://app.example.com/back',
    scope: 'openid offline_access https://api.partnercenter.microsoft.com/user_impersonation',
    state: 's',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...more,
  });
  for (const [key, value] of Object.entries(more)) if (value === '') query.delete(key);
  const answer = await world.app.http.inject({ url: `/${tenant}/${below}/authorize?${query.toString()}` });
  const location = String(answer.headers.location ?? '');
  const cookie = [answer.headers['set-cookie'] ?? []]
    .flat()
    .map((one) => one.split(';')[0] ?? '')
    .join('; ');
  return { uid: /\/authorize\/([\w-]+)$/.exec(location)?.[1] ?? '', cookie, verifier, location, status: answer.statusCode };
}
/** The code that a device shows. */
export async function deviceCodeOf(world: World, clientId: string, tenant = 'common'): Promise<string> {
  const { body } = await post(world, `/${tenant}/oauth2/v2.0/devicecode`, { client_id: clientId, scope: 'openid' });
  return String(body['user_code']);
}
/** What goes back to the program when the person has answered: where the browser is led with what, or the form that it posts. */
export async function goOn(world: World, goOnTo: string | null, cookie: string) {
  const url = new URL(goOnTo ?? '');
  const answer = await world.app.http.inject({ url: url.pathname + url.search, headers: { cookie } });
  const location = String(answer.headers.location ?? '');
  return {
    status: answer.statusCode,
    location,
    html: answer.body,
    headers: answer.headers,
    query: Object.fromEntries(URL.canParse(location) ? new URL(location).searchParams : []),
  };
}
