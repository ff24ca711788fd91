import { afterAll, describe, expect, test } from 'vitest';
import { announced, as, refusal, runJobs } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { members } from '../members/contract.ts';
import { notices } from '../notices/contract.ts';
import { directories } from './contract.ts';
import { comeIn, companyOf, directoryWorld, prove, settingsOf, turnedOn } from './testing.ts';

const it = await directoryWorld(afterAll);
const { world, provider, zone } = it;
const visitor = as(world, directories);
const reasonOf = async (call: Promise<unknown>) => (await refusal(call)).details['reason'];
const personOf = async (email: string) =>
  (await world.admin.query<{ person_id: string }>('select person_id from sign_in_names where email_folded = $1', [email])).rows[0]?.person_id;
const lookDaily = async () => {
  await world.app.queue.boss.send('directories.look_at_domains', {});
  await runJobs(world);
};

describe('a domain that is no longer proved', () => {
  test('stops sign-ins at the next daily look, tells the admins, and begins again when it is back', async () => {
    const c = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    const who = { sub: 'dom', email: `dom@${c.domain}` };
    const { token } = await comeIn(it, directoryId, who);
    const record = zone.get(c.domain) ?? '';
    zone.delete(c.domain);
    await lookDaily();
    expect(await visitor.offerSignOn({ email: who.email })).toEqual({ offers: [] });
    expect(await reasonOf(comeIn(it, directoryId, who))).toBe('foreign_domain');
    expect((await refusal(as(world, members, { token, account: c.company }).listMembers({}))).code).toBe('access.proof_not_accepted');
    expect((await announced(world, 'directories.domain_lost')).filter(({ account_id }) => account_id === c.company.accountId)).toHaveLength(1);
    await runJobs(world);
    expect((await as(world, notices, c.admin).listNotices({})).items.map(({ kind }) => kind)).toContain('directories.domain_lost');
    zone.set(c.domain, record);
    await lookDaily();
    expect((await comeIn(it, directoryId, who)).outcome).toBe('in');
    expect((await c.mine.getDirectory({ directoryId })).domains[0]).toMatchObject({ lostAt: null });
  });

  test('a domain that the company gives up is spoken for no more from that moment', async () => {
    const c = await companyOf(it);
    const { directoryId } = await turnedOn(it, c);
    const own = as(world, accounts, { ...c.admin, account: c.company });
    expect((await own.previewDomainRemoval({ domain: c.domain })).uses).toContainEqual({ key: 'directories', count: 1 });
    expect((await own.previewDomainRemoval({ domain: '\\' })).uses).toEqual([]);
    await own.removeDomain({ domain: c.domain });
    expect(await visitor.offerSignOn({ email: c.admin.email })).toEqual({ offers: [] });
    await runJobs(world);
    expect((await c.mine.getDirectory({ directoryId })).domains).toEqual([]);
  });
});

describe('setting one up', () => {
  test('names what is wrong with an issuer', async () => {
    const c = await companyOf(it);
    const fault = (issuer: string) => reasonOf(c.mine.addDirectory({ ...settingsOf(provider), issuer }));
    expect(await fault('nothing')).toBe('address');
    expect(await fault('http://idp.example')).toBe('address');
    expect(await fault('https://127.0.0.1')).toBe('inner_network');
    expect(await fault('https://169.254.169.254/latest')).toBe('inner_network');
    expect(await fault(`${provider.issuer}/elsewhere`)).toBe('no_document');
    expect(await fault(`http://localhost:${new URL(provider.issuer).port}`)).toBe('address');
  });

  test('a document that sends the server to the inner network, or into the clear, is not followed', async () => {
    const c = await companyOf(it);
    const issuer = `${provider.issuer}/liar`;
    const document = {
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: 'http://127.0.0.1:1/token',
      jwks_uri: 'http://169.254.169.254/keys',
      response_types_supported: ['code'],
    };
    provider.documents.set('/liar/.well-known/openid-configuration', document);
    const { directoryId } = await c.mine.addDirectory({ ...settingsOf(provider), issuer });
    const { attempt, url } = await c.mine.testDirectory({ directoryId });
    const state = new URL(url).searchParams.get('state') ?? '';
    expect(await reasonOf(visitor.finishSignOn({ attempt, answer: `${c.company.accountId}?code=x&state=${state}` }))).toBe('inner_network');
    provider.documents.set('/liar/.well-known/openid-configuration', { ...document, issuer: provider.issuer });
    expect(await reasonOf(c.mine.testDirectory({ directoryId }))).toBe('other_issuer');
    provider.documents.set('/liar/.well-known/openid-configuration', { ...document, response_types_supported: ['id_token'] });
    expect(await reasonOf(c.mine.testDirectory({ directoryId }))).toBe('no_code_flow');
    provider.documents.set('/liar/.well-known/openid-configuration', 'no document');
    expect(await reasonOf(c.mine.testDirectory({ directoryId }))).toBe('no_document');
  });

  test('the secret is never shown again, and a wrong one is said so', async () => {
    const c = await companyOf(it);
    const { directoryId } = await c.mine.addDirectory({ ...settingsOf(provider), clientSecret: 'not the one that was given out' });
    await c.mine.setDirectoryDomain({ directoryId, domain: c.domain, isRequired: false });
    const shown = await c.mine.getDirectory({ directoryId });
    expect(JSON.stringify(shown)).not.toContain('not the one');
    const { rows } = await world.admin.query<{ secret: Buffer }>('select secret from directories where directory_id = $1', [directoryId]);
    expect(rows[0]?.secret.toString('latin1')).not.toContain('not the one');
    provider.as = { sub: 's', email: `s@${c.domain}` };
    const { attempt, url } = await c.mine.testDirectory({ directoryId });
    expect((await refusal(visitor.finishSignOn({ attempt, answer: await provider.walk(url) }))).details).toMatchObject({ reason: 'client' });
  });

  test('is tried before it is turned on, anew after a change of its provider, and the try lets nobody in', async () => {
    const c = await companyOf(it);
    const { directoryId } = await c.mine.addDirectory(settingsOf(provider));
    expect((await refusal(c.mine.turnDirectoryOn({ directoryId, version: 1 }))).code).toBe('directories.not_tested');
    provider.as = { sub: 'try', email: `try@${c.domain}`, given_name: 'T', family_name: 'Ry' };
    const begun = await c.mine.testDirectory({ directoryId });
    let given: string | null = null;
    const browser = as(world, directories, {
      gave: (token) => {
        given = token;
      },
    });
    expect(await browser.finishSignOn({ attempt: begun.attempt, answer: await provider.walk(begun.url) })).toMatchObject({
      outcome: 'tested',
      test: { directoryId, result: { subject: 'try', email: `try@${c.domain}`, name: 'T Ry', refused: 'foreign_domain' } },
    });
    expect([given, await personOf(`try@${c.domain}`)]).toEqual([null, undefined]);
    const { version } = await c.mine.turnDirectoryOn({ directoryId, version: 1 });
    const next = await c.mine.changeDirectory({ directoryId, version, clientSecret: provider.clientSecret });
    expect(await c.mine.getDirectory({ directoryId })).toMatchObject({ state: 'off', tested: null });
    expect((await refusal(c.mine.turnDirectoryOn({ directoryId, version: next.version }))).code).toBe('directories.not_tested');
    expect((await refusal(c.mine.changeDirectory({ directoryId, version, name: 'Late' }))).code).toBe('request.changed_meanwhile');
  });

  test('speaks for proved domains whose record still stands, one directory each', async () => {
    const c = await companyOf(it),
      other = await companyOf(it);
    const { directoryId } = await c.mine.addDirectory(settingsOf(provider));
    const set = (id: string, domain: string) => c.mine.setDirectoryDomain({ directoryId: id, domain, isRequired: false });
    expect((await refusal(set(directoryId, other.domain))).code).toBe('directories.domain_not_proved');
    expect((await refusal(set(directoryId, 'never.example'))).code).toBe('directories.domain_not_proved');
    await prove(it, c.company, `more.${c.domain}`);
    const record = zone.get(`more.${c.domain}`);
    zone.delete(`more.${c.domain}`);
    expect((await refusal(set(directoryId, `more.${c.domain}`))).details).toEqual({ domain: `more.${c.domain}`, record });
    await set(directoryId, c.domain);
    const second = await c.mine.addDirectory(settingsOf(provider, 'Second'));
    expect((await refusal(set(second.directoryId, c.domain))).details).toEqual({ domain: c.domain, directory: 'Our people' });
  });

  test('its removal names whom it concerns first; they stay members, and are out', async () => {
    const c = await companyOf(it);
    const { directoryId, version } = await turnedOn(it, c);
    const { token } = await comeIn(it, directoryId, { sub: 'rem', email: `rem@${c.domain}` });
    expect(await c.mine.previewDirectoryRemoval({ directoryId })).toMatchObject({
      people: [{ email: `rem@${c.domain}`, hasOwnWay: false }],
      count: 1,
      withoutOwnWay: 1,
    });
    expect(await c.mine.removeDirectory({ directoryId, version })).toEqual({ people: 1 });
    expect((await refusal(as(world, members, { token, account: c.company }).listMembers({}))).code).toBe('access.sign_in');
    const { items } = await as(world, members, { ...c.admin, account: c.company }).listMembers({});
    expect(items.map(({ email }) => email)).toContain(`rem@${c.domain}`);
  });
});
