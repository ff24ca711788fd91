import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, sep } from 'node:path';
import { parseArgs } from 'node:util';
import { subjects } from '../core/article.ts';
import { isLocale, locales, type MessageKey } from '../core/locale.ts';
import { keepTexts, removeTexts } from '../features/help/acts.ts';
import { exportFormats } from '../features/help/contract/imports.ts';
import { exportFiles } from '../features/help/exports.ts';
import { collect, type ImportFile, isReadable } from '../features/help/imports.ts';
import { readLibrary, shippedArticles } from '../features/help/library.ts';
import { findText, listImportedKeys, listImports, textsIn } from '../features/help/queries.ts';
import { openApp } from '../main.server.ts';
import { system } from '../server/actor.ts';
import { environment, readConfig } from '../server/config.ts';
import { connectDatabase } from '../server/connect.ts';
import { acrossAccounts } from '../server/db.ts';
import { openLog } from '../server/log.ts';
import { loadSecrets } from '../server/secrets.ts';
import { openSentences } from '../server/sentences.ts';
import type { Tx } from '../server/tx.ts';

const say = (line: string) => console.log(line);
const translated = locales.filter((locale) => locale !== 'en');

/** Runs `work` in one transaction on the center's database, beside a running server too. */
async function inCenter<T>(what: string, work: (tx: Tx) => Promise<T>): Promise<T> {
  const config = readConfig(environment());
  const connection = await connectDatabase(config, () => {}, { hold: false });
  try {
    const app = await openApp({ config, database: connection.app, secrets: loadSecrets(config.DATA_DIR), log: openLog('error'), now: () => new Date() });
    try {
      return await acrossAccounts(app.db, what, work);
    } finally {
      await app.close();
    }
  } finally {
    await connection.stop();
  }
}

/** Brings articles of a folder in. Exit code 1 when a file was refused: the others are in. */
export async function helpImport(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { rehearse: { type: 'boolean', default: false }, subject: { type: 'string' } },
  });
  const [folder] = positionals;
  const subject = subjects.find((each) => each === values.subject);
  if (!folder || (values.subject !== undefined && !subject)) {
    say(`usage: entente help import FOLDER [--rehearse] [--subject ${subjects.join('|')}]`);
    return 2;
  }
  const files = await filesIn(folder);
  const shipped = new Set(readLibrary(shippedArticles).articles.keys());
  const { report, fresh } = await inCenter('entente help import', async (tx) => {
    const keys = new Set(await listImportedKeys(tx));
    const present = new Set([...keys].map((key) => key.split(' ')[0] ?? ''));
    const collected = await collect(files, { shipped, present, subject, textOf: (article, locale) => findText(tx, article, locale) });
    if (!values.rehearse) await keepTexts(tx, system('entente help import'), new Date(), collected.texts);
    return { report: collected, fresh: collected.texts.filter(({ article, locale }) => !keys.has(`${article} ${locale}`)).length };
  });
  const t = openSentences().translator('en');
  for (const { file, line, code, at, refused } of report.faults)
    say(`${refused ? '✗' : '·'} ${join(folder, file)}:${line} ${t(`help.import.fault.${code}` as MessageKey, { at })}`);
  const refused = new Set(report.faults.filter((fault) => fault.refused).map(({ file }) => file)).size;
  const would = values.rehearse ? ' would come in' : ' came in';
  say(
    `${report.texts.length} of ${report.files} files${would}: ${fresh} new, ${report.texts.length - fresh} in the place of what was there${refused ? `; ${refused} refused` : ''}.`,
  );
  return refused ? 1 : 0;
}

/** What could be an article below a folder; no links are followed. */
async function filesIn(folder: string): Promise<ImportFile[]> {
  const found: ImportFile[] = [];
  for (const entry of await readdir(folder, { withFileTypes: true, recursive: true })) {
    const place = join(entry.parentPath, entry.name);
    const path = relative(folder, place).split(sep).join('/');
    if (entry.isFile() && isReadable(path) && !/(^|\/)\./.test(path)) found.push({ path, bytes: await readFile(place) });
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Writes all articles, the program's own too, into a folder: one folder a language. */
export async function helpExport(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: { format: { type: 'string', default: 'bilingual' }, locale: { type: 'string', multiple: true } },
  });
  const [folder] = positionals;
  const format = exportFormats.find((each) => each === values.format);
  const wanted = values.locale ?? translated;
  const asked = translated.filter((locale) => wanted.includes(locale));
  if (!folder || !format || asked.length !== new Set(wanted).size) {
    say(`usage: entente help export FOLDER [--format ${exportFormats.join('|')}] [--locale ${translated.join('|')}]…`);
    return 2;
  }
  const { translator } = openSentences();
  const shipped = [...readLibrary(shippedArticles).articles.values()];
  let count = 0;
  for (const locale of asked) {
    const brought = await inCenter('entente help export', (tx) => textsIn(tx, locale));
    for (const { path, text } of exportFiles({ shipped, brought, locale, format, translator })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), text);
      count++;
    }
  }
  say(`${count} files are in ${folder}.`);
  return 0;
}

export async function helpList(): Promise<number> {
  const items = await inCenter('entente help list', (tx) => listImports(tx, 1_000_000));
  for (const { article, locale, title, path, importedAt } of items) say([article, locale, importedAt.toISOString(), title, path].join('\t'));
  return 0;
}

export async function helpRemove(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({ args: [...args], allowPositionals: true, options: { locale: { type: 'string' } } });
  const [article] = positionals;
  const { locale } = values;
  if (!article || (locale !== undefined && !isLocale(locale))) {
    say('usage: entente help remove ARTICLE [--locale fr]');
    return 2;
  }
  const removed = await inCenter('entente help remove', (tx) =>
    removeTexts(tx, system('entente help remove'), new Date(), article, locale && isLocale(locale) ? locale : null),
  );
  if (removed === 0) throw new Error(`Nothing was brought along under the name ${article}${locale ? ` in ${locale}` : ''}: see entente help list`);
  say(`${article} is removed, in ${removed} ${removed === 1 ? 'language' : 'languages'}.`);
  return 0;
}
