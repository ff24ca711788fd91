import type { WorkingCalendar } from '../../core/calendar.ts';
import { expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  join,
  mailsTo,
  member,
  operator,
  person,
  refusal,
  runJobs,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import { accounts, type RejectionReason, type VettingStatus, vettingStatuses } from '../accounts/contract.ts';
import { notices } from '../notices/contract.ts';
import { vettingDueAt } from '../accounts/policy.ts';
import { programs } from '../programs/contract.ts';
import { verification } from './contract.ts';
import { events, moved, type VettingEvent } from './policy.ts';

const world = await buildWorld();
const root = await operator(world, 'op_root');
const verifier = await operator(world, 'op_verifier');
const desk = as(world, verification, verifier);

const calendar: WorkingCalendar = { zone: 'UTC', opens: '09:00', closes: '18:00', days: ['mon', 'tue', 'wed', 'thu', 'fri'], holidays: [] };
const promised = () => vettingDueAt('pending', world.now, calendar);

/** A company that waits for its verification, with the hands of its admin. */
async function company(name: string, over: { readonly locale?: TestPerson['locale']; readonly number?: string } = {}) {
  const it = await account(world, name);
  const admin = await join(world, it, await person(world, { locale: over.locale ?? 'en' }), 'global_admin');
  await world.admin.query(
    "update accounts set vetting_status = 'pending', vetting_changed_at = $2, vetting_due_at = $4, registration_number = $3 where account_id = $1",
    [it.accountId, world.now, over.number ?? null, promised()],
  );
  if (over.number)
    await world.admin.query('insert into account_registrations (country, number, account_id) values ($1, $2, $3)', ['FR', over.number, it.accountId]);
  const here = { ...admin, account: it };
  return { it, admin, mine: as(world, verification, here), profile: as(world, accounts, here) };
}
const versionOf = async ({ accountId }: TestAccount) => (await desk.getCase({ accountId })).version;
/** Two verifiers turn it down: one proposes, the other agrees. */
async function rejected(it: TestAccount, why: { readonly reason: RejectionReason; readonly note?: string }) {
  const { version, proposal } = await desk.decide({ ...(await at(it)), decision: 'reject', ...why });
  expect(proposal).toMatchObject({ reason: why.reason, isMine: true });
  return as(world, verification, root).settleProposal({ accountId: it.accountId, version, agree: true });
}
const paper = {
  name: 'extract.pdf',
  content: Buffer.from('%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n').toString('base64'),
};
/** What happens next happens later. */
const later = () => {
  world.now = new Date(world.now.getTime() + 60_000);
};
/** As if the company had stood so for some days already. */
const waited = ({ accountId }: TestAccount, days: number) =>
  world.admin.query('update accounts set vetting_changed_at = vetting_changed_at - make_interval(days => $2) where account_id = $1', [accountId, days]);
const at = async (it: TestAccount) => ({ accountId: it.accountId, version: await versionOf(it) });

test('the verifier sees who waits, until when, what was checked by itself and who gave the same number', async () => {
  const first = await company('Litware', { number: '732829320' });
  await company('Litware Bis', { number: '732829320' });
  expect((await desk.listCases({ limit: 500 })).items.find((line) => line.accountId === first.it.accountId)).toMatchObject({
    status: 'pending',
    duplicates: 1,
    fields: null,
    dueAt: new Date('2026-11-27T18:00:00Z'),
  });
  expect(await desk.getCase({ accountId: first.it.accountId })).toMatchObject({
    name: 'Litware',
    registrationCheck: 'right',
    vatCheck: 'none',
    contactDomain: 'unknown',
    duplicates: [{ name: 'Litware Bis' }],
    can: { authorize: true, reject: true, ask: true },
  });
  expect((await desk.listCases({ search: 'litware bis' })).items.map(({ name }) => name)).toEqual(['Litware Bis']);
  expect((await desk.listCases({ search: first.it.partnerId })).items.map(({ name }) => name)).toEqual(['Litware']);
});

test('a word finds its cases in order, whether many have it or one at the very end of a long queue', async () => {
  await world.admin.query(
    `insert into accounts (account_id, partner_id, name, name_folded, country, address, primary_contact, terms_accepted_at, terms_accepted_by, created_at, vetting_status, vetting_changed_at)
     select ('51554152-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, (8000000 + n)::text, 'Quarry ' || n, 'quarry ' || n, 'FR', '{}', '{}', $1, gen_random_uuid(), $1,
            case when n % 5 = 0 then 'asked' else 'pending' end, $1::timestamptz - interval '60 days' + n * interval '1 minute' from generate_series(1, 3000) n`,
    [world.now],
  );
  await world.admin.query(
    "insert into account_domains (domain, account_id, proved_at) select 'basalt-' || n || '.example', ('51554152-0000-4000-8000-' || lpad(n::text, 12, '0'))::uuid, $1 from generate_series(2990, 2999) n",
    [world.now],
  );
  const found = async (search: string, limit = 4) => (await desk.listCases({ search, limit })).items.map(({ name }) => name);
  // Of both states, in the order of their waiting.
  expect(await found('quarry')).toEqual(['Quarry 1', 'Quarry 2', 'Quarry 3', 'Quarry 4']);
  expect(await found('quarry 29', 3)).toEqual(['Quarry 29', 'Quarry 129', 'Quarry 229']);
  expect(await found('quarry 2999')).toEqual(['Quarry 2999']);
  expect(await found('basalt-299 quarry')).toEqual(['Quarry 2990', 'Quarry 2991', 'Quarry 2992', 'Quarry 2993']);
  expect(await found('8002998')).toEqual(['Quarry 2998']);
  expect(await found('quarry 7777')).toEqual([]);
  const first = await desk.listCases({ search: 'quarry 2', limit: 500 });
  const second = await desk.listCases({ search: 'quarry 2', limit: 500, ...(first.next ? { after: first.next } : {}) });
  const names = [...first.items, ...second.items].map(({ name }) => name);
  expect(names).toEqual(
    Array.from({ length: 3000 }, (_, n) => `Quarry ${n + 1}`)
      .filter((name) => name.includes('2'))
      .slice(0, 1000),
  );
  await world.admin.query("delete from accounts where name like 'Quarry %'");
});

test('a list of cases is read page by page, the longest-waiting first', async () => {
  const all = (await desk.listCases({ limit: 500 })).items.map(({ accountId }) => accountId);
  const read: string[] = [];
  let after: string | undefined;
  do {
    const page = await desk.listCases({ limit: 1, ...(after ? { after } : {}) });
    read.push(...page.items.map(({ accountId }) => accountId));
    after = page.next ?? undefined;
  } while (after);
  expect(read).toEqual(all);
});

test('a question goes to the company, its answer comes back, and both are told in their languages', async () => {
  const { it, admin, mine } = await company('Fabrikam', { locale: 'es' });
  expect(await desk.askCompany({ ...(await at(it)), question: 'Why does the register name another street?' })).toMatchObject({
    status: 'asked',
    dueAt: new Date('2026-12-21T09:00:00Z'),
  });
  const mail = (await mailsTo(world, admin.email)).find(({ template }) => template === 'verification.told');
  expect(mail?.locale).toBe('es');
  expect(mail?.paragraphs).toContain('Why does the register name another street?');
  // The primary contact is nobody who signs in: written to in the language of the first admin.
  expect((await mailsTo(world, 'ana@contoso.example')).find(({ template }) => template === 'verification.told')?.locale).toBe('es');
  expect((await as(world, notices, admin).listNotices({})).items[0]).toMatchObject({ kind: 'verification.asked', link: `/a/${it.accountId}/verification` });
  expect((await as(world, accounts, { ...admin, account: it }).getHome({})).tasks[0]).toMatchObject({ key: 'verification_question', can: true });
  expect((await desk.listCases({ limit: 500 })).items.map(({ accountId }) => accountId)).not.toContain(it.accountId);
  expect((await desk.listCases({ queue: 'asked' })).items.map(({ accountId }) => accountId)).toEqual([it.accountId]);

  expect(await mine.getVerification({})).toMatchObject({
    status: 'asked',
    question: 'Why does the register name another street?',
    next: { key: 'answer', can: true },
    can: { answer: true },
  });
  await waited(it, 4);
  later();
  expect(await mine.answerVerifier({ answer: 'We moved in March.' })).toMatchObject({
    status: 'pending',
    answer: 'We moved in March.',
    dueAt: new Date('2026-11-27T18:00:00Z'),
    can: { answer: true },
  });
  await runJobs(world);
  expect((await as(world, notices, verifier).listNotices({})).items[0]).toMatchObject({
    kind: 'verification.answered',
    link: `/operator/verification/${it.accountId}`,
  });
  later();
  const done = await desk.decide({ ...(await at(it)), decision: 'authorize' });
  expect(done).toMatchObject({ status: 'authorized', question: 'Why does the register name another street?', answer: 'We moved in March.' });
  expect(done.history.map(({ what }) => what)).toEqual(['authorized', 'answered', 'asked']);
  expect(await announced(world, 'verification.authorized')).toMatchObject([{ before: { status: 'pending' }, after: { status: 'authorized' } }]);
});

test('a question that is not answered in time comes back to the verifier', async () => {
  const { it, mine } = await company('Slow Company');
  await desk.askCompany({ ...(await at(it)), question: 'Are you there?' });
  await waited(it, 30);
  expect((await desk.listCases({ limit: 500 })).items.map(({ accountId }) => accountId)).toContain(it.accountId);
  expect((await mine.answerVerifier({ answer: 'We are.' })).status).toBe('pending');
});

test('a rejected company learns why and what would satisfy, corrects or speaks up, and is checked again', async () => {
  const { it, admin, mine, profile } = await company('Wingtip');
  expect(await refusal(desk.decide({ ...(await at(it)), decision: 'reject' }))).toMatchObject({ details: { fields: { reason: 'required' } } });
  expect(await refusal(desk.decide({ ...(await at(it)), decision: 'reject', reason: 'other' }))).toMatchObject({ details: { fields: { note: 'required' } } });
  await rejected(it, { reason: 'name_differs', note: 'The register says Wingtip SA' });
  await runJobs(world);
  const mail = (await mailsTo(world, admin.email)).find(({ template }) => template === 'verification.told');
  expect(mail?.paragraphs.join(' ')).toContain('Wingtip SA');
  expect(await mine.getVerification({})).toMatchObject({
    next: { key: 'correct_data', link: '/a/:account/company?edit=legal', can: true },
    can: { answer: true },
  });
  expect((await as(world, accounts, { ...admin, account: it }).getHome({})).tasks[0]).toMatchObject({ key: 'verification_rejected', can: true });
  const { address, registrationNumber, vatNumber, version } = await profile.getCompany({});
  await profile.updateLegalProfile({ name: 'Wingtip SA', address, registrationNumber, vatNumber, website: null, version });
  expect(await mine.getVerification({})).toMatchObject({ status: 'pending', reason: null, fields: null, next: { key: 'confirm', who: 'contact' } });
  await rejected(it, { reason: 'papers_needed' });
  expect(await mine.answerVerifier({ answer: 'The extract is in the mail.' })).toMatchObject({
    status: 'pending',
    question: null,
    answer: 'The extract is in the mail.',
  });
  // One may always write, and the clock of the operator runs on.
  const since = (await mine.getVerification({})).since;
  later();
  expect(await mine.answerVerifier({ answer: 'And a letter of our bank.' })).toMatchObject({ status: 'pending', since, can: { answer: true, send: true } });
});

test('of a verified company only what it changes is checked again, beside what stood before', async () => {
  const { it, mine, profile } = await company('Tailspin');
  await desk.decide({ ...(await at(it)), decision: 'authorize' });
  later();
  const { name, address, version } = await profile.getCompany({});
  // A new site needs no check.
  const saved = await profile.updateLegalProfile({ name, address, registrationNumber: null, vatNumber: null, website: 'tailspin.example', version });
  expect(saved.vetting.status).toBe('authorized');
  await profile.updateLegalProfile({ name: 'Tailspin SAS', address, registrationNumber: null, vatNumber: null, website: null, version: saved.version });
  expect(await mine.getVerification({})).toMatchObject({ status: 'pending', fields: ['name'] });
  expect(await desk.getCase({ accountId: it.accountId })).toMatchObject({ name: 'Tailspin SAS', fields: ['name'], before: { name: 'Tailspin' } });
  expect((await desk.decide({ ...(await at(it)), decision: 'authorize' })).fields).toBeNull();
});

test('programs learn from it whether the company is verified', async () => {
  const { it, admin } = await company('Adatum');
  const mine = as(world, programs, { ...admin, account: it });
  const asked = async () => (await mine.getProgram({ program: 'windows_xbox' })).requirements[0];
  expect(await asked()).toMatchObject({ met: false, who: 'operator', detail: { key: 'verification.met.pending' }, due: promised() });
  await desk.askCompany({ ...(await at(it)), question: 'Since when?' });
  expect(await asked()).toMatchObject({ met: false, who: 'you', link: '/a/:account/verification' });
  await mine.applyToProgram({ program: 'membership' });
  await desk.decide({ ...(await at(it)), decision: 'authorize' });
  await runJobs(world);
  expect(await asked()).toMatchObject({ met: true });
  expect((await mine.getProgram({ program: 'membership' })).state).toBe('active');
});

test('every event leads where the table says, through the doors, and nowhere else', async () => {
  const { it, mine, profile } = await company('Every Way');
  const bring = async (status: VettingStatus) =>
    world.admin.query('update accounts set vetting_status = $2, vetting_reason = $3 where account_id = $1', [
      it.accountId,
      status,
      status === 'rejected' ? 'name_differs' : null,
    ]);
  let names = 0;
  const acts: Record<VettingEvent, () => Promise<unknown>> = {
    authorize: async () => desk.decide({ ...(await at(it)), decision: 'authorize' }),
    reject: () => rejected(it, { reason: 'address_differs' }),
    ask: async () => desk.askCompany({ ...(await at(it)), question: 'How so?' }),
    answer: () => mine.answerVerifier({ answer: 'So.' }),
    papers: () => mine.sendPaper({ kind: 'register', paper }),
    edit: async () => {
      const { address, version } = await profile.getCompany({});
      return profile.updateLegalProfile({ name: `Every Way ${++names}`, address, registrationNumber: null, vatNumber: null, website: null, version });
    },
  };
  for (const status of vettingStatuses)
    for (const event of events) {
      await bring(status);
      const to = moved(status, event);
      if (!to) expect((await refusal(acts[event]())).code, `${status} ${event}`).toMatch(/^verification\.nothing_to/);
      else await acts[event]();
      expect((await mine.getVerification({})).status, `${status} ${event}`).toBe(to ?? status);
    }
});

test('who reads an old case decides nothing', async () => {
  const { it, profile } = await company('Two Desks');
  const read = await at(it);
  const { address, version } = await profile.getCompany({});
  await profile.updateLegalProfile({ name: 'Two Desks SARL', address, registrationNumber: null, vatNumber: null, website: null, version });
  expect(await refusal(desk.decide({ ...read, decision: 'authorize' }))).toMatchObject({ code: 'request.changed_meanwhile' });
});

test('who may, and who may not', async () => {
  const { it } = await company('Roles');
  const user = await member(world, it, 'user_admin');
  expect(await refusal(as(world, verification, { ...user, account: it }).getVerification({}))).toMatchObject({
    code: 'access.denied',
    details: { roles: ['global_admin', 'account_admin', 'membership_admin'] },
  });
  // May speak for the company, but not change its data: is told who may.
  const members = await member(world, it, 'membership_admin');
  await rejected(it, { reason: 'address_differs' });
  expect((await as(world, verification, { ...members, account: it }).getVerification({})).next).toMatchObject({
    key: 'correct_data',
    can: false,
    roles: ['global_admin', 'account_admin'],
    people: [{}],
  });
  const agent = await operator(world, 'op_support_agent');
  expect(await refusal(as(world, verification, agent).listCases({}))).toMatchObject({
    code: 'access.denied',
    details: { roles: ['op_root', 'op_verifier', 'op_auditor'] },
  });
  const auditor = await operator(world, 'op_auditor');
  expect((await as(world, verification, auditor).getCase({ accountId: it.accountId })).can).toEqual({
    authorize: false,
    reject: false,
    ask: false,
    compare: false,
    confirm: false,
    dismiss: false,
  });
  expect(await refusal(as(world, verification, root).getCase({ accountId: crypto.randomUUID() }))).toMatchObject({ status: 404 });
});

test('a rejection takes two verifiers, and the company hears nothing of one', async () => {
  const { it, mine, admin, profile } = await company('Two Eyes');
  later();
  const first = await desk.decide({ ...(await at(it)), decision: 'reject', reason: 'not_in_register' });
  expect(first).toMatchObject({ status: 'pending', fourEyes: true, can: { reject: false, confirm: false, dismiss: true } });
  expect(await mine.getVerification({})).toMatchObject({ status: 'pending', reason: null });
  expect(JSON.stringify(await mine.getVerification({}))).not.toContain('not_in_register');
  await runJobs(world);
  expect((await mailsTo(world, admin.email)).filter(({ template }) => template === 'verification.told')).toEqual([]);
  expect((await as(world, notices, root).listNotices({})).items[0]).toMatchObject({
    kind: 'verification.rejection_proposed',
    link: `/operator/verification/${it.accountId}`,
  });
  expect(await refusal(desk.settleProposal({ ...(await at(it)), agree: true }))).toMatchObject({ code: 'verification.own_proposal' });
  const second = as(world, verification, root);
  expect(await refusal(second.decide({ ...(await at(it)), decision: 'reject', reason: 'other', note: 'No' }))).toMatchObject({
    code: 'verification.proposal_moved',
  });
  // What the company changes meanwhile makes the proposal void.
  const { address, version } = await profile.getCompany({});
  await profile.updateLegalProfile({ name: 'Two Eyes SARL', address, registrationNumber: null, vatNumber: null, website: null, version });
  expect(await second.getCase({ accountId: it.accountId })).toMatchObject({ proposal: null, can: { reject: true } });
  expect(await refusal(second.settleProposal({ ...(await at(it)), agree: true }))).toMatchObject({ code: 'verification.proposal_moved' });
  // Or the second does not agree; then the first may propose again, or anything else.
  const again = await desk.decide({ ...(await at(it)), decision: 'reject', reason: 'not_in_register' });
  expect(await second.settleProposal({ accountId: it.accountId, version: again.version, agree: false })).toMatchObject({ proposal: null, status: 'pending' });
  expect(await rejected(it, { reason: 'not_in_register' })).toMatchObject({ status: 'rejected', reason: 'not_in_register', proposal: null });
});

test('the only verifier decides alone: nothing waits for somebody who is not there', async () => {
  const { it } = await company('One Eye');
  const { rows } = await world.admin.query<{ role: string }>("select role from operators where role in ('op_root', 'op_verifier')");
  expect(rows.length).toBeGreaterThan(1);
  await world.admin.query("update operators set ends_at = $1 where role in ('op_root', 'op_verifier') and person_id <> $2", [world.now, verifier.personId]);
  const alone = await desk.decide({ ...(await at(it)), decision: 'reject', reason: 'name_differs' });
  await world.admin.query('update operators set ends_at = null where ends_at = $1', [world.now]);
  expect(alone).toMatchObject({ status: 'rejected', proposal: null, fourEyes: false });
});

test('a paper is sent in place, stays whatever comes, and is told by name why it does not do', async () => {
  const { it, mine, admin } = await company('Papers');
  await rejected(it, { reason: 'papers_needed' });
  expect(await mine.getVerification({})).toMatchObject({ can: { send: true, answer: true }, papers: [] });
  const sent = await mine.sendPaper({ kind: 'register', paper });
  expect(sent).toMatchObject({ status: 'pending', papers: [{ name: 'extract.pdf', kind: 'register', verdict: null }], can: { send: true } });
  const fileId = sent.papers[0]?.fileId ?? '';
  const judged = await desk.judgePaper({ accountId: it.accountId, fileId, verdict: 'refused', reason: 'out_of_date', note: 'Of this year.' });
  expect(judged.papers).toMatchObject([{ verdict: 'refused', reason: 'out_of_date' }]);
  await runJobs(world);
  expect((await as(world, notices, { ...admin, account: it }).listNotices({})).items.map(({ kind }) => kind)).toContain('verification.paper_refused');
  await rejected(it, { reason: 'papers_needed' });
  // Refused, rejected: the paper is still there, and so is the way to send another.
  expect(await mine.getVerification({})).toMatchObject({ papers: [{ fileId, verdict: 'refused' }], can: { send: true } });
  await mine.sendPaper({ kind: 'tax', paper });
  await desk.decide({ ...(await at(it)), decision: 'authorize' });
  expect((await mine.getVerification({})).papers).toHaveLength(2);
  expect(await refusal(mine.sendPaper({ kind: 'tax', paper }))).toMatchObject({ code: 'verification.nothing_to_answer' });
  expect(await refusal(mine.sendPaper({ kind: 'tax', paper: { name: 'a.pdf', content: Buffer.from('<html>').toString('base64') } }))).toMatchObject({
    code: 'papers.not_allowed',
  });
  const stranger = await company('Other Papers');
  expect(await refusal(stranger.mine.getSentPaper({ fileId }))).toMatchObject({ status: 404 });
  expect(await refusal(desk.getCasePaper({ accountId: stranger.it.accountId, fileId }))).toMatchObject({ status: 404 });
});

test('the company sees what was compared with what, field by field, and what it changed since', async () => {
  const { it, mine, profile } = await company('Écluse & Fils');
  await desk.compareCase({ ...(await at(it)), source: 'register', found: { name: 'ECLUSE ET FILS', city: 'PARIS', street: '' } });
  await desk.compareCase({ ...(await at(it)), source: 'paper', found: { name: 'ECLUSE & FILS' } });
  const business = async () => (await mine.getVerification({})).checks.find(({ check }) => check === 'business')?.fields ?? [];
  const of = async (field: string) => (await business()).find((each) => each.field === field);
  expect(await of('name')).toMatchObject({ claimed: 'Écluse & Fils', found: 'ECLUSE & FILS', outcome: 'folded', source: 'paper', isStale: false });
  expect(await of('street')).toMatchObject({ found: null, outcome: null });
  const { address, version } = await profile.getCompany({});
  await profile.updateLegalProfile({ name: 'Écluse SARL', address, registrationNumber: null, vatNumber: null, website: null, version });
  expect(await of('name')).toMatchObject({ claimed: 'Écluse SARL', outcome: 'differs', isStale: true });
});
