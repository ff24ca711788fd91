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
import type { AccountRole } from '../../core/roles.ts';
import { nobody } from '../../server/actor.ts';
import { openTx } from '../../server/db.ts';
import { askToJoin } from './acts.ts';
import { members } from './contract.ts';

const world = await buildWorld();
const company = await account(world, 'Contoso');
const admin = await member(world, company, 'global_admin');
const inside = as(world, members, { ...admin, account: company });
const outside = as(world, members);
const password = 'violet tractor under seven moons';

const invitee = (email: string, ...roles: ('default_user' | 'global_admin' | 'billing_admin')[]) => ({
  email,
  givenName: 'Chloé',
  familyName: 'Durand',
  roles: roles.length ? roles : ['default_user' as const],
  locale: 'fr' as const,
});
const invite = async (email: string, ...roles: Parameters<typeof invitee>[1][]) =>
  (await inside.invite({ people: [invitee(email, ...roles)] })).items[0]?.invitationId ?? '';
const linkTo = async (email: string) => (await mailsTo(world, email)).find((mail) => mail.template === 'members.invitation')?.action?.url.split('#')[1] ?? '';
const codeTo = async (email: string) => (await mailsTo(world, email)).find((mail) => mail.template === 'members.invitation_code')?.code ?? '';

/** Proves the invited mailbox with the mailed code, as the page does. */
async function prove(token: string, email: string) {
  const { attempt } = await outside.proveInvitation({ token });
  return outside.checkInvitationCode({ token, attempt, code: await codeTo(email) });
}

test('a new person opens the link, proves the mailbox, sets a password, belongs to the company and is signed in', async () => {
  await invite('chloe@contoso.example', 'billing_admin');
  const [mail] = await mailsTo(world, 'chloe@contoso.example');
  expect(mail).toMatchObject({ locale: 'fr', template: 'members.invitation' });
  expect(mail?.action?.url).toContain('/invitation#');
  const token = await linkTo('chloe@contoso.example');
  const shown = await outside.openInvitation({ token });
  expect(shown).toMatchObject({ state: 'open', company: 'Contoso', maskedEmail: 'c•••@contoso.example', roles: ['billing_admin'], session: 'none' });
  expect(JSON.stringify(shown)).not.toContain('chloe@');
  const { proof, isKnown, givenName, familyName } = await prove(token, 'chloe@contoso.example');
  expect({ isKnown, givenName, familyName }).toEqual({ isKnown: false, givenName: 'Chloé', familyName: 'Durand' });
  let session: string | null = null;
  const accept = as(world, members, {
    gave: (given) => {
      session = given;
    },
  });
  expect(await refusal(accept.acceptInvitation({ token, newPerson: { proof, givenName, familyName, password: 'password', locale: 'fr' } }))).toMatchObject({
    code: 'request.invalid',
    details: { fields: { 'newPerson.password': expect.stringContaining('password_') as string } },
  });
  expect(await accept.acceptInvitation({ token, newPerson: { proof, givenName, familyName, password, locale: 'fr' } })).toEqual({
    accountId: company.accountId,
  });
  expect((await as(world, members, { token: session }).listMyAccounts({})).items).toMatchObject([{ name: 'Contoso', roles: ['billing_admin'] }]);
  expect(await outside.openInvitation({ token })).toMatchObject({ state: 'accepted' });
  expect(await refusal(outside.acceptInvitation({ token, newPerson: { proof, givenName, familyName, password, locale: 'fr' } }))).toMatchObject({
    code: 'invitations.not_usable',
    details: { state: 'accepted' },
  });
});

test('opening the link changes nothing, and its secret stands nowhere in the database', async () => {
  const id = await invite('quiet@contoso.example');
  const token = await linkTo('quiet@contoso.example');
  const row = async () => (await world.admin.query('select * from invitations where invitation_id = $1', [id])).rows as unknown;
  const before = await row();
  for (let i = 0; i < 3; i++) await outside.openInvitation({ token });
  expect(await row()).toEqual(before);
  expect(JSON.stringify(before)).not.toContain(token);
});

test('a known person accepts by their session, and only as the invited address', async () => {
  const known = await person(world, { email: 'known@contoso.example' });
  const stranger = await person(world, { email: 'stranger@else.example' });
  await invite('Known@Contoso.example');
  const token = await linkTo('Known@Contoso.example');
  expect(await as(world, members, stranger).openInvitation({ token })).toMatchObject({ session: 'other' });
  expect(await refusal(as(world, members, stranger).acceptInvitation({ token }))).toMatchObject({
    code: 'invitations.for_someone_else',
    details: { maskedEmail: 'K•••@Contoso.example' },
  });
  expect(await refusal(outside.acceptInvitation({ token }))).toMatchObject({ code: 'invitations.not_proved' });
  expect(await as(world, members, known).openInvitation({ token })).toMatchObject({ session: 'invited' });
  await as(world, members, known).acceptInvitation({ token });
  expect((await as(world, members, known).listMyAccounts({})).items).toMatchObject([{ accountId: company.accountId }]);
});

test('an older invitation is no way back in for someone who was deactivated or removed meanwhile', async () => {
  const start = world.now;
  const known = await person(world, { email: 'back@contoso.example' });
  await invite('back@contoso.example');
  const token = await linkTo('back@contoso.example');
  // They came in by another way.
  await join(world, company, known, 'default_user');
  const { personId } = known;
  world.now = new Date(start.getTime() + 60_000);
  const accept = () => refusal(as(world, members, known).acceptInvitation({ token }));
  await inside.deactivateMember({ personId });
  expect(await accept()).toMatchObject({ code: 'invitations.not_usable', details: { state: 'withdrawn' } });
  await inside.removeMember({ personId });
  expect(await accept()).toMatchObject({ code: 'invitations.not_usable', details: { state: 'withdrawn' } });
  expect((await as(world, members, known).listMyAccounts({})).items).toEqual([]);
  world.now = start;
});

test('whether the invited address is known here is told only after it is proved', async () => {
  await person(world, { email: 'maybe@contoso.example' });
  await invite('maybe@contoso.example');
  const token = await linkTo('maybe@contoso.example');
  await invite('never@contoso.example');
  const [a, b] = [await outside.openInvitation({ token }), await outside.openInvitation({ token: await linkTo('never@contoso.example') })];
  expect(Object.keys(a)).toEqual(Object.keys(b));
  expect({ ...a, maskedEmail: '' }).toEqual({ ...b, maskedEmail: '' });
  const proved = await prove(token, 'maybe@contoso.example');
  expect(proved.isKnown).toBe(true);
  const newPerson = { proof: proved.proof, givenName: 'M', familyName: 'B', password, locale: 'fr' as const };
  expect(await refusal(outside.acceptInvitation({ token, newPerson }))).toMatchObject({ code: 'invitations.sign_in_to_accept' });
});

test('a wrong code is counted, and a code for one invitation proves nothing for another', async () => {
  await invite('one@contoso.example');
  await invite('two@contoso.example');
  const [one, two] = [await linkTo('one@contoso.example'), await linkTo('two@contoso.example')];
  const { attempt } = await outside.proveInvitation({ token: one });
  const code = await codeTo('one@contoso.example');
  expect(await refusal(outside.checkInvitationCode({ token: one, attempt, code: code === '000000' ? '000001' : '000000' }))).toMatchObject({
    code: 'identity.code_wrong',
    details: { triesLeft: 4 },
  });
  expect(await refusal(outside.checkInvitationCode({ token: two, attempt, code }))).toMatchObject({ code: 'invitations.not_proved' });
  expect(await refusal(outside.proveInvitation({ token: one }))).toMatchObject({ code: 'request.too_many' });
  expect(
    await refusal(outside.acceptInvitation({ token: two, newPerson: { proof: 'x'.repeat(43), givenName: 'A', familyName: 'B', password, locale: 'en' } })),
  ).toMatchObject({ code: 'invitations.not_proved' });
});

test('a link lives for seven days; sent again, only the newer one works; withdrawn, none', async () => {
  const id = await invite('slow@contoso.example');
  const first = await linkTo('slow@contoso.example');
  const before = world.now;
  world.now = new Date(before.getTime() + 7 * 86_400_000 + 1);
  expect(await outside.openInvitation({ token: first })).toMatchObject({ state: 'expired' });
  expect(await refusal(outside.proveInvitation({ token: first }))).toMatchObject({ details: { state: 'expired' } });
  world.now = before;
  expect(await inside.resendInvitation({ invitationId: id })).toMatchObject({ state: 'open', expiresAt: new Date(before.getTime() + 7 * 86_400_000) });
  await runJobs(world);
  expect(await refusal(outside.openInvitation({ token: first }))).toMatchObject({ code: 'invitations.not_usable', status: 410 });
  const urls = (await mailsTo(world, 'slow@contoso.example')).map((mail) => mail.action?.url.split('#')[1] ?? '');
  const second = urls.find((url) => url !== first) ?? '';
  expect(await outside.openInvitation({ token: second })).toMatchObject({ state: 'open' });
  await inside.withdrawInvitation({ invitationId: id });
  expect(await outside.openInvitation({ token: second })).toMatchObject({ state: 'withdrawn' });
  expect(await refusal(inside.resendInvitation({ invitationId: id }))).toMatchObject({ details: { state: 'withdrawn' } });
});

test('many are invited at once, all or none, and each wrong one is named', async () => {
  await invite('twice@contoso.example');
  const people = [invitee('fresh@contoso.example'), invitee(admin.email), invitee('twice@contoso.example'), invitee('FRESH@contoso.example')];
  expect(await refusal(inside.invite({ people }))).toMatchObject({
    details: { fields: { 'people.1.email': 'already_member', 'people.2.email': 'already_invited', 'people.3.email': 'twice' } },
  });
  expect((await inside.listInvitations({ limit: 500 })).items.map((one) => one.email)).not.toContain('fresh@contoso.example');
  const fifty = Array.from({ length: 50 }, (_, i) => invitee(`crowd${i}@contoso.example`));
  expect((await inside.invite({ people: fifty })).items).toHaveLength(50);
  expect(await refusal(inside.invite({ people: [...fifty, invitee('more@contoso.example')] }))).toMatchObject({ details: { fields: { people: 'too_big' } } });
});

test('nobody invites to more than they may give, and an invitation dies with its inviter’s right to it', async () => {
  const helper = await member(world, company, 'user_admin');
  const asHelper = as(world, members, { ...helper, account: company });
  expect(await refusal(asHelper.invite({ people: [invitee('up@contoso.example', 'global_admin')] }))).toMatchObject({
    code: 'members.role_not_yours',
    details: { role: 'global_admin' },
  });
  const second = await member(world, company, 'global_admin');
  await as(world, members, { ...second, account: company }).invite({ people: [invitee('heir@contoso.example', 'global_admin')] });
  const token = await linkTo('heir@contoso.example');
  const heir = await person(world, { email: 'heir@contoso.example' });
  await inside.removeMember({ personId: second.personId });
  expect(await refusal(as(world, members, heir).acceptInvitation({ token }))).toMatchObject({ code: 'invitations.not_usable' });
});

test('two who accept one invitation at the same instant make one member', async () => {
  const known = await person(world, { email: 'race@contoso.example' });
  await invite('race@contoso.example');
  const token = await linkTo('race@contoso.example');
  const accept = () => as(world, members, known).acceptInvitation({ token });
  const results = await Promise.allSettled([accept(), accept(), accept()]);
  expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
});

test('another company’s invitations are not there', async () => {
  const id = await invite('ours@contoso.example');
  const other = await account(world);
  const theirs = as(world, members, { ...(await member(world, other, 'global_admin')), account: other });
  expect((await theirs.listInvitations({})).items).toEqual([]);
  expect(await refusal(theirs.withdrawInvitation({ invitationId: id }))).toMatchObject({ status: 404 });
});

// —— requests to join ——
const asker = (email: string) => ({ email, givenName: 'Nadia', familyName: 'Benali', locale: 'es' as const, message: 'I work in sales' });
async function ask(firm: TestAccount, email: string) {
  const open = openTx(world.app.db, { sight: {} });
  try {
    const row = await askToJoin(open.tx, nobody({ requestId: 't', address: null, userAgent: null }), world.now, { accountId: firm.accountId, ...asker(email) });
    await open.commit();
    return row.requestId;
  } catch (error) {
    await open.rollback();
    throw error;
  }
}
const asAdmin = (firm: TestAccount, who: TestPerson) => as(world, members, { ...who, account: firm });

test('a request reaches the company’s admins and its asker by mail; a second one waits for the first', async () => {
  const firm = await account(world, 'Adatum');
  const boss = await join(world, firm, await person(world, { email: 'boss@adatum.example', locale: 'zh-TW' }), 'user_admin');
  await ask(firm, 'nadia@adatum.example');
  expect((await mailsTo(world, 'boss@adatum.example'))[0]).toMatchObject({ template: 'members.join_request_for_admins', locale: 'zh-TW' });
  expect((await mailsTo(world, 'nadia@adatum.example'))[0]).toMatchObject({ template: 'members.join_request', locale: 'es' });
  expect(await refusal(ask(await account(world), 'Nadia@Adatum.example'))).toMatchObject({ code: 'join_requests.already_asked', details: { state: 'open' } });
  expect((await asAdmin(firm, boss).listJoinRequests({})).items).toMatchObject([
    { email: 'nadia@adatum.example', message: 'I work in sales', dueAt: new Date('2026-11-27T18:00:00Z'), can: { decide: true } },
  ]);
});

test('someone let in is a default user and nothing more: known people at once, new ones by an invitation', async () => {
  const firm = await account(world);
  const boss = await member(world, firm, 'global_admin');
  const known = await person(world, { email: 'known@join.example', givenName: 'Nadja' });
  await asAdmin(firm, boss).decideJoinRequest({ requestId: await ask(firm, 'known@join.example'), decision: 'accept' });
  expect((await as(world, members, known).listMyAccounts({})).items).toMatchObject([{ accountId: firm.accountId, roles: ['default_user'] }]);
  expect((await mailsTo(world, 'known@join.example'))[0]?.action?.url).toContain(`/a/${firm.accountId}`);
  const requestId = await ask(firm, 'new@join.example');
  expect(await asAdmin(firm, boss).decideJoinRequest({ requestId, decision: 'accept' })).toMatchObject({ state: 'accepted', can: { decide: false } });
  expect((await asAdmin(firm, boss).listInvitations({})).items).toMatchObject([{ email: 'new@join.example', roles: ['default_user'] }]);
  expect(await refusal(asAdmin(firm, boss).decideJoinRequest({ requestId, decision: 'accept' }))).toMatchObject({ code: 'join_requests.closed' });
});

test('a refusal has a reason, which the asker reads', async () => {
  const firm = await account(world);
  const boss = await member(world, firm, 'global_admin');
  const requestId = await ask(firm, 'no@join.example');
  expect(await refusal(asAdmin(firm, boss).decideJoinRequest({ requestId, decision: 'refuse' }))).toMatchObject({
    details: { fields: { reason: 'required' } },
  });
  await asAdmin(firm, boss).decideJoinRequest({ requestId, decision: 'refuse', reason: 'We do not know you' });
  expect((await mailsTo(world, 'no@join.example')).map((mail) => mail.paragraphs.join(' ')).join(' ')).toContain('We do not know you');
});

test('what nobody answers in five business days is offered to the operator’s desk, which decides as the company could', async () => {
  const firm = await account(world, 'Fabrikam');
  await member(world, firm, 'global_admin');
  const requestId = await ask(firm, 'late@join.example');
  const desk = await operator(world, 'op_root');
  world.now = new Date('2026-11-27T17:59:00Z');
  await world.app.queue.boss.send('members.offer_to_desk', {});
  await runJobs(world);
  expect(await announced(world, 'join_requests.at_desk')).toEqual([]);
  world.now = new Date('2026-11-27T18:00:00Z');
  await world.admin.query(
    `update sessions set last_used_at = $1, second_factor_at = $1, expires_at = $1::timestamptz + interval '1 day' where person_id = $2`,
    [world.now, desk.personId],
  );
  await world.app.queue.boss.send('members.offer_to_desk', {});
  await runJobs(world);
  expect((await mailsTo(world, 'late@join.example')).map((mail) => mail.subject)).toHaveLength(2);
  const asDesk = as(world, members, desk);
  expect((await asDesk.listDeskRequests({})).items.find((one) => one.requestId === requestId)).toMatchObject({
    company: 'Fabrikam',
    partnerId: firm.partnerId,
    state: 'at_desk',
    can: { decide: true },
  });
  expect(await asDesk.decideDeskRequest({ accountId: firm.accountId, requestId, decision: 'accept' })).toMatchObject({ state: 'accepted' });
  expect((await announced(world, 'join_requests.decided')).filter((a) => a.account_id === firm.accountId)).toMatchObject([{ details: { decision: 'accept' } }]);
});

test('a guest is invited by a global admin, with the few roles that guests hold, and stays a guest; their own company is not touched', async () => {
  const [firm, home] = [await account(world, 'Host SA'), await account(world, 'Home Ltd')];
  const [boss, keeper] = [await member(world, firm, 'global_admin'), await member(world, firm, 'account_admin')];
  const ana = await person(world, { email: 'ana@home.example' });
  await join(world, home, ana, 'global_admin');
  const invited = (roles: AccountRole[]) => ({
    people: [{ email: ana.email, givenName: 'Ana', familyName: 'Home', roles, locale: 'en' as const, isGuest: true }],
  });
  const [asBoss, asKeeper] = [as(world, members, { ...boss, account: firm }), as(world, members, { ...keeper, account: firm })];
  expect(await asBoss.listGivableRoles({})).toMatchObject({ forGuests: ['default_user', 'membership_admin', 'business_profile_admin', 'referrals_admin'] });
  expect((await asBoss.listGivableRoles({})).roles).not.toContain('incentives_admin');
  expect(await asKeeper.listGivableRoles({})).toMatchObject({ forGuests: [] });
  expect(await refusal(asBoss.invite(invited(['billing_admin'])))).toMatchObject({ code: 'members.guest_role' });
  expect(await refusal(asKeeper.invite(invited(['referrals_admin'])))).toMatchObject({ code: 'members.guest_role' });
  await asBoss.invite(invited(['referrals_admin']));
  const token = await linkTo(ana.email);
  await as(world, members, ana).acceptInvitation({ token });
  const shown = await asBoss.getMember({ personId: ana.personId });
  expect(shown).toMatchObject({
    isGuest: true,
    roles: [{ role: 'referrals_admin' }],
    givable: ['default_user', 'membership_admin', 'business_profile_admin', 'referrals_admin'],
  });
  // Out of one company, in the other as before: roles belong to the company.
  await asBoss.removeMember({ personId: ana.personId });
  expect((await as(world, members, ana).listMyAccounts({})).items).toMatchObject([{ accountId: home.accountId, roles: ['global_admin'] }]);
});

test('a guest comes in only while whoever vouched for them may still invite guests', async () => {
  const firm = await account(world, 'Former Host SA');
  const [boss, other] = [await member(world, firm, 'global_admin'), await member(world, firm, 'global_admin')];
  const guest = await person(world, { email: 'guest@elsewhere.example' });
  const people = [{ email: guest.email, givenName: 'Gia', familyName: 'Elsewhere', roles: ['default_user' as const], locale: 'en' as const, isGuest: true }];
  await as(world, members, { ...boss, account: firm }).invite({ people });
  const token = await linkTo(guest.email);
  const asOther = as(world, members, { ...other, account: firm });
  const { version } = await asOther.getMember({ personId: boss.personId });
  await asOther.setRoles({ personId: boss.personId, version, roles: [{ role: 'user_admin' }] });
  expect(await refusal(as(world, members, guest).acceptInvitation({ token }))).toMatchObject({ code: 'invitations.not_usable' });
});
