import { expect, test } from '@playwright/test';
import { applications } from '../src/features/applications/contract.ts';
import { addApp, as, signUpCompany } from './newcomers.ts';
import { inDemoDatabase } from './demoDatabase.ts';
import { demoUrl, expectSound, journeyLocales, says } from './people.ts';

for (const locale of journeyLocales('fr')) {
  test(`an integrator registers an application, a partner consents and revokes, in ${locale}`, async ({ browser }) => {
    const integrator = await signUpCompany(browser, locale);
    const partner = await signUpCompany(browser, locale);
    for (const newcomer of [integrator, partner]) await addApp(newcomer);
    // The program of integrators; joining it is another journey.
    await inDemoDatabase(async (database) => {
      const { accountId } = integrator.company;
      await database.query("insert into enrollments (account_id, program, state, applied_at, changed_at) values ($1, 'integrator', 'active', now(), now())", [
        accountId,
      ]);
      await database.query('update members set rights_version = rights_version + 1 where account_id = $1', [accountId]);
    });
    const t = says(locale);

    const desk = await integrator.context.newPage();
    await desk.goto(`${demoUrl()}/a/${integrator.company.accountId}/applications`);
    await desk
      .getByRole('link', { name: t('applications.register') })
      .first()
      .click();
    await desk.getByLabel(t('applications.name'), { exact: true }).fill('Passerelle');
    await desk.getByLabel(t('applications.description'), { exact: true }).fill('Garde les commandes à jour');
    await desk.getByLabel(t('applications.redirects')).fill('http://app.example.com/');
    await desk.getByLabel(t('permissions.customers'), { exact: true }).selectOption('edit');
    await expectSound(desk, 'a new application');
    await desk.getByRole('button', { name: t('applications.register') }).click();
    await expect(desk.getByText(t('fields.redirect_not_https')).first()).toBeVisible();
    await desk.getByLabel(t('applications.redirects')).fill('https://app.example.com/retour');
    await desk.getByRole('button', { name: t('applications.register') }).click();
    await expect(desk.getByRole('heading', { level: 1, name: 'Passerelle' })).toBeVisible();
    await desk.waitForURL(/applications\/[0-9a-f-]{36}$/);
    const client = desk.url().split('/').at(-1) ?? '';

    await desk.getByRole('button', { name: t('applications.secret.add') }).click();
    await desk.getByLabel(t('ui.credential.name'), { exact: true }).fill('Production');
    await desk
      .getByRole('form')
      .getByRole('button', { name: t('applications.secret.add') })
      .click();
    const value = desk.getByText(/^ents_/);
    await expect(value).toBeVisible();
    await expectSound(desk, 'a secret, shown once');
    const secret = (await value.textContent()) ?? '';
    await desk.reload();
    await expect(desk.getByText(`…${secret.slice(-4)}`)).toBeVisible();
    await expect(desk.getByText(secret)).toHaveCount(0);

    const page = await partner.context.newPage();
    await page.goto(`${demoUrl()}/a/${partner.company.accountId}/consents`);
    await page.getByRole('link', { name: t('consents.give') }).click();
    await page.getByLabel(t('applications.client_id')).fill(client);
    await page
      .getByRole('main')
      .getByRole('button', { name: t('consents.look') })
      .click();
    await expect(page.getByText(t('consents.wants', { name: 'Passerelle', company: integrator.company.name }))).toBeVisible();
    await expectSound(page, 'what is asked for');
    await page.getByRole('button', { name: t('consents.consent'), exact: true }).click();
    await page.waitForURL(/consents$/);
    await expect(page.getByText(t('consents.state.live'))).toBeVisible();
    await expectSound(page, 'connected applications');

    await page.getByRole('button', { name: t('ui.named', { label: t('consents.revoke'), value: 'Passerelle' }) }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('consents.revoke'), exact: true })
      .click();
    await expect(page.getByText(t('consents.state.live'))).toHaveCount(0);
    const { items } = await as(integrator.context, applications, integrator.company.accountId).listConsentsTo({ applicationId: client });
    expect(items.map(({ endedBy }) => endedBy)).toEqual(['partner']);
    await desk.reload();
    await expectSound(desk, 'the application with its partners');
    await Promise.all([integrator.context.close(), partner.context.close()]);
  });
}
