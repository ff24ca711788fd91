import { type Browser, expect, test } from '@playwright/test';
import { members } from '../src/features/members/contract.ts';
import { programs } from '../src/features/programs/contract.ts';
import { verification } from '../src/features/verification/contract.ts';
import { demoUrl, expectSound, journeyLocales, operatorEmail, says, settled, signInByApi } from './people.ts';
import { addApp, addColleague, as, type Newcomer, openBrowser, signUpCompany } from './newcomers.ts';

for (const locale of journeyLocales('zh-TW')) {
  test(`what a company joins becomes its navigation and its settings, in ${locale}`, async ({ browser }) => {
    // Two people, and a company that joins three programs.
    test.slow();
    const t = says(locale);
    const owner = await signUpCompany(browser, locale);
    await addApp(owner);
    const home = `${demoUrl()}/a/${owner.company.accountId}`;
    const page = await owner.context.newPage();
    const nav = page.getByRole('navigation', { name: t('shell.nav') });
    const parts = nav.getByRole('group');
    const company = parts.filter({ hasText: t('shell.section.company') });
    const openGear = async () => {
      await page.getByRole('button', { name: t('shell.settings'), exact: true }).click();
      // Escape closes it from within.
      await expect(page.locator('[role="menu"]:focus-within')).toBeVisible();
    };
    const menus = page.getByRole('menu').getByRole('group');

    // A company without programs: its own pages and settings are all in the navigation; the gear and Home lead to Programs.
    await page.goto(home);
    await settled(page);
    await expect(parts).toHaveCount(1);
    await expect(company.getByRole('link', { name: t('shell.tax_exemption') })).toBeVisible();
    await expect(page.getByRole('main').getByRole('link', { name: t('accounts.task.first_program.action') })).toBeVisible();
    await openGear();
    await expect(page.getByText(t('shell.settings.none'))).toBeVisible();
    await expectSound(page, 'the gear of a company without programs');
    await page.getByRole('menuitem', { name: t('shell.settings.programs') }).click();
    await expect(page.getByRole('heading', { name: t('programs.groups.title'), level: 1 })).toBeVisible();

    // One group: settings of partners, and no longer in the navigation.
    await authorize(browser, owner);
    await join(owner, 'membership', 'referrals');
    await page.goto(home);
    await settled(page);
    await openGear();
    await expect(menus).toHaveCount(1);
    await expect(page.getByRole('group', { name: t('shell.settings.partner') })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: t('shell.tax_exemption') })).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(company.getByRole('link', { name: t('shell.tax_exemption') })).toBeHidden();

    // Three programs are three parts, in the reader's words; both groups have their menu.
    await join(owner, 'marketplace');
    const names = await namesOf(owner);
    expect(names).toHaveLength(3);
    await page.reload();
    await settled(page);
    await expect(parts).toHaveCount(4);
    for (const [at, name] of names.entries()) await expect(parts.nth(at)).toContainText(name);
    await openGear();
    await expect(menus).toHaveCount(2);
    await expect(page.getByRole('group', { name: t('shell.settings.developer') })).toBeVisible();
    await page.keyboard.press('Escape');
    for (const [at, program] of ['membership', 'referrals', 'marketplace'].entries()) {
      await parts
        .nth(at)
        .getByRole('link', { name: t('shell.program.overview') })
        .click();
      await expect(page).toHaveURL(`${home}/programs/${program}`);
      await expect(parts.nth(at).getByRole('link', { name: t('shell.program.overview') })).toHaveAttribute('aria-current', 'page');
    }
    await expectSound(page, 'three programs in the navigation');

    await colleagueSeesWhy(browser, owner, names);
    await owner.context.close();
  });
}

/** To a colleague without roles the parts in which they would find nothing stand greyed, and say what it takes. */
async function colleagueSeesWhy(browser: Browser, owner: Newcomer, [membership = '', referrals = '', marketplace = '']: readonly string[]): Promise<void> {
  const t = says(owner.locale);
  const colleague = await addColleague(browser, owner);
  const page = await colleague.context.newPage();
  await page.goto(`${demoUrl()}/a/${owner.company.accountId}`);
  await settled(page);
  const nav = page.getByRole('navigation', { name: t('shell.nav') });
  await expect(nav.getByRole('group').filter({ hasText: membership }).getByRole('link')).toHaveCount(1);
  const barred = (label: string) => nav.getByRole('button', { name: t('ui.refusal.barred', { label }) });
  await expect(barred(marketplace)).toBeVisible();
  await barred(referrals).click();
  const why = page.getByRole('dialog');
  await expect(why).toContainText(t('roles.referrals_admin'));
  await expect(why).toContainText(owner.name);
  await expect(why.getByRole('button', { name: t('ui.refusal.ask') })).toBeVisible();
  await expectSound(page, 'why a program is greyed');
  await colleague.context.close();
}

/** The operator authorizes the company, without the pages. */
async function authorize(browser: Browser, { company: { accountId } }: Newcomer): Promise<void> {
  const context = await openBrowser(browser, 'en');
  await signInByApi(context, demoUrl(), operatorEmail('op_verifier'));
  const desk = as(context, verification);
  const { version } = await desk.getCase({ accountId });
  await desk.decide({ accountId, version, decision: 'authorize' });
  await context.close();
}

async function join({ context, company: { accountId } }: Newcomer, ...wanted: readonly string[]): Promise<void> {
  const own = as(context, programs, accountId);
  for (const program of wanted)
    expect(await own.applyToProgram({ program, statements: program === 'marketplace' ? ['authority'] : [] })).toMatchObject({ state: 'active' });
}

/** What the catalog calls the company's programs in the navigation, in the reader's language. */
async function namesOf({ context, locale, company: { accountId } }: Newcomer): Promise<string[]> {
  const { items } = await as(context, members).listMyAccounts({});
  return items.find((each) => each.accountId === accountId)?.programs.map(({ texts }) => texts[locale].nav) ?? [];
}
