import { Agent, request } from 'node:http';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { hashToken, newToken } from '../src/server/secrets.ts';
import type { Center } from './center.ts';
import { against, type Bench, inTurn, type Measure, type Result } from './measure.ts';
import { company } from './people.ts';
import { everyCore, pin, startServer } from './processes.ts';

/** Requests under way at once: enough that a free core never waits for the next. */
export const atOnce = 8 * availableParallelism();

/** What an application of the company brings to the token endpoint. */
export async function clientIn({ owner }: Center): Promise<string> {
  const admin = new pg.Client(owner);
  await admin.connect();
  const secret = newToken();
  try {
    const { rows } = await admin.query<{ id: string }>(
      `with made as (insert into applications (account_id, name, description, redirects, asks, created_at, created_by)
         values ($1, 'Tokens', 'Asks for tokens', '{}', '[{"permission": "customers", "level": "edit"}]', now(), 'Ana') returning account_id, application_id)
       insert into application_keys (account_id, application_id, kind, name, hint, value_hash, created_at, created_by, expires_at)
         select account_id, application_id, 'secret', 'Bench', '', $2, now(), 'Ana', now() + interval '1 day' from made returning application_id as id`,
      [company, hashToken(secret)],
    );
    const resource = 'https://api.partnercenter.microsoft.com';
    return new URLSearchParams({ grant_type: 'client_credentials', client_id: rows[0]?.id ?? '', client_secret: secret, resource }).toString();
  } finally {
    await admin.end();
  }
}

/** Tokens of an application by itself a second, beside RS256 alone. */
export const tokens: Measure = {
  name: 'tokens',
  about: 'Client-credential tokens, beside signing alone',
  async run(bench: Bench): Promise<Result[]> {
    const center = await bench.center();
    await pin(center.pid, everyCore);
    const form = await clientIn(center);
    const bare = await startServer('bench/signing.ts', [], {}, /Signing is at (\S+)/, path.join(center.dataDir, 'signing.log'));
    const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
    const seconds = bench.quick ? 2 : 5;
    const ask = () => post(agent, `${center.url}/common/oauth2/token`, form);
    try {
      await perSecond(ask, 2);
      const [value, limit] = await inTurn(
        bench.quick ? 2 : 5,
        () => perSecond(ask, seconds),
        () => perSecond(() => post(agent, bare.url, ''), seconds),
      );
      return [against('tokens', 'tokens/s', Math.round(value), Math.round(limit), 0.6)];
    } finally {
      agent.destroy();
      await bare.stop();
    }
  },
};

export async function perSecond(work: () => Promise<void>, seconds: number): Promise<number> {
  const began = performance.now(),
    until = began + seconds * 1000;
  let done = 0;
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      while (performance.now() < until) {
        await work();
        done++;
      }
    }),
  );
  return done / ((performance.now() - began) / 1000);
}

export function post(agent: Agent, url: string, form: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(form) };
    const sent = request(url, { method: 'POST', agent, headers }, (answer) => {
      answer.resume().on('end', () => (answer.statusCode === 200 ? resolve() : reject(new Error(`${url}: ${answer.statusCode}`))));
    });
    sent.on('error', reject).end(form);
  });
}
