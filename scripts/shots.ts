import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { startCenter } from '../e2e/startCenters.ts';
import { stops, type Walker } from '../e2e/tour.ts';
import { goTo, walk } from '../e2e/walk.ts';
import { type Locale, locales } from '../src/core/locale.ts';
import { launchOptions } from '../test/browser.ts';
import { takeHelpShots } from './helpShots.ts';

// `npm run shots`: a picture of every page of the demo world, in five languages, wide and narrow, light and dark.
// `npm run shots -- --help`: the pictures in the articles of the help center, in the language of each.
const { values } = parseArgs({
  options: {
    only: { type: 'string', multiple: true },
    locale: { type: 'string', multiple: true },
    width: { type: 'string', multiple: true },
    theme: { type: 'string', multiple: true },
    url: { type: 'string' },
    out: { type: 'string' },
    help: { type: 'boolean', default: false },
    missing: { type: 'boolean', default: false },
    full: { type: 'boolean', default: true },
  },
});
const widths = (values.width ?? ['1280', '390']).map(Number);
const themes = (values.theme ?? ['light', 'dark']) as ('light' | 'dark')[];
const languages = (values.locale ?? locales) as Locale[];
const wanted = stops.filter((s) => !values.only || values.only.some((name) => s.name.startsWith(name)));

const center = values.url ? { url: values.url, stop: async () => {} } : await startCenter('demo');
const browser = await chromium.launch(await launchOptions());
const folder = path.resolve(values.out ?? (values.help ? 'help' : 'shots'));
const taken: string[] = [];
try {
  await (values.help ? takeForHelp() : takePages());
} finally {
  await browser.close();
  await center.stop();
}

async function takeForHelp(): Promise<void> {
  const { missed, written } = await takeHelpShots(browser, center.url, {
    folder,
    languages,
    onlyMissing: values.missing,
    ...(values.only ? { only: values.only } : {}),
  });
  console.log(`${written} pictures written in ${folder}`);
  for (const line of missed) console.error(line);
  process.exitCode = missed.length > 0 ? 1 : 0;
}

async function takePages(): Promise<void> {
  if (!values.only) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
  for (const locale of languages) for (const as of new Set(wanted.map((s) => s.as))) for (const theme of themes) await takeAll(locale, as, theme);
  await writeFile(path.join(folder, 'index.html'), sheet());
  console.log(`${taken.length} pictures in ${folder}; open index.html for all at a glance.`);
}

async function takeAll(locale: Locale, as: Walker, theme: 'light' | 'dark'): Promise<void> {
  const { context, accountId } = await walk(browser, center.url, locale, as, { colorScheme: theme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  for (const stop of wanted.filter((s) => s.as === as)) {
    for (const width of widths) {
      await page.setViewportSize({ width, height: width < 600 ? 844 : 800 });
      const file = `${stop.name}.${locale}.${width}.${theme}.png`;
      try {
        await goTo(context, page, center.url, stop, accountId);
        await page.screenshot({ path: path.join(folder, file), fullPage: values.full });
        taken.push(file);
      } catch (error) {
        console.log(`${file}: ${error instanceof Error ? error.message.split('\n')[0] : String(error)}`);
      }
    }
  }
  await context.close();
}

function sheet(): string {
  const figures = taken.map((file) => `<figure><a href="${file}"><img loading="lazy" src="${file}"></a><figcaption>${file}</figcaption></figure>`).join('\n');
  return `<!doctype html><meta charset="utf-8"><title>Entente</title><style>body{font:13px system-ui;display:grid;grid-template-columns:repeat(auto-fill,minmax(280px,1fr));gap:16px;padding:16px}figure{margin:0}img{width:100%;border:1px solid #ccc}</style>\n${figures}\n`;
}
