import type { Browser, BrowserContext, Page } from '@playwright/test';
import { generate } from 'otplib';
import type { Locale } from '../src/core/locale.ts';
import { consultant } from '../src/main.cli/demoData.ts';
import { accountsOf, adminOf, operatorEmail, ownAddress, settled, signInByApi, speak } from './people.ts';
import type { Stop, Walker } from './tour.ts';

/**
 * Goes to a stop in one language; the page is there when the promise is. Named the stop where the walker stands, they go on
 * from there as by a link, without a new page, wherever nothing was pretended or opened there.
 */
export async function goTo(context: BrowserContext, page: Page, url: string, stop: Stop, accountId: string, from?: Stop): Promise<void> {
  // What the stop before had pretended is over.
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  const filled = { account: accountId, ...(await stop.fill?.(context, url, accountId)) } as Record<string, string>;
  const path = stop.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(filled[name] ?? ''));
  await (from && isLinked(from, stop) ? followTo(page, url, path) : page.goto(url + path));
  await settled(page);
  if (!stop.prepare) return;
  await stop.prepare(page);
  await settled(page);
}

const withinApp = /^\/(a|me|operator)(\/|$)/;
const isLinked = (from: Stop, to: Stop): boolean => !from.prepare && from.path !== to.path && withinApp.test(from.path) && withinApp.test(to.path);

/** What a link does; over once another page has taken the place of this one. Pages that share their title are opened by address. */
async function followTo(page: Page, url: string, path: string): Promise<unknown> {
  await page.evaluate(`document.querySelector('h1').dataset.left = ''; history.pushState({ entry: crypto.randomUUID() }, '', '${path}')`);
  return page.waitForSelector('h1:not([data-left])', { timeout: 3_000 }).catch(() => page.goto(url + path));
}

/** Sessions that walkers have; one sign-in with a second factor each, since a code of the app works once. */
const sessions = new Map<string, Awaited<ReturnType<BrowserContext['cookies']>>>();

/** A browser in which someone of the language is signed in, with the account they work in. */
export async function walk(
  browser: Browser,
  url: string,
  locale: Locale,
  as: Walker,
  options: Parameters<Browser['newContext']>[0] = {},
  /** Instead of the one who walks as such. */
  instead?: string,
): Promise<{ context: BrowserContext; accountId: string }> {
  const context = await browser.newContext({ locale, extraHTTPHeaders: ownAddress(), ...options });
  if (as === 'nobody') {
    await speak(context, url, locale);
    return { context, accountId: '' };
  }
  const email =
    instead ??
    {
      admin: adminOf(locale),
      colleague: 'grace.okafor@harborpine.example',
      consultant: consultant.person.email,
      operator: operatorEmail('op_root'),
      integrator: 'isla.drummond@fjordbridge.example',
      payee: 'elena.marchetti@harborpine.example',
    }[as];
  const known = sessions.get(url + email);
  if (known) await context.addCookies(known);
  else {
    await signInByApi(context, url, email);
    if (as === 'admin') await addSecondFactor(context, url);
    sessions.set(url + email, await context.cookies());
  }
  await speak(context, url, locale);
  await readIn(context, locale);
  const accounts = as === 'operator' ? [] : await accountsOf(context, url);
  return { context, accountId: accounts[0]?.accountId ?? '' };
}

/** Lets whoever is signed in read in a language without keeping it: other journeys know the same people by theirs. */
const readIn = (context: BrowserContext, locale: Locale) =>
  context.route('**/api/me/profile', async (route) => {
    if (route.request().method() !== 'GET') return route.continue();
    const response = await route.fetch();
    const answer: unknown = await response.json().catch(() => null);
    return response.ok() ? route.fulfill({ response, json: { ...(answer as object), locale } }) : route.fulfill({ response });
  });

/** An authenticator app for whoever is signed in: protected pages open then. */
export async function addSecondFactor(context: BrowserContext, url: string): Promise<string> {
  const { attempt, secret } = (await (await context.request.post(`${url}/api/me/security/authenticator-secret`, { data: {} })).json()) as {
    attempt: string;
    secret: string;
  };
  const answer = await context.request.put(`${url}/api/me/security/authenticator`, { data: { attempt, code: await generate({ secret }) } });
  if (!answer.ok()) throw new Error(`no second factor: ${await answer.text()}`);
  return secret;
}
