import { sql } from 'kysely';
import { ChangedMeanwhile, NotFound } from '../../../core/problems.ts';
import type { Actor } from '../../../server/actor.ts';
import { personIdOf } from '../../../server/actor.ts';
import { announce } from '../../../server/announce.ts';
import { enter } from '../../../server/db.ts';
import { run, type Tx } from '../../../server/tx.ts';
import {
  type Definition,
  ProgramChanged,
  ProgramClosed,
  ProgramFaulty,
  ProgramOpened,
  type ProgramChange,
  ProgramsImported,
  ProgramsOrdered,
} from '../contract.ts';
import { release } from '../acts.ts';
import { type CatalogFile, changesOf, faultsBetween } from '../catalogFile.ts';
import { shippedPrograms } from '../programs.ts';
import { findProgramForUpdate, listAppliedPrograms, countCompanies, listProgramRows, type ProgramRow } from '../queries.ts';

const column = (definition: Definition) => ({
  settingsGroup: definition.group,
  sections: definition.sections,
  definition: JSON.stringify(definition),
});
const definitionOf = ({ program: _p, isOpen: _o, changedAt: _c, version: _v, ...definition }: ProgramRow): Definition => definition;
const told = ({ program, texts }: Pick<ProgramRow, 'program' | 'texts'>) => ({ program, name: texts.en.name });

/** What people may do depends on what programs bring: every process evaluates rights anew. */
const renewRights = (tx: Tx) => run(tx, 'update center set rights_version = rights_version + 1');

/** Puts the house's own programs into the table, each once in the life of the installation. Safe to run at every start. */
export async function keepShippedPrograms(tx: Tx, now: Date): Promise<void> {
  const known = new Set((await tx.selectFrom('shippedPrograms').select('program').execute()).map((row) => row.program));
  const fresh = shippedPrograms.filter(({ program }) => !known.has(program));
  if (!fresh.length) return;
  // Two servers may start at once.
  await tx
    .insertInto('shippedPrograms')
    .values(fresh.map(({ program }) => ({ program })))
    .onConflict((oc) => oc.doNothing())
    .execute();
  await tx
    .insertInto('programs')
    .values(
      fresh.map(({ program, ...definition }) => ({
        program,
        position: shippedPrograms.findIndex((each) => each.program === program) + 1,
        ...column(definition),
        changedAt: now,
      })),
    )
    .onConflict((oc) => oc.doNothing())
    .execute();
  await renewRights(tx);
}

/** Changes one program; in force at once. @throws NotFound, ChangedMeanwhile, ProgramFaulty */
export async function editProgram(tx: Tx, actor: Actor, now: Date, program: string, version: number, definition: Definition): Promise<void> {
  const before = await findProgramForUpdate(tx, program);
  if (!before) throw new NotFound({});
  if (before.version !== version) throw new ChangedMeanwhile({});
  const others = (await listProgramRows(tx)).filter((row) => row.program !== program).map((row) => row.program);
  const faults = faultsBetween([{ program, isOpen: before.isOpen, ...definition }], others, (at) => at.replace('programs[0].', ''));
  if (faults.length) throw new ProgramFaulty({ faults });
  await writeProgram(tx, actor, now, before, definition);
  await announce(tx, actor, now, ProgramChanged, {
    accountId: null,
    details: told({ program, texts: definition.texts }),
    before: { ...definitionOf(before) },
    after: { ...definition },
  });
}

async function writeProgram(tx: Tx, actor: Actor, now: Date, before: ProgramRow, definition: Definition): Promise<void> {
  await tx
    .updateTable('programs')
    .set({ ...column(definition), changedAt: now, changedBy: personIdOf(actor), version: sql<number>`version + 1` })
    .where('program', '=', before.program)
    .execute();
  await renewRights(tx);
  // Who waited for an agreement that is no longer asked for waits no more.
  if (before.agreement && !definition.agreement) await releaseQualified(tx, actor, now, before.program);
}

async function releaseQualified(tx: Tx, actor: Actor, now: Date, program: string): Promise<void> {
  const waiting = await tx
    .selectFrom('enrollments')
    .select('accountId')
    .where('program', '=', program)
    .where('state', '=', 'qualified')
    .orderBy('accountId')
    .execute();
  for (const { accountId } of waiting) {
    await enter(tx, { accountId });
    await release(tx, actor, now, program);
  }
}

/** Opens a program to newcomers, or closes it. @throws NotFound */
export async function setProgramOpen(tx: Tx, actor: Actor, now: Date, program: string, isOpen: boolean): Promise<void> {
  const before = await findProgramForUpdate(tx, program);
  if (!before) throw new NotFound({});
  if (before.isOpen === isOpen) return;
  await tx
    .updateTable('programs')
    .set({ isOpen, changedAt: now, changedBy: personIdOf(actor), version: sql<number>`version + 1` })
    .where('program', '=', program)
    .execute();
  await announce(tx, actor, now, isOpen ? ProgramOpened : ProgramClosed, {
    accountId: null,
    details: told(before),
    before: { isOpen: !isOpen },
    after: { isOpen },
  });
}

/** Puts the named programs first, in this order; what is not named follows as before. */
export async function orderPrograms(tx: Tx, actor: Actor, now: Date, wanted: readonly string[]): Promise<void> {
  const before = (await listProgramRows(tx)).map((row) => row.program);
  await run(
    tx,
    `update programs p set position = o.place from (
       select program, row_number() over (order by array_position($1::text[], program) nulls last, position) as place from programs) o
      where o.program = p.program`,
    [[...wanted]],
  );
  const after = (await listProgramRows(tx)).map((row) => row.program);
  await announce(tx, actor, now, ProgramsOrdered, { accountId: null, details: {}, before: { programs: before }, after: { programs: after } });
}

/** What a file would change, against the table as it is. */
export async function previewCatalog(tx: Tx, file: CatalogFile): Promise<ProgramChange[]> {
  const [rows, companies, applied] = await Promise.all([listProgramRows(tx), countCompanies(tx), listAppliedPrograms(tx)]);
  return changesOf(file, rows, companies, applied);
}

/** Replaces the catalog by that of a file. Programs that companies have applied for are closed instead of removed. */
export async function importCatalog(tx: Tx, actor: Actor, now: Date, file: CatalogFile): Promise<ProgramChange[]> {
  await run(tx, 'lock table programs in share row exclusive mode');
  const changes = await previewCatalog(tx, file);
  const rows = new Map((await listProgramRows(tx)).map((row) => [row.program, row]));
  const kind = new Map(changes.map(({ program, change }) => [program, change]));
  for (const { program, isOpen, ...definition } of file.programs) {
    const before = rows.get(program);
    if (!before)
      await tx
        .insertInto('programs')
        .values({ program, isOpen, position: 0, ...column(definition), changedAt: now, changedBy: personIdOf(actor) })
        .execute();
    else if (kind.get(program) === 'changed') {
      await writeProgram(tx, actor, now, before, definition);
      await tx.updateTable('programs').set({ isOpen }).where('program', '=', program).execute();
    }
  }
  const of = (change: ProgramChange['change']) => changes.filter((each) => each.change === change);
  const removed = of('removed').map(({ program }) => program),
    closed = of('closed').map(({ program }) => program);
  if (removed.length) await tx.deleteFrom('programs').where('program', 'in', removed).execute();
  if (closed.length) await tx.updateTable('programs').set({ isOpen: false, version: sql<number>`version + 1` }).where('program', 'in', closed).execute();
  await run(tx, 'update programs set position = coalesce(array_position($1::text[], program), 100000 + position)', [
    file.programs.map(({ program }) => program),
  ]);
  await renewRights(tx);
  const count = { added: of('added').length, changed: of('changed').length, removed: removed.length, closed: closed.length };
  await announce(tx, actor, now, ProgramsImported, { accountId: null, details: count, after: { changes: changes.filter(({ change }) => change !== 'same') } });
  return changes;
}
