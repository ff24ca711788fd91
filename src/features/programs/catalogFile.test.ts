import { expect, test } from 'vitest';
import { announced, account, as, buildWorld, operator, refusal } from '../../../test/world.ts';
import { inNobody } from '../../server/db.ts';
import { catalogText, readCatalog } from './catalogFile.ts';
import { programs } from './contract.ts';
import { listProgramRows } from './queries.ts';
import { enroll } from './testing.ts';

const world = await buildWorld();
const root = await operator(world, 'op_root');
const desk = as(world, programs, root);
const textOf = () => inNobody(world.app.db, listProgramRows).then(catalogText);
type Written = { programs: Record<string, never>[] } & Record<string, unknown>;
/** The catalog's file with something else in it. */
async function changed(change: (file: Written) => void): Promise<string> {
  const file = JSON.parse(await textOf()) as Written;
  change(file);
  return JSON.stringify(file);
}
const faultsOf = async (change: (file: Written) => void) => readCatalog(await changed(change)).faults;

test('what was exported changes nothing when it is imported', async () => {
  const { changes, faults } = await desk.previewImport({ text: await textOf() });
  expect(faults).toEqual([]);
  expect(new Set(changes.map(({ change }) => change))).toEqual(new Set(['same']));
});

test('a file with mistakes is refused whole; each mistake names its place and what would be right', async () => {
  const set = (at: number, key: string, value: unknown) => (file: Written) => {
    (file.programs[at] as Record<string, unknown>)[key] = value;
  };
  for (const [text, line, column] of [
    ['{\n  "format": oops }', 2, 13],
    ['{"a": [1, 2,\n]}', 2, 1],
    ['{"a": 1', 1, 8],
    ['', 1, 1],
    ['{"a": 1,\n\n "b" 2}', 3, 6],
    ['{} {}', 1, 4],
  ] as const)
    expect(readCatalog(text).faults, text).toEqual([{ path: '', code: 'not_json', values: { line, column } }]);
  expect(await faultsOf((file) => delete file['format'])).toEqual([{ path: 'format', code: 'not_one_of', values: { allowed: 'entente.programs' } }]);
  expect(await faultsOf(set(1, 'group', 'reseller'))).toEqual([{ path: 'programs[1].group', code: 'not_one_of', values: { allowed: 'partner, developer' } }]);
  expect(await faultsOf(set(1, 'color', 'red'))).toMatchObject([{ path: 'programs[1].color', code: 'unknown_key' }]);
  expect(await faultsOf(set(2, 'reviewDays', '5'))).toMatchObject([{ path: 'programs[2].reviewDays', code: 'wrong_type', values: { expected: 'number' } }]);
  expect(await faultsOf(set(2, 'reviewDays', 90))).toMatchObject([{ path: 'programs[2].reviewDays', code: 'too_big', values: { limit: 60 } }]);
  expect(await faultsOf(set(3, 'program', 'Not An Id'))).toMatchObject([
    { path: 'programs[3].program', code: 'wrong_form', values: { form: expect.stringContaining('a-z') } },
  ]);
  expect(await faultsOf(set(0, 'sections', ['membership', 'cars']))).toMatchObject([{ path: 'programs[0].sections[1]', code: 'not_one_of' }]);
  expect(await faultsOf(set(0, 'requirements', [{ kind: 'luck' }]))).toMatchObject([
    { path: 'programs[0].requirements[0].kind', code: 'not_one_of', values: { allowed: expect.stringContaining('verified, location') } },
  ]);
  expect(await faultsOf(set(0, 'requirements', [{ kind: 'program', programs: ['nowhere', 'membership'] }]))).toMatchObject([
    { path: 'programs[0].requirements[0].programs[0]', code: 'unknown_program', values: { name: 'nowhere' } },
    { path: 'programs[0].requirements[0].programs[1]', code: 'asks_for_itself' },
  ]);
  expect(await faultsOf((file) => file.programs.push(file.programs[0] as never))).toMatchObject([
    { path: expect.stringMatching(/^programs\[\d+\]\.program$/), code: 'twice' },
  ]);
  const withoutFrench = (file: Written) => delete (file.programs[4] as unknown as { texts: Record<string, unknown> }).texts['fr'];
  expect(await faultsOf(withoutFrench)).toEqual([{ path: 'programs[4].texts.fr', code: 'missing', values: { expected: 'object' } }]);
  const text = await changed(withoutFrench);
  expect((await desk.previewImport({ text })).faults).toHaveLength(1);
  expect(await refusal(desk.importCatalog({ text }))).toMatchObject({ code: 'programs.faulty' });
});

test('an operator replaces all programs by its own: what companies are in is closed, the rest is gone, in one step', async () => {
  const company = await account(world);
  await enroll(world, company, 'referrals', 'active');
  const text = await changed((file) => {
    const [first] = file.programs as unknown as Record<string, unknown>[];
    file.programs = [
      { ...first, program: 'gold_club', isOpen: true },
      { ...first, program: 'membership', reviewDays: 9 },
    ] as never;
  });
  const preview = await desk.previewImport({ text });
  expect(preview.changes).toMatchObject([
    { program: 'gold_club', change: 'added' },
    { program: 'membership', change: 'changed', parts: ['reviewDays'] },
    ...preview.changes.slice(2).map(({ program }) => ({ change: program === 'referrals' ? 'closed' : 'removed' })),
  ]);
  expect(await desk.importCatalog({ text })).toEqual({ changes: preview.changes });
  expect((await desk.listCatalog({})).items.map(({ program, isOpen }) => [program, isOpen])).toEqual([
    ['gold_club', true],
    ['membership', true],
    ['referrals', false],
  ]);
  expect(await announced(world, 'programs.imported')).toMatchObject([{ details: { added: 1, changed: 1, closed: 1 } }]);
});

test('the order is the operator’s', async () => {
  await desk.orderPrograms({ programs: ['membership', 'gold_club'] });
  expect((await desk.listCatalog({})).items.map(({ program }) => program)).toEqual(['membership', 'gold_club', 'referrals']);
});
