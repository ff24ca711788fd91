import type { Scoped } from '../src/core/access.ts';
import { hashToken, newToken } from '../src/server/secrets.ts';
import { newApiKey } from '../src/server/tokens.ts';
import type { TestAccount, TestPerson, World } from './world.ts';

/** An application that a company has registered; returns its client id. */
export async function registered(world: World, company: TestAccount, asks: readonly Scoped[], name = 'Sync'): Promise<string> {
  const { rows } = await world.admin.query<{ application_id: string }>(
    `insert into applications (account_id, name, description, redirects, asks, created_at, created_by) values ($1, $2, 'Keeps two sides in step', '{https://app.example.com/back}', $3, $4, 'Ana') returning application_id`,
    [company.accountId, name, JSON.stringify(asks), world.now],
  );
  return rows[0]?.application_id ?? '';
}

/** A client secret of an application. */
export async function secretOf(world: World, company: TestAccount, applicationId: string): Promise<string> {
  const value = newToken();
  await world.admin.query(
    `insert into application_keys (account_id, application_id, kind, name, hint, value_hash, created_at, created_by, expires_at) values ($1, $2, 'secret', 'Test', $3, $4, $5, 'Ana', $5::timestamptz + interval '1 year')`,
    [company.accountId, applicationId, value.slice(-4), hashToken(value), world.now],
  );
  return value;
}

interface Let {
  readonly kind: 'key' | 'person' | 'app';
  readonly applicationId?: string;
  readonly of?: TestAccount;
  readonly consentId?: string;
  readonly who?: TestPerson;
  readonly scopes?: readonly Scoped[];
  readonly hash?: string;
  readonly proofs?: readonly string[];
  readonly secondFactor?: boolean;
}
/** A grant as it stands; returns its id. */
export async function granted(
  world: World,
  company: TestAccount,
  { kind, applicationId, of, consentId, who, scopes, hash, proofs, secondFactor }: Let,
): Promise<string> {
  const { rows } = await world.admin.query<{ grant_id: string }>(
    `insert into access_grants (account_id, kind, token_hash, person_id, application_id, application_account_id, consent_id, scopes, name, proofs, second_factor_at, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, 'Test', $9, $10, $11, 'Ana') returning grant_id`,
    [
      company.accountId,
      kind,
      hash ?? null,
      who?.personId ?? null,
      applicationId ?? null,
      applicationId ? (of ?? company).accountId : null,
      consentId ?? null,
      scopes ? JSON.stringify(scopes) : null,
      proofs ?? ['password'],
      secondFactor === false ? null : world.now,
      world.now,
    ],
  );
  return rows[0]?.grant_id ?? '';
}

export interface TestToken {
  readonly bearer: string;
  readonly grantId: string;
  readonly applicationId: string;
}
const signed = (world: World, company: TestAccount, grantId: string) =>
  world.app.tokens.signAccess({ grantId, accountId: company.accountId, audience: world.config.publicUrl }, world.now);

/** A token of an application of the company’s own, by itself, with these scopes. */
export async function appToken(world: World, company: TestAccount, scopes: readonly Scoped[], name?: string): Promise<TestToken> {
  const applicationId = await registered(world, company, scopes, name);
  const grantId = await granted(world, company, { kind: 'app', applicationId });
  return { applicationId, grantId, bearer: await signed(world, company, grantId) };
}

/** A token of an application of the company’s own that acts for one of its people. */
export async function personToken(
  world: World,
  company: TestAccount,
  who: TestPerson,
  scopes: readonly Scoped[],
  how: Pick<Let, 'proofs' | 'secondFactor'> = {},
): Promise<TestToken> {
  const applicationId = await registered(world, company, scopes);
  const grantId = await granted(world, company, { kind: 'person', applicationId, who, scopes, ...how });
  return { applicationId, grantId, bearer: await signed(world, company, grantId) };
}

/** An API key of a person, for one company. */
export async function apiKey(world: World, company: TestAccount, who: TestPerson, scopes: readonly Scoped[]): Promise<{ bearer: string; grantId: string }> {
  const bearer = newApiKey(company.accountId);
  return { bearer, grantId: await granted(world, company, { kind: 'key', who, scopes, hash: hashToken(bearer) }) };
}
