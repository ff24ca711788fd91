import { existsSync, readdirSync } from 'node:fs';
import { join as inFolder } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  mailsTo,
  member,
  operator,
  person,
  refusal,
  runJobs,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import { nobody } from '../../server/actor.ts';
import { acrossAccounts } from '../../server/db.ts';
import { jobs } from '../../main.server.ts';
import { accounts } from '../accounts/contract.ts';
import { center } from '../center/contract.ts';
import { members } from '../members/contract.ts';
import { notices } from '../notices/contract.ts';
import { openRequest } from './acts/requests.ts';
import { support } from './contract.ts';

const world = await buildWorld();
const monday = new Date('2026-11-23T09:00:00Z');
const DAY = 86_400_000;
/** Moves the clock; sessions come along. */
async function at(when: Date): Promise<void> {
  world.now = when;
  await world.admin.query("update sessions set last_used_at = $1, expires_at = $1::timestamptz + interval '30 days', version = version + 1", [when]);
}
beforeEach(() => at(monday));
const agent = await operator(world, 'op_support_agent');
const desk = as(world, support, agent);
const wanted = { topic: 'locations', subject: 'A location is missing', text: 'It was there yesterday.', severity: 'moderate', locale: 'en' } as const;
const by = (who: TestPerson, company: TestAccount) => as(world, support, { ...who, account: company });
const base64 = (text: string) => Buffer.from(text).toString('base64');

async function opened(given: { severity?: 'critical' | 'minimal'; forTeam?: boolean } = {}) {
  const company = await account(world);
  const asker = await member(world, company, 'default_user');
  const mine = by(asker, company);
  const { requestId, number } = await mine.openRequest({ ...wanted, ...given });
  return { company, asker, mine, requestId, number };
}
/** Of someone without a company: the private link that was mailed. */
async function followed(email: string) {
  const stranger = nobody({ requestId: 'test', address: null, userAgent: null });
  const { requestId, number } = await acrossAccounts(world.app.db, 'test', (tx) =>
    openRequest(tx, stranger, world.now, { ...wanted, kind: 'question', name: 'Ana Pérez', email }),
  );
  const [mail] = await mailsTo(world, email);
  return { requestId, number, token: mail?.action?.url.split('#')[1] ?? '' };
}

test('whoever opens a request gets its number by mail, with the way to its page, and a promise that counts hours at the desk', async () => {
  const company = await account(world);
  const asker = await member(world, company, 'default_user');
  const { requestId, number, promisedAt } = await by(asker, company).openRequest(wanted);
  expect(number).toMatch(/^SR-\d+$/);
  expect(promisedAt).toEqual(new Date('2026-11-23T13:00:00Z'));
  const [mail] = await mailsTo(world, asker.email);
  expect(mail).toMatchObject({ template: 'support.request_told', locale: 'en' });
  expect(mail?.subject).toContain(number);
  expect(mail?.action?.url).toBe(`http://localhost:3000/a/${company.accountId}/requests/${requestId}`);
  const promises = await by(asker, company).promiseAnswers({ locale: 'fr' });
  expect(promises.critical).toEqual(new Date('2026-11-23T18:00:00Z'));
});

test('a colleague sees a request only when it is shared with the team; whoever administers requests sees all', async () => {
  const { company, mine, requestId } = await opened();
  const colleague = by(await member(world, company, 'sales_agent'), company);
  const admin = by(await member(world, company, 'membership_admin'), company);
  expect((await colleague.listRequests({})).items).toEqual([]);
  expect(await refusal(colleague.getRequest({ requestId }))).toMatchObject({ code: 'not_found' });
  expect((await admin.listRequests({})).items).toMatchObject([{ requestId, isMine: false }]);
  await mine.shareRequest({ requestId, forTeam: true });
  expect((await colleague.listRequests({})).items).toMatchObject([{ requestId, forTeam: true }]);
  expect((await colleague.getRequest({ requestId })).can).toEqual({ write: true, close: false, reopen: false, share: false, handOver: false });
  await colleague.writeToRequest({ requestId, text: 'I see it, too.' });
  expect(await refusal(colleague.closeRequest({ requestId }))).toMatchObject({ code: 'not_found' });
  expect((await admin.getRequest({ requestId })).can.close).toBe(true);
});

test('another company cannot see a request, its files, nor tell that it exists', async () => {
  const { mine, requestId } = await opened({ forTeam: true });
  const { fileId } = await mine.addRequestFile({ requestId, name: 'a.txt', content: base64('words') });
  const other = await account(world);
  const stranger = by(await member(world, other, 'global_admin', 'membership_admin'), other);
  expect((await stranger.listRequests({})).items).toEqual([]);
  for (const call of [
    () => stranger.getRequest({ requestId }),
    () => stranger.writeToRequest({ requestId, text: 'hello' }),
    () => stranger.addRequestFile({ requestId, name: 'a.txt', content: base64('words') }),
    () => stranger.getRequestFile({ requestId, fileId }),
    () => stranger.closeRequest({ requestId }),
    () => stranger.handOverRequest({ requestId, personId: crypto.randomUUID() }),
  ])
    expect(await refusal(call())).toMatchObject({ code: 'not_found', status: 404 });
});

test('the desk asks back, the asker sees it on Home and by mail, answers, and the desk owes an answer again', async () => {
  const { company, asker, mine, requestId, number } = await opened();
  await desk.answerRequest({ requestId, text: 'Which location is it?', as: 'question' });
  expect(await mine.getRequest({ requestId })).toMatchObject({ state: 'attention_needed', promisedAt: null });
  expect((await mailsTo(world, asker.email)).flatMap(({ paragraphs }) => paragraphs)).toContain('Which location is it?');
  const { tasks } = await as(world, accounts, { ...asker, account: company }).getHome({});
  expect(tasks).toContainEqual(expect.objectContaining({ key: 'service_request', link: `/a/:account/requests/${requestId}`, can: true, values: { number } }));
  expect((await as(world, notices, asker).listNotices({})).items).toMatchObject([
    { kind: 'support.request_asked_back', link: `/a/${company.accountId}/requests/${requestId}` },
  ]);
  await at(new Date('2026-11-24T10:00:00Z'));
  const after = await mine.writeToRequest({ requestId, text: 'The one in Lyon.' });
  expect(after).toMatchObject({ state: 'open', promisedAt: new Date('2026-11-24T14:00:00Z') });
  expect(after.messages.map(({ side, text }) => [side, text])).toEqual([
    ['asker', 'It was there yesterday.'],
    ['desk', 'Which location is it?'],
    ['asker', 'The one in Lyon.'],
  ]);
});

test('a note is for the operator’s people alone', async () => {
  const { mine, requestId, asker } = await opened();
  const before = (await mailsTo(world, asker.email)).length;
  await desk.answerRequest({ requestId, text: 'They called twice.', as: 'note' });
  expect((await desk.getDeskRequest({ requestId })).messages.at(-1)).toMatchObject({ side: 'note', text: 'They called twice.' });
  const seen = await mine.getRequest({ requestId });
  expect(JSON.stringify(seen)).not.toContain('They called twice');
  expect(seen.state).toBe('open');
  expect(await mailsTo(world, asker.email)).toHaveLength(before);
});

test('every look of an agent stands in the company’s log, once a day, and the asker sees it', async () => {
  const { company, mine, requestId } = await opened();
  const looks = async () => (await announced(world, 'support.request_looked_at')).filter(({ account_id }) => account_id === company.accountId);
  await desk.getDeskRequest({ requestId });
  await desk.getDeskRequest({ requestId });
  expect(await looks()).toHaveLength(1);
  await at(new Date(monday.getTime() + DAY));
  await desk.getDeskRequest({ requestId });
  await as(world, support, await operator(world, 'op_root')).getDeskRequest({ requestId });
  expect(await looks()).toHaveLength(3);
  expect((await mine.getRequest({ requestId })).looks).toHaveLength(3);
});

test('an agent sees what the case needs: the company, the asker, their roles and other requests, and no more', async () => {
  const { company, asker, mine, requestId } = await opened();
  const { requestId: second } = await mine.openRequest({ ...wanted, subject: 'Another one' });
  const seen = await desk.getDeskRequest({ requestId });
  expect(seen.company).toEqual({ accountId: company.accountId, partnerId: company.partnerId, name: company.name, country: 'FR' });
  expect(seen).toMatchObject({ email: asker.email, roles: ['default_user'], recent: [{ requestId: second, subject: 'Another one' }] });
  expect(JSON.stringify(seen)).not.toContain('rue de la Paix');
});

test('a request is reopened within thirty days of its closing, and not after', async () => {
  const { mine, requestId, number } = await opened();
  await desk.closeDeskRequest({ requestId, outcome: 'solved', text: 'It is there again.' });
  expect(await refusal(mine.writeToRequest({ requestId, text: 'No.' }))).toMatchObject({ code: 'support.request_closed' });
  await at(new Date(monday.getTime() + 30 * DAY));
  expect((await mine.reopenRequest({ requestId, text: 'It has gone again.' })).state).toBe('open');
  expect(await refusal(mine.reopenRequest({ requestId, text: 'Once more.' }))).toMatchObject({ code: 'support.request_not_closed' });
  await mine.closeRequest({ requestId, solved: false });
  await at(new Date(world.now.getTime() + 30 * DAY + 1));
  expect((await mine.getRequest({ requestId })).can.reopen).toBe(false);
  expect(await refusal(mine.reopenRequest({ requestId, text: 'Too late.' }))).toMatchObject({ code: 'support.reopen_too_late', details: { number, days: 30 } });
});

test('a request is handed over to a colleague, who has it from then on', async () => {
  const { company, mine, requestId } = await opened();
  const heir = await member(world, company, 'default_user');
  const { items } = await mine.listRequestHeirs({ requestId, search: heir.email });
  expect(items.map(({ personId }) => personId)).toEqual([heir.personId]);
  expect(await refusal(mine.handOverRequest({ requestId, personId: (await person(world)).personId }))).toMatchObject({
    code: 'request.invalid',
    details: { fields: { personId: 'not_active_here' } },
  });
  await mine.handOverRequest({ requestId, personId: heir.personId });
  expect(await refusal(mine.getRequest({ requestId }))).toMatchObject({ code: 'not_found' });
  expect(await by(heir, company).getRequest({ requestId })).toMatchObject({ isMine: true, can: { close: true } });
  expect((await mailsTo(world, heir.email))[0]?.subject).toContain('is now yours');
});

test('who takes somebody out sees their open requests, and gives them to the colleague who takes over', async () => {
  const { company, asker, requestId } = await opened();
  const admin = await member(world, company, 'global_admin');
  const heir = await member(world, company, 'default_user');
  const people = as(world, members, { ...admin, account: company });
  const { owns, version } = await people.previewLeaving({ personId: asker.personId, ownerId: heir.personId });
  expect(owns).toContainEqual({ key: 'service_requests', count: 1, link: '/a/:account/requests', mustReassign: false, canHandOver: true });
  await people.takeOut({ personId: asker.personId, version, ownerId: heir.personId, invitations: 'withdraw', handOver: ['service_requests'] });
  await runJobs(world);
  expect(await by(heir, company).getRequest({ requestId })).toMatchObject({ isMine: true });
});

test('a file is taken by its content and given out for saving only', async () => {
  const { mine, requestId } = await opened();
  const png = Buffer.concat([Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]), Buffer.alloc(20)]).toString('base64');
  await mine.addRequestFile({ requestId, name: 'screen.png', content: png });
  const { fileId } = await mine.addRequestFile({ requestId, name: 'a “log”.txt', content: base64('12:01 error\n') });
  expect((await mine.getRequest({ requestId })).files.map(({ name, type }) => [name, type])).toEqual(
    expect.arrayContaining([
      ['screen.png', 'image/png'],
      ['a “log”.txt', 'text/plain'],
    ]),
  );
  const page = base64('<!doctype html><script>alert(document.cookie)</script>');
  expect(await refusal(mine.addRequestFile({ requestId, name: 'really.png', content: page }))).toMatchObject({
    code: 'support.file_not_allowed',
    details: { name: 'really.png' },
  });
  const response = await world.app.http.inject({
    url: `/api/operator/requests/${requestId}/files/${fileId}`,
    headers: { cookie: `entente=${agent.token}` },
  });
  expect(response.statusCode).toBe(200);
  expect(response.headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' });
  expect(response.headers['content-disposition']).toMatch(/^attachment; filename\*=UTF-8''a%20/);
});

test('a file of 5 MB comes through the door; a larger one is refused by its name, the eleventh by its number', async () => {
  const { company, asker, mine, requestId } = await opened();
  const upload = (name: string, size: number) =>
    world.app.http.inject({
      method: 'POST',
      url: `/api/a/${company.accountId}/requests/${requestId}/files`,
      headers: { cookie: `entente=${asker.token}` },
      payload: { name, content: Buffer.alloc(size, 'a').toString('base64') },
    });
  expect((await upload('right.txt', 5 * 1024 * 1024)).statusCode).toBe(200);
  expect((await upload('large.txt', 5 * 1024 * 1024 + 4)).json()).toMatchObject({ status: 422 });
  expect((await upload('huge.txt', 8 * 1024 * 1024)).statusCode).toBe(413);
  for (let n = 1; n < 10; n++) await mine.addRequestFile({ requestId, name: `${n}.txt`, content: base64(`words ${n}`) });
  const kept = () => readdirSync(inFolder(world.config.DATA_DIR, 'files'), { recursive: true }).length;
  const before = kept();
  expect(await refusal(mine.addRequestFile({ requestId, name: '11.txt', content: base64('words') }))).toMatchObject({
    code: 'support.too_many_files',
    details: { name: '11.txt', limit: 10 },
  });
  expect(kept() - before).toBeLessThanOrEqual(1);
});

test('nobody floods the desk: so many requests in a day, so many messages in an hour', async () => {
  const { mine, requestId } = await opened();
  for (let n = 1; n < 20; n++) await mine.openRequest({ ...wanted, subject: `Number ${n}` });
  expect(await refusal(mine.openRequest(wanted))).toMatchObject({ code: 'request.too_many', status: 429 });
  for (let n = 1; n < 30; n++) await mine.writeToRequest({ requestId, text: `Are you there? ${n}` });
  expect(await refusal(mine.writeToRequest({ requestId, text: 'Hello?' }))).toMatchObject({ code: 'request.too_many' });
  await at(new Date(monday.getTime() + DAY + 1));
  await mine.openRequest(wanted);
});

test('a private link shows the request as often as it is opened, and lets its holder answer, add files, close and reopen', async () => {
  const email = 'ana@nowhere.example';
  const { token, number, requestId } = await followed(email);
  const visitor = as(world, support);
  expect(await visitor.followRequest({ token })).toMatchObject({ number, state: 'open' });
  expect(JSON.stringify(await visitor.followRequest({ token }))).not.toContain(requestId);
  await desk.answerRequest({ requestId, text: 'Who are you?', as: 'question' });
  await desk.answerRequest({ requestId, text: 'Odd.', as: 'note' });
  const after = await visitor.writeFollowed({ token, text: 'It is me.' });
  expect(after.messages.map(({ text }) => text)).toEqual(['It was there yesterday.', 'Who are you?', 'It is me.']);
  await visitor.addFollowedFile({ token, name: 'me.txt', content: base64('words') });
  expect(await visitor.closeFollowed({ token })).toMatchObject({ state: 'closed', can: { write: false, reopen: true } });
  expect(await visitor.reopenFollowed({ token, text: 'Not yet.' })).toMatchObject({ state: 'open' });
  const mails = await mailsTo(world, email);
  const { rows } = await world.admin.query('select token_hash from service_links where request_id = $1', [requestId]);
  // Each mail has a link of its own; none of them is kept as it is.
  expect(rows).toHaveLength(mails.length);
  expect(rows.map(({ token_hash }) => token_hash)).not.toContain(token);
});

test('a wrong link, and one with a letter changed, lead nowhere; one request’s link does not open another', async () => {
  const { token } = await followed('one@nowhere.example');
  const other = await followed('two@nowhere.example');
  const visitor = as(world, support);
  for (const wrong of ['x'.repeat(43), `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`])
    expect(await refusal(visitor.followRequest({ token: wrong }))).toMatchObject({ code: 'support.link_unknown', status: 404 });
  expect((await visitor.followRequest({ token })).number).not.toBe(other.number);
});

test('the link is mailed again for the right number and address; the answer is the same for every other, and few may ask', async () => {
  const email = 'three@nowhere.example';
  const { number } = await followed(email);
  const before = (await mailsTo(world, email)).length;
  const visitor = as(world, support, { address: '198.51.100.7' });
  const answers = [
    await visitor.resendRequestLink({ number: number.toLowerCase(), email: 'Three@Nowhere.example' }),
    await visitor.resendRequestLink({ number, email: 'else@nowhere.example' }),
    await visitor.resendRequestLink({ number: 'SR-1', email }),
  ];
  expect(answers).toEqual([{}, {}, {}]);
  const mails = await mailsTo(world, email);
  expect(mails).toHaveLength(before + 1);
  expect(await mailsTo(world, 'else@nowhere.example')).toEqual([]);
  const token = mails.find(({ subject }) => subject.includes('private link'))?.action?.url.split('#')[1] ?? '';
  expect((await visitor.followRequest({ token })).number).toBe(number);
  let refused: unknown;
  for (let n = 0; n < 12 && !refused; n++)
    refused = await visitor.resendRequestLink({ number, email }).then(
      () => undefined,
      (problem: unknown) => problem,
    );
  expect(refused).toMatchObject({ code: 'request.too_many' });
});

test('the queue has the most urgent promise first, is searched by number, company and name, and narrowed', async () => {
  const late = await opened({ severity: 'minimal' });
  const soon = await opened({ severity: 'critical' });
  const order = async (filter: object) => (await desk.listDeskRequests({ limit: 500, ...filter })).items.map(({ requestId }) => requestId);
  const all = await order({});
  expect(all.indexOf(soon.requestId)).toBeLessThan(all.indexOf(late.requestId));
  expect(await order({ search: late.number })).toEqual([late.requestId]);
  expect(await order({ search: late.company.name })).toContain(late.requestId);
  expect(await order({ search: late.company.partnerId })).toEqual([late.requestId]);
  expect(await order({ search: `${soon.asker.familyName}` })).toContain(soon.requestId);
  expect(await order({ locale: 'fr' })).not.toContain(soon.requestId);
  expect(await order({ country: 'DE' })).toEqual([]);
  await desk.assignRequest({ requestId: soon.requestId, from: null, to: agent.personId });
  expect(await order({ assigned: 'mine' })).toEqual([soon.requestId]);
  expect(await order({ assigned: 'nobody' })).not.toContain(soon.requestId);
  const paged: string[] = [];
  for (let after: string | undefined; ; ) {
    const { items, next } = await desk.listDeskRequests({ limit: 3, ...(after ? { after } : {}) });
    paged.push(...items.map(({ requestId }) => requestId));
    if (!next) break;
    after = next;
  }
  expect(paged).toEqual(await order({}));
});

test('two agents do not take the same request; it can be handed over, and only agents can have it', async () => {
  const { requestId } = await opened();
  const second = await operator(world, 'op_support_agent');
  await desk.assignRequest({ requestId, from: null, to: agent.personId });
  const other = as(world, support, second);
  expect(await refusal(other.assignRequest({ requestId, from: null, to: second.personId }))).toMatchObject({ code: 'request.changed_meanwhile' });
  expect((await other.assignRequest({ requestId, from: agent.personId, to: second.personId })).assigned?.personId).toBe(second.personId);
  const verifier = await operator(world, 'op_verifier');
  expect(await refusal(desk.assignRequest({ requestId, from: second.personId, to: verifier.personId }))).toMatchObject({ code: 'request.invalid' });
  expect(await refusal(as(world, support, verifier).answerRequest({ requestId, text: 'No', as: 'answer' }))).toMatchObject({ code: 'access.denied' });
});

test('the overview counts what waits for the desk', async () => {
  const count = async () => (await as(world, center, agent).getOverview({})).tasks.find(({ key }) => key === 'service_requests')?.count ?? 0;
  const before = await count();
  const { requestId } = await opened();
  expect(await count()).toBe(before + 1);
  await desk.closeDeskRequest({ requestId, outcome: 'duplicate' });
  expect(await count()).toBe(before);
});

test('a request for access has its own page, and is not answered as a question', async () => {
  const stranger = nobody({ requestId: 'test', address: null, userAgent: null });
  const { requestId } = await acrossAccounts(world.app.db, 'test', (tx) =>
    openRequest(tx, stranger, world.now, { ...wanted, kind: 'access', name: 'Ana', email: 'ana@gone.example' }),
  );
  const { items } = await desk.listDeskRequests({ kind: 'access', limit: 500 });
  expect(items.find((item) => item.requestId === requestId)?.href).toBe(`/operator/requests/${requestId}/access`);
  expect(await refusal(desk.getDeskRequest({ requestId }))).toMatchObject({ code: 'not_found' });
});

test('files go half a year after closing, the request after two years', async () => {
  const { mine, requestId } = await opened();
  const { fileId } = await mine.addRequestFile({ requestId, name: 'a.txt', content: base64('words') });
  await mine.closeRequest({ requestId });
  const place = inFolder(world.config.DATA_DIR, 'files', fileId.slice(0, 2), fileId);
  expect(existsSync(place)).toBe(true);
  const forget = jobs.find(({ name }) => name === 'support.forget');
  const after = (days: number) =>
    forget?.run(
      { db: world.app.db, now: new Date(monday.getTime() + days * DAY), config: world.config, log: undefined as never, secrets: undefined as never },
      {},
    );
  await after(179);
  expect(existsSync(place)).toBe(true);
  await after(181);
  expect(existsSync(place)).toBe(false);
  expect((await mine.getRequest({ requestId })).files).toEqual([]);
  await after(731);
  expect(await refusal(mine.getRequest({ requestId }))).toMatchObject({ code: 'not_found' });
});
