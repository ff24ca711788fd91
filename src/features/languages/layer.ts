import type { Locale } from '../../core/locale.ts';
import { type Database, inNobody } from '../../server/db.ts';
import type { Log } from '../../server/log.ts';
import type { Layer, Sentences } from '../../server/sentences.ts';
import type { Catalogue } from './catalogue.ts';
import { isLaid, isOfArticle, placeOf, standingOf } from './policy.ts';
import { listOverrides, type OverrideRow } from './queries.ts';

/** What every process listens to: somebody changed the center's own words. */
export const sentencesChanged = 'entente_sentences';

/** The center's own words as they are laid over those that came with Entente; what no longer fits is left out. */
export function layerOf(rows: readonly OverrideRow[], catalogue: () => Catalogue): Layer {
  const messages: Partial<Record<Locale, Map<string, string>>> = {};
  const articles = new Map<string, Map<string, string>>();
  const imported = new Map<string, Map<string, { instead: string; text: string }>>();
  for (const own of rows) {
    const { locale, sentence, text } = own;
    const [article, place] = isOfArticle(sentence) ? placeOf(sentence) : [];
    if (article !== undefined && place !== undefined && !catalogue().holds(article)) {
      // An import may come at any moment: the article looks itself whether it still says what these are for.
      const key = `${article}/${locale}`;
      imported.set(key, (imported.get(key) ?? new Map()).set(place, { instead: own.shipped, text }));
      continue;
    }
    if (!isLaid(standingOf(own, catalogue().find(locale, sentence)))) continue;
    if (article !== undefined && place !== undefined) {
      const key = `${article}/${locale}`;
      articles.set(key, (articles.get(key) ?? new Map()).set(place, text));
    } else (messages[locale] ??= new Map()).set(sentence, text);
  }
  return { messages, articles, imported };
}

interface Parts {
  readonly db: Database;
  readonly log: Log;
  readonly sentences: Pick<Sentences, 'lay'>;
  readonly catalogue: () => Catalogue;
}
/** Lays the center's own words over the shipped ones, as they are in the database. */
export function keepLaid({ db, log, sentences, catalogue }: Parts) {
  let running = Promise.resolve();
  const read = async () => sentences.lay(layerOf(await inNobody(db, listOverrides), catalogue));
  return {
    /** One after the other, so that what was read first is never laid last. */
    lay: (): Promise<void> => (running = running.then(read).catch((error: unknown) => log.error({ error }, 'the center’s own words could not be read'))),
  };
}
