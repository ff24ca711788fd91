import { expect, test } from 'vitest';
import { exampleFields } from '../../../test/examples/profiles.ts';
import { human } from '../../../test/human.ts';
import {
  account,
  announced,
  as,
  buildWorld,
  join,
  joinPrograms,
  mailsTo,
  member,
  operator,
  person,
  refusal,
  runJobs,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import type { Locale } from '../../core/locale.ts';
import { accounts } from '../accounts/contract.ts';
import { notices } from '../notices/contract.ts';
import { profiles } from './contract.ts';

const world = await buildWorld();
const visitor = as(world, profiles);
const names = async (wanted: Parameters<typeof visitor.searchPartners>[0]) => (await visitor.searchPartners(wanted)).items.map(({ name }) => name);

interface Partner {
  readonly at: TestAccount;
  readonly admin: TestPerson;
  readonly pageId: string;
  readonly address: string;
}
async function partner(name: string, { country = 'FR', city = 'Paris', locale = 'fr' as Locale, fields = {} } = {}): Promise<Partner> {
  const at = await account(world, name, country);
  await world.admin.query('update accounts set address = $2 where account_id = $1', [at.accountId, JSON.stringify({ country, line1: '1 Main', city })]);
  await joinPrograms(world, at, 'referrals');
  const admin = await member(world, at, 'referrals_admin');
  const own = as(world, profiles, { ...admin, account: at });
  const { profileId, version } = await own.addProfile({ country, locale });
  const said = await own.updateProfile({ ...exampleFields, ...fields, profileId, version });
  const { address } = await own.publishProfile({ profileId, version: said.version });
  return { at, admin, pageId: address?.slice(-12) ?? '', address: address ?? '' };
}
const rhone = await partner('Ateliers du Rhône', { city: 'Lyon', fields: { skills: ['Télétravail'], products: ['Ledger 365'] } });
const iberia = await partner('Nube Ibérica', {
  country: 'ES',
  city: 'Madrid',
  locale: 'es',
  fields: { services: ['learning'], languages: ['es', 'fr'], industries: ['tourism'] },
});
const yunfan = await partner('云帆科技', {
  country: 'CN',
  city: '上海',
  locale: 'zh-CN',
  fields: { services: ['app_development'], languages: ['zh'], industries: ['finance'] },
});

test('partners are found by name, place, skill, product, industry, service and language', async () => {
  expect(await names({ search: 'rhone' })).toEqual(['Ateliers du Rhône']);
  expect(await names({ search: '科技' })).toEqual(['云帆科技']);
  expect(await names({ place: 'lyon' })).toEqual(['Ateliers du Rhône']);
  expect(await names({ place: 'Espagne', locale: 'fr' })).toEqual(['Nube Ibérica']);
  expect(await names({ place: '上海' })).toEqual(['云帆科技']);
  expect(await names({ skill: 'teletravail' })).toEqual(['Ateliers du Rhône']);
  expect(await names({ product: 'ledger', country: 'FR' })).toEqual(['Ateliers du Rhône']);
  expect(await names({ search: 'formation', locale: 'fr' })).toEqual(['Nube Ibérica']);
  expect(await names({ industry: 'finance' })).toEqual(['云帆科技']);
  expect(await names({ service: 'migration' })).toEqual(['Ateliers du Rhône']);
  expect(await names({ language: 'zh' })).toEqual(['云帆科技']);
  expect(await names({ search: 'cloud' })).toEqual([]); // Descriptions are not searched.
  expect(await names({ search: "o'neil & | ! ( \\" })).toEqual([]);
});

test('each result says why it is where it is: the reader’s language first, then a language spoken', async () => {
  expect((await visitor.searchPartners({ locale: 'fr' })).items.map(({ name, why }) => [name, why.map(({ kind }) => kind)])).toEqual([
    ['Ateliers du Rhône', ['language']],
    ['Nube Ibérica', ['speaks']],
    ['云帆科技', []],
  ]);
  expect((await visitor.searchPartners({ place: 'Lyon', search: 'sécurité', locale: 'fr' })).items[0]?.why).toEqual([
    { kind: 'language' },
    { kind: 'city', value: 'Lyon' },
    { kind: 'tags', industries: [], services: ['security'], words: [] },
  ]);
  expect((await visitor.searchPartners({ place: 'España', locale: 'es' })).items[0]?.why).toEqual([{ kind: 'language' }, { kind: 'country', value: 'ES' }]);
});

test('partners near the town that was asked for are found with it, the nearest first, and it is said how far they are', async () => {
  for (const [name, city] of [
    ['Grenoble Réseaux', 'GRENOBLE CEDEX 1'],
    ['Villeurbanne Données', 'Villeurbanne'],
    ['Vienne Conseil', 'Vienne'],
  ] as const)
    await partner(name, { city });
  const south = await partner('Marseille Services', { city: 'Marseille' });
  const said = async (place: string, locale: Locale = 'fr') =>
    (await visitor.searchPartners({ place, locale })).items.map(({ name, why }) => [name, why.find(({ kind }) => kind === 'distance' || kind === 'city')]);
  const distance = (kilometers: number, value: string) => ({ kind: 'distance', kilometers, from: 'Lyon', fromCountry: 'FR', value });
  expect(await said('Lyon')).toEqual([
    ['Ateliers du Rhône', { kind: 'city', value: 'Lyon' }],
    ['Villeurbanne Données', distance(3, 'Villeurbanne')],
    ['Vienne Conseil', distance(25, 'Vienne')],
    ['Grenoble Réseaux', distance(92, 'Grenoble')],
  ]);
  // Of several places the nearest counts.
  const owner = await member(world, south.at, 'global_admin');
  const contact = { givenName: 'Lou', familyName: 'Roy', email: 'lou.roy@contoso.example' };
  const own = as(world, profiles, { ...south.admin, account: south.at });
  const [profile] = (await own.listProfiles({})).items;
  const places = [];
  for (const [name, city] of [
    ['Siège', 'Marseille'],
    ['Agence', 'Bron'],
  ] as const)
    places.push(
      await as(world, accounts, { ...owner, account: south.at }).addLocation({
        name,
        sharesWith: null,
        address: { country: 'FR', line1: '1 rue Droite', city, postalCode: '69500' },
        contact,
      }),
    );
  const drafted = await own.updateProfile({
    ...exampleFields,
    locations: places.map(({ locationId }) => locationId),
    profileId: profile?.profileId ?? '',
    version: profile?.version ?? 0,
  });
  await own.publishProfile({ profileId: drafted.profileId, version: drafted.version });
  expect((await said('Lyon'))[1]).toEqual(['Marseille Services', distance(5, 'Bron')]);

  expect((await said('Lyon, France'))[0]).toEqual(['Ateliers du Rhône', { kind: 'city', value: 'Lyon' }]);
  expect(await said('里昂', 'zh-CN')).toHaveLength(5);
  expect((await said('France')).map(([, why]) => why)).toEqual([undefined, undefined, undefined, undefined, undefined]);
  const { body } = await world.app.http.inject({ url: '/partners/fr?place=Lyon' });
  expect(body).toMatch(/Environ 3\skm entre Lyon et Villeurbanne/);
  await world.admin.query(
    "update accounts set state = 'suspended' where name in ('Grenoble Réseaux', 'Villeurbanne Données', 'Vienne Conseil', 'Marseille Services')",
  );
  await world.admin.query("update directory_entries e set is_listed = false from accounts a where a.account_id = e.account_id and a.state = 'suspended'");
});

test('who was placed by an older list of towns is placed anew at night', async () => {
  await world.admin.query('update directory_entries set towns_edition = 0, stands_at = null');
  await world.app.queue.boss.send('profiles.place_anew', {});
  await runJobs(world);
  expect((await world.admin.query('select 1 from directory_entries where stands_at is null')).rowCount).toBe(0);
});

test('a list is read page by page, each partner once, whatever cursor is made up', async () => {
  const seen: string[] = [];
  let after: string | undefined;
  do {
    const found = await visitor.searchPartners({ limit: 1, locale: 'es', ...(after ? { after } : {}) });
    seen.push(...found.items.map(({ name }) => name));
    after = found.next ?? undefined;
  } while (after);
  expect(seen).toEqual(['Nube Ibérica', 'Ateliers du Rhône', '云帆科技']);
  expect((await visitor.searchPartners({ after: 'WzEsIngiXQ', limit: 3 })).items).toHaveLength(3);
});

test('the pages are whole HTML in every language, with what search engines read', async () => {
  const answer = await world.app.http.inject({ url: rhone.address.replace('/en/', '/fr/') });
  expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(answer.body).toContain('<html lang="fr"');
  expect(answer.body).toMatch(/<link rel="canonical" href="http:\/\/localhost:3000\/partners\/fr\/ateliers-du-rhone-[0-9a-z]{12}">/);
  expect([...answer.body.matchAll(/hreflang="([\w-]+)" href="http/g)].map(([, lang]) => lang)).toEqual(['en', 'fr', 'es', 'zh-CN', 'zh-TW', 'x-default']);
  const data = JSON.parse(/<script type="application\/ld\+json">([^]*?)<\/script>/.exec(answer.body)?.[1] ?? '') as object;
  expect(data).toMatchObject({
    '@type': 'Organization',
    name: 'Ateliers du Rhône',
    location: [{ '@type': 'LocalBusiness', address: { addressLocality: 'Lyon' } }],
  });
  const list = await world.app.http.inject({ url: '/partners', headers: { 'accept-language': 'zh-TW' } });
  expect(list.body).toContain('<html lang="zh-TW"');
  expect(list.body).toContain('尋找合作夥伴');
  expect((await world.app.http.inject({ url: '/partners/fr?search=rhone' })).body).toContain('noindex');
  expect((await world.app.http.inject({ url: '/partners/xx' })).statusCode).toBe(404);
  expect((await world.app.http.inject({ url: '/partners/fr/none-aaaaaaaaaaaa' })).statusCode).toBe(404);
});

test('nothing that a partner or a visitor writes becomes part of the page', async () => {
  const evil = '</script><script>alert(1)</script><img src=x onerror=alert(1)>';
  const { address } = await partner(`Evil ${evil}`, { fields: { description: `${evil} and forty characters more of it.`, skills: ['"><b>bold'] } });
  const bodies = [
    await world.app.http.inject({ url: address }),
    await world.app.http.inject({ url: `/partners/en?search=${encodeURIComponent('"><script>alert(2)')}` }),
  ];
  for (const { body } of bodies) {
    expect(body).not.toMatch(/<script>alert|<img src=x|<b>bold/);
    expect(body.match(/<script/g)?.length ?? 0).toBeLessThanOrEqual(1);
  }
});

test('search engines find every page in the sitemap', async () => {
  const index = (await world.app.http.inject({ url: '/sitemap.xml' })).body;
  const parts = [...index.matchAll(/<loc>http:\/\/localhost:3000([^<]+)<\/loc>/g)].map(([, url]) => url ?? '');
  expect(parts).toHaveLength(36);
  const wanted = `/sitemaps/partners-${rhone.pageId[0]}.xml`;
  expect(parts).toContain(wanted);
  expect((await world.app.http.inject({ url: wanted })).body).toContain(`/partners/zh-TW/ateliers-du-rhone-${rhone.pageId}</loc>`);
});

test('of a company’s profiles in a country a reader is shown the one in their language', async () => {
  const own = as(world, profiles, { ...rhone.admin, account: rhone.at });
  const { profileId, version } = await own.addProfile({ country: 'FR', locale: 'en' });
  const said = await own.updateProfile({ ...exampleFields, description: 'In English we say it like this, in some words.', profileId, version });
  await own.publishProfile({ profileId, version: said.version });
  expect(await names({ search: 'rhone', locale: 'es' })).toEqual(['Ateliers du Rhône']);
  expect(await visitor.getPartner({ pageId: rhone.pageId, locale: 'es' })).toMatchObject({ locale: 'en', locales: ['en', 'fr'] });
  expect(await visitor.getPartner({ pageId: rhone.pageId, locale: 'fr' })).toMatchObject({ locale: 'fr' });
});

test('a company that is suspended or not verified is gone at once: from the list, its page and what can be written to', async () => {
  await world.admin.query("update accounts set state = 'suspended' where account_id = $1", [yunfan.at.accountId]);
  expect(await names({ search: '科技' })).toEqual([]);
  expect((await world.app.http.inject({ url: yunfan.address })).statusCode).toBe(404);
  expect(await refusal(visitor.getPartner({ pageId: yunfan.pageId }))).toMatchObject({ code: 'not_found' });
  expect(await write(yunfan.pageId)).toEqual({});
  expect((await world.admin.query('select 1 from leads')).rowCount).toBe(0);
  await world.admin.query("update accounts set state = 'active', vetting_status = 'rejected' where account_id = $1", [yunfan.at.accountId]);
  expect(await names({ search: '科技' })).toEqual([]);
  await world.admin.query("update accounts set vetting_status = 'authorized' where account_id = $1", [yunfan.at.accountId]);
  expect(await names({ search: '科技' })).toEqual(['云帆科技']);
});

const write = async (pageId: string, more: object = {}) =>
  as(world, profiles, { address: crypto.randomUUID() }).writeToPartner({
    pageId,
    human: await human(world),
    name: 'Lucía Ferrer',
    email: `lucia.${crypto.randomUUID().slice(0, 8)}@example.com`,
    message: 'Somos 30 personas.',
    locale: 'es',
    ...more,
  });

test('a visitor writes to a partner: the lead stands in the list, and the location’s contact has it by mail', async () => {
  const owner = await member(world, rhone.at, 'global_admin');
  const place = await as(world, accounts, { ...owner, account: rhone.at }).addLocation({
    name: 'Lyon Part-Dieu',
    sharesWith: 'company',
    address: null,
    contact: { givenName: 'Lou', familyName: 'Roy', email: 'lou.roy@contoso.example' },
  });
  const own = as(world, profiles, { ...rhone.admin, account: rhone.at });
  const french = (await own.listProfiles({})).items.find(({ locale }) => locale === 'fr');
  const said = await own.updateProfile({ ...exampleFields, locations: [place.locationId], profileId: french?.profileId ?? '', version: french?.version ?? 0 });
  await own.publishProfile({ profileId: said.profileId, version: said.version });

  expect(await write(rhone.pageId, { locale: 'fr', locationId: place.locationId })).toEqual({});
  const [lead] = (await own.listLeads({})).items;
  expect(lead).toMatchObject({ name: 'Lucía Ferrer', state: 'new', location: { name: 'Lyon Part-Dieu' }, can: { answer: true } });
  const [mail] = await mailsTo(world, 'lou.roy@contoso.example');
  expect(mail).toMatchObject({ template: 'profiles.lead', locale: 'fr', action: { url: `http://localhost:3000/a/${rhone.at.accountId}/leads` } });
  expect(mail?.paragraphs).toContain('Somos 30 personas.');
  await runJobs(world);
  expect((await as(world, notices, rhone.admin).listNotices({})).items).toMatchObject([{ kind: 'leads.received', link: `/a/${rhone.at.accountId}/leads` }]);

  // Whoever answers soon stands higher, and it is said.
  world.now = new Date(world.now.getTime() + 5 * 3600_000);
  expect(await own.markLeadAnswered({ leadId: lead?.leadId ?? '' })).toMatchObject({ state: 'answered', can: { answer: false } });
  expect((await visitor.searchPartners({ search: 'rhone', locale: 'fr' })).items[0]?.why).toContainEqual({ kind: 'answers', days: 1 });
  expect(await announced(world, 'leads.answered')).toHaveLength(1);
});

test('the answer is the same for a partner that is not there, and nothing is kept without the check for a human', async () => {
  expect(await write('aaaaaaaaaaaa')).toEqual({});
  expect(await refusal(write(iberia.pageId, { human: { kind: 'work', payload: 'x' } }))).toMatchObject({ code: 'identity.human_check_wrong' });
  const mine = as(world, profiles, { ...iberia.admin, account: iberia.at });
  expect((await mine.listLeads({})).items).toEqual([]);
});

test('who writes much from one place or under one name is made to wait', async () => {
  const from = as(world, profiles, { address: '203.0.113.77' });
  const again = async () =>
    from.writeToPartner({ pageId: 'bbbbbbbbbbbb', human: await human(world), name: 'A', email: 'same@example.com', message: 'b', locale: 'en' });
  const tries = async () => {
    for (let turn = 0; turn < 8; turn++) await again();
  };
  expect(await refusal(tries())).toMatchObject({ code: 'request.too_many' });
});

test('leads of one location are seen by those who work there, and by nobody of another company', async () => {
  const place = (await as(world, accounts, { ...(await member(world, rhone.at, 'global_admin')), account: rhone.at }).listLocations({})).items[0];
  const local = await join(world, rhone.at, await person(world), { role: 'referrals_admin', scope: { locations: [place?.locationId ?? ''] } });
  const elsewhere = await join(world, rhone.at, await person(world), { role: 'referrals_admin', scope: { locations: ['9999999'] } });
  expect((await as(world, profiles, { ...local, account: rhone.at }).listLeads({})).items).toHaveLength(1);
  expect((await as(world, profiles, { ...elsewhere, account: rhone.at }).listLeads({})).items).toEqual([]);
  const lead = (await as(world, profiles, { ...local, account: rhone.at }).listLeads({})).items[0]?.leadId ?? '';
  expect(await refusal(as(world, profiles, { ...iberia.admin, account: iberia.at }).markLeadAnswered({ leadId: lead }))).toMatchObject({ code: 'not_found' });
});

test('the directory follows the company’s name and addresses', async () => {
  const owner = await member(world, iberia.at, 'global_admin');
  await world.admin.query("update accounts set name = 'Nube del Sur' where account_id = $1", [iberia.at.accountId]);
  await as(world, accounts, { ...owner, account: iberia.at }).addLocation({
    name: 'Sevilla',
    sharesWith: 'company',
    address: null,
    contact: { givenName: 'Eva', familyName: 'Gil', email: 'eva@contoso.example' },
  });
  const { items } = await as(world, accounts, { ...owner, account: iberia.at }).listLocations({});
  const one = await as(world, accounts, { ...owner, account: iberia.at }).getLocation({ locationId: items[0]?.locationId ?? '' });
  await as(world, accounts, { ...owner, account: iberia.at }).updateLocation({
    locationId: one.locationId,
    version: one.version,
    name: 'Sevilla Este',
    sharesWith: 'company',
    contact: one.contact,
  });
  await runJobs(world);
  expect(await names({ search: 'sur' })).toEqual(['Nube del Sur']);
});

test('a company that is suspended leaves the directory, and comes back with its reinstatement', async () => {
  const desk = as(world, accounts, await operator(world, 'op_root'));
  const { accountId } = rhone.at;
  const shown = async () => (await names({ search: 'rhone' })).includes('Ateliers du Rhône');
  expect(await shown()).toBe(true);
  const { items } = await desk.suspendAccount({ accountId, reason: 'misuse', words: 'Under review' });
  await runJobs(world);
  expect(await shown()).toBe(false);
  await desk.liftSuspension({ accountId, suspensionId: items[0]?.suspensionId ?? '', version: items[0]?.version ?? 0, words: 'Settled' });
  await runJobs(world);
  expect(await shown()).toBe(true);
});
