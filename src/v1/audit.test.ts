import { expect, test } from 'vitest';
import { announcements } from '../announcements.ts';
import { personToken } from '../../test/tokens.ts';
import { buildWorld, member } from '../../test/world.ts';
import { toldNames } from './audit.ts';
import { served, speaking } from './testing.ts';
import { allOf, customerBy, partnerWith } from './testingPartner.ts';

const world = await buildWorld();
const scopes = allOf('customers', 'customers.create', 'customers.details', 'customers.act_on_behalf', 'customers.agreements.attest', 'activity_log');
const filterOf = (Field: string, Value: string, Operator: string) => encodeURIComponent(JSON.stringify({ Field, Value, Operator }));

test('what the log is told as are things that are announced', () => {
  const names = new Set(announcements.map(({ name }) => name));
  expect(toldNames.filter((name) => !names.has(name))).toEqual([]);
});

served('GET /v1/auditrecords', 'what was done, by whom, in the words that a program knows; from dates in every form', async () => {
  const { forPerson, speak, company, who } = await partnerWith(world, scopes);
  const { id, domain } = await customerBy({ speak: forPerson });
  const { body: user } = await forPerson('POST', `/v1/customers/${id}/users`, {
    body: { userPrincipalName: `kai@${domain}`, firstName: 'Kai', lastName: 'Lund', displayName: 'Kai Lund', usageLocation: 'US' },
  });
  await world.admin.query(
    `insert into announcements (at, account_id, name, actor_kind, actor_id, actor_name, details) values ($1, $2, 'customers.agreement_attested', 'person', $3, 'Ana', $4)`,
    [
      world.now,
      company.accountId,
      who.personId,
      JSON.stringify({ customerId: id, customer: 'Blue Lantern Books', signer: 'Ida Holm', agreedOn: '2026-11-01' }),
    ],
  );
  const records = async (query = '', headers = {}) => {
    const { status, body } = await speak('GET', `/v1/auditrecords${query}`, { headers });
    expect(status, JSON.stringify(body)).toBe(200);
    return (body as { items: { resourceType: string; operationType: string }[] }).items;
  };
  const all = await records('?startDate=2026-11-01');
  expect(all.map(({ resourceType, operationType }) => [resourceType, operationType])).toEqual([
    ['agreement', 'create_agreement'],
    ['customer_user', 'create_customer_user'],
    ['customer', 'add_customer'],
  ]);
  expect(all[1]).toEqual({
    id: expect.any(String),
    partnerId: company.accountId,
    customerId: id,
    customerName: 'Blue Lantern Books',
    userPrincipalName: who.email,
    resourceType: 'customer_user',
    resourceNewValue: expect.stringContaining(`kai@${domain}`),
    operationType: 'create_customer_user',
    operationDate: '2026-11-21T09:00:00Z',
    operationStatus: 'succeeded',
    attributes: { objectType: 'AuditRecord' },
  });
  expect((user as { id: string }).id).toEqual(expect.any(String));
  // As Java writes a date (day of the year), PowerShell, and everybody else; the end of a day is in it.
  for (const query of ['?startDate=2026-11-325&endDate=2026-11-325', '?startDate=11/21/2026 00:00:00', '?startDate=2026-11-21T08:59:59.1234567Z', ''])
    expect(await records(encodeURI(query)), query).toHaveLength(3);
  expect(await records('?endDate=2026-11-20')).toEqual([]);
  // Programs that came too early for a word would stumble over it.
  const [old] = await records('', { 'MS-PartnerCenter-Client': 'Partner Center Java SDK' });
  expect(old).toMatchObject({ resourceType: 'undefined', operationType: 'undefined' });
  expect(await records(`?filter=${filterOf('ResourceType', 'CustomerUser', 'equals')}`)).toEqual([all[1]]);
  expect(await records(`?filter=${filterOf('CompanyName', 'lantern', 'substring')}`)).toHaveLength(3);
  expect(await records(`?filter=${filterOf('CustomerId', crypto.randomUUID(), 'equals')}`)).toEqual([]);
  const page = await speak('GET', '/v1/auditrecords?size=2');
  const { items, continuationToken } = page.body as { items: unknown[]; continuationToken: string };
  expect(items).toEqual(all.slice(0, 2));
  expect(await records(`?size=2&MS-ContinuationToken=${encodeURIComponent(continuationToken)}`)).toEqual(all.slice(2));
  for (const query of ['?startDate=2026-01-01', '?startDate=soon', `?filter=${filterOf('ResourceType', 'Comet', 'equals')}`])
    expect(await speak('GET', `/v1/auditrecords${query}`), query).toMatchObject({ status: 400, body: { code: 3000 } });
  // Another company's log is its own; a role that may not read it is told so.
  const other = await partnerWith(world, scopes);
  expect((await other.speak('GET', '/v1/auditrecords')).body).toMatchObject({ totalCount: 0 });
  const { bearer } = await personToken(world, company, await member(world, company, 'membership_admin'), scopes);
  expect(await speaking(world, bearer)('GET', '/v1/auditrecords')).toMatchObject({
    status: 403,
    body: { code: 900_150, data: expect.arrayContaining(['activity_log']) },
  });
});
