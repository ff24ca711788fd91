import pg from 'pg';
import { openDatabase } from '../src/server/db.ts';
import { loadSecrets } from '../src/server/secrets.ts';
import { openTokens } from '../src/server/tokens.ts';
import type { Center } from './center.ts';
import { readingCustomers } from './customers.ts';
import { customerOfMany } from './customersLimit.ts';
import type { Measure, Result } from './measure.ts';
import { companyOfMany as many } from './people.ts';

const asks = JSON.stringify([
  { permission: 'customers', level: 'edit' },
  { permission: 'customers.billing', level: 'edit' },
]);

/** What an application of the company brings: a signed token for itself. */
let made: Promise<Readonly<Record<string, string>>> | undefined;
const withToken = (center: Center) => (made ??= tokenIn(center));
async function tokenIn({ owner, database, dataDir, url }: Center): Promise<Readonly<Record<string, string>>> {
  const admin = new pg.Client(owner);
  await admin.connect();
  const db = await openDatabase(database, 2);
  try {
    const one = async (text: string, values: unknown[]) => ((await admin.query<{ id: string }>(text, values)).rows[0] as { id: string }).id;
    const applicationId = await one(
      `insert into applications (account_id, name, description, redirects, asks, created_at, created_by)
       values ($1, 'Sync', 'Keeps two sides in step', '{}', $2, now(), 'Ana') returning application_id as id`,
      [many, asks],
    );
    const grantId = await one(
      `insert into access_grants (account_id, kind, application_id, application_account_id, name, proofs, created_at, created_by)
       values ($1, 'app', $2, $1, 'Sync', '{}', now(), 'Ana') returning grant_id as id`,
      [many, applicationId],
    );
    const publicUrl = url.replace('127.0.0.1', 'localhost');
    const tokens = openTokens({ db, secrets: loadSecrets(dataDir), publicUrl });
    const bearer = await tokens.signAccess({ grantId, accountId: many, audience: publicUrl }, new Date());
    return { authorization: `Bearer ${bearer}` };
  } finally {
    await db.close();
    await admin.end();
  }
}

/** The same reads as existing programs make them: wire-compatible, with a signed token. */
export const readV1: Measure = {
  name: 'v1',
  about: 'One customer, and a page of 100 out of 100,000, through /v1 with a signed token',
  async run(bench) {
    const parts = [
      readingCustomers({ name: 'v1 customer', path: `/v1/customers/${customerOfMany}`, limitPath: '/customers/one', headers: withToken }),
      readingCustomers({ name: 'v1 customers, 100', path: '/v1/customers?size=100', limitPath: '/customers/hundred', headers: withToken }),
    ];
    const results: Result[] = [];
    for (const part of parts) results.push(...(await part.run(bench)));
    return results;
  },
};
