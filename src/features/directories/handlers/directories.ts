import { may, type Rights } from '../../../core/access.ts';
import { fullName } from '../../../core/person.ts';
import { instantKey, page } from '../../../core/page.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import type { Config } from '../../../server/config.ts';
import { lookForTxt, resolversOf, type Seen } from '../../../server/dns.ts';
import type { Tx } from '../../../server/tx.ts';
import { proofPrefix } from '../../accounts/contract/domains.ts';
import { listDomainRows, listProvedValues } from '../../accounts/queries/domains.ts';
import { beginAttempt } from '../acts/attempts.ts';
import { addDirectory, changeDirectory, getForUpdate, removeDirectory, setLocalWays, turnOff, turnOn } from '../acts/directories.ts';
import { setDomain, takeDomain } from '../acts/domains.ts';
import { unlink } from '../acts/links.ts';
import {
  type Directory,
  type directories,
  DomainNotProved,
  DomainNotSeen,
  OidcSettings,
  SamlSettings,
  type directoryEndpoints,
  TestResult,
} from '../contract.ts';
import { returnPathOf } from '../contract/signOn.ts';
import type { DirectoriesParts } from '../handlers.ts';
import { askProvider, discover } from '../oidc.ts';
import { askSaml, samlPlaces } from '../saml.ts';
import {
  countLinked,
  type DirectoryDomainRow,
  type DirectoryLine,
  findDirectory,
  keepsLocalWay,
  type LinkedRow,
  listDirectories,
  listDirectoryDomains,
  listLinked,
  listLocalAdmins,
  requiresSomewhere,
} from '../queries/directories.ts';
import { providerOf } from './signOn.ts';
import { freshSeconds } from '../policy.ts';

/** People shown before a directory is removed; all of them are counted. */
const shownAtRemoval = 50;

const presentDomain = ({ domain, isRequired, checkedAt, lostAt }: DirectoryDomainRow) => ({ domain, isRequired, checkedAt, lostAt });
export const present = (row: DirectoryLine, domains: readonly DirectoryDomainRow[]): Directory => ({
  directoryId: row.directoryId,
  name: row.name,
  kind: row.kind as Directory['kind'],
  state: row.state as Directory['state'],
  checksSecondFactor: row.checksSecondFactor,
  admitsNew: row.admitsNew,
  tested: row.testedAt && { at: row.testedAt, result: TestResult.parse(row.testResult) },
  domains: domains.filter(({ directoryId }) => directoryId === row.directoryId).map(presentDomain),
  people: row.people,
  createdAt: row.createdAt,
  version: row.version,
});
const presentLinked = (row: LinkedRow) => ({
  identityId: row.identityId,
  personId: row.personId,
  name: row.givenName !== null && row.familyName !== null ? fullName({ givenName: row.givenName, familyName: row.familyName }) : row.email,
  email: row.email,
  state: row.state as 'invited' | 'linked',
  hasOwnWay: row.hasOwnWay,
  lastUsedAt: row.lastUsedAt,
});
const canOf = ({ rights }: { readonly rights: Rights }) => ({ edit: may(rights, 'tenants', 'edit') });

/** The record of a proved domain as the resolvers see it now, by the value that most of them know. */
export async function lookAt(config: Config, domain: string, values: readonly string[]): Promise<readonly Seen[]> {
  let best: readonly Seen[] = [];
  for (const value of values) {
    const seen = await lookForTxt(resolversOf(config), domain, proofPrefix, value);
    if (seen.every(({ said }) => said === 'right')) return seen;
    if (!best.length) best = seen;
  }
  return best;
}

export function directoryHandlers({ config, secrets, outgoing }: DirectoriesParts): Pick<HandlersOf<typeof directories>, keyof typeof directoryEndpoints> {
  const returnUrlOf = (accountId: string) => config.publicUrl + returnPathOf(accountId);

  /** A domain that is new to a directory must be seen in the DNS now: the record may have been taken out since it was proved. */
  async function seeNow(apart: Context['apart'], domain: string): Promise<void> {
    const { isKnown, values } = await apart(async (tx: Tx) => ({
      isKnown: (await listDirectoryDomains(tx)).some((row) => row.domain === domain),
      values: await listProvedValues(tx, domain),
    }));
    if (isKnown) return;
    const [value] = values;
    if (!value) throw new DomainNotProved({ domain });
    if (!(await lookAt(config, domain, values)).every(({ said }) => said === 'right')) throw new DomainNotSeen({ domain, record: proofPrefix + value });
  }

  return {
    async listDirectories({ tx, actor, now }) {
      const [rows, domains, admins, isRequired] = await Promise.all([
        listDirectories(tx),
        listDirectoryDomains(tx),
        listLocalAdmins(tx, now),
        requiresSomewhere(tx),
      ]);
      return {
        items: rows.map((row) => present(row, domains)),
        admins: admins.map(({ givenName, familyName, ...admin }) => ({ ...admin, name: fullName({ givenName, familyName }) })),
        isRequired,
        can: canOf(actor),
      };
    },

    async getDirectory({ tx, actor, now }, { directoryId }) {
      const [rows, domains, proved, hasLocalWay] = await Promise.all([
        listDirectories(tx),
        listDirectoryDomains(tx),
        listDomainRows(tx),
        keepsLocalWay(tx, now),
      ]);
      const row = rows.find((each) => each.directoryId === directoryId);
      if (!row) throw new NotFound({});
      return {
        ...present(row, domains),
        oidc: row.kind === 'oidc' ? OidcSettings.parse(row.settings) : null,
        returnUrl: row.kind === 'saml' ? samlPlaces(config.publicUrl, directoryId).answerUrl : returnUrlOf(row.accountId),
        proved: proved
          .filter(({ dnsProvedAt }) => dnsProvedAt)
          .map(({ domain }) => {
            const spoken = domains.find((each) => each.domain === domain);
            return { domain, directoryId: spoken?.directoryId ?? null, directory: rows.find((each) => each.directoryId === spoken?.directoryId)?.name ?? null };
          }),
        hasLocalWay,
        can: canOf(actor),
      };
    },

    async addDirectory({ tx, actor, now, apart }, { name, issuer, clientId, clientSecret }) {
      // Asked apart, so that rights are confirmed before anything leaves the house.
      await apart(async () => {});
      const found = await discover(outgoing, { issuer, clientId, clientSecret });
      const settings = { issuer: found.serverMetadata().issuer, clientId };
      return addDirectory(tx, actor, now, { name, kind: 'oidc', settings, secret: secrets.seal(clientSecret) });
    },

    async changeDirectory({ tx, actor, now, apart }, { directoryId, version, issuer, clientId, clientSecret, ...plain }) {
      const before = await apart((t) => findDirectory(t, directoryId));
      if (!before) throw new NotFound({});
      const isOther = before.kind === 'oidc' && [issuer, clientId, clientSecret].some((each) => each !== undefined);
      if (!isOther) return { version: await changeDirectory(tx, actor, now, await getForUpdate(tx, directoryId, version), plain) };
      const kept = providerOf(before, before.secret && secrets.open(before.secret));
      const wanted = { issuer: issuer ?? kept.issuer, clientId: clientId ?? kept.clientId, clientSecret: clientSecret ?? kept.clientSecret };
      const found = await discover(outgoing, wanted);
      const settings = { issuer: found.serverMetadata().issuer, clientId: wanted.clientId };
      const secret = clientSecret === undefined ? undefined : secrets.seal(clientSecret);
      return { version: await changeDirectory(tx, actor, now, await getForUpdate(tx, directoryId, version), { ...plain, settings, secret }) };
    },

    async testDirectory({ tx, actor, now, apart }, { directoryId }) {
      const directory = await apart((t) => findDirectory(t, directoryId));
      if (!directory) throw new NotFound({});
      const { url, kept } =
        directory.kind === 'saml'
          ? await askSaml(samlPlaces(config.publicUrl, directoryId), SamlSettings.parse(directory.settings), { again: true })
          : await askProvider(outgoing, providerOf(directory, directory.secret && secrets.open(directory.secret)), {
              returnUrl: returnUrlOf(directory.accountId),
              again: true,
              maxAge: freshSeconds(directory),
            });
      const attempt = await beginAttempt(tx, secrets, now, {
        accountId: directory.accountId,
        directoryId,
        purpose: 'test',
        personId: actor.personId,
        kept: { ...kept },
      });
      return { attempt, url };
    },

    turnDirectoryOn: async ({ tx, actor, now }, { directoryId, version }) => ({ version: await turnOn(tx, actor, now, directoryId, version) }),
    turnDirectoryOff: async ({ tx, actor, now }, { directoryId, version }) => ({ version: await turnOff(tx, actor, now, directoryId, version) }),

    async setDirectoryDomain({ tx, actor, now, apart }, { directoryId, domain, isRequired }) {
      if (!(await apart((t) => findDirectory(t, directoryId)))) throw new NotFound({});
      await seeNow(apart, domain);
      return presentDomain(await setDomain(tx, actor, now, directoryId, { domain, isRequired }));
    },
    async takeDirectoryDomain({ tx, actor, now }, { directoryId, domain }) {
      await takeDomain(tx, actor, now, directoryId, domain);
      return {};
    },

    async previewDirectoryRemoval({ tx }, { directoryId }) {
      const [directory, rows, counted] = await Promise.all([
        findDirectory(tx, directoryId),
        listLinked(tx, { directoryId, limit: shownAtRemoval, after: undefined }),
        countLinked(tx, directoryId),
      ]);
      if (!directory) throw new NotFound({});
      return { people: rows.map(presentLinked), ...counted };
    },
    removeDirectory: async ({ tx, actor, now }, { directoryId, version }) => ({ people: await removeDirectory(tx, actor, now, directoryId, version) }),

    async listLinkedPeople({ tx }, { directoryId, after, limit }) {
      const [directory, rows] = await Promise.all([
        findDirectory(tx, directoryId),
        listLinked(tx, { directoryId, limit: limit + 1, after: instantKey(after) }),
      ]);
      if (!directory) throw new NotFound({});
      return page(rows, limit, (row) => [row.createdAt.toISOString(), row.identityId], presentLinked);
    },
    async unlinkPerson({ tx, actor, now }, { directoryId, identityId }) {
      await unlink(tx, actor, now, directoryId, identityId);
      return {};
    },
    async setLocalWays({ tx, actor, now }, { personIds }) {
      await setLocalWays(tx, actor, now, personIds);
      return {};
    },
  };
}
