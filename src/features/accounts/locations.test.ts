import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { account, announced, as, buildWorld, join, member, operator, person, refusal } from '../../../test/world.ts';
import { foldName } from '../../core/text.ts';
import { inAccount } from '../../server/db.ts';
import { accounts } from './contract.ts';
import { findLocations, listLocationCountries, listLocationNames } from './queries/locations.ts';

const world = await buildWorld();
const company = await account(world, 'Contoso');
const admin = await member(world, company, 'account_admin');
const here = as(world, accounts, { ...admin, account: company });
const contact = { givenName: 'Luc', familyName: 'Moreau', email: 'luc@contoso.example' };
const lyon = { country: 'FR', line1: '27 rue de la République', city: 'Lyon', postalCode: '69002' };
const seattle = { country: 'US', line1: '1420 Western Ave', city: 'Seattle', state: 'WA', postalCode: '98101' };
let serial = 0;
const newName = () => `Place ${++serial}`;
const add = (said: Partial<Parameters<typeof here.addLocation>[0]> = {}) => here.addLocation({ name: newName(), address: lyon, contact, ...said });
/** A location as its form would send it back. */
const saidOf = ({ locationId, name, address, sharesWith, contact: whom, registrationNumber, version }: Awaited<ReturnType<typeof add>>) => ({
  locationId,
  name,
  address: sharesWith ? null : address,
  sharesWith,
  contact: whom,
  registrationNumber,
  version,
});
const toldOf = async (name: string, { locationId }: { readonly locationId: string }) =>
  (await announced(world, name)).find(({ details }) => (details as { locationId: string }).locationId === locationId);
const fieldsOf = async (call: Promise<unknown>) => {
  const problem = await refusal(call);
  expect(problem.code).toBe('request.invalid');
  return (problem.details as { fields: Record<string, string> }).fields;
};

test('a location and a page of them are read in one round trip', async () => {
  // A first visit is noted afterwards, by a statement of its own that would be counted.
  await world.admin.query('update members set last_used_at = $1', [world.now]);
  const { locationId } = await add();
  const trips = { count: 0 };
  const note = () => void trips.count++;
  for (const read of [() => here.getLocation({ locationId }), () => here.listLocations({ limit: 20 })]) {
    await read();
    world.app.db.pool.on('acquire', note);
    trips.count = 0;
    await read();
    world.app.db.pool.off('acquire', note);
    expect(trips.count).toBe(1);
  }
});

describe('adding', () => {
  test('a location has an id of seven digits from the register of PartnerIds, an address as the post writes it and a phone to dial', async () => {
    const added = await add({
      name: '  Contoso   Lyon ',
      address: { ...lyon, postalCode: 'F-69002' },
      contact: { ...contact, phone: '04 72 56 01 42' },
      registrationNumber: '732 829 320 00074',
    });
    expect(added).toMatchObject({
      locationId: expect.stringMatching(/^\d{7}$/),
      name: 'Contoso Lyon',
      country: 'FR',
      address: { city: 'LYON', postalCode: '69002' },
      sharesWith: null,
      contact: { phone: '+33472560142' },
      phoneShown: '+33 4 72 56 01 42',
      registrationNumber: '73282932000074',
      version: 1,
      can: { edit: true },
    });
    expect((await world.admin.query('select account_id from partner_ids where partner_id = $1', [added.locationId])).rows).toEqual([
      { account_id: company.accountId },
    ]);
    expect(await here.getLocation({ locationId: added.locationId })).toEqual(added);
    expect(await toldOf('locations.added', added)).toMatchObject({
      account_id: company.accountId,
      details: { locationId: added.locationId, name: 'Contoso Lyon', country: 'FR' },
      after: { name: 'Contoso Lyon', address: { city: 'LYON' } },
    });
  });

  test('everything that is wrong is said at once, each at its field', async () => {
    const taken = await add();
    expect(
      await fieldsOf(
        add({
          name: ` ${taken.name.toUpperCase()} `,
          address: { country: 'US', line1: '1 Main St', city: 'Seattle', state: 'OR', postalCode: '98101' },
          contact: { ...contact, email: 'someone@gmail.com', phone: '12' },
          registrationNumber: '000-00-0000',
        }),
      ),
    ).toEqual({
      name: 'name_taken',
      'address.postalCode': 'postal_not_in_state',
      'contact.email': 'free_mail',
      'contact.phone': 'phone',
      registrationNumber: 'personal',
    });
    expect(await fieldsOf(add({ address: { ...seattle, state: 'Normandie' } }))).toEqual({ 'address.state': 'state_unknown' });
    expect(await fieldsOf(add({ address: { ...lyon, postalCode: '690' } }))).toEqual({ 'address.postalCode': 'pattern' });
    expect(await fieldsOf(add({ address: { ...lyon, country: 'XX' } }))).toEqual({ 'address.country': 'invalid_value' });
    expect(await fieldsOf(add({ address: null }))).toEqual({ address: 'required' });
    expect(await fieldsOf(add({ name: '\u200b\u00ad' }))).toEqual({ name: 'required' });
    expect(await fieldsOf(add({ name: 'ﷺ'.repeat(100) }))).toEqual({ name: 'too_big' });
  });

  test('where the center takes private addresses, a location takes them too', async () => {
    await world.admin.query('update center set refuse_free_mail = false');
    expect(await add({ contact: { ...contact, email: 'someone@gmail.com' } })).toMatchObject({ contact: { email: 'someone@gmail.com' } });
    await world.admin.query('update center set refuse_free_mail = true');
  });

  test('a name belongs to one location of a company; another company may have the same', async () => {
    const { name } = await add();
    const other = await account(world);
    const theirs = as(world, accounts, { ...(await member(world, other, 'global_admin')), account: other });
    expect(await theirs.addLocation({ name, address: lyon, contact })).toMatchObject({ name });
    const together = await Promise.allSettled([add({ name: 'Once only' }), add({ name: 'ONCE ONLY' })]);
    expect(together.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });

  test('two names are one when people would read them as one, in any script', () => {
    for (const [a, b] of [
      ['Café Orléans', 'CAFE ORLEANS'],
      ['Ｃｏｎｔｏｓｏ', 'contoso'],
      ['북경', '북경'.normalize('NFD')],
      ['上海\u3000一店', '上海 一店'],
      ['Con\u00adtoso', 'Contoso'],
    ] as const)
      expect(foldName(a), `${a} = ${b}`).toBe(foldName(b));
    for (const [a, b] of [
      ['กิน', 'กัน'],
      ['की', 'का'],
      ['ガラス', 'カラス'],
      ['край', 'краи'],
      ['上海一店', '上海二店'],
    ] as const)
      expect(foldName(a), `${a} ≠ ${b}`).not.toBe(foldName(b));
  });

  test('a name in any script is kept as it was written, and found again', async () => {
    const letters = fc.constantFrom(...('Aéñßżçøŷ中文臺灣한국어日本がカไทยกี่हिन्दीاردوעבריתĐăΩήЖйʻ’&()-0９🏭'.match(/./gu) as string[]));
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: letters, minLength: 1, maxLength: 40 }), async (word) => {
        const name = `${++serial} ${word}`;
        const added = await add({ name });
        expect(added.name).toBe(name.normalize('NFC').replace(/\s+/g, ' ').trim());
        expect((await here.listLocations({ search: name })).items.map(({ locationId }) => locationId)).toContain(added.locationId);
        expect(await fieldsOf(add({ name }))).toEqual({ name: 'name_taken' });
      }),
      { numRuns: 40 },
    );
  });

  test('whatever is sent is taken or refused by its fields', async () => {
    const text = fc.string({ unit: 'binary', maxLength: 30 });
    await fc.assert(
      fc.asyncProperty(text, text, text, text, async (name, line1, city, phone) => {
        const call = add({ name: `${name}${++serial}`, address: { country: 'HK', line1, city, state: '九龍' }, contact: { ...contact, phone } });
        await call.catch((error: unknown) => expect(error).toMatchObject({ code: 'request.invalid' }));
      }),
      { numRuns: 60 },
    );
  });
});

describe('an address that is shared', () => {
  test('is the company’s, and follows it', async () => {
    const added = await add({ address: null, sharesWith: 'company' });
    expect(added).toMatchObject({ country: 'FR', sharesWith: 'company', sharesWithName: 'Contoso', address: { city: 'Paris' } });
    const legal = await here.getCompany({});
    await here.updateLegalProfile({ ...legal, address: { ...lyon, line1: '1 quai Rambaud' }, version: legal.version });
    expect(await here.getLocation({ locationId: added.locationId })).toMatchObject({ address: { line1: '1 quai Rambaud' } });
  });

  test('is a sibling’s, one step deep, also when the sibling begins to share another’s', async () => {
    const first = await add();
    const second = await add({ address: null, sharesWith: first.locationId });
    const third = await add({ address: null, sharesWith: second.locationId });
    expect([second, third].map(({ sharesWith, sharesWithName }) => [sharesWith, sharesWithName])).toEqual(Array(2).fill([first.locationId, first.name]));
    expect((await here.getLocationUses({ locationId: first.locationId })).items).toEqual([{ key: 'address', count: 2 }]);
    await here.updateLocation({ ...saidOf(first), address: null, sharesWith: 'company' });
    expect(await here.getLocation({ locationId: third.locationId })).toMatchObject({ sharesWith: 'company' });
  });

  test('cannot be its own, one that is not there, or one in another country than before', async () => {
    const mine = await add();
    const abroad = await add({ address: seattle });
    expect(await fieldsOf(add({ address: null, sharesWith: '9999999' }))).toEqual({ sharesWith: 'invalid_value' });
    expect(await fieldsOf(here.updateLocation({ ...saidOf(mine), address: null, sharesWith: mine.locationId }))).toEqual({ sharesWith: 'invalid_value' });
    expect(await fieldsOf(here.updateLocation({ ...saidOf(abroad), address: null, sharesWith: 'company' }))).toEqual({ sharesWith: 'location_country_fixed' });
    expect(await fieldsOf(here.updateLocation({ ...saidOf(abroad), address: lyon }))).toEqual({ 'address.country': 'location_country_fixed' });
    // One that shares with it would share with itself.
    const sharer = await add({ address: null, sharesWith: mine.locationId });
    expect(await fieldsOf(here.updateLocation({ ...saidOf(mine), address: null, sharesWith: sharer.locationId }))).toEqual({ sharesWith: 'invalid_value' });
  });

  test('of another company is not there', async () => {
    const other = await account(world);
    const theirs = as(world, accounts, { ...(await member(world, other, 'global_admin')), account: other });
    const { locationId } = await add();
    expect(await fieldsOf(theirs.addLocation({ name: 'Elsewhere', address: null, sharesWith: locationId, contact }))).toEqual({ sharesWith: 'invalid_value' });
  });
});

describe('changing', () => {
  test('is told with before and after, and by which parts differ', async () => {
    const before = await add();
    const after = await here.updateLocation({ ...saidOf(before), name: `${before.name} Sud`, contact: { ...contact, givenName: 'Léa' } });
    expect(after).toMatchObject({ locationId: before.locationId, version: 2, name: `${before.name} Sud` });
    expect(await toldOf('locations.changed', before)).toMatchObject({
      details: { parts: ['name', 'contact'], version: 2 },
      before: { name: before.name },
      after: { name: after.name, contact: { givenName: 'Léa' } },
    });
  });

  test('on what someone else has changed meanwhile is refused, and says what, by whom and when', async () => {
    const before = await add();
    const colleague = await join(world, company, await person(world, { givenName: 'Inès', familyName: 'Benali' }), 'global_admin');
    await as(world, accounts, { ...colleague, account: company }).updateLocation({ ...saidOf(before), contact: { ...contact, phone: '04 72 56 01 99' } });
    expect(await refusal(here.updateLocation({ ...saidOf(before), name: newName() }))).toMatchObject({
      code: 'locations.changed_meanwhile',
      status: 409,
      details: { parts: ['contact'], by: 'Inès Benali', at: world.now },
    });
    expect(await refusal(here.updateLocation({ ...saidOf(before), version: 77 }))).toMatchObject({ details: { parts: [], by: null } });
  });

  test('nobody but the operator can remove one: there is no such call', () => {
    const removing = world.app.routes.filter(({ endpoint }) => endpoint.path === '/locations/:locationId' && endpoint.method === 'DELETE');
    expect(removing).toEqual([]);
  });
});

describe('the list', () => {
  test('is in the reader’s order, in pages, found by part of the name, id or contact, narrowed by country', async () => {
    const own = await account(world, 'Listing');
    const who = await member(world, own, 'global_admin');
    const list = as(world, accounts, { ...who, account: own });
    const added = [];
    for (const name of ['Ñandú', 'Nube', 'Ola', 'Éclair', 'Eco']) added.push(await list.addLocation({ name, address: lyon, contact }));
    await list.addLocation({ name: 'Seattle', address: seattle, contact: { ...contact, familyName: 'Okafor' } });
    const namesOf = async (input: Parameters<typeof list.listLocations>[0], as_ = list) => (await as_.listLocations(input)).items.map(({ name }) => name);
    expect(await namesOf({})).toEqual(['Éclair', 'Eco', 'Ñandú', 'Nube', 'Ola', 'Seattle']);
    await world.admin.query("update people set locale = 'es' where person_id = $1", [who.personId]);
    await world.admin.query('update sessions set version = version + 1 where person_id = $1', [who.personId]);
    expect(await namesOf({})).toEqual(['Éclair', 'Eco', 'Nube', 'Ñandú', 'Ola', 'Seattle']);
    const first = await list.listLocations({ limit: 4 });
    const second = await list.listLocations({ limit: 4, after: first.next ?? '' });
    expect([...first.items, ...second.items].map(({ name }) => name)).toEqual(await namesOf({}));
    expect(second.next).toBeNull();
    expect(await namesOf({ search: 'eclair' })).toEqual(['Éclair']);
    expect(await namesOf({ search: added[1]?.locationId ?? '' })).toEqual(['Nube']);
    expect(await namesOf({ search: 'okaf luc' })).toEqual(['Seattle']);
    expect(await namesOf({ search: '100%_' })).toEqual([]);
    expect(await namesOf({ country: 'US' })).toEqual(['Seattle']);
    expect(await list.countLocations({ country: 'FR' })).toEqual({ count: 5, isExact: true, countries: ['FR', 'US'] });
    expect(await list.countLocations({ search: 'e' })).toMatchObject({ count: 6 });
    await list.addLocation({ name: 'Annex', address: null, sharesWith: 'company', contact });
    expect(await namesOf({ search: 'ann', country: 'FR' })).toEqual(['Annex']);
    expect(await namesOf({ address: 'own' })).not.toContain('Annex');
  });

  test('another company’s locations are not in it, not by their id either', async () => {
    const { locationId } = await add();
    const other = await account(world);
    const stranger = as(world, accounts, { ...(await member(world, other, 'global_admin')), account: other });
    expect((await stranger.listLocations({})).items).toEqual([]);
    expect((await stranger.listLocations({ search: locationId })).items).toEqual([]);
    for (const call of [stranger.getLocation, stranger.getLocationUses])
      expect(await refusal(call({ locationId }))).toMatchObject({ code: 'not_found', status: 404 });
    expect(await refusal(stranger.updateLocation({ ...saidOf(await here.getLocation({ locationId })), name: 'Mine' }))).toMatchObject({ code: 'not_found' });
  });

  test('answers other features: names, which of some ids there are, and in which countries', async () => {
    const own = await account(world, 'Asked');
    const list = as(world, accounts, { ...(await member(world, own, 'global_admin')), account: own });
    const lyonId = (await list.addLocation({ name: 'Lyon', address: lyon, contact })).locationId;
    const seattleId = (await list.addLocation({ name: 'Seattle', address: seattle, contact })).locationId;
    const foreign = (await add()).locationId;
    await inAccount(world.app.db, own.accountId, async (tx) => {
      expect(await listLocationNames(tx)).toEqual([
        { locationId: lyonId, name: 'Lyon', country: 'FR' },
        { locationId: seattleId, name: 'Seattle', country: 'US' },
      ]);
      expect(await findLocations(tx, [seattleId, foreign, seattleId])).toEqual([{ locationId: seattleId, name: 'Seattle', country: 'US' }]);
      expect(await findLocations(tx, [])).toEqual([]);
      expect(await listLocationCountries(tx)).toEqual(['FR', 'US']);
    });
  });
});

test('who only views locations neither adds nor changes any', async () => {
  const viewer = as(world, accounts, { ...(await member(world, company, 'membership_admin')), account: company });
  const added = await add();
  expect(await viewer.getLocation({ locationId: added.locationId })).toMatchObject({ can: { edit: false }, editors: ['global_admin', 'account_admin'] });
  expect(await viewer.listLocations({ limit: 1 })).toMatchObject({ can: { add: false } });
  expect(await refusal(viewer.addLocation({ name: newName(), address: lyon, contact }))).toMatchObject({ code: 'access.denied' });
  expect(await refusal(viewer.updateLocation(saidOf(added)))).toMatchObject({ code: 'access.denied' });
});

test('what is tied to a location is counted: roles that are held there', async () => {
  const { locationId } = await add();
  const elsewhere = await add();
  await join(world, company, await person(world), { role: 'referrals_user', scope: { locations: [locationId, elsewhere.locationId] } }, 'default_user');
  expect(await here.getLocationUses({ locationId })).toEqual({ items: [{ key: 'roles', count: 1 }] });
});

test('the operator sees the locations of an account that is looked into, and finds an account by the id of one', async () => {
  const own = await account(world, 'Looked into');
  const list = as(world, accounts, { ...(await member(world, own, 'global_admin')), account: own });
  const { locationId } = await list.addLocation({ name: 'Lyon', address: lyon, contact });
  const root = as(world, accounts, await operator(world, 'op_root'));
  expect(await root.openAccount({ accountId: own.accountId, why: 'support' })).toMatchObject({
    locationCount: 1,
    locations: [{ locationId, name: 'Lyon', country: 'FR' }],
  });
  expect((await root.listAccounts({ search: locationId })).items.map(({ accountId }) => accountId)).toEqual([own.accountId]);
});
