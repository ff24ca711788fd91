import { type Browser, expect, type Page, test } from '@playwright/test';
import type { Locale } from '../src/core/locale.ts';
import { demoPassword } from '../src/main.cli/demoData.ts';
import { openBrowser } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, mailTo, pickCountry, says } from './people.ts';

interface Company {
  readonly country: string;
  readonly own: Locale;
  readonly domain: string;
  readonly name: string;
  readonly address: Record<string, string>;
  readonly number: string;
  readonly phone: string;
  readonly person: { given: string; family: string };
}

/** One company for each form; each is signed up in its own language unless the run says otherwise. */
const companies: readonly Company[] = [
  {
    country: 'FR',
    own: 'fr',
    domain: 'fonderie-du-rhone.example',
    name: 'Fonderie du Rhône SARL',
    address: { line1: '8 quai Perrache', postalCode: '69002', city: 'Lyon' },
    number: '732 829 320',
    phone: '06 12 34 56 78',
    person: { given: 'Élise', family: 'Caron' },
  },
  {
    country: 'ES',
    own: 'es',
    domain: 'talleres-ebro.example',
    name: 'Talleres Ebro, S.A.',
    address: { line1: 'Calle de Alfonso I, 12', postalCode: '50003', city: 'Zaragoza', state: 'Zaragoza' },
    number: 'B46812343',
    phone: '976 12 34 56',
    person: { given: 'Pilar', family: 'Lafuente Mur' },
  },
  {
    country: 'CN',
    own: 'zh-CN',
    domain: 'lanhai.example',
    name: '杭州蓝海软件有限公司',
    address: { line1: '文三路478号', postalCode: '310012', city: '杭州市', state: '浙江省' },
    number: '91310115MA1K4ABCK0',
    phone: '0571 8765 4321',
    person: { given: '文静', family: '周' },
  },
  {
    country: 'TW',
    own: 'zh-TW',
    domain: 'yushan.example',
    name: '玉山數位股份有限公司',
    address: { line1: '中山路一段123號', postalCode: '406', city: '北屯區', state: '台中市' },
    number: '24567894',
    phone: '04 2345 6789',
    person: { given: '佳穎', family: '蔡' },
  },
  {
    country: 'US',
    own: 'en',
    domain: 'redcedar.example',
    name: 'Red Cedar Networks LLC',
    address: { line1: '200 Main Street', city: 'Portland', state: 'OR', postalCode: '97204' },
    number: '91-2345678',
    phone: '(503) 555-0134',
    person: { given: 'Dana', family: 'Whitfield' },
  },
];

for (const company of companies) {
  for (const locale of journeyLocales(company.own)) {
    test(`a company in ${company.country} signs up, in ${locale}`, async ({ browser }) => {
      const { page, email } = await begin(browser, locale, company);
      await answerEverything(page, locale, company, email);
      const t = says(locale);
      await expect(page.getByRole('heading', { name: t('signup.done.title') })).toBeVisible();
      await expectSound(page, 'the account is there');
      await page.getByRole('link', { name: t('signup.done.open') }).click();
      await expect(page).toHaveURL(/\/a\/[0-9a-f-]{36}/);
      await expect(page.getByText(company.name).first()).toBeVisible();
      await page.context().close();
    });
  }
}

test('a sign-up that was left half-way goes on from the mailed link, in another browser', async ({ browser }) => {
  const company = { ...companies[4], domain: 'halfway.example' } as Company;
  const { page, email } = await begin(browser, 'en', company);
  const t = says('en');
  await chooseCountry(page, 'en', company.country);
  await expect(page.getByLabel(t('signup.company.name'), { exact: true })).toBeVisible();
  await page.getByRole('button', { name: t('signup.later.button') }).click();
  await expect(page.getByRole('button', { name: t('signup.later.button') })).toBeHidden();
  const { url } = await mailTo(page.context(), demoUrl(), email, 'signup.link');
  await page.context().close();
  const other = await (await openBrowser(browser, 'en')).newPage();
  await other.goto(url ?? '');
  await expect(other.getByLabel(t('signup.company.name'))).toBeVisible();
  await other.context().close();
});

test('an address anyone can have is refused, with the reason and what would do', async ({ browser }) => {
  for (const locale of journeyLocales('es')) {
    const context = await openBrowser(browser, locale);
    const page = await context.newPage();
    await page.goto(`${demoUrl()}/sign-up`);
    await page.getByLabel(says(locale)('signup.start.email')).fill('pilar@gmail.com');
    await page.getByRole('button', { name: says(locale)('signup.start.send') }).click();
    await expect(page.getByRole('alert').or(page.getByText('gmail.com')).first()).toBeVisible();
    await expectSound(page, 'refused address');
    await context.close();
  }
});

async function begin(browser: Browser, locale: Locale, company: Company): Promise<{ page: Page; email: string }> {
  const t = says(locale);
  const context = await openBrowser(browser, locale);
  const page = await context.newPage();
  const email = `owner@${locale.toLowerCase()}.${company.domain}`;
  await page.goto(`${demoUrl()}/sign-up`);
  await page.getByLabel(t('signup.start.email')).fill(email);
  await page.getByRole('button', { name: t('signup.start.send') }).click();
  await expect(page.getByRole('heading', { name: t('signup.code.title') })).toBeVisible();
  const { code } = await mailTo(context, demoUrl(), email, 'signup.code');
  await page.getByLabel(t('signup.code.field')).fill(code ?? '');
  return { page, email };
}

async function chooseCountry(page: Page, locale: Locale, country: string): Promise<void> {
  await pickCountry(page.getByRole('combobox', { name: says(locale)('country.country') }), country, locale);
  await page.locator('form button[type=submit]').click();
}

async function answerEverything(page: Page, locale: Locale, company: Company, email: string): Promise<void> {
  const t = says(locale);
  await chooseCountry(page, locale, company.country);
  await page.getByLabel(t('signup.company.name'), { exact: true }).fill(company.name);
  for (const [field, value] of Object.entries(company.address)) await fillNamed(page, `address.${field}`, value);
  await fillNamed(page, 'registrationNumber', company.number);
  await page.getByRole('button', { name: t('signup.continue'), exact: true }).click();
  await page.getByLabel(t('ui.given_name'), { exact: true }).fill(company.person.given);
  await page.getByLabel(t('ui.family_name'), { exact: true }).fill(company.person.family);
  await page.getByLabel(t('signup.contact.phone')).fill(company.phone);
  await page.getByRole('button', { name: t('signup.continue'), exact: true }).click();
  await page.getByRole('checkbox').check();
  await page.getByRole('button', { name: t('signup.terms.button') }).click();
  await expect(page.getByText(company.name).first()).toBeVisible();
  await page.getByLabel(t('signup.credentials.password'), { exact: true }).fill(demoPassword);
  await expectSound(page, `credentials for ${email}`);
  await page.getByRole('button', { name: t('signup.credentials.create') }).click();
}

/** A field by its name: its label is the country's. A list of states may be a select or a box to type in. */
async function fillNamed(page: Page, name: string, value: string): Promise<void> {
  const field = page.locator(`[name="${name}"]`);
  const isSelect = await field.evaluate((element) => element.tagName === 'SELECT').catch(() => false);
  if (isSelect) {
    await field.selectOption(value);
    return;
  }
  await field.fill(value);
}
