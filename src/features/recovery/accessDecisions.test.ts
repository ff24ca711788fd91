import { describe, expect, test } from 'vitest';
import { account, as, join, mailsTo, member, person, refusal, runJobs } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { support } from '../support/contract.ts';
import { recovery } from './contract.ts';
import { ann, ask, bob, checked, company, desk, freshen, later, prepared, run, standUp, stateOf, world } from './testingAccess.ts';

await standUp();

describe('what is checked', () => {
  test('everything is decided, what is always needed is shown, and old data was called', async () => {
    const { requestId } = await ask();
    await runJobs(world);
    const seen = await desk(ann).getAccessCase({ requestId });
    expect(seen.blocks).toEqual(['items_open', 'call_back_missing']);
    expect((await refusal(desk(ann).prepareAccess({ requestId, version: seen.version, outcome: 'elevate', grounds: 'x' }))).details).toEqual({
      block: 'items_open',
    });
    const { version } = await checked(ann, requestId);
    const denied = await desk(ann).noteCallBack({ requestId, version, key: 'contact_phone', result: 'denied' });
    expect((await refusal(desk(ann).prepareAccess({ requestId, version: denied.version, outcome: 'elevate', grounds: 'x' }))).details).toEqual({
      block: 'call_back_denied',
    });
  });

  test('what was changed within 30 days is not called', async () => {
    const admin = await member(world, company, 'global_admin');
    const { version: ofCompany } = await as(world, accounts, { ...admin, account: company }).getCompany({});
    await as(world, accounts, { ...admin, account: company }).updatePrimaryContact({
      contact: { givenName: 'Eve', familyName: 'Il', email: 'eve@elsewhere.example', phone: '+33 1 42 60 20 01' },
      version: ofCompany,
    });
    const { requestId } = await ask();
    await runJobs(world);
    const { onFile, version } = await desk(ann).getAccessCase({ requestId });
    expect(onFile.find(({ key }) => key === 'contact_phone')).toMatchObject({ hasStood: false });
    expect((await refusal(desk(ann).noteCallBack({ requestId, version, key: 'contact_phone', result: 'confirmed' }))).code).toBe('access_requests.not_on_file');
  });

  test('claimed stands beside what is on file', async () => {
    const { requestId } = await ask({ partnerId: company.partnerId, registrationNumber: '123', country: 'DE' });
    await runJobs(world);
    const { compared } = await desk(ann).getAccessCase({ requestId });
    const result = Object.fromEntries(compared.map((line) => [line.field, line.result]));
    expect(result).toMatchObject({
      company: 'equal',
      partner_id: 'equal',
      country: 'differs',
      registration_number: 'unknown',
      mail_domain: 'equal',
      person: 'unknown',
    });
  });

  test('an agent matches by search, and another match clears what was found', async () => {
    const { requestId } = await ask({ company: 'Nowhere' }, `x@${crypto.randomUUID()}.example`);
    await runJobs(world);
    const seen = await desk(ann).getAccessCase({ requestId });
    expect(seen.company).toBeNull();
    const { items } = await desk(ann).findCompanies({ requestId, search: company.name });
    expect(items.map(({ accountId }) => accountId)).toContain(company.accountId);
    const matched = await desk(ann).matchCompany({ requestId, version: seen.version, accountId: company.accountId, personId: null });
    const found = await desk(ann).checkItem({ requestId, version: matched.version, item: 'document', decision: 'met' });
    const other = await account(world);
    const again = await desk(ann).matchCompany({ requestId, version: found.version, accountId: other.accountId, personId: null });
    expect(again.checklist.every(({ decision }) => decision === null)).toBe(true);
    expect((await refusal(desk(ann).matchCompany({ requestId, version: again.version, accountId: other.accountId, personId: ann.personId }))).code).toBe(
      'access_requests.not_on_file',
    );
  });
});

describe('the asker', () => {
  test('is asked back, reminded after a week, and the case closed after two', async () => {
    const { requestId, email } = await ask();
    await runJobs(world);
    const { version } = await desk(ann).getAccessCase({ requestId });
    later(0.1);
    await desk(ann).askAsker({ requestId, version, text: 'Who signed the letter?' });
    expect((await mailsTo(world, email))[0]?.paragraphs).toContain('Who signed the letter?');
    later(7 * 24);
    await run('recovery.access_by_clock');
    await run('recovery.access_by_clock');
    expect((await mailsTo(world, email)).length).toBe(3);
    later(7 * 24);
    await run('recovery.access_by_clock');
    expect(await desk(ann).getAccessCase({ requestId })).toMatchObject({ state: 'refused', refusal: 'unanswered' });
  });

  test('answers by the private link, and the case is back at the desk; also after a refusal', async () => {
    const { requestId, email } = await ask();
    const linkOf = async () => (await mailsTo(world, email))[0]?.action?.url.split('#')[1] ?? '';
    const token = await linkOf();
    const { version } = await desk(ann).getAccessCase({ requestId });
    await desk(ann).askAsker({ requestId, version, text: 'Who signed the letter?' });
    await as(world, support).writeFollowed({ token, text: 'The managing director.' });
    await runJobs(world);
    const back = await desk(ann).getAccessCase({ requestId });
    expect(back.state).toBe('checking');
    later(0.1);
    await desk(ann).refuseAccess({ requestId, version: back.version, reason: 'no_authority', note: 'The letter bears no date.' });
    expect((await mailsTo(world, email))[0]?.paragraphs.join(' ')).toContain('The letter bears no date.');
    await as(world, support).reopenFollowed({ token, text: 'Here is a dated one.' });
    await runJobs(world);
    expect(await stateOf(requestId)).toBe('checking');
    await as(world, support).closeFollowed({ token });
    await runJobs(world);
    expect(await desk(ann).getAccessCase({ requestId })).toMatchObject({ state: 'refused', refusal: 'withdrawn' });
  });
});

test('a company without admins: approved, let in by the mailed link, and the case is done', async () => {
  const { requestId, email } = await ask();
  await runJobs(world);
  const { version, waitHours } = await prepared(ann, requestId);
  expect(waitHours).toBe(0);
  expect(await desk(bob).approveAccess({ requestId, version })).toMatchObject({ state: 'approved' });
  later(0.1);
  await run('recovery.elevations_due');
  await runJobs(world);
  expect(await stateOf(requestId)).toBe('done');
  const { rows } = await world.admin.query(
    'select r.role from role_assignments r join people p using (person_id) where r.account_id = $1 and lower(p.email) = $2',
    [company.accountId, email],
  );
  expect(rows).toEqual([{ role: 'global_admin' }]);
  expect((await mailsTo(world, email)).map(({ action }) => action?.url ?? '').some((url) => url.includes('/set-password#'))).toBe(true);
});

test('an active admin has a week to stop it, and the case says so', async () => {
  const admin = await member(world, company, 'global_admin');
  const { requestId } = await ask();
  await runJobs(world);
  later(24);
  await run('recovery.access_by_clock');
  await freshen();
  const { version, waitHours } = await prepared(ann, requestId);
  expect(waitHours).toBe(168);
  await desk(bob).approveAccess({ requestId, version });
  await runJobs(world);
  const { rows } = await world.admin.query<{ id: string }>('select elevation_id as id from access_cases where request_id = $1', [requestId]);
  await as(world, recovery, { ...admin, account: company }).stopElevation({ elevationId: rows[0]?.id ?? '', reason: 'We do not know her.' });
  await runJobs(world);
  expect(await desk(ann).getAccessCase({ requestId })).toMatchObject({ state: 'refused', refusal: 'stopped' });
});

test('a frozen identity is thawed by the same two agents, without new rights', async () => {
  const lea = await join(world, company, await person(world, { email: `lea2@${company.partnerId}.example` }), 'default_user');
  await world.admin.query('update people set frozen_at = $2, frozen_change_at = $2 where person_id = $1', [lea.personId, world.now]);
  const { requestId } = await ask({}, lea.email);
  await runJobs(world);
  const seen = await checked(ann, requestId);
  expect(seen).toMatchObject({ person: { personId: lea.personId, isFrozen: true }, can: { thaw: true } });
  const { version } = await desk(ann).prepareAccess({ requestId, version: seen.version, outcome: 'thaw', grounds: 'Her ID card is right.' });
  expect(await desk(bob).approveAccess({ requestId, version })).toMatchObject({ state: 'done', person: { isFrozen: false } });
  const { rows } = await world.admin.query('select count(*)::int as n from elevations where account_id = $1', [company.accountId]);
  expect(rows).toEqual([{ n: 0 }]);
});
