import { expect, test } from 'vitest';
import { account, announced, as, buildWorld, member, refusal } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { programs } from './contract.ts';

const world = await buildWorld();

async function company() {
  const it = await account(world);
  const admin = await member(world, it, 'global_admin');
  return { it, admin, mine: as(world, programs, { ...admin, account: it }), here: as(world, accounts, { ...admin, account: it }) };
}
const store = 'office_store';

test('a company gets an id to publish under as it joins a developer program, and the same one when it comes back', async () => {
  const { it, mine, here } = await company();
  await mine.applyToProgram({ program: store });
  const { items } = await mine.listPublishers({});
  expect(items).toMatchObject([
    { program: store, contact: null, fallback: { email: 'ana@contoso.example' }, phoneShown: '01 42 60 20 00', can: { edit: true } },
  ]);
  const publisherId = items[0]?.publisherId ?? '';
  expect(publisherId).toMatch(/^PUB-\d{7}$/);
  expect((await announced(world, 'publishers.given')).filter((one) => one.account_id === it.accountId)).toMatchObject([{ details: { publisherId } }]);
  expect((await here.listIdentifiers({})).items).toContainEqual({
    kind: 'publisher',
    value: publisherId,
    of: 'Office Store',
    link: `/a/:account/programs/${store}`,
  });
  await mine.leaveProgram({ program: store });
  await mine.applyToProgram({ program: store });
  expect((await mine.listPublishers({})).items.map((one) => one.publisherId)).toEqual([publisherId]);
  await mine.applyToProgram({ program: 'edge' });
  expect(new Set((await mine.listPublishers({})).items.map((one) => one.publisherId)).size).toBe(2);
});

test('its contact is said by who may change the legal profile, and told with before and after', async () => {
  const { it, mine } = await company();
  await mine.applyToProgram({ program: store });
  const [{ publisherId = '', version = 0 } = {}] = (await mine.listPublishers({})).items;
  const contact = { givenName: 'Inès', familyName: 'Benali', email: 'apps@contoso.example', phone: '01 42 60 20 99' };
  expect(await mine.updatePublisherContact({ publisherId, version, contact })).toMatchObject({
    contact: { ...contact, phone: '+33142602099' },
    phoneShown: '01 42 60 20 99',
    version: 2,
  });
  expect((await announced(world, 'publishers.contact_changed')).at(-1)).toMatchObject({ before: { contact: null }, after: { contact: { givenName: 'Inès' } } });
  expect(await refusal(mine.updatePublisherContact({ publisherId, version, contact: null }))).toMatchObject({ code: 'request.changed_meanwhile' });
  expect(await refusal(mine.updatePublisherContact({ publisherId, version: 2, contact: { ...contact, phone: '12' } }))).toMatchObject({
    code: 'request.invalid',
    details: { fields: { 'contact.phone': 'phone' } },
  });
  expect(await mine.updatePublisherContact({ publisherId, version: 2, contact: null })).toMatchObject({ contact: null });
  const owner = as(world, programs, { ...(await member(world, it, 'developer_owner')), account: it });
  expect((await owner.listPublishers({})).items).toMatchObject([{ publisherId, can: { edit: false } }]);
  expect(await refusal(owner.updatePublisherContact({ publisherId, version: 3, contact: null }))).toMatchObject({ code: 'access.denied' });
});

test('another company’s id is not there', async () => {
  const [one, other] = [await company(), await company()];
  await one.mine.applyToProgram({ program: store });
  const [{ publisherId = '' } = {}] = (await one.mine.listPublishers({})).items;
  expect((await other.mine.listPublishers({})).items).toEqual([]);
  expect(await refusal(other.mine.updatePublisherContact({ publisherId, version: 1, contact: null }))).toMatchObject({ code: 'not_found' });
});
