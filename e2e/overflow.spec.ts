import { expect, type Page, test } from '@playwright/test';
import { type Locale, locales } from '../src/core/locale.ts';
import { measure, pseudo, rememberData, speakPseudo, untranslated } from './overflow.ts';
import { demoUrl } from './people.ts';
import { type Stop, stops, type Walker } from './tour.ts';
import { goTo, walk } from './walk.ts';

// The main pages stand in every run; all of them under `npm run journeys -- --overflow`.
const main = `sign-in sign-up recover help-article
  home people person roles company customers customer catalog cart subscription program request-new security`.split(/\s+/);
const wanted = (process.env['OVERFLOW'] ?? '') === 'all' ? stops : main.map((name) => stops.find((stop) => stop.name === name) as Stop);

/** A phone of the smallest kind, and a window of 1280 px at 200 %. */
const sizes = [
  { width: 320, height: 640 },
  { width: 640, height: 400 },
];

test('the pseudo-language is longer, accented, and keeps values and plural forms', () => {
  expect(pseudo('Save')).toBe('⟦Sáávéé⟧');
  expect(pseudo(['Hello ', ['name'], ', ', ['count', 'plural', { offset: 0, one: ['#', ' seat'], other: ['#', ' seats'] }]])).toEqual([
    '⟦',
    'Hééllôô ',
    ['name'],
    ', ',
    ['count', 'plural', { offset: 0, one: ['#', ' sééáát'], other: ['#', ' sééááts'] }],
    '⟧',
  ]);
});

test('the measure finds what is cut, what overlaps, what is too wide and what nobody translated', async ({ page }) => {
  await page.setContent(`<body style="margin:0;font:16px/1.5 sans-serif"><h1 style="width:60px;overflow:hidden;white-space:nowrap">⟦Séttïngs ôf thé cômpány⟧</h1>
    <div style="height:24px">⟦Fïrst⟧</div><div style="margin-top:-24px">⟦Sécônd⟧</div><p style="width:60px;overflow:hidden;text-overflow:ellipsis;white-space:nowrap">⟦Mééáánt tôô béé cüüt⟧</p>
    <div style="width:60px;overflow:auto;white-space:nowrap">⟦Scrôlls bÿ ïtséélf⟧</div><p>Save changes</p><p translate="no">orders.placed</p><p>Harbor Pine, Nov 21</p></body>`);
  const { problems, shown } = await measure(page);
  expect(problems.map((problem) => problem.split(' ')[0])).toEqual(['cut', '“⟦Fïrst⟧”']);
  expect(untranslated(shown, (text) => text === 'Harbor Pine')).toEqual(['Save changes']);
  await page.setContent('<body><div style="width:3000px">⟦Wïdé⟧</div></body>');
  expect((await measure(page)).problems[0]).toContain('too wide');
});

for (const locale of ['pseudo', ...locales] as const)
  for (const as of new Set(wanted.map((stop) => stop.as)))
    test(`nothing is cut, overlaps or stays untranslated for ${as} in ${locale}`, async ({ browser }) => {
      test.setTimeout(1_800_000);
      const spoken: Locale = locale === 'pseudo' ? 'en' : locale;
      const { context, accountId } = await walk(browser, demoUrl(), spoken, as satisfies Walker, { viewport: sizes[0] ?? null, reducedMotion: 'reduce' });
      if (locale === 'pseudo') await speakPseudo(context);
      const page = await context.newPage();
      const data = rememberData(page);
      const wrong: string[] = [];
      const mine = wanted.filter((stop) => stop.as === as);
      for (const [at, stop] of mine.entries()) {
        await goTo(context, page, demoUrl(), stop, accountId, mine[at - 1]);
        await data.settled();
        // Pages that the server makes get their sentences there.
        const isPseudo = locale === 'pseudo' && Boolean(await page.evaluate("document.getElementById('boot') !== null"));
        const found = await looked(page, (shown) => (isPseudo ? untranslated(shown, data.has) : []));
        wrong.push(...found.map((line) => `${stop.name}: ${line}`));
      }
      await context.unrouteAll({ behavior: 'ignoreErrors' });
      await context.close();
      expect(wrong).toEqual([]);
    });

/** One page at every size, and what nobody translated. */
async function looked(page: Page, plain: (shown: readonly string[]) => string[]): Promise<string[]> {
  const found = new Map<string, string>();
  for (const size of sizes) {
    await page.setViewportSize(size);
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    const { problems, shown } = await measure(page);
    for (const problem of problems) if (!found.has(problem)) found.set(problem, `${size.width} px: ${problem}`);
    for (const text of plain(shown)) found.set(text, `not translated: “${text.slice(0, 80)}”`);
  }
  await page.setViewportSize(sizes[0] ?? { width: 320, height: 640 });
  return [...found.values()];
}
