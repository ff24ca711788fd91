import { describe, expect, test } from 'vitest';
import { announced, as, buildWorld, joinPrograms, mailsTo, member, refusal, runJobs, session } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { members } from '../members/contract.ts';
import { directories } from './contract.ts';
import { addDirectory, clientOf, type Connected, connected, knownAt, type Resource, userOf } from './testingScim.ts';

const world = await buildWorld();

const asAdmin = ({ admin, company }: Connected) => as(world, directories, { ...admin, account: company });
const personOf = async (userId: string) =>
  (await world.admin.query<{ person_id: string | null }>('select person_id from scim_users where user_id = $1', [userId])).rows[0]?.person_id ?? null;
const memberOf = async (company: Connected, userId: string) => {
  const personId = (await personOf(userId)) ?? '';
  return as(world, members, { ...company.admin, account: company.company }).getMember({ personId });
};
const rolesOf = async (company: Connected, userId: string) => (await memberOf(company, userId)).roles.map(({ role }) => role).toSorted();

test('a client brings a colleague in, groups them, changes them, and keeps them out', async () => {
  const company = await connected(world);
  await joinPrograms(world, company.company, 'reseller');
  const client = clientOf(world, company);
  const userName = `jonas@${company.domain}`;

  expect(await client.get(`/Users?filter=${encodeURIComponent(`userName eq "${userName}"`)}`)).toMatchObject({
    status: 200,
    body: { totalResults: 0, Resources: [] },
  });
  const made = await client.post('/Users', userOf(userName));
  expect(made).toMatchObject({
    status: 201,
    body: { userName, externalId: `ext-${userName}`, active: true, name: { givenName: 'Jonas', familyName: 'Weber' } },
  });
  expect(made.headers['content-type']).toMatch(/^application\/scim\+json/);
  const user = made.body as Resource;
  expect(made.headers).toMatchObject({ location: user.meta.location, etag: user.meta.version });
  expect(await memberOf(company, user.id)).toMatchObject({ givenName: 'Jonas', familyName: 'Weber', email: userName, state: 'active' });

  const group = (
    await client.post('/Groups', { schemas: ['urn:ietf:params:scim:schemas:core:2.0:Group'], externalId: 'g1', displayName: 'Sales', members: [] })
  ).body as Resource;
  const [listed] = (await asAdmin(company).listProvisionedGroups({ directoryId: company.directoryId })).items;
  await asAdmin(company).mapGroup({ directoryId: company.directoryId, groupId: group.id, roles: ['sales_agent'], version: listed?.version ?? 0 });
  expect(await client.patch(`/Groups/${group.id}`, [{ op: 'Add', path: 'members', value: [{ value: user.id }] }])).toMatchObject({ status: 204 });
  expect(await rolesOf(company, user.id)).toEqual(['default_user', 'sales_agent']);
  expect((await client.get(`/Users/${user.id}`)).body).toMatchObject({ groups: [{ value: group.id, display: 'Sales' }] });

  expect(await client.patch(`/Users/${user.id}`, [{ op: 'Replace', path: 'name.familyName', value: 'Weber-Klein' }])).toMatchObject({
    status: 200,
    body: { name: { familyName: 'Weber-Klein' } },
  });
  expect(await memberOf(company, user.id)).toMatchObject({ familyName: 'Weber-Klein' });

  const token = await session(world, (await personOf(user.id)) ?? '');
  const their = as(world, accounts, { token, account: company.company });
  await their.getHome({});
  expect((await client.patch(`/Users/${user.id}`, [{ op: 'Replace', path: 'active', value: 'False' }])).body).toMatchObject({ active: false });
  expect((await refusal(their.getHome({}))).code).toBe('not_found');
  expect((await memberOf(company, user.id)).state).toBe('inactive');

  expect((await client.remove(`/Users/${user.id}`)).status).toBe(204);
  expect((await client.get(`/Users/${user.id}`)).status).toBe(404);
  expect((await client.get('/Users')).body).toMatchObject({ totalResults: 0 });
  // The way back leads to the same person.
  const personId = await personOf(user.id);
  const again = (await client.post('/Users', userOf(userName))).body as Resource;
  expect([again.id, await personOf(again.id), (await memberOf(company, again.id)).state]).toEqual([user.id, personId, 'active']);
});

test('what the directory did stands in the log under its name', async () => {
  const company = await connected(world);
  const { body } = await clientOf(world, company).post('/Users', userOf(`log@${company.domain}`));
  const { rows } = await world.admin.query<{ name: string; actor_kind: string; actor_name: string }>(
    'select name, actor_kind, actor_name from announcements where account_id = $1 and person_id = $2 order by name',
    [company.company.accountId, await personOf((body as Resource).id)],
  );
  expect(rows).toEqual(
    ['members.added', 'provisioning.user_added', 'roles.given']
      .filter((name) => name !== 'roles.given')
      .map((name) => ({ name, actor_kind: 'app', actor_name: 'Contoso ID' })),
  );
});

describe('a token', () => {
  test('is seen once, kept as a hash, and ends at once', async () => {
    const company = await connected(world);
    const client = clientOf(world, company);
    const {
      tokens: [token],
    } = await asAdmin(company).getProvisioning({ directoryId: company.directoryId });
    expect(token).toMatchObject({ hint: company.token.slice(-4), lastUsedAt: null, state: 'live' });
    expect((await client.get('/Users')).status).toBe(200);
    expect((await asAdmin(company).getProvisioning({ directoryId: company.directoryId })).tokens[0]?.lastUsedAt).toEqual(world.now);
    const { rows } = await world.admin.query<{ all: string }>('select string_agg(t::text, $1) as all from scim_tokens t', ['\n']);
    expect(rows[0]?.all).not.toContain(company.token);
    await asAdmin(company).endProvisioningToken({ directoryId: company.directoryId, tokenId: token?.tokenId ?? '' });
    const refused = await client.get('/Users');
    expect(refused).toMatchObject({ status: 401, body: { schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '401' } });
    expect(refused.headers['www-authenticate']).toBe('Bearer');
  });

  test('opens its own directory only: another company’s, and another of its own, are not there', async () => {
    const [ours, theirs] = [await connected(world), await connected(world)];
    const user = (await clientOf(world, theirs).post('/Users', userOf(`secret@${theirs.domain}`))).body as Resource;
    const stranger = clientOf(world, { directoryId: theirs.directoryId, token: ours.token });
    const nowhere = clientOf(world, { directoryId: crypto.randomUUID(), token: ours.token });
    for (const path of ['/Users', `/Users/${user.id}`, '/Groups', '/ServiceProviderConfig']) {
      const [real, made] = [await stranger.get(path), await nowhere.get(path)];
      expect([real.status, real.body], path).toEqual([404, made.body]);
    }
    expect((await stranger.remove(`/Users/${user.id}`)).status).toBe(404);
    expect((await stranger.post('/Users', userOf(`new@${theirs.domain}`))).status).toBe(404);
    // In its own directory, somebody of another company is nobody.
    expect((await clientOf(world, ours).get(`/Users/${user.id}`)).status).toBe(404);
    const group = (await clientOf(world, ours).post('/Groups', { displayName: 'Ours', members: [{ value: user.id }] })).body;
    expect(group).toMatchObject({ status: '400', scimType: 'invalidValue' });
    const second = await addDirectory(world, ours.company, { domain: `second-${ours.domain}`, state: 'on' });
    expect((await clientOf(world, { directoryId: second, token: ours.token }).get('/Users')).status).toBe(404);
  });

  test('that has run out, is none, or is of a directory that is turned off opens nothing', async () => {
    const company = await connected(world);
    const client = clientOf(world, company);
    expect((await clientOf(world, { ...company, token: 'entd_none' }).get('/Users')).status).toBe(401);
    await world.admin.query("update directories set state = 'off' where directory_id = $1", [company.directoryId]);
    expect((await client.get('/Users')).status).toBe(403);
    await world.admin.query("update directories set state = 'on' where directory_id = $1", [company.directoryId]);
    const start = world.now;
    world.now = new Date('2027-06-01T00:00:00Z');
    expect((await client.get('/Users')).status).toBe(401);
    world.now = start;
  });

  test('is warned of before it ends', async () => {
    const company = await connected(world);
    const start = world.now;
    world.now = new Date('2027-05-10T07:00:00Z');
    for (let n = 0; n < 2; n++) {
      await world.app.queue.boss.send('directories.warn_of_tokens', {});
      await runJobs(world);
    }
    world.now = start;
    const told = (await announced(world, 'provisioning.token_expiring')).filter((one) => one.account_id === company.company.accountId);
    expect(told).toMatchObject([{ details: { directory: 'Contoso ID', name: 'Entra ID', days: 12 } }]);
  });
});

describe('a directory speaks for its company only', () => {
  test('not of addresses in domains that the company has not proved, nor of ones whose proof is lost', async () => {
    const company = await connected(world);
    const client = clientOf(world, company);
    for (const [userName, email] of [
      ['eve@elsewhere.example', 'eve@elsewhere.example'],
      [`eve@${company.domain}`, 'eve@elsewhere.example'],
      ['eve@elsewhere.example', `eve@${company.domain}`],
      ['eve', `eve@sub.${company.domain}`],
    ])
      expect((await client.post('/Users', userOf(userName ?? '', { emails: [{ value: email, type: 'work', primary: true }] }))).status, userName).toBe(403);
    const user = (await client.post('/Users', userOf(`lost@${company.domain}`))).body as Resource;
    await world.admin.query('update directory_domains set lost_at = $1 where directory_id = $2', [world.now, company.directoryId]);
    expect((await client.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'displayName', value: 'X' }])).status).toBe(403);
    expect((await client.remove(`/Users/${user.id}`)).status).toBe(403);
    expect((await client.post('/Users', userOf(`other@${company.domain}`))).status).toBe(403);
  });

  test('someone who is known here is asked, and linked only when they agree', async () => {
    const company = await connected(world);
    const client = clientOf(world, company);
    const known = await knownAt(world, company);
    const user = (await client.post('/Users', userOf(known.email))).body as Resource;
    expect(await personOf(user.id)).toBe(null);
    expect((await asAdmin(company).listProvisionedUsers({ directoryId: company.directoryId })).items).toMatchObject([{ state: 'asked', personId: null }]);
    // Until then, nothing of the directory's reaches them.
    await client.patch(`/Users/${user.id}`, [{ op: 'replace', value: { 'name.givenName': 'Mallory' } }]);
    const [mail] = await mailsTo(world, known.email);
    await as(world, members, known).acceptInvitation({ token: mail?.action?.url.split('#')[1] ?? '' });
    await runJobs(world);
    expect(await personOf(user.id)).toBe(known.personId);
    expect((await world.admin.query('select given_name from people where person_id = $1', [known.personId])).rows).toEqual([{ given_name: known.givenName }]);
    expect((await client.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'active', value: false }])).body).toMatchObject({ active: false });
    expect((await memberOf(company, user.id)).state).toBe('inactive');
  });

  test('an identity keeps its address, its names and its other memberships', async () => {
    const [company, other] = [await connected(world), await connected(world)];
    const client = clientOf(world, company);
    const user = (await client.post('/Users', userOf(`two@${company.domain}`))).body as Resource;
    const personId = (await personOf(user.id)) ?? '';
    const before = (await world.admin.query('select * from people where person_id = $1', [personId])).rows;
    await world.admin.query(
      "insert into members (account_id, person_id, given_name, family_name, email, search_text, joined_at) values ($1, $2, 'A', 'B', 'c', 'd', $3)",
      [other.company.accountId, personId, world.now],
    );
    const renamed = `renamed@${company.domain}`;
    expect(
      (await client.put(`/Users/${user.id}`, userOf(renamed, { active: false, password: 'hunter2 hunter2', name: { givenName: 'New', familyName: 'Name' } })))
        .status,
    ).toBe(200);
    expect((await world.admin.query('select * from people where person_id = $1', [personId])).rows).toEqual(before);
    expect((await world.admin.query('select email_folded from sign_in_names where person_id = $1', [personId])).rows).toEqual([
      { email_folded: `two@${company.domain}` },
    ]);
    expect((await world.admin.query('select 1 from passwords where person_id = $1', [personId])).rows).toEqual([]);
    expect(
      (await world.admin.query('select state, given_name from members where person_id = $1 and account_id = $2', [personId, other.company.accountId])).rows,
    ).toEqual([{ state: 'active', given_name: 'A' }]);
  });

  test('whoever was taken out by an admin comes back by an invitation only', async () => {
    const company = await connected(world);
    const client = clientOf(world, company);
    const user = (await client.post('/Users', userOf(`out@${company.domain}`))).body as Resource;
    await world.admin.query("update members set state = 'removed', removed_at = $1, version = version + 1 where person_id = $2", [
      world.now,
      await personOf(user.id),
    ]);
    expect((await client.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'active', value: true }])).status).toBe(200);
    expect(await personOf(user.id)).toBe(null);
    expect((await mailsTo(world, `out@${company.domain}`)).map(({ template }) => template)).toContain('members.invitation');
  });
});

describe('admins', () => {
  /** A global admin whom the directory keeps. */
  async function kept(company: Connected) {
    const user = (await clientOf(world, company).post('/Users', userOf(`admin@${company.domain}`))).body as Resource;
    const { personId, version } = await memberOf(company, user.id);
    const roles = [{ role: 'global_admin' as const, scope: 'company' as const, endsAt: null }];
    await as(world, members, { ...company.admin, account: company.company }).setRoles({ personId, version, roles });
    return { user, personId };
  }

  test('the last one that counts is not shut out', async () => {
    const company = await connected(world);
    const { user } = await kept(company);
    await world.admin.query("update members set state = 'inactive', rights_version = rights_version + 1 where person_id = $1", [company.admin.personId]);
    const client = clientOf(world, company);
    for (const answer of [await client.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'active', value: false }]), await client.remove(`/Users/${user.id}`)])
      expect(answer).toMatchObject({ status: 409, body: { status: '409' } });
  });

  test('whoever keeps a local way in is not the directory’s to shut out', async () => {
    const company = await connected(world);
    const { user, personId } = await kept(company);
    await world.admin.query('insert into local_ways (account_id, person_id, named_at) values ($1, $2, $3)', [company.company.accountId, personId, world.now]);
    expect((await clientOf(world, company).remove(`/Users/${user.id}`)).status).toBe(409);
  });

  test('who is let in again comes back without the roles that manage people', async () => {
    const company = await connected(world);
    const { user } = await kept(company);
    const client = clientOf(world, company);
    await client.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'active', value: false }]);
    await client.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'active', value: true }]);
    expect((await memberOf(company, user.id)).state).toBe('active');
    expect(await rolesOf(company, user.id)).not.toContain('global_admin');
  });

  test('no group gives a role that manages people, and nobody maps more than they could give', async () => {
    const company = await connected(world);
    const group = (await clientOf(world, company).post('/Groups', { displayName: 'Admins' })).body as Resource;
    const map = (role: string) => asAdmin(company).mapGroup({ directoryId: company.directoryId, groupId: group.id, version: 1, roles: [role as never] });
    for (const role of ['global_admin', 'account_admin', 'user_admin', 'billing_admin', 'developer_owner', 'default_user', 'incentives_admin', 'op_root'])
      expect((await refusal(map(role))).code, role).toBe('request.invalid');
    const userAdmin = await member(world, company.company, 'user_admin');
    expect(
      (
        await refusal(
          as(world, directories, { ...userAdmin, account: company.company }).mapGroup({
            directoryId: company.directoryId,
            groupId: group.id,
            version: 1,
            roles: [],
          }),
        )
      ).code,
    ).toBe('access.denied');
  });
});

describe('groups', () => {
  test('what a group gave goes with it; what an admin gave by hand stays', async () => {
    const company = await connected(world);
    const client = clientOf(world, company);
    const user = (await client.post('/Users', userOf(`g@${company.domain}`))).body as Resource;
    const groups = await Promise.all(
      ['A', 'B'].map(async (displayName) => (await client.post('/Groups', { displayName, members: [{ value: user.id }] })).body as Resource),
    );
    for (const group of groups)
      await asAdmin(company).mapGroup({ directoryId: company.directoryId, groupId: group.id, roles: ['helpdesk_agent', 'report_viewer'], version: 1 });
    await runJobs(world);
    expect(await rolesOf(company, user.id)).toEqual(['default_user', 'helpdesk_agent', 'report_viewer']);
    expect((await client.remove(`/Groups/${groups[0]?.id}`)).status).toBe(204);
    expect(await rolesOf(company, user.id)).toEqual(['default_user', 'helpdesk_agent', 'report_viewer']);
    await client.put(`/Groups/${groups[1]?.id}`, { displayName: 'B', members: [] });
    expect(await rolesOf(company, user.id)).toEqual(['default_user']);

    const { personId, version } = await memberOf(company, user.id);
    await as(world, members, { ...company.admin, account: company.company }).setRoles({
      personId,
      version,
      roles: [{ role: 'helpdesk_agent', scope: 'company', endsAt: null }],
    });
    await client.patch(`/Groups/${groups[1]?.id}`, [{ op: 'add', value: { members: [{ value: user.id }] } }]);
    expect(await rolesOf(company, user.id)).toEqual(['helpdesk_agent', 'report_viewer']);
    await client.patch(`/Groups/${groups[1]?.id}`, [{ op: 'remove', path: `members[value eq "${user.id}"]` }]);
    expect(await rolesOf(company, user.id)).toEqual(['helpdesk_agent']);
  });

  test('are found by name, id and member, and shown without their members where asked', async () => {
    const company = await connected(world);
    const client = clientOf(world, company);
    const user = (await client.post('/Users', userOf(`find@${company.domain}`))).body as Resource;
    const group = (await client.post('/Groups', { externalId: 'G-7', displayName: 'Équipe “Nord”', members: [{ value: user.id }] })).body as Resource;
    const found = async (filter: string, more = '') =>
      (await client.get(`/Groups?filter=${encodeURIComponent(filter)}${more}`)).body as { totalResults: number; Resources: Resource[] };
    for (const filter of [
      'displayName eq "équipe “nord”"',
      `id eq "${group.id}"`,
      'externalId eq "G-7"',
      `id eq "${group.id}" and members eq "${user.id}"`,
      `members[value eq "${user.id}"]`,
    ])
      expect(
        (await found(filter)).Resources.map(({ id }) => id),
        filter,
      ).toEqual([group.id]);
    expect((await found(`id eq "${group.id}" and members eq "${crypto.randomUUID()}"`)).totalResults).toBe(0);
    expect((await found('displayName eq "x"')).totalResults).toBe(0);
    expect((await found('externalId eq "G-7"', '&excludedAttributes=members')).Resources[0]).not.toHaveProperty('members');
  });
});

describe('users', () => {
  test('are paged and counted as the protocol says', async () => {
    const company = await connected(world);
    const client = clientOf(world, company);
    const start = world.now;
    for (let n = 0; n < 5; n++) {
      world.now = new Date(start.getTime() + n * 1_000);
      await client.post('/Users', userOf(`p${n}@${company.domain}`));
    }
    world.now = start;
    const page = async (query: string) =>
      (await client.get(`/Users?${query}`)).body as { totalResults: number; startIndex: number; itemsPerPage: number; Resources: { userName: string }[] };
    expect(await page('startIndex=2&count=2')).toMatchObject({
      totalResults: 5,
      startIndex: 2,
      itemsPerPage: 2,
      Resources: [{ userName: `p1@${company.domain}` }, { userName: `p2@${company.domain}` }],
    });
    expect(await page('count=0')).toMatchObject({ totalResults: 5, itemsPerPage: 0, Resources: [] });
    expect(await page('startIndex=-4&count=-1')).toMatchObject({ startIndex: 1, itemsPerPage: 0 });
    expect(await page('startIndex=99')).toMatchObject({ totalResults: 5, itemsPerPage: 0 });
    expect(await page('startIndex=x&count=y')).toMatchObject({ totalResults: 5, itemsPerPage: 5 });
    expect((await page(`filter=${encodeURIComponent(`externalId eq "ext-p3@${company.domain}"`)}&attributes=userName`)).Resources).toEqual([
      { schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'], id: expect.any(String), userName: `p3@${company.domain}`, meta: expect.anything() },
    ]);
    for (const filter of ['userName sw "p"', 'nickName eq "x"', 'userName eq', 'userName eq "x" or id eq "y"'])
      expect((await client.get(`/Users?filter=${encodeURIComponent(filter)}`)).body, filter).toMatchObject({ status: '400', scimType: 'invalidFilter' });
  });

  test('have one name, one address and one id of the directory each', async () => {
    const company = await connected(world);
    const client = clientOf(world, company);
    const first = (await client.post('/Users', userOf(`one@${company.domain}`))).body as Resource;
    for (const user of [
      userOf(`ONE@${company.domain.toUpperCase()}`, { externalId: 'other' }),
      userOf(`other@${company.domain}`, { externalId: `ext-one@${company.domain}` }),
      userOf(`third@${company.domain}`, { emails: [{ value: `one@${company.domain}` }] }),
    ])
      expect(await client.post('/Users', user)).toMatchObject({ status: 409, body: { scimType: 'uniqueness' } });
    const second = (await client.post('/Users', userOf(`two@${company.domain}`))).body as Resource;
    expect(await client.patch(`/Users/${second.id}`, [{ op: 'replace', path: 'userName', value: `one@${company.domain}` }])).toMatchObject({ status: 409 });
    expect(first.id).not.toBe(second.id);
  });

  test('a change that was read from an older version is refused', async () => {
    const company = await connected(world);
    const client = clientOf(world, company);
    const user = (await client.post('/Users', userOf(`etag@${company.domain}`))).body as Resource;
    const rename = (name: string, headers: Record<string, string>) =>
      client.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'displayName', value: name }], headers);
    const changed = await rename('A', { 'if-match': user.meta.version });
    expect(changed.status).toBe(200);
    expect(changed.headers['etag']).not.toBe(user.meta.version);
    expect((await rename('B', { 'if-match': user.meta.version })).status).toBe(412);
    expect((await rename('B', { 'if-match': 'W/"x"' })).status).toBe(412);
    expect((await rename('B', { 'if-match': '*' })).status).toBe(200);
    expect((await client.remove(`/Users/${user.id}`, { 'if-match': user.meta.version })).status).toBe(412);
  });

  test('what is wrong is said in the protocol’s words', async () => {
    const company = await connected(world);
    const client = clientOf(world, company);
    const user = (await client.post('/Users', userOf(`wrong@${company.domain}`))).body as Resource;
    const wrong: [string, Promise<{ status: number; body: Record<string, unknown> }>, number, string | undefined][] = [
      ['no name', client.post('/Users', { schemas: [] }), 400, 'invalidValue'],
      ['active', client.post('/Users', userOf(`x@${company.domain}`, { active: 'perhaps' })), 400, 'invalidValue'],
      ['no operations', client.patch(`/Users/${user.id}`, []), 400, 'invalidValue'],
      ['op', client.patch(`/Users/${user.id}`, [{ op: 'move', path: 'userName', value: 'x' }]), 400, 'invalidSyntax'],
      ['path', client.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'emails[', value: 'x' }]), 400, 'invalidPath'],
      ['id', client.patch(`/Users/${user.id}`, [{ op: 'replace', path: 'id', value: 'x' }]), 400, 'mutability'],
      ['nothing', client.patch(`/Users/${user.id}`, [{ op: 'remove' }]), 400, 'noTarget'],
      ['nobody', client.get(`/Users/${crypto.randomUUID()}`), 404, undefined],
    ];
    for (const [name, answer, status, scimType] of wrong) {
      const { status: got, body } = await answer;
      expect([got, body['status'], body['scimType']], name).toEqual([status, String(status), scimType]);
      expect(body['schemas'], name).toEqual(['urn:ietf:params:scim:api:messages:2.0:Error']);
    }
    const bad = await world.app.http.inject({
      method: 'POST',
      url: `/api/public/scim/v2/${company.directoryId}/Users`,
      headers: { authorization: `Bearer ${company.token}`, 'content-type': 'application/scim+json' },
      payload: '{',
    });
    expect(JSON.parse(bad.body)).toMatchObject({ status: '400', scimType: 'invalidSyntax' });
  });
});

test('the protocol describes itself', async () => {
  const client = clientOf(world, await connected(world));
  expect((await client.get('/ServiceProviderConfig')).body).toMatchObject({
    patch: { supported: true },
    bulk: { supported: false },
    etag: { supported: true },
  });
  expect((await client.get('/ResourceTypes')).body).toMatchObject({ totalResults: 2, Resources: [{ id: 'User' }, { id: 'Group' }] });
  expect((await client.get('/Schemas')).body).toMatchObject({ totalResults: 2 });
});
