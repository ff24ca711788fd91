import { expect, test } from 'vitest';
import type { Download } from '../../server/http.ts';
import { account, announced, as, buildWorld, join, member, operator, person, refusal, runJobs } from '../../../test/world.ts';
import { notices } from '../notices/contract.ts';
import { accounts } from './contract.ts';

const world = await buildWorld();
const company = await account(world, 'Many Places');
const admin = { ...(await join(world, company, await person(world), 'global_admin')), account: company };
const mine = as(world, accounts, admin);
const root = await operator(world, 'op_root');

const head = 'LocationId;Nom;Pays;Rue;Code postal;Ville;Contact : prénom;Contact : nom de famille;Contact : e-mail;Contact : téléphone';
const csv = (...rows: readonly string[]) => ({ name: 'lieux.csv', content: Buffer.from([head, ...rows].join('\r\n')).toString('base64') });
const row = (name: string, more: { id?: string; country?: string; zip?: string; email?: string } = {}) =>
  `${more.id ?? ''};${name};${more.country ?? 'France'};12 rue de la Paix;${more.zip ?? '75002'};Paris;Ana;Ruiz;${more.email ?? 'ana@places.example'};01 42 60 20 00`;
const textOf = async (download: unknown) => {
  let text = '';
  for await (const chunk of (download as Download).body) text += String(chunk);
  return text;
};

test('a file of locations says row by row and column by column what is wrong, and adds the others with a LocationId each', async () => {
  const file = await mine.uploadLocations(
    csv(row('Paris 1'), row('Paris 2', { zip: 'ABC' }), row('PARIS 1'), row('Mars', { country: 'Mars' }), row('', {}), row('Lyon', { email: 'nobody' })),
  );
  expect(file).toMatchObject({ state: 'ready', counts: { all: 6, new: 1, wrong: 5, added: 0 }, can: { confirm: true } });
  const { items } = await mine.listLocationImportRows({ importId: file.importId });
  expect(items.map(({ row: at, faults }) => [at, ...faults.map(({ column, code }) => `${column} ${code}`)])).toEqual([
    [2],
    [3, expect.stringMatching(/^postal_code /)],
    [4, 'name name_taken'],
    [5, 'country unknown_country'],
    [6, 'name required'],
    [7, 'email invalid_format'],
  ]);
  expect((await mine.listLocations({})).items).toEqual([]);
  await mine.confirmLocationImport(file);
  await runJobs(world);
  expect(await mine.getLocationImport(file)).toMatchObject({ state: 'done', counts: { added: 1, new: 0 } });
  expect((await mine.listLocations({})).items).toMatchObject([{ name: 'Paris 1', locationId: expect.stringMatching(/^\d{7}$/) as string }]);
  expect(await announced(world, 'locations.imported')).toMatchObject([{ details: { file: 'lieux.csv', count: 1 } }]);
  expect(await refusal(mine.confirmLocationImport({ importId: file.importId, version: 2 }))).toMatchObject({ code: 'locations.import_moved' });
});

test('what is exported can be handed in again: nothing in it is new', async () => {
  const text = await textOf(await mine.exportLocations({}));
  expect(text.split('\r\n')).toHaveLength(3);
  const again = await mine.uploadLocations({ name: 'again.csv', content: Buffer.from(text).toString('base64') });
  expect(again).toMatchObject({ counts: { known: 1, new: 0, wrong: 0 }, can: { confirm: false, discard: true } });
  await mine.discardLocationImport(again);
  expect(await refusal(mine.getLocationImport(again))).toMatchObject({ status: 404 });
  expect((await textOf(await mine.exportLocations({ template: 'true' }))).trim().split('\r\n')).toHaveLength(1);
});

test('a file that is no file of locations is refused as a whole, and nothing is kept', async () => {
  const wrong = async (content: string) => (await refusal(mine.uploadLocations({ name: 'x.csv', content: Buffer.from(content).toString('base64') }))).details;
  expect(await wrong('')).toMatchObject({ fault: 'empty' });
  expect(await wrong('name,country\nA,FR')).toMatchObject({ fault: 'no_heading', at: 'line1' });
  expect(await wrong('name,planet\nA,FR')).toMatchObject({ fault: 'unknown_heading', at: 'planet' });
  expect(await wrong(`${head}\r\n${Array.from({ length: 5_001 }, (_, at) => row(`L ${at}`)).join('\r\n')}`)).toMatchObject({ fault: 'too_many_rows' });
});

test('an import that was cut off goes on where it stopped, and nobody is added twice', async () => {
  const file = await mine.uploadLocations(csv(...Array.from({ length: 120 }, (_, at) => row(`Branch ${at}`))));
  await mine.confirmLocationImport(file);
  await runJobs(world);
  // As if the process had died after some of the rows: the job is begun anew.
  await world.admin.query("update location_imports set state = 'adding', ended_at = null where import_id = $1", [file.importId]);
  await world.app.queue.boss.send('accounts.add_locations', { accountId: company.accountId, importId: file.importId });
  await runJobs(world);
  expect(await mine.getLocationImport(file)).toMatchObject({ state: 'done', counts: { added: 120 } });
  expect((await mine.countLocations({})).count).toBe(121);
});

test('only the operator removes a location, after the company asked; those that shared its address keep it', async () => {
  const { address } = await mine.getCompany({});
  const contact = { givenName: 'Ana', familyName: 'Ruiz', email: 'ana@places.example' };
  const old = await mine.addLocation({ name: 'Old House', address: { ...address, line1: '1 quai Voltaire' }, contact });
  const kept = await mine.addLocation({ name: 'Next Door', sharesWith: old.locationId, contact });
  const desk = as(world, accounts, root);
  const asked = await mine.askRemoval({ locationId: old.locationId, why: 'Closed in May' });
  expect(asked).toMatchObject({ state: 'open', uses: [{ key: 'address', count: 1 }] });
  expect(await refusal(mine.askRemoval({ locationId: old.locationId, why: 'Again' }))).toMatchObject({ code: 'locations.removal_moved' });
  const queue = async () => (await desk.listRemovals({ limit: 100 })).items.filter(({ locationId }) => locationId === old.locationId);
  expect(await queue()).toMatchObject([{ company: 'Many Places', why: 'Closed in May', can: { decide: true } }]);
  const at = { accountId: company.accountId, removalId: asked.removalId };
  expect(await refusal(desk.decideRemoval({ ...at, decision: 'refuse', version: 1 }))).toMatchObject({ details: { fields: { note: 'required' } } });
  await desk.decideRemoval({ ...at, decision: 'refuse', note: 'Payouts are open', version: 1 });
  expect(await mine.getRemoval({ locationId: old.locationId })).toMatchObject({ removal: { state: 'refused', note: 'Payouts are open' }, can: { ask: true } });
  const second = await mine.askRemoval({ locationId: old.locationId, why: 'All paid now' });
  await desk.decideRemoval({ ...at, removalId: second.removalId, decision: 'remove', version: 1 });
  expect(await queue()).toEqual([]);
  expect(await refusal(mine.getLocation({ locationId: old.locationId }))).toMatchObject({ status: 404 });
  expect(await mine.getLocation({ locationId: kept.locationId })).toMatchObject({ sharesWith: null, address: { line1: '1 quai Voltaire' } });
  await runJobs(world);
  expect((await as(world, notices, admin).listNotices({})).items.map(({ kind }) => kind)).toEqual(
    expect.arrayContaining(['locations.removed', 'locations.removal_refused']),
  );
  const taken = await mine.askRemoval({ locationId: kept.locationId, why: 'Mistaken' });
  await mine.withdrawRemoval({ locationId: kept.locationId });
  expect(await refusal(desk.decideRemoval({ accountId: company.accountId, removalId: taken.removalId, decision: 'remove', version: 2 }))).toMatchObject({
    code: 'locations.removal_moved',
  });
});

test('who may only look asks for nothing and imports nothing, and another company sees none of it', async () => {
  const reader = { ...(await member(world, company, 'default_user')), account: company };
  expect(await refusal(as(world, accounts, reader).uploadLocations(csv(row('X'))))).toMatchObject({ code: 'access.denied' });
  const [first] = (await mine.listLocations({})).items;
  const stranger = await account(world, 'Stranger');
  const theirs = as(world, accounts, { ...(await join(world, stranger, await person(world), 'global_admin')), account: stranger });
  expect(await refusal(theirs.getRemoval({ locationId: first?.locationId ?? '' }))).toMatchObject({ status: 404 });
  expect((await theirs.listLocationImports({})).items).toEqual([]);
});
