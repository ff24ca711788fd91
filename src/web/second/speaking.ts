import { sourceOf, translator } from '../../core/locale.ts';
import type { CompiledMessages, Locale, MessageKey, Source, Translate, Values } from '../../core/locale.ts';
import { catalog } from '../catalog.ts';

const partOf = (id: string): string => id.slice(0, id.indexOf('.'));
const voices = new Map<Locale, Translate>();
function voiceOf(locale: Locale): Translate {
  const voice = voices.get(locale) ?? translator(locale, catalog.messages(locale), { remember: false });
  voices.set(locale, voice);
  return voice;
}

/** Fills in the same values; those that are sentences themselves (a role's name) are said in the same language. */
function* within(source: Source): Generator<Source> {
  yield source;
  for (const value of Object.values(source.values ?? {})) {
    const inner = typeof value === 'string' ? sourceOf(value) : undefined;
    if (inner && inner.id !== source.id) yield* within(inner);
  }
}
function say({ id, values }: Source, locale: Locale): string {
  const said = Object.entries(values ?? {}).map(([name, value]): [string, Values[string]] => {
    const inner = typeof value === 'string' ? sourceOf(value) : undefined;
    return [name, inner && inner.id !== id ? say(inner, locale) : value];
  });
  return voiceOf(locale)(id, Object.fromEntries(said));
}

/** A shown sentence in another language; only the parts of the catalog that it needs are fetched. Null: there are no words for it. */
export async function sayIn(locale: Locale, source: Source): Promise<string | null> {
  const all = [...within(source)];
  await catalog.loadParts(
    locale,
    all.map(({ id }) => partOf(id)),
  );
  return source.id in catalog.messages(locale) ? say(source, locale) : null;
}

/** A sentence of the interface as translators write it: ICU, with its placeholders. */
export async function patternIn(locale: Locale, id: MessageKey): Promise<string> {
  await catalog.loadParts(locale, [partOf(id)]);
  return patternOf(catalog.messages(locale)[id] ?? '');
}

type Piece = string | readonly [string, string?, (string | Readonly<Record<string, Compiled | number>>)?];
type Compiled = string | readonly Piece[];

/** Turns a compiled sentence back into the text it was compiled from. */
export function patternOf(compiled: CompiledMessages[string]): string {
  return write(compiled as Compiled, false);
}

function write(compiled: Compiled, inPlural: boolean): string {
  if (typeof compiled === 'string') return quoted(compiled, inPlural);
  return compiled.map((piece) => (typeof piece === 'string' ? (inPlural && piece === '#' ? '#' : quoted(piece, inPlural)) : placeholder(piece))).join('');
}

function placeholder([name, kind, format]: Exclude<Piece, string>): string {
  if (!kind) return `{${name}}`;
  if (format === undefined || typeof format === 'string') return `{${[name, kind, ...(format ? [format] : [])].join(', ')}}`;
  const isPlural = kind !== 'select';
  const given = Object.entries(format).filter(([, words]) => words !== undefined);
  const choices = given.map(([choice, words]) =>
    typeof words === 'number' ? `offset:${words}` : `${isPlural && /^\d+$/.test(choice) ? `=${choice}` : choice} {${write(words, isPlural)}}`,
  );
  return `{${name}, ${kind}, ${choices.join(' ')}}`;
}

/** What would be read as a placeholder stands in quotation marks. */
const quoted = (text: string, inPlural: boolean): string => text.replaceAll(/'(?=[{}'])/g, "''").replaceAll(inPlural ? /[{}#]+/g : /[{}]+/g, "'$&'");
