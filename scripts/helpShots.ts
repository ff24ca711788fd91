import { existsSync } from 'node:fs';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Browser } from '@playwright/test';
import { byWalker, frame, take, walkForHelp } from '../e2e/helpPictures.ts';
import { type HelpShot, helpShots } from '../e2e/helpShots.ts';
import type { Locale } from '../src/core/locale.ts';

interface Wish {
  readonly folder: string;
  readonly languages: readonly Locale[];
  /** Articles; all unless said. */
  readonly only?: readonly string[];
  /** What is there already is left as it is. */
  readonly onlyMissing: boolean;
}

/** Takes the pictures of the help center's articles from a running demo; says which could not be taken, and why. */
export async function takeHelpShots(
  browser: Browser,
  url: string,
  { folder, languages, only, onlyMissing }: Wish,
): Promise<{ missed: string[]; written: number }> {
  const wanted = helpShots.filter(({ article }) => !only || only.includes(article));
  const missed: string[] = [];
  let written = 0;
  // All languages at a time: while one page comes, another is cut out; what has to be left is left in all of them.
  await Promise.all(languages.map(takeIn));
  return { missed, written };

  async function takeIn(locale: Locale): Promise<void> {
    const mine = wanted.filter(({ article, name }) => !onlyMissing || !existsSync(path.join(folder, article, `${name}.${locale}.webp`)));
    for (const shots of byWalker(mine)) {
      await takeAs(locale, shots).catch((error: unknown) => missed.push(`${shots.map(({ article }) => article).join(', ')} in ${locale}: ${said(error)}`));
    }
  }

  async function takeAs(locale: Locale, shots: readonly HelpShot[]): Promise<void> {
    const { context, accountId } = await walkForHelp(browser, url, locale, shots[0] as HelpShot);
    const page = await context.newPage();
    let before: HelpShot | undefined;
    for (const shot of shots) {
      const file = path.join(folder, shot.article, `${shot.name}.${locale}.webp`);
      try {
        const webp = await take(page, await frame(context, page, url, shot, { locale, accountId, before }));
        before = shot;
        const old = await readFile(file).catch(() => undefined);
        if (old?.equals(webp)) continue;
        await mkdir(path.dirname(file), { recursive: true });
        await writeFile(file, webp);
        written++;
      } catch (error) {
        before = undefined;
        missed.push(`${shot.article}/${shot.name}.${locale}: ${said(error)}`);
      }
    }
    await context.close();
  }
}

const said = (error: unknown): string => (error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
