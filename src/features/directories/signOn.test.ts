import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { companyOfSignOn } from '../../core/signOn.ts';
import { account, as, join, operator, person, refusal, session } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { identity } from '../identity/contract.ts';
import { members } from '../members/contract.ts';
import { notices } from '../notices/contract.ts';
import { directories } from './contract.ts';
import { comeIn, companyOf, directoryWorld, turnedOn } from './testing.ts';

const it = await directoryWorld(afterAll);
const { world, provider } = it;
const visitor = as(world, directories);
afterEach(() => {
  vi.useRealTimers();
});
const reasonOf = async (call: Promise<unknown>) => (await refusal(call)).details['reason'];
const personOf = async (email: string) =>
  (await world.admin.query<{ person_id: string }>('select person_id from sign_in_names where email_folded = $1', [email])).rows[0]?.person_id;

describe('coming in', () => {
  test('somebody new becomes a member with default_user and nothing more, and is known again by issuer and subject', async () => {
    const c = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    const who = { sub: 'ada', email: `ada@${c.domain}`, email_verified: true, given_name: 'Ada', family_name: 'Reyes', locale: 'es' };
    const first = await comeIn(it, directoryId, who);
    expect(first).toMatchObject({ outcome: 'in', accountId: c.company.accountId, next: `/a/${c.company.accountId}` });
    const { items } = await as(world, members, { token: first.token }).listMyAccounts({});
    expect(items.map(({ accountId, roles }) => [accountId, roles])).toEqual([[c.company.accountId, ['default_user']]]);
    expect(await as(world, identity, { token: first.token }).getMe({})).toMatchObject({
      givenName: 'Ada',
      familyName: 'Reyes',
      locale: 'es',
      email: `ada@${c.domain}`,
    });
    // Another address at the provider changes nothing of the identity.
    const again = await comeIn(it, directoryId, { ...who, email: `ada.reyes@${c.domain}`, given_name: 'Adela' });
    expect(await as(world, identity, { token: again.token }).getMe({})).toMatchObject({ givenName: 'Ada', email: `ada@${c.domain}` });
    expect(await personOf(`ada.reyes@${c.domain}`)).toBeUndefined();
  });

  test('the offer depends on the domain alone, and names nothing but what the company chose', async () => {
    const c = await companyOf(it);
    const { directoryId, version } = await turnedOn(it, c);
    const offers = { offers: [{ directoryId, name: 'Our people' }] };
    expect(await visitor.offerSignOn({ email: c.admin.email })).toEqual(offers);
    expect(await visitor.offerSignOn({ email: `Nobody.At.All@${c.domain.toUpperCase()}` })).toEqual(offers);
    expect(await visitor.offerSignOn({ email: 'x@elsewhere.example' })).toEqual({ offers: [] });
    await c.mine.turnDirectoryOff({ directoryId, version });
    expect(await visitor.offerSignOn({ email: c.admin.email })).toEqual({ offers: [] });
    expect((await refusal(visitor.startSignOn({ directoryId }))).code).toBe('sign_on.expired');
  });

  test('an address of a domain that the company has not proved is refused, as is one that the provider has not', async () => {
    const c = await companyOf(it),
      other = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    expect(await reasonOf(comeIn(it, directoryId, { sub: 'x1', email: `x@${other.domain}` }))).toBe('foreign_domain');
    expect(await reasonOf(comeIn(it, directoryId, { sub: 'x2', email: `x@sub.${c.domain}` }))).toBe('foreign_domain');
    expect(await reasonOf(comeIn(it, directoryId, { sub: 'x3', email: `x@${c.domain}`, email_verified: false }))).toBe('email_not_verified');
    expect(await reasonOf(comeIn(it, directoryId, { sub: 'x4' }))).toBe('no_email');
    expect(await personOf(`x@${c.domain}`)).toBeUndefined();
  });

  test('whom an admin has removed or deactivated, no provider brings back', async () => {
    const c = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    const who = { sub: 'gone', email: `gone@${c.domain}` };
    await comeIn(it, directoryId, who);
    const personId = (await personOf(`gone@${c.domain}`)) ?? '';
    await as(world, members, { ...c.admin, account: c.company }).removeMember({ personId });
    expect(await reasonOf(comeIn(it, directoryId, who))).toBe('deactivated');
  });

  test('a directory that lets nobody new in lets nobody new in', async () => {
    const c = await companyOf(it);
    const { directoryId, version } = await turnedOn(it, c);
    await c.mine.changeDirectory({ directoryId, version, admitsNew: false });
    expect(await reasonOf(comeIn(it, directoryId, { sub: 'new', email: `new@${c.domain}` }))).toBe('not_a_member');
  });
});

describe('what comes back must be what went out', () => {
  test('an answer is taken once, in the browser that began it, for what it began', async () => {
    const c = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    provider.as = { sub: 'once', email: `once@${c.domain}` };
    const begun = await visitor.startSignOn({ directoryId });
    const answer = await provider.walk(begun.url);
    const other = await visitor.startSignOn({ directoryId });
    expect(await reasonOf(visitor.finishSignOn({ attempt: other.attempt, answer }))).toBe('answer_wrong');
    expect((await refusal(visitor.finishSignOn({ attempt: other.attempt, answer }))).code).toBe('sign_on.expired');
    expect((await visitor.finishSignOn({ attempt: begun.attempt, answer })).outcome).toBe('in');
    expect((await refusal(visitor.finishSignOn({ attempt: begun.attempt, answer }))).code).toBe('sign_on.expired');
    expect((await refusal(visitor.finishSignOn({ attempt: 'made up', answer }))).code).toBe('sign_on.expired');
  });

  test('a code that came to another company’s address is not sent to this company’s provider', async () => {
    const [c, other] = [await companyOf(it), await companyOf(it)];
    const { directoryId } = await turnedOn(it, c);
    provider.as = { sub: 'mixed', email: `mixed@${c.domain}` };
    const begun = await visitor.startSignOn({ directoryId });
    const answer = (await provider.walk(begun.url)).replace(c.company.accountId, other.company.accountId);
    expect(await reasonOf(visitor.finishSignOn({ attempt: begun.attempt, answer }))).toBe('answer_wrong');
    expect(await personOf(`mixed@${c.domain}`)).toBeUndefined();
  });

  test('another state, another nonce, and another verifier are refused', async () => {
    const c = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    provider.as = { sub: 'wrong', email: `wrong@${c.domain}` };
    const one = await visitor.startSignOn({ directoryId });
    const changed = (await provider.walk(one.url)).replace(/state=[^&]+/, 'state=another');
    expect(await reasonOf(visitor.finishSignOn({ attempt: one.attempt, answer: changed }))).toBe('answer_wrong');
    const two = await visitor.startSignOn({ directoryId });
    const nonce = await provider.walk(two.url.replace(/nonce=[^&]+/, 'nonce=another'));
    expect(await reasonOf(visitor.finishSignOn({ attempt: two.attempt, answer: nonce }))).toBe('answer_wrong');
    const three = await visitor.startSignOn({ directoryId });
    const verifier = await provider.walk(three.url.replace(/code_challenge=[^&]+/, `code_challenge=${'a'.repeat(43)}`));
    expect(await reasonOf(visitor.finishSignOn({ attempt: three.attempt, answer: verifier }))).toBe('provider_said_no');
    expect(await personOf(`wrong@${c.domain}`)).toBeUndefined();
  });

  test('what took too long is over, and what the provider refused is said', async () => {
    const c = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    const { attempt, url } = await visitor.startSignOn({ directoryId });
    const state = new URL(url).searchParams.get('state') ?? '';
    expect(
      (
        await refusal(
          visitor.finishSignOn({ attempt, answer: `${c.company.accountId}?error=access_denied&state=${state}&iss=${encodeURIComponent(provider.issuer)}` }),
        )
      ).details,
    ).toMatchObject({
      reason: 'provider_said_no',
      said: 'access_denied',
    });
    const late = await visitor.startSignOn({ directoryId });
    const before = world.now;
    world.now = new Date(before.getTime() + 16 * 60_000);
    expect((await refusal(visitor.finishSignOn({ attempt: late.attempt, answer: 'code=x' }))).code).toBe('sign_on.expired');
    world.now = before;
  });

  test('a page to go to afterwards is one of this center', async () => {
    const c = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    provider.as = { sub: 'next', email: `next@${c.domain}` };
    for (const [next, lands] of [
      ['/a/x?y=1', '/a/x?y=1'],
      ['//evil.example', `/a/${c.company.accountId}`],
      ['https://evil.example', `/a/${c.company.accountId}`],
      ['/\\evil.example', `/a/${c.company.accountId}`],
    ]) {
      const { attempt, url } = await visitor.startSignOn({ directoryId, next });
      expect((await visitor.finishSignOn({ attempt, answer: await provider.walk(url) })).next).toBe(lands);
    }
  });
});

describe('linked by issuer and subject, never by address', () => {
  test('an identity that has the address already is linked only after its own sign-in', async () => {
    const c = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    const sam = await c.someone('admin_agent');
    const who = { sub: 'sam', email: sam.email };
    const came = await comeIn(it, directoryId, who);
    expect(came).toMatchObject({ outcome: 'link', token: null, link: { email: sam.email, directory: 'Our people' } });
    const token = came.link?.token ?? '';
    // Neither somebody else nor a session of a directory can say that it is theirs.
    const stranger = await c.someone();
    expect((await refusal(as(world, directories, stranger).linkSignOn({ token }))).code).toBe('sign_on.link_not_yours');
    const byDirectory = await session(world, sam.personId, { proofs: [`idp:${c.company.accountId}:${directoryId}`] });
    expect((await refusal(as(world, directories, { token: byDirectory }).linkSignOn({ token }))).code).toBe('access.proof_not_accepted');
    expect(await as(world, directories, sam).linkSignOn({ token })).toEqual({ accountId: c.company.accountId, directory: 'Our people' });
    expect((await refusal(as(world, directories, sam).linkSignOn({ token }))).code).toBe('sign_on.link_not_yours');
    expect((await comeIn(it, directoryId, who)).outcome).toBe('in');
    // Roles stay as they were.
    const { items } = await as(world, members, sam).listMyAccounts({});
    expect(items[0]?.roles).toEqual(['admin_agent']);
  });

  test('another subject with the same address is refused until an admin has ended the old link', async () => {
    const c = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    const email = `kim@${c.domain}`;
    await comeIn(it, directoryId, { sub: 'kim', email });
    expect(await reasonOf(comeIn(it, directoryId, { sub: 'kim, hired anew', email }))).toBe('other_subject');
    const { items } = await c.mine.listLinkedPeople({ directoryId });
    const { token } = await comeIn(it, directoryId, { sub: 'kim', email });
    await c.mine.unlinkPerson({ directoryId, identityId: items[0]?.identityId ?? '' });
    expect((await refusal(as(world, members, { token, account: c.company }).listMembers({}))).code).toBe('access.sign_in');
    expect((await comeIn(it, directoryId, { sub: 'kim, hired anew', email })).outcome).toBe('link');
  });

  test('an identity of another company is linked by its own sign-in, and keeps what it has there', async () => {
    const [c, other] = [await companyOf(it), await companyOf(it)];
    const { directoryId } = await turnedOn(it, c);
    const lee = await join(world, other.company, await person(world, { email: `lee@${c.domain}` }), 'global_admin');
    const { link, token } = await comeIn(it, directoryId, { sub: 'lee', email: lee.email });
    expect(token).toBeNull();
    await as(world, directories, lee).linkSignOn({ token: link?.token ?? '' });
    const { items } = await as(world, members, lee).listMyAccounts({});
    expect(new Map(items.map(({ accountId, roles }) => [accountId, roles]))).toEqual(
      new Map([
        [c.company.accountId, ['default_user']],
        [other.company.accountId, ['global_admin']],
      ]),
    );
  });
});

describe('a session that a directory opened opens that company alone', () => {
  test('no other company, no operator’s page, no credential, no word about other companies', async () => {
    const [c, other] = [await companyOf(it), await companyOf(it)];
    const { directoryId } = await turnedOn(it, c);
    const kit = await operator(world, 'op_root');
    await world.admin.query('update sign_in_names set email_folded = $2 where person_id = $1', [kit.personId, `kit@${c.domain}`]);
    await join(world, c.company, kit, 'default_user');
    await join(world, other.company, kit, 'global_admin');
    const { link } = await comeIn(it, directoryId, { sub: 'kit', email: `kit@${c.domain}` });
    await as(world, directories, kit).linkSignOn({ token: link?.token ?? '' });
    const { token } = await comeIn(it, directoryId, { sub: 'kit', email: `kit@${c.domain}` });
    const refused = async (call: Promise<unknown>) => expect((await refusal(call)).code).toBe('access.proof_not_accepted');
    await refused(as(world, members, { token, account: other.company }).listMembers({}));
    await refused(as(world, accounts, { token }).listAccounts({}));
    await refused(as(world, identity, { token }).startPasskey({}));
    await refused(as(world, identity, { token }).setPassword({ password: 'cobalt harbor twelve anvils' }));
    await refused(as(world, identity, { token }).getSecurityInfo({}));
    await refused(as(world, identity, { token }).addWay({ kind: 'email', value: 'evil@elsewhere.example' } as never));
    await refused(as(world, identity, { token }).updateMe({ givenName: 'Mallory' }));
    expect((await as(world, identity, { token }).updateMe({ locale: 'fr' })).locale).toBe('fr');
    expect((await as(world, identity, { token }).getMe({})).operator).toEqual({ roles: [], permissions: [] });
    expect((await as(world, members, { token }).listMyAccounts({})).items.map(({ accountId }) => accountId)).toEqual([c.company.accountId]);
    await world.admin.query(
      `insert into notices (notice_id, person_id, account_id, kind, at, announcement_id) select gen_random_uuid(), $1, $2, 'members.removed', $3, announcement_id from announcements limit 1`,
      [kit.personId, other.company.accountId, world.now],
    );
    expect((await as(world, notices, { token }).listNotices({})).items.filter(({ kind }) => kind === 'members.removed')).toEqual([]);
    expect((await as(world, notices, kit).listNotices({})).items.some(({ kind }) => kind === 'members.removed')).toBe(true);
  });

  test('a step-up with one’s own passkey makes it one’s own; a code of an app does not', () => {
    const proof = 'idp:a:b';
    expect([companyOfSignOn([proof]), companyOfSignOn([proof, 'totp']), companyOfSignOn([proof, 'passkey']), companyOfSignOn(['password'])]).toEqual([
      'a',
      'a',
      null,
      null,
    ]);
  });

  test('the same issuer in two companies is two directories: neither knows whom the other one linked', async () => {
    const [a, b] = [await companyOf(it), await companyOf(it)];
    const [first, second] = [await turnedOn(it, a), await turnedOn(it, b)];
    await comeIn(it, first.directoryId, { sub: 'both', email: `both@${a.domain}` });
    expect(await reasonOf(comeIn(it, second.directoryId, { sub: 'both', email: `both@${a.domain}` }))).toBe('foreign_domain');
    expect((await refusal(b.mine.getDirectory({ directoryId: first.directoryId }))).code).toBe('not_found');
    expect((await refusal(b.mine.turnDirectoryOff({ directoryId: first.directoryId, version: 1 }))).code).toBe('not_found');
  });

  test('counts as a second factor only where the company says so, and the provider does not say otherwise', async () => {
    const c = await companyOf(it);
    const { directoryId, version } = await turnedOn(it, c);
    const secondFactorOf = async (amr: readonly string[]) => {
      const { token } = await comeIn(it, directoryId, { sub: `f ${amr.join()}`, email: `f${amr.join('')}@${c.domain}`, amr });
      return (await as(world, identity, { token }).getMe({})).session.secondFactorAt;
    };
    expect(await secondFactorOf(['pwd', 'mfa'])).toBeNull();
    await c.mine.changeDirectory({ directoryId, version, checksSecondFactor: true });
    // The provider's clock is this machine's.
    vi.useFakeTimers({ toFake: ['Date'], now: world.now });
    expect(await secondFactorOf(['pwd', 'otp'])).toEqual(world.now);
    expect(await secondFactorOf(['pwd'])).toBeNull();
  });
});

describe('people of a domain must use the directory', () => {
  test('only while an admin keeps a local way, who then need not', async () => {
    const c = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    const pat = await c.someone();
    const require = () => c.mine.setDirectoryDomain({ directoryId, domain: c.domain, isRequired: true });
    expect((await refusal(require())).code).toBe('directories.no_local_way');
    await c.mine.setLocalWays({ personIds: [c.admin.personId] });
    await require();
    const list = (token: string | null) => as(world, accounts, { token, account: c.company }).getHome({});
    expect((await refusal(list(pat.token))).details).toEqual({ accepted: [`idp:${c.company.accountId}:${directoryId}`] });
    await list(c.admin.token);
    const { link } = await comeIn(it, directoryId, { sub: 'pat', email: pat.email });
    await as(world, directories, pat).linkSignOn({ token: link?.token ?? '' });
    expect((await refusal(list(pat.token))).code).toBe('access.proof_not_accepted');
    await list((await comeIn(it, directoryId, { sub: 'pat', email: pat.email })).token);
    expect((await refusal(c.mine.setLocalWays({ personIds: [] }))).code).toBe('directories.no_local_way');
    // Somebody of another domain is not meant.
    await list((await join(world, c.company, await person(world), 'default_user')).token);
  });

  test('who keeps a local way is a global admin with a second factor', async () => {
    const c = await companyOf(it);
    const [plain, admin] = [await c.someone('admin_agent'), await c.someone('global_admin')];
    expect((await refusal(c.mine.setLocalWays({ personIds: [plain.personId] }))).code).toBe('not_found');
    expect((await refusal(c.mine.setLocalWays({ personIds: [admin.personId] }))).code).toBe('directories.not_for_local_way');
    expect((await refusal(c.mine.setLocalWays({ personIds: [(await person(world)).personId] }))).code).toBe('not_found');
  });

  test('nobody is shut out for good: it rests when the last one who keeps a local way is gone, the domain is lost, or the directory is off', async () => {
    const c = await companyOf(it);
    const { directoryId, version } = await turnedOn(it, c);
    const pat = await c.someone();
    await c.mine.setLocalWays({ personIds: [c.admin.personId] });
    await c.mine.setDirectoryDomain({ directoryId, domain: c.domain, isRequired: true });
    const home = () => as(world, accounts, { ...pat, account: c.company }).getHome({});
    const renew = () => world.admin.query('update members set rights_version = rights_version + 1 where account_id = $1', [c.company.accountId]);
    await refusal(home());
    await world.admin.query("update members set state = 'inactive', rights_version = rights_version + 1 where person_id = $1", [c.admin.personId]);
    await renew();
    await home();
    await world.admin.query("update members set state = 'active', rights_version = rights_version + 1 where person_id = $1", [c.admin.personId]);
    await renew();
    await refusal(home());
    await c.mine.turnDirectoryOff({ directoryId, version });
    await home();
  });

  test('where the company accepts some ways only, its own directory is one of them', async () => {
    const c = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    await world.admin.query("update accounts set accepted_proofs = '{passkey}' where account_id = $1", [c.company.accountId]);
    const { token } = await comeIn(it, directoryId, { sub: 'acc', email: `acc@${c.domain}` });
    await as(world, accounts, { token, account: c.company }).getHome({});
    expect((await refusal(as(world, accounts, { ...(await c.someone()), account: c.company }).getHome({}))).details).toEqual({ accepted: ['passkey'] });
  });
});

test('who may not, does not: the pages of directories are a global admin’s', async () => {
  const c = await companyOf(it);
  const other = await account(world);
  const agent = await c.someone('admin_agent');
  expect((await refusal(as(world, directories, { ...agent, account: c.company }).listDirectories({}))).code).toBe('access.denied');
  expect((await refusal(as(world, directories, { ...c.admin, account: other }).listDirectories({}))).code).toBe('not_found');
});
