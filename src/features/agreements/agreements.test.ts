import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createHash } from 'node:crypto';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { expect, test } from 'vitest';
import {
  account,
  announced,
  as,
  buildWorld,
  join,
  mailsTo,
  member,
  openAppIn,
  operator,
  person,
  refusal,
  runJobs,
  session,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import { locales } from '../../core/locale.ts';
import { acrossAccounts, inNobody } from '../../server/db.ts';
import { enqueue } from '../../server/jobs.ts';
import { openSentences } from '../../server/sentences.ts';
import { signPdf, verifyPdf } from '../../server/signedPdf.ts';
import { loadSigner } from '../../server/signer.ts';
import { run } from '../../server/tx.ts';
import { accounts } from '../accounts/contract.ts';
import { notices } from '../notices/contract.ts';
import { programs } from '../programs/contract.ts';
import { keepShippedAgreements } from './acts/texts.ts';
import { agreements, wholeText } from './contract.ts';
import { watchEndings } from './jobs.ts';

const world = await buildWorld();
const manager = await operator(world, 'op_program_manager');
const desk = as(world, agreements, manager);
const agreement = 'partner';
const sentences = openSentences();

/** A company whose application for the reseller program stands so. */
async function company(state = 'qualified', country = 'FR', given: Partial<TestPerson> = {}) {
  const it = await account(world, undefined, country);
  await stand(it, state);
  const admin = await join(world, it, await person(world, given), 'global_admin');
  return { it, admin, mine: as(world, agreements, { ...admin, account: it }) };
}
const stand = ({ accountId }: TestAccount, state: string) =>
  world.admin.query(
    `insert into enrollments (account_id, program, state, applied_at, changed_at) values ($1, 'reseller_indirect', $2, $3, $3)
     on conflict (account_id, program) do update set state = $2`,
    [accountId, state, world.now],
  );
const read = async (mine: Awaited<ReturnType<typeof company>>['mine'], locale: (typeof locales)[number] = 'en') => {
  const { shown } = await mine.getAgreement({ agreement, locale });
  return { agreement, textId: shown.textId, locale: shown.locale, sha256: shown.sha256 };
};
/** Publishes a new version of the text. */
async function publish(region: string, validFrom: string, text = `Version for ${region}.`): Promise<string> {
  const draft = await desk.addText({ agreement, region });
  const edited = await desk.editText({ textId: draft.textId, version: draft.version, texts: { en: { title: 'Partner agreement', text } } });
  await desk.publishText({ textId: draft.textId, version: edited.version, validFrom });
  return draft.textId;
}

test('a new center has a plain text in every language, published for all regions, once', async () => {
  const { items, agreements: keys } = await desk.listTexts({});
  const shipped = { region: 'all', number: 1, state: 'in_force', isShipped: true, locales: [...locales], acceptances: 0 };
  expect(items).toMatchObject([
    { agreement: 'customer', ...shipped },
    { agreement, ...shipped },
  ]);
  expect(keys).toContainEqual(expect.objectContaining({ agreement, isMissing: false }));
  await inNobody(world.app.db, (tx) => keepShippedAgreements(tx, world.now));
  const other = await openAppIn(world);
  await other.close();
  expect((await desk.listTexts({})).items).toHaveLength(2);
});

test('the agreement is not available before the application is approved, and says what waits', async () => {
  const { it, mine } = await company('applied');
  expect((await mine.listAgreements({})).items).toMatchObject([{ agreement, status: 'unavailable', can: { read: true, accept: false, forward: false } }]);
  expect(await refusal(mine.acceptAgreement(await read(mine)))).toMatchObject({ code: 'agreements.not_available', details: { status: 'unavailable' } });
  await stand(it, 'qualified');
  expect((await mine.listAgreements({})).items).toMatchObject([
    { status: 'available', programs: [{ program: 'reseller_indirect', waits: true }], can: { accept: true } },
  ]);
});

test('a global admin reads and accepts; who, when and which text are kept, and the program begins', async () => {
  const { it, admin, mine } = await company('qualified', 'FR', { locale: 'fr' });
  const shown = await mine.getAgreement({ agreement });
  expect(shown.shown).toMatchObject({ locale: 'fr', number: 1, region: 'all', isInForce: true, title: 'Contrat de partenaire' });
  const before = as(world, programs, { ...admin, account: it });
  // It sells from a location, which comes before the agreement.
  const address = { country: 'FR', line1: '8 rue de Londres', city: 'Paris', postalCode: '75009' };
  const contact = { givenName: 'Ada', familyName: 'Lovelace', email: 'ada@contoso.example' };
  const { locationId } = await as(world, accounts, { ...admin, account: it }).addLocation({ name: 'Paris', address, contact });
  if (!(await before.listResellerAccounts({})).items[0]?.location) await before.linkResellerAccount({ kind: 'reseller', locationId, version: 0 });
  expect((await before.getProgram({ program: 'reseller_indirect' })).next).toMatchObject({ key: 'accept', who: 'you', link: '/a/:account/agreements/partner' });
  const accepted = await mine.acceptAgreement(await read(mine, 'fr'));
  expect(accepted).toMatchObject({
    status: 'accepted',
    can: { accept: false },
    acceptances: [{ number: 1, region: 'all', by: `${admin.givenName} ${admin.familyName}`, email: admin.email, locale: 'fr', at: world.now }],
  });
  const english = await mine.getAgreement({ agreement, locale: 'en' });
  // The English text is what binds, whichever language was read.
  expect(accepted.acceptances[0]?.sha256).toBe(english.shown.sha256);
  const { rows } = await world.admin.query('select sha256, read_sha256, read_locale, address from agreement_acceptances where account_id = $1', [it.accountId]);
  expect(rows).toEqual([{ sha256: english.shown.sha256, read_sha256: shown.shown.sha256, read_locale: 'fr', address: '192.0.2.1' }]);
  expect((await before.getProgram({ program: 'reseller_indirect' })).state).toBe('active');
  expect((await announced(world, 'agreements.accepted')).at(-1)).toMatchObject({
    account_id: it.accountId,
    details: { agreement, region: 'all', number: 1, sha256: english.shown.sha256 },
  });
  expect(await refusal(mine.acceptAgreement(await read(mine)))).toMatchObject({ code: 'agreements.already_accepted' });
});

test('the hash is that of the file, byte for byte', async () => {
  const { mine } = await company();
  for (const locale of locales) {
    const { shown } = await mine.getAgreement({ agreement, locale });
    const file = (await mine.downloadAgreement({ agreement, locale })) as { name: string; body: AsyncIterable<string> };
    let written = '';
    for await (const piece of file.body) written += piece;
    expect(file.name).toBe(`partner-all-1-${locale}.md`);
    expect(written).toBe(wholeText({ title: shown.title, text: shown.body }));
    expect(createHash('sha256').update(written).digest('hex'), locale).toBe(shown.sha256);
  }
});

test('accepting asks for a fresh second factor', async () => {
  const { it, admin, mine } = await company();
  const stale = { ...admin, token: await session(world, admin.personId, { secondFactor: false }), account: it };
  expect(await refusal(as(world, agreements, stale).acceptAgreement(await read(mine)))).toMatchObject({ code: 'access.step_up' });
});

test('two signers at once accept it once', async () => {
  const { it, admin, mine } = await company();
  const second = await member(world, it, 'global_admin');
  const what = await read(mine);
  const outcomes = await Promise.allSettled([mine.acceptAgreement(what), as(world, agreements, { ...second, account: it }).acceptAgreement(what)]);
  expect(outcomes.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect((await mine.getAgreement({ agreement })).acceptances).toHaveLength(1);
  expect(admin.email).toBeTruthy();
});

test('who may not sign sees how it stands, and asks those who may, once a day', async () => {
  const { it, admin } = await company('qualified', 'FR', { locale: 'es' });
  const agent = await member(world, it, 'sales_agent');
  const theirs = as(world, agreements, { ...agent, account: it });
  expect((await theirs.listAgreements({})).items).toMatchObject([
    { status: 'available', can: { read: false, accept: false, forward: true }, signers: [{ email: admin.email }] },
  ]);
  expect(await refusal(theirs.getAgreement({ agreement }))).toMatchObject({ code: 'access.denied', details: { roles: ['global_admin'] } });
  expect(await theirs.forwardAgreement({ agreement })).toMatchObject({ forwardedAt: world.now });
  await theirs.forwardAgreement({ agreement });
  expect((await as(world, notices, admin).listNotices({})).items).toEqual([]);
  const mails = (await mailsTo(world, admin.email)).filter(({ template }) => template === 'notices.notice');
  expect(mails).toHaveLength(1);
  expect(mails[0]?.subject).toContain('Contrato de partner');
  expect((await as(world, notices, admin).listNotices({})).items).toMatchObject([
    { kind: 'agreements.forwarded', link: `/a/${it.accountId}/agreements/partner` },
  ]);
  const user = await member(world, it, 'default_user');
  expect(await refusal(as(world, agreements, { ...user, account: it }).listAgreements({}))).toMatchObject({ code: 'access.denied' });
});

test('a new version is told to who accepted an earlier one, takes its place on its day, and takes nothing away until then', async () => {
  const { it, admin, mine } = await company('qualified', 'DE');
  const { mine: elsewhere } = await company('qualified', 'US');
  const stale = await read(mine);
  await mine.acceptAgreement(stale);
  await elsewhere.acceptAgreement(await read(elsewhere));
  const textId = await publish('europe', '2026-11-22');
  await runJobs(world);
  expect((await as(world, notices, admin).listNotices({})).items[0]).toMatchObject({
    kind: 'agreements.renewed',
    link: `/a/${it.accountId}/agreements/partner`,
  });
  expect((await mailsTo(world, admin.email)).filter(({ template }) => template === 'notices.notice')).toHaveLength(1);
  // Until its day it can be read, not accepted.
  expect((await mine.listAgreements({})).items).toMatchObject([
    { status: 'accepted', text: { region: 'all', number: 1 }, upcoming: { textId, validFrom: '2026-11-22' } },
  ]);
  expect((await mine.getAgreement({ agreement, textId })).shown).toMatchObject({ isInForce: false, region: 'europe' });
  expect((await elsewhere.listAgreements({})).items[0]?.upcoming).toBeNull();
  const day = world.now;
  world.now = new Date('2026-11-22T00:00:00Z');
  const later = { ...admin, token: await session(world, admin.personId), account: it };
  const there = as(world, agreements, later);
  expect((await there.listAgreements({})).items).toMatchObject([
    { status: 'renewed', text: { textId, region: 'europe' }, upcoming: null, accepted: { number: 1, region: 'all' } },
  ]);
  expect((await as(world, accounts, later).getHome({})).tasks.find(({ key }) => key === 'agreement_renewed')).toMatchObject({
    can: true,
    link: '/a/:account/agreements/partner',
    values: { name: 'Partner agreement' },
  });
  // The requirement of the program stays met, and the program active.
  expect(await as(world, programs, later).getProgram({ program: 'reseller_indirect' })).toMatchObject({
    state: 'active',
    agreement: { met: true, detail: { key: 'agreements.met.renewed' } },
  });
  // What was read is not what is in force now.
  expect(await refusal(there.acceptAgreement(stale))).toMatchObject({ code: 'agreements.text_replaced' });
  expect(await there.acceptAgreement(await read(there))).toMatchObject({ status: 'accepted', acceptances: [{ region: 'europe' }, { region: 'all' }] });
  expect(await announced(world, 'agreements.renewed')).toHaveLength(
    (
      await world.admin.query(
        "select distinct account_id from agreement_acceptances where account_id in (select account_id from accounts where country in ('DE', 'FR'))",
      )
    ).rows.length,
  );
  world.now = day;
  const ours = (await desk.listTexts({})).items.filter((text) => text.agreement === agreement);
  expect(ours.map(({ region, number }) => [region, number])).toEqual([
    ['all', 1],
    ['europe', 1],
  ]);
});

test('a published text never changes, not even by the hand of the server', async () => {
  const { items } = await desk.listTexts({});
  const shipped = items.find(({ region }) => region === 'all')?.textId ?? '';
  const before = await desk.getText({ textId: shipped });
  for (const act of [
    () => desk.editText({ textId: shipped, version: before.version, texts: {} }),
    () => desk.publishText({ textId: shipped, version: before.version, validFrom: '2027-01-01' }),
    () => desk.removeText({ textId: shipped }),
  ])
    expect(await refusal(act())).toMatchObject({ code: 'agreements.already_published' });
  const touched = await acrossAccounts(world.app.db, 'test', async (tx) => [
    (await run(tx, "update agreement_texts set texts = '{}' where text_id = $1", [shipped])).rowCount,
    (await run(tx, 'delete from agreement_texts where text_id = $1', [shipped])).rowCount,
  ]);
  expect(touched).toEqual([0, 0]);
  expect(await desk.getText({ textId: shipped })).toEqual(before);
});

test('a draft begins with today’s text, is one for its region, and is published whole or not at all', async () => {
  const draft = await desk.addText({ agreement, region: 'japan' });
  expect(draft).toMatchObject({ number: null, state: 'draft', locales: [...locales], can: { edit: true } });
  expect(await refusal(desk.addText({ agreement, region: 'japan' }))).toMatchObject({ code: 'agreements.draft_exists', details: { textId: draft.textId } });
  expect(await refusal(desk.addText({ agreement, region: 'atlantis' }))).toMatchObject({ details: { fields: { region: 'invalid_value' } } });
  const half = await desk.editText({ textId: draft.textId, version: draft.version, texts: { fr: { title: 'Contrat', text: '' } } });
  expect(await refusal(desk.publishText({ textId: draft.textId, version: half.version, validFrom: '2026-11-20' }))).toMatchObject({
    details: { fields: { 'texts.en.title': 'required', 'texts.en.text': 'required', 'texts.fr.text': 'required', validFrom: 'past' } },
  });
  expect(await refusal(desk.editText({ textId: draft.textId, version: draft.version, texts: {} }))).toMatchObject({ code: 'request.changed_meanwhile' });
  // Line ends and blanks at the ends do not make another text.
  const whole = await desk.editText({ textId: draft.textId, version: half.version, texts: { en: { title: 'Agreement', text: '\r\nOne.\r\nTwo.\r\n' } } });
  expect(whole.texts).toEqual({ en: { title: 'Agreement', text: 'One.\nTwo.' } });
  await desk.removeText({ textId: draft.textId });
  expect(await refusal(desk.getText({ textId: draft.textId }))).toMatchObject({ status: 404 });
});

test('the operator sees which companies accepted which text', async () => {
  const { it, admin, mine } = await company('qualified', 'US');
  await mine.acceptAgreement(await read(mine));
  const textId = (await read(mine)).textId;
  const { items } = await desk.listAcceptances({ textId, limit: 500 });
  expect(items.find(({ accountId }) => accountId === it.accountId)).toMatchObject({
    company: it.name,
    partnerId: it.partnerId,
    by: `${admin.givenName} ${admin.familyName}`,
  });
  expect((await desk.getText({ textId })).acceptances).toBe(items.length);
  const auditor = as(world, agreements, await operator(world, 'op_auditor'));
  expect((await auditor.listTexts({})).can).toEqual({ edit: false });
  expect(await refusal(auditor.addText({ agreement, region: 'india' }))).toMatchObject({
    code: 'access.denied',
    details: { roles: ['op_root', 'op_program_manager'] },
  });
});

test('another company’s acceptance is nowhere to be seen, and an agreement that nobody knows is not there', async () => {
  const { mine } = await company('qualified', 'US');
  await mine.acceptAgreement(await read(mine));
  const { mine: other } = await company('applied', 'US');
  expect(await other.getAgreement({ agreement })).toMatchObject({ status: 'unavailable', accepted: null, acceptances: [] });
  expect(await refusal(other.getAgreement({ agreement: 'no_such' }))).toMatchObject({ status: 404 });
  expect(await refusal(other.forwardAgreement({ agreement: 'no_such' }))).toMatchObject({ status: 404 });
});

/** What a file says, sign by sign, without the blanks between its pieces. */
async function said(file: unknown): Promise<{ name: string; bytes: Buffer; text: string }> {
  const { name, body } = file as { name: string; body: AsyncIterable<Buffer> };
  const pieces: Buffer[] = [];
  for await (const piece of body) pieces.push(Buffer.from(piece));
  const bytes = Buffer.concat(pieces);
  const doc = await getDocument({ data: new Uint8Array(bytes), useSystemFonts: false }).promise;
  const pages = await Promise.all(Array.from({ length: doc.numPages }, async (_, n) => (await (await doc.getPage(n + 1)).getTextContent()).items));
  return {
    name,
    bytes,
    text: squeezed(pages.flatMap((items) => items.map((item) => ('str' in item && Number(item.transform[5]) > footAt ? item.str : ''))).join('')),
  };
}
/** Points above the edge of the paper, below which the foot of a page stands: it comes between lines that go on overleaf. */
const footAt = 50;
const squeezed = (text: string) => text.replaceAll(/\s/g, '');

test('the record of an acceptance is a signed PDF that says who, when, with which roles, proved how, and the text itself, in every language', async () => {
  const { it, admin, mine } = await company('qualified', 'CN', { givenName: '晓敏', familyName: '王', locale: 'zh-CN' });
  const what = await read(mine, 'zh-CN');
  await mine.acceptAgreement(what);
  const texts = Object.fromEntries(await Promise.all(locales.map(async (locale) => [locale, (await mine.getAgreement({ agreement, locale })).shown] as const)));
  // A company that is called otherwise now was called so then.
  await world.admin.query("update accounts set name = 'Renamed' where account_id = $1", [it.accountId]);
  for (const locale of locales) {
    const { name, bytes, text } = await said(await mine.downloadRecord({ agreement, textId: what.textId, locale }));
    expect(name).toBe(`partner-all-1-${it.partnerId}.pdf`);
    expect(verifyPdf(bytes)).toMatchObject({ isWhole: true, signedAt: world.now.toISOString() });
    for (const part of [it.name, it.partnerId, '王晓敏', admin.email, '192.0.2.1', what.sha256, texts['en']?.sha256 ?? ''])
      expect(text, part).toContain(squeezed(part));
    const t = sentences.translator(locale);
    for (const part of [t('roles.global_admin'), t('agreements.pdf.proof.password'), t('agreements.accept.authority', { company: it.name })])
      expect(text, `${locale}: ${part}`).toContain(squeezed(part));
    // As it was read, and as it binds.
    for (const read of ['zh-CN', 'en'] as const)
      for (const line of (texts[read]?.body ?? '').split('\n').filter((each) => /^\d/.test(each))) expect(text, line).toContain(squeezed(line));
  }
  // In two languages when that is asked for; one and the same is said once.
  const two = await said(await mine.downloadRecord({ agreement, textId: what.textId, locale: 'fr', beside: 'zh-TW' }));
  expect(verifyPdf(two.bytes)).toMatchObject({ isWhole: true });
  for (const locale of ['fr', 'zh-TW'] as const) {
    const t = sentences.translator(locale);
    for (const part of [t('agreements.pdf.party'), t('roles.global_admin'), t('agreements.accept.authority', { company: it.name })])
      expect(two.text, `${locale}: ${part}`).toContain(squeezed(part));
  }
  expect(two.text.split(squeezed(admin.email))).toHaveLength(2);
  const same = await said(await mine.downloadRecord({ agreement, textId: what.textId, locale: 'fr', beside: 'fr' }));
  expect(same.text).toBe((await said(await mine.downloadRecord({ agreement, textId: what.textId, locale: 'fr' }))).text);
  // Whoever was handed it learns the same without an account, and of a changed one that it proves nothing.
  const { bytes } = await said(await mine.downloadRecord({ agreement, textId: what.textId, locale: 'en' }));
  const visitor = as(world, agreements);
  const verified = (file: Buffer) => visitor.verifyRecord({ content: file.toString('base64') });
  expect(await verified(bytes)).toMatchObject({
    verdict: 'whole',
    signedAt: world.now,
    record: { company: it.name, partnerId: it.partnerId, signer: '王晓敏', version: '1', region: 'all', acceptedAt: world.now.toISOString() },
  });
  const none = { signedAt: null, fingerprint: null, record: null };
  expect(await verified(Buffer.concat([bytes, Buffer.from('\n')]))).toEqual({ verdict: 'changed', ...none });
  expect(await verified(Buffer.from(bytes.toString('latin1').replace('%PDF-1.7', '%PDF-1.6'), 'latin1'))).toEqual({ verdict: 'changed', ...none });
  expect(await verified(Buffer.from('%PDF-1.7\n%%EOF\n'))).toEqual({ verdict: 'not_signed', ...none });
  expect(await verified(Buffer.from('PK'))).toEqual({ verdict: 'not_pdf', ...none });
  const foreign = signPdf(Buffer.from('%PDF-1.7\n%%EOF\n'), loadSigner(mkdtempSync(path.join(tmpdir(), 'signer-'))), world.now, {});
  expect(await verified(foreign)).toEqual({ verdict: 'other_key', ...none });

  const auditor = as(world, agreements, await operator(world, 'op_auditor'));
  expect((await said(await auditor.downloadAcceptance({ textId: what.textId, accountId: it.accountId }))).text).toContain('王晓敏');
  const { mine: other } = await company('qualified', 'US');
  expect(await refusal(other.downloadRecord({ agreement, textId: what.textId }))).toMatchObject({ status: 404 });
  expect(await refusal(mine.downloadRecord({ agreement: 'other', textId: what.textId }))).toMatchObject({ status: 404 });
});

test('a new version may say until when earlier ones hold: told thirty, seven days and a day ahead, and when it is over, once each', async () => {
  const { it, admin, mine } = await company('qualified', 'JP');
  await mine.acceptAgreement(await read(mine));
  const draft = await desk.addText({ agreement, region: 'japan' });
  const publishIt = (earlierUntil: string) => desk.publishText({ textId: draft.textId, version: draft.version, validFrom: '2026-11-22', earlierUntil });
  expect(await refusal(publishIt('2026-12-21'))).toMatchObject({ details: { fields: { earlierUntil: 'too_soon' } } });
  expect(await publishIt('2027-01-31')).toMatchObject({ earlierUntil: '2027-01-31' });
  const start = world.now;
  const told = async () =>
    (await announced(world))
      .filter((each) => each.account_id === it.accountId && /agreements\.expir/.test(each.name))
      .map(({ name, details }) => [name, (details as { days?: number }).days]);
  const on = async (day: string) => {
    world.now = new Date(`${day}T06:00:00Z`);
    await inNobody(world.app.db, (tx) => enqueue(tx, watchEndings, {}));
    await runJobs(world);
    const there = { ...admin, token: await session(world, admin.personId), account: it };
    const [line] = (await as(world, agreements, there).listAgreements({})).items;
    const program = await as(world, programs, there).getProgram({ program: 'reseller_indirect' });
    return { there: as(world, agreements, there), status: line?.status, endsOn: line?.endsOn, met: program.agreement?.met };
  };
  expect(await on('2026-12-31')).toMatchObject({ status: 'renewed', endsOn: '2027-01-31', met: true });
  expect(await told()).toEqual([]);
  await on('2027-01-01');
  await on('2027-01-02');
  await on('2027-01-26');
  expect(await on('2027-01-31')).toMatchObject({ status: 'renewed', met: true });
  expect(await on('2027-02-01')).toMatchObject({ status: 'expired', met: false });
  const { there } = await on('2027-02-02');
  expect(await told()).toEqual([
    ['agreements.expiring', 30],
    ['agreements.expiring', 7],
    ['agreements.expiring', 1],
    ['agreements.expired', undefined],
  ]);
  expect((await mailsTo(world, admin.email)).filter(({ template }) => template === 'notices.notice').length).toBeGreaterThanOrEqual(4);
  expect(await there.acceptAgreement(await read(there))).toMatchObject({ status: 'accepted', endsOn: null });
  expect((await on('2027-02-03')).met).toBe(true);
  world.now = start;
});
