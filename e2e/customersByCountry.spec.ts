import { expect, type Page, test } from '@playwright/test';
import { type Locale, locales } from '../src/core/locale.ts';
import { customers } from '../src/features/customers/contract.ts';
import { becomeDistributor } from './distributors.ts';
import { addApp, as, signUpCompany } from './newcomers.ts';
import { demoUrl, expectSound, mailTo, says } from './people.ts';

type Typed = Readonly<Record<string, string>>;
interface Home {
  readonly country: string;
  /** Where the partner itself is. */
  readonly company: { readonly address: Typed; readonly phone: string };
  /** A customer, as somebody there writes it down. */
  readonly customer: Typed;
  /** A number that cannot be one of a company there. */
  readonly wrongNumber: string;
  /** Of its form, parts that this country does not ask for. */
  readonly without: readonly string[];
}

/** One country for each language; the errand is the same everywhere, the form is not. */
const homes: Readonly<Record<Locale, Home>> = {
  en: {
    country: 'US',
    company: { address: { line1: '12 Harbor Street', city: 'Portland', state: 'OR', postalCode: '97204' }, phone: '(503) 555-0134' },
    customer: {
      name: 'Cascade Orchard LLC',
      registrationNumber: '91-1144442',
      'address.line1': '88 Pine Street',
      'address.city': 'Seattle',
      'address.state': 'WA',
      'address.postalCode': '98101',
      'contact.givenName': 'Walter',
      'contact.familyName': 'Sims',
      'contact.phone': '(206) 555-0142',
    },
    wrongNumber: '123-45-6789',
    without: ['address.district'],
  },
  fr: {
    country: 'FR',
    company: { address: { line1: '12 rue des Lices', city: 'Rennes', postalCode: '35000' }, phone: '02 99 28 55 55' },
    customer: {
      name: 'Atelier des Tanneurs SARL',
      registrationNumber: '732 829 320 00074',
      'address.line1': '14 rue des Tanneurs',
      'address.city': 'Lyon',
      'address.postalCode': '69001',
      'contact.givenName': 'Solène',
      'contact.familyName': 'Guérin',
      'contact.phone': '04 72 56 01 42',
    },
    wrongNumber: '552 032 535',
    without: ['address.state', 'address.district'],
  },
  es: {
    country: 'ES',
    company: { address: { line1: 'Calle de Alcalá, 12', city: 'Madrid', state: 'Madrid', postalCode: '28014' }, phone: '91 123 45 67' },
    customer: {
      name: 'Viajes Colón, S.L.',
      registrationNumber: 'A28015865',
      'address.line1': 'Calle de Colón, 48',
      'address.city': 'Valencia',
      'address.state': 'Valencia',
      'address.postalCode': '46004',
      'contact.givenName': 'Nuria',
      'contact.familyName': 'Cebrián',
      'contact.phone': '96 352 54 78',
    },
    wrongNumber: 'A58818502',
    without: ['address.district'],
  },
  'zh-CN': {
    country: 'CN',
    company: { address: { line1: '文三路90号', city: '杭州市', district: '西湖区', state: '浙江省', postalCode: '310012' }, phone: '0571 8888 1234' },
    customer: {
      name: '杭州湖畔书店有限公司',
      registrationNumber: '91330100799655058B',
      'address.state': '浙江省',
      'address.city': '杭州市',
      'address.district': '西湖区',
      'address.line1': '文三路90号',
      'address.postalCode': '310012',
      'contact.familyName': '孙',
      'contact.givenName': '佳怡',
      'contact.phone': '139 1234 5678',
    },
    wrongNumber: '91330100799655058C',
    without: [],
  },
  'zh-TW': {
    country: 'TW',
    company: { address: { line1: '木柵路三段102號', city: '文山區', state: '台北市', postalCode: '116' }, phone: '02 2345 6789' },
    customer: {
      name: '山茶花文具有限公司',
      registrationNumber: '22099131',
      'address.postalCode': '116',
      'address.state': '台北市',
      'address.city': '文山區',
      'address.line1': '木柵路三段102號',
      'contact.familyName': '鄭',
      'contact.givenName': '淑芬',
      'contact.phone': '0912 345 678',
    },
    wrongNumber: '22099132',
    without: ['address.district'],
  },
};

const field = (page: Page, name: string) => page.locator(`[name="${name}"]`);
async function fill(page: Page, values: Typed): Promise<void> {
  for (const [name, value] of Object.entries(values)) {
    const box = field(page, name);
    if ((await box.evaluate((element) => element.tagName)) === 'SELECT') await box.selectOption(value);
    else await box.fill(value);
  }
}
/** Whether a part of the form stands before another, as the country writes it. */
async function expectBefore(page: Page, first: string, second: string): Promise<void> {
  const names = await page.locator('form [name]').evaluateAll((boxes) => boxes.map((box) => (box as unknown as { name: string }).name));
  expect(names.indexOf(first), `${first} before ${second}`).toBeLessThan(names.indexOf(second));
}

for (const locale of locales) {
  const { country, company, customer, wrongNumber, without } = homes[locale];
  test(`a partner in ${country} adds a customer of its country, with a mistake and its cure, in ${locale}`, async ({ browser }) => {
    const agent = await signUpCompany(browser, locale, { country, ...company });
    await addApp(agent);
    await becomeDistributor(browser, agent);
    const t = says(locale);
    const { accountId } = agent.company;
    const page = await agent.context.newPage();
    const domain = `${crypto.randomUUID().slice(0, 8)}-customer.example`;
    await page.goto(`${demoUrl()}/a/${accountId}/customers/add`);
    await field(page, 'address.line1').waitFor();
    for (const name of without) await expect(field(page, name)).toHaveCount(0);
    // Chinese forms go from the large to the small and put the family first.
    const isChinese = locale.startsWith('zh');
    await (isChinese ? expectBefore(page, 'address.state', 'address.line1') : expectBefore(page, 'address.line1', 'address.city'));
    await (isChinese ? expectBefore(page, 'contact.familyName', 'contact.givenName') : expectBefore(page, 'contact.givenName', 'contact.familyName'));

    await fill(page, { ...customer, registrationNumber: wrongNumber, domain, 'contact.email': `office@${domain}` });
    await expect(page.getByText(t('customers.domain.free', { domain }))).toBeVisible();
    await expect(page.getByText(t('customers.address.verified_shippable'))).toBeVisible();
    await expect(field(page, 'registrationNumber')).toHaveAttribute('aria-invalid', 'true');
    await page.locator('form button[type=submit]').click();
    await expect(page.getByRole('alert').first()).toBeVisible();
    await expectSound(page, 'a number that is none');
    await fill(page, { registrationNumber: customer['registrationNumber'] ?? '' });
    await page.locator('form button[type=submit]').click();

    await page.waitForURL(/customers\/[0-9a-f-]{36}$/);
    await expect(page.getByRole('heading', { name: customer['name'] ?? '', level: 1 })).toBeVisible();
    await expectSound(page, 'the customer');
    expect((await mailTo(agent.context, demoUrl(), `admin@${domain}`, 'customers.user')).url).toContain('/set-password#');
    const [known] = (await as(agent.context, customers, accountId).listCustomers({ search: domain })).items;
    const kept = await as(agent.context, customers, accountId).getCustomer({ customerId: known?.customerId ?? '' });
    expect(kept).toMatchObject({ country, billing: { addressCheck: 'verified_shippable', locale } });
    // From here the next step leads on.
    await page.getByRole('link', { name: t('customers.new_order') }).click();
    await expect(page).toHaveURL(new RegExp(`/orders/new\\?customer=${known?.customerId}`));
    await agent.context.close();
  });
}
