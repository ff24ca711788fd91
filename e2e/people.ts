import { AxeBuilder } from '@axe-core/playwright';
import { type BrowserContext, expect, type Locator, type Page } from '@playwright/test';
import { countryName } from '../src/core/country.ts';
import { type Locale, locales, type MessageKey, type Values } from '../src/core/locale.ts';
import { demoCompanies, demoOperators, demoPassword } from '../src/main.cli/demoData.ts';
import { openSentences } from '../src/server/sentences.ts';
import { type KeptPasskey, softPasskey } from '../test/passkey.ts';
import { quiet } from './quiet.ts';

const sentences = openSentences();

/** What the center says in a language; journeys find controls by it. */
export const says = (locale: Locale) => sentences.translator(locale);
export type Says = (id: MessageKey, values?: Values) => string;

export const demoUrl = (): string => process.env['DEMO_URL'] ?? '';
export const emptyUrl = (): string => process.env['EMPTY_URL'] ?? '';

/**
 * The languages that a journey is walked in: its own, fixed by its name so that journeys spread evenly; all of them, or the
 * one named, under `npm run journeys -- --locale …`.
 */
export function journeyLocales(own: Locale): readonly Locale[] {
  const wanted = process.env['JOURNEY_LOCALE'];
  if (wanted === 'all') return locales;
  return [locales.find((l) => l === wanted) ?? own];
}

/** The demo company whose people speak the language. */
export const companyOf = (locale: Locale) =>
  demoCompanies.find((c) => c.people[0]?.locale === locale) ??
  (() => {
    throw new Error(locale);
  })();
export const adminOf = (locale: Locale): string => companyOf(locale).people[0]?.email ?? '';
/** The language in which one of the operator's people reads, whatever the browser asks for. */
export const operatorLocale = (role: string): Locale => demoOperators.find((o) => o.role === role)?.locale ?? 'en';
export const operatorEmail = (role: string): string => demoOperators.find((o) => o.role === role)?.email ?? '';

/** Headers of a browser at an address of its own: what the center limits for an address, it limits for each alone. */
export const ownAddress = (): Record<string, string> => ({
  'x-forwarded-for': `10.${Array.from({ length: 3 }, () => Math.floor(Math.random() * 256)).join('.')}`,
});

/** Makes the browser speak a language before its first page. */
export async function speak(context: BrowserContext, url: string, locale: Locale): Promise<void> {
  await context.addCookies([{ name: 'entente_locale', value: locale, url }]);
}

/** The passkeys of the operator's people, made at the start of the run. They prove two factors, and all journeys may use them at once. */
const passkeys = JSON.parse(process.env['DEMO_PASSKEYS'] ?? '{}') as Readonly<Record<string, KeptPasskey>>;

/** Signs in without the pages, as a journey does that is about something else. The operator's people and the first of each demo company do it with a passkey. */
export async function signInByApi(context: BrowserContext, url: string, email: string, password = demoPassword): Promise<void> {
  const kept = url === demoUrl() ? passkeys[email] : undefined;
  if (kept) {
    const { passkey } = (await (await context.request.post(`${url}/api/public/sign-in/passkey-options`, { data: {} })).json()) as {
      passkey: Record<string, unknown>;
    };
    const data = { response: softPasskey({ origin: new URL(url).origin, kept }).show(passkey) };
    const signed = await context.request.post(`${url}/api/public/sign-in/passkey`, { data });
    expect(await signed.json(), `${email} signs in`).toMatchObject({ signedIn: true });
    return;
  }
  const answer = await context.request.post(`${url}/api/public/sign-in/password`, { data: { email, password } });
  expect(await answer.json(), `${email} signs in`).toMatchObject({ signedIn: true });
}

/** The accounts of whoever is signed in. */
export async function accountsOf(context: BrowserContext, url: string): Promise<{ accountId: string; name: string }[]> {
  const answer = await context.request.get(`${url}/api/me/accounts`);
  return ((await answer.json()) as { items: { accountId: string; name: string }[] }).items;
}

interface Mailed {
  readonly subject: string;
  readonly code?: string;
  readonly url?: string;
  /** Where mails like it are turned off. */
  readonly unsubscribe?: string;
  /** Where the same mail stands in English. */
  readonly english?: string;
}
/** How long to wait for what a job of the center brings: the work of other journeys may stand before it. */
export const afterJobs = { timeout: 90_000 } as const;

interface MailLine {
  readonly mailId: string;
  readonly recipient: string;
  readonly template: string;
  readonly state: string;
}
/**
 * The newest mail to an address, read on the operator's Mailbox page of the demo, where codes and links are shown; waits for one that
 * was asked for and is not made yet. Where several mails of a template come one after the other, `isMeant` says which one.
 */
export async function mailTo(
  context: BrowserContext,
  url: string,
  email: string,
  template?: string,
  isMeant: (mail: Mailed) => boolean = () => true,
): Promise<Mailed> {
  const reader = await context.browser()?.newContext({ extraHTTPHeaders: ownAddress() });
  if (!reader) throw new Error('no browser');
  const newest = async (): Promise<Mailed | undefined> => {
    const { items } = (await (await reader.request.get(`${url}/api/operator/mails?limit=100&search=${encodeURIComponent(email)}`)).json()) as {
      items: MailLine[];
    };
    for (const { mailId, recipient, template: kind, state } of items) {
      // Numbers are shown as one dials them, with spaces.
      if (recipient.replaceAll(' ', '').toLowerCase() !== email.toLowerCase() || (template && kind !== template) || state === 'failed') continue;
      if (state === 'queued') return undefined;
      const { content } = (await (await reader.request.get(`${url}/api/operator/mails/${mailId}`)).json()) as { content: MailShown };
      const mail = mailed(content);
      if (isMeant(mail)) return mail;
    }
    return undefined;
  };
  try {
    await signInByApi(reader, url, operatorEmail('op_root'));
    let found: Mailed | undefined;
    await expect.poll(async () => Boolean((found = await newest())), { ...afterJobs, message: `a mail to ${email}` }).toBe(true);
    return found as unknown as Mailed;
  } finally {
    await reader.close();
  }
}

interface MailShown {
  readonly subject: string;
  readonly code?: string;
  readonly action?: { readonly url: string };
  readonly unsubscribe?: { readonly url: string };
  readonly english?: { readonly url: string };
}
const mailed = ({ subject, code, action, unsubscribe, english }: MailShown): Mailed => ({
  subject,
  ...(code ? { code } : {}),
  ...(action ? { url: action.url } : {}),
  ...(unsubscribe ? { unsubscribe: unsubscribe.url } : {}),
  ...(english ? { english: english.url } : {}),
});

/** Types a day (`2027-01-31`) into the date field that stands within; its parts come in the order of the reader's language. */
export async function fillDay(within: Locator, day: string): Promise<void> {
  const [year = '', month = '', date = ''] = day.split('-');
  for (const [part, digits] of [
    ['year', year],
    ['month', month],
    ['day', date],
  ] as const) {
    const segment = within.locator(`[data-type="${part}"]`);
    await segment.click();
    await segment.pressSequentially(digits);
  }
}

/** No page may break WCAG 2.2 AA where a machine can tell, nor be wider than the window. */
export async function expectSound(page: Page, what: string): Promise<void> {
  // What is half under the bar above the page would count as too small to press.
  await page.evaluate('window.scrollTo(0, 0)');
  // In the page itself: no page here has frames, and the other way opens a further page each time, which can hang.
  const found = await new AxeBuilder({ page }).setLegacyMode().withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']).analyze();
  expect(
    found.violations.map((v) => `${v.id}: ${v.nodes.map((n) => n.target.join(' ')).join(' | ')}`),
    `${what}: axe`,
  ).toEqual([]);
  await expectFits(page, what);
}

/** Nothing is wider than the window. */
export async function expectFits(page: Page, what: string): Promise<void> {
  const wider = await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth');
  expect(wider, `${what}: sideways scrolling`).toBeLessThanOrEqual(0);
}

/** Waits until the page shows its title and nothing loads any more. */
export async function settled(page: Page): Promise<void> {
  await page.waitForSelector('h1');
  await quiet(page);
  // A slow machine may rest between two questions: no page is there as long as it shows the shape of what comes.
  await page.locator('.animate-shimmer.bg-sunken').first().waitFor({ state: 'detached' });
  await page.evaluate('document.fonts.ready');
}

/** Chooses a country in a list that one types into: by its code, and by the line that is meant, which the list may show a moment later. */
export async function pickCountry(box: Locator, code: string, locale: Locale): Promise<void> {
  const name = countryName(code, locale);
  // What stands there already may come with the list of countries, in the moment between marking the text and typing over it.
  await expect(async () => {
    await box.fill(code);
    await expect(box).toHaveValue(code, { timeout: 2_000 });
  }).toPass();
  const page = box.page();
  await page
    .getByRole('option')
    .filter({ has: page.getByText(name, { exact: true }) })
    .click();
  await expect(box).toHaveValue(name);
}
