import { expect, test } from 'vitest';
import { accounts } from '../accounts/contract.ts';
import { relations } from '../relations/contract.ts';
import { account, announced, as, buildWorld, joinPrograms, mailsTo, member, operator, refusal, type TestAccount } from '../../../test/world.ts';
import { customers } from './contract.ts';

const world = await buildWorld();

/** A partner with an admin agent, in the program for resellers. */
async function partner(name?: string, country = 'US', ...sections: ('reseller' | 'distributor')[]) {
  const company = await account(world, name, country);
  await joinPrograms(world, company, ...(sections.length ? sections : (['reseller'] as const)));
  const agent = await member(world, company, 'admin_agent', 'global_admin');
  return { company, agent, own: as(world, customers, { ...agent, account: company }) };
}
const withRole = async (company: TestAccount, role: 'sales_agent' | 'helpdesk_agent' | 'billing_admin') =>
  as(world, customers, { ...(await member(world, company, role)), account: company });

let serial = 0;
const seattle = { country: 'US', line1: '1420 Western Avenue', city: 'SEATTLE', state: 'WA', postalCode: '98101' };
const said = (given: { name?: string; domain?: string } = {}) => {
  const n = ++serial;
  return {
    name: given.name ?? `Blue Lantern ${n}`,
    domain: given.domain ?? `blue-lantern-${n}.example`,
    address: seattle,
    contact: { givenName: 'Ida', familyName: 'Holm', middleName: null, email: `ida@blue-lantern-${n}.example`, phone: '(206) 555-0142' },
    registrationNumber: null,
    locale: 'en' as const,
  };
};
const signer = { givenName: 'Ida', familyName: 'Holm', email: 'ida@blue-lantern.example', agreedOn: '2026-11-20' };

test('an agent adds a customer; its administrator is mailed a link, and the address is kept as the post office spells it', async () => {
  const { company, own } = await partner('Harbor Add');
  const given = said({ name: '  Blue   Lantern Books ', domain: 'https://Blue-Lantern-Books.example/shop' });
  const customer = await own.addCustomer({ ...given, address: { ...seattle, state: 'washington' }, agreement: signer });
  expect(customer).toMatchObject({
    name: 'Blue Lantern Books',
    domain: 'blue-lantern-books.example',
    relationship: 'direct_reseller',
    agreement: 'attested',
    agreedOn: '2026-11-20',
    delegatedRoles: ['global_admin'],
    billing: { address: seattle, addressCheck: 'verified_shippable', contact: { phone: '+12065550142' } },
    can: { edit: true, attest: false, remove: true, manageUsers: true },
  });
  const [mail] = await mailsTo(world, 'admin@blue-lantern-books.example');
  expect(mail?.action?.url).toMatch(/\/set-password#/);
  expect((await own.listAgreements({ customerId: customer.customerId })).items).toMatchObject([{ mode: 'attested', givenName: 'Ida', agreedOn: '2026-11-20' }]);
  expect((await announced(world, 'customers.added')).filter((each) => each.account_id === company.accountId)).toMatchObject([
    { details: { customer: 'Blue Lantern Books' } },
  ]);
});

test('a domain is taken once in the whole center; to another partner it is only taken', async () => {
  const [one, other] = [await partner(), await partner()];
  const given = said();
  const { customerId } = await one.own.addCustomer(given);
  expect(await one.own.checkDomain({ domain: given.domain })).toEqual({ domain: given.domain, isFree: false, customerId });
  expect(await other.own.checkDomain({ domain: given.domain })).toEqual({ domain: given.domain, isFree: false, customerId: null });
  expect(await refusal(other.own.addCustomer(said({ domain: given.domain })))).toMatchObject({ code: 'customers.domain_taken' });
  const twice = said();
  const both = await Promise.allSettled([one.own.addCustomer(twice), other.own.addCustomer({ ...said(), domain: twice.domain })]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
});

test('a stranger never sees a customer, nor can tell that it exists', async () => {
  const [one, other] = [await partner(), await partner()];
  const { customerId, version } = await one.own.addCustomer(said({ name: 'Secret Orchard' }));
  const never = crypto.randomUUID();
  expect((await other.own.listCustomers({ search: 'secret orchard' })).items).toEqual([]);
  expect(await other.own.countCustomers({ search: 'orchard' })).toMatchObject({ count: 0 });
  expect((await other.own.findAlike({ name: 'Secret Orchard' })).items).toEqual([]);
  for (const id of [customerId, never]) {
    expect(await refusal(other.own.getCustomer({ customerId: id }))).toMatchObject({ code: 'not_found' });
    expect(await refusal(other.own.listAgreements({ customerId: id }))).toMatchObject({ code: 'not_found' });
    expect(await refusal(other.own.updateCustomer({ ...said(), customerId: id, version }))).toMatchObject({ code: 'not_found' });
    expect(await refusal(other.own.attestAgreement({ customerId: id, signer }))).toMatchObject({ code: 'not_found' });
    expect(await refusal(other.own.askQualification({ customerId: id, qualification: 'education', ground: 'x', version }))).toMatchObject({
      code: 'not_found',
    });
  }
});

test('an address that contradicts itself is kept only after a yes; one that the post refuses, never', async () => {
  const { own } = await partner();
  const oregon = { ...seattle, state: 'OR' };
  expect(await own.checkAddress({ address: oregon })).toEqual({ result: 'interaction_required', suggestions: [seattle] });
  expect(await refusal(own.addCustomer({ ...said(), address: oregon }))).toMatchObject({
    code: 'customers.address_unconfirmed',
    details: { result: 'interaction_required' },
  });
  const kept = await own.addCustomer({ ...said(), address: oregon, addressConfirmed: true });
  expect(kept.billing).toMatchObject({ address: oregon, addressCheck: 'interaction_required' });
  expect(await refusal(own.addCustomer({ ...said(), address: { ...seattle, postalCode: '1' }, addressConfirmed: true }))).toMatchObject({
    code: 'request.invalid',
    details: { fields: { 'address.postalCode': 'pattern' } },
  });
});

test('some countries want a registration number and a phone; no country outside of the partner’s market can be chosen', async () => {
  const { own } = await partner('Dubai Partner', 'AE');
  const dubai = { country: 'AE', line1: 'Sheikh Zayed Road 12', state: 'دبي' };
  const { phone: _, ...contact } = said().contact;
  expect(await refusal(own.addCustomer({ ...said(), address: dubai, contact }))).toMatchObject({
    details: { fields: { registrationNumber: 'required', 'contact.phone': 'required' } },
  });
  expect(await refusal(own.addCustomer(said()))).toMatchObject({ details: { fields: { 'address.country': 'other_market' } } });
  const french = await partner('Atelier', 'FR');
  await french.own.addCustomer({
    ...said(),
    address: { country: 'ES', line1: 'Calle de Colón, 48', city: 'Valencia', state: 'Valencia', postalCode: '46004' },
    contact: { ...contact },
  });
});

test('a free mail address is no customer’s, nor is the domain of a partner', async () => {
  const { own, agent } = await partner();
  const given = said();
  expect(await refusal(own.addCustomer({ ...given, domain: 'gmail.com', contact: { ...given.contact, email: 'ida@gmail.com' } }))).toMatchObject({
    details: { fields: { domain: 'free_mail_domain', 'contact.email': 'free_mail' } },
  });
  expect(agent.email).toContain('@contoso.example');
});

test('a list is searched by part of a name, a domain or an id, narrowed, sorted by the reader’s language and paged', async () => {
  const { own } = await partner();
  const names = ['Zephyr', 'Éclair', 'alpha', 'Beta', 'Ömer', 'eclipse'];
  const added = [];
  for (const name of names)
    added.push(
      await own.addCustomer(said({ name: `${name} Works`, domain: `${name.normalize('NFKD').replace(/\W/g, '').toLowerCase()}-works-${++serial}.example` })),
    );
  const all = await own.listCustomers({ search: 'works' });
  expect(all.items.map(({ name }) => name.split(' ')[0])).toEqual(['alpha', 'Beta', 'Éclair', 'eclipse', 'Ömer', 'Zephyr']);
  expect((await own.listCustomers({})).items.map(({ name }) => name)).toEqual(all.items.map(({ name }) => name));
  expect((await own.listCustomers({ search: 'ecl' })).items).toHaveLength(2);
  expect((await own.listCustomers({ search: added[0]?.customerId.slice(0, 8) ?? '' })).items.map(({ name }) => name)).toEqual(['Zephyr Works']);
  expect((await own.listCustomers({ search: 'wor zeph' })).items).toHaveLength(1);
  expect((await own.listCustomers({ search: '%' })).items).toEqual([]);
  const first = await own.listCustomers({ search: 'works', limit: 2 });
  const second = await own.listCustomers({ search: 'works', limit: 2, after: first.next ?? '' });
  expect([...first.items, ...second.items].map(({ name }) => name.split(' ')[0])).toEqual(['alpha', 'Beta', 'Éclair', 'eclipse']);
  const third = await own.listCustomers({ limit: 4, after: (await own.listCustomers({ limit: 2 })).next ?? '' });
  expect(third.items.map(({ name }) => name.split(' ')[0])).toEqual(['Éclair', 'eclipse', 'Ömer', 'Zephyr']);
  expect((await own.listCustomers({ from: 'O' })).items.map(({ name }) => name.split(' ')[0])).toEqual(['Ömer', 'Zephyr']);
  expect((await own.listCustomers({ country: 'FR' })).items).toEqual([]);
  expect(await own.countCustomers({ search: 'works', country: 'US', relationship: 'direct_reseller' })).toEqual({ count: 6, isExact: true, countries: ['US'] });
  expect(await own.countCustomers({ qualification: 'education' })).toMatchObject({ count: 0 });
});

test('the export says the same as the list, in the reader’s language', async () => {
  const { own } = await partner();
  await own.addCustomer(said({ name: 'Comma, "Quote" & Sons' }));
  const { body } = (await own.exportCustomers({})) as { body: AsyncIterable<string | Buffer> };
  let text = '';
  for await (const piece of body) text += String(piece);
  expect(text.split('\r\n')).toHaveLength(3);
  expect(text).toContain('"Comma, ""Quote"" & Sons"');
});

test('two colleagues edit one customer: the second is told what the first has changed', async () => {
  const { company, own } = await partner();
  const sales = await withRole(company, 'sales_agent');
  const given = said();
  const { customerId, version } = await own.addCustomer(given);
  const { domain: _, ...rest } = given;
  const changed = await own.updateCustomer({ ...rest, name: 'Blue Lantern Ltd', customerId, version });
  expect(changed).toMatchObject({ name: 'Blue Lantern Ltd', tenantName: given.name });
  expect(await refusal(sales.updateCustomer({ ...rest, locale: 'fr', customerId, version }))).toMatchObject({
    code: 'customers.changed_meanwhile',
    details: { parts: ['name'], by: expect.stringContaining('Ana') as string },
  });
  // Both names find it.
  expect((await own.listCustomers({ search: given.name })).items).toHaveLength(1);
  expect((await own.listCustomers({ search: 'lantern ltd' })).items).toHaveLength(1);
});

test('the agreement is attested once, by agents only, and not for a day to come', async () => {
  const { company, own } = await partner();
  const helpdesk = await withRole(company, 'helpdesk_agent');
  const { customerId, can } = await own.addCustomer(said());
  expect(can.attest).toBe(true);
  expect(await refusal(helpdesk.attestAgreement({ customerId, signer }))).toMatchObject({ code: 'access.denied' });
  expect(await refusal(own.attestAgreement({ customerId, signer: { ...signer, agreedOn: '2026-11-23' } }))).toMatchObject({
    details: { fields: { 'signer.agreedOn': 'in_future' } },
  });
  expect(await own.attestAgreement({ customerId, signer })).toMatchObject({ agreement: 'attested', can: { attest: false } });
  expect(await refusal(own.attestAgreement({ customerId, signer }))).toMatchObject({ code: 'customers.agreement_stands' });
  expect(await helpdesk.getCustomer({ customerId })).toMatchObject({ billing: null, can: { edit: false, seeAgreements: false } });
});

test('a school is qualified by the operator; refused with a reason, it may ask again', async () => {
  const { own } = await partner();
  const desk = as(world, customers, await operator(world, 'op_verifier'));
  const { customerId, version } = await own.addCustomer({
    ...said({ name: 'Maple School' }),
    qualification: 'education',
    qualificationGround: 'maple.example/about',
  });
  expect(await refusal(own.askQualification({ customerId, qualification: 'none', version }))).toMatchObject({ code: 'customers.qualification_in_review' });
  const waiting = (await desk.listQualifications({})).items.find((item) => item.customerId === customerId);
  expect(waiting).toMatchObject({ qualification: 'education', ground: 'maple.example/about', can: { decide: true } });
  const key = { accountId: waiting?.accountId ?? '', customerId };
  expect(await refusal(desk.decideQualification({ ...key, decision: 'refuse', version }))).toMatchObject({ details: { fields: { reason: 'required' } } });
  await desk.decideQualification({ ...key, decision: 'refuse', reason: 'No such school is registered.', version });
  const refused = await own.getCustomer({ customerId });
  expect(refused).toMatchObject({ qualificationState: 'refused', qualificationReason: 'No such school is registered.', can: { qualify: true } });
  const again = await own.askQualification({ customerId, qualification: 'education', ground: 'register.example/4711', version: refused.version });
  await desk.decideQualification({ ...key, decision: 'confirm', version: again.version });
  expect(await own.getCustomer({ customerId })).toMatchObject({ qualification: 'education', qualificationState: 'confirmed' });
  expect((await own.listCustomers({ qualification: 'education' })).items).toHaveLength(1);
});

test('a provider adds a customer with its reseller: both have it in their list, each with rights of its own', async () => {
  const provider = await partner('Grand Provider', 'US', 'distributor');
  const reseller = await partner('Small Reseller');
  const [up, down] = [
    as(world, relations, { ...provider.agent, account: provider.company }),
    as(world, relations, { ...reseller.agent, account: reseller.company }),
  ];
  const { relationId, version } = await up.inviteReseller({ partnerId: reseller.company.partnerId });
  expect(await refusal(provider.own.addCustomer({ ...said(), relationId }))).toMatchObject({ code: 'customers.relation_unknown' });
  await down.acceptRelation({ relationId, version });
  expect((await provider.own.prepareCustomer({})).sellers).toMatchObject([{ relationId, side: 'distributor', name: 'Small Reseller' }]);
  const { customerId } = await provider.own.addCustomer({ ...said({ name: 'Shared Orchard' }), relationId, agreement: signer });
  expect(await provider.own.getCustomer({ customerId })).toMatchObject({ relationship: 'provider', other: { name: 'Small Reseller' }, agreement: 'attested' });
  const theirs = await reseller.own.getCustomer({ customerId });
  expect(theirs).toMatchObject({
    relationship: 'indirect_reseller',
    other: { name: 'Grand Provider' },
    agreement: 'none',
    delegatedRoles: [],
    can: { attest: false },
  });
  expect((await provider.own.listCustomers({ partner: reseller.company.partnerId })).items).toHaveLength(1);
  // Nothing else of the provider comes with it.
  const alone = await provider.own.addCustomer(said());
  expect(await refusal(reseller.own.getCustomer({ customerId: alone.customerId }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(reseller.own.attestAgreement({ customerId, signer }))).toMatchObject({ code: 'customers.provider_attests' });
  await as(world, accounts, { ...reseller.agent, account: reseller.company }).getHome({});
});

test('a company that sells through a provider only names it, and becomes nothing else to a customer', async () => {
  const provider = await partner('Wide Provider', 'US', 'distributor');
  const reseller = await partner('Lone Reseller');
  await world.admin.query("update enrollments set program = 'reseller_indirect' where account_id = $1 and program = 'test_reseller'", [
    reseller.company.accountId,
  ]);
  expect(await reseller.own.prepareCustomer({})).toMatchObject({ needsProvider: true, sellers: [] });
  expect(await refusal(reseller.own.addCustomer(said()))).toMatchObject({ details: { fields: { relationId: 'provider_required' } } });
  const { relationId, version } = await as(world, relations, { ...provider.agent, account: provider.company }).inviteReseller({
    partnerId: reseller.company.partnerId,
  });
  await as(world, relations, { ...reseller.agent, account: reseller.company }).acceptRelation({ relationId, version });
  expect((await reseller.own.prepareCustomer({})).sellers).toMatchObject([{ relationId, side: 'reseller' }]);
  const { customerId } = await reseller.own.addCustomer({ ...said(), relationId });
  expect(await reseller.own.getCustomer({ customerId })).toMatchObject({ relationship: 'indirect_reseller', other: { name: 'Wide Provider' } });
  expect(await provider.own.prepareCustomer({})).toMatchObject({ needsProvider: false });
});

test('a customer that may be there already is named by name, domain or number', async () => {
  const { own } = await partner('Lyon', 'FR');
  const given = said({ name: 'Verger Secret SARL' });
  const lyon = { country: 'FR', line1: '27 rue de la République', city: 'Lyon', postalCode: '69002' };
  const { customerId } = await own.addCustomer({
    ...given,
    address: lyon,
    registrationNumber: '812 345 676',
    contact: { ...given.contact, phone: '04 72 56 01 42' },
  });
  expect((await own.findAlike({ name: 'verger  SECRET sarl' })).items).toMatchObject([{ customerId, why: 'name' }]);
  expect((await own.findAlike({ domain: given.domain })).items).toMatchObject([{ customerId, why: 'domain' }]);
  expect((await own.findAlike({ country: 'FR', registrationNumber: '812345676' })).items).toMatchObject([{ customerId, why: 'registrationNumber' }]);
  expect((await own.findAlike({ name: 'Verger' })).items).toEqual([]);
});
