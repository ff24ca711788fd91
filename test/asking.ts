import type { Readable } from 'node:stream';
import { contracts } from '../src/contracts.ts';
import type { Contract, Endpoint, Within } from '../src/core/endpoint.ts';
import { urlOf } from '../src/web/api.ts';
import { type EndpointId, type Example, examples } from './examples.ts';
import type { TestPerson, World } from './world.ts';

/** Every endpoint that there is, with an example or without. */
export const all = Object.entries(contracts).flatMap(([feature, contract]) =>
  Object.entries(contract as Contract).map(([name, endpoint]) => ({ id: `${feature}.${name}` as EndpointId, endpoint })),
);
export const endpoints = all.filter(({ id }) => id in examples);
export const within = (...places: Within[]) => endpoints.filter(({ endpoint }) => places.includes(endpoint.within));
export const uuid = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;

export interface Answer {
  readonly status: number;
  readonly headers: string;
  readonly body: string;
  readonly type: string;
}

/** Asks a world over HTTP. */
export function asking(world: World) {
  let visitors = 0;
  /** Calls as the web does. Each call comes from an address of its own, so that no door is shut by the calls before. */
  async function ask(endpoint: Endpoint, who: TestPerson | null, accountId: string, input: unknown, bearer?: string): Promise<Answer> {
    const rest = { ...(input as Record<string, unknown>) };
    const url = urlOf(endpoint, rest, accountId);
    visitors++;
    const response = await world.app.http.inject({
      method: endpoint.method,
      url,
      remoteAddress: `10.1.${visitors >> 8}.${visitors & 255}`,
      ...(who ? { cookies: { entente: who.token } } : {}),
      ...(bearer ? { headers: { authorization: `Bearer ${bearer}` } } : {}),
      ...(endpoint.method === 'GET' ? {} : { payload: rest }),
      payloadAsStream: endpoint.answers === 'events',
    });
    const { date: _, 'x-request-id': __, ...headers } = response.headers;
    const body = endpoint.answers === 'events' ? await beginningOf(response.stream()) : response.body;
    const { type } = (response.headers['content-type']?.toString().includes('problem') ? JSON.parse(body) : {}) as { type?: string };
    return { status: response.statusCode, headers: JSON.stringify(headers), body, type: type ?? '' };
  }
  const askAs = (endpoint: Endpoint, { as, account: at, input, bearer }: Example) => ask(endpoint, as, at?.accountId ?? '', input, bearer);
  return { ask, askAs };
}

/** What comes first of an answer that does not end by itself. */
async function beginningOf(stream: Readable): Promise<string> {
  for await (const chunk of stream) return String(chunk);
  return '';
}
