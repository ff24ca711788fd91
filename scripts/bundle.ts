import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { buildWeb } from './build-web.ts';

const root = path.resolve(import.meta.dirname, '..');
const web = path.join(root, 'dist/web');

interface Chunk {
  readonly file: string;
  readonly imports?: readonly string[];
  readonly isEntry?: boolean;
}
type Manifest = Readonly<Record<string, Chunk>>;

/** A page as a visitor meets it: the entry, what its screen needs, the sentences of its parts. */
interface Errand {
  readonly name: string;
  readonly limitKb: number;
  /** Modules of the manifest that are fetched one after the other until the page can be used. */
  readonly modules: readonly string[];
  readonly parts: readonly string[];
}

const everywhere = ['ui', 'frame', 'fields'];
const errands: readonly Errand[] = [
  { name: 'sign-in', limitKb: 150, modules: ['src/features/identity/screens/SignInPage.tsx'], parts: [...everywhere, 'signin'] },
  {
    name: 'signed-in home',
    limitKb: 280,
    modules: ['src/main.app.tsx', 'src/features/accounts/screens/HomePage.tsx', 'src/features/members/screens/AdminsCard.tsx'],
    parts: [...everywhere, 'shell', 'roles', 'permissions', 'accounts', 'members'],
  },
];

export interface Weight {
  readonly name: string;
  readonly limitKb: number;
  /** Kilobytes (1,000 bytes) after gzip. */
  readonly scriptsKb: number;
  readonly sentencesKb: number;
  readonly totalKb: number;
}

/** What a browser fetches before the page can be used, scripts and sentences, after gzip; the heaviest language counts. */
export function weighPages(): Weight[] {
  const manifest = JSON.parse(readFileSync(path.join(web, '.vite/manifest.json'), 'utf8')) as Manifest;
  const entry = Object.keys(manifest).find((key) => manifest[key]?.isEntry);
  if (!entry) throw new Error('the manifest names no entry');
  return errands.map(({ name, limitKb, modules, parts }) => {
    const missing = modules.filter((key) => !manifest[key]);
    if (missing.length > 0) throw new Error(`${name}: not in the manifest: ${missing.join(', ')}`);
    const files = new Set([entry, ...modules].flatMap((key) => filesOf(manifest, key)));
    const scriptsKb = kb([...files].reduce((sum, file) => sum + zipped(readFileSync(path.join(web, file))), 0));
    const sentencesKb = kb(Math.max(...languages().map((locale) => sentencesOf(locale, parts))));
    return { name, limitKb, scriptsKb, sentencesKb, totalKb: kb((scriptsKb + sentencesKb) * 1000) };
  });
}

const zipped = (bytes: Buffer): number => gzipSync(bytes, { level: 6 }).length;
const kb = (bytes: number): number => Math.round(bytes / 100) / 10;

/** A chunk and everything that it imports at once. */
function filesOf(manifest: Manifest, key: string, seen = new Set<string>()): string[] {
  if (seen.has(key)) return [];
  seen.add(key);
  const chunk = manifest[key];
  return chunk ? [chunk.file, ...(chunk.imports ?? []).flatMap((each) => filesOf(manifest, each, seen))] : [];
}

const languages = (): string[] => readdirSync(path.join(root, 'locales')).map((file) => file.replace('.json', ''));

function sentencesOf(locale: string, parts: readonly string[]): number {
  const written = JSON.parse(readFileSync(path.join(root, `locales/${locale}.json`), 'utf8')) as Record<string, string>;
  return parts.reduce((sum, part) => {
    const own = Object.entries(written).filter(([id]) => id.startsWith(`${part}.`));
    return sum + zipped(Buffer.from(JSON.stringify(Object.fromEntries(own.map(([id, message]) => [id, compileMessage(message)])))));
  }, 0);
}

if (import.meta.main) {
  await buildWeb({ say: console.log });
  for (const page of weighPages())
    console.log(`${page.name}: ${page.totalKb} KB of ${page.limitKb} (scripts ${page.scriptsKb}, sentences ${page.sentencesKb})`);
}
