import { expect, test } from 'vitest';
import { account, as, buildWorld, joinPrograms, mailsTo, member, operator, person, refusal, session } from '../../../test/world.ts';
import { agreements, ofCustomers } from '../agreements/contract.ts';
import { customers } from './contract.ts';

const world = await buildWorld();
let serial = 0;

async function partner(country = 'US') {
  const company = await account(world, `Partner ${++serial}`, country);
  await joinPrograms(world, company, 'reseller');
  const agent = await member(world, company, 'admin_agent', 'global_admin');
  return { company, own: as(world, customers, { ...agent, account: company }) };
}
const seattle = { country: 'US', line1: '1420 Western Avenue', city: 'SEATTLE', state: 'WA', postalCode: '98101' };
const visitor = (token?: string | null, gave?: (token: string | null) => void) => as(world, customers, { token: token ?? null, ...(gave ? { gave } : {}) });

async function addedBy(own: Awaited<ReturnType<typeof partner>>['own']) {
  const n = ++serial;
  const contact = { givenName: 'Ida', familyName: 'Holm', middleName: null, email: `ida@cust-${n}.example` };
  return own.addCustomer({ name: `Customer ${n}`, domain: `cust-${n}.example`, address: seattle, contact, registrationNumber: null, locale: 'en' });
}
/** The administrator of a customer, signed in. */
async function adminOf(domain: string) {
  const { rows } = await world.admin.query<{ person_id: string }>('select person_id from customer_users where user_name = $1', [`admin@${domain}`]);
  return visitor(await session(world, rows[0]?.person_id ?? ''));
}
async function linkTo(email: string): Promise<string> {
  const [mail] = (await mailsTo(world, email)).filter(({ template }) => template === 'customers.invitation');
  return mail?.action?.url.split('#')[1] ?? '';
}
const wish = (email: string, rights: { roles: ('global_admin' | 'helpdesk_admin')[]; days: number } | null = null) => ({
  company: 'Pine Books',
  email,
  locale: 'fr' as const,
  rights,
});

/** Proves a mailbox and accepts as somebody who is new. */
async function acceptAsNew(token: string, email: string, withRights = true) {
  const { attempt } = await visitor().proveCustomerMailbox({ token, email });
  const [mail] = (await mailsTo(world, email)).filter(({ template }) => template === 'customers.invitation_code');
  const { proof, isKnown } = await visitor().checkCustomerCode({ token, attempt, code: mail?.code ?? '' });
  expect(isKnown).toBe(false);
  let given: string | null = null;
  const newPerson = { givenName: 'Noor', familyName: 'Haddad', proof, password: 'cobalt harbor twelve anvils', locale: 'fr' as const };
  const { tenantId } = await visitor(null, (opened) => (given = opened)).acceptCustomerInvitation({
    token,
    agreed: true,
    withRights,
    company: { name: 'Pine Books LLC', address: seattle },
    newPerson,
  });
  return { tenantId, own: visitor(given) };
}

test('a customer without a directory accepts by the mailed link: it founds one, agrees, and gives the rights', async () => {
  const { own } = await partner();
  const email = `noor@pine-${++serial}.example`;
  await own.inviteCustomer({ ...wish(email, { roles: ['helpdesk_admin'], days: 90 }), message: 'As discussed on the phone.' });
  const [mail] = await mailsTo(world, email);
  expect(mail).toMatchObject({ locale: 'fr', template: 'customers.invitation' });
  const token = await linkTo(email);
  expect(await visitor().openCustomerInvitation({ token })).toMatchObject({
    state: 'open',
    rights: { roles: ['helpdesk_admin'], days: 90 },
    me: null,
    message: 'As discussed on the phone.',
  });
  const { tenantId, own: customer } = await acceptAsNew(token, email);
  expect(await own.getCustomer({ customerId: tenantId })).toMatchObject({
    name: 'Pine Books LLC',
    createdVia: 'invitation',
    agreement: 'direct',
    delegatedRoles: ['helpdesk_admin'],
    billing: { address: seattle, contact: { email } },
  });
  expect((await own.listCustomerInvitations({})).items).toMatchObject([{ state: 'accepted', customerId: tenantId, openedAt: world.now }]);
  // The customer's own page says the same, and that is all it sees.
  const { items } = await customer.listMyTenants({});
  expect(items).toMatchObject([
    { tenantId, isAdmin: true, partners: [{ agreements: [{ mode: 'direct' }], delegations: [{ state: 'active', roles: ['helpdesk_admin'] }] }] },
  ]);
  expect(await refusal(visitor().openCustomerInvitation({ token: `${token.slice(0, -1)}x` }))).toMatchObject({ code: 'customer_invitations.gone' });
});

test('the administrator of a directory accepts a second partner; neither partner learns of the other', async () => {
  const [one, other] = [await partner(), await partner()];
  const { customerId, domain } = await addedBy(one.own);
  const admin = await adminOf(domain);
  const email = `admin@${domain}`;
  await other.own.inviteCustomer(wish(email));
  const token = await linkTo(email);
  expect((await admin.openCustomerInvitation({ token })).me).toMatchObject({ tenants: [{ tenantId: customerId }], founds: null });
  await admin.acceptCustomerInvitation({ token, agreed: true, withRights: true, tenantId: customerId });
  expect(await other.own.getCustomer({ customerId })).toMatchObject({ agreement: 'direct', delegatedRoles: [], other: null, billing: { address: seattle } });
  expect((await admin.listMyTenants({})).items[0]?.partners).toHaveLength(2);
  expect((await other.own.listDelegations({ customerId })).items).toEqual([]);
  await other.own.inviteCustomer(wish(`again@${domain}`));
  expect(
    await refusal(admin.acceptCustomerInvitation({ token: await linkTo(`again@${domain}`), agreed: true, withRights: false, tenantId: customerId })),
  ).toMatchObject({
    code: 'customer_invitations.already_customer',
  });
});

test('nobody accepts for a directory that they do not administer, nor from another market', async () => {
  const [one, other, french] = [await partner(), await partner(), await partner('FR')];
  const { customerId, domain } = await addedBy(one.own);
  await other.own.inviteCustomer(wish(`someone@${domain}`));
  const token = await linkTo(`someone@${domain}`);
  const stranger = visitor((await person(world)).token);
  expect(await refusal(stranger.acceptCustomerInvitation({ token, agreed: true, withRights: true, tenantId: customerId }))).toMatchObject({
    code: 'customer_invitations.not_its_admin',
  });
  expect(await refusal(visitor().acceptCustomerInvitation({ token, agreed: true, withRights: true, tenantId: customerId }))).toMatchObject({
    code: 'customer_invitations.unproved',
  });
  // A mailbox of the domain is not enough: its directory has an administrator.
  const { attempt } = await visitor().proveCustomerMailbox({ token, email: `someone@${domain}` });
  const [mail] = (await mailsTo(world, `someone@${domain}`)).filter(({ template }) => template === 'customers.invitation_code');
  expect(await refusal(visitor().checkCustomerCode({ token, attempt, code: mail?.code ?? '' }))).toMatchObject({ code: 'customer_invitations.not_its_admin' });
  await french.own.inviteCustomer(wish(`admin@${domain}`));
  const admin = await adminOf(domain);
  expect(
    await refusal(admin.acceptCustomerInvitation({ token: await linkTo(`admin@${domain}`), agreed: true, withRights: false, tenantId: customerId })),
  ).toMatchObject({
    code: 'customer_invitations.other_market',
  });
});

test('an invitation is declined, withdrawn, sent again or runs out; a link from before stops working', async () => {
  const { own } = await partner();
  const email = `kai@decline-${++serial}.example`;
  const { invitationId } = await own.inviteCustomer(wish(email));
  const first = await linkTo(email);
  const { link } = await own.makeInvitationLink({ invitationId });
  expect(await refusal(visitor().openCustomerInvitation({ token: first }))).toMatchObject({ code: 'customer_invitations.gone' });
  await visitor().declineCustomerInvitation({ token: link.split('#')[1] ?? '', reason: 'Not now' });
  expect((await own.listCustomerInvitations({ state: 'declined' })).items).toMatchObject([{ reason: 'Not now' }]);
  expect(await refusal(own.resendCustomerInvitation({ invitationId }))).toMatchObject({ code: 'customer_invitations.gone' });
  const again = await own.inviteCustomer(wish(`kai2@decline-${serial}.example`));
  await world.admin.query('update customer_invitations set expires_at = $2 where invitation_id = $1', [again.invitationId, world.now]);
  expect((await own.listCustomerInvitations({ state: 'expired' })).items).toHaveLength(1);
  expect(await own.resendCustomerInvitation({ invitationId: again.invitationId })).toMatchObject({ state: 'open' });
  expect(await own.withdrawCustomerInvitation({ invitationId: again.invitationId })).toMatchObject({ state: 'withdrawn' });
});

test('rights in a directory are asked for, given for some days, taken back, and end by themselves', async () => {
  const { own } = await partner();
  const { customerId, domain } = await addedBy(own);
  const admin = await adminOf(domain);
  const { items } = await own.askDelegation({ customerId, roles: ['user_admin', 'license_admin'], days: 30, why: 'Onboarding' });
  const asked = items.find(({ state }) => state === 'asked');
  const [mail] = (await mailsTo(world, `admin@${domain}`)).filter(({ template }) => template === 'customers.news');
  expect(mail?.action?.url).toMatch(/\/me\/customer$/);
  const partnerId = (await admin.listMyTenants({})).items[0]?.partners[0]?.accountId ?? '';
  const key = { tenantId: customerId, accountId: partnerId, delegationId: asked?.delegationId ?? '' };
  await admin.decideDelegation({ ...key, decision: 'give', version: asked?.version ?? 0 });
  expect((await own.getCustomer({ customerId })).delegatedRoles).toEqual(['global_admin', 'license_admin', 'user_admin']);
  expect(await refusal(admin.decideDelegation({ ...key, decision: 'give', version: 2 }))).toMatchObject({ code: 'delegations.not_in_state' });
  await world.admin.query('update customer_delegations set ends_at = $2 where delegation_id = $1', [key.delegationId, world.now]);
  const state = (await own.listDelegations({ customerId })).items.find(({ delegationId }) => delegationId === key.delegationId)?.state;
  expect(state).toBe('expired');
  // What came with the creation of the directory is the customer's to take back.
  const first = (await own.listDelegations({ customerId })).items.find(({ roles }) => roles.includes('global_admin'));
  await admin.decideDelegation({ ...key, delegationId: first?.delegationId ?? '', decision: 'end', version: first?.version ?? 0 });
  expect(await own.getCustomer({ customerId })).toMatchObject({ delegatedRoles: [] });
  const stranger = visitor((await person(world)).token);
  expect(await refusal(stranger.decideDelegation({ ...key, decision: 'end', version: 2 }))).toMatchObject({ code: 'not_found' });
  expect((await stranger.listMyTenants({})).items).toEqual([]);
});

test('an administrator accepts the agreement on the customer’s own page', async () => {
  const { own } = await partner();
  const { customerId, domain } = await addedBy(own);
  const admin = await adminOf(domain);
  const accountId = (await admin.listMyTenants({})).items[0]?.partners[0]?.accountId ?? '';
  await admin.acceptCustomerAgreement({ tenantId: customerId, accountId, agreed: true });
  expect(await own.getCustomer({ customerId })).toMatchObject({ agreement: 'direct', can: { attest: false } });
  expect(await refusal(admin.acceptCustomerAgreement({ tenantId: customerId, accountId, agreed: true }))).toMatchObject({ code: 'customers.agreement_stands' });
});

test('the end of a relationship takes the rights along, tells the customer, and shows first what stands in the way', async () => {
  const [{ own, company }, other] = [await partner(), await partner()];
  const { customerId, domain, version } = await addedBy(own);
  expect(await own.getRemoval({ customerId })).toMatchObject({ uses: [], delegations: 1, version });
  const sales = as(world, customers, { ...(await member(world, company, 'sales_agent')), account: company });
  expect(await refusal(sales.removeCustomer({ customerId, reason: 'x', version }))).toMatchObject({ code: 'access.denied' });
  expect(await refusal(other.own.removeCustomer({ customerId, reason: 'x', version }))).toMatchObject({ code: 'not_found' });
  await own.removeCustomer({ customerId, reason: 'They left.', version });
  expect((await own.listCustomers({})).items).toEqual([]);
  expect((await own.listCustomers({ state: 'removed' })).items).toHaveLength(1);
  expect(await own.getCustomer({ customerId })).toMatchObject({
    state: 'removed',
    removedReason: 'They left.',
    delegatedRoles: [],
    can: { edit: false, remove: false },
  });
  expect((await mailsTo(world, `admin@${domain}`)).map(({ template }) => template)).toContain('customers.news');
  expect((await (await adminOf(domain)).listMyTenants({})).items[0]?.partners).toEqual([]);
  expect(await refusal(own.removeCustomer({ customerId, reason: 'again', version: version + 1 }))).toMatchObject({ code: 'customers.removed' });
});

test('what a customer agrees to is the text in force where it is, and it is written down which one', async () => {
  const { own } = await partner();
  const { agreement } = await visitor().readCustomerAgreement({ country: 'US', locale: 'fr' });
  expect(agreement).toMatchObject({ number: expect.any(Number), locale: 'fr' });
  expect(agreement?.text.length).toBeGreaterThan(100);
  const { customerId, domain } = await addedBy(own);
  const customer = await adminOf(domain);
  const [mine] = (await customer.listMyTenants({})).items;
  await customer.acceptCustomerAgreement({ tenantId: customerId, accountId: mine?.partners[0]?.accountId ?? '', agreed: true });
  expect((await own.listAgreements({ customerId })).items).toMatchObject([{ mode: 'direct', textNumber: agreement?.number }]);
});

test('a country with a text of its own has that one read; its neighbors keep the one of their region', async () => {
  const desk = as(world, agreements, await operator(world, 'op_program_manager'));
  const today = world.now.toISOString().slice(0, 10);
  const write = async (region: string, title: string) => {
    const { textId, version } = await desk.addText({ agreement: ofCustomers, region });
    const edited = await desk.editText({ textId, version, texts: { en: { title, text: title } } });
    await desk.publishText({ textId, version: edited.version, validFrom: today });
  };
  await write('europe', 'For Europe');
  await write('ES', 'For Spain');
  const readIn = async (country: string) => (await visitor().readCustomerAgreement({ country, locale: 'es' })).agreement;
  expect([await readIn('ES'), await readIn('FR')]).toMatchObject([{ title: 'For Spain' }, { title: 'For Europe' }]);
  expect((await readIn('JP'))?.title).not.toMatch(/Europe|Spain/);
  expect(await refusal(desk.addText({ agreement: ofCustomers, region: 'XX' }))).toMatchObject({ details: { fields: { region: 'invalid_value' } } });
});
