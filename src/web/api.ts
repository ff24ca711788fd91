import { addressOf, type Client, type Contract, type Endpoint } from '../core/endpoint.ts';
import { needParts } from './catalog.ts';
import { withInstants } from './instants.ts';

/** A refusal from the server, with the code and details that the contract declares. Its sentence is `problems.<code>`. */
export class ApiProblem extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Readonly<Record<string, unknown>>;
  readonly requestId: string | null;
  constructor(code: string, status: number, details: Readonly<Record<string, unknown>>, requestId: string | null) {
    super(code);
    this.code = code;
    this.status = status;
    this.details = details;
    this.requestId = requestId;
  }
  /** Wrong fields by path, each with a code whose sentence is `fields.<code>`; empty for other problems. */
  get fields(): Readonly<Record<string, string>> {
    return this.code === 'request.invalid' ? (this.details['fields'] as Record<string, string>) : {};
  }
}

/** Asks for a second factor and says whether it was given; the call that needed it is then made again, with what was typed. */
type StepUp = (problem: ApiProblem) => Promise<boolean>;
let stepUp: StepUp = async () => false;
export const onStepUp = (ask: StepUp): void => {
  stepUp = ask;
};
/** Several calls of one page may need it at once; the person is asked once. */
let asking: Promise<boolean> | null = null;
const askOnce: StepUp = (problem) =>
  (asking ??= stepUp(problem).finally(() => {
    asking = null;
  }));

/** A second factor would do: it is too old, or the company asks for one that this person has. Who has none is led to set one up, by the page. */
const canShow = ({ code, details }: ApiProblem): boolean => code === 'access.step_up' || (code === 'access.second_factor' && details['enrolled'] === true);

/** Calls one endpoint. @throws ApiProblem when the server refuses, or code `offline` when it cannot be reached */
export async function callApi(endpoint: Endpoint, input: Record<string, unknown>, account?: string): Promise<unknown> {
  try {
    return await send(endpoint, input, account);
  } catch (error) {
    if (error instanceof ApiProblem && canShow(error) && (await askOnce(error))) return send(endpoint, input, account);
    throw error;
  }
}

/** A call that must not interrupt: where a second factor would be asked for, it is refused instead. For searching while one types. */
export const callQuietly = (endpoint: Endpoint, input: Record<string, unknown>, account?: string): Promise<unknown> => send(endpoint, input, account);

/** A call as it was made; `status` 0: nobody was reached. */
export interface MadeCall {
  readonly endpoint: Endpoint;
  readonly path: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly status: number;
  readonly ms: number;
}
let tell: (call: MadeCall) => void = () => {};
/** Whoever lists the calls of the open page is told of each. */
export const onCall = (listener: typeof tell): void => {
  tell = listener;
};

async function send(endpoint: Endpoint, input: Record<string, unknown>, account?: string): Promise<unknown> {
  const { method } = endpoint;
  const rest = { ...input };
  const path = urlOf(endpoint, rest, account);
  const began = performance.now();
  const note = (status: number) => tell({ endpoint, path, body: rest, status, ms: performance.now() - began });
  const response = await fetch(path, {
    method,
    headers: method === 'GET' ? {} : { 'content-type': 'application/json' },
    ...(method === 'GET' ? {} : { body: JSON.stringify(rest) }),
  }).catch(() => {
    note(0);
    throw new ApiProblem('offline', 0, {}, null);
  });
  note(response.status);
  const body: unknown = response.status === 204 ? {} : await response.json().catch(() => ({}));
  if (response.ok) return withInstants(endpoint.output, body);
  // What it says is here before it is said; without a connection `sayProblem` has other words.
  await needParts(['problems']).catch(() => {});
  const { type = '', details = {} } = body as { type?: string; details?: Record<string, unknown> };
  throw new ApiProblem(type.startsWith('urn:entente:problem:') ? type.slice(20) : 'bug', response.status, details, response.headers.get('x-request-id'));
}

/** The address of a call: path parts are taken out of `input`; for GET the rest becomes the query. */
export function urlOf(endpoint: Endpoint, input: Record<string, unknown>, account?: string): string {
  const path = addressOf(endpoint).replace(/:(\w+)/g, (_, key: string) => {
    if (key === 'account') return account ?? '';
    const value = input[key];
    delete input[key];
    return encodeURIComponent(String(value));
  });
  if (endpoint.method !== 'GET') return path;
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input)) if (value !== undefined && value !== null && value !== '') query.set(key, String(value));
  return query.size ? `${path}?${query}` : path;
}

/** A contract as functions that call it. `account` is needed for endpoints within an account. */
export function api<C extends Contract>(contract: C, account?: string): Client<C> {
  return Object.fromEntries(
    Object.entries(contract).map(([name, endpoint]) => [name, (input: Record<string, unknown>) => callApi(endpoint, input, account)]),
  ) as unknown as Client<C>;
}
