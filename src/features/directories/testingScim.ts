import { account, as, member, person, type TestAccount, type TestPerson, type World } from '../../../test/world.ts';
import { directories } from './contract.ts';

/** A company with a proved domain, a directory that speaks for it, and a token of that directory. */
export interface Connected {
  readonly company: TestAccount;
  readonly admin: TestPerson;
  readonly domain: string;
  readonly directoryId: string;
  readonly token: string;
}
let serial = 0;

/** As an admin who has proved a domain and connected a directory; `state`: whether people sign in through it. */
export async function connected(world: World, { state = 'on' }: { readonly state?: 'draft' | 'on' | 'off' } = {}): Promise<Connected> {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const domain = `directory${++serial}.example`;
  const directoryId = await addDirectory(world, company, { domain, state });
  const { value } = await as(world, directories, { ...admin, account: company }).makeProvisioningToken({ directoryId, name: 'Entra ID', months: 6 });
  return { company, admin, domain, directoryId, token: value };
}

export async function addDirectory(
  world: World,
  { accountId }: TestAccount,
  { domain, state }: { readonly domain: string; readonly state: string },
): Promise<string> {
  const directoryId = crypto.randomUUID();
  const { now, admin } = world;
  await admin.query('insert into account_domains (domain, account_id, proved_at, dns_proved_at) values ($1, $2, $3, $3)', [domain, accountId, now]);
  await admin.query(
    "insert into directories (account_id, directory_id, name, kind, state, settings, created_at) values ($1, $2, 'Contoso ID', 'oidc', $3, '{}', $4)",
    [accountId, directoryId, state, now],
  );
  await admin.query('insert into directory_domains (account_id, directory_id, domain, added_at) values ($1, $2, $3, $4)', [
    accountId,
    directoryId,
    domain,
    now,
  ]);
  return directoryId;
}

export interface ScimAnswer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  // What a client reads of it is for each test to say.
  readonly body: Record<string, unknown>;
}
export interface Resource extends Record<string, unknown> {
  readonly id: string;
  readonly active: boolean;
  readonly meta: { readonly version: string; readonly location: string };
}

/** A provisioning client, over HTTP. */
export const clientOf = (world: World, { directoryId, token }: Pick<Connected, 'directoryId' | 'token'>) => {
  async function ask(
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<ScimAnswer> {
    const response = await world.app.http.inject({
      method,
      url: `/api/public/scim/v2/${directoryId}${path}`,
      headers: { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/scim+json' }), ...headers },
      ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    });
    return { status: response.statusCode, headers: response.headers, body: response.body ? (JSON.parse(response.body) as Record<string, unknown>) : {} };
  }
  return {
    ask,
    get: (path: string) => ask('GET', path),
    post: (path: string, body: unknown) => ask('POST', path, body),
    put: (path: string, body: unknown, headers?: Record<string, string>) => ask('PUT', path, body, headers),
    patch: (path: string, Operations: readonly unknown[], headers?: Record<string, string>) =>
      ask('PATCH', path, { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations }, headers),
    remove: (path: string, headers?: Record<string, string>) => ask('DELETE', path, undefined, headers),
  };
};
export type Client = ReturnType<typeof clientOf>;

/** A user as Entra ID writes one. */
export const userOf = (userName: string, more: Record<string, unknown> = {}) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'],
  externalId: `ext-${userName}`,
  userName,
  active: true,
  displayName: 'Jonas Weber',
  emails: [{ primary: true, type: 'work', value: userName }],
  meta: { resourceType: 'User' },
  name: { formatted: 'Jonas Weber', familyName: 'Weber', givenName: 'Jonas' },
  'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User': { department: 'Sales' },
  ...more,
});

/** Someone who is known in the center, under an address of the directory's domain. */
export const knownAt = (world: World, { domain }: Connected) => person(world, { email: `known${++serial}@${domain}` });
