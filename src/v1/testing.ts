import { test } from 'vitest';
import type { World } from '../../test/world.ts';
import { documented, keyOf } from './table.ts';

export interface Exchange {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: unknown;
}
export interface Sent {
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON; text is sent as it is. */
  readonly body?: unknown;
}

/** Speaks to the center as a program does, with a token. */
export const speaking =
  (world: World, token: string | null) =>
  async (method: string, url: string, { headers = {}, body }: Sent = {}): Promise<Exchange> => {
    const answer = await world.app.http.inject({
      method: method as 'GET',
      url,
      headers: {
        accept: 'application/json',
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' }),
        ...headers,
      },
      ...(body === undefined ? {} : { payload: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
    const isJson = String(answer.headers['content-type']).includes('json');
    return {
      status: answer.statusCode,
      headers: answer.headers as Exchange['headers'],
      body: isJson && answer.body ? (JSON.parse(answer.body) as unknown) : answer.body,
    };
  };
export type Speak = ReturnType<typeof speaking>;

const keys = new Set(documented.map(keyOf));
/** An exchange that a line of the table must have: `rows.test.ts` looks for one of each that is served. */
export function served(key: string, says: string, run: () => Promise<void>): void {
  if (!keys.has(key)) throw new Error(`${key} is not in endpoints.csv`);
  test(`${key}: ${says}`, run);
}
