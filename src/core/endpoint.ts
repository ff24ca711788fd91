import type { z } from 'zod';
import { closedToPrograms } from './closedToPrograms.ts';
import type { Level, Permission } from './grants.ts';
import type { ProblemClass } from './problem.ts';

/**
 * Where an endpoint lives. It fixes the address (`/api/public`, `/api/me`, `/api/a/:account`, `/api/operator`),
 * what the transaction may see, and what kind of actor the handler gets.
 */
export const withins = ['public', 'person', 'account', 'operator'] as const;
export type Within = (typeof withins)[number];

/** Protocols of others that some endpoints keep to. */
export type Protocol = 'scim' | 'saml';

/** One thing the API can do. Written once; server, web client, CLI, OpenAPI and the docs are derived from it. */
export interface Endpoint<W extends Within = Within, Input extends z.ZodType = z.ZodType, Output extends z.ZodType = z.ZodType> {
  readonly within: W;
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Path below the address of `within`, with `:name` for each part taken from `input`. */
  readonly path: `/${string}`;
  /** What the caller must hold. Required, so that an endpoint cannot be left open by forgetting. */
  readonly permission: Permission | 'signed-in' | 'public';
  /** How much of the permission is needed; reading needs `view`, everything else `edit`, unless said. */
  readonly needs?: Level;
  /** Minutes that the last second factor may be old; absent: none is asked for. */
  readonly stepUp?: number;
  /** The answer carries `version`; a change must send the one it read, else 409. */
  readonly versioned?: boolean;
  /** `events`: server-sent, for as long as both sides stay. */
  readonly answers?: 'json' | 'stream' | 'file' | 'events';
  /** A protocol of others, with its own types of content and its own way to say what went wrong. */
  readonly speaks?: Protocol;
  /** A second address outside of `/api`, for programs of others that bring a form: a page stands there for whoever looks. */
  readonly alsoAt?: `/${string}`;
  /** Takes people or customers out of the house: closed to rights that are held under an elevation which can still be undone. */
  readonly exports?: true;
  /** Bytes that the body may have, where a file comes with it; 5 MB unless said. */
  readonly maxBody?: number;
  /** Requests an address may make in a minute; for doors that strangers can knock at. */
  readonly perMinute?: number;
  /** Seconds for which anyone on the way may keep the answer: only of what is public and the same for everyone who asks in the same words. */
  readonly cacheSeconds?: number;
  /** A page for people and search engines: its address is its path, not below that of `within`. */
  readonly atRoot?: true;
  /** Open while the portal is seen as someone else: closed unless said for what is the reader's own, and for every change. */
  readonly whileSeeing?: true;
  /** Only ends what stands (a consent, a key, an offer): open to a company that the operator has suspended. */
  readonly takesAway?: true;
  /** Open to a session that a company's directory opened, although it lies outside of that company: closed unless said. See core/signOn.ts. */
  readonly bySignOn?: true;
  /** Open to a token, although it asks for a second factor (shown when the program was let in), or lies outside of a company: closed unless said. See docs/decisions/0054. */
  readonly byToken?: true;
  readonly summary: string;
  readonly input: Input;
  readonly output: Output;
  readonly problems?: readonly ProblemClass[];
}

export type Contract = Readonly<Record<string, Endpoint>>;

/** Declares an endpoint; the compiler insists on every property that must not be forgotten. */
export function endpoint<W extends Within, Input extends z.ZodType, Output extends z.ZodType>(spec: Endpoint<W, Input, Output>): Endpoint<W, Input, Output> {
  return spec;
}

/** What the server must implement for a contract: one function an endpoint, no more, no fewer. */
export type Handlers<C extends Contract, Contexts extends Record<Within, unknown>> = {
  readonly [Name in keyof C]: (context: Contexts[C[Name]['within']], input: z.output<C[Name]['input']>) => Promise<z.input<C[Name]['output']>>;
};

/** The same contract as its caller sees it. */
export type Client<C extends Contract> = {
  readonly [Name in keyof C]: (input: z.input<C[Name]['input']>) => Promise<z.output<C[Name]['output']>>;
};

const roots: Record<Within, string> = { public: '/api/public', person: '/api/me', account: '/api/a/:account', operator: '/api/operator' };

/** The whole path of an endpoint, e.g. `/api/a/:account/locations/:id`. */
export const addressOf = (endpoint: Endpoint): string => (endpoint.atRoot ? '' : roots[endpoint.within]) + endpoint.path;

/** Whether calling it changes nothing; such a call runs in read-only transactions. */
export const isRead = (endpoint: Endpoint): boolean => endpoint.method === 'GET';

/** What of the permission a call needs. */
export const levelOf = (endpoint: Endpoint): Level => endpoint.needs ?? (isRead(endpoint) ? 'view' : 'edit');

/** Whether a program can call it at all, with a key or a token; what it was given decides the rest. See `refuseBeyond` in server/call.ts. */
export const opensToPrograms = (endpoint: Endpoint): boolean => {
  const { within, permission, stepUp, byToken } = endpoint;
  if (permission === 'public' || (stepUp !== undefined && !byToken)) return false;
  if (within === 'account') return isRead(endpoint) || (permission !== 'signed-in' && !closedToPrograms.has(permission));
  return within === 'person' && byToken === true && isRead(endpoint);
};
