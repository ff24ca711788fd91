import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';
import { generate } from 'otplib';
import type { AccountRole } from '../src/core/roles.ts';
import type { Client, Contract, Endpoint } from '../src/core/endpoint.ts';
import type { Locale } from '../src/core/locale.ts';
import { fullName } from '../src/core/person.ts';
import { accounts } from '../src/features/accounts/contract.ts';
import { identity } from '../src/features/identity/contract.ts';
import { members } from '../src/features/members/contract.ts';
import { signup } from '../src/features/signup/contract.ts';
import { demoPassword } from '../src/main.cli/demoData.ts';
import { urlOf } from '../src/web/api.ts';
import { demoUrl, mailTo, ownAddress, says, speak } from './people.ts';

/** Someone with a browser of their own, and the company they work for. */
export interface Newcomer {
  readonly context: BrowserContext;
  readonly locale: Locale;
  readonly givenName: string;
  readonly familyName: string;
  /** Given and family name in the order of the person's language. */
  readonly name: string;
  readonly email: string;
  readonly personId: string;
  readonly company: Company;
}
export interface Company {
  readonly accountId: string;
  readonly name: string;
  readonly domain: string;
}

/** Names that people of the language have; the first one signs the company up, the others are invited. */
const people: Record<Locale, readonly (readonly [given: string, family: string])[]> = {
  en: [
    ['Nora', 'Ellison'],
    ['Walter', 'Hayes'],
    ['Ruth', 'Abara'],
  ],
  fr: [
    ['Solène', 'Guérin'],
    ['Mathis', 'Lacombe'],
    ['Yasmine', 'Haddad'],
  ],
  es: [
    ['Nuria', 'Cebrián'],
    ['Álvaro', 'Peña'],
    ['Itziar', 'Olabarría'],
  ],
  'zh-CN': [
    ['佳怡', '孙'],
    ['志远', '何'],
    ['晨曦', '郭'],
  ],
  'zh-TW': [
    ['淑芬', '鄭'],
    ['柏翰', '謝'],
    ['品妤', '洪'],
  ],
};
const companies: Record<Locale, string> = {
  en: 'Tidewater Networks LLC',
  fr: 'Marée Réseaux SARL',
  es: 'Redes Bajamar, S.L.',
  'zh-CN': '潮汐网络有限公司',
  'zh-TW': '潮汐網路有限公司',
};

/** A browser that speaks a language, at an address of its own: what the center limits for an address, it limits for each alone. */
export async function openBrowser(browser: Browser, locale: Locale, url = demoUrl()): Promise<BrowserContext> {
  const context = await browser.newContext({ locale, extraHTTPHeaders: ownAddress() });
  await speak(context, url, locale);
  return context;
}

/** Calls an endpoint as whoever is signed in in a browser; what it answers is JSON, so dates are text. */
export async function call<E extends Endpoint>(context: BrowserContext, endpoint: E, input: Record<string, unknown> = {}, accountId?: string) {
  const data = { ...input };
  const path = urlOf(endpoint, data, accountId);
  return context.request.fetch(demoUrl() + path, { method: endpoint.method, ...(endpoint.method === 'GET' ? {} : { data }) });
}

/** A contract as calls that must succeed. */
export function as<C extends Contract>(context: BrowserContext, contract: C, accountId?: string): Client<C> {
  return Object.fromEntries(
    Object.entries(contract).map(([name, endpoint]) => [
      name,
      async (input: Record<string, unknown>) => {
        const answer = await call(context, endpoint, input, accountId);
        expect(answer.ok(), `${name}: ${answer.status()} ${answer.ok() ? '' : await answer.text()}`).toBe(true);
        return answer.status() === 204 ? {} : answer.json();
      },
    ]),
  ) as unknown as Client<C>;
}

/** Where a company is. */
export interface Home {
  readonly country: string;
  readonly address: Readonly<Record<string, string>>;
  readonly phone: string;
}
const portland: Home = {
  country: 'US',
  address: { line1: '12 Harbor Street', city: 'Portland', state: 'OR', postalCode: '97204' },
  phone: '(503) 555-0134',
};

/** Signs a company of its own up, without the pages; its first person is signed in, by password only. */
export async function signUpCompany(browser: Browser, locale: Locale, home: Home = portland): Promise<Newcomer> {
  const context = await openBrowser(browser, locale);
  const [givenName, familyName] = personOf(locale, 0);
  const domain = `${crypto.randomUUID().slice(0, 8)}.example`;
  const email = `owner@${domain}`;
  const visitor = as(context, signup);
  const { signUpId } = await visitor.start({ email, locale });
  const { code = '' } = await mailTo(context, demoUrl(), email, 'signup.code');
  const { token } = await visitor.confirm({ signUpId, code });
  const { version, hash } = await visitor.getTerms({ locale });
  await visitor.save({ token, step: 'country', answers: { country: home.country } });
  await visitor.save({ token, step: 'company', answers: { company: { name: companies[locale], address: home.address } } });
  await visitor.save({ token, step: 'contact', answers: { contact: { givenName, familyName, phone: home.phone, primary: 'me' } } });
  await visitor.save({ token, step: 'terms', answers: { terms: { version, hash, locale } } });
  const { accountId, name } = await visitor.finish({ token, password: demoPassword });
  return known(context, locale, { accountId, name, domain });
}

/** Invites a further person and accepts for them, without the pages. The inviter must have shown a second factor. */
export async function addColleague(browser: Browser, inviter: Newcomer, roles: readonly AccountRole[] = ['default_user'], at = 1): Promise<Newcomer> {
  const { company, locale } = inviter;
  const [givenName, familyName] = personOf(locale, at);
  const email = `colleague${at}@${company.domain}`;
  await as(inviter.context, members, company.accountId).invite({ people: [{ email, givenName, familyName, roles: [...roles], locale }] });
  const context = await openBrowser(browser, locale);
  const token = tokenOf((await mailTo(context, demoUrl(), email, 'members.invitation')).url);
  const visitor = as(context, members);
  const { attempt } = await visitor.proveInvitation({ token });
  const { code = '' } = await mailTo(context, demoUrl(), email, 'members.invitation_code');
  const { proof } = await visitor.checkInvitationCode({ token, attempt, code });
  await visitor.acceptInvitation({ token, newPerson: { proof, givenName, familyName, password: demoPassword, locale } });
  return known(context, locale, company);
}

/** Puts a record into the DNS of a domain, as both name servers of this run answer it. */
export const publish = (domain: string, record: string): Promise<void> => writeFile(path.join(process.env['DNS_ZONE'] ?? '', domain), record);

/** Proves a company's domain, without the pages. The admin must have shown a second factor. */
export async function proveDomain({ context, company }: Newcomer): Promise<void> {
  const own = as(context, accounts, company.accountId);
  const { proofId, record } = await own.addDomain({ domain: company.domain });
  await publish(company.domain, record);
  expect((await own.checkDomain({ proofId })).verifiedAt).not.toBeNull();
}

/** What a mailed link carries behind its #. */
export const tokenOf = (url = ''): string => new URL(url).hash.slice(1);

/** A given and a family name of the language. */
export const personOf = (locale: Locale, at: number) =>
  people[locale][at] ??
  (() => {
    throw new Error(`no person ${at} of ${locale}`);
  })();

async function known(context: BrowserContext, locale: Locale, company: Company): Promise<Newcomer> {
  const { personId, givenName, familyName, email } = await as(context, identity).getMe({});
  return { context, locale, company, personId, givenName, familyName, email, name: fullName({ givenName, familyName }) };
}

/** A further browser of the same person, signed in by password alone: before there is a second factor. */
export async function anotherBrowser(browser: Browser, { locale, email }: Newcomer): Promise<BrowserContext> {
  const context = await openBrowser(browser, locale);
  expect(await as(context, identity).signInWithPassword({ email, password: demoPassword })).toMatchObject({ signedIn: true });
  return context;
}

const STEP_SECONDS = 30;
/** An authenticator app: each code is of a later time step than the one before, as the center asks, and none is waited for. */
export function appOf(secret: string): { next(): Promise<string> } {
  let last = 0;
  return {
    async next() {
      const now = Math.floor(Date.now() / 1000 / STEP_SECONDS);
      last = Math.max(last + 1, now);
      // The center takes codes that are one step early.
      if (last > now + 1) throw new Error('more codes than the time allows: use fewer in this journey');
      return generate({ secret, epoch: last * STEP_SECONDS });
    },
  };
}

/** Adds an authenticator app, without the pages; protected pages are open to this session for ten minutes. */
export async function addApp({ context }: Newcomer): Promise<ReturnType<typeof appOf>> {
  const own = as(context, identity);
  const { attempt, secret } = await own.startAuthenticator({});
  const app = appOf(secret);
  await own.confirmAuthenticator({ attempt, code: await app.next() });
  return app;
}

/** Proves a way back in, without the pages. */
export async function addWay({ context }: Newcomer, way: { kind: 'email'; value: string } | { kind: 'phone'; value: string; country: string }): Promise<void> {
  const own = as(context, identity);
  const { key, attempt } = await own.addWay(way);
  const { code = '' } = await mailTo(context, demoUrl(), way.value, 'identity.way_code');
  await own.confirmWay({ key, attempt, code });
}

let phones = 0;
/** Proves a phone number of a range that is kept for fiction: ten for each process that walks journeys, one after the other. */
export async function addPhone(person: Newcomer): Promise<string> {
  const walker = Number(process.env['TEST_PARALLEL_INDEX'] ?? 0) % 10;
  const value = `+15035550${100 + walker * 10 + (phones++ % 10)}`;
  await addWay(person, { kind: 'phone', value, country: 'US' });
  return value;
}

/** Signs in on the sign-in page, up to and with the password. */
export async function signInOnPage(page: Page, { locale, email }: Pick<Newcomer, 'locale' | 'email'>): Promise<void> {
  const t = says(locale);
  await page.getByLabel(t('signin.email')).fill(email);
  await page.getByRole('button', { name: t('signin.continue'), exact: true }).click();
  await page.getByLabel(t('signin.password'), { exact: true }).fill(demoPassword);
  await page.getByRole('button', { name: t('signin.submit'), exact: true }).click();
}

/** Signs out as people do: behind their picture. Ends on the sign-in page. */
export async function signOut(page: Page, { locale, name }: Pick<Newcomer, 'locale' | 'name'>): Promise<void> {
  const t = says(locale);
  await page.getByRole('button', { name: t('shell.me.button', { name }) }).click();
  await page.getByRole('menuitem', { name: t('shell.me.sign_out') }).click();
  await expect(page.getByLabel(t('signin.email'))).toBeVisible();
}
