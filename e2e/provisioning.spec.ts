import { type APIRequestContext, expect, test } from '@playwright/test';
import { directories } from '../src/features/directories/contract.ts';
import { members } from '../src/features/members/contract.ts';
import { inDemoDatabase } from './demoDatabase.ts';
import { addApp, as, type Newcomer, proveDomain, signUpCompany } from './newcomers.ts';
import { afterJobs, demoUrl, expectSound, journeyLocales, says } from './people.ts';

/** A directory of the company’s; to connect one is another journey. */
async function addDirectory({ company: { accountId, domain } }: Newcomer): Promise<string> {
  const directoryId = crypto.randomUUID();
  await inDemoDatabase(async (database) => {
    await database.query(
      "insert into directories (account_id, directory_id, name, kind, settings, created_at) values ($1, $2, 'Entra ID', 'oidc', '{}', now())",
      [accountId, directoryId],
    );
    await database.query('insert into directory_domains (account_id, directory_id, domain, added_at) values ($1, $2, $3, now())', [
      accountId,
      directoryId,
      domain,
    ]);
  });
  return directoryId;
}

/** The directory’s program. */
const programOf = (request: APIRequestContext, address: string, token: string) => async (method: string, path: string, data: object) => {
  const answer = await request.fetch(`${address}${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/scim+json' },
    data: JSON.stringify(data),
  });
  const text = await answer.text();
  return { status: answer.status(), body: (text ? JSON.parse(text) : {}) as { id?: string } };
};

for (const locale of journeyLocales('zh-TW')) {
  test(`a directory brings a colleague in, and its group gives them a role, in ${locale}`, async ({ browser, request }) => {
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    await proveDomain(admin);
    const { accountId, domain } = admin.company;
    const directoryId = await addDirectory(admin);
    const t = says(locale);

    const page = await admin.context.newPage();
    await page.goto(`${demoUrl()}/a/${accountId}/directories/${directoryId}/provisioning`);
    await expect(page.getByText(domain, { exact: true })).toBeVisible();
    await page.getByRole('button', { name: t('provisioning.token.make') }).click();
    const form = page.getByRole('form');
    await form.getByLabel(t('ui.credential.name'), { exact: true }).fill('Entra ID');
    await form.getByRole('button', { name: t('provisioning.token.make') }).click();
    const value = page.getByText(/^entd_/);
    await expect(value).toBeVisible();
    await expectSound(page, 'a token, shown once');
    const token = (await value.textContent()) ?? '';

    const { address } = await as(admin.context, directories, accountId).getProvisioning({ directoryId });
    const program = programOf(request, address, token);
    const userName = `jonas@${domain}`;
    const user = await program('POST', '/Users', { userName, externalId: '1', name: { givenName: 'Jonas', familyName: 'Weber' }, active: true });
    expect(user.status).toBe(201);
    const group = await program('POST', '/Groups', { displayName: 'Helpdesk', members: [{ value: user.body.id }] });

    await page.goto(`${demoUrl()}/a/${accountId}/people`);
    await expect(page.getByText('Jonas Weber').first()).toBeVisible();

    await page.goto(`${demoUrl()}/a/${accountId}/directories/${directoryId}/provisioning`);
    await expect(page.getByRole('link', { name: 'Jonas Weber' })).toBeVisible();
    await page.getByRole('button', { name: t('ui.named', { label: t('provisioning.map'), value: 'Helpdesk' }) }).click();
    await page.getByLabel(t('roles.helpdesk_agent'), { exact: true }).check();
    await expectSound(page, 'the roles of a group');
    await page
      .getByRole('form')
      .getByRole('button', { name: t('ui.save') })
      .click();
    await expect(page.getByText(t('provisioning.mapped'))).toBeVisible();

    const own = as(admin.context, members, accountId);
    const jonas = async () => (await own.listMembers({ search: 'Jonas' })).items[0];
    await expect.poll(async () => (await jonas())?.roles.map(({ role }) => role), afterJobs).toContain('helpdesk_agent');
    await page.getByRole('link', { name: 'Jonas Weber' }).click();
    await expect(page.getByRole('main').getByText(t('roles.helpdesk_agent')).first()).toBeVisible();

    // Out of the group, and out of the company: both at once.
    await program('PATCH', `/Groups/${group.body.id}`, { Operations: [{ op: 'remove', path: `members[value eq "${user.body.id}"]` }] });
    expect((await jonas())?.roles.map(({ role }) => role)).not.toContain('helpdesk_agent');
    await program('PATCH', `/Users/${user.body.id}`, { Operations: [{ op: 'replace', value: { active: false } }] });
    await page.goto(`${demoUrl()}/a/${accountId}/directories/${directoryId}/provisioning`);
    await expect(page.getByText(t('provisioning.user.state.inactive'))).toBeVisible();
  });
}
