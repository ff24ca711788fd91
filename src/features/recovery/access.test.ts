import { describe, expect, test } from 'vitest';
import { human } from '../../../test/human.ts';
import { account, announced, as, join, mailsTo, member, operator, person, refusal, runJobs } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { notices } from '../notices/contract.ts';
import { support } from '../support/contract.ts';
import { recovery } from './contract.ts';
import { ann, ask, bob, checked, company, desk, emptyClaims, freshen, later, pdf, prepared, run, standUp, stateOf, stranger, world } from './testingAccess.ts';

await standUp();

describe('asking', () => {
  test('the answer is the same whatever is true, and only a job looks the company up', async () => {
    await member(world, company, 'global_admin');
    const [known, unknown] = [await ask(), await ask({ company: 'Nowhere' }, `someone@${crypto.randomUUID()}.example`)];
    const shape = (answer: object) => Object.entries(answer).map(([key, value]) => [key, String(value).length]);
    expect(shape({ number: known.number, ticket: known.ticket })).toEqual(shape({ number: unknown.number, ticket: unknown.ticket }));
    expect([await stateOf(known.requestId), await stateOf(unknown.requestId)]).toEqual(['new', 'new']);
    await runJobs(world);
    expect([await stateOf(known.requestId), await stateOf(unknown.requestId)]).toEqual(['admins', 'checking']);
    // Neither of the two is told what was found.
    const mails = [await mailsTo(world, known.email), await mailsTo(world, unknown.email)];
    expect(mails.map((all) => all.map(({ template }) => template))).toEqual([['support.request_told'], ['support.request_told']]);
  });

  test('without a human check nothing is kept', async () => {
    const passed = await human(world);
    if (passed.kind !== 'characters') throw new Error('another kind of proof');
    const wrong = { ...passed, characters: passed.characters === '000000' ? '111111' : '000000' };
    const input = {
      human: wrong,
      givenName: 'A',
      familyName: 'B',
      email: 'a@b.example',
      locale: 'en' as const,
      trouble: 'lost' as const,
      claims: { ...emptyClaims, company: 'X' },
      text: 'x',
    };
    expect((await refusal(stranger().requestAccess(input))).code).toBe('identity.human_check_wrong');
    expect((await refusal(stranger().requestAccess({ ...input, human: passed }))).code).toBe('identity.human_check_wrong');
  });

  test('whoever asks too often for one address has to wait', async () => {
    const email = `often@${company.partnerId}.example`;
    const tries = async () => {
      for (let count = 0; count < 12; count++) await ask({}, email);
    };
    expect((await refusal(tries())).code).toBe('request.too_many');
  });

  test('a PartnerId alone names nobody: its company is not told', async () => {
    await member(world, company, 'global_admin');
    const { requestId } = await ask({ partnerId: company.partnerId, company: 'Another name' }, `x@${crypto.randomUUID()}.example`);
    await runJobs(world);
    expect(await stateOf(requestId)).toBe('checking');
  });
});

describe('evidence', () => {
  test('is added by the ticket for an hour, by what it is and not by its name', async () => {
    const { ticket, requestId } = await ask();
    await stranger().addAccessEvidence({ ticket, shows: 'identity', name: 'id.pdf', content: pdf });
    expect(
      (await refusal(stranger().addAccessEvidence({ ticket, shows: 'identity', name: 'id.pdf', content: Buffer.from('MZ\0\0program').toString('base64') })))
        .code,
    ).toBe('support.file_not_allowed');
    expect(
      (
        await refusal(
          stranger().addAccessEvidence({ ticket, shows: 'company', name: 'x.txt', content: Buffer.from('<html><script>1</script>').toString('base64') }),
        )
      ).code,
    ).toBe('support.file_not_allowed');
    expect((await refusal(stranger().addAccessEvidence({ ticket: 'a'.repeat(43), shows: 'identity', name: 'id.pdf', content: pdf }))).code).toBe(
      'access_requests.ticket_over',
    );
    later(1.1);
    expect((await refusal(stranger().addAccessEvidence({ ticket, shows: 'identity', name: 'id.pdf', content: pdf }))).code).toBe('access_requests.ticket_over');
    await runJobs(world);
    expect((await desk(ann).getAccessCase({ requestId })).files).toMatchObject([{ name: 'id.pdf', type: 'application/pdf', shows: 'identity' }]);
  });

  test('is for the agents of this page alone, and each opening is logged where the company reads it', async () => {
    const { ticket, requestId } = await ask();
    const { fileId } = await stranger().addAccessEvidence({ ticket, shows: 'identity', name: 'id.pdf', content: pdf });
    await runJobs(world);
    const [other, verifier, auditor] = [await ask(), await operator(world, 'op_verifier'), await operator(world, 'op_auditor')];
    await runJobs(world);
    expect((await refusal(as(world, support, ann).getDeskFile({ requestId, fileId }))).code).toBe('not_found');
    expect((await refusal(desk(ann).getAccessFile({ requestId: other.requestId, fileId }))).code).toBe('not_found');
    expect((await refusal(desk(verifier).getAccessFile({ requestId, fileId }))).code).toBe('access.denied');
    expect((await refusal(desk(await person(world)).getAccessFile({ requestId, fileId }))).code).toBe('access.denied');
    expect((await refusal(desk(auditor).getAccessFile({ requestId, fileId }))).code).toBe('access.denied');
    const file = (await desk(ann).getAccessFile({ requestId, fileId })) as { type: string; name: string; body: { destroy(): void } };
    file.body.destroy();
    expect(file).toMatchObject({ type: 'application/octet-stream', name: 'id.pdf' });
    const { looks } = await desk(ann).getAccessCase({ requestId });
    expect(looks.map(({ file: opened }) => opened)).toContain('id.pdf');
    expect((await announced(world, 'access_requests.file_opened')).at(-1)).toMatchObject({ account_id: company.accountId, details: { shows: 'identity' } });
    expect((await announced(world, 'access_requests.looked_at')).at(-1)).toMatchObject({ account_id: company.accountId });
  });

  test('is deleted thirty days after the end', async () => {
    const { ticket, requestId } = await ask();
    await stranger().addAccessEvidence({ ticket, shows: 'identity', name: 'id.pdf', content: pdf });
    await runJobs(world);
    const { version } = await desk(ann).getAccessCase({ requestId });
    await desk(ann).refuseAccess({ requestId, version, reason: 'identity_not_shown' });
    const count = async () => (await desk(ann).getAccessCase({ requestId })).files.length;
    later(29 * 24);
    await run('recovery.forget_evidence');
    expect(await count()).toBe(1);
    later(2 * 24);
    await run('recovery.forget_evidence');
    expect(await count()).toBe(0);
  });
});

describe('the company’s own admins', () => {
  test('are told by every way and on Home, and may help; then the desk lets go', async () => {
    const admin = await member(world, company, 'global_admin');
    const stillHere = await join(world, company, await person(world, { email: `lea@${company.partnerId}.example` }), 'default_user');
    const { requestId, email, number } = await ask({}, stillHere.email);
    await runJobs(world);
    expect((await mailsTo(world, admin.email)).map(({ template }) => template)).toContain('recovery.access_for_admins');
    expect((await as(world, notices, admin).listNotices({})).items[0]).toMatchObject({
      kind: 'access_requests.admins_asked',
      link: `/a/${company.accountId}/access-requests`,
    });
    const mine = as(world, recovery, { ...admin, account: company });
    expect((await as(world, accounts, { ...admin, account: company }).getHome({})).tasks.map(({ key }) => key)).toContain('access_requests');
    expect((await mine.listAccessRequests({})).items).toMatchObject([
      { number, name: 'Lea Moreau', state: 'open', personId: stillHere.personId, can: { answer: true } },
    ]);
    const other = await member(world, await account(world), 'global_admin');
    expect((await refusal(as(world, recovery, { ...other, account: company }).listAccessRequests({}))).code).toBe('not_found');
    later(0.1);
    expect(await mine.answerAccessRequest({ requestId, answer: 'helped' })).toMatchObject({ state: 'over', answer: { answer: 'helped' } });
    expect(await stateOf(requestId)).toBe('redirected');
    expect((await mailsTo(world, email))[0]?.paragraphs.join(' ')).toContain('Ana');
    expect((await refusal(mine.answerAccessRequest({ requestId, answer: 'unknown' }))).code).toBe('access_requests.not_now');
  });

  test('have 24 hours; then the desk goes on, and a late answer still counts', async () => {
    const admin = await member(world, company, 'global_admin');
    const { requestId } = await ask();
    await runJobs(world);
    const seen = await checked(ann, requestId);
    expect((await refusal(desk(ann).prepareAccess({ requestId, version: seen.version, outcome: 'elevate', grounds: 'x' }))).details).toEqual({
      block: 'admins_are_asked',
    });
    later(23);
    await run('recovery.access_by_clock');
    expect(await stateOf(requestId)).toBe('admins');
    later(1);
    await run('recovery.access_by_clock');
    expect(await stateOf(requestId)).toBe('checking');
    await freshen();
    // While the agents prepare, an admin says that nobody knows her.
    const { version } = await desk(ann).getAccessCase({ requestId });
    await desk(ann).prepareAccess({ requestId, version, outcome: 'elevate', grounds: 'x' });
    await as(world, recovery, { ...admin, account: company }).answerAccessRequest({ requestId, answer: 'unknown' });
    expect(await stateOf(requestId)).toBe('checking');
    expect((await refusal(desk(bob).approveAccess({ requestId, version: version + 1 }))).code).toBe('request.changed_meanwhile');
    const now = await desk(bob).getAccessCase({ requestId });
    expect((await refusal(desk(bob).approveAccess({ requestId, version: now.version }))).code).toBe('access_requests.not_now');
    expect((await refusal(desk(ann).prepareAccess({ requestId, version: now.version, outcome: 'elevate', grounds: 'x' }))).details).toEqual({
      block: 'denied_by_admin',
    });
    // Nor by a detour: matched to another company and back, it stays said.
    const elsewhere = await account(world);
    const away = await desk(ann).matchCompany({ requestId, version: now.version, accountId: elsewhere.accountId, personId: null });
    const back = await desk(ann).matchCompany({ requestId, version: away.version, accountId: company.accountId, personId: null });
    expect(back).toMatchObject({ state: 'checking', adminAnswer: { answer: 'unknown' } });
    expect(back.blocks).toContain('denied_by_admin');
  });

  test('without one who can help nobody is waited for', async () => {
    await member(world, company, 'default_user');
    const { requestId } = await ask();
    await runJobs(world);
    expect(await desk(ann).getAccessCase({ requestId })).toMatchObject({ state: 'checking', company: { accountId: company.accountId, admins: [] } });
  });
});

describe('two agents', () => {
  test('the same one never does both', async () => {
    const { requestId } = await ask();
    await runJobs(world);
    const { version, blocks, can } = await prepared(ann, requestId);
    expect(blocks).toEqual(['prepared_by_you', 'touched_evidence']);
    expect(can).toMatchObject({ approve: false, sendBack: false });
    expect((await refusal(desk(ann).approveAccess({ requestId, version }))).details).toEqual({ block: 'prepared_by_you' });
  });

  test('whoever touched the evidence does not approve', async () => {
    const { requestId, ticket } = await ask();
    const { fileId } = await stranger().addAccessEvidence({ ticket, shows: 'company', name: 'x.pdf', content: pdf });
    await runJobs(world);
    const opened = (await desk(bob).getAccessFile({ requestId, fileId })) as { body: { destroy(): void } };
    opened.body.destroy();
    const { version } = await prepared(ann, requestId);
    expect((await refusal(desk(bob).approveAccess({ requestId, version }))).details).toEqual({ block: 'touched_evidence' });
    const cleo = await operator(world, 'op_support_agent');
    expect((await desk(cleo).getAccessCase({ requestId })).can.approve).toBe(true);
  });

  test('none acts on a company of theirs, nor on a request of their own', async () => {
    await join(world, company, bob, 'default_user');
    await world.admin.query("update members set state = 'removed', removed_at = $2 where person_id = $1", [bob.personId, world.now]);
    const { requestId } = await ask();
    await runJobs(world);
    const seen = await desk(bob).getAccessCase({ requestId });
    expect(seen.can).toEqual(Object.fromEntries(Object.keys(seen.can).map((key) => [key, false])));
    expect((await refusal(desk(bob).checkItem({ requestId, version: seen.version, item: 'document', decision: 'met' }))).details).toEqual({
      block: 'own_company',
    });
    const { version } = await prepared(ann, requestId);
    expect((await refusal(desk(bob).approveAccess({ requestId, version }))).details).toEqual({ block: 'own_company' });
    const own = await ask({}, ann.email);
    await runJobs(world);
    const mine = await desk(ann).getAccessCase({ requestId: own.requestId });
    expect((await refusal(desk(ann).addAccessNote({ requestId: own.requestId, text: 'It is me.' }))).details).toEqual({ block: 'own_request' });
    expect(mine.can.check).toBe(false);
  });

  test('an auditor reads and changes nothing; a verifier does not even read', async () => {
    const { requestId } = await ask();
    await runJobs(world);
    const auditor = await operator(world, 'op_auditor');
    const { version, can } = await desk(auditor).getAccessCase({ requestId });
    expect(Object.values(can).every((may) => !may)).toBe(true);
    for (const act of [
      () => desk(auditor).checkItem({ requestId, version, item: 'document', decision: 'met' }),
      () => desk(auditor).refuseAccess({ requestId, version, reason: 'other' }),
      () => desk(auditor).approveAccess({ requestId, version }),
    ])
      expect((await refusal(act())).code).toBe('access.denied');
    expect((await refusal(desk(await operator(world, 'op_verifier')).getAccessCase({ requestId }))).code).toBe('access.denied');
  });

  test('approving asks for a fresh second factor', async () => {
    const { requestId } = await ask();
    await runJobs(world);
    const { version } = await prepared(ann, requestId);
    await world.admin.query('update sessions set second_factor_at = null, version = version + 1 where person_id = $1', [bob.personId]);
    expect((await refusal(desk(bob).approveAccess({ requestId, version }))).code).toBe('access.step_up');
  });

  test('of two approvals at the same instant one counts, and one elevation begins', async () => {
    const { requestId } = await ask();
    await runJobs(world);
    const { version } = await prepared(ann, requestId);
    const cleo = await operator(world, 'op_support_agent');
    const results = await Promise.allSettled([bob, cleo].map((who) => desk(who).approveAccess({ requestId, version })));
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { rows } = await world.admin.query('select source, origin_id from elevations where account_id = $1', [company.accountId]);
    expect(rows).toEqual([{ source: 'desk', origin_id: requestId }]);
    expect(await announced(world, 'access_requests.approved')).toContainEqual(expect.objectContaining({ account_id: company.accountId }));
  });

  test('the second one may send it back with a word', async () => {
    const { requestId } = await ask();
    await runJobs(world);
    const { version } = await prepared(ann, requestId);
    expect(await desk(bob).sendBackAccess({ requestId, version, text: 'The letter is not signed.' })).toMatchObject({ state: 'checking', prepared: null });
    await runJobs(world);
    expect((await as(world, notices, ann).listNotices({})).items[0]?.kind).toBe('access_requests.sent_back');
  });
});
