import { expect } from 'vitest';
import { buildWorld } from '../../test/world.ts';
import { served } from './testing.ts';
import { allOf, customerBy, expectSame, listOf, partnerWith, type TestPartner } from './testingPartner.ts';

const world = await buildWorld();
const scopes = allOf('customers', 'customers.create', 'support.requests');
const partner = () => partnerWith(world, scopes);
const asked = (title: string) => ({
  Title: title,
  Description: 'It stays blank after sign-in.',
  Severity: 'Critical',
  SupportTopicId: 'sign_in',
  Status: null,
  Attributes: { ObjectType: 'ServiceRequest' },
});
const shown = (id: string, title: string, more: object = {}) => ({
  id,
  title,
  severity: 'critical',
  supportTopicId: 'sign_in',
  supportTopicName: 'Sign in',
  status: 'open',
  createdDate: '2026-11-21T09:00:00Z',
  lastModifiedDate: '2026-11-21T09:00:00Z',
  attributes: { objectType: 'ServiceRequest' },
  ...more,
});
const whole = (id: string, title: string, more: object = {}) => shown(id, title, { description: 'It stays blank after sign-in.', notes: [], ...more });
async function opened({ forPerson }: TestPartner, title = 'A blank page'): Promise<string> {
  const { status, body } = await forPerson('POST', '/v1/servicerequests/en-US', { body: asked(title) });
  expect(status, JSON.stringify(body)).toBe(201);
  return (body as { id: string }).id;
}

served('POST /v1/servicerequests/{agentLocale}', 'a request is opened in a language, for a person or by a program itself', async () => {
  const mine = await partner();
  const { status, body } = await mine.forPerson('POST', '/v1/ServiceRequests/fr-FR', { body: asked('A blank page') });
  expect([status, body]).toEqual([201, whole((body as { id: string }).id, 'A blank page')]);
  const alone = await mine.speak('POST', '/v1/servicerequests/en-US', { body: asked('By itself') });
  expect(alone).toMatchObject({ status: 201, body: { title: 'By itself' } });
  expect((await mine.speak('GET', '/v1/servicerequests')).body).toMatchObject({ totalCount: 2 });
  const wrong = await mine.forPerson('POST', '/v1/servicerequests/en-US', { body: { ...asked('x y z'), SupportTopicId: 'comets' } });
  expect(wrong).toMatchObject({ status: 400, body: { code: 3000, data: ['supportTopicId'] } });
});

served('GET /v1/servicerequests', 'what goes on before what is over, or one state', async () => {
  const mine = await partner();
  const first = await opened(mine, 'First');
  world.now = new Date(world.now.getTime() + 60_000);
  const second = await opened(mine, 'Second');
  const ids = async (query = '') =>
    ((await mine.forPerson('GET', `/v1/servicerequests${query}`)).body as { items: { id: string }[] }).items.map(({ id }) => id);
  expect(await ids()).toEqual([second, first]);
  await mine.forPerson('PATCH', `/v1/servicerequests/${second}`, { body: { Status: 'Closed' } });
  expect(await ids('?size=0')).toEqual([first, second]);
  expect(await ids('?size=1&offset=1')).toEqual([second]);
  const filter = (Value: string) => `?filter=${encodeURIComponent(JSON.stringify({ Field: 'Status', Value, Operator: 'equals' }))}`;
  expect([await ids(filter('Closed')), await ids(filter('open')), await ids(filter('AttentionNeeded'))]).toEqual([[second], [first], []]);
  const { body } = await mine.forPerson('GET', '/v1/servicerequests?size=1');
  expect(body).toMatchObject({ totalCount: 1, items: [{ ...shown(first, 'First'), attributes: { objectType: 'ServiceRequest' } }] });
  world.now = new Date('2026-11-21T09:00:00Z');
});

served('GET /v1/servicerequests/{serviceRequestId}', 'one request; another company’s is not there', async () => {
  const mine = await partner();
  const id = await opened(mine);
  expect((await mine.forPerson('GET', `/v1/servicerequests/${id}`)).body).toEqual(whole(id, 'A blank page'));
  const other = await partner();
  const never = other.forPerson('GET', `/v1/servicerequests/${crypto.randomUUID()}`);
  await expectSame(other.forPerson('GET', `/v1/servicerequests/${id}`), never, 1000);
});

served('PATCH /v1/servicerequests/{serviceRequestId}', 'a note is written, the request closed and taken up again', async () => {
  const mine = await partner();
  const id = await opened(mine);
  const path = `/v1/servicerequests/${id}`;
  const name = `${mine.who.givenName} ${mine.who.familyName}`;
  const note = (text: string) => ({ createdByName: name, createdDate: '2026-11-21T09:00:00Z', text });
  const noted = await mine.forPerson('PATCH', path, { body: { Title: 'A blank page', NewNote: { Text: 'In Firefox, too.' } } });
  expect([noted.status, noted.body]).toEqual([200, whole(id, 'A blank page', { notes: [note('In Firefox, too.')] })]);
  const closed = await mine.forPerson('PATCH', path, { body: { status: 2 } });
  expect(closed.body).toMatchObject({ status: 'closed', lastClosedDate: '2026-11-21T09:00:00Z' });
  expect(await mine.forPerson('PATCH', path, { body: { status: 'open' } })).toMatchObject({ status: 400, body: { data: ['newNote'] } });
  const again = await mine.forPerson('PATCH', path, { body: { status: 'open', newNote: { text: 'It is back.' } } });
  expect(again.body).toMatchObject({ status: 'open' });
  expect(await mine.forPerson('PATCH', path, { body: { title: 'Another' } })).toMatchObject({ status: 400, body: { code: 3000, data: ['title'] } });
});

served('GET /v1/servicerequests/supporttopics', 'what a request can be about', async () => {
  const { forPerson } = await partner();
  const { items } = (await forPerson('GET', '/v1/servicerequests/SupportTopics')).body as { items: unknown[] };
  expect(items[0]).toEqual({ id: 'sign_in', name: 'Sign in', description: 'Access', attributes: { objectType: 'SupportTopic' } });
});

served('GET /v1/customers/{customerId}/servicerequests', 'customers have none with the operator', async () => {
  const mine = await partner();
  const { id } = await customerBy(mine);
  expect((await mine.speak('GET', `/v1/customers/${id}/servicerequests?size=10`)).body).toEqual(listOf());
  expect(await mine.speak('GET', `/v1/customers/${crypto.randomUUID()}/servicerequests`)).toMatchObject({ status: 404, body: { code: 60_003 } });
});
const neverThere = (method: 'GET' | 'PATCH') => async () => {
  const mine = await partner();
  const { id } = await customerBy(mine);
  expect(await mine.speak(method, `/v1/customers/${id}/servicerequests/${crypto.randomUUID()}`)).toMatchObject({ status: 404, body: { code: 1000 } });
};
served('GET /v1/customers/{customerId}/servicerequests/{serviceRequestId}', 'is never there', neverThere('GET'));
served('PATCH /v1/customers/{customerId}/servicerequests/{serviceRequestId}', 'is never there', neverThere('PATCH'));

served('GET /v1/serviceincidents/office', 'no incidents are kept', async () => {
  const { forPerson } = await partner();
  expect((await forPerson('GET', '/v1/ServiceIncidents/Office')).body).toEqual(listOf());
});
