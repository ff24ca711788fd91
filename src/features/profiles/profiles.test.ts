import { createCanvas, loadImage } from '@napi-rs/canvas';
import { expect, test } from 'vitest';
import { buildExamples } from '../../../test/examples/world.ts';
import { exampleFields, examplePicture } from '../../../test/examples/profiles.ts';
import { account, announced, as, buildWorld, join, joinPrograms, member, person, refusal, type TestAccount, type TestPerson } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { profiles } from './contract.ts';

const world = await buildWorld();
await buildExamples(world, 'Profilierung');

async function company(name?: string, country = 'FR'): Promise<{ at: TestAccount; admin: TestPerson }> {
  const at = await account(world, name, country);
  await joinPrograms(world, at, 'referrals');
  return { at, admin: await member(world, at, 'business_profile_admin') };
}
const by = (who: TestPerson, at: TestAccount) => as(world, profiles, { ...who, account: at });
const page = (url: string) => world.app.http.inject({ url, headers: { 'accept-language': 'fr' } });

test('a profile is drafted, published, changed and withdrawn, and the public sees what was published', async () => {
  const { at, admin } = await company('Ateliers du Rhône');
  const draft = await by(admin, at).addProfile({ country: 'FR', locale: 'fr' });
  expect(draft).toMatchObject({ state: 'draft', isShown: false, missing: { description: 'required', services: 'required', languages: 'required' } });
  expect(await refusal(by(admin, at).publishProfile({ profileId: draft.profileId, version: draft.version }))).toMatchObject({ code: 'request.invalid' });
  const said = await by(admin, at).updateProfile({ ...exampleFields, profileId: draft.profileId, version: draft.version });
  const shown = await by(admin, at).publishProfile({ profileId: draft.profileId, version: said.version });
  expect(shown).toMatchObject({ state: 'published', isShown: true, address: expect.stringMatching(/\/ateliers-du-rhone-[0-9a-z]{12}$/) });
  expect((await page(shown.address ?? '')).body).toContain('We move small companies to the cloud');

  const changed = await by(admin, at).updateProfile({
    ...exampleFields,
    description: `Now also inland. ${exampleFields.description}`,
    profileId: draft.profileId,
    version: said.version,
  });
  expect(changed.state).toBe('changed');
  expect((await page(shown.address ?? '')).body).not.toContain('Now also inland');
  await by(admin, at).withdrawProfile({ profileId: draft.profileId, version: changed.version });
  expect((await page(shown.address ?? '')).statusCode).toBe(404);
  // Its address stays.
  expect((await by(admin, at).publishProfile({ profileId: draft.profileId, version: changed.version })).address).toBe(shown.address);
  expect(await announced(world, 'business_profiles.published')).toMatchObject([
    { details: { country: 'FR', locale: 'fr' } },
    { details: { country: 'FR', locale: 'fr' } },
  ]);
});

test('two who edit the same profile do not overwrite each other: the second is told what the first changed', async () => {
  const { at, admin } = await company();
  const colleague = await member(world, at, 'referrals_admin');
  const { profileId, version } = await by(admin, at).addProfile({ country: 'FR', locale: 'en' });
  await by(colleague, at).updateProfile({ ...exampleFields, profileId, version });
  expect(await refusal(by(admin, at).updateProfile({ skills: ['Zero trust'], profileId, version }))).toMatchObject({
    code: 'profiles.changed_meanwhile',
    status: 409,
    details: { parts: expect.arrayContaining(['description', 'skills']), by: expect.stringContaining(colleague.givenName) },
  });
  expect(await refusal(by(admin, at).publishProfile({ profileId, version }))).toMatchObject({ code: 'profiles.changed_meanwhile' });
  expect(await refusal(by(admin, at).addProfile({ country: 'FR', locale: 'en' }))).toMatchObject({ code: 'profiles.taken' });
});

test('a logo is taken apart and put together again: 300 pixels at most, and nothing else that was in the file', async () => {
  const { at, admin } = await company();
  const { profileId, version } = await by(admin, at).addProfile({ country: 'FR', locale: 'en' });
  const polyglot = Buffer.concat([Buffer.from(examplePicture(900, 450), 'base64'), Buffer.from('<script>alert(1)</script> GPS 48.85')]);
  const kept = await by(admin, at).setProfileLogo({ profileId, version, picture: polyglot.toString('base64') });
  expect(kept.content.logo).toMatchObject({ width: 300, height: 150 });
  const answer = await page(kept.logoUrl ?? '');
  expect(answer.headers['content-type']).toBe('image/png');
  expect(answer.rawPayload.includes('GPS')).toBe(false);
  expect(await loadImage(answer.rawPayload)).toMatchObject({ width: 300, height: 150 });

  const jpeg = createCanvas(40, 20).toBuffer('image/jpeg').toString('base64');
  expect((await by(admin, at).setProfileLogo({ profileId, version: kept.version, picture: jpeg })).content.logo).toMatchObject({ width: 40, height: 20 });
});

test('what is no picture, or would unfold to a huge one, is refused and nothing of it is kept', async () => {
  const { at, admin } = await company();
  const { profileId, version } = await by(admin, at).addProfile({ country: 'FR', locale: 'en' });
  const bomb = Buffer.from(examplePicture(20, 20), 'base64');
  bomb.writeUInt32BE(60_000, 16);
  const half = Buffer.from(examplePicture(400, 400), 'base64').subarray(0, 60);
  for (const bytes of [Buffer.from('<svg onload="alert(1)"/>'), Buffer.from('GIF89a'), bomb, half])
    expect(await refusal(by(admin, at).setProfileLogo({ profileId, version, picture: bytes.toString('base64') }))).toMatchObject({
      code: 'profiles.logo_not_usable',
    });
  expect((await world.admin.query('select 1 from files where account_id = $1', [at.accountId])).rowCount).toBe(0);
});

test('links go over TLS to a host, tags stand once, and a location is one of the company’s in that country', async () => {
  const { at, admin } = await company();
  const { profileId, version } = await by(admin, at).addProfile({ country: 'FR', locale: 'en' });
  const fieldsOf = async (input: object) => (await refusal(by(admin, at).updateProfile({ profileId, version, ...input }))).details['fields'];
  for (const website of ['http://contoso.example', 'javascript:alert(1)', 'https://user:pw@contoso.example', 'https://localhost', 'contoso.example'])
    expect(await fieldsOf({ website })).toEqual({ website: 'https_link' });
  expect(await fieldsOf({ skills: ['Zero trust', 'zero TRUST'] })).toEqual({ skills: 'named_twice' });
  expect(await fieldsOf({ languages: ['xx'] })).toMatchObject({ 'languages.0': 'invalid_value' });
  expect(await fieldsOf({ description: 'a'.repeat(2501) })).toEqual({ description: 'too_big' });
  expect(await fieldsOf({ locations: ['1234567'] })).toEqual({ locations: 'invalid_value' });
  expect(await refusal(by(admin, at).addProfile({ country: 'DE', locale: 'en' }))).toMatchObject({ details: { fields: { country: 'invalid_value' } } });
});

test('whoever speaks for one location only writes the profiles in which nothing but it stands', async () => {
  const { at, admin } = await company();
  const owner = await member(world, at, 'global_admin');
  const said = { sharesWith: 'company' as const, address: null, contact: { givenName: 'Lou', familyName: 'Roy', email: 'lou@contoso.example' } };
  const [lyon, metz] = [
    await as(world, accounts, { ...owner, account: at }).addLocation({ ...said, name: 'Lyon' }),
    await as(world, accounts, { ...owner, account: at }).addLocation({ ...said, name: 'Metz' }),
  ];
  const local = await join(world, at, await person(world), { role: 'business_profile_admin', scope: { locations: [lyon.locationId] } });
  const theirs = await by(local, at).addProfile({ country: 'FR', locale: 'fr' });
  expect(theirs).toMatchObject({ content: { locations: [lyon.locationId] }, places: [{ locationId: lyon.locationId }], can: { edit: true } });
  expect(await refusal(by(local, at).updateProfile({ profileId: theirs.profileId, version: theirs.version, locations: [metz.locationId] }))).toMatchObject({
    code: 'access.denied',
  });
  const all = await by(admin, at).addProfile({ country: 'FR', locale: 'es' });
  expect(await by(local, at).getProfile({ profileId: all.profileId })).toMatchObject({ can: { edit: false } });
});
