import { expect, test } from 'vitest';
import { exampleContact } from '../../../test/examples/supportDirectory.ts';
import { account, announced, as, buildWorld, operator, refusal, session } from '../../../test/world.ts';
import type { Download } from '../../server/http.ts';
import { support } from './contract.ts';
import type { ContactFields } from './contract/directory.ts';

const world = await buildWorld();
const root = await operator(world, 'op_root');
const desk = as(world, support, root);
const visitor = as(world, support);
const base64 = (text: string) => Buffer.from(text).toString('base64');
const add = (over: Partial<ContactFields> = {}) => desk.addSupportContact({ ...exampleContact, ...over });
const emptied = () => world.admin.query('delete from support_contacts');
const exported = async () => {
  const { body } = (await desk.exportSupportContacts({})) as Download;
  return (await body.toArray()).join('');
};

test('a new center has no contacts; its desk is there for everyone', async () => {
  await world.admin.query("update center set desk_email = 'desk@operator.example'");
  expect(await visitor.getDirectory({ country: 'FR', locale: 'fr' })).toMatchObject({ country: 'FR', items: [], fallback: { email: 'desk@operator.example' } });
  expect(await desk.listSupportContacts({})).toMatchObject({ items: [], unreachable: [] });
});

test('nobody needs a session, and the answer may be kept for a while', async () => {
  const answer = await world.app.http.inject({ url: '/api/public/support-directory?country=fr&locale=es' });
  expect(answer.statusCode).toBe(200);
  expect(answer.headers['cache-control']).toBe('public, max-age=30');
  expect(answer.headers['set-cookie']).toBeUndefined();
});

test('a visitor sees what is there for the country and for every country, open or not and until when', async () => {
  await emptied();
  await add();
  await add({ country: 'US', value: '(206) 555-0137', languages: ['en'] });
  await add({ country: '*', kind: 'email', value: 'help@operator.example', hours: [], label: { fr: 'Le support', en: 'Support' }, languages: ['en'] });
  // Saturday morning in Paris.
  const { items } = await visitor.getDirectory({ country: 'FR', locale: 'zh-TW' });
  expect(items).toMatchObject([
    {
      country: 'FR',
      kind: 'phone',
      value: '+33199001234',
      shown: '01 99 00 12 34',
      label: 'Partner support',
      isOpen: false,
      changesAt: new Date('2026-11-23T08:00:00Z'),
    },
    { country: '*', kind: 'email', isOpen: true, changesAt: null, week: [] },
  ]);
  expect(items[0]?.week[0]).toEqual({ from: new Date('2026-11-23T08:00:00Z'), to: new Date('2026-11-23T17:00:00Z') });
  expect((await visitor.getDirectory({ country: 'US', locale: 'en' })).items[0]).toMatchObject({ value: '+12065550137', shown: '(206) 555-0137' });
  expect((await visitor.getDirectory({ country: 'XX', locale: 'en' })).country).toBe('*');
});

test('a number, address, country, product, language or zone that cannot be is refused where it stands', async () => {
  const refusedFields = async (over: Partial<ContactFields>) => ((await refusal(add(over))).details as { fields: Record<string, string> }).fields;
  expect(await refusedFields({ value: '0199' })).toEqual({ value: 'not_a_phone' });
  expect(await refusedFields({ country: '*', value: '01 99 00 12 34' })).toEqual({ value: 'not_a_phone' });
  expect(await refusedFields({ kind: 'email', value: 'nobody' })).toEqual({ value: 'not_an_address' });
  expect(await refusedFields({ kind: 'web', value: 'http://help.example' })).toEqual({ value: 'https_only' });
  expect(await refusedFields({ country: 'QX', value: '+33199001234' })).toEqual({ country: 'unknown_country' });
  expect(await refusedFields({ product: 'no_such' })).toEqual({ product: 'unknown_product' });
  expect(await refusedFields({ languages: ['fr', 'qqq'] })).toEqual({ languages: 'unknown_language' });
  expect(await refusedFields({ timeZone: 'Mars/Olympus' })).toEqual({ timeZone: 'unknown_zone' });
  expect(await refusedFields({ hours: [{ days: ['mon'], open: '09:00', close: '09:00' }] })).toEqual({ 'hours.0.close': 'open_is_close' });
});

test('what is added, changed and removed is written down; who was quicker is not overwritten', async () => {
  await emptied();
  const { contactId, version } = await add();
  await desk.editSupportContact({ ...exampleContact, contactId, version, purpose: 'access' });
  expect((await refusal(desk.editSupportContact({ ...exampleContact, contactId, version }))).code).toBe('request.changed_meanwhile');
  await desk.removeSupportContact({ contactId });
  expect((await refusal(desk.removeSupportContact({ contactId }))).code).toBe('not_found');
  const [changed] = await announced(world, 'support_contacts.changed');
  expect(changed).toMatchObject({ before: { purpose: '*' }, after: { purpose: 'access' } });
  expect(await announced(world, 'support_contacts.removed')).toHaveLength(1);
});

test('some are put in another order while the others keep their places', async () => {
  await emptied();
  const ids: string[] = [];
  for (const at of [0, 1, 2, 3]) ids.push((await add({ value: `+33 1 99 00 00 0${at}`, country: at % 2 ? 'FR' : 'BE' })).contactId);
  await desk.orderSupportContacts({ contactIds: [ids[3] ?? '', ids[1] ?? ''] });
  expect((await desk.listSupportContacts({})).items.map(({ contactId }) => ids.indexOf(contactId))).toEqual([0, 3, 2, 1]);
});

test('changing what people call takes a second factor of now', async () => {
  const token = await session(world, root.personId, { secondFactor: false });
  expect((await refusal(as(world, support, { ...root, token }).addSupportContact(exampleContact))).code).toBe('access.step_up');
});

test('what is exported and imported again is what it was', async () => {
  await emptied();
  await add({
    hours: [...exampleContact.hours, { days: ['sat', 'sun'], open: '22:00', close: '02:00' }],
    costNote: { fr: 'Prix d’un appel local', en: '=cheap' },
  });
  await add({ country: '*', kind: 'postal', value: 'Entente\n1 rue du Port, 33000 Bordeaux', hours: [], checkedOn: null });
  const text = await exported();
  // A number begins with +, which a spreadsheet would run.
  expect(text).toContain("'+33199001234");
  const before = (await desk.listSupportContacts({})).items;
  expect(await desk.previewSupportContacts({ content: base64(text) })).toEqual({ faults: [], changes: [], unchanged: 2 });
  await desk.importSupportContacts({ content: base64(text) });
  expect((await desk.listSupportContacts({})).items).toEqual(before);
  expect(before[0]?.hours).toEqual([...exampleContact.hours, { days: ['sat', 'sun'], open: '22:00', close: '02:00' }]);
});

test('a file replaces the directory, in its order, and says before what it will do', async () => {
  await emptied();
  await add();
  await add({ kind: 'email', value: 'old@operator.example' });
  const content = base64(
    [
      'Country;Kind;Value;Languages;TZ;Days;Open;Close;TollFree;label_en',
      'us;phone;206 555 0137;en es;America/Los_Angeles;mon-fri|sat;9:00|10:00;17:00|14:00;yes;Sales and help',
      'FR;phone;+33 1 99 00 12 34;fr;Europe/Paris;;;;;',
    ].join('\r\n'),
  );
  const { changes } = await desk.previewSupportContacts({ content });
  expect(changes).toEqual([
    { change: 'added', country: 'US', name: '+12065550137' },
    { change: 'changed', country: 'FR', name: '+33199001234' },
    { change: 'removed', country: 'FR', name: 'old@operator.example' },
  ]);
  expect((await desk.importSupportContacts({ content })).changes).toEqual(changes);
  const { items } = await desk.listSupportContacts({});
  expect(items.map(({ country }) => country)).toEqual(['US', 'FR']);
  expect(items[0]).toMatchObject({ tollFree: true, languages: ['en', 'es'], label: { en: 'Sales and help' }, product: '*', purpose: '*' });
  expect(items[0]?.hours).toEqual([
    { days: ['mon', 'tue', 'wed', 'thu', 'fri'], open: '09:00', close: '17:00' },
    { days: ['sat'], open: '10:00', close: '14:00' },
  ]);
});

test('every mistake of a file is named with its row and column, and nothing is done', async () => {
  await emptied();
  await add();
  const content = base64(
    [
      'country,program,purpose,kind,value,tollfree,languages,tz,days,open,close,checked_on',
      'FR,*,*,phone,+33 1 99 00 12 34,no,fr,Europe/Paris,mon-fri,09:00,18:00,2026-11-02',
      'Frankreich,csp,chatting,fax,+33 1 99,maybe,klingonisch,Paris,montag,9,18:00,02.11.2026',
      'FR,*,*,phone,12,no,fr,Europe/Paris,mon|tue,09:00,18:00,2026-02-31',
      'FR,*,*,phone,01 99 00 12 34,no,fr,Europe/Paris,,,,',
      ',,,,,,,,,,,',
      'FR,*,*,email,,no,,Europe/Paris,sat,10:00,10:00,,too much',
      'FR,*,*,email,a@b.example,no,fr,Europe/Paris,,,,2026-02-31',
    ].join('\n'),
  );
  const { faults, changes } = await desk.previewSupportContacts({ content });
  expect(changes).toEqual([]);
  expect(faults.map(({ row, column, code }) => `${row} ${column} ${code}`)).toEqual([
    '3 purpose unknown_purpose',
    '3 kind unknown_kind',
    '3 tollfree not_yes_or_no',
    '3 days unknown_day',
    '3 open not_a_time',
    '3 country unknown_country',
    '3 program unknown_product',
    '3 languages unknown_language',
    '3 tz unknown_zone',
    '4 days spans_differ',
    '4 value not_a_phone',
    '5 value twice',
    '7 null cells_over',
    '7 value required',
    '7 languages required',
    '7 close open_is_close',
    '8 checked_on not_a_day',
  ]);
  expect(await refusal(desk.importSupportContacts({ content }))).toMatchObject({ code: 'support_contacts.faulty', details: { count: 17 } });
  expect((await desk.listSupportContacts({})).items).toHaveLength(1);
});

test('headings that are none, and files that are none, are said as such', async () => {
  const faultsOf = async (text: string) => (await desk.previewSupportContacts({ content: base64(text) })).faults.map(({ code, value }) => `${code} ${value}`);
  expect(await faultsOf('country,kind,value,languages,tz,fax,kind\n')).toEqual(['unknown_heading fax', 'heading_twice kind']);
  expect(await faultsOf('country,kind\n')).toEqual(['no_heading value', 'no_heading languages', 'no_heading tz']);
  const workbook = Buffer.from([0x50, 0x4b, 3, 4, 0, 0]).toString('base64');
  expect(await refusal(desk.previewSupportContacts({ content: workbook }))).toMatchObject({
    code: 'support_contacts.file_wrong',
    details: { fault: 'spreadsheet' },
  });
});

test('countries are named in which nobody, or the desk alone, can be reached by someone who is locked out', async () => {
  await emptied();
  await account(world, 'Porto Lda', 'PT');
  expect((await desk.listSupportContacts({})).deskOnly).toContain('PT');
  // An entry for billing helps nobody to sign in.
  await add({ country: 'PT', kind: 'email', value: 'b@operator.example', purpose: 'billing' });
  expect((await desk.listSupportContacts({})).deskOnly).toContain('PT');
  await world.admin.query('update center set desk_email = null, desk_phone = null');
  await add({ country: 'PT', kind: 'email', value: 'p@operator.example', product: 'signin', purpose: 'access' });
  const { unreachable, deskOnly } = await desk.listSupportContacts({});
  expect(deskOnly).toEqual([]);
  expect(unreachable).toContain('FR');
  expect(unreachable).not.toContain('PT');
  await add({ country: '*', kind: 'email', value: 'all@operator.example' });
  expect((await desk.listSupportContacts({})).unreachable).toEqual([]);
});
