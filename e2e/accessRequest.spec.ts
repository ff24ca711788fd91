import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { countryName } from '../src/core/country.ts';
import type { Locale } from '../src/core/locale.ts';
import { demoOperators } from '../src/main.cli/demoData.ts';
import { recovery } from '../src/features/recovery/contract.ts';
import { checklistItems } from '../src/features/recovery/contract/access.ts';
import { charactersOf, checkBegunBy } from './humanCheck.ts';
import { keyChoose, keyIn, keyOn, keyPick, tabTo } from './keys.ts';
import { as, type Newcomer, openBrowser, signUpCompany } from './newcomers.ts';
import { leaveAlone } from './orphans.ts';
import { afterJobs, demoUrl, expectSound, journeyLocales, mailTo, says, signInByApi } from './people.ts';

const password = 'nine herons cross the delta';

for (const locale of journeyLocales('zh-TW')) {
  test(`a company without an admin gets one back through both agents, without a mouse, in ${locale}`, async ({ browser }) => {
    const gone = await signUpCompany(browser, locale);
    await leaveAlone(gone);
    const asker = await openBrowser(browser, locale);
    const email = `back.${Date.now()}@${gone.company.domain}`;
    const number = await ask(await asker.newPage(), locale, gone, email);

    const first = await agent(browser, 'op_support_agent');
    const page = await first.context.newPage();
    await openCase(page, first.locale, number);
    await match(page, first.locale, gone);
    await checkEverything(page, first.locale);
    await propose(page, first.locale);
    const second = await agent(browser, 'op_root');
    await approve(await second.context.newPage(), second.locale, page.url());
    await setPassword(await asker.newPage(), locale, email, gone);
    for (const context of [gone.context, asker, first.context, second.context]) await context.close();
  });
}

/** Fills the public page in; answers with the number of the request. */
async function ask(page: Page, locale: Locale, { company }: Newcomer, email: string): Promise<string> {
  const t = says(locale);
  const check = await checkBegunBy(page, () => page.goto(`${demoUrl()}/request-access`));
  const field = (name: string) => page.getByLabel(name, { exact: true });
  await keyIn(page, field(t('ui.family_name')), '鄭');
  await keyIn(page, field(t('ui.given_name')), '雅婷');
  await keyIn(page, field(t('access_requests.email')), email);
  await keyIn(page, field(t('access_requests.company_name')), company.name);
  const country = page.getByRole('combobox', { name: t('access_requests.country') });
  await keyPick(page, country, 'TW', countryName('TW', locale));
  const trouble = page.getByRole('radiogroup', { name: t('access_requests.trouble') });
  await keyChoose(page, trouble, trouble.getByRole('radio', { name: t('access_requests.trouble.left') }));
  await keyIn(page, page.getByRole('textbox', { name: t('access_requests.text') }), '唯一的管理員上個月離職了。');
  await page
    .getByLabel(t('access_requests.evidence.identity'))
    .setInputFiles({ name: 'id.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.7 id') });
  await keyIn(page, page.getByLabel(t('check.characters')), await charactersOf(check));
  await expectSound(page, 'asking for access');
  const [answer] = await Promise.all([
    page.waitForResponse((each) => each.url().endsWith('/api/public/access-requests')),
    keyOn(page, page.getByRole('button', { name: t('access_requests.send'), exact: true })),
  ]);
  const { number } = (await answer.json()) as { number: string };
  await expect(page.getByRole('heading', { level: 1, name: t('access_requests.sent.title', { number }) })).toBeVisible();
  await expect(page.getByText(t('access_requests.sent.file_sent'), { exact: true })).toBeVisible();
  await expectSound(page, 'the request is sent');
  return number;
}

/** One of the operator's people, who reads in a language of their own. */
async function agent(browser: Browser, role: string): Promise<{ readonly context: BrowserContext; readonly locale: Locale }> {
  const { locale = 'en', email = '' } = demoOperators.find((each) => each.role === role) ?? {};
  const context = await openBrowser(browser, locale);
  await signInByApi(context, demoUrl(), email);
  return { context, locale };
}

/** From the queue to the case. */
async function openCase(page: Page, locale: Locale, number: string): Promise<void> {
  const t = says(locale);
  const { items } = (await (await page.request.get(`${demoUrl()}/api/operator/requests?kind=access&search=${number}`)).json()) as { items: { href: string }[] };
  const href = items[0]?.href ?? '';
  // The center looks by itself which company is meant, and whether it has admins to ask; only then it is the desk's turn.
  const { getAccessCase } = as(page.context(), recovery);
  await expect.poll(async () => (await getAccessCase({ requestId: href.split('/').at(-2) ?? '' })).state, afterJobs).not.toBe('new');
  await page.goto(demoUrl() + href);
  await expect(page.getByRole('heading', { level: 1, name: t('access_requests.case.title', { number }) })).toBeVisible();
  await expectSound(page, 'a request for access');
}

async function match(page: Page, locale: Locale, { company: { name } }: Newcomer): Promise<void> {
  const t = says(locale);
  const choose = page.getByRole('button', { name: t('access_requests.case.choose', { name }), exact: true }).first();
  // Its mail domain may be proved: then the center has matched it by itself.
  const matched = page.getByRole('button', { name: t('access_requests.case.call_open') });
  await expect(choose.or(matched).first()).toBeVisible();
  if (!(await matched.isVisible())) await keyOn(page, choose);
  await expect(page.getByRole('heading', { name: t('access_requests.case.compare') })).toBeVisible();
}

async function checkEverything(page: Page, locale: Locale): Promise<void> {
  const t = says(locale);
  for (const item of checklistItems) {
    const name = t(`access_requests.item.${item}`);
    await keyOn(page, page.getByRole('button', { name: t('access_requests.case.check_item', { item: name }), exact: true }));
    const form = page.getByRole('form', { name, exact: true });
    const found = form.getByRole('radiogroup', { name: t('access_requests.case.found') });
    await keyChoose(page, found, found.getByRole('radio', { name: t('access_requests.decision.met'), exact: true }));
    await keyOn(page, form.getByRole('button', { name: t('access_requests.case.keep_item'), exact: true }));
    await expect(form).toBeHidden();
  }
  await keyOn(page, page.getByRole('button', { name: t('access_requests.case.call_open'), exact: true }));
  const form = page.getByRole('form', { name: t('access_requests.case.call_back'), exact: true });
  await tabTo(page, form.getByLabel(t('access_requests.case.called'), { exact: true }));
  await page.keyboard.press('ArrowDown');
  const result = form.getByRole('radiogroup', { name: t('access_requests.case.call_result') });
  await keyChoose(page, result, result.getByRole('radio', { name: t('access_requests.call.confirmed'), exact: true }));
  await keyOn(page, form.getByRole('button', { name: t('access_requests.case.keep_call'), exact: true }));
  await expect(form).toBeHidden();
}

async function propose(page: Page, locale: Locale): Promise<void> {
  const t = says(locale);
  await keyOn(page, page.getByRole('button', { name: t('access_requests.case.prepare'), exact: true }));
  const form = page.getByRole('form', { name: t('access_requests.case.prepare'), exact: true });
  await keyIn(page, form.getByRole('textbox', { name: t('access_requests.case.grounds') }), '登記文件載有此人，公司電話已確認。');
  await keyOn(page, form.getByRole('button', { name: t('access_requests.case.prepare'), exact: true }));
  await expect(page.getByText(t('access_requests.block.prepared_by_you'))).toBeVisible();
}

async function approve(page: Page, locale: Locale, url: string): Promise<void> {
  const t = says(locale);
  await page.goto(url);
  await keyOn(page, page.getByRole('button', { name: t('access_requests.case.approve'), exact: true }));
  const dialog = page.getByRole('dialog');
  await expect(dialog).toBeVisible();
  await expectSound(page, 'approving a request for access');
  await keyOn(page, dialog.getByRole('button', { name: t('access_requests.case.approve'), exact: true }));
  await expect(dialog).toBeHidden();
}

/** By the mailed link; then the asker works in the company, as its admin. */
async function setPassword(page: Page, locale: Locale, email: string, { company }: Newcomer): Promise<void> {
  const t = says(locale);
  const { url = '' } = await mailTo(page.context(), demoUrl(), email, 'identity.reset_link');
  await page.goto(url);
  await keyIn(page, page.getByLabel(t('signin.link.field'), { exact: true }), password);
  await keyOn(page, page.getByRole('button', { name: t('signin.link.submit'), exact: true }));
  await page.waitForURL(new RegExp(`/a/${company.accountId}`));
  await page.goto(`${demoUrl()}/a/${company.accountId}/people/invite?role=global_admin`);
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await expectSound(page, 'appointing a permanent admin');
}
