import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Locale } from '../src/core/locale.ts';
import { accountsOf, adminOf, operatorEmail, settled, signInByApi, speak } from './people.ts';
import { consultant } from '../src/main.cli/demoData.ts';

/** Who walks to a page: nobody yet, the first admin of the language's company, a colleague without rights, the consultant, or the operator. */
export type Walker = 'nobody' | 'admin' | 'colleague' | 'consultant' | 'operator';

export interface Stop {
  /** Names the picture. */
  readonly name: string;
  /** The pattern in main.web.tsx or main.app.tsx; a test compares. */
  readonly path: string;
  readonly as: Walker;
  /** Fills what the pattern leaves open, besides `:account`. */
  readonly fill?: (context: BrowserContext, url: string, accountId: string) => Promise<Record<string, string>>;
  /** Brings the page into the state that is meant. */
  readonly prepare?: (page: Page) => Promise<void>;
}

const firstOf = (path: (accountId: string) => string, key: string, param: string) => async (context: BrowserContext, url: string, accountId: string) => {
  const { items } = (await (await context.request.get(url + path(accountId))).json()) as { items: Record<string, string>[] };
  return { [param]: items[0]?.[key] ?? '' };
};

/** Every page of the center, and the states that are worth a look. Pictures and the walk through every page use this one list. */
export const stops: readonly Stop[] = [];

/** Goes to a stop in one language; the page is there when the promise is. */
export async function goTo(context: BrowserContext, page: Page, url: string, stop: Stop, accountId: string): Promise<void> {
  const filled = { account: accountId, ...(await stop.fill?.(context, url, accountId)) } as Record<string, string>;
  await page.goto(url + stop.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(filled[name] ?? '')));
  await settled(page);
  await stop.prepare?.(page);
}

/** A browser in which someone of the language is signed in, with the account they work in. */
export async function walk(browser: Browser, url: string, locale: Locale, as: Walker, options: Parameters<Browser['newContext']>[0] = {}): Promise<{ context: BrowserContext; accountId: string }> {
  const context = await browser.newContext({ locale, ...options });
  await speak(context, url, locale);
  if (as === 'nobody') return { context, accountId: '' };
  const emails: Record<Exclude<Walker, 'nobody'>, string> = { admin: adminOf(locale), colleague: 'grace.okafor@harborpine.example', consultant: consultant.person.email, operator: operatorEmail('op_root') };
  await signInByApi(context, url, emails[as]);
  if (as !== 'admin') await context.request.patch(`${url}/api/me/profile`, { data: { locale } });
  const accounts = as === 'operator' ? [] : await accountsOf(context, url);
  return { context, accountId: accounts[0]?.accountId ?? '' };
}
export { firstOf };
