import { deflateSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { smallPdf } from '../../../test/examples/tax.ts';
import { account, announced, as, buildWorld, join, member, operator, person, refusal, runJobs, session } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { notices } from '../notices/contract.ts';
import { inNobody } from '../../server/db.ts';
import { enqueue } from '../../server/jobs.ts';
import { type ExemptionStanding, exemptionStates, reminderDays, tax } from './contract.ts';
import { watchExemptions } from './jobs/exemptions.ts';
import { type ExemptionEvent, exemptionEvents, isRenewable, movedExemption, reminderDue, standingOf } from './policy/exemptions.ts';

const world = await buildWorld();
const verifier = await operator(world, 'op_verifier');
const desk = as(world, tax, verifier);
const base64 = (bytes: Uint8Array) => Buffer.from(bytes).toString('base64');
const paper = { name: '免稅證明 2026.pdf', content: base64(smallPdf) };
const said = { country: 'US', states: ['WA', 'OR'], certificate: 'RS-4471', validFrom: '2026-01-01', validUntil: '2027-03-31' };

async function company(name: string) {
  const it = await account(world, name);
  const admin = await join(world, it, await person(world), 'global_admin');
  return { it, admin, mine: as(world, tax, { ...admin, account: it }), home: as(world, accounts, { ...admin, account: it }) };
}
const which = ({ exemptionId, version }: { readonly exemptionId: string; readonly version: number }) => ({ exemptionId, version });
/** Moves the clock, and lets the night's job run. Sessions are younger than that. */
async function night(day: string) {
  world.now = new Date(`${day}T23:00:00Z`);
  await inNobody(world.app.db, (tx) => enqueue(tx, watchExemptions, {}));
  await runJobs(world);
}

test('no state of an exemption is without a way on, for every way that leads there', () => {
  const seen = new Set<string>();
  const walk = (state: (typeof exemptionStates)[number]) => {
    if (seen.has(state)) return;
    seen.add(state);
    const next = exemptionEvents.flatMap((event: ExemptionEvent) => movedExemption(state, event) ?? []);
    // Whoever cannot go on with this one sends in another that takes over from it.
    expect(next.length > 0 || isRenewable(state), state).toBe(true);
    for (const to of next) walk(to);
  };
  walk('submitted');
  expect([...seen].toSorted()).toEqual([...exemptionStates].toSorted());
  // A refusal can be mended, and only what waits or was refused can be accepted.
  expect(exemptionStates.filter((state) => movedExemption(state, 'accept'))).toEqual(['submitted', 'asked', 'refused']);
  expect(movedExemption('refused', 'mend')).toBe('submitted');
});

test('a certificate runs out when its last day is over everywhere on earth, and not before', () => {
  const row = { state: 'accepted', validFrom: '2026-01-01', validUntil: '2026-11-21' };
  const on = (at: string): ExemptionStanding => standingOf(row, new Date(at));
  expect(on('2026-11-22T11:59:00Z')).toBe('expiring');
  expect(on('2026-11-22T12:00:00Z')).toBe('expired');
  expect(standingOf({ ...row, validUntil: null }, new Date('2090-01-01T00:00:00Z'))).toBe('accepted');
  expect(standingOf({ ...row, validFrom: '2026-12-01', validUntil: null }, new Date('2026-11-21T00:00:00Z'))).toBe('coming');
});

test('each reminder is due once, and late ones do not come one after another', () => {
  for (let left = 100, reminded: number | null = null; left >= 0; left--) {
    const due = reminderDue(left, reminded);
    expect(due !== null, `${left} days`).toBe(reminderDays.includes(left as 60));
    reminded = due ?? reminded;
  }
  expect(reminderDue(5, null)).toBe(7);
  expect(reminderDue(5, 7)).toBeNull();
  expect(reminderDue(-1, null)).toBeNull();
});

test('the company sends in a certificate, the operator asks back, the company mends it, the operator accepts', async () => {
  const { it, admin, mine, home } = await company('Litware Retail');
  const filed = await mine.fileExemption({ ...said, paper });
  expect(filed).toMatchObject({
    standing: 'submitted',
    states: ['WA', 'OR'],
    papers: [{ name: '免稅證明 2026.pdf' }],
    dueAt: new Date('2026-12-04T18:00:00Z'),
  });
  // Whoever sends one in has answered the question on Home.
  expect((await home.getHome({})).tasks.map(({ key }) => key)).not.toContain('tax_exemption');
  await runJobs(world);
  expect((await as(world, notices, verifier).listNotices({})).items[0]).toMatchObject({
    kind: 'tax.exemption_filed',
    link: `/operator/tax-exemptions/${it.accountId}/${filed.exemptionId}`,
  });
  expect((await desk.listExemptionCases({ search: 'litware' })).items).toMatchObject([{ name: 'Litware Retail', certificate: 'RS-4471' }]);

  const at = { accountId: it.accountId, ...which(filed) };
  const asked = await desk.askAboutExemption({ ...at, question: 'Which store is it for?' });
  expect(asked).toMatchObject({ standing: 'asked', dueAt: null });
  await runJobs(world);
  expect((await as(world, notices, admin).listNotices({})).items[0]).toMatchObject({ kind: 'tax.exemption_asked' });
  expect((await home.getHome({})).tasks).toContainEqual(expect.objectContaining({ key: 'tax_question', can: true }));
  expect((await desk.listExemptionCases({ queue: 'waiting', search: 'litware' })).items).toEqual([]);

  world.now = new Date(world.now.getTime() + 60_000);
  const mended = await mine.mendExemption({ ...which(asked), answer: 'For Spokane.', certificate: 'RS-4472', paper: { ...paper, name: 'page 2.pdf' } });
  expect(mended).toMatchObject({ standing: 'submitted', certificate: 'RS-4472', states: ['WA', 'OR'], answer: 'For Spokane.' });
  // Papers that were sent before stay.
  expect(mended.papers.map(({ name }) => name)).toEqual(['免稅證明 2026.pdf', 'page 2.pdf']);
  expect(await refusal(desk.decideExemption({ ...at, decision: 'accept' }))).toMatchObject({ code: 'request.changed_meanwhile' });
  const accepted = await desk.decideExemption({ ...at, version: mended.version, decision: 'accept' });
  expect(accepted).toMatchObject({ standing: 'accepted', can: { accept: false, refuse: false, ask: false } });
  expect((await announced(world, 'tax.exemption_accepted')).at(-1)).toMatchObject({ before: { exemption: 'submitted' }, after: { exemption: 'accepted' } });
});

test('a refusal names a reason and what would do; the company mends it and is looked at again', async () => {
  const { it, mine } = await company('Refused Company');
  const filed = await mine.fileExemption({ ...said, paper });
  const at = { accountId: it.accountId, ...which(filed) };
  expect(await refusal(desk.decideExemption({ ...at, decision: 'refuse' }))).toMatchObject({ details: { fields: { reason: 'required' } } });
  expect(await refusal(desk.decideExemption({ ...at, decision: 'refuse', reason: 'other' }))).toMatchObject({ details: { fields: { note: 'required' } } });
  const refused = await desk.decideExemption({ ...at, decision: 'refuse', reason: 'unreadable' });
  expect(refused).toMatchObject({ standing: 'refused', reason: 'unreadable', can: { accept: true, refuse: false, ask: true } });
  expect(await mine.mendExemption({ ...which(refused), answer: 'A better scan.', paper })).toMatchObject({ standing: 'submitted' });
});

test('a certificate that renews another leaves it in force until it runs out', async () => {
  const { it, mine } = await company('Renewing Company');
  const first = await mine.fileExemption({ ...said, paper });
  const accepted = await desk.decideExemption({ accountId: it.accountId, ...which(first), decision: 'accept' });
  const next = await mine.fileExemption({ ...said, certificate: 'RS-5000', validFrom: '2027-04-01', validUntil: null, renews: first.exemptionId, paper });
  const standings = async () => Object.fromEntries((await mine.listExemptions({})).items.map(({ certificate, standing }) => [certificate, standing]));
  expect(await standings()).toEqual({ 'RS-4471': 'accepted', 'RS-5000': 'submitted' });
  expect((await mine.listExemptions({})).items.find(({ exemptionId }) => exemptionId === first.exemptionId)).toMatchObject({
    renewedBy: next.exemptionId,
    can: { renew: false },
  });
  await desk.decideExemption({ accountId: it.accountId, ...which(next), decision: 'accept' });
  expect(await standings()).toEqual({ 'RS-4471': 'accepted', 'RS-5000': 'coming' });
  expect(await refusal(mine.fileExemption({ ...said, renews: crypto.randomUUID(), paper }))).toMatchObject({ code: 'not_found' });
  // What was accepted can be taken back, and nothing else happens to it.
  expect(await refusal(mine.mendExemption({ ...which(accepted), answer: 'Again.' }))).toMatchObject({ code: 'tax.exemption_moved' });
});

test('a file is taken by what it is: no script, no archive behind it, no bomb, whatever its name says', async () => {
  const { mine } = await company('Careful Company');
  const send = async (name: string, bytes: Uint8Array) => {
    try {
      await mine.fileExemption({ ...said, paper: { name, content: base64(bytes) } });
      return 'kept';
    } catch (error) {
      return (error as { code: string }).code;
    }
  };
  const pdf = (middle: string | Buffer) => Buffer.concat([Buffer.from('%PDF-1.4\n'), Buffer.from(middle), Buffer.from('\n%%EOF\n')]);
  const zipEnd = Buffer.concat([Buffer.from([0x50, 0x4b, 0x05, 0x06]), Buffer.alloc(18)]);
  const packed = (bytes: Buffer) => Buffer.concat([Buffer.from('1 0 obj << /Filter /FlateDecode >> stream\n'), bytes, Buffer.from('\nendstream')]);
  expect(await send('scan.exe', smallPdf)).toBe('kept');
  expect(await send('证明.pdf', pdf(packed(deflateSync(Buffer.from('a page')))))).toBe('kept');
  expect(await send('page.pdf', Buffer.from('<html><script>1</script>'))).toBe('papers.not_allowed');
  expect(await send('note.pdf', Buffer.from('a plain note'))).toBe('papers.not_allowed');
  expect(await send('drawing.pdf', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).toBe('papers.not_allowed');
  expect(await send('archive.pdf', Buffer.concat([Buffer.from('PK\u0003\u0004'), zipEnd]))).toBe('papers.not_allowed');
  expect(await send('both.pdf', Buffer.concat([smallPdf, zipEnd]))).toBe('papers.not_sound');
  expect(await send('more.pdf', Buffer.concat([smallPdf, Buffer.from('<script>1</script>')]))).toBe('papers.not_sound');
  expect(await send('script.pdf', pdf('<< /OpenAction << /S /JavaScript /JS (app.alert(1)) >> >>'))).toBe('papers.not_sound');
  expect(await send('endless.pdf', pdf('/FlateDecode stream\n'.repeat(10_000)))).toBe('papers.not_sound');
  expect(await send('swarm.pdf', pdf('/FlateDecode stream\nx\nendstream\n'.repeat(5_001)))).toBe('papers.not_sound');
  expect(await send('half.pdf', Buffer.from('%PDF-1.4\n1 0 obj'))).toBe('papers.not_sound');
  expect(await send('bomb.pdf', pdf(packed(deflateSync(Buffer.alloc(300 * 1024 * 1024)))))).toBe('papers.not_sound');
  expect(await send('large.pdf', pdf(Buffer.alloc(5 * 1024 * 1024 + 1, 32)))).toMatch(/papers.too_big|request.invalid/);
  const png = (width: number, tail = Buffer.alloc(0)) => {
    const chunk = (name: string, body: Buffer) => {
      const size = Buffer.alloc(4);
      size.writeUInt32BE(body.length);
      return Buffer.concat([size, Buffer.from(name), body, Buffer.alloc(4)]);
    };
    const head = Buffer.alloc(13);
    head.writeUInt32BE(width, 0);
    head.writeUInt32BE(width, 4);
    return Buffer.concat([
      Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
      chunk('IHDR', head),
      chunk('IDAT', deflateSync(Buffer.alloc(4))),
      chunk('IEND', Buffer.alloc(0)),
      tail,
    ]);
  };
  expect(await send('scan.png', png(2000))).toBe('kept');
  expect(await send('bomb.png', png(60_000))).toBe('papers.not_sound');
  expect(await send('both.png', png(2000, Buffer.from('<?php')))).toBe('papers.not_sound');
  const jpeg = (tail = '') =>
    Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xc0, 0, 11, 8, 4, 0, 4, 0, 1, 1, 0x11, 0, 0xff, 0xda, 0, 2, 1, 0xff, 0xd9]), Buffer.from(tail)]);
  expect(await send('scan.jpg', jpeg())).toBe('kept');
  expect(await send('both.jpg', jpeg('PK'))).toBe('papers.not_sound');
});

test('places and days must exist', async () => {
  const { mine } = await company('Wrong Company');
  const fields = async (over: object) => ((await refusal(mine.fileExemption({ ...said, ...over, paper }))).details as { fields: object }).fields;
  expect(await fields({ country: 'XX' })).toEqual({ country: 'unknown_country' });
  expect(await fields({ states: ['ZZ'] })).toEqual({ states: 'state_unknown' });
  expect(await fields({ country: 'SG' })).toEqual({ states: 'state_unknown' });
  expect(await fields({ validUntil: '2025-12-31' })).toEqual({ validUntil: 'ends_before' });
  expect(Object.keys(await fields({ validFrom: '2026-02-30' }))).toEqual(['validFrom']);
});

test('another company sees neither a certificate nor its papers; who only reads decides nothing', async () => {
  const { it, mine } = await company('Own Company');
  const other = await company('Other Company');
  const filed = await mine.fileExemption({ ...said, paper });
  const fileId = filed.papers[0]?.fileId ?? '';
  expect((await other.mine.listExemptions({})).items).toEqual([]);
  expect(await refusal(other.mine.getPaper({ exemptionId: filed.exemptionId, fileId }))).toMatchObject({ code: 'not_found' });
  expect(await refusal(other.mine.withdrawExemption(which(filed)))).toMatchObject({ code: 'not_found' });
  expect(await refusal(desk.getExemptionCase({ accountId: other.it.accountId, exemptionId: filed.exemptionId }))).toMatchObject({ code: 'not_found' });
  const agent = as(world, tax, await operator(world, 'op_support_agent'));
  expect(await agent.getExemptionCase({ accountId: it.accountId, exemptionId: filed.exemptionId })).toMatchObject({ can: { accept: false, ask: false } });
  expect(await refusal(agent.decideExemption({ accountId: it.accountId, ...which(filed), decision: 'accept' }))).toMatchObject({ code: 'access.denied' });
  const clerk = as(world, tax, { ...(await member(world, it, 'billing_admin')), account: it });
  expect(await refusal(clerk.listExemptions({}))).toMatchObject({ code: 'access.denied' });
});

test('the company is reminded 60, 30 and 7 days before, once each, and told when it has run out', async () => {
  const { it, admin, mine } = await company('Reminded Company');
  const filed = await mine.fileExemption({ ...said, certificate: 'END-1', paper });
  await desk.decideExemption({ accountId: it.accountId, ...which(filed), decision: 'accept' });
  const told = async () => {
    const token = await session(world, admin.personId);
    const { items } = await as(world, notices, { token }).listNotices({});
    return items.filter(({ kind }) => kind.startsWith('tax.exemption_exp')).map(({ kind, values }) => values['days'] ?? kind);
  };
  for (const day of ['2027-01-29', '2027-01-30', '2027-01-31', '2027-03-01', '2027-03-01', '2027-03-24', '2027-03-31']) await night(day);
  expect(await told()).toEqual([7, 30, 60]);
  await night('2027-04-01');
  expect(await told()).toEqual(['tax.exemption_expired', 7, 30, 60]);
  const token = await session(world, admin.personId);
  expect((await as(world, tax, { token, account: it }).listExemptions({})).items).toMatchObject([{ standing: 'expired', can: { renew: true } }]);
});
