import { describe, expect, test } from 'vitest';
import { newKey, readRequest, samlProvider, type Saying } from '../../../test/samlProvider.ts';
import { account, as, buildWorld, member, refusal, runJobs, type TestPerson } from '../../../test/world.ts';
import { directories } from './contract.ts';

const world = await buildWorld();
const provider = samlProvider();
let serial = 0;

/** A company with a SAML directory that is turned on for its domain. */
async function connected() {
  const company = await account(world);
  const admin = await member(world, company, 'global_admin');
  const mine = as(world, directories, { ...admin, account: company });
  const { directoryId } = await mine.addSamlDirectory({ name: 'Contoso SAML', metadata: provider.metadata });
  const domain = `saml${++serial}.example`;
  await world.admin.query('insert into account_domains (domain, account_id, proved_at, dns_proved_at) values ($1, $2, $3, $3)', [
    domain,
    company.accountId,
    world.now,
  ]);
  await world.admin.query('insert into directory_domains (account_id, directory_id, domain, added_at) values ($1, $2, $3, $4)', [
    company.accountId,
    directoryId,
    domain,
    world.now,
  ]);
  await world.admin.query("update directories set state = 'on' where directory_id = $1", [directoryId]);
  return { company, admin, mine, directoryId, domain };
}
type Connected = Awaited<ReturnType<typeof connected>>;

const visitor = (gave?: (token: string | null) => void) => as(world, directories, gave ? { gave } : {});
const begin = async ({ directoryId }: Connected) => {
  const { attempt, url } = await visitor().startSignOn({ directoryId });
  return { attempt, asked: readRequest(url), url };
};
/** As the provider’s page has the browser post it. Answers with the query that our page reads. */
async function post(directoryId: string, xml: string, origin = 'https://idp.example'): Promise<string> {
  const response = await world.app.http.inject({
    method: 'POST',
    url: `/api/public/sign-on/saml/${directoryId}`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', origin },
    payload: new URLSearchParams({ SAMLResponse: Buffer.from(xml).toString('base64') }).toString(),
  });
  expect(response.statusCode).toBe(303);
  const to = new URL(String(response.headers['location']));
  expect(to.origin + to.pathname).toBe('http://localhost:3000/sign-on');
  return to.search.slice(1);
}
const refused = 'saml=-';
/** A signed answer to what was begun, with this said otherwise. */
const answerTo = ({ asked }: Awaited<ReturnType<typeof begin>>, saying: Saying = {}) =>
  provider.wrap(provider.sign(provider.assertion(world.now, asked, saying)), asked.requestId);
const emailAt = ({ domain }: Connected, name = 'jonas') => `${name}@${domain}`;

test('somebody of the domain comes in, and comes back as the same person', async () => {
  const it = await connected();
  const begun = await begin(it);
  expect(begun.asked.destination).toBe(provider.ssoUrl);
  const answer = await post(it.directoryId, answerTo(begun, { email: emailAt(it) }));
  let token: string | null = null;
  expect(await visitor((given) => (token = given)).finishSignOn({ attempt: begun.attempt, answer })).toMatchObject({
    outcome: 'in',
    accountId: it.company.accountId,
  });
  expect(token).not.toBe(null);
  const again = await begin(it);
  await visitor().finishSignOn({ attempt: again.attempt, answer: await post(it.directoryId, answerTo(again, { email: emailAt(it, 'renamed') })) });
  const { rows } = await world.admin.query('select given_name, family_name, email from members where account_id = $1 and person_id <> $2', [
    it.company.accountId,
    it.admin.personId,
  ]);
  expect(rows).toEqual([{ given_name: 'Jonas', family_name: 'Weber', email: emailAt(it) }]);
});

test('somebody who comes from the provider’s own page is sent to begin here, whatever was posted with them', async () => {
  const it = await connected();
  const begun = await begin(it);
  const unasked = (xml: string) => xml.replace(/ InResponseTo="[^"]*"/g, '');
  const signed = unasked(provider.wrap(provider.sign(unasked(provider.assertion(world.now, begun.asked, { email: emailAt(it) }))), ''));
  for (const xml of [signed, '<samlp:Response/>']) expect(await post(it.directoryId, xml)).toBe(`start=${it.directoryId}`);
  expect((await world.admin.query('select 1 from saml_answers where directory_id = $1', [it.directoryId])).rowCount).toBe(0);
  // Begun anew, it is an answer to what this browser asked.
  expect(await visitor().startSignOn({ directoryId: it.directoryId })).toMatchObject({ url: expect.stringContaining(provider.ssoUrl) as string });
  await world.admin.query("update directories set state = 'off' where directory_id = $1", [it.directoryId]);
  expect(await post(it.directoryId, signed)).toBe(refused);
});

test('an identity that was here before is linked only after its own sign-in', async () => {
  const it = await connected();
  const known: TestPerson = await member(world, it.company, 'default_user');
  await world.admin.query('update sign_in_names set email_folded = $1 where person_id = $2', [emailAt(it, 'known'), known.personId]);
  const begun = await begin(it);
  const answer = await post(it.directoryId, answerTo(begun, { email: emailAt(it, 'known') }));
  expect(await visitor().finishSignOn({ attempt: begun.attempt, answer })).toMatchObject({ outcome: 'link', link: { email: emailAt(it, 'known') } });
});

test('an address of a domain that the company has not proved lets nobody in', async () => {
  const it = await connected();
  const begun = await begin(it);
  const answer = await post(it.directoryId, answerTo(begun, { email: 'eve@elsewhere.example' }));
  expect(await refusal(visitor().finishSignOn({ attempt: begun.attempt, answer }))).toMatchObject({
    code: 'sign_on.refused',
    details: { reason: 'foreign_domain' },
  });
});

test('a sign-in is tried before it is turned on, and says what was said', async () => {
  const it = await connected();
  const { attempt, url } = await it.mine.testDirectory({ directoryId: it.directoryId });
  const asked = readRequest(url);
  const xml = provider.wrap(
    provider.sign(provider.assertion(world.now, asked, { email: emailAt(it), factor: 'https://refeds.org/profile/mfa' })),
    asked.requestId,
  );
  expect(await visitor().finishSignOn({ attempt, answer: await post(it.directoryId, xml) })).toMatchObject({
    outcome: 'tested',
    test: { result: { issuer: provider.entityId, subject: 'u-1', email: emailAt(it), name: 'Jonas Weber', secondFactor: true, refused: null } },
  });
});

describe('what is not truly the provider’s word is refused', () => {
  const minutes = (n: number) => new Date(world.now.getTime() + n * 60_000);
  const wrongly: Record<string, Saying> = {
    'for another audience': { audience: 'https://elsewhere.example' },
    'sent to another address': { recipient: 'https://elsewhere.example/acs' },
    'of another issuer': { issuer: 'https://other.example/saml' },
    'that has run out': { until: minutes(-2) },
    'of the future': { from: minutes(5), until: minutes(20) },
    'that is old, however long it is good': { issuedAt: minutes(-30), until: minutes(600) },
  };
  test.each(Object.entries(wrongly))('an assertion %s', async (_, saying) => {
    const it = await connected();
    const begun = await begin(it);
    expect(await post(it.directoryId, answerTo(begun, { email: emailAt(it), ...saying }))).toBe(refused);
  });

  test('an assertion without a signature, by another key, by a broken hash, or changed afterwards', async () => {
    const it = await connected();
    const begun = await begin(it);
    const bare = provider.assertion(world.now, begun.asked, { email: emailAt(it) });
    const signed = provider.sign(bare);
    for (const xml of [
      bare,
      provider.sign(bare, { with: newKey().key }),
      provider.sign(bare, { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' }),
      signed.replace('>u-1<', '>u-2<'),
      signed.replace(emailAt(it), emailAt(it, 'admin')),
      signed.replace(/<Signature.*<\/Signature>/s, ''),
    ])
      expect(await post(it.directoryId, provider.wrap(xml, begun.asked.requestId))).toBe(refused);
    // A signature around the whole answer says nothing of who stands in it: the assertion itself must be signed.
    const response = provider.wrap(
      `<saml:Issuer xmlns:saml="urn:oasis:names:tc:SAML:2.0:assertion">${provider.entityId}</saml:Issuer>${bare}`,
      begun.asked.requestId,
    );
    expect(await post(it.directoryId, provider.sign(response, { at: "/*[local-name(.)='Response']" }))).toBe(refused);
    for (const nonsense of ['', 'x', '<a/>', '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/passwd">]><a>&e;</a>'])
      expect(await post(it.directoryId, nonsense)).toBe(refused);
  });

  test('a signature that was wrapped around another assertion', async () => {
    const it = await connected();
    const begun = await begin(it);
    const { requestId } = begun.asked;
    const original = provider.sign(provider.assertion(world.now, begun.asked, { id: '_good', email: emailAt(it) }));
    const signature = /<Signature.*<\/Signature>/s.exec(original)?.[0] ?? '';
    const unsigned = original.replace(signature, '');
    const evil = provider.assertion(world.now, begun.asked, { id: '_evil', nameId: 'admin', email: emailAt(it, 'admin') });
    const evilSameId = evil.replace('_evil', '_good');
    const into = (assertion: string, inner: string, after = '</saml:Issuer>') => assertion.replace(after, after + inner);
    const object = (inner: string) => signature.replace('</Signature>', `<Object xmlns="http://www.w3.org/2000/09/xmldsig#">${inner}</Object></Signature>`);
    const extensions = (inner: string) => `<samlp:Extensions>${inner}</samlp:Extensions>`;
    const attacks: Record<string, string> = {
      'the signed one beside, the evil one first': evil + original,
      'the evil one beside, the signed one first': original + evil,
      'the signed one in the evil one': into(evil, original),
      'the evil one with the signature, the signed one in it': into(evil, signature + unsigned),
      'the signed one in the signature of the evil one': into(evil, object(unsigned)),
      'the same id twice, the signed one in the signature': into(evilSameId, object(unsigned)),
      'the same id twice, side by side': into(evilSameId, signature) + unsigned,
      'the signed one in the extensions': extensions(original) + evil,
      'the signed one in the extensions, its signature on the evil one': extensions(unsigned) + into(evil, signature),
      'the evil one in the signed one': into(original, evil, '</saml:Subject>'),
      'the evil one in the signature of the signed one': original.replace(signature, object(evil)),
      'a second subject in the signed one': into(original, /<saml:Subject>.*<\/saml:Subject>/s.exec(evil)?.[0] ?? ''),
    };
    for (const [name, xml] of Object.entries(attacks)) expect(await post(it.directoryId, provider.wrap(xml, requestId)), name).toBe(refused);
    // And the signed one by itself, as the provider sent it, is good.
    expect(await post(it.directoryId, provider.wrap(original, requestId))).not.toBe(refused);
  });

  test('a remark inside a name does not cut it short', async () => {
    const it = await connected();
    const begun = await begin(it);
    const xml = answerTo(begun, { email: emailAt(it), nameIdXml: `admin@contoso.example<!-- -->.evil.example` });
    expect(await post(it.directoryId, xml)).toBe(refused);
    // Put in by somebody on the way, where a signature does not see it.
    const begun2 = await begin(it);
    const clean = answerTo(begun2, { email: emailAt(it), nameId: 'admin@contoso.example.evil.example' });
    expect(await post(it.directoryId, clean.replace('admin@contoso.example.evil', 'admin@contoso.example<!-- -->.evil'))).toBe(refused);
  });

  test('one that was here before, or that was meant for another directory', async () => {
    const [it, other] = [await connected(), await connected()];
    const begun = await begin(it);
    const xml = answerTo(begun, { email: emailAt(it) });
    expect(await post(other.directoryId, xml)).toBe(refused);
    expect(await post(it.directoryId, xml)).not.toBe(refused);
    expect(await post(it.directoryId, xml)).toBe(refused);
    // What is remembered is cleared away only when it is too old to be taken.
    const start = world.now;
    await world.app.queue.boss.send('directories.clear_saml_answers', {});
    await runJobs(world);
    expect(await post(it.directoryId, xml)).toBe(refused);
    world.now = new Date(start.getTime() + 20 * 60_000);
    await world.app.queue.boss.send('directories.clear_saml_answers', {});
    await runJobs(world);
    expect(await post(it.directoryId, xml)).toBe(refused);
    world.now = start;
  });

  test('one that was meant for another browser or another request', async () => {
    const [it, other] = [await connected(), await connected()];
    const begun = await begin(it);
    const answer = await post(it.directoryId, answerTo(begun, { email: emailAt(it) }));
    // In the browser of somebody else, who began one of their own.
    const theirs = await begin(it);
    expect((await refusal(visitor().finishSignOn({ attempt: theirs.attempt, answer }))).details).toMatchObject({ reason: 'answer_wrong' });
    const elsewhere = await begin(other);
    expect((await refusal(visitor().finishSignOn({ attempt: elsewhere.attempt, answer }))).details).toMatchObject({ reason: 'answer_wrong' });
    expect((await visitor().finishSignOn({ attempt: begun.attempt, answer })).outcome).toBe('in');
    expect((await refusal(visitor().finishSignOn({ attempt: begun.attempt, answer }))).code).toBe('sign_on.expired');
    // An answer to nothing that we asked.
    const next = await begin(it);
    const unasked = await post(
      it.directoryId,
      provider.wrap(provider.sign(provider.assertion(world.now, { ...next.asked, requestId: '_unasked' }, { email: emailAt(it) })), '_unasked'),
    );
    expect((await refusal(visitor().finishSignOn({ attempt: next.attempt, answer: unasked }))).details).toMatchObject({ reason: 'answer_wrong' });
  });
});

describe('metadata', () => {
  test('of ours has the same shape for every id, and names where answers go', async () => {
    const it = await connected();
    const get = async (directoryId: string) =>
      (await world.app.http.inject(`/api/public/sign-on/saml/${directoryId}/metadata`)).body.replaceAll(directoryId, '');
    expect(await get(it.directoryId)).toContain('AssertionConsumerService');
    const stranger = crypto.randomUUID();
    expect(await get(stranger)).toBe(await get(it.directoryId));
  });
  test('of a provider says what is missing', async () => {
    const { mine } = await connected();
    const wrong: Record<string, string> = {
      not_metadata: 'nothing of the kind',
      no_provider: '<a/>',
      no_redirect: provider.metadata.replace('HTTP-Redirect', 'HTTP-POST'),
      no_certificate: provider.metadata.replace(/<ds:X509Certificate>.*<\/ds:X509Certificate>/, '<ds:X509Certificate>AAAA</ds:X509Certificate>'),
      address: provider.metadata.replace('https://idp.example/sso', 'http://idp.example/sso'),
    };
    for (const [reason, metadata] of Object.entries(wrong))
      expect(await refusal(mine.addSamlDirectory({ name: 'X', metadata })), reason).toMatchObject({
        code: 'directories.metadata_not_usable',
        details: { reason },
      });
    expect(await refusal(mine.addSamlDirectory({ name: 'X', metadata: 'https://127.0.0.1/metadata' }))).toMatchObject({ details: { reason: 'inner_network' } });
  });
  test('read anew stops a directory until a sign-in was tried', async () => {
    const it = await connected();
    const { version } = await it.mine.getSamlDirectory({ directoryId: it.directoryId });
    await it.mine.changeSamlProvider({ directoryId: it.directoryId, version, metadata: samlProvider('https://new.example/saml').metadata });
    expect(await it.mine.getSamlDirectory({ directoryId: it.directoryId })).toMatchObject({ issuer: 'https://new.example/saml' });
    expect((await refusal(visitor().startSignOn({ directoryId: it.directoryId }))).code).toBe('sign_on.expired');
  });
});
