import type { Via } from '../../server/actor.ts';
import { audiencesOf } from '../../server/tokens.ts';

/**
 * What programs of the documented service say and read at the token endpoints: two generations, of which the older speaks of a
 * `resource` and answers in texts, the newer of a `scope` and answers in numbers.
 */
export type Generation = 'v1' | 'v2';

export type Form = Readonly<Record<string, string>>;

/** Where the protocol's own library believes that it stands, below the word for the company. */
export const paths = {
  authorization: '/oauth2/v2.0/authorize',
  token: '/oauth2/v2.0/token',
  device_authorization: '/oauth2/v2.0/devicecode',
  jwks: '/discovery/v2.0/keys',
} as const;

/** Why a program is refused, by the number that programs of the documented service know. */
const reasons = {
  missing: ['invalid_request', 90014, 400],
  tenant: ['invalid_request', 90002, 400],
  client: ['unauthorized_client', 700016, 400],
  secret: ['invalid_client', 7000215, 401],
  proof: ['invalid_client', 7000218, 401],
  assertion: ['invalid_client', 700027, 401],
  throttled: ['invalid_client', 50196, 401],
  consent: ['invalid_grant', 65001, 400],
  grant_type: ['unsupported_grant_type', 70003, 400],
  resource: ['invalid_resource', 500011, 400],
  scope: ['invalid_scope', 70011, 400],
} as const;
export type Reason = keyof typeof reasons;

export interface OauthFault {
  readonly error: string;
  readonly code: number;
  readonly status: number;
  readonly description: string;
  readonly retryAfterSeconds?: number;
}
const faultOf = Symbol('oauth fault');
/** What a program is told; a person never reads it, so it is in English, as in every library that shows it. */
export function fault(reason: Reason, description: string, more: Pick<OauthFault, 'retryAfterSeconds'> = {}): Error {
  const [error, code, status] = reasons[reason];
  return Object.assign(new Error(description), { [faultOf]: { error, code, status, description, ...more } satisfies OauthFault });
}
export const faultIn = (error: unknown): OauthFault | undefined => (error as { [faultOf]?: OauthFault } | null)?.[faultOf];

/** Numbers for what the protocol's own library refuses. */
const numbers: Readonly<Record<string, number>> = {
  invalid_request: 90014,
  invalid_client: 7000215,
  invalid_grant: 70000,
  unauthorized_client: 700016,
  unsupported_grant_type: 70003,
  invalid_scope: 70011,
  invalid_target: 500011,
  authorization_pending: 70016,
  slow_down: 70016,
  expired_token: 70020,
  access_denied: 65004,
};
export const faultNamed = (error: string, description: string | undefined, status: number): OauthFault => ({
  error: error === 'invalid_target' ? 'invalid_resource' : error,
  code: numbers[error] ?? 90100,
  status: status === 401 ? 401 : 400,
  description: description ?? error,
});

/** The body of a refusal. */
export const refusalBody = ({ error, code, description }: OauthFault, requestId: string, now: Date) => ({
  error,
  error_description: `${code}: ${description} Trace ID: ${requestId} Timestamp: ${now.toISOString().slice(0, 19).replace('T', ' ')}Z`,
  error_codes: [code],
  timestamp: `${now.toISOString().slice(0, 19).replace('T', ' ')}Z`,
  trace_id: requestId,
  correlation_id: requestId,
});

const trimmed = (text: string): string => text.replace(/\/+$/, '');

/** For which resource a token is asked, as the program wrote it. @throws what it is told */
export function resourceOf(form: Form, publicUrl: string): string {
  const known = audiencesOf(publicUrl);
  const named = form['resource']?.trim();
  if (named) {
    if (!known.includes(trimmed(named))) throw fault('resource', `The resource ${named} is not known here.`);
    return named;
  }
  const wanted = (form['scope'] ?? '').split(/\s+/).filter((scope) => /^https?:/.test(scope));
  const found = [...new Set(wanted.map((scope) => known.find((one) => scope === one || scope.startsWith(`${one}/`))))];
  if (found.includes(undefined) || found.length > 1) throw fault('scope', `The scope ${wanted.join(' ')} is not one that a token can be issued for.`);
  return found[0] ?? 'https://api.partnercenter.microsoft.com';
}

interface Issued {
  readonly access_token: string;
  readonly expires_in: number;
  readonly scope: string;
  readonly refresh_token?: string | undefined;
  readonly id_token?: string | undefined;
}
/** The body of an answer, in the words of the generation that was asked. */
export function answerBody(generation: Generation, { expires_in, scope, access_token, refresh_token, id_token }: Issued, resource: string, now: Date): object {
  const more = { access_token, ...(refresh_token ? { refresh_token } : {}), ...(id_token ? { id_token } : {}) };
  if (generation === 'v2') return { token_type: 'Bearer', scope: `${trimmed(resource)}/${scope}`, expires_in, ext_expires_in: expires_in, ...more };
  const from = Math.floor(now.getTime() / 1000);
  return {
    token_type: 'Bearer',
    scope,
    expires_in: String(expires_in),
    ext_expires_in: String(expires_in),
    expires_on: String(from + expires_in),
    not_before: String(from),
    resource,
    ...more,
  };
}

/** What clients read of the application in every token, older and newer. */
export const claimsOfApplication = ({ applicationId }: Pick<Via, 'applicationId'>) => ({ appid: applicationId, azp: applicationId, ver: '1.0' });
