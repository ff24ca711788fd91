import { expect, test } from 'vitest';
import { account, as, buildWorld, joinPrograms, mailsTo, member, refusal } from '../../../test/world.ts';
import { identity } from '../identity/contract.ts';
import { members } from '../members/contract.ts';
import { customers } from './contract.ts';

const world = await buildWorld();
let serial = 0;
const seattle = { country: 'US', line1: '1420 Western Avenue', city: 'SEATTLE', state: 'WA', postalCode: '98101' };

async function partner() {
  const company = await account(world, `Partner ${++serial}`, 'US');
  await joinPrograms(world, company, 'reseller');
  const own = as(world, customers, { ...(await member(world, company, 'admin_agent', 'global_admin')), account: company });
  const helpdesk = as(world, customers, { ...(await member(world, company, 'helpdesk_agent')), account: company });
  return { company, own, helpdesk };
}
async function withCustomer() {
  const seller = await partner();
  const domain = `users-${++serial}.example`;
  const contact = { givenName: 'Ida', familyName: 'Holm', middleName: null, email: `ida@${domain}` };
  const { customerId } = await seller.own.addCustomer({ name: `Users ${serial}`, domain, address: seattle, contact, registrationNumber: null, locale: 'en' });
  return { ...seller, customerId, domain };
}
const kai = { name: 'kai.lund', givenName: 'Kai', familyName: 'Lund', usageLocation: 'US', locale: 'es' as const };
const fileOf = (...lines: string[]) => ({ name: 'users.csv', content: Buffer.from(lines.join('\n')).toString('base64'), usageLocation: 'US' });

test('a user is added, sets a password by a link to their own mailbox, and signs in to the customer’s page and nowhere else', async () => {
  const { own, customerId, domain } = await withCustomer();
  const user = await own.addCustomerUser({ ...kai, customerId });
  expect(user).toMatchObject({ userName: `kai.lund@${domain}`, displayName: 'Kai Lund', roles: [], state: 'active', can: { edit: true } });
  const [mail] = await mailsTo(world, `kai.lund@${domain}`);
  expect(mail).toMatchObject({ locale: 'es', template: 'customers.user' });
  let token: string | null = null;
  await as(world, identity, { gave: (given) => (token = given) }).setFirstPassword({
    token: mail?.action?.url.split('#')[1] ?? '',
    password: 'cobalt harbor twelve anvils',
  });
  const their = as(world, customers, { token });
  expect((await their.listMyTenants({})).items).toMatchObject([{ domain, isAdmin: false, partners: [] }]);
  expect((await as(world, members, { token }).listMyAccounts({})).items).toEqual([]);
  expect((await as(world, identity, { token }).getMe({})).ownPages).toEqual(['/me/customer']);
  // Deleted, one is out at once.
  await own.deleteCustomerUser({ customerId, userId: user.userId });
  expect(await refusal(their.listMyTenants({}))).toMatchObject({ code: 'access.sign_in' });
});

test('a deleted user who also works for a company stays signed in there', async () => {
  const { own, company, customerId } = await withCustomer();
  const { userId } = await own.addCustomerUser({ ...kai, customerId });
  const colleague = await member(world, company, 'user_admin');
  await world.admin.query('update customer_users set person_id = $1 where user_id = $2', [colleague.personId, userId]);
  const me = as(world, identity, colleague);
  expect((await me.getMe({})).ownPages).toEqual(['/me/customer']);
  await own.deleteCustomerUser({ customerId, userId });
  expect(await me.getMe({})).toMatchObject({ ownPages: [] });
});

test('who has no rights in the directory manages nobody there; user admins touch no global admin', async () => {
  const { own, helpdesk, customerId, domain } = await withCustomer();
  const { items } = await own.listCustomerUsers({ customerId });
  const admin = items[0];
  expect(admin).toMatchObject({ userName: `admin@${domain}`, roles: ['global_admin'] });
  expect(await refusal(own.deleteCustomerUser({ customerId, userId: admin?.userId ?? '' }))).toMatchObject({ code: 'customer_users.last_admin' });
  const { userId } = await own.addCustomerUser({ ...kai, customerId });
  // The customer takes the first rights back, and gives narrower ones.
  await world.admin.query("update customer_delegations set roles = '{helpdesk_admin}' where customer_id = $1", [customerId]);
  expect(await refusal(own.addCustomerUser({ ...kai, name: 'other', customerId }))).toMatchObject({ code: 'customer_users.rights_not_delegated' });
  await helpdesk.sendCustomerUserLink({ customerId, userId });
  await world.admin.query("update customer_delegations set roles = '{user_admin}' where customer_id = $1", [customerId]);
  expect(await refusal(own.addCustomerUser({ ...kai, name: 'other', customerId, roles: ['global_admin'] }))).toMatchObject({
    code: 'customer_users.role_beyond',
  });
  expect(await refusal(own.deleteCustomerUser({ customerId, userId: admin?.userId ?? '' }))).toMatchObject({ code: 'customer_users.role_beyond' });
  expect((await own.listCustomerUsers({ customerId })).givable).not.toContain('global_admin');
});

test('a user is changed, deleted, and brought back within 30 days only', async () => {
  const { own, customerId } = await withCustomer();
  const { userId, version } = await own.addCustomerUser({ ...kai, customerId, roles: ['helpdesk_admin'] });
  const { name: _, locale: __, ...said } = kai;
  const changed = await own.updateCustomerUser({ ...said, customerId, userId, displayName: 'K. Lund', roles: ['license_admin'], isActive: false, version });
  expect(changed).toMatchObject({ displayName: 'K. Lund', roles: ['license_admin'], state: 'inactive' });
  expect(await refusal(own.updateCustomerUser({ ...said, customerId, userId, isActive: true, version }))).toMatchObject({ code: 'request.changed_meanwhile' });
  expect(await own.deleteCustomerUser({ customerId, userId })).toMatchObject({ state: 'deleted', can: { restore: true, edit: false } });
  expect((await own.listCustomerUsers({ customerId })).items).toHaveLength(1);
  expect((await own.listCustomerUsers({ customerId, state: 'deleted' })).items).toHaveLength(1);
  expect(await own.restoreCustomerUser({ customerId, userId })).toMatchObject({ state: 'active', roles: ['license_admin'] });
  await own.deleteCustomerUser({ customerId, userId });
  await world.admin.query("update customer_users set deleted_at = $2::timestamptz - interval '30 days' where user_id = $1", [userId, world.now]);
  expect(await refusal(own.restoreCustomerUser({ customerId, userId }))).toMatchObject({ code: 'customer_users.not_in_state' });
});

test('users of a customer are no stranger’s to see or change, also not of a partner whose relationship ended', async () => {
  const { own, customerId } = await withCustomer();
  const other = await partner();
  const { userId, version } = await own.addCustomerUser({ ...kai, customerId });
  const { name: _, locale: __, ...said } = kai;
  for (const call of [
    () => other.own.listCustomerUsers({ customerId }),
    () => other.own.getCustomerUser({ customerId, userId }),
    () => other.own.addCustomerUser({ ...kai, name: 'x', customerId }),
    () => other.own.updateCustomerUser({ ...said, customerId, userId, isActive: false, version }),
    () => other.own.deleteCustomerUser({ customerId, userId }),
    () => other.own.sendCustomerUserLink({ customerId, userId }),
    () => other.own.uploadCustomerUsers({ customerId, ...fileOf('email', 'a@b.example') }),
  ])
    expect(await refusal(call())).toMatchObject({ code: 'not_found' });
  const { version: current } = await own.getCustomer({ customerId });
  await own.removeCustomer({ customerId, reason: 'over', version: current });
  expect(await refusal(own.listCustomerUsers({ customerId }))).toMatchObject({ code: 'not_found' });
});

test('a file is rehearsed with an error and its cure, added whole, and undone', async () => {
  const { own, customerId, domain } = await withCustomer();
  const wrong = await own.uploadCustomerUsers({
    customerId,
    ...fileOf(
      'Given name,Family name,Display name,E-mail address',
      `Noor,Haddad,,noor@${domain}`,
      `Wei,Chen,,wei@elsewhere.example`,
      `,,,admin@${domain}`,
      `Noor,Haddad,,noor@${domain}`,
    ),
  });
  expect(wrong).toMatchObject({ wrong: 3, can: { confirm: false } });
  expect(wrong.rows.map(({ row, faults }) => [row, faults.map(({ column, code }) => `${column} ${code}`)])).toEqual([
    [2, []],
    [3, ['email other_domain']],
    [4, ['display_name required', 'email user_name_taken']],
    [5, ['email twice']],
  ]);
  const { importId, version } = await own.uploadCustomerUsers({
    customerId,
    ...fileOf('Nom d’affichage;Adresse e-mail', `Noor Haddad;noor@${domain}`, `陈伟;wei@${domain}`),
  });
  // Somebody adds one of them by hand meanwhile: nobody is added, and the row says so.
  const { userId } = await own.addCustomerUser({ ...kai, name: 'wei', customerId });
  const stopped = await own.confirmUserImport({ customerId, importId, version });
  expect(stopped).toMatchObject({ state: 'ready', wrong: 1 });
  expect((await own.listCustomerUsers({ customerId, search: 'noor' })).items).toEqual([]);
  await world.admin.query('delete from customer_users where user_id = $1', [userId]);
  const done = await own.confirmUserImport({ customerId, importId, version: stopped.version });
  expect(done).toMatchObject({ state: 'done', wrong: 0, can: { undo: true } });
  expect((await mailsTo(world, `noor@${domain}`))[0]?.template).toBe('customers.user');
  expect((await own.listCustomerUsers({ customerId })).items).toHaveLength(3);
  expect(await refusal(own.confirmUserImport({ customerId, importId, version: done.version }))).toMatchObject({ code: 'customer_users.import_not_in_state' });
  await own.undoUserImport({ customerId, importId, version: done.version });
  expect((await own.listCustomerUsers({ customerId })).items).toHaveLength(1);
  expect((await own.listCustomerUsers({ customerId, state: 'deleted' })).items).toHaveLength(2);
});
