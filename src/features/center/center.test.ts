import { expect, test } from 'vitest';
import { announced, as, buildWorld, member, account, operator, refusal } from '../../../test/world.ts';
import { center } from './contract.ts';

const world = await buildWorld();
const root = await operator(world, 'op_root');

test('everyone may know the name and the languages of the center', async () => {
  expect(await as(world, center).get({})).toMatchObject({ name: 'Entente', locales: ['en', 'fr', 'es', 'zh-CN', 'zh-TW'], setUp: true });
});

test('the operator renames the center, and it is announced with before and after', async () => {
  const settings = await as(world, center, root).getSettings({});
  const changed = await as(world, center, root).updateSettings({ name: 'Northwind partners', version: settings.version });
  expect(changed).toMatchObject({ name: 'Northwind partners', version: settings.version + 1 });
  expect(await announced(world, 'center.changed')).toMatchObject([
    { details: { name: 'Northwind partners' }, before: { name: 'Entente' }, after: { name: 'Northwind partners' } },
  ]);
});

test('a change on top of an old reading is refused', async () => {
  expect(await refusal(as(world, center, root).updateSettings({ name: 'Old', version: 1 }))).toMatchObject({ code: 'request.changed_meanwhile', status: 409 });
});

test('an auditor reads the settings and may not change them', async () => {
  const auditor = await operator(world, 'op_auditor');
  const { version } = await as(world, center, auditor).getSettings({});
  expect(await refusal(as(world, center, auditor).updateSettings({ name: 'x', version }))).toMatchObject({
    code: 'access.denied',
    details: { permission: 'op.center', needs: 'edit', roles: ['op_root'] },
  });
});

test('a partner’s administrator is not told who works for the operator', async () => {
  const admin = await member(world, await account(world), 'global_admin');
  expect(await refusal(as(world, center, admin).getSettings({}))).toMatchObject({ code: 'access.denied', details: { roles: [], grantors: [] } });
});

test('nobody is let in without signing in', async () => {
  expect(await refusal(as(world, center).getSettings({}))).toMatchObject({ code: 'access.sign_in', status: 401 });
});

test('a logo is a picture by its bytes, not by its name', async () => {
  const png = Buffer.from('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==', 'base64');
  const { logoUrl } = await as(world, center, root).setLogo({ picture: png.toString('base64') });
  const answer = await world.app.http.inject({ url: logoUrl ?? '' });
  expect(answer.headers['content-type']).toBe('image/png');
  expect(answer.rawPayload).toEqual(png);
  expect(await refusal(as(world, center, root).setLogo({ picture: Buffer.from('<svg onload="alert(1)"/>').toString('base64') }))).toMatchObject({
    code: 'center.logo_not_usable',
  });
});

test('the overview names what waits and what a new center lacks, each to those whom it concerns', async () => {
  expect(await as(world, center, root).getOverview({})).toMatchObject({ hints: ['mail', 'desk'] });
  const company = await account(world, 'Waiting');
  await world.admin.query("update accounts set vetting_status = 'pending' where account_id = $1", [company.accountId]);
  expect((await as(world, center, await operator(world, 'op_verifier')).getOverview({})).tasks).toEqual([
    { key: 'vetting', count: 1, href: '/operator/verification' },
  ]);
  expect(await as(world, center, await operator(world, 'op_program_manager')).getOverview({})).toEqual({ tasks: [], hints: [] });
});

test('the operator may set both settings menus as one; every page is told', async () => {
  const { version, mergedSettings } = await as(world, center, root).getSettings({});
  expect(mergedSettings).toBe(false);
  await as(world, center, root).updateSettings({ mergedSettings: true, version });
  expect(await as(world, center).get({})).toMatchObject({ mergedSettings: true });
});
