import { readFile } from 'node:fs/promises';
import { expect, test } from '@playwright/test';
import { strFromU8, strToU8, unzipSync, zipSync } from 'fflate';
import { localeNames } from '../src/core/locale.ts';
import { bilingualFiles } from '../test/bilingual.ts';
import { keyOn } from './keys.ts';
import { openBrowser } from './newcomers.ts';
import { demoUrl, expectSound, journeyLocales, operatorEmail, operatorLocale, says, signInByApi } from './people.ts';

/** In which language a file of ours is, for a journey in each. */
const files = { en: ['fr', 'fr-fr'], fr: ['fr', 'fr-fr'], es: ['es', 'es-es'], 'zh-CN': ['zh-TW', 'zh-tw'], 'zh-TW': ['zh-TW', 'zh-tw'] } as const;
const sourceSentence = 'Only one person can hold the keys of a gate.';
const pairsIn = (text: string) =>
  [...text.matchAll(/data-ttu-id="([^"]+)">(.*?)<\/span><span class="sxs-lookup"><span data-stu-id="\1">(.*?)<\/span>/g)].map((found) => found.slice(1));

for (const locale of journeyLocales('es')) {
  test(`an operator brings an article along, someone reads it beside its source, and it goes out as it came, in ${locale}`, async ({ browser }) => {
    const [own, folder] = files[locale];
    const [t, d] = [says(own), says(operatorLocale('op_support_agent'))];
    const name = `warehouse-${locale.toLowerCase()}`;
    const text = bilingualFiles()[`${folder}/open-a-warehouse.md`] ?? '';
    const [title = ''] = pairsIn(text)[0]?.slice(1) ?? [];
    const archive = zipSync({ [`${folder}/${name}.md`]: strToU8(text), [`${folder}/${name}-broken.md`]: strToU8('# Nothing before it') });

    const operators = await openBrowser(browser, locale);
    await signInByApi(operators, demoUrl(), operatorEmail('op_support_agent'));
    const desk = await operators.newPage();
    await desk.goto(`${demoUrl()}/operator/help`);
    await desk.getByLabel(d('help.imports.choose')).setInputFiles({ name: 'articles.zip', mimeType: 'application/zip', buffer: Buffer.from(archive) });
    const refused = desk.getByRole('alert');
    await expect(refused).toContainText(d('help.imports.place', { file: `${folder}/${name}-broken.md`, line: 1 }));
    await expect(refused).toContainText(d('help.import.fault.no_head'));
    await expect(desk.getByText(d('help.imports.would', { count: 1, files: 2 }))).toBeVisible();
    await expectSound(desk, 'what an import would bring');
    await keyOn(desk, desk.getByRole('button', { name: d('help.imports.apply', { count: 1 }) }));
    const listed = desk.getByRole('list', { name: d('help.imports.listed') });
    await expect(listed.locator(`a[href="/help/${name}"]`)).toHaveText(title);
    await expectSound(desk, 'what was imported');

    // Everyone finds it, in the language in which it came, and each sentence beside its source.
    const readers = await openBrowser(browser, own);
    const page = await readers.newPage();
    await page.goto(`${demoUrl()}/help?q=${encodeURIComponent(title)}`);
    await keyOn(page, page.getByRole('main').locator(`a[href="/help/${name}"]`));
    await expect(page.getByRole('heading', { level: 1, name: title })).toBeVisible();
    await expect(page.getByText(sourceSentence)).toHaveCount(0);
    await keyOn(page, page.getByRole('button', { name: t('second.both') }));
    await expect(page.getByText(sourceSentence)).toBeVisible();
    await expectSound(page, 'an imported article side by side');

    // It goes out with every sentence and id.
    const saved = desk.waitForEvent('download');
    await keyOn(desk, desk.getByRole('link', { name: `${d('help.exports.bilingual')} ${localeNames[own]}` }));
    const out = unzipSync(await readFile(await (await saved).path()));
    expect(pairsIn(strFromU8(out[`${own}/${name}.md`] ?? new Uint8Array()))).toEqual(pairsIn(text));
    expect(Object.keys(out).length).toBeGreaterThan(40);

    await keyOn(
      desk,
      listed
        .locator('li')
        .filter({ has: desk.locator(`a[href="/help/${name}"]`) })
        .getByRole('button'),
    );
    await keyOn(desk, desk.getByRole('dialog').getByRole('button', { name: d('help.imports.remove'), exact: true }));
    await expect(desk.locator(`a[href="/help/${name}"]`)).toHaveCount(0);
    // Not what this browser still remembers.
    const later = await openBrowser(browser, own);
    const gone = await later.newPage();
    await gone.goto(`${demoUrl()}/help/${name}`);
    await expect(gone.getByRole('heading', { level: 1, name: t('help.gone') })).toBeVisible();
    await operators.close();
    await readers.close();
    await later.close();
  });
}
