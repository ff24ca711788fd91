import { randomBytes } from 'node:crypto';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { strFromU8, unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  joinPrograms,
  mailsTo,
  member,
  operator,
  person,
  refusal,
  runJobs,
  session,
  type TestPerson,
  join,
} from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { applications } from '../applications/contract.ts';
import { center } from '../center/contract.ts';
import { identity } from '../identity/contract.ts';
import { members } from '../members/contract.ts';
import { merges } from '../merges/contract.ts';
import { notices } from '../notices/contract.ts';
import { relations } from '../relations/contract.ts';
import { support } from '../support/contract.ts';
import { verification } from '../verification/contract.ts';
import { closing, type ClosingState } from './contract.ts';
import { inPieces, zipped } from './zipping.ts';

const world = await buildWorld();
const start = world.now;
const day = 86_400_000;
const root = await operator(world, 'op_root');
const desk = as(world, closing, root);

/** A company with so many global admins, and how each sees its closing. */
async function company(admins = 1) {
  const it = await account(world);
  const people: TestPerson[] = [];
  for (let n = 0; n < admins; n++) people.push(await member(world, it, 'global_admin'));
  const by = (who: TestPerson) => as(world, closing, { ...who, account: it });
  const [first, second] = people as [TestPerson, TestPerson];
  const ask = () => by(first).askClosing({ reason: 'no_longer_partner', words: 'We move on.', name: it.name });
  const stateOf = async () =>
    (
      await world.admin.query<{ state: ClosingState }>('select state from closings where account_id = $1 order by ended_at desc nulls first, asked_at desc', [
        it.accountId,
      ])
    ).rows[0]?.state;
  const accountState = async () =>
    (await world.admin.query<{ state: string }>('select state from accounts where account_id = $1', [it.accountId])).rows[0]?.state;
  return { it, first, second, by, ask, stateOf, accountState };
}
/** What the clock brings: the job that looks at every closing. */
const watch = async () => {
  await world.app.queue.boss.send('closing.watch', {});
  await runJobs(world);
};
/** Sessions of this test live longer than a month. */
const stayOn = () => world.admin.query("update sessions set expires_at = 'infinity', idle_minutes = 10000000, second_factor_at = $1", [world.now]);
const at = async <T>(days: number, work: () => Promise<T>): Promise<T> => {
  world.now = new Date(start.getTime() + days * day);
  await stayOn();
  try {
    return await work();
  } finally {
    world.now = start;
  }
};
const one = (overview: Awaited<ReturnType<Awaited<ReturnType<typeof company>>['ask']>>) => ({
  closingId: overview.closing?.closingId ?? '',
  version: overview.closing?.version ?? 0,
});

test('a sole admin sets the day; on it the account closes, everybody is out, and nothing of it opens a door any more', async () => {
  const { it, first, by, ask, stateOf, accountState } = await company();
  const asked = await ask();
  expect(asked.closing).toMatchObject({
    state: 'waiting',
    answerBy: null,
    closesAt: new Date(start.getTime() + 30 * day),
    can: { takeBack: true, agree: false },
  });
  expect(asked.effects).toContainEqual(expect.objectContaining({ key: 'people', kind: 'ends', count: 1 }));
  expect(asked.effects).toContainEqual(expect.objectContaining({ key: 'partner_id', kind: 'lost' }));
  expect(await as(world, accounts, { ...first, account: it }).getStanding({})).toMatchObject({ closing: { link: '/a/:account/closing' } });
  await at(29, watch);
  expect(await stateOf()).toBe('waiting');
  await at(30, watch);
  expect([await stateOf(), await accountState()]).toEqual(['closed', 'closed']);
  expect(await refusal(by(first).getClosing({}))).toMatchObject({ code: 'access.sign_in' });
  const fresh = { token: await session(world, first.personId), account: it };
  expect(await refusal(as(world, closing, fresh).getClosing({}))).toMatchObject({ code: 'not_found' });
  expect((await as(world, members, fresh).listMyAccounts({})).items).toEqual([]);
  const [mail] = await mailsTo(world, first.email);
  expect(mail?.subject).toContain(it.name);
  expect((await announced(world, 'closings.closed')).filter((each) => each.account_id === it.accountId)).toHaveLength(1);
  // Run twice, nothing changes.
  await at(31, watch);
  expect((await announced(world, 'closings.closed')).filter((each) => each.account_id === it.accountId)).toHaveLength(1);
  expect((await desk.listClosings({ show: 'ended' })).items).toContainEqual(expect.objectContaining({ accountId: it.accountId, state: 'closed' }));
  // The person is not held by a company that is no more.
  expect(await as(world, identity, { token: fresh.token }).getMe({})).toMatchObject({ personId: first.personId });
});

test('with a second admin one alone closes nothing: the other agrees, and only then the thirty days begin', async () => {
  const { it, first, second, by, ask, accountState } = await company(2);
  const asked = await ask();
  expect(asked.closing).toMatchObject({ state: 'asked', closesAt: null, can: { agree: false, decline: false, takeBack: true } });
  expect(asked.others).toMatchObject([{ personId: second.personId }]);
  expect(await refusal(by(first).agreeToClosing(one(asked)))).toMatchObject({ code: 'closings.not_your_own' });
  const seen = await by(second).getClosing({});
  expect(seen.closing?.can).toEqual({ agree: true, decline: true, takeBack: true });
  expect((await as(world, accounts, { ...second, account: it }).getHome({})).tasks[0]).toMatchObject({ key: 'closing_asked', can: true });
  expect((await as(world, accounts, { ...first, account: it }).getStanding({})).closing).toBeNull();
  await at(10, async () => {
    const agreed = await by(second).agreeToClosing(one(asked));
    expect(agreed.closing).toMatchObject({ state: 'waiting', closesAt: new Date(start.getTime() + 40 * day) });
    expect(await refusal(by(second).agreeToClosing(one(agreed)))).toMatchObject({ code: 'closings.not_in_state', details: { state: 'waiting' } });
  });
  await runJobs(world);
  const told = await as(world, notices, root).listNotices({});
  expect(told.items.map(({ kind }) => kind)).toContain('closings.noted');
  expect((await as(world, center, root).getOverview({})).tasks).toContainEqual(expect.objectContaining({ key: 'closings' }));
  await at(40, watch);
  expect(await accountState()).toBe('closed');
});

test('anyone entitled takes it back with one press, until the last moment; who is not, cannot', async () => {
  const { it, by, second, ask, stateOf, accountState } = await company(2);
  const agreed = await ask().then((asked) => by(second).agreeToClosing(one(asked)));
  const other = await member(world, it, 'account_admin');
  expect(await refusal(by(other).takeBackClosing(one(agreed)))).toMatchObject({ code: 'access.denied' });
  const third = await member(world, it, 'global_admin');
  // The press needs no fresh second factor.
  const stale = { token: await session(world, third.personId, { secondFactor: false }), account: it };
  await at(29.9, () => as(world, closing, stale).takeBackClosing(one(agreed)));
  expect(await stateOf()).toBe('withdrawn');
  await at(31, watch);
  expect(await accountState()).toBe('active');
  expect((await by(second).getClosing({})).past).toMatchObject([{ state: 'withdrawn', endedBy: expect.stringContaining('Ana') }]);
  // It can be asked for again.
  expect((await ask()).closing).toMatchObject({ state: 'asked' });
});

test('an admin who declines keeps the account; without an answer it lapses after two weeks', async () => {
  const { by, first, second, ask, stateOf } = await company(2);
  const asked = await ask();
  expect(await refusal(ask())).toMatchObject({ code: 'closings.exists' });
  expect(await refusal(by(first).declineClosing(one(asked)))).toMatchObject({ code: 'closings.not_your_own' });
  expect(await refusal(by(second).declineClosing({ ...one(asked), version: 7 }))).toMatchObject({ code: 'request.changed_meanwhile' });
  await by(second).declineClosing(one(asked));
  expect(await stateOf()).toBe('declined');
  const again = await ask();
  await at(14, async () => {
    expect(await refusal(by(second).agreeToClosing(one(again)))).toMatchObject({ code: 'closings.not_in_state', details: { state: 'lapsed' } });
    await watch();
  });
  expect(await stateOf()).toBe('lapsed');
});

test('the second yes counts for nothing when the first is no admin any more, nor from a guest', async () => {
  const { it, first, second, by, ask } = await company(2);
  const asked = await ask();
  const guest = await member(world, it, 'global_admin');
  await world.admin.query('update members set is_guest = true, rights_version = rights_version + 1 where account_id = $1 and person_id = $2', [
    it.accountId,
    guest.personId,
  ]);
  expect((await refusal(by(guest).agreeToClosing(one(asked)))).code).toMatch(/closings.not_your_own|access.denied/);
  await world.admin.query('delete from role_assignments where account_id = $1 and person_id = $2', [it.accountId, first.personId]);
  expect(await refusal(by(second).agreeToClosing(one(asked)))).toMatchObject({ code: 'closings.asker_gone' });
});

test('of two who answer at once one is told; the account is asked about once', async () => {
  const { by, second, ask, it } = await company(2);
  const asked = await ask();
  const results = await Promise.allSettled([by(second).agreeToClosing(one(asked)), by(second).declineClosing(one(asked))]);
  expect(results.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  const other = await company(2);
  const both = await Promise.allSettled([other.first, other.second].map((who) => other.by(who).askClosing({ reason: 'other', name: other.it.name })));
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(it.accountId).not.toBe(other.it.accountId);
});

test('the name is typed once more; a suspended company settles first, and so it is on the day', async () => {
  const { it, by, first, stateOf, accountState } = await company();
  expect(await refusal(by(first).askClosing({ reason: 'other', name: 'Something else' }))).toMatchObject({
    code: 'request.invalid',
    details: { fields: { name: 'company_name_differs' } },
  });
  await by(first).askClosing({ reason: 'other', name: it.name });
  const standing = as(world, accounts, root);
  const { items } = await standing.suspendAccount({ accountId: it.accountId, reason: 'unpaid_invoice', words: 'Please pay.' });
  await at(30, watch);
  expect([await stateOf(), await accountState()]).toEqual(['stopped', 'suspended']);
  expect(await by(first).getClosing({})).toMatchObject({ closing: null, stops: ['suspended'], past: [{ state: 'stopped', stoppedBy: ['suspended'] }] });
  expect(await refusal(by(first).askClosing({ reason: 'other', name: it.name }))).toMatchObject({
    code: 'closings.in_the_way',
    details: { stops: ['suspended'] },
  });
  await standing.liftSuspension({ accountId: it.accountId, suspensionId: items[0]?.suspensionId ?? '', version: 1, words: 'Paid.' });
  expect((await by(first).askClosing({ reason: 'other', name: it.name })).closing).toMatchObject({ state: 'waiting' });
});

test('people are reminded on the way, by mail and notice', async () => {
  const { it, first, ask } = await company();
  const colleague = await member(world, it, 'default_user');
  await ask();
  for (const days of [16, 20, 23, 29]) await at(days, watch);
  const near = (await announced(world, 'closings.near')).filter((each) => each.account_id === it.accountId);
  expect(near.map(({ details }) => (details as { days: number }).days)).toEqual([14, 7, 1]);
  expect((await mailsTo(world, first.email)).filter(({ subject }) => subject.startsWith('Reminder'))).toHaveLength(3);
  const { items } = await as(world, notices, colleague).listNotices({});
  expect(items.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['closings.agreed', 'closings.near']));
});

test('whoever belongs elsewhere stays signed in there; whoever does not is signed out', async () => {
  const { it, ask } = await company();
  const elsewhere = await account(world);
  const both = await join(world, it, await member(world, elsewhere, 'default_user'), 'default_user');
  const only = await member(world, it, 'default_user');
  const staff = await join(world, it, await operator(world, 'op_auditor'), 'default_user');
  await ask();
  await at(30, async () => {
    await watch();
    expect((await as(world, members, both).listMyAccounts({})).items.map(({ accountId }) => accountId)).toEqual([elsewhere.accountId]);
    expect(await refusal(as(world, accounts, { ...both, account: it }).getStanding({}))).toMatchObject({ code: 'not_found' });
    expect(await refusal(as(world, members, only).listMyAccounts({}))).toMatchObject({ code: 'access.sign_in' });
    expect((await as(world, members, staff).listMyAccounts({})).items).toEqual([]);
  });
});

test('what it has with others ends on both sides: relations, applications, consents, invitations to merge', async () => {
  const [leaving, other] = [await company(), await company()];
  await joinPrograms(world, leaving.it, 'integrator', 'distributor');
  await joinPrograms(world, other.it, 'reseller');
  const appsOf = ({ it, first }: Awaited<ReturnType<typeof company>>) => as(world, applications, { ...first, account: it });
  const relationsOf = ({ it, first }: Awaited<ReturnType<typeof company>>) => as(world, relations, { ...first, account: it });
  const app = await appsOf(leaving).registerApplication({
    name: 'Panel',
    description: 'x',
    redirects: ['https://app.example/done'],
    asks: [{ permission: 'customers', level: 'view' }],
  });
  const { consentId } = await appsOf(other).giveConsent({ applicationId: app.applicationId, grants: [{ permission: 'customers', level: 'view' }] });
  const invited = await relationsOf(leaving).inviteReseller({ partnerId: other.it.partnerId });
  const seen = await relationsOf(other).getRelation({ relationId: invited.relationId });
  await relationsOf(other).acceptRelation({ relationId: invited.relationId, version: seen.version });
  await as(world, members, { ...leaving.first, account: leaving.it }).invite({
    people: [{ email: 'new@pine.example', givenName: 'N', familyName: 'W', roles: ['default_user'], locale: 'en' }],
  });
  const merging = await as(world, merges, { ...other.first, account: other.it }).inviteToMerge({ partnerId: leaving.it.partnerId });
  const asked = await leaving.ask();
  expect(new Map(asked.effects.map(({ key, count }) => [key, count]))).toEqual(
    new Map(
      Object.entries({
        ...Object.fromEntries(asked.effects.map(({ key, count }) => [key, count])),
        relations: 1,
        registered_applications: 1,
        invitations: 1,
        programs: 2,
      }),
    ),
  );
  // A company on its way out goes nowhere else.
  const plan = (await as(world, merges, { ...leaving.first, account: leaving.it }).getMerge({ mergeId: merging.mergeId })).plan;
  expect(plan?.stops).toContain('closing');
  await at(30, async () => {
    await watch();
    expect(await relationsOf(other).getRelation({ relationId: invited.relationId })).toMatchObject({ state: 'ended', endedBy: 'distributor' });
    expect((await appsOf(other).listConsents({ limit: 5 })).items).toMatchObject([{ consentId, endedAt: world.now }]);
    expect(await as(world, merges, { ...other.first, account: other.it }).getMerge({ mergeId: merging.mergeId })).toMatchObject({ state: 'withdrawn' });
  });
  for (const [table, where] of [
    ['enrollments', "state not in ('left', 'refused')"],
    ['invitations', "state = 'open'"],
    ['applications', "state = 'active'"],
    ['role_assignments', 'true'],
    ['account_domains', 'true'],
    ['members', "state <> 'removed'"],
    ['relations', "state in ('invited', 'active')"],
  ])
    expect((await world.admin.query(`select from ${table} where account_id = $1 and ${where}`, [leaving.it.accountId])).rowCount, table).toBe(0);
});

test('a company takes along what it holds, as files for a spreadsheet', async () => {
  const { it, first, by } = await company();
  const file = (await by(first).exportCompany({})) as { name: string; body: NodeJS.ReadableStream };
  expect(file.name).toMatch(new RegExp(`^company-${it.partnerId}-`));
  const files = unzipSync(await buffer(file.body));
  for (const name of ['company', 'people', 'locations', 'programs', 'relations', 'agreements']) expect(Object.keys(files)).toContain(`${name}.csv`);
  expect(strFromU8(files['company.csv'] ?? new Uint8Array())).toContain(`,${it.partnerId},`);
  expect(strFromU8(files['people.csv'] ?? new Uint8Array())).toContain(first.email);
});

test('and the files that it has sent in, as they were sent, but of requests only what colleagues may see', async () => {
  const { it, first, by } = await company();
  await world.admin.query("update accounts set vetting_status = 'pending' where account_id = $1", [it.accountId]);
  const pdf = Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n');
  const own = as(world, verification, { ...first, account: it });
  for (let n = 0; n < 2; n++) await own.sendPaper({ kind: 'register', paper: { name: '登记证.pdf', content: pdf.toString('base64') } });
  const gone = (await own.sendPaper({ kind: 'other', paper: { name: 'gone.pdf', content: pdf.toString('base64') } })).papers.find(
    ({ name }) => name === 'gone.pdf',
  );
  await rm(path.join(world.config.DATA_DIR, 'files', gone?.fileId.slice(0, 2) ?? '', gone?.fileId ?? ''));
  const asker = await member(world, it, 'default_user');
  const theirs = as(world, support, { ...asker, account: it });
  const numbers = [];
  for (const forTeam of [true, false]) {
    const { requestId, number } = await theirs.openRequest({ topic: 'profile', subject: 'The address', text: 'It stays.', severity: 'minimal', locale: 'en' });
    await theirs.addRequestFile({ requestId, name: 'console.txt', content: Buffer.from('12:01 nothing\n').toString('base64') });
    await theirs.shareRequest({ requestId, forTeam });
    numbers.push(number);
  }
  const file = (await by(first).exportCompany({})) as { body: NodeJS.ReadableStream };
  const files = unzipSync(await buffer(file.body));
  const paths = Object.keys(files).filter((name) => name.startsWith('files/'));
  expect(paths.toSorted()).toEqual(
    [
      'files/verification/登记证 (2).pdf',
      'files/verification/登记证.pdf',
      ...numbers.slice(0, 1).map((number) => `files/requests/${number}/console.txt`),
    ].toSorted(),
  );
  expect(Buffer.from(files['files/verification/登记证.pdf'] ?? []).equals(pdf)).toBe(true);
  const lines = strFromU8(files['files.csv'] ?? new Uint8Array())
    .trim()
    .split('\r\n');
  expect(lines).toHaveLength(1 + 3 + 1);
  // What is no longer there is said, by its fingerprint.
  expect(lines.filter((line) => line.startsWith(',application/pdf,'))).toHaveLength(1);
});

test('a large file is packed piece by piece, whole', async () => {
  const bytes = randomBytes(3_000_000);
  const one = async function* () {
    yield { path: 'large.bin', chunks: inPieces(bytes), isPacked: true };
    yield { path: 'text.csv', chunks: inPieces(Buffer.from('a,b\r\n'.repeat(50_000))), isPacked: false };
  };
  const pieces: Uint8Array[] = [];
  for await (const piece of zipped(one(), world.now)) pieces.push(piece);
  expect(Math.max(...pieces.map(({ length }) => length))).toBeLessThan(200_000);
  const files = unzipSync(Buffer.concat(pieces));
  expect(Buffer.from(files['large.bin'] ?? []).equals(bytes)).toBe(true);
  expect(files['text.csv']).toHaveLength(250_000);
});

test('nobody but a global admin sees or asks, and another company cannot tell', async () => {
  const { it, first, by } = await company();
  for (const role of ['account_admin', 'user_admin', 'billing_admin', 'default_user'] as const)
    expect(await refusal(by(await member(world, it, role)).getClosing({}))).toMatchObject({ code: 'access.denied' });
  const asked = await by(first).askClosing({ reason: 'other', name: it.name });
  const stranger = await company();
  for (const call of [stranger.by(stranger.first).agreeToClosing, stranger.by(stranger.first).declineClosing, stranger.by(stranger.first).takeBackClosing])
    expect(await refusal(call(one(asked)))).toMatchObject({ code: 'not_found' });
  const outsider = as(world, closing, { ...(await person(world)), account: it });
  expect(await refusal(outsider.getClosing({}))).toMatchObject({ code: 'not_found' });
  const support = as(world, closing, await operator(world, 'op_support_agent'));
  expect((await support.listClosings({ show: 'open' })).items).toContainEqual(expect.objectContaining({ accountId: it.accountId, state: 'waiting' }));
});
