import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import type { Locale } from '../src/core/locale.ts';
import { accounts } from '../src/features/accounts/contract.ts';
import { agreements } from '../src/features/agreements/contract.ts';
import { members } from '../src/features/members/contract.ts';
import { identity } from '../src/features/identity/contract.ts';
import { shippedPrograms } from '../src/features/programs/programs.ts';
import { relations } from '../src/features/relations/contract.ts';
import { verification } from '../src/features/verification/contract.ts';
import { addApp, as, type Newcomer, openBrowser, signUpCompany } from './newcomers.ts';
import { accountsOf, demoUrl, expectSound, journeyLocales, operatorEmail, says, signInByApi } from './people.ts';

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
const nameOf = (program: string, locale: Locale) => shippedPrograms.find((each) => each.program === program)?.texts[locale].name ?? '';

/** One of the operator's people, who speaks the language of the journey. */
async function openDesk(browser: Browser, locale: Locale): Promise<BrowserContext> {
  const context = await openBrowser(browser, locale);
  await signInByApi(context, demoUrl(), operatorEmail('op_root'));
  // Other journeys share this person: the pages speak the language of this one, and the person keeps theirs.
  await context.route(/\/api\/me\/profile$/, async (route) => {
    const answer = await route.fetch();
    await route.fulfill({ response: answer, json: { ...((await answer.json()) as object), locale } });
  });
  return context;
}

/** The demo's distributor invites the company. */
async function inviteAsDistributor(browser: Browser, partnerId: string): Promise<void> {
  const context = await openBrowser(browser, 'en');
  await signInByApi(context, demoUrl(), 'marcus.reed@harborpine.example');
  const person = await as(context, identity).getMe({});
  await addApp({ context, ...person } as unknown as Newcomer);
  const [harbor] = await accountsOf(context, demoUrl());
  await as(context, relations, harbor?.accountId).inviteReseller({ partnerId });
  await context.close();
}

for (const locale of journeyLocales('es')) {
  test(`a company joins CSP as an indirect reseller and mends three missing requirements on the way, in ${locale}`, async ({ browser }) => {
    // Three people in three browsers, from sign-up to leaving.
    test.slow();
    const t = says(locale);
    const csp = nameOf('reseller_indirect', locale);
    const admin = await signUpCompany(browser, locale);
    await addApp(admin);
    const { accountId } = admin.company;
    const home = `${demoUrl()}/a/${accountId}`;
    const own = as(admin.context, accounts, accountId);
    const desk = await openDesk(browser, locale);
    const page = await admin.context.newPage();

    // Membership comes first; it begins with the verification of the company.
    await page.goto(`${home}/programs/membership`);
    await page.getByRole('button', { name: t('programs.apply', { name: nameOf('membership', locale) }) }).click();
    await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(t('programs.state.applied'));
    const { version } = await as(desk, verification).getCase({ accountId });
    await as(desk, verification).decide({ accountId, decision: 'authorize', version });
    await expect(async () => {
      await page.reload();
      await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(t('programs.state.active'), { timeout: 10_000 });
    }).toPass();

    // Three of what CSP asks are missing; each line leads to where it is mended.
    await page.goto(`${home}/programs`);
    await expect(page.getByRole('heading', { name: csp })).toBeVisible();
    await expectSound(page, 'the programs');
    const overview = `${home}/programs/reseller_indirect`;
    await page.goto(overview);
    await expect(page.getByText(t('programs.next.meet', { count: 3 }))).toBeVisible();
    await expectSound(page, 'three are missing');
    const line = (title: string) => page.getByRole('listitem').filter({ hasText: title });

    await line(t('programs.requirement.support_details')).getByRole('link').click();
    await field(page, 'email').fill(`ayuda@${admin.company.domain}`);
    await field(page, 'phone').fill('(503) 555-0177');
    await field(page, 'website').fill(`https://${admin.company.domain}/ayuda`);
    await page.getByRole('button', { name: t('ui.save') }).click();
    await expect(page.getByText(t('accounts.support.saved'))).toBeVisible();
    await page.goto(overview);
    await expect(page.getByText(t('programs.next.meet', { count: 2 }))).toBeVisible();

    await line(t('programs.requirement.location')).getByRole('link').click();
    await field(page, 'name').fill('Portland');
    await page.getByRole('radio', { name: t('locations.address_company') }).check();
    await field(page, 'contact.givenName').fill('Nuria');
    await field(page, 'contact.familyName').fill('Cebrián');
    await field(page, 'contact.email').fill(`nuria@${admin.company.domain}`);
    await page
      .getByRole('main')
      .getByRole('button', { name: t('locations.add') })
      .click();
    await expect(page.getByRole('heading', { name: 'Portland' })).toBeVisible();

    // A distributor invites, the company accepts.
    await inviteAsDistributor(browser, (await own.getCompany({})).partnerId);
    await page.goto(overview);
    await line(t('programs.requirement.relation_distributor')).getByRole('link').click();
    await page.getByRole('main').getByRole('row').nth(1).getByRole('link').click();
    await page.getByRole('button', { name: t('relations.accept'), exact: true }).click();
    await page
      .getByRole('dialog')
      .getByRole('button', { name: t('relations.accept'), exact: true })
      .click();
    await expect(page.getByText(t('relations.accept_done'))).toBeVisible();

    // Nothing is missing any more: what is to be confirmed, and the application.
    await page.goto(overview);
    await page.getByRole('button', { name: t('programs.apply', { name: csp }) }).click();
    await expect(field(page, 'authority')).toHaveAttribute('aria-invalid', 'true');
    await field(page, 'authority').check();
    await expectSound(page, 'applying');
    await page.getByRole('button', { name: t('programs.apply', { name: csp }) }).click();
    await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(t('programs.state.applied'));

    // The operator looks at it, asks back, and approves.
    const review = await desk.newPage();
    await review.goto(`${demoUrl()}/operator/enrollments`);
    await review.getByRole('row').filter({ hasText: admin.company.name }).filter({ hasText: csp }).last().getByRole('link').click();
    await expectSound(review, 'an application');
    await review.getByRole('button', { name: t('programs.op.ask') }).click();
    await field(review, 'question').fill('¿En qué ciudades?');
    await review.getByRole('button', { name: t('programs.op.send_question') }).click();
    await expect(review.locator('blockquote')).toContainText('¿En qué ciudades?');
    await page.reload();
    await expect(page.getByText('¿En qué ciudades?')).toBeVisible();
    await field(page, 'answer').fill('En Portland y Salem.');
    await page.getByRole('button', { name: t('programs.send_answer') }).click();
    await expect(page.getByText(t('programs.answered'))).toBeVisible();
    await review.reload();
    await expect(review.getByText('En Portland y Salem.')).toBeVisible();
    await review.getByRole('button', { name: t('programs.op.approve') }).click();
    await expect(review.getByText(t('programs.op.approved', { company: admin.company.name }))).toBeVisible();

    // The agreement makes it active, and its part of the center is there at once.
    await page.reload();
    await expect(page.getByText(t('programs.next.accept'))).toBeVisible();
    const signing = as(admin.context, agreements, accountId);
    const { shown } = await signing.getAgreement({ agreement: 'partner', locale });
    await signing.acceptAgreement({ agreement: 'partner', textId: shown.textId, locale, sha256: shown.sha256 });
    await page.reload();
    await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(t('programs.state.active'));
    await expectSound(page, 'active');
    const held = (await as(admin.context, members).listMyAccounts({})).items[0]?.permissions ?? [];
    expect(held).toContain('legal_profile.reseller');

    // Leaving says what ends, and the membership is needed as long as this builds on it.
    await page.goto(`${home}/programs/membership`);
    await expect(page.getByText(t('programs.leave_needed', { programs: csp })).last()).toBeVisible();
    await page.goto(overview);
    await page.getByRole('button', { name: t('programs.leave'), exact: true }).click();
    const question = page.getByRole('dialog');
    await expect(question).toContainText(t('programs.leave_section', { section: t('sections.reseller') }));
    await expectSound(page, 'leaving');
    await question.getByRole('button', { name: t('programs.leave'), exact: true }).click();
    await expect(page.getByRole('heading', { level: 1 }).locator('..')).toContainText(t('programs.state.left'));
    await desk.unrouteAll({ behavior: 'ignoreErrors' });
    await Promise.all([admin.context.close(), desk.close()]);
  });
}
