import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compileMessage } from '@lingui/message-utils/compileMessage';
import { type CompiledMessages, type Locale, locales, type Translate, translator } from '../core/locale.ts';

const folder = join(import.meta.dirname, '../../locales');

/** Every sentence of one language as written: ICU messages by id. */
export const writtenSentences = (locale: Locale): Record<string, string> => JSON.parse(readFileSync(join(folder, `${locale}.json`), 'utf8'));

export interface Sentences {
  /** `t` in a reader's language; what it says is not remembered, it may hold what must not stay in memory. */
  translator(locale: Locale): Translate;
  /** locale → part → hash, for the page. */
  readonly catalogs: Readonly<Record<Locale, Readonly<Record<string, string>>>>;
  /** The compiled sentences of one part as JSON, when the hash is the current one. */
  part(locale: string, part: string, hash: string): Buffer | undefined;
}

/** Compiles the catalogs once; a part is the first word of the ids (`accounts.title` belongs to `accounts`). */
export function openSentences(): Sentences {
  const catalogs = {} as Record<Locale, Record<string, string>>;
  const bodies = new Map<string, Buffer>();
  const translators = new Map<Locale, Translate>();
  for (const locale of locales) {
    const whole: CompiledMessages = {};
    const parts: Record<string, CompiledMessages> = {};
    for (const [id, message] of Object.entries(writtenSentences(locale))) {
      const compiled = compileMessage(message);
      whole[id] = compiled;
      (parts[id.slice(0, id.indexOf('.'))] ??= {})[id] = compiled;
    }
    translators.set(locale, translator(locale, whole, { remember: false }));
    catalogs[locale] = {};
    for (const [part, messages] of Object.entries(parts)) {
      const body = Buffer.from(JSON.stringify(messages));
      const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
      catalogs[locale][part] = hash;
      bodies.set(`${locale}/${part}.${hash}`, body);
    }
  }
  return {
    catalogs,
    translator: (locale) => translators.get(locale) as Translate,
    part: (locale, part, hash) => bodies.get(`${locale}/${part}.${hash}`),
  };
}
