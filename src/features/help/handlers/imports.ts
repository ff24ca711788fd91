import { Readable } from 'node:stream';
import { unzipSync } from 'fflate';
import { may } from '../../../core/access.ts';
import type { Locale, Translate } from '../../../core/locale.ts';
import { NotFound } from '../../../core/problems.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Download } from '../../../server/http.ts';
import type { Layer } from '../../../server/sentences.ts';
import { keepTexts, removeTexts } from '../acts.ts';
import { HelpArchiveWrong, type importEndpoints, listedMost } from '../contract/imports.ts';
import { exportFiles, zipFiles } from '../exports.ts';
import { collect, type ImportFile, isReadable } from '../imports.ts';
import type { Library } from '../library.ts';
import { reworded } from '../policy.ts';
import { countImports, findText, listImportedKeys, listImports, textsIn } from '../queries.ts';

interface ImportParts {
  /** The articles that come with the program, in the center's own words. */
  readonly shipped: () => Library;
  /** The center's own words in those that were brought along, as of now. */
  readonly words: () => Layer['imported'];
  readonly translator: (locale: Locale) => Translate;
}

/** What the files of an archive may become together, and how many they may be. */
const UNPACKED = 200 * 1024 * 1024;
const FILES_MOST = 20_000;

export function importHandlers({ shipped, words, translator }: ImportParts): HandlersOf<typeof importEndpoints> {
  return {
    async importHelp({ tx, actor, now }, { content, rehearse, subject }) {
      const files = unpacked(Buffer.from(content, 'base64'));
      const keys = new Set(await listImportedKeys(tx));
      const { texts, faults } = await collect(files, {
        shipped: new Set(shipped().articles.keys()),
        present: new Set([...keys].map((key) => key.split(' ')[0] ?? '')),
        subject,
        textOf: (article, locale) => findText(tx, article, locale),
      });
      if (!rehearse) await keepTexts(tx, actor, now, texts);
      return {
        files: files.length,
        count: texts.length,
        texts: texts.slice(0, listedMost).map(({ article, locale, own }) => ({ article, locale, title: own.title, isNew: !keys.has(`${article} ${locale}`) })),
        faultCount: faults.length,
        faults: faults.toSorted((a, b) => Number(b.refused) - Number(a.refused)).slice(0, listedMost),
      };
    },
    async listHelpImports({ tx, actor }) {
      const [count, items] = await Promise.all([countImports(tx), listImports(tx, listedMost)]);
      return { count, items, can: { change: may(actor.rights, 'op.support', 'edit') } };
    },
    async removeHelpImport({ tx, actor, now }, { article, locale }) {
      const removed = await removeTexts(tx, actor, now, article, locale ?? null);
      if (removed === 0) throw new NotFound({});
      return { removed };
    },
    async exportHelp({ tx }, { locale, format }): Promise<Download> {
      const brought = (await textsIn(tx, locale)).map((text) => reworded(text, words().get(`${text.article}/${locale}`)));
      const zip = zipFiles(exportFiles({ shipped: shipped().articles.values(), brought, locale, format, translator }));
      return { type: 'application/zip', name: `help-${locale}-${format}.zip`, body: Readable.from([Buffer.from(zip)]) };
    },
  };
}

/** The files of an archive that could be articles. @throws HelpArchiveWrong */
function unpacked(bytes: Uint8Array): ImportFile[] {
  let [size, count] = [0, 0];
  try {
    const files = unzipSync(bytes, {
      filter: ({ name, originalSize }) => {
        if (!isReadable(name) || /(^|\/)(\.|__MACOSX\/)/.test(name)) return false;
        size += originalSize;
        if (size > UNPACKED || ++count > FILES_MOST) throw new Error('too much');
        return true;
      },
    });
    return Object.entries(files).map(([path, content]) => ({ path: path.slice(-300), bytes: content }));
  } catch {
    throw new HelpArchiveWrong({});
  }
}
