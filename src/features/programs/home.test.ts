import { expect, test } from 'vitest';
import { account, as, buildWorld, join, person } from '../../../test/world.ts';
import { accounts } from '../accounts/contract.ts';
import { enroll } from './testing.ts';

const world = await buildWorld();

test('Home lists the company’s programs in the catalog’s order, named for the reader, with how many people have a role in each', async () => {
  const company = await account(world);
  const admin = await join(world, company, await person(world, { locale: 'fr' }), 'global_admin');
  await join(world, company, await person(world), 'sales_agent', 'admin_agent');
  await join(world, company, await person(world), { role: 'sales_agent', endsAt: new Date(world.now.getTime() - 1000) });
  for (const [program, state] of [
    ['integrator', 'suspended'],
    ['reseller_indirect', 'active'],
    ['referrals', 'left'],
    ['membership', 'applied'],
  ] as const)
    await enroll(world, company, program, state);
  const { programs, tasks } = await as(world, accounts, { ...admin, account: company }).getHome({});
  expect(programs).toEqual([
    { program: 'membership', name: 'MPN', state: 'applied', link: '/a/:account/programs/membership', people: 0, can: { giveRoles: true } },
    {
      program: 'reseller_indirect',
      name: 'CSP (revendeur indirect)',
      state: 'active',
      link: '/a/:account/programs/reseller_indirect',
      people: 1,
      can: { giveRoles: true },
    },
    {
      program: 'integrator',
      name: 'Fournisseur de panneau de configuration',
      state: 'suspended',
      link: '/a/:account/programs/integrator',
      people: null,
      can: { giveRoles: false },
    },
  ]);
  expect(tasks.filter(({ program }) => program !== null)).toMatchObject([
    { key: 'program_location', program: 'reseller_indirect' },
    { key: 'program_suspended', program: 'integrator' },
  ]);
});

test('a program in which nobody has a role asks whoever can give them to do so, and nobody else', async () => {
  const company = await account(world);
  const [admin, clerk] = [await join(world, company, await person(world), 'global_admin'), await join(world, company, await person(world), 'default_user')];
  await enroll(world, company, 'marketplace', 'active');
  const asked = async (who: typeof admin) =>
    (await as(world, accounts, { ...who, account: company }).getHome({})).tasks.find(({ key }) => key === 'program_roles');
  expect(await asked(admin)).toMatchObject({ program: 'marketplace', link: '/a/:account/people', can: true, values: { name: 'Commercial Marketplace' } });
  expect(await asked(clerk)).toBeUndefined();
  await join(world, company, await person(world), 'marketer');
  expect(await asked(admin)).toBeUndefined();
});
