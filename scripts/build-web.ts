import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const built = path.join(root, 'dist/web');
/** Holds the hash of the sources that the built pages were made from. */
const mark = 'made-from';

/** What the pages are made of; tests beside them are not. */
const sources = ['src/web', 'src/core', 'src/features', 'src/main.web.tsx', 'src/main.app.tsx', 'index.html', 'vite.config.ts', 'package-lock.json'];
const isSource = (file: string): boolean => !/\.test\.tsx?$/.test(file) && (!file.startsWith('src/features/') || /\/screens\/|\/contract(\.ts|\/)/.test(file));

interface BuildParts {
  /** Told in one line what is done, when something is done. */
  say(line: string): void;
}

/**
 * Builds the pages into `dist/web` when their sources are others than those it was built from. In a process of its own,
 * so that the server does not keep the builder's memory. Whole or not at all: a failed build leaves the old pages.
 */
export async function buildWeb({ say }: BuildParts): Promise<{ readonly changed: boolean }> {
  const wanted = sourcesHash();
  if (existsSync(path.join(built, 'index.html')) && builtFrom() === wanted) return { changed: false };
  say('Building the pages (about 10 s, only when their sources have changed) …');
  const began = Date.now();
  const draft = `${built}.${process.pid}`;
  try {
    await buildInto(draft);
    writeFileSync(path.join(draft, mark), wanted);
    rmSync(built, { recursive: true, force: true });
    renameSync(draft, built);
  } finally {
    rmSync(draft, { recursive: true, force: true });
  }
  say(`The pages are built (${((Date.now() - began) / 1000).toFixed(1)} s).`);
  return { changed: true };
}

function builtFrom(): string | null {
  const file = path.join(built, mark);
  return existsSync(file) ? readFileSync(file, 'utf8') : null;
}

function sourcesHash(): string {
  const hash = createHash('sha256');
  for (const file of sources.flatMap(filesOf).filter(isSource).sort())
    hash
      .update(`${file}\0`)
      .update(readFileSync(path.join(root, file)))
      .update('\0');
  return hash.digest('hex');
}

function filesOf(place: string): string[] {
  const full = path.join(root, place);
  if (!existsSync(full)) return [];
  if (!path.extname(place)) {
    return readdirSync(full, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)));
  }
  return [place];
}

async function buildInto(folder: string): Promise<void> {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const words = ['build', '--outDir', folder, '--emptyOutDir', '--manifest', '--logLevel', 'warn'];
  const child = spawn(process.execPath, [vite, ...words], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (said += text.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', resolve);
  });
  if (code !== 0) throw new Error(`The pages could not be built:\n${said}`);
}

if (import.meta.main) await buildWeb({ say: console.log });
