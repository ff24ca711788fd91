import { Readable } from 'node:stream';
import { may } from '../../../core/access.ts';
import { ImportFileWrong } from '../../../core/csvFile.ts';
import { BYTE_ORDER_MARK, csvLine, csvText } from '../../../core/csv.ts';
import type { Locale, MessageKey, Translate } from '../../../core/locale.ts';
import { localeNames } from '../../../core/locale.ts';
import { cursorKey, instantKey, page } from '../../../core/page.ts';
import { fullName } from '../../../core/person.ts';
import { NotFound } from '../../../core/problems.ts';
import type { AccountRole } from '../../../core/roles.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import { enqueue } from '../../../server/jobs.ts';
import type { Tx } from '../../../server/tx.ts';
import { getAccount } from '../../accounts/queries.ts';
import { cellsOf, textOf } from '../../../server/csvFile.ts';
import { checkUndoable, confirmImport, discardImport, keepImport, undoImport } from '../acts/imports.ts';
import { type Import, importColumns, type ImportRow, type RowFault, type importEndpoints, importUndoDays, type RowOutcome } from '../contract/imports.ts';
import { carryOut, checkImport } from '../jobs/imports.ts';
import { type ImportWords, importWords, readRows } from '../policy/imports.ts';
import { invitableRoles } from '../policy.ts';
import {
  countOutcomes,
  countUntouchedInvitations,
  findImport,
  type ImportRowSeen,
  type ImportSeen,
  listImportedPeople,
  listImportRows,
  listImports,
} from '../queries/imports.ts';

const shownStaying = 100;
const written = 1_000;

export function importHandlers(translator: (locale: Locale) => Translate): HandlersOf<typeof importEndpoints> {
  let known: ImportWords | undefined;
  const words = () => (known ??= importWords(translator));
  return {
    async getImportTemplate({ tx, actor }) {
      // Reads, so that the session and its rights are looked up as for every answer.
      await getAccount(tx);
      const t = translator(actor.locale);
      return download(t('imports.template_name'), [csvText([importColumns.map((column) => t(`imports.column.${column}`))])]);
    },
    async uploadImport({ tx, actor, now }, { name, content }) {
      const text = textOf(Buffer.from(content, 'base64'));
      const givable = invitableRoles(actor, { isGuest: false });
      const read = readRows(cellsOf(text), words(), new Set(givable));
      if ('fault' in read) throw new ImportFileWrong(read);
      const importId = await keepImport(tx, actor, now, { name, text, givable });
      await enqueue(tx, checkImport, { accountId: actor.accountId, importId });
      return show(tx, actor, now, importId);
    },
    async listImports({ tx, actor, now }, { after, limit }) {
      const rows = await listImports(tx, limit + 1, instantKey(after));
      const counts = await countOutcomes(
        tx,
        rows.map(({ importId }) => importId),
      );
      return page(
        rows,
        limit,
        (row) => [row.createdAt.toISOString(), row.importId],
        (row) => present(row, actor, now, counts),
      );
    },
    getImport: ({ tx, actor, now }, { importId }) => show(tx, actor, now, importId),
    async listImportRows({ tx }, { importId, after, limit, outcome }) {
      await get(tx, importId);
      const [row] = cursorKey(after) ?? [];
      const from = Number.isSafeInteger(row) ? Math.min(Number(row), 2 ** 31 - 1) : 0;
      return page(await listImportRows(tx, importId, { after: from, limit: limit + 1, outcome }), limit, (each) => [each.row], presentRow);
    },
    async exportImport({ tx, actor, apart }, { importId, outcome }) {
      const file = await get(tx, importId);
      const t = translator(actor.locale);
      return download(
        t('imports.result_name', { file: file.fileName.replace(/\.[^.]*$/, '') }),
        resultLines(file, t, (after) => apart((own) => listImportRows(own, importId, { after, limit: written, outcome }))),
      );
    },
    async confirmImport({ tx, actor, now }, { importId, version }) {
      await confirmImport(tx, actor, now, importId, version);
      await enqueue(tx, carryOut, { accountId: actor.accountId, importId });
      return show(tx, actor, now, importId);
    },
    async discardImport({ tx }, { importId }) {
      await discardImport(tx, importId);
      return {};
    },
    async previewUndo({ tx, actor, now }, { importId }) {
      checkUndoable(await get(tx, importId), now);
      const [people, { untouched, touched }] = await Promise.all([
        listImportedPeople(tx, importId, { personId: actor.personId, gives: [...actor.rights.gives], locks: false }),
        countUntouchedInvitations(tx, importId),
      ]);
      const staying = people.filter(({ goes }) => !goes);
      return {
        withdraw: untouched,
        remove: people.length - staying.length,
        stay: staying.length + touched,
        staying: staying.slice(0, shownStaying).map((person) => ({ personId: person.personId, name: fullName(person), email: person.email })),
      };
    },
    async undoImport({ tx, actor, now }, { importId }) {
      await undoImport(tx, actor, now, importId);
      return show(tx, actor, now, importId);
    },
  };
}

const download = (name: string, lines: Iterable<string> | AsyncIterable<string>): Download => ({
  type: 'text/csv; charset=utf-8',
  name: `${name}.csv`,
  body: Readable.from(lines, { objectMode: false }),
});

async function get(tx: Tx, importId: string): Promise<ImportSeen> {
  const file = await findImport(tx, importId);
  if (!file) throw new NotFound({});
  return file;
}
const show = async (tx: Tx, actor: MemberActor, now: Date, importId: string): Promise<Import> =>
  present(await get(tx, importId), actor, now, await countOutcomes(tx, [importId]));

function present(row: ImportSeen, actor: MemberActor, now: Date, counts: ReadonlyMap<string, Record<RowOutcome, number>>): Import {
  const { invite = 0, already_member = 0, already_invited = 0, wrong = 0 } = counts.get(row.importId) ?? {};
  const state = row.state as Import['state'];
  const until = row.endedAt && state === 'done' ? new Date(row.endedAt.getTime() + importUndoDays * 86_400_000) : null;
  return {
    importId: row.importId,
    fileName: row.fileName,
    state,
    createdBy: row.createdByName,
    createdAt: row.createdAt,
    rows: row.rowCount,
    counts: { invite, alreadyMember: already_member, alreadyInvited: already_invited, wrong },
    progress: row.progress,
    endedAt: row.endedAt,
    undoneAt: row.undoneAt,
    undoneBy: row.undoneByName,
    undoableUntil: until,
    version: row.version,
    can: {
      confirm: state === 'ready' && invite > 0,
      discard: state === 'ready' || state === 'failed',
      undo: until !== null && until >= now && may(actor.rights, 'users.remove', 'edit'),
    },
  };
}

const presentRow = (row: ImportRowSeen): ImportRow => ({
  row: row.row,
  givenName: row.givenName,
  familyName: row.familyName,
  email: row.email,
  roles: row.roles as AccountRole[],
  rolesText: row.rolesText,
  locale: row.locale as Locale | null,
  localeText: row.localeText,
  outcome: row.outcome as RowOutcome,
  faults: [...row.faults],
  undone: row.undone as ImportRow['undone'],
});

/** What a row is about to become, or became. */
function outcomeOf({ outcome, undone }: ImportRowSeen, { state, addedAt }: ImportSeen): string {
  if (undone) return undone;
  return outcome === 'invite' && (addedAt || state === 'done') ? 'invited' : outcome;
}

async function* resultLines(file: ImportSeen, t: Translate, read: (after: number) => Promise<ImportRowSeen[]>): AsyncGenerator<string> {
  yield BYTE_ORDER_MARK +
    csvLine([t('imports.column.row'), ...importColumns.map((column) => t(`imports.column.${column}`)), t('imports.column.outcome'), t('imports.column.what')]);
  for (let after = 0, more = true; more; ) {
    const rows = await read(after);
    if (rows.length)
      yield rows
        .map((row) =>
          csvLine([
            String(row.row),
            row.email,
            row.givenName,
            row.familyName,
            row.rolesText || row.roles.map((role) => t(`roles.${role as AccountRole}`)).join(', '),
            row.localeText || (row.locale ? localeNames[row.locale as Locale] : ''),
            t(`imports.outcome.${outcomeOf(row, file)}` as MessageKey),
            row.faults.map((fault) => sayFault(t, fault)).join('\n'),
          ]),
        )
        .join('');
    after = rows.at(-1)?.row ?? after;
    more = rows.length === written;
  }
}

/** The column, and what would be right. */
function sayFault(t: Translate, { column, code, value }: RowFault): string {
  const said = t(`imports.fault.${code}`, { value: code === 'role_not_yours' ? t(`roles.${value as AccountRole}`) : value });
  return column ? t('imports.fault_in', { column: t(`imports.column.${column}`), said }) : said;
}
