import { expect, test } from 'vitest';
import { account, announced, as, buildWorld, join, mailsTo, member, operator, person, refusal } from '../../../test/world.ts';
import { openTx } from '../../server/db.ts';
import { nobody } from '../../server/actor.ts';
import { addAccount } from './acts.ts';
import { accounts } from './contract.ts';

const world = await buildWorld();
const company = await account(world, 'Contoso');
const admin = await member(world, company, 'global_admin');
const here = { ...admin, account: company };
const root = await operator(world, 'op_root');

const addressOfParis = { country: 'FR', line1: '12 rue de Rivoli', city: 'Paris', postalCode: '75004' };
const contact = { givenName: 'Luc', familyName: 'Moreau', email: 'luc@northwind.example', phone: '01 42 60 20 00' };

async function open(input: Partial<Parameters<typeof addAccount>[3]> = {}) {
  const { tx, commit, rollback } = openTx(world.app.db, { sight: {} });
  const who = await person(world, { email: `signer.${crypto.randomUUID().slice(0, 8)}@northwind.example` });
  try {
    const row = await addAccount(tx, nobody({ requestId: 't', address: null, userAgent: null }), world.now, {
      name: 'Northwind',
      country: 'FR',
      address: addressOfParis,
      registrationNumber: '732 829 320',
      primaryContact: contact,
      termsAcceptedBy: who.personId,
      domain: 'northwind.example',
      ...input,
    });
    await commit();
    return row;
  } catch (error) {
    await rollback();
    throw error;
  }
}

test('a new account has a PartnerId of seven digits, is pending, and stands under its domain and number', async () => {
  const first = await open();
  const second = await open({ name: 'Northwind Sud' });
  expect(first.partnerId).toMatch(/^\d{7}$/);
  expect(Number(second.partnerId)).toBeGreaterThan(Number(first.partnerId));
  expect(first).toMatchObject({ vettingStatus: 'pending', registrationNumber: '732829320', primaryContactConfirmedAt: null });
  expect((await world.admin.query('select domain, proved_at from account_domains where account_id = $1', [first.accountId])).rows).toMatchObject([
    { domain: 'northwind.example', proved_at: world.now },
  ]);
  expect((await announced(world, 'accounts.created')).filter((a) => a.account_id === first.accountId)).toMatchObject([
    { details: { name: 'Northwind', country: 'FR' } },
  ]);
});

test('an account is refused what its country’s post office and register would refuse', async () => {
  expect(await refusal(open({ address: { ...addressOfParis, postalCode: '7500' }, registrationNumber: '732 829 321' }))).toMatchObject({
    code: 'request.invalid',
    details: { fields: { 'address.postalCode': 'pattern', registrationNumber: 'check_digit' } },
  });
  expect(await refusal(open({ primaryContact: { ...contact, phone: '12' } }))).toMatchObject({ details: { fields: { 'primaryContact.phone': 'phone' } } });
});

test('a primary contact who is not the one who signed up confirms by the mailed link, once asked, and only that', async () => {
  const row = await open({ primaryContact: { ...contact, email: 'contact@northwind.example' }, locale: 'fr' });
  const [mail] = await mailsTo(world, 'contact@northwind.example');
  expect(mail).toMatchObject({ template: 'accounts.confirm_contact', locale: 'fr' });
  const token = mail?.action?.url.split('#')[1] ?? '';
  expect(await as(world, accounts).confirmContact({ token })).toEqual({ company: 'Northwind' });
  expect(await refusal(as(world, accounts).confirmContact({ token: `${token.slice(0, -2)}xx` }))).toMatchObject({
    code: 'accounts.contact_link_not_usable',
    status: 410,
  });
  expect((await world.admin.query('select primary_contact_confirmed_at from accounts where account_id = $1', [row.accountId])).rows).toMatchObject([
    { primary_contact_confirmed_at: world.now },
  ]);
});

test('the link goes to whoever is the contact when it is made: the one named before cannot confirm for the one named after', async () => {
  for (const email of ['first@contoso.example', 'second@contoso.example']) {
    const { version } = await as(world, accounts, here).getCompany({});
    await as(world, accounts, here).updatePrimaryContact({ contact: { ...contact, email }, version });
  }
  expect((await mailsTo(world, 'first@contoso.example')).filter((mail) => mail.action)).toEqual([]);
  const [mail] = await mailsTo(world, 'second@contoso.example');
  await as(world, accounts).confirmContact({ token: mail?.action?.url.split('#')[1] ?? '' });
  expect((await as(world, accounts, here).getCompany({})).primaryContactConfirmedAt).toEqual(world.now);
});

test('changed legal data are checked again, and it is told which; a new website is not', async () => {
  const before = await as(world, accounts, here).getCompany({});
  expect(before.vetting.status).toBe('authorized');
  const { name, address, registrationNumber, vatNumber } = before;
  const site = await as(world, accounts, here).updateLegalProfile({
    name,
    address,
    registrationNumber,
    vatNumber,
    website: 'contoso.example',
    version: before.version,
  });
  expect(site).toMatchObject({ website: 'https://contoso.example', vetting: { status: 'authorized' } });
  const renamed = await as(world, accounts, here).updateLegalProfile({
    name: 'Contoso SAS',
    address,
    registrationNumber,
    vatNumber,
    website: site.website,
    version: site.version,
  });
  expect(renamed).toMatchObject({ name: 'Contoso SAS', vetting: { status: 'pending', dueAt: new Date('2026-11-27T18:00:00Z') } });
  expect((await announced(world, 'accounts.legal_profile_changed')).find((a) => (a.details as { checkedAgain: boolean }).checkedAgain)).toMatchObject({
    details: { fields: ['name'], checkedAgain: true },
    before: { name: 'Contoso' },
    after: { name: 'Contoso SAS' },
  });
  expect(
    await refusal(as(world, accounts, here).updateLegalProfile({ name, address, registrationNumber, vatNumber, website: null, version: before.version })),
  ).toMatchObject({ code: 'request.changed_meanwhile' });
});

test('the country of a company stays what it is', async () => {
  const { version, name } = await as(world, accounts, here).getCompany({});
  const move = {
    name,
    address: { country: 'ES', line1: 'Calle Mayor 1', city: 'Madrid', postalCode: '28013', state: 'Madrid' },
    registrationNumber: null,
    vatNumber: null,
    website: null,
    version,
  };
  expect(await refusal(as(world, accounts, here).updateLegalProfile(move))).toMatchObject({ details: { fields: { 'address.country': 'country_fixed' } } });
});

test('roles decide over the profile: a user admin reads the legal data, a billing admin does not', async () => {
  const [reader, biller] = [await member(world, company, 'user_admin'), await member(world, company, 'billing_admin')];
  expect(await as(world, accounts, { ...reader, account: company }).getCompany({})).toMatchObject({ can: { editLegal: false } });
  const denied = await refusal(as(world, accounts, { ...biller, account: company }).getCompany({}));
  expect(denied).toMatchObject({
    code: 'access.denied',
    details: { permission: 'legal_profile', roles: ['global_admin', 'account_admin', 'user_admin', 'membership_admin'] },
  });
  expect((denied.details['grantors'] as { email: string }[]).map((g) => g.email)).toContain(admin.email);
});

test('another account cannot see the company, nor tell that it exists', async () => {
  const stranger = await member(world, await account(world), 'global_admin');
  const real = await refusal(as(world, accounts, { ...stranger, account: company }).getCompany({}));
  const made = await refusal(as(world, accounts, { ...stranger, account: crypto.randomUUID() }).getCompany({}));
  expect({ code: real.code, details: real.details }).toEqual({ code: made.code, details: made.details });
  expect(real).toMatchObject({ code: 'not_found', status: 404 });
});

test('Home lists what is left, says who can do it, and forgets what is done', async () => {
  const firm = await account(world, 'Adatum');
  const boss = await member(world, firm, 'global_admin');
  const user = await member(world, firm, 'default_user');
  const [mine, theirs] = [
    { ...boss, account: firm },
    { ...user, account: firm },
  ];
  const home = await as(world, accounts, mine).getHome({});
  expect(home.tasks.map((task) => [task.key, task.can])).toEqual([
    ['primary_contact', true],
    ['support_details', true],
    ['tax_exemption', true],
    ['second_factor', true],
    ['second_way', true],
    ['second_admin', true],
    ['first_program', true],
  ]);
  const seen = await as(world, accounts, theirs).getHome({});
  expect(seen.tasks.find((task) => task.key === 'support_details')).toMatchObject({
    can: false,
    roles: ['global_admin', 'account_admin'],
    helpers: [{ email: boss.email }],
  });
  expect(seen.figures).toEqual([]);

  const { version } = await as(world, accounts, mine).getSupportDetails({});
  const details = await as(world, accounts, mine).updateSupportDetails({
    email: 'help@adatum.example',
    phone: '01 42 60 20 00',
    website: 'help.adatum.example',
    version,
  });
  expect(details).toMatchObject({ phone: '+33142602000', website: 'https://help.adatum.example' });
  await as(world, accounts, mine).setTaxExemption({ choice: 'not_for_us', version: details.version });
  await join(world, firm, await person(world), 'global_admin');
  expect((await as(world, accounts, mine).getHome({})).tasks.map((task) => task.key)).toEqual([
    'primary_contact',
    'second_factor',
    'second_way',
    'first_program',
  ]);
});

test('a support phone that nobody could call is refused', async () => {
  const { version } = await as(world, accounts, here).getSupportDetails({});
  expect(await refusal(as(world, accounts, here).updateSupportDetails({ email: 'help@contoso.example', phone: '123', website: null, version }))).toMatchObject({
    details: { fields: { phone: 'phone' } },
  });
});

test('accepted ways of signing in never shut out the one who chooses, and hold for others with the commit', async () => {
  const firm = await account(world, 'Fabrikam');
  const boss = await join(world, firm, await person(world, { proofs: ['password', 'totp'] }), 'global_admin');
  const colleague = await join(world, firm, await person(world, { proofs: ['password'] }), 'default_user');
  const mine = { ...boss, account: firm };
  const theirs = { ...colleague, account: firm };
  await as(world, accounts, theirs).getHome({});
  const { version } = await as(world, accounts, mine).getSignInPolicy({});
  expect(await refusal(as(world, accounts, mine).setAcceptedProofs({ accepted: ['passkey'], version }))).toMatchObject({
    code: 'sign_in_policy.shuts_you_out',
  });
  expect(await as(world, accounts, mine).setAcceptedProofs({ accepted: ['totp', 'passkey'], version })).toMatchObject({
    accepted: ['passkey', 'recovery_code', 'totp'],
  });
  expect(await refusal(as(world, accounts, theirs).getHome({}))).toMatchObject({ code: 'access.proof_not_accepted' });
  expect((await as(world, accounts, mine).getHome({})).name).toBe('Fabrikam');
});

test('the rule of a country is public, and the list has them all', async () => {
  expect((await as(world, accounts).listCountries({})).items.length).toBeGreaterThan(240);
  expect(await as(world, accounts).getCountry({ iso2: 'TW' })).toMatchObject({ iso2: 'TW', callingCode: '886' });
  expect(await refusal(as(world, accounts).getCountry({ iso2: 'QQ' }))).toMatchObject({ status: 404 });
});

test('the operator finds companies by part of a name without accents, by PartnerId and by domain, page by page', async () => {
  const creme = await open({ name: 'Crème & Café SARL', domain: 'creme-cafe.example' });
  const find = as(world, accounts, root);
  expect((await find.listAccounts({ search: 'CAFE creme' })).items).toMatchObject([{ accountId: creme.accountId, vetting: 'pending' }]);
  expect((await find.listAccounts({ search: creme.partnerId.slice(1) })).items.map((row) => row.accountId)).toContain(creme.accountId);
  expect((await find.listAccounts({ search: 'creme-cafe.ex' })).items).toHaveLength(1);
  expect((await find.listAccounts({ search: '100%' })).items).toEqual([]);
  const first = await find.listAccounts({ limit: 2 });
  const second = await find.listAccounts({ limit: 2, after: first.next ?? '' });
  expect(new Set([...first.items, ...second.items].map((row) => row.accountId)).size).toBe(4);
  expect((await find.listAccounts({ country: 'ES' })).items).toEqual([]);
});

test('every look of the operator is told to the account, with who and why', async () => {
  const look = await as(world, accounts, root).openAccount({ accountId: company.accountId, why: 'support', note: 'They cannot find the invoice' });
  expect(look).toMatchObject({ partnerId: company.partnerId, peopleCount: 3, can: { verify: true, bringBack: true } });
  expect(look.people[0]).toMatchObject({ email: admin.email, roles: ['global_admin'] });
  expect((await as(world, accounts, here).listLooks({})).items).toMatchObject([
    { by: `${root.givenName} ${root.familyName}`, why: 'support', note: 'They cannot find the invoice' },
  ]);
  expect(await refusal(as(world, accounts, root).openAccount({ accountId: crypto.randomUUID(), why: 'audit' }))).toMatchObject({ status: 404 });
  expect(await refusal(as(world, accounts, here).openAccount({ accountId: company.accountId, why: 'audit' }))).toMatchObject({
    code: 'access.denied',
    details: { roles: [], grantors: [] },
  });
});
