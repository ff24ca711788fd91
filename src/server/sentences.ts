import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setImmediate as turn } from 'node:timers/promises';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { type CompiledMessages, isLocale, type Locale, locales, type Translate, translator } from '../core/locale.ts';

const folder = join(import.meta.dirname, '../../locales');

/** Every sentence of one language as written: ICU messages by id. */
export const writtenSentences = (locale: Locale): Record<string, string> => JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8'));

/** The operator's own words, laid over the shipped ones. */
export interface Layer {
  readonly messages: Readonly<Partial<Record<Locale, ReadonlyMap<string, string>>>>;
  /** `article/locale` → place of a sentence → the sentence as it is written in the file. */
  readonly articles: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** The same for imported articles, with the sentence that each replaces: they change while the program runs. */
  readonly imported: ReadonlyMap<string, ReadonlyMap<string, Reworded>>;
}
/** What the center says instead of a sentence of an imported article, as long as the article still says what it replaces. */
export interface Reworded {
  readonly instead: string;
  readonly text: string;
}
const nothing: Layer = { messages: {}, articles: new Map(), imported: new Map() };

export interface Sentences {
  /** `t` in a reader's language, with the layer of the moment; what it says is not remembered, it may hold what must not stay in memory. */
  translator(locale: Locale): Translate;
  /** locale → part → hash, for the page; always those of the moment. */
  readonly catalogs: Readonly<Record<Locale, Readonly<Record<string, string>>>>;
  /** The compiled sentences of one part as JSON; an older hash gets those of the moment, `isCurrent: false`. */
  part(locale: string, part: string, hash: string): { readonly body: Buffer; readonly isCurrent: boolean } | undefined;
  /** Lays the operator's own words over the shipped ones, instead of those laid before; each must be valid ICU. */
  lay(layer: Layer): void;
  /** What is laid now; another object whenever it has changed. */
  layer(): Layer;
  /** Opens the languages that nobody has asked for yet, with room for others between them. */
  openAll(): Promise<void>;
}

/** Three of four sentences are nothing but text, of which there is nothing to compile. */
const compiled = (message: string): CompiledMessages[string] => (/[{}'#]/.test(message) ? compileMessage(message) : [message]);

const partOf = (id: string): string => id.slice(0, id.indexOf('.'));

/**
 * Compiles a language when it is first asked for (by a page, all of them): a start does not wait for any. A part is the first word of the ids
 * (`accounts.title` belongs to `accounts`).
 */
export function openSentences(): Sentences {
  const languages = new Map<Locale, Language>();
  let laid = nothing;
  const of = (locale: Locale): Language => {
    const known = languages.get(locale);
    if (known) return known;
    const opened = openLanguage(locale);
    opened.lay(laid.messages[locale] ?? new Map());
    languages.set(locale, opened);
    return opened;
  };
  return {
    get catalogs() {
      return Object.fromEntries(locales.map((locale) => [locale, of(locale).hashes])) as Record<Locale, Record<string, string>>;
    },
    translator: (locale) => (id, values) => of(locale).translate(id, values),
    part(locale, part, hash) {
      const language = isLocale(locale) ? of(locale) : undefined;
      const body = language?.bodies.get(part);
      return body && { body, isCurrent: language?.hashes[part] === hash };
    },
    lay(layer) {
      laid = layer;
      for (const [locale, language] of languages) language.lay(layer.messages[locale] ?? new Map());
    },
    layer: () => laid,
    async openAll() {
      for (const locale of locales) {
        await turn();
        of(locale);
      }
    },
  };
}

type Language = ReturnType<typeof openLanguage>;
function openLanguage(locale: Locale) {
  /** Read live by the translator; what is laid over stands in it. */
  const whole: CompiledMessages = {};
  const shipped = new Map<string, CompiledMessages>();
  const hashes: Record<string, string> = {};
  const bodies = new Map<string, Buffer>();
  let over: ReadonlyMap<string, string> = new Map();

  function write(part: string, messages: CompiledMessages): void {
    const body = Buffer.from(JSON.stringify(messages));
    hashes[part] = createHash('sha256').update(body).digest('hex').slice(0, 12);
    bodies.set(part, body);
    Object.assign(whole, messages);
  }
  for (const [id, message] of Object.entries(writtenSentences(locale))) {
    const messages = shipped.get(partOf(id)) ?? {};
    messages[id] = compiled(message);
    shipped.set(partOf(id), messages);
  }
  for (const [part, messages] of shipped) write(part, messages);
  return {
    hashes,
    bodies,
    translate: translator(locale, whole, { remember: false }),
    lay(wanted: ReadonlyMap<string, string>): void {
      // Only the parts that have, or had, a sentence of the operator's are written anew.
      for (const part of new Set([...over.keys(), ...wanted.keys()].map(partOf))) {
        const messages = shipped.get(part);
        if (!messages) continue;
        const own = [...wanted].filter(([id]) => id in messages).map(([id, message]) => [id, compiled(message)] as const);
        write(part, { ...messages, ...Object.fromEntries(own) });
      }
      over = wanted;
    },
  };
}
