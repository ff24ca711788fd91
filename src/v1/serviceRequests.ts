import { z } from 'zod';
import { pickLocale } from '../core/locale.ts';
import { customers } from '../features/customers/contract.ts';
import { support } from '../features/support/contract.ts';
import { type MyRequest, type MyRequestLine, topicKeys, topics } from '../features/support/contract/requests.ts';
import { readWord, word } from './body.ts';
import { Fault, invalid } from './fault.ts';
import { readFilter, valueOf } from './filter.ts';
import { type HousePage, pageOf } from './paging.ts';
import { atOnce, created, ok, type Request, row } from './row.ts';
import { collection, instantTo, resource } from './shapes.ts';
import { tenantMissing } from './users.ts';

const states = ['none', 'open', 'closed', 'attention_needed'] as const;
const title = (key: string): string => `${key.charAt(0).toUpperCase()}${key.slice(1).replaceAll('_', ' ')}`;

const line = (request: MyRequestLine, more: object = {}) =>
  resource('ServiceRequest', {
    id: request.requestId,
    title: request.subject,
    ...more,
    severity: request.severity,
    supportTopicId: request.topic,
    supportTopicName: title(request.topic),
    status: request.state,
    createdDate: instantTo(request.createdAt),
    lastModifiedDate: instantTo(request.changedAt),
  });
/** The first thing that was written is the description; the rest are notes. */
function whole(request: MyRequest) {
  const written = request.messages.filter(({ text, side }) => text !== null && side !== 'note').toSorted((a, b) => a.at.getTime() - b.at.getTime());
  const notes = written.slice(1).map(({ author, at, text }) => ({ createdByName: author, createdDate: instantTo(at), text }));
  const lastClosedDate = request.closedAt ? instantTo(request.closedAt) : undefined;
  return line(request, { description: written[0]?.text ?? undefined, notes, lastClosedDate });
}

/** What goes on, and then what is over: two lists of the house, one here. The token says in which it goes on. */
async function listed(request: Request) {
  const said = valueOf(readFilter(request.query('filter'), { Status: ['equals'] }), 'Status');
  const status = said === undefined ? 'none' : readWord(states, said);
  if (!status) throw invalid('filter', `Status must be one of ${states.join(', ')}`);
  const read = async (after: string | undefined, limit: number): Promise<HousePage<MyRequestLine>> => {
    const isClosed = after?.startsWith('closed ') ?? status === 'closed';
    const show = isClosed ? 'closed' : 'going';
    const { items, next } = await request.call(support.listRequests, { show, after: after?.slice(show.length + 1) || undefined, limit });
    const found = status === 'none' ? items : items.filter(({ state }) => state === status);
    if (next !== null) return { items: found, next: `${show} ${next}` };
    return { items: found, next: isClosed || status !== 'none' ? null : 'closed ' };
  };
  return ok(await pageOf(request, { size: 1000, whole: 1000 }, read, (each) => line(each)));
}

const NewRequest = z.object({
  title: z.string(),
  description: z.string(),
  severity: word('unknown', 'critical', 'moderate', 'minimal').default('minimal'),
  supportTopicId: z.string(),
});
/** @throws Fault */
function topicOf(said: string): string {
  const topic = readWord(topicKeys, said);
  if (!topic) throw invalid('supportTopicId', `must be one of ${topicKeys.join(', ')}`);
  return topic;
}
const idOf = (request: Request): string => request.param('serviceRequestId');
async function open(request: Request) {
  const asked = request.body(NewRequest);
  const { requestId } = await request.call(support.openRequest, {
    topic: topicOf(asked.supportTopicId),
    subject: asked.title,
    text: asked.description,
    severity: asked.severity === 'unknown' ? 'minimal' : asked.severity,
    locale: pickLocale(idOf(request)),
  });
  return created(whole(await request.call(support.getRequest, { requestId })));
}

const find = (request: Request) => request.call(support.getRequest, { requestId: idOf(request) });
const Change = z.object({
  newNote: z.object({ text: z.string() }).optional(),
  status: word(...states).optional(),
  title: z.string().optional(),
  severity: z.string().optional(),
});
/** A note is written, a request closed or taken up again; nothing else of it can be changed. */
async function change(request: Request) {
  const { newNote, status, title: subject, severity } = request.body(Change);
  const before = await find(request);
  const { requestId } = before;
  if (subject !== undefined && subject !== before.subject) throw invalid('title', 'cannot be changed');
  if (severity !== undefined && readWord(['unknown', before.severity], severity) === undefined) throw invalid('severity', 'cannot be changed');
  const reopens = before.state === 'closed' && (status === 'open' || status === 'attention_needed');
  if (reopens && !newNote) throw invalid('newNote', 'must say why the request is taken up again');
  if (reopens && newNote) return ok(whole(await request.call(support.reopenRequest, { requestId, text: newNote.text })));
  let after = newNote ? await request.call(support.writeToRequest, { requestId, text: newNote.text }) : before;
  if (status === 'closed' && before.state !== 'closed') after = await request.call(support.closeRequest, { requestId, solved: true });
  return ok(whole(after));
}

async function listTopics(request: Request) {
  await request.call(support.promiseAnswers, { locale: request.locale });
  return ok(collection(topicKeys.map((id) => resource('SupportTopic', { id, name: title(id), description: title(topics[id].category) }))));
}

/** Customers write to the partner's own desk, not to the operator's: here they have none. */
async function ofCustomer(request: Request) {
  await request.call(customers.getCustomer, { customerId: request.param('customerId') });
  return ok(collection([]));
}
async function noneOfCustomer(request: Request): Promise<never> {
  await request.call(customers.getCustomer, { customerId: request.param('customerId') });
  throw new Fault(404, 1000, 'The customer has no such service request.');
}

const base = '/v1/servicerequests';
const ofCustomers = '/v1/customers/{customerId}/servicerequests';
export const serviceRequestRows = [
  row('GET', base, listed),
  row('GET', `${base}/supporttopics`, listTopics),
  // Of two names for one place of a path the router keeps the first.
  row('GET', `${base}/{serviceRequestId}`, async (request) => ok(whole(await find(request)))),
  row('PATCH', `${base}/{serviceRequestId}`, atOnce(change)),
  row('POST', `${base}/{agentLocale}`, open),
  row('GET', ofCustomers, ofCustomer, { state: 'empty', missing: tenantMissing }),
  row('GET', `${ofCustomers}/{serviceRequestId}`, noneOfCustomer, { state: 'empty', missing: tenantMissing }),
  row('PATCH', `${ofCustomers}/{serviceRequestId}`, noneOfCustomer, { state: 'empty', missing: tenantMissing }),
  row(
    'GET',
    '/v1/serviceincidents/office',
    async (request) => {
      await request.call(support.promiseAnswers, { locale: request.locale });
      return ok(collection([]));
    },
    { state: 'empty' },
  ),
];
