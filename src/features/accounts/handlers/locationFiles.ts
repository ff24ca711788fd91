import { Readable } from 'node:stream';
import { may } from '../../../core/access.ts';
import { csvLine, csvText } from '../../../core/csv.ts';
import { ImportFileWrong } from '../../../core/csvFile.ts';
import { type Address, countryName } from '../../../core/country.ts';
import type { Locale, MessageKey, Translate } from '../../../core/locale.ts';
import { cursorKey, idKey, instantKey, page } from '../../../core/page.ts';
import type { Contact } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import { foldName } from '../../../core/text.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { Context, HandlersOf } from '../../../server/call.ts';
import { cellsOf, textOf } from '../../../server/csvFile.ts';
import { enter } from '../../../server/db.ts';
import type { Download } from '../../../server/http.ts';
import { enqueue } from '../../../server/jobs.ts';
import { showPhone } from '../../../server/phone.ts';
import type { Tx } from '../../../server/tx.ts';
import { getCenter } from '../../center/queries.ts';
import { confirmLocationImport, discardLocationImport, keepLocationImport } from '../acts/locationFiles.ts';
import { faultsOfSaid } from '../acts/locations.ts';
import { askRemoval, decideRemoval, withdrawRemoval } from '../acts/removals.ts';
import { LocationHeld, type LocationUse, LocationUses } from '../contract.ts';
import { locationColumns, type locationFileEndpoints, type LocationImport, type Removal } from '../contract/locationFiles.ts';
import { addLocationsOfFile } from '../jobs/locationFiles.ts';
import { type LocationRowRead, type LocationWords, locationWords, readLocations } from '../policy/locationFile.ts';
import { getAccountForUpdate } from '../queries.ts';
import { countSharing, findLocation } from '../queries/locations.ts';
import {
  findLocationImport,
  findRemoval,
  findRemovalForUpdate,
  type LocationImportSeen,
  listLocationImportRows,
  listLocationImports,
  listOpenRemovals,
  listTakenNames,
  listWholeLocations,
  type RemovalRow,
} from '../queries/locationFiles.ts';

const written = 1_000;
type Asking = Pick<Context, 'tx' | 'ask'>;

export function locationFileHandlers(translator: (locale: Locale) => Translate): HandlersOf<typeof locationFileEndpoints> {
  let known: LocationWords | undefined;
  return {
    async exportLocations({ tx, actor, apart }, { template }) {
      // Reads, so that the session and its rights are looked up as for every answer.
      await getCenter(tx);
      const t = translator(actor.locale);
      const head = csvText([locationColumns.map((column) => t(`locations.column.${column}` as MessageKey))]);
      const read = (after: string) => apart((own) => listWholeLocations(own, { after, limit: written }));
      return download(t(template ? 'locations.file.template_name' : 'locations.file.name'), template ? [head] : linesOf(head, actor.locale, read));
    },
    async uploadLocations({ tx, actor, now }, { name, content }) {
      const { refuseFreeMail } = await getCenter(tx);
      const read = readLocations(cellsOf(textOf(Buffer.from(content, 'base64'))), (known ??= locationWords(translator)), (said, rule) =>
        faultsOfSaid(rule, said, refuseFreeMail),
      );
      if ('fault' in read) throw new ImportFileWrong(read);
      const importId = await keepLocationImport(tx, actor, now, name, await withTaken(tx, read.rows));
      return show(tx, actor, importId);
    },
    getLocationImport: ({ tx, actor }, { importId }) => show(tx, actor, importId),
    async listLocationImports({ tx, actor }, { after, limit }) {
      const rows = await listLocationImports(tx, limit + 1, instantKey(after));
      return page(
        rows,
        limit,
        (row) => [row.createdAt.toISOString(), row.importId],
        (row) => presentImport(row, actor),
      );
    },
    async listLocationImportRows({ tx }, { importId, after, limit, state }) {
      if (!(await findLocationImport(tx, importId))) throw new NotFound({});
      const [row] = cursorKey(after) ?? [];
      const from = Number.isSafeInteger(row) ? Math.min(Number(row), 2 ** 31 - 1) : 0;
      return page(
        await listLocationImportRows(tx, importId, { after: from, limit: limit + 1, state }),
        limit,
        (each) => [each.row],
        ({ row: at, name, faults, locationId, isKnown }) => ({
          row: at,
          name,
          state: faults.length ? ('wrong' as const) : isKnown ? ('known' as const) : locationId ? ('added' as const) : ('new' as const),
          locationId,
          faults,
        }),
      );
    },
    async confirmLocationImport({ tx, actor }, { importId, version }) {
      await confirmLocationImport(tx, actor, importId, version);
      await enqueue(tx, addLocationsOfFile, { accountId: actor.accountId, importId });
      return show(tx, actor, importId);
    },
    async discardLocationImport({ tx }, { importId }) {
      await discardLocationImport(tx, importId);
      return {};
    },
    async getRemoval({ tx, actor }, { locationId }) {
      const [location, row] = await Promise.all([findLocation(tx, locationId), findRemoval(tx, locationId)]);
      if (!location && !row) throw new NotFound({});
      const edit = may(actor.rights, 'locations', 'edit');
      const isOpen = row?.state === 'open';
      return { removal: row ? presentRemoval(row) : null, can: { ask: edit && !isOpen && location !== undefined, withdraw: edit && isOpen } };
    },
    async askRemoval(context, { locationId, why }) {
      const { tx, actor, now } = context;
      const uses = await usesOf(context, locationId);
      refuseHeld(uses);
      return presentRemoval(await askRemoval(tx, actor, now, locationId, { why, uses }));
    },
    async withdrawRemoval({ tx, actor, now }, { locationId }) {
      await withdrawRemoval(tx, actor, now, locationId);
      return {};
    },
    async listRemovals({ tx, actor }, { after, limit }) {
      const place = instantKey(after);
      const rows = await listOpenRemovals(tx, limit + 1, place && { at: place.at, id: idKey(place.id) });
      return page(
        rows,
        limit,
        (row) => [row.askedAt.toISOString(), row.removalId],
        (row) => ({
          ...presentRemoval(row),
          accountId: row.accountId,
          company: row.company,
          partnerId: row.partnerId,
          can: { decide: may(actor.rights, 'op.support', 'edit') },
        }),
      );
    },
    async decideRemoval(context, { accountId, removalId, ...decision }) {
      const { tx, actor, now } = context;
      await enter(tx, { accountId });
      if (decision.decision === 'remove') await refuseLinked(context, removalId);
      await decideRemoval(tx, actor, now, removalId, decision);
      return {};
    },
  };
}

/** Everything that is tied to a location. */
async function usesOf({ tx, ask }: Asking, locationId: string): Promise<LocationUse[]> {
  const [sharing, uses] = await Promise.all([countSharing(tx, locationId), ask(LocationUses, { locationId })]);
  return [{ key: 'address', count: sharing }, ...uses.flat()].filter(({ count }) => count > 0);
}

/** What holds a location is linked elsewhere first. @throws LocationHeld */
function refuseHeld(uses: readonly LocationUse[]): void {
  const held = uses.find(({ holds }) => holds);
  if (held) throw new LocationHeld({ key: held.key });
}
/** Also what was linked since the company asked; the account is held, so that nothing is linked meanwhile. */
async function refuseLinked(context: Asking, removalId: string): Promise<void> {
  await getAccountForUpdate(context.tx);
  const removal = await findRemovalForUpdate(context.tx, removalId);
  if (removal?.state === 'open') refuseHeld(await usesOf(context, removal.locationId));
}

/** Rows whose name a location has already are wrong before anybody says yes. */
async function withTaken(tx: Tx, rows: readonly LocationRowRead[]): Promise<LocationRowRead[]> {
  const taken = await listTakenNames(
    tx,
    rows.filter(({ said }) => said).map(({ name }) => foldName(name)),
  );
  return rows.map((row) =>
    row.said && taken.has(foldName(row.name))
      ? { ...row, faults: [...row.faults.filter(({ column }) => column !== 'name'), { column: 'name', code: 'name_taken' }] }
      : row,
  );
}

async function show(tx: Tx, actor: MemberActor, importId: string): Promise<LocationImport> {
  const row = await findLocationImport(tx, importId);
  if (!row) throw new NotFound({});
  return presentImport(row, actor);
}

function presentImport(row: LocationImportSeen, { rights }: MemberActor): LocationImport {
  const edit = may(rights, 'locations', 'edit') && row.state === 'ready';
  return {
    importId: row.importId,
    fileName: row.fileName,
    state: row.state as LocationImport['state'],
    createdBy: row.createdByName,
    createdAt: row.createdAt,
    endedAt: row.endedAt,
    counts: { all: row.rowCount, ...row.counts },
    version: row.version,
    can: { confirm: edit && row.counts.new > 0, discard: edit },
  };
}

const presentRemoval = (row: RemovalRow): Removal => ({
  removalId: row.removalId,
  locationId: row.locationId,
  name: row.name,
  why: row.why,
  uses: row.uses as LocationUse[],
  state: row.state as Removal['state'],
  askedAt: row.askedAt,
  askedBy: row.askedByName,
  decidedAt: row.decidedAt,
  note: row.note,
  version: row.version,
});

const download = (name: string, lines: Iterable<string> | AsyncIterable<string>): Download => ({
  type: 'text/csv; charset=utf-8',
  name: `${name}.csv`,
  body: Readable.from(lines, { objectMode: false }),
});

type Whole = Awaited<ReturnType<typeof listWholeLocations>>;
async function* linesOf(head: string, locale: Locale, read: (after: string) => Promise<Whole>): AsyncGenerator<string> {
  yield head;
  for (let after = '', more = true; more; ) {
    const rows = await read(after);
    if (rows.length) yield rows.map((row) => csvLine(cellsOfLocation(row, locale))).join('');
    after = rows.at(-1)?.locationId ?? after;
    more = rows.length === written;
  }
}

function cellsOfLocation({ locationId, name, country, address: kept, contact: person, registrationNumber }: Whole[number], locale: Locale): string[] {
  const address = kept as Address;
  const contact = person as Contact;
  return [
    locationId,
    name,
    countryName(country, locale),
    address.line1,
    address.line2 ?? '',
    address.city ?? '',
    address.state ?? '',
    address.postalCode ?? '',
    contact.givenName,
    contact.familyName,
    contact.email,
    contact.phone ? showPhone(contact.phone, '') : '',
    registrationNumber ?? '',
  ];
}
