import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { as, announced, buildWorld, refusal, runJobs } from '../../../test/world.ts';
import { center } from '../center/contract.ts';
import { identity } from '../identity/contract.ts';
import { setup } from './contract.ts';
import { ensureSetupCode } from './setupCode.ts';

const world = await buildWorld({ setUp: false });
const code = ensureSetupCode(world.config.DATA_DIR);
const file = join(world.config.DATA_DIR, 'setup-code');
const admin = {
  givenName: 'Noor',
  familyName: 'Haddad',
  email: 'noor@northwind.example',
  password: 'copper lantern under nine bridges',
  locale: 'fr' as const,
};
const wanted = { code, name: 'Northwind partners', accent: '#0F766E', locales: ['fr' as const, 'en' as const], admin };

test('the code is kept for its owner only, and is the same at every start until it is used', () => {
  expect(code).toMatch(/^([A-Z2-9]{4}-){2}[A-Z2-9]{4}$/);
  expect(statSync(file).mode & 0o777).toBe(0o600);
  expect(ensureSetupCode(world.config.DATA_DIR)).toBe(code);
});

test('without the code nothing can be set up', async () => {
  expect(await refusal(as(world, setup).checkCode({ code: 'AAAA-BBBB-CCCC' }))).toMatchObject({ code: 'setup.code_wrong', status: 422 });
  expect(await refusal(as(world, setup).setUp({ ...wanted, code: 'AAAA-BBBB-CCCC' }))).toMatchObject({ code: 'setup.code_wrong' });
  expect(await as(world, center).get({})).toMatchObject({ setUp: false });
});

test('case, spaces and dashes of the code do not matter', async () => {
  expect(await as(world, setup).checkCode({ code: code.toLowerCase().replaceAll('-', ' ') })).toEqual({ offersDemo: false });
});

test('a password that is easily guessed is refused by its field, and nothing is set up', async () => {
  expect(await refusal(as(world, setup).setUp({ ...wanted, admin: { ...admin, password: 'passwordpassword' } }))).toMatchObject({
    code: 'request.invalid',
    details: { fields: { 'admin.password': expect.any(String) } },
  });
  expect(await as(world, center).get({})).toMatchObject({ setUp: false });
});

test('whoever holds the code sets up the center once and is its first administrator, signed in', async () => {
  let token: string | null = null;
  await as(world, setup, {
    gave: (given) => {
      token = given;
    },
  }).setUp(wanted);
  expect(await as(world, center).get({})).toMatchObject({ name: 'Northwind partners', accent: '#0f766e', locales: ['fr', 'en'], setUp: true });
  expect(await as(world, identity, { token }).getMe({})).toMatchObject({ email: admin.email, locale: 'fr', operator: { roles: ['op_root'] } });
  expect(await announced(world, 'center.set_up')).toMatchObject([{ details: { name: 'Northwind partners' } }]);
});

test('the code goes with the set-up, and nobody sets up a second time', async () => {
  await runJobs(world);
  expect(existsSync(file)).toBe(false);
  expect(await refusal(as(world, setup).setUp(wanted))).toMatchObject({ code: 'center.already_set_up', status: 409 });
  expect(await refusal(as(world, setup).checkCode({ code }))).toMatchObject({ code: 'center.already_set_up' });
});
