import { Readable } from 'node:stream';
import { may } from '../../../core/access.ts';
import { NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import type { Tx } from '../../../server/tx.ts';
import { editProgram, importCatalog, orderPrograms, previewCatalog, setProgramOpen } from '../acts/catalog.ts';
import { catalogText, readCatalog } from '../catalogFile.ts';
import { type CatalogProgram, type catalogEndpoints, ProgramFaulty } from '../contract.ts';
import { rolesOf } from '../policy.ts';
import { countCompanies, findProgram, listProgramRows, type ProgramRow } from '../queries.ts';

export const catalogHandlers: HandlersOf<typeof catalogEndpoints> = {
  async listCatalog({ tx, actor }) {
    const [rows, companies] = await Promise.all([listProgramRows(tx), countCompanies(tx)]);
    return { items: rows.map((row) => present(row, companies, actor)), can: { edit: mayEdit(actor) } };
  },
  getCatalogProgram: async ({ tx, actor }, { program }) => shown(tx, actor, program),
  async editProgram({ tx, actor, now }, { program, version, definition }) {
    await editProgram(tx, actor, now, program, version, definition);
    return shown(tx, actor, program);
  },
  async setProgramOpen({ tx, actor, now }, { program, isOpen }) {
    await setProgramOpen(tx, actor, now, program, isOpen);
    return shown(tx, actor, program);
  },
  async orderPrograms({ tx, actor, now }, { programs }) {
    await orderPrograms(tx, actor, now, programs);
    return {};
  },
  async exportCatalog({ tx, now }) {
    const text = catalogText(await listProgramRows(tx));
    return { type: 'application/json', name: `programs-${now.toISOString().slice(0, 10)}.json`, body: Readable.from([text]) } satisfies Download;
  },
  async previewImport({ tx }, { text }) {
    const { file, faults } = readCatalog(text);
    return { faults: [...faults], changes: file ? await previewCatalog(tx, file) : [] };
  },
  async importCatalog({ tx, actor, now }, { text }) {
    const { file, faults } = readCatalog(text);
    if (!file) throw new ProgramFaulty({ faults: [...faults] });
    return { changes: await importCatalog(tx, actor, now, file) };
  },
};

const mayEdit = (actor: Actor): boolean => may(actor.rights, 'op.programs', 'edit');

async function shown(tx: Tx, actor: Actor, program: string): Promise<CatalogProgram> {
  const [row, companies] = await Promise.all([findProgram(tx, program), countCompanies(tx)]);
  if (!row) throw new NotFound({});
  return present(row, companies, actor);
}

const present = (row: ProgramRow, companies: ReadonlyMap<string, number>, actor: Actor): CatalogProgram => ({
  ...row,
  roles: rolesOf(row.sections),
  companies: companies.get(row.program) ?? 0,
  can: { edit: mayEdit(actor) },
});
