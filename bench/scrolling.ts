import { type Browser, chromium, type Page } from '@playwright/test';
import { openSentences } from '../src/server/sentences.ts';
import { launchOptions } from '../test/browser.ts';
import { withCustomers } from './customers.ts';
import { customersOfMany } from './customersLimit.ts';
import { alone, type Bench, type Measure, median, type Result } from './measure.ts';
import { companyOfMany as many, token } from './people.ts';
import { everyCore, pin } from './processes.ts';

const says = openSentences().translator('en');
/** Rows that a reader would have pressed for: all of them. The server is asked for as many at once as it gives. */
const atOnce = 500;

/** The window of the page, as far as a measure uses it. */
interface Shown {
  long: number[];
  innerHeight: number;
  scrollY: number;
  document: { documentElement: { scrollHeight: number } };
  scrollTo(x: number, y: number): void;
  scrollBy(x: number, y: number): void;
  requestAnimationFrame(then: () => void): void;
}
/** Runs in the page: writes down every task that held it up for more than 50 ms. */
const watchLongTasks = `window.long = []; new PerformanceObserver((list) => { for (const each of list.getEntries()) window.long.push(each.duration); }).observe({ type: 'longtask', buffered: true });`;

/** The longest task while something is done, in ms; under 50 it is no long task, and 0 is said. */
async function worstOf(page: Page, act: () => Promise<unknown>): Promise<number> {
  const shown = () => page.evaluate(() => (globalThis as unknown as Shown).long.splice(0));
  await page.waitForTimeout(300);
  await shown();
  await act();
  // An observer is told of a task once it is over.
  await page.waitForTimeout(300);
  return Math.max(0, ...(await shown()));
}

/** Presses for more until every row is there. */
async function loadAll(page: Page): Promise<void> {
  const more = page.getByRole('button', { name: says('ui.table.more') });
  for (let turn = 0; turn <= customersOfMany / atOnce && (await more.count()) > 0; turn++) {
    const answered = page.waitForResponse((response) => response.url().includes('/customers?') && response.url().includes('after='));
    await more.evaluate((button) => (button as unknown as { click(): void }).click());
    await answered;
    await page.waitForFunction(
      () => (globalThis as unknown as { document: { querySelector(what: string): unknown } }).document.querySelector('[aria-busy="true"]') === null,
    );
  }
}

/** From top to bottom in so many jumps, each as far as rows are apart that nobody could scroll through. */
const jumpFar = (page: Page, jumps: number): Promise<void> =>
  page.evaluate(async (count) => {
    const shown = globalThis as unknown as Shown;
    const frame = () => new Promise<void>((done) => shown.requestAnimationFrame(() => done()));
    const height = shown.document.documentElement.scrollHeight - shown.innerHeight;
    for (let jump = 1; jump <= count; jump++) {
      // Down and up again in turn, so that nothing is where one has just been.
      shown.scrollTo(0, (height * (jump % 2 ? jump : count - jump)) / count);
      for (let wait = 0; wait < 6; wait++) await frame();
    }
  }, jumps);
/** A page of the window at a time, frame by frame, as with a wheel that is spun. */
const spin = (page: Page, pages: number): Promise<void> =>
  page.evaluate(async (count) => {
    const shown = globalThis as unknown as Shown;
    for (let at = 0; at < count * 4; at++) {
      shown.scrollBy(0, shown.innerHeight / 4);
      await new Promise<void>((done) => shown.requestAnimationFrame(() => done()));
    }
  }, pages);

interface Figures {
  readonly jump: number;
  readonly spin: number;
  readonly letter: number;
  readonly letterTime: number;
  readonly searchTime: number;
}
async function look(browser: Browser, url: string, bench: Bench): Promise<Figures> {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en', reducedMotion: 'reduce' });
  await context.addCookies([
    { name: 'entente', value: token, url },
    { name: 'entente_locale', value: 'en', url },
  ]);
  await context.addInitScript(watchLongTasks);
  const page = await context.newPage();
  await page.goto(`${url}/a/${many}/customers`);
  const rows = page.getByRole('main').getByRole('row');
  await rows.nth(10).waitFor();
  /** How long until the list that is asked for stands, in ms. */
  const until = async (act: () => Promise<unknown>, words: string): Promise<number> => {
    const begun = performance.now();
    await act();
    await rows.filter({ hasText: words }).first().waitFor();
    return performance.now() - begun;
  };
  let letterTime = 0;
  const letter = await worstOf(page, async () => {
    for (const [id, words] of [
      ['S', 'Summit'],
      ['N', 'Niño'],
      ['H', 'Harbor'],
    ] as const)
      letterTime = Math.max(letterTime, await until(() => page.getByRole('navigation').getByRole('button', { name: id, exact: true }).click(), words));
  });
  const searchTime = await until(() => page.getByRole('searchbox').fill('6180'), '6180');
  await page.getByRole('searchbox').fill('');
  await page.goto(`${url}/a/${many}/customers`);
  await context.route('**/customers?*', (route) => {
    const asked = new URL(route.request().url());
    asked.searchParams.set('limit', String(atOnce));
    return route.continue({ url: asked.href });
  });
  await page.reload();
  await rows.nth(10).waitFor();
  const begun = performance.now();
  await loadAll(page);
  const shown = await page.evaluate(() => (globalThis as unknown as Shown).document.documentElement.scrollHeight);
  bench.say(`all rows in ${Math.round(performance.now() - begun)} ms, a page of ${shown.toLocaleString('en')} px`);
  if (shown < customersOfMany * 30) throw new Error('not every row is there');
  const jump = await worstOf(page, () => jumpFar(page, 40));
  await page.evaluate(() => (globalThis as unknown as Shown).scrollTo(0, 0));
  const spun = await worstOf(page, () => spin(page, 60));
  await context.close();
  return { jump, spin: spun, letter, letterTime, searchTime };
}

/** The longest task while all 100,000 rows are scrolled through in a browser, and while one jumps among letters. */
export const scrolling: Measure = {
  name: 'customers-scroll',
  about: 'A table of 100,000 customers in a browser',
  async run(bench): Promise<Result[]> {
    const center = await bench.center();
    await withCustomers(center);
    await pin(center.pid, everyCore);
    const browser = await chromium.launch(await launchOptions());
    try {
      const figures: Figures[] = [];
      for (let round = 0; round < (bench.quick ? 1 : 3); round++) figures.push(await look(browser, center.url.replace('127.0.0.1', 'localhost'), bench));
      const middle = (pick: keyof Figures) => Math.round(median(figures.map((each) => each[pick])));
      return [
        alone('customers-scroll, longest task', 'ms', middle('spin'), 50),
        alone('customers-scroll, far jumps', 'ms', middle('jump'), 50),
        alone('customers-scroll, letters', 'ms', middle('letter'), 50),
        alone('customers-scroll, to a letter', 'ms', middle('letterTime'), 1_000),
        alone('customers-scroll, to a search', 'ms', middle('searchTime'), 1_000),
      ];
    } finally {
      await browser.close();
    }
  },
};
