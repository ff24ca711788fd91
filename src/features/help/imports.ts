import type { Subject } from '../../core/article.ts';
import type { Locale } from '../../core/locale.ts';
import { type Bilingual, readBilingual } from './bilingual.ts';
import { type Fault, isBeyond } from './bilingualLines.ts';
import type { FaultCode, FileFault } from './contract/imports.ts';
import { readXliff, translatedInto } from './xliff.ts';

export interface ImportFile {
  /** Below the folder that is brought along, with `/`. */
  readonly path: string;
  readonly bytes: Uint8Array;
}
export interface Collected {
  readonly texts: readonly Bilingual[];
  readonly faults: readonly FileFault[];
  /** How many files were looked at. */
  readonly files: number;
}
interface Around {
  /** Names of the articles that come with the program: nothing takes their place. */
  readonly shipped: ReadonlySet<string>;
  /** Names of the articles that were brought along before. */
  readonly present: ReadonlySet<string>;
  /** Where an article goes that names no subject of ours. */
  readonly subject?: Subject | undefined;
  /** An article that was brought along before, into which a translation can come back. */
  readonly textOf: (article: string, locale: Locale) => Promise<Bilingual | null>;
}

/** What a translator sends back, and what is read as an article. */
const isXliff = /\.xl(?:f|iff?)$/i;
export const isReadable = (path: string): boolean => isXliff.test(path) || /\.(?:md|markdown|txt)$/i.test(path);

/** Bytes that one file may have. */
const FILE_MOST = 1024 * 1024;
/** Files after which others have their turn. */
const TURN = 25;

/** Reads files of the bilingual form. Nothing is kept yet: what they would become, and file by file what cannot be kept. */
export async function collect(files: readonly ImportFile[], { shipped, present, subject, textOf }: Around): Promise<Collected> {
  const texts = new Map<string, Bilingual>();
  const faults: FileFault[] = [];
  const leads: { file: string; line: number; article: string }[] = [];
  const tell = (file: string, all: readonly Fault[]) => {
    const refused = all.some(({ code }) => isBeyond(code));
    faults.push(...all.filter(({ code }) => !refused || isBeyond(code)).map((fault) => ({ ...fault, file, refused })));
  };
  for (const [n, { path, bytes }] of files.entries()) {
    // The server answers others meanwhile.
    if (n % TURN === TURN - 1) await new Promise((resolve) => setImmediate(resolve));
    const content = decoded(bytes);
    if ('code' in content) {
      tell(path, [{ line: 1, code: content.code, at: '' }]);
      continue;
    }
    const read = isXliff.test(path) ? await returned(content.text, shipped, textOf) : readBilingual(path, content.text);
    const { text } = read;
    const key = text ? `${text.article} ${text.locale}` : '';
    const clash = !text ? null : shipped.has(text.article) ? 'taken' : texts.has(key) ? 'twice' : null;
    tell(path, clash && text ? [{ line: 1, code: clash, at: clash === 'twice' ? (texts.get(key)?.path ?? '') : text.article }] : read.faults);
    if (!text || clash) continue;
    texts.set(key, text.subject === 'more' && subject ? { ...text, subject } : text);
    leads.push(...read.leads.map((lead) => ({ ...lead, file: path })));
  }
  const known = new Set([...texts.values()].map(({ article }) => article));
  for (const { file, line, article } of leads)
    if (!known.has(article) && !shipped.has(article) && !present.has(article)) faults.push({ file, line, code: 'lost_link', at: article, refused: false });
  return { texts: [...texts.values()], faults: faults.sort((a, b) => (a.file < b.file ? -1 : a.file > b.file ? 1 : a.line - b.line)), files: files.length };
}

/** Translations that came back, in the article that they were made of. */
async function returned(xml: string, shipped: ReadonlySet<string>, textOf: Around['textOf']): Promise<ReturnType<typeof readBilingual>> {
  const wrong = (code: FaultCode, at = '') => ({ text: null, faults: [{ line: 1, code, at }], leads: [] });
  const found = readXliff(xml);
  if (!found) return wrong('xliff');
  if (shipped.has(found.article)) return wrong('taken', found.article);
  const before = await textOf(found.article, found.locale);
  const text = before && translatedInto(before, found);
  return text ? { text, faults: [], leads: [] } : wrong('xliff', found.article);
}

function decoded(bytes: Uint8Array): { readonly text: string } | { readonly code: FaultCode } {
  if (bytes.length > FILE_MOST) return { code: 'too_large' };
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return text.includes('\0') ? { code: 'not_text' } : { text };
  } catch {
    return { code: 'not_text' };
  }
}
