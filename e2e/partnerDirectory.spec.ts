import { expect, test } from '@playwright/test';
import { profiles } from '../src/features/profiles/contract.ts';
import { examplePicture } from '../test/examples/profiles.ts';
import { inDemoDatabase } from './demoDatabase.ts';
import { charactersOf, checkBegunBy } from './humanCheck.ts';
import { as, type Newcomer, openBrowser, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, says } from './people.ts';

/** Verified, in the program that brings profiles, and with the role for them: each is another journey. */
async function prepare({ company: { accountId }, personId }: Newcomer): Promise<void> {
  await inDemoDatabase(async (database) => {
    await database.query("update accounts set vetting_status = 'authorized' where account_id = $1", [accountId]);
    await database.query("insert into enrollments (account_id, program, state, applied_at, changed_at) values ($1, 'referrals', 'active', now(), now())", [
      accountId,
    ]);
    await database.query(
      "insert into role_assignments (account_id, person_id, role, scope, given_at) values ($1, $2, 'referrals_admin', '\"company\"', now())",
      [accountId, personId],
    );
    await database.query('update members set rights_version = rights_version + 1 where account_id = $1', [accountId]);
  });
}

for (const locale of journeyLocales('fr')) {
  test(`a partner publishes a profile, a visitor finds it and writes, and the lead arrives, in ${locale}`, async ({ browser }) => {
    const admin = await signUpCompany(browser, locale);
    await prepare(admin);
    const { accountId, name } = admin.company;
    const t = says(locale);
    const page = await admin.context.newPage();

    // From an empty list to a published page.
    await page.goto(`${demoUrl()}/a/${accountId}/profiles`);
    await expect(page.getByText(t('profiles.none_text'))).toBeVisible();
    await expectSound(page, 'no profile');
    await page
      .getByRole('main')
      .getByRole('link', { name: t('profiles.add') })
      .click();
    await page.waitForURL('**/profiles/new');
    await page.getByLabel(t('profiles.language'), { exact: true }).selectOption(locale);
    await page.getByRole('button', { name: t('profiles.add') }).click();
    await page.waitForURL(/\/profiles\/[0-9a-f-]{36}$/);
    await page.locator('input[type=file]').setInputFiles({ name: 'logo.png', mimeType: 'image/png', buffer: Buffer.from(examplePicture(), 'base64') });
    await expect(page.locator('img[src*="partner-logos"]')).toBeVisible();
    const skill = `Zither ${crypto.randomUUID().slice(0, 6)}`;
    await page.locator('[name=description]').fill('Nous installons des cithares dans les bureaux. Nos clients nous gardent longtemps.');
    await page.locator('[name=skills]').fill(skill);
    await page.locator('[name=website]').fill('http://contoso.example');
    await page.getByRole('checkbox', { name: t('profiles.service.migration') }).check();
    await page.getByRole('checkbox', { name: new Intl.DisplayNames(locale, { type: 'language' }).of(locale.slice(0, 2)) ?? '', exact: true }).check();
    await page.getByRole('button', { name: t('profiles.save') }).click();
    await expect(page.getByText(t('fields.https_link')).first()).toBeVisible();
    await page.locator('[name=website]').fill('https://contoso.example');
    await page.getByRole('button', { name: t('profiles.save') }).click();
    await expect(page.getByText(t('profiles.saved'))).toBeVisible();
    await expectSound(page, 'a draft');

    // A colleague is quicker with the same lists: what each of the two added is in.
    const profileId = page.url().split('/').at(-1) ?? '';
    const own = as(admin.context, profiles, accountId);
    const { content, version } = await own.getProfile({ profileId });
    const { logo: _logo, ...said } = content;
    const boxes = (['learning', 'migration', 'security'] as const).map((service) =>
      page.getByRole('checkbox', { name: t(`profiles.service.${service}`), exact: true }),
    );
    await boxes[0]?.check();
    await own.updateProfile({ ...said, services: [...said.services, 'security'], skills: [...said.skills, 'Alphorn'], profileId, version });
    await page.getByRole('button', { name: t('profiles.save') }).click();
    await expect(page.getByText(t('profiles.conflict', { by: admin.name }))).toBeVisible();
    for (const box of boxes) await expect(box).toBeChecked();
    await expect(page.locator('[name=skills]')).toHaveValue(`${skill}\nAlphorn`);
    await expectSound(page, 'two edited a profile');
    await page.getByRole('button', { name: t('profiles.save') }).click();
    await expect(page.getByText(t('profiles.conflict', { by: admin.name }))).toBeHidden();
    await page.getByRole('button', { name: t('profiles.publish'), exact: true }).click();
    await expect(page.getByRole('link', { name: t('profiles.see') })).toBeVisible();

    // A visitor finds it by what it can do, reads why it is there, and writes.
    const visitor = await openBrowser(browser, locale);
    const street = await visitor.newPage();
    await street.goto(`${demoUrl()}/partners`);
    await expect(street.getByRole('heading', { level: 1, name: t('profiles.site.title') })).toBeVisible();
    await expectSound(street, 'the directory');
    await street.getByLabel(t('profiles.site.what')).fill(skill);
    await street.keyboard.press('Enter');
    await street.waitForURL('**search=**');
    await expect(street.getByText(t('profiles.why.language'))).toBeVisible();
    await expectSound(street, 'what was found');

    // From the town across the river it is found too, and it is said how far away.
    await street.getByLabel(t('profiles.site.where')).fill('Vancouver WA');
    await street.keyboard.press('Enter');
    await street.waitForURL('**place=**');
    const distance = new Intl.NumberFormat(locale, { style: 'unit', unit: 'mile' }).format(8);
    await expect(street.getByText(t('profiles.why.distance', { distance, from: 'Vancouver, WA', city: 'Portland' }))).toBeVisible();
    await expectSound(street, 'what is near');
    await street.getByRole('link', { name }).click();
    await expect(street.getByRole('heading', { level: 1, name })).toBeVisible();
    await expect(street.getByText(skill)).toBeVisible();
    await expectSound(street, 'a partner');
    const check = await checkBegunBy(street, () => street.getByRole('link', { name: t('profiles.site.write') }).click());
    const email = `visitor.${crypto.randomUUID().slice(0, 8)}@example.com`;
    await street.getByLabel(t('partner_contact.name'), { exact: true }).fill('Agathe Morel');
    await street.getByLabel(t('partner_contact.email'), { exact: true }).fill(email);
    await street.locator('[name=message]').fill('Il nous faut douze cithares avant juin.');
    await street.getByLabel(t('check.characters')).fill(await charactersOf(check));
    await expectSound(street, 'a message');
    await street.getByRole('button', { name: t('partner_contact.send') }).click();
    await expect(street.getByText(t('partner_contact.sent_text', { email }))).toBeVisible();

    // It stands in the company's list, and the contact has it by mail.
    await page.goto(`${demoUrl()}/a/${accountId}/leads`);
    await expect(page.getByText('Il nous faut douze cithares avant juin.')).toBeVisible();
    await expectSound(page, 'a lead');
    expect((await mailTo(admin.context, demoUrl(), admin.email, 'profiles.lead')).subject).toContain('Agathe Morel');
    await page.getByRole('button', { name: t('leads.mark') }).click();
    await expect(page.getByText(t('leads.state.answered'))).toBeVisible();
    await visitor.close();
  });
}
