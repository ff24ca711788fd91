import { Readable } from 'node:stream';
import { may } from '../../../core/access.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { enter } from '../../../server/db.ts';
import { type Outgoing, outgoingReason } from '../../../server/outgoing.ts';
import { run } from '../../../server/tx.ts';
import { addDirectory, changeDirectory, getForUpdate } from '../acts/directories.ts';
import type { Attempt } from '../acts/attempts.ts';
import { keepAnswer, type Said, takeAnswer } from '../acts/saml.ts';
import { type directories, MetadataNotUsable, ProviderNotUsable, type samlEndpoints, SamlSettings } from '../contract.ts';
import { returnPath } from '../contract/signOn.ts';
import type { DirectoriesParts } from '../handlers.ts';
import { findDirectory } from '../queries/identities.ts';
import { certificateFacts, hearSaml, isUnasked, metadataOf, ownMetadata, samlPlaces } from '../saml.ts';

/** Reads a provider's metadata, fetching it where an address was given. @throws ProviderNotUsable, MetadataNotUsable */
async function readMetadata(outgoing: Outgoing, given: string): Promise<SamlSettings> {
  const xml = /^https?:\/\//i.test(given) ? await fetchMetadata(outgoing, given) : given;
  const read = metadataOf(xml, (url) => outgoing.allows(url));
  if ('wrong' in read) throw new MetadataNotUsable({ reason: read.wrong });
  return read.settings;
}

async function fetchMetadata(outgoing: Outgoing, address: string): Promise<string> {
  if (!URL.canParse(address)) throw new MetadataNotUsable({ reason: 'address' });
  const url = new URL(address);
  if (url.protocol !== 'https:' && !outgoing.allows(url)) throw new MetadataNotUsable({ reason: 'address' });
  try {
    const answer = await outgoing.send(url, { redirects: 'follow' });
    if (!answer.ok) throw new ProviderNotUsable({ reason: 'no_document', host: url.host });
    return await answer.text();
  } catch (error) {
    const reason = outgoingReason(error);
    if (!reason) throw error;
    throw new ProviderNotUsable({ reason: reason === 'inner_network' || reason === 'address' ? reason : 'unreachable', host: url.host });
  }
}

/** What the browser that came back brings: only an answer to the very request that it began. */
export function takeSaml(
  apart: Context['apart'],
  { secrets }: DirectoriesParts,
  now: Date,
  { directory, kept }: Attempt,
  answer: string,
): Promise<Said | null> {
  const { accountId, directoryId } = directory;
  const token = new URLSearchParams(answer).get('saml') ?? '';
  return takeAnswer(apart, secrets, now, { accountId, directoryId, requestId: kept['requestId'] ?? '', token });
}

export function samlHandlers({ config, secrets, outgoing }: DirectoriesParts): Pick<HandlersOf<typeof directories>, keyof typeof samlEndpoints> {
  const placesOf = (directoryId: string) => samlPlaces(config.publicUrl, directoryId);
  return {
    async addSamlDirectory({ tx, actor, now, apart }, { name, metadata }) {
      // Asked apart, so that rights are confirmed before anything leaves the house.
      await apart(async () => {});
      const settings = await readMetadata(outgoing, metadata);
      return addDirectory(tx, actor, now, { name, kind: 'saml', settings, secret: null });
    },
    async getSamlDirectory({ tx, actor }, { directoryId }) {
      const row = await findDirectory(tx, directoryId);
      if (row?.kind !== 'saml') throw new NotFound({});
      const { issuer, ssoUrl, certificates } = SamlSettings.parse(row.settings);
      return {
        directoryId,
        name: row.name,
        issuer,
        ssoUrl,
        version: row.version,
        ...placesOf(directoryId),
        certificates: certificates.map(certificateFacts),
        can: { edit: may(actor.rights, 'tenants', 'edit') },
      };
    },
    async changeSamlProvider({ tx, actor, now, apart }, { directoryId, version, metadata }) {
      const before = await apart((t) => findDirectory(t, directoryId));
      if (before?.kind !== 'saml') throw new NotFound({});
      const settings = await readMetadata(outgoing, metadata);
      return { version: await changeDirectory(tx, actor, now, await getForUpdate(tx, directoryId, version), { settings }) };
    },
    // By the id alone: nothing depends on whether anybody has it.
    samlMetadata: async (_context, { directoryId }) => ({
      type: 'application/samlmetadata+xml',
      name: null,
      body: Readable.from([await ownMetadata(placesOf(directoryId))]),
    }),
    async samlAnswer({ tx, now, apart, request }, { directoryId, SAMLResponse }) {
      const location = `${config.publicUrl}${returnPath}`;
      const directory = await apart(async (t) => {
        const { rows } = await run(t, 'select account_id from find_directory($1)', [directoryId], 'directories.find_directory');
        if (!rows[0]) return undefined;
        await enter(t, { accountId: rows[0]['account_id'] as string });
        return findDirectory(t, directoryId);
      });
      if (directory?.kind !== 'saml') return { location: `${location}?saml=-` };
      // Signed or not, it could be another's, posted in this browser. Whoever truly is signed in there comes back at once with an answer of their own.
      if (directory.state === 'on' && isUnasked(SAMLResponse)) return { location: `${location}?start=${directoryId}` };
      const said = await hearSaml(placesOf(directoryId), SamlSettings.parse(directory.settings), SAMLResponse, now, request.locale);
      if (!said) return { location: `${location}?saml=-` };
      await enter(tx, { accountId: directory.accountId });
      return { location: `${location}?saml=${(await keepAnswer(tx, secrets, now, directoryId, said)) ?? '-'}` };
    },
  };
}
