import { Agent } from 'node:http';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { hashToken, newToken } from '../src/server/secrets.ts';
import type { Center } from './center.ts';
import { against, type Bench, inTurn, type Measure, type Result } from './measure.ts';
import { company } from './people.ts';
import { perSecond, post } from './posting.ts';
import { everyCore, pin, startServer } from './processes.ts';

/** Requests under way at once: enough that a free core never waits for the next. */
const atOnce = 8 * availableParallelism();

const programs = 100;

/** What applications of the company bring to the token endpoint, each its own. */
async function formsOf({ owner }: Center): Promise<readonly string[]> {
  const admin = new pg.Client(owner);
  await admin.connect();
  const secret = newToken();
  try {
    const { rows } = await admin.query<{ id: string }>(
      `with made as (insert into applications (account_id, name, description, redirects, asks, created_at, created_by)
         select $1, 'Tokens ' || n, 'Asks for tokens', '{}', '[{"permission": "customers", "level": "edit"}]', now(), 'Ana' from generate_series(1, $3) n
         returning account_id, application_id)
       insert into application_keys (account_id, application_id, kind, name, hint, value_hash, created_at, created_by, expires_at)
         select account_id, application_id, 'secret', 'Bench', '', $2, now(), 'Ana', now() + interval '1 day' from made returning application_id as id`,
      [company, hashToken(secret), programs],
    );
    const resource = 'https://api.partnercenter.microsoft.com';
    return rows.map(({ id }) => new URLSearchParams({ grant_type: 'client_credentials', client_id: id, client_secret: secret, resource }).toString());
  } finally {
    await admin.end();
  }
}

/** Tokens of applications by themselves a second, a hundred of them in turn, beside RS256 alone. */
export const tokens: Measure = {
  name: 'tokens',
  about: 'Client-credential tokens, beside signing alone',
  async run(bench: Bench): Promise<Result[]> {
    const center = await bench.center();
    await pin(center.pid, everyCore);
    const forms = await formsOf(center);
    const bare = await startServer('bench/signing.ts', [], {}, /Signing is at (\S+)/, path.join(center.dataDir, 'signing.log'));
    const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
    const seconds = bench.quick ? 2 : 5;
    let turn = 0;
    const sent = { 'content-type': 'application/x-www-form-urlencoded' };
    const ask = () => post(agent, `${center.url}/common/oauth2/token`, forms[turn++ % programs] ?? '', sent);
    try {
      await perSecond(ask, atOnce, 2);
      const [value, limit] = await inTurn(
        bench.quick ? 2 : 5,
        () => perSecond(ask, atOnce, seconds),
        () => perSecond(() => post(agent, bare.url, '', sent), atOnce, seconds),
      );
      return [against('tokens', 'tokens/s', Math.round(value), Math.round(limit), 0.6)];
    } finally {
      agent.destroy();
      await bare.stop();
    }
  },
};
