import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isOfArticle, placeOf } from './policy.ts';
import { diffOf, linesOfArticle, linesOfCatalogue } from './patch.ts';

interface Said {
  readonly locale: string;
  readonly sentence: string;
  readonly text: string;
}
interface Places {
  /** Where the paths of the patch begin. */
  readonly root: string;
  /** The folder of the articles, from the root. */
  readonly articles: string;
}

/** The center's own words as one patch of the files that Entente came with, file by file. */
export function patchOf(all: readonly Said[], { root, articles }: Places): string {
  const files = new Map<string, Said[]>();
  for (const own of all) {
    const path = isOfArticle(own.sentence) ? `${articles}/${placeOf(own.sentence)[0]}/${own.locale}.md` : `locales/${own.locale}.json`;
    files.set(path, [...(files.get(path) ?? []), own]);
  }
  return [...files]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, wanted]) => {
      if (!existsSync(join(root, path))) return '';
      const file = readFileSync(join(root, path), 'utf8');
      const [first] = wanted;
      const lines = first && isOfArticle(first.sentence) ? linesOfArticle(placeOf(first.sentence)[0], file, wanted) : linesOfCatalogue(file, wanted);
      return diffOf(path, file, lines);
    })
    .join('');
}
