import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

/**
 * A sentence is one message: glued from parts it has English order, English spaces and English punctuation in every language.
 * Found by reading the source; a dot in the middle (·) and a line break stand between sentences and are no language's own.
 */
const root = join(import.meta.dirname, '..');

interface Kind {
  readonly name: string;
  readonly where: (file: string) => boolean;
  readonly found: (source: string) => string[];
}
const anywhere = (): boolean => true;
const screens = (file: string): boolean => file.endsWith('.tsx');
const all = (pattern: RegExp) => (source: string) => [...source.matchAll(pattern)].map(([text]) => text.trim());

/** Where `${` … `}` or a whole template ends, with what is nested in it. */
function endOf(source: string, at: number): number {
  const isTemplate = source[at] === '`';
  for (let i = at + 1; i < source.length; i++) {
    if (source[i] === '\\') i++;
    else if (isTemplate ? source[i] === '`' : source[i] === '}') return i;
    else if (source[i] === '`' || source[i] === '{') i = endOf(source, i);
  }
  return source.length;
}

/** The templates that a sentence is put into together with letters, spaces or punctuation that belong to a language. */
function gluedTemplates(source: string): string[] {
  const found: string[] = [];
  for (let at = source.indexOf('`'); at >= 0; at = source.indexOf('`', at)) {
    const end = endOf(source, at);
    const template = source.slice(at, end + 1);
    const [own, parts] = apart(template.slice(1, -1));
    // Names of files are made of parts in every language.
    if (parts.some((part) => /^(t|say)\(/.test(part)) && own.replace(/ ?· ?/g, '') !== '' && !own.endsWith('.csv')) found.push(template);
    found.push(...parts.flatMap(gluedTemplates));
    at = end + 1;
  }
  return found;
}
/** What of a template is its own text, and what is put in. */
function apart(template: string): [string, string[]] {
  let own = '';
  const parts: string[] = [];
  for (let i = 0; i < template.length; i++) {
    if (template[i] !== '$' || template[i + 1] !== '{') own += template[i];
    else {
      const end = endOf(template, i + 1);
      parts.push(template.slice(i + 2, end));
      i = end;
    }
  }
  return [own, parts];
}

const kinds: readonly Kind[] = [
  { name: 'a sentence and a plus', where: anywhere, found: all(/\bt\('[\w.]+'(, \{[^{}]*\})?\) \+ .*|\+ t\('[\w.]+'.*/g) },
  { name: 'a sentence within a template', where: (file) => !/\/site\//.test(file), found: gluedTemplates },
  { name: 'punctuation after a sentence', where: screens, found: all(/\{t\([^{}]*(\{[^{}]*\})?[^{}]*\)\}[:,;.(][^<]*|\(\{t\(.*/g) },
  { name: 'two sentences in one line', where: screens, found: all(/>\{t\([^{}]*\)\} \{t\([^{}]*\)\}/g) },
  {
    name: 'a list put together by hand (formatList)',
    where: (file) => screens(file) && !/\/operator\/(definitionForm|RequirementFields)/.test(file),
    found: all(/\.join\('(, |; |、)'\)/g),
  },
  {
    name: 'a number written by hand (formatNumber)',
    where: (file) => screens(file) && !/ui\/(Progress|Chart)/.test(file),
    found: all(/\.toFixed\(\d?\)|\}\s?%(?![`'"])|' %'/g),
  },
  { name: 'names sorted by their bytes (compareNames)', where: screens, found: all(/\.(sort|toSorted)\(\)/g) },
];

/** Places that were looked at, with the reason. */
const known: Readonly<Record<string, string>> = {
  'src/features/center/screens/WorkingHoursFields.tsx': 'times of day, in digits',
  'src/features/help/copy.ts': 'marks of Markdown',
  'src/features/customers/screens/AddressLook.tsx': 'an address in one line, as the country writes it',
  'src/features/verification/screens/CaseFacts.tsx': 'an address in one line, as the country writes it',
};

const files = globSync('src/{web,features,v1,core}/**/*.{ts,tsx}', { cwd: root }).filter((file) => !/\.test\.tsx?$|testing\.ts$|\/gallery\//.test(file));

test.each(kinds)('no source has $name', ({ where, found }) => {
  const wrong = files
    .filter((file) => where(file) && !(file in known))
    .flatMap((file) => found(readFileSync(join(root, file), 'utf8')).map((text) => `${file}: ${text}`));
  expect(wrong).toEqual([]);
});

test('the looks see what they look for', () => {
  const glued =
    "const a = `${t('a.b')}: ${name}`; const b = `${t('a.b')} ${t('a.c')}`; const c = `${t('a.b')} · ${name}`; const d = t(`a.${b}`); const e = `x ${t(`a.${f}`)}`;";
  expect(gluedTemplates(glued)).toEqual(["`${t('a.b')}: ${name}`", "`${t('a.b')} ${t('a.c')}`", '`x ${t(`a.${f}`)}`']);
  const sees = (name: string, text: string): boolean => (kinds.find((kind) => kind.name.startsWith(name))?.found(text).length ?? 0) > 0;
  expect(sees('a sentence and', "return t('a.b') + name;")).toBe(true);
  expect(sees('punctuation', "<p>{t('a.b')}: {name}</p>")).toBe(true);
  expect(sees('punctuation', "<p>{t('a.b', { name })}</p>")).toBe(false);
  expect(sees('a list', "{names.join(', ')}")).toBe(true);
  expect(sees('a number', '<b>{share.toFixed(1)}</b>')).toBe(true);
  expect(sees('names', 'names.toSorted()')).toBe(true);
});
