import type { Locale } from '../../core/locale.ts';
import { type Database, inNobody } from '../../server/db.ts';
import type { Log } from '../../server/log.ts';
import type { Layer, Reworded, Sentences } from '../../server/sentences.ts';
import type { Catalogue } from './catalogue.ts';
import { isLaid, isOfArticle, placeOf, standingOf } from './policy.ts';
import { listOverrides, type OverrideRow } from './queries.ts';

/** What every process listens to: somebody changed the center's own words. */
export const sentencesChanged = 'entente_sentences';

/** The center's own words as they are laid over those that came with Entente; what no longer fits is left out. */
export function layerOf(rows: readonly OverrideRow[], catalogue: () => Catalogue): Layer {
  const messages: Partial<Record<Locale, Map<string, string>>> = {};
  const articles = new Map<string, Map<string, string>>();
  const imported = new Map<string, Map<string, Reworded>>();
  for (const own of rows) {
    const { locale, sentence, text } = own;
    const [article, place] = placeOf(sentence);
    // An import may come at any moment: the article looks itself whether it still says what these are for.
    if (isOfArticle(sentence) && !catalogue().holds(article)) put(imported, `${article}/${locale}`, place, { instead: own.shipped, text });
    else if (!isLaid(standingOf(own, catalogue().find(locale, sentence)))) continue;
    else if (isOfArticle(sentence)) put(articles, `${article}/${locale}`, place, text);
    else (messages[locale] ??= new Map()).set(sentence, text);
  }
  return { messages, articles, imported };
}
function put<T>(all: Map<string, Map<string, T>>, article: string, place: string, said: T): void {
  all.set(article, (all.get(article) ?? new Map<string, T>()).set(place, said));
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
