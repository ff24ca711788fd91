import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Built {
  readonly file: string;
  readonly css?: readonly string[];
}
/** What the builder wrote about the pages in a folder; read once, for they are built before the server starts. */
const manifests = new Map<string, Readonly<Record<string, Built>>>();

/** Addresses of the stylesheets that were built from these sources, for pages that the server writes itself; none before the pages are built. */
export function stylesheetsOf(webFolder: string, sources: readonly string[]): readonly string[] {
  const file = join(webFolder, '.vite/manifest.json');
  if (!manifests.has(webFolder) && existsSync(file)) manifests.set(webFolder, JSON.parse(readFileSync(file, 'utf8')) as Record<string, Built>);
  const manifest = manifests.get(webFolder) ?? {};
  return sources.flatMap((source) => {
    const { file: built, css = [] } = manifest[source] ?? { file: '' };
    return [...(built.endsWith('.css') ? [built] : []), ...css].map((each) => `/${each}`);
  });
}
