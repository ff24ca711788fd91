import { expect, test } from 'vitest';
import { account, announced, as, buildWorld, joinPrograms, member, operator, refusal, runJobs, session } from '../../../test/world.ts';
import { notices } from '../notices/contract.ts';
import { customers } from './contract.ts';

const world = await buildWorld();
let serial = 0;
async function partner() {
  const company = await account(world, undefined, 'US');
  await joinPrograms(world, company, 'reseller');
  const agent = await member(world, company, 'admin_agent', 'global_admin');
  const own = as(world, customers, { ...agent, account: company });
  const n = ++serial;
  const added = (more: Partial<Parameters<typeof own.addCustomer>[0]> = {}) =>
    own.addCustomer({
      name: `Town ${++serial}`,
      domain: `town-${n}-${++serial}.example`,
      address: { country: 'US', line1: '1420 Western Avenue', city: 'SEATTLE', state: 'WA', postalCode: '98101' },
      contact: { givenName: 'Ida', familyName: 'Holm', middleName: null, email: `ida@town-${n}.example` },
      registrationNumber: null,
      locale: 'en',
      ...more,
    });
  return { company, agent, own, added };
}

test('a customer may buy for itself once somebody lets it, which is written down, and no longer when it is taken back', async () => {
  const { company, own, added } = await partner();
  const { customerId, can } = await added();
  expect([can.seeSelfPurchase, can.changeSelfPurchase]).toEqual([true, true]);
  expect((await refusal(own.getSelfPurchase({ customerId }))).code).toBe('not_found');
  const allowed = await own.allowSelfPurchase({ customerId });
  expect(allowed).toMatchObject({ customerId, partnerId: company.partnerId, resources: ['reservations'], version: 1 });
  expect((await refusal(own.allowSelfPurchase({ customerId }))).code).toBe('self_purchases.stands');
  expect((await refusal(own.changeSelfPurchase({ customerId, version: 7 }))).code).toBe('request.changed_meanwhile');
  expect(await own.changeSelfPurchase({ customerId, version: 1 })).toMatchObject({ version: 2 });
  expect((await own.listSelfPurchases({ customerId })).items).toHaveLength(1);
  await own.stopSelfPurchase({ customerId });
  expect((await own.listSelfPurchases({})).items).toEqual([]);
  expect((await refusal(own.stopSelfPurchase({ customerId }))).code).toBe('not_found');
  expect((await announced(world, 'self_purchases.allowed')).length).toBeGreaterThan(0);
  expect((await announced(world, 'self_purchases.stopped')).length).toBeGreaterThan(0);
});

test('the customer’s administrator sees what it may buy, and at whose expense; nobody else of it does', async () => {
  const { company, own, added } = await partner();
  const { customerId, domain } = await added();
  const clerk = { givenName: 'Jo', familyName: 'Clerk', displayName: 'Jo Clerk', usageLocation: 'US', locale: 'en' as const };
  await own.addCustomerUser({ ...clerk, customerId, name: 'clerk' });
  const signedIn = async (userName: string) => {
    const { rows } = await world.admin.query<{ person_id: string }>('select person_id from customer_users where user_name = $1', [userName]);
    return as(world, customers, { token: await session(world, rows[0]?.person_id ?? '') });
  };
  const admin = await signedIn(`admin@${domain}`);
  const buys = async (who: typeof admin) => (await who.listMyTenants({})).items.map(({ partners }) => partners.map((each) => [each.accountId, each.buys]));
  expect(await buys(admin)).toEqual([[[company.accountId, []]]]);
  await own.allowSelfPurchase({ customerId });
  expect(await buys(admin)).toEqual([[[company.accountId, ['reservations']]]]);
  expect(await buys(await signedIn(`clerk@${domain}`))).toEqual([[]]);
});

test('only an admin agent lets a customer buy, a sales agent sees it, and another company neither sees nor tells that there is one', async () => {
  const [a, b] = [await partner(), await partner()];
  const { customerId } = await a.added();
  await a.own.allowSelfPurchase({ customerId });
  const sales = as(world, customers, { ...(await member(world, a.company, 'sales_agent')), account: a.company });
  expect((await sales.getSelfPurchase({ customerId })).customerId).toBe(customerId);
  expect((await refusal(sales.stopSelfPurchase({ customerId }))).code).toBe('access.denied');
  for (const call of [() => b.own.getSelfPurchase({ customerId }), () => b.own.allowSelfPurchase({ customerId }), () => b.own.stopSelfPurchase({ customerId })])
    expect((await refusal(call())).code).toBe('not_found');
  expect((await b.own.listSelfPurchases({})).items).toEqual([]);
});

test('with the relationship ends what the customer may buy', async () => {
  const { own, added } = await partner();
  const { customerId, version } = await added();
  await own.allowSelfPurchase({ customerId });
  await own.removeCustomer({ customerId, reason: 'Gone.', version });
  expect((await refusal(own.getSelfPurchase({ customerId }))).code).toBe('not_found');
});

test('a code of the operator qualifies as many customers of a government as it is given for, and no more', async () => {
  const { company, agent, own, added } = await partner();
  const desk = as(world, customers, await operator(world, 'op_verifier'));
  expect((await refusal(desk.giveValidationCode({ partnerId: '0000000', organization: 'City', quantity: 1 }))).code).toBe('validation_codes.partner_unknown');
  const given = await desk.giveValidationCode({ partnerId: company.partnerId, organization: 'City of Seattle', quantity: 2 });
  await runJobs(world);
  expect((await as(world, notices, agent).listNotices({})).items.map(({ kind }) => kind)).toContain('validation_codes.given');
  const ask = async (code: string, qualification: 'government' | 'education' = 'government') => {
    const { customerId, version } = await added();
    return own.askQualification({ customerId, qualification, code, version });
  };
  expect(await ask(given.code.toLowerCase().replaceAll('-', ''))).toMatchObject({
    qualification: 'government',
    qualificationState: 'confirmed',
    qualificationGround: 'City of Seattle',
  });
  expect((await own.listValidationCodes({})).items).toMatchObject([{ code: given.code, quantity: 2, remaining: 1 }]);
  expect((await refusal(ask(given.code, 'education'))).details).toMatchObject({ fields: { code: 'code_not_here' } });
  expect((await refusal(ask('AAAA-BBBB-CCCC'))).details).toMatchObject({ fields: { code: 'code_unknown' } });
  // Two ask for the last one: one of them gets it.
  const both = await Promise.allSettled([ask(given.code), ask(given.code)]);
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await refusal(ask(given.code))).details).toMatchObject({ fields: { code: 'code_used_up' } });
});

test('a code qualifies a customer as it is added, and is not used up by one that is not added', async () => {
  const { company, added, own } = await partner();
  const desk = as(world, customers, await operator(world, 'op_verifier'));
  const { code } = await desk.giveValidationCode({ partnerId: company.partnerId, organization: 'County of Rainfall', quantity: 1 });
  const first = { qualification: 'government' as const, qualificationCode: code };
  expect((await refusal(added({ ...first, qualification: 'education' }))).details).toMatchObject({ fields: { qualificationCode: 'code_not_here' } });
  expect((await refusal(added({ ...first, domain: 'gmail.com' }))).details).toMatchObject({ fields: { domain: 'free_mail_domain' } });
  expect(await added(first)).toMatchObject({ qualification: 'government', qualificationState: 'confirmed', qualificationGround: 'County of Rainfall' });
  expect((await own.listValidationCodes({})).items).toMatchObject([{ remaining: 0 }]);
  expect((await refusal(added(first))).details).toMatchObject({ fields: { qualificationCode: 'code_used_up' } });
});

test('a code is its company’s alone; withdrawn, it qualifies nobody any more', async () => {
  const [a, b] = [await partner(), await partner()];
  const desk = as(world, customers, await operator(world, 'op_verifier'));
  const { accountId, codeId, code } = await desk.giveValidationCode({ partnerId: a.company.partnerId, organization: 'County', quantity: 5 });
  const foreign = await b.added();
  const ask = { qualification: 'government' as const, code };
  expect((await refusal(b.own.askQualification({ ...ask, customerId: foreign.customerId, version: foreign.version }))).details).toMatchObject({
    fields: { code: 'code_unknown' },
  });
  expect((await b.own.listValidationCodes({})).items).toEqual([]);
  expect(await desk.withdrawValidationCode({ accountId, codeId })).toMatchObject({ remaining: 0 });
  const mine = await a.added();
  expect((await refusal(a.own.askQualification({ ...ask, customerId: mine.customerId, version: mine.version }))).details).toMatchObject({
    fields: { code: 'code_unknown' },
  });
  expect((await desk.listGivenCodes({ partnerId: a.company.partnerId })).items).toMatchObject([{ code, partner: a.company.name }]);
});
