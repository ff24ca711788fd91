import fc from 'fast-check';
import { expect, test } from 'vitest';
import { account, as, buildWorld, join, member, person, refusal } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { audit } from './contract.ts';
import { asOf, type Fields, type Told } from './policy.ts';

const world = await buildWorld();
const later = (minutes = 60) => {
  world.now = new Date(world.now.getTime() + minutes * 60_000);
};

test('whatever was changed in whatever order, the profile of each moment can be read back', () => {
  const value = fc.oneof(fc.constant(null), fc.string({ maxLength: 5 }), fc.record({ city: fc.string({ maxLength: 3 }) }));
  const edit = fc.record({ name: value, address: value, duns: value, languages: fc.array(fc.constantFrom('en', 'fr')) }, { requiredKeys: [] });
  fc.assert(
    fc.property(fc.array(edit, { maxLength: 12 }), (edits) => {
      let state: Fields = { name: 'A', address: null, duns: null, languages: [] };
      const snapshots: Fields[] = [state];
      const changes: Told[] = [];
      for (const [at, wanted] of edits.entries()) {
        const before = Object.fromEntries(Object.keys(wanted).map((key) => [key, state[key]]));
        state = { ...state, ...wanted };
        changes.unshift({ name: 'accounts.legal_profile_changed', at: new Date(at + 1), before, after: wanted });
        snapshots.push(state);
      }
      for (const [at, was] of snapshots.entries()) expect(spell(asOf(state, changes, new Date(at)))).toEqual(spell(was));
    }),
  );
});
/** Nothing, and an empty text, are one; as they are on the page. */
const spell = (fields: Fields | null) => JSON.parse(JSON.stringify(fields, (_, value: unknown) => (value === '' ? null : value))) as unknown;

test('the history tells who changed which field from what, and a day shows the profile as it was', async () => {
  const it = await account(world, 'History SA');
  const admin = { ...(await join(world, it, await person(world), 'global_admin')), account: it };
  const mine = as(world, accounts, admin);
  const log = as(world, audit, admin);
  const first = await mine.getCompany({});
  const { address } = first;
  later();
  const before = world.now;
  later();
  await mine.updateLegalProfile({
    name: 'Histoire SA',
    address,
    registrationNumber: null,
    vatNumber: null,
    website: 'histoire.example',
    version: first.version,
  });
  later();
  await mine.updateCompanyDetails({ languages: ['fr', 'en'], duns: '150483782', version: 0 });
  later();
  const { version } = await mine.getSupportDetails({});
  await mine.updateSupportDetails({ email: 'help@histoire.example', phone: null, website: null, version });
  const { items } = await log.listProfileChanges({});
  expect(items.map(({ after }) => Object.keys(after))).toEqual([['support'], ['languages', 'duns'], expect.arrayContaining(['name', 'website'])]);
  expect(items[2]).toMatchObject({ before: { name: 'History SA' }, after: { name: 'Histoire SA' }, by: { name: `${admin.givenName} ${admin.familyName}` } });
  const names = await log.listProfileChanges({ field: 'name' });
  expect(names.items).toHaveLength(1);
  expect((await log.listProfileChanges({ field: 'support' })).items).toHaveLength(1);
  const paged = await log.listProfileChanges({ limit: 2 });
  expect((await log.listProfileChanges({ limit: 2, after: paged.next ?? '' })).items.map(({ entryId }) => entryId)).toEqual([items[2]?.entryId]);
  expect((await log.getProfileAsOf({ at: before })).fields).toMatchObject({ name: 'History SA', website: null, duns: null, support: { email: null } });
  expect(await log.getProfileAsOf({ at: world.now })).toMatchObject({
    fields: {
      name: 'Histoire SA',
      website: 'https://histoire.example',
      duns: '150483782',
      languages: ['fr', 'en'],
      support: { email: 'help@histoire.example' },
    },
    changedAt: world.now,
  });
});

test('the history is for who may see the legal profile, and of one company alone', async () => {
  const it = await account(world, 'Sealed SA');
  const clerk = { ...(await member(world, it, 'helpdesk_agent')), account: it };
  expect(await refusal(as(world, audit, clerk).listProfileChanges({}))).toMatchObject({ code: 'access.denied' });
  const admin = { ...(await join(world, it, await person(world), 'global_admin')), account: it };
  expect((await as(world, audit, admin).listProfileChanges({})).items).toEqual([]);
});
