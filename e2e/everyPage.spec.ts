import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { type Locale, locales } from '../src/core/locale.ts';
import { announcements } from '../src/announcements.ts';
import { testEvent } from '../src/features/webhooks/contract.ts';
import { jobs, mails } from '../src/main.server.ts';
import { demoUrl, expectFits, expectSound } from './people.ts';
import { stops, type Walker } from './tour.ts';
import { goTo, walk } from './walk.ts';

/** Kinds of mail, job, log entry and event also stand on their pages as the machine calls them. */
const machineNames = new Set([testEvent, ...[...mails, ...jobs, ...announcements].map(({ name }) => name)]);

test('the tour goes to every page that the center has', () => {
  const paths = ['src/main.web.tsx', 'src/main.app.tsx'].flatMap((file) =>
    [...readFileSync(file, 'utf8').matchAll(/path: '(\/[^']*)'/g)].map(([, path = '']) => path),
  );
  expect(paths.length).toBeGreaterThan(20);
  // The set-up page stands in a center that is not set up; its own journey goes there.
  expect(paths.filter((path) => path !== '/setup' && !stops.some((stop) => stop.path === path))).toEqual([]);
});

// The rules of axe know no language, only what longer words do to a page: each is asked in English, and in one of the others.
const others = locales.filter((locale) => locale !== 'en');
const isTurnOf = (locale: Locale, at: number): boolean => locale === 'en' || others[at % others.length] === locale;

// The one suite that is always walked in all five languages: every page once, narrow, where room is scarce.
for (const locale of locales) {
  for (const as of ['nobody', 'admin', 'colleague', 'operator', 'integrator', 'payee'] as const satisfies readonly Walker[]) {
    // One colleague and one operator speak all languages, one after the other; admins have a company each.
    if (as === 'colleague' && locale !== 'en') continue;
    test(`every page of ${as} in ${locale} is sound and fits a phone`, async ({ browser }) => {
      test.setTimeout(1_800_000);
      const { context, accountId } = await walk(browser, demoUrl(), locale, as, { viewport: { width: 390, height: 844 }, reducedMotion: 'reduce' });
      const page = await context.newPage();
      const broken: string[] = [];
      page.on('pageerror', (error) => broken.push(error.message));
      const mine = stops.filter((stop) => stop.as === as);
      for (const [at, stop] of mine.entries()) {
        // In English each page is opened by its address, in the others from the page before.
        await goTo(context, page, demoUrl(), stop, accountId, locale === 'en' ? undefined : mine[at - 1]);
        await (isTurnOf(locale, at) ? expectSound : expectFits)(page, `${stop.name} in ${locale}`);
        const unsaid = (
          await page
            .getByRole('main')
            .getByText(/^[a-z]+\.[a-z_.]+$/)
            // What is marked as the machine's own (names of events, codes of refusals) stays as it is in every language.
            .and(page.locator(':not([translate="no"], [translate="no"] *)'))
            .allTextContents()
        )
          // The demo's domains look the same, and so do names of files that other journeys hand in.
          .filter((text) => !machineNames.has(text) && !text.endsWith('.example') && !/^[a-z]+\.(pdf|csv|png|txt)$/.test(text));
        expect(unsaid, `${stop.name} in ${locale}: ids instead of sentences`).toEqual([]);
      }
      expect(broken, 'errors in the page').toEqual([]);
      await context.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
    });
  }
}
