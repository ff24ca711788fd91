import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage';
import { readSentence, type Sentence, type Span } from '../../core/article.ts';
import type { CompiledMessages, Locale } from '../../core/locale.ts';
import { readWording, writeWording } from '../help/policy.ts';
import type { Fault, Standing } from './contract.ts';

/** A sentence as it comes with Entente, in one language and in English. */
export interface Shipped {
  readonly text: string;
  readonly source: string;
  /** Of an article that was imported: it has no controls, and its signs are read as its files are. */
  readonly isImported?: boolean;
}

export const isOfArticle = (sentence: string): boolean => sentence.includes('~');
/** `sign-in~3.0` → article and place. */
export const placeOf = (sentence: string): readonly [article: string, place: string] => {
  const [article = '', place = ''] = sentence.split('~');
  return [article, place];
};

/** Title and summary of an imported article are words alone, whatever signs they have. */
const isPlain = (sentence: string): boolean => ['title', 'summary'].includes(placeOf(sentence)[1]);

/** A sentence of an article as it is written in a field. */
export function readAs({ isImported = false }: Pick<Shipped, 'isImported'>, sentence: string, text: string): Sentence {
  if (!isImported) return readSentence(text);
  return isPlain(sentence) ? [{ text }] : readWording(text);
}

/** Whether a sentence of an imported article says the same, by whatever signs it is written. */
export const isSame = (sentence: string, one: string, other: string): boolean =>
  one === other || (!isPlain(sentence) && writeWording(readWording(one)) === writeWording(readWording(other)));

/** Everything for which a sentence cannot be shown, in the order in which one would mend it. */
export function faultsOf(sentence: string, locale: Locale, text: string, known: Shipped): Fault[] {
  const { source } = known;
  if (/[\r\n]/.test(text) && (isOfArticle(sentence) || !source.includes('\n'))) return [{ code: 'lines', name: '', form: '' }];
  return isOfArticle(sentence) ? faultsInArticle(sentence, text, known) : faultsInMessage(locale, text, source);
}

// ── the interface: ICU messages ────────────────────────────────────────────────────────────────────────────────────

type Tokens = CompiledMessages[string];
type Branches = Readonly<Record<string, unknown>>;
const branching = ['plural', 'selectordinal', 'select'] as const;
const formatted = ['number', 'date', 'time'];

/** What a message takes: the names of its values, and for each branching the forms that it has. */
interface Takes {
  readonly names: Set<string>;
  readonly branches: { readonly name: string; readonly kind: (typeof branching)[number]; readonly forms: readonly string[] }[];
}

function takesOf(tokens: Tokens, found: Takes = { names: new Set(), branches: [] }): Takes {
  for (const token of typeof tokens === 'string' ? [] : tokens) {
    if (typeof token === 'string') continue;
    const [name, type, format] = token as readonly [string, string?, unknown?];
    found.names.add(name);
    const kind = branching.find((each) => each === type);
    if (type && !kind && !formatted.includes(type)) throw new Error(`${name}, ${type}`);
    if (!kind) continue;
    const { offset: _offset, ...forms } = format as Branches;
    found.branches.push({ name, kind, forms: Object.keys(forms) });
    for (const inside of Object.values(forms)) takesOf(inside as Tokens, found);
  }
  return found;
}

/** The forms that a language needs for counting; `many` is for millions, which nothing here counts. */
const formsOf = (locale: Locale, kind: 'plural' | 'selectordinal'): string[] =>
  new Intl.PluralRules(locale, { type: kind === 'plural' ? 'cardinal' : 'ordinal' }).resolvedOptions().pluralCategories.filter((form) => form !== 'many');

function faultsInMessage(locale: Locale, text: string, source: string): Fault[] {
  let own: Takes;
  try {
    own = takesOf(compileMessageOrThrow(text) as Tokens);
  } catch (error) {
    return [{ code: 'syntax', name: error instanceof Error ? (error.message.split('\n')[0] ?? '').slice(0, 120) : '', form: '' }];
  }
  const english = takesOf(compileMessageOrThrow(source) as Tokens);
  const faults: Fault[] = [];
  for (const name of english.names) if (!own.names.has(name)) faults.push({ code: 'missing_value', name, form: '' });
  for (const name of own.names) if (!english.names.has(name)) faults.push({ code: 'unknown_value', name, form: '' });
  for (const { name, kind, forms } of own.branches) {
    // Every choice that English makes, wherever it makes it.
    const wanted =
      kind === 'select' ? english.branches.flatMap((each) => (each.name === name && each.kind === 'select' ? each.forms : [])) : formsOf(locale, kind);
    for (const form of new Set([...wanted, 'other']))
      if (!forms.includes(form)) faults.push({ code: kind === 'select' ? 'missing_choice' : 'missing_form', name, form });
  }
  return faults;
}

/** The message with values that show each of its forms: a few lines, the names first. */
export function examplesOf(
  text: string,
  say: (message: Tokens, values: Readonly<Record<string, string | number | Date>>) => string,
): { values: string; text: string }[] {
  const message = compileMessageOrThrow(text) as Tokens;
  const { names, branches } = takesOf(message);
  const first = branches[0];
  const turns = !first ? [undefined] : first.kind === 'select' ? first.forms : [0, 1, 2, 5, 21];
  return turns.map((turn) => {
    const values = Object.fromEntries([...names].map((name) => [name, name === first?.name && turn !== undefined ? turn : sampleOf(name, branches)]));
    return {
      values: Object.entries(values)
        .map(([name, value]) => `${name} = ${String(value)}`)
        .join(', '),
      text: say(message, values),
    };
  });
}
const sampleOf = (name: string, branches: Takes['branches']): string | number => {
  const branch = branches.find((each) => each.name === name);
  return !branch ? `‹${name}›` : branch.kind === 'select' ? (branch.forms[0] ?? 'other') : 3;
};

// ── the help: sentences of articles ────────────────────────────────────────────────────────────────────────────────

const linksOf = (spans: readonly Span[]) => new Set(spans.flatMap(({ href }) => href ?? []));
const controlsOf = (spans: readonly Span[]) => new Set(spans.flatMap(({ control }) => control ?? []));

/** Links and controls are those of the sentence in this language; one that only English has may be taken up. */
function faultsInArticle(sentence: string, text: string, known: Shipped): Fault[] {
  const [own, shipped, source] = [text, known.text, known.source].map((each) => readAs(known, sentence, each)) as [Sentence, Sentence, Sentence];
  // An imported article may speak of HTML: it goes out as words.
  const tags = known.isImported ? null : /<\/?[a-z!][^>]*>/i.exec(text.replace(/`[^`]*`/g, ''));
  const faults: Fault[] = tags ? [{ code: 'html', name: '', form: '' }] : [];
  const compare = (of: typeof linksOf, missing: Fault['code'], unknown: Fault['code']) => {
    const [mine, wanted, english] = [of(own), of(shipped), of(source)];
    for (const name of wanted) if (!mine.has(name)) faults.push({ code: missing, name, form: '' });
    for (const name of mine) if (!wanted.has(name) && !english.has(name)) faults.push({ code: unknown, name, form: '' });
  };
  compare(linksOf, 'missing_link', 'unknown_link');
  compare(controlsOf, 'missing_control', 'unknown_control');
  return faults;
}

// ── the operator's own words, and an Entente that goes on ──────────────────────────────────────────────────────────

/** The operator's own words for a sentence, and what Entente said when they were written. */
export interface Own {
  readonly locale: Locale;
  readonly sentence: string;
  readonly text: string;
  readonly shipped: string;
  readonly source: string;
}

/** How the operator's own words stand to what Entente says now. */
export function standingOf(own: Own, now: Shipped | undefined): Standing {
  if (!now) return 'gone';
  // The place of a sentence in an article says nothing of what it means: another sentence stands there now.
  if (isOfArticle(own.sentence) && now.text !== own.shipped) return 'held';
  if (faultsOf(own.sentence, own.locale, own.text, now).length > 0) return 'held';
  return now.text === own.shipped && now.source === own.source ? 'stands' : 'changed';
}
/** Some sentences of the interface begin or end with a space that the next one needs; nobody types it. */
export const keepEdges = (text: string, { text: shipped }: Pick<Shipped, 'text'>): string =>
  `${/^\s*/.exec(shipped)?.[0] ?? ''}${text.trim()}${/\s*$/.exec(shipped)?.[0] ?? ''}`;

/** Whether it is shown. */
export const isLaid = (standing: Standing): boolean => standing === 'stands' || standing === 'changed';

/**
 * Who can go where: each place holds one, so nobody goes where somebody stays, and of several only the first. Those who leave make room.
 * @param isAt where it is
 * @param wish where it should be; undefined or the same: it stays
 */
export function movesOf<T>(all: readonly T[], isAt: (one: T) => string, wish: (one: T) => string | undefined): ReadonlyMap<T, string> {
  const going = new Map<T, string>();
  const claimed = new Set<string>();
  for (const one of all) {
    const to = wish(one);
    if (to === undefined || to === isAt(one) || claimed.has(to)) continue;
    going.set(one, to);
    claimed.add(to);
  }
  for (;;) {
    const stays = new Set(all.filter((one) => !going.has(one)).map(isAt));
    const barred = [...going].filter(([, to]) => stays.has(to));
    if (barred.length === 0) return going;
    for (const [one] of barred) going.delete(one);
  }
}
