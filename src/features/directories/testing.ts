import type { AccountRole } from '../../core/roles.ts';
import { type IdentityProvider, identityProvider, type ProviderPerson } from '../../../test/identityProvider.ts';
import { nameServer } from '../../../test/dns.ts';
import { account, as, buildWorld, join, person, type TestAccount, type TestPerson, type World } from '../../../test/world.ts';
import { proofPrefix } from '../accounts/contract/domains.ts';
import { directories } from './contract.ts';

/** What stands in the DNS of the tests: the record of each domain. */
export type Zone = Map<string, string>;

export interface DirectoryWorld {
  readonly world: World;
  readonly provider: IdentityProvider;
  readonly zone: Zone;
}

/** A house beside a real provider, and resolvers that say what stands in `zone`. */
export async function directoryWorld(after: (done: () => void) => void): Promise<DirectoryWorld> {
  const zone: Zone = new Map();
  const look = (name: string) => (zone.has(name) ? [zone.get(name) ?? ''] : undefined);
  const [provider, first, second] = await Promise.all([identityProvider(['http://localhost:3000/sign-on']), nameServer(look), nameServer(look)]);
  after(() => {
    provider.close();
    first.close();
    second.close();
  });
  const world = await buildWorld({ env: { OUTGOING_ALLOW: provider.host, DNS_RESOLVERS: `${first.address},${second.address}` } });
  return { world, provider, zone };
}

let serial = 0;

/** A domain that the company has proved, and whose record stands. */
export async function prove({ world, zone }: DirectoryWorld, company: TestAccount, domain: string): Promise<void> {
  const value = `value-of-${domain}`;
  zone.set(domain, proofPrefix + value);
  await world.admin.query('insert into account_domains (domain, account_id, proved_at, dns_proved_at) values ($1, $2, $3, $3)', [
    domain,
    company.accountId,
    world.now,
  ]);
  await world.admin.query(
    `insert into domain_proofs (account_id, domain, value, asked_at, expires_at, verified_at) values ($1, $2, $3, $4, $4::timestamptz + interval '7 days', $4)`,
    [company.accountId, domain, value, world.now],
  );
}

export interface Company {
  readonly company: TestAccount;
  readonly domain: string;
  readonly admin: TestPerson;
  readonly mine: ReturnType<typeof as<typeof directories>>;
  /** Somebody of the domain. */
  someone(...roles: AccountRole[]): Promise<TestPerson>;
}

/** A company with an admin and a proved domain. */
export async function companyOf(it: DirectoryWorld): Promise<Company> {
  const { world } = it;
  const company = await account(world);
  const domain = `corp${++serial}.example`;
  const admin = await join(world, company, await person(world, { email: `admin@${domain}` }), 'global_admin');
  await world.admin.query('insert into passkeys (person_id, credential_id, public_key, sign_count, name, created_at) values ($1, $2, $3, 0, $4, $5)', [
    admin.personId,
    `key of ${admin.personId}`,
    Buffer.from('x'),
    'Key',
    world.now,
  ]);
  await prove(it, company, domain);
  return {
    company,
    domain,
    admin,
    mine: as(world, directories, { ...admin, account: company }),
    someone: async (...roles) => join(world, company, await person(world, { email: `p${++serial}@${domain}` }), ...roles),
  };
}

export const settingsOf = ({ issuer, clientId, clientSecret }: IdentityProvider, name = 'Our people') => ({ name, issuer, clientId, clientSecret });

/** A directory of the company that speaks for its domain; tried, and turned on. */
export async function turnedOn(
  it: DirectoryWorld,
  { mine, domain }: Company,
  options: { readonly on?: boolean } = {},
): Promise<{ directoryId: string; version: number }> {
  const { directoryId } = await mine.addDirectory(settingsOf(it.provider));
  await mine.setDirectoryDomain({ directoryId, domain, isRequired: false });
  it.provider.as = { sub: `tester of ${domain}`, email: `tester@${domain}` };
  const { attempt, url } = await mine.testDirectory({ directoryId });
  await as(it.world, directories).finishSignOn({ attempt, answer: await it.provider.walk(url) });
  const { version } = await mine.getDirectory({ directoryId });
  return options.on === false ? { directoryId, version } : { directoryId, ...(await mine.turnDirectoryOn({ directoryId, version })) };
}

/** Walks the whole way as somebody at the provider; the token of the session, where one was opened. */
export async function comeIn(it: DirectoryWorld, directoryId: string, who: ProviderPerson) {
  let token: string | null = null;
  const visitor = as(it.world, directories, {
    gave: (given) => {
      token = given;
    },
  });
  it.provider.as = who;
  const { attempt, url } = await visitor.startSignOn({ directoryId });
  const answer = await it.provider.walk(url);
  const result = await visitor.finishSignOn({ attempt, answer });
  return { ...result, token: token as string | null };
}
