import type { directories } from '../../src/features/directories/contract.ts';
import type { directoryEndpoints } from '../../src/features/directories/contract/directories.ts';
import type { signOnEndpoints } from '../../src/features/directories/contract/signOn.ts';
import { directories as contract } from '../../src/features/directories/contract.ts';
import { hashToken, newToken, secretsOf } from '../../src/server/secrets.ts';
import { clientId, clientSecret, walk } from '../identityProvider.ts';
import { as, person } from '../world.ts';
import { byAdmin, type ExamplesOf, type ExampleWorld, someoneIn } from './world.ts';

let serial = 0;
/** The provider beside the world of the examples. */
const issuerOf = ({ world }: ExampleWorld): string => `http://${world.config.OUTGOING_ALLOW[0] ?? ''}`;

interface Connected {
  readonly directoryId: string;
  readonly domain: string;
}
/** A directory of the company that speaks for a domain of its own. */
export async function connected(w: ExampleWorld, state: 'draft' | 'on' | 'off' = 'on'): Promise<Connected> {
  const { world, company } = w;
  const domain = `sso-${++serial}.${w.mark.toLowerCase()}.example`;
  const settings = { issuer: issuerOf(w), clientId };
  const { rows } = await world.admin.query<{ directory_id: string }>(
    `insert into directories (account_id, name, kind, state, settings, secret, tested_at, test_result, created_at) values ($1, $2, 'oidc', $3, $4, $5, $6, $7, $6) returning directory_id`,
    [
      company.accountId,
      `${w.mark} people`,
      state,
      settings,
      secretsOf(Buffer.alloc(32, 7)).seal(clientSecret),
      world.now,
      { issuer: settings.issuer, subject: 'x', email: null, name: null, secondFactor: null, refused: 'no_email' },
    ],
  );
  const directoryId = rows[0]?.directory_id ?? '';
  await world.admin.query('insert into account_domains (domain, account_id, proved_at, dns_proved_at) values ($1, $2, $3, $3)', [
    domain,
    company.accountId,
    world.now,
  ]);
  await world.admin.query('insert into directory_domains (account_id, directory_id, domain, added_at) values ($1, $2, $3, $4)', [
    company.accountId,
    directoryId,
    domain,
    world.now,
  ]);
  return { directoryId, domain };
}

/** Somebody of the company whom a directory means. */
async function linked(w: ExampleWorld, state: 'invited' | 'linked', token = newToken()) {
  const { directoryId, domain } = await connected(w);
  const who = await person(w.world, { email: `l${++serial}@${domain}`, givenName: `${w.mark}l`, familyName: `${w.mark} ${serial}` });
  const { rows } = await w.world.admin.query<{ identity_id: string }>(
    `insert into external_identities (account_id, directory_id, issuer, subject, person_id, email, domain, state, created_at, linked_at, link_hash, link_until)
     values ($1, $2, $3, $4, $5, $6, $7, $8::text, $9, case when $8::text = 'linked' then $9::timestamptz end, $10, $9::timestamptz + interval '20 minutes') returning identity_id`,
    [w.company.accountId, directoryId, issuerOf(w), who.email, who.personId, who.email, domain, state, w.world.now, hashToken(token)],
  );
  return { directoryId, identityId: rows[0]?.identity_id ?? '', who, token };
}

const idOf = async (w: ExampleWorld, state?: 'draft' | 'on' | 'off') => ({ directoryId: (await connected(w, state)).directoryId });

type Own = typeof directoryEndpoints & typeof signOnEndpoints;
export const directoriesExamples: Pick<ExamplesOf<typeof directories>, keyof Own> = {
  async listDirectories(w) {
    await connected(w);
    return byAdmin(w, {});
  },
  getDirectory: async (w) => byAdmin(w, await idOf(w)),
  addDirectory: async (w) => byAdmin(w, { name: `${w.mark} staff`, issuer: issuerOf(w), clientId, clientSecret }),
  changeDirectory: async (w) => byAdmin(w, { ...(await idOf(w)), version: 1, name: `${w.mark} team`, issuer: issuerOf(w), clientId, clientSecret }),
  testDirectory: async (w) => byAdmin(w, await idOf(w, 'draft')),
  turnDirectoryOn: async (w) => byAdmin(w, { ...(await idOf(w, 'off')), version: 1 }),
  turnDirectoryOff: async (w) => byAdmin(w, { ...(await idOf(w)), version: 1 }),
  setDirectoryDomain: async (w) => byAdmin(w, { ...(await connected(w)), isRequired: false }),
  takeDirectoryDomain: async (w) => byAdmin(w, await connected(w)),
  async previewDirectoryRemoval(w) {
    const { directoryId } = await linked(w, 'linked');
    return byAdmin(w, { directoryId });
  },
  removeDirectory: async (w) => byAdmin(w, { ...(await idOf(w)), version: 1 }),
  async listLinkedPeople(w) {
    const { directoryId } = await linked(w, 'linked');
    return byAdmin(w, { directoryId, limit: 5 });
  },
  async unlinkPerson(w) {
    const { directoryId, identityId } = await linked(w, 'linked');
    return byAdmin(w, { directoryId, identityId });
  },
  async setLocalWays(w) {
    const admin = await someoneIn(w, 'global_admin');
    await w.world.admin.query('insert into passkeys (person_id, credential_id, public_key, sign_count, name, created_at) values ($1, $2, $3, 0, $4, $5)', [
      admin.personId,
      `key of ${admin.personId}`,
      Buffer.from('x'),
      'Key',
      w.world.now,
    ]);
    return byAdmin(w, { personIds: [admin.personId] });
  },
  offerSignOn: async (w) => ({ input: { email: `x@${(await connected(w)).domain}` }, as: null }),
  async startSignOn(w) {
    const { directoryId, domain } = await connected(w);
    return { input: { directoryId, email: `x@${domain}`, next: '/' }, as: null };
  },
  async finishSignOn(w) {
    const { directoryId, domain } = await connected(w);
    const { attempt, url } = await as(w.world, contract).startSignOn({ directoryId, email: `f${++serial}@${domain}` });
    return { input: { attempt, answer: await walk(url, issuerOf(w)) }, as: null };
  },
  async linkSignOn(w) {
    const { who, token } = await linked(w, 'invited');
    return { input: { token }, as: who };
  },
};
