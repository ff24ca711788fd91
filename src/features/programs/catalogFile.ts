import { z } from 'zod';
import { Definition, type Fault, ProgramId, type ProgramChange } from './contract.ts';
import type { ProgramRow } from './queries.ts';

const format = 'entente.programs';
const Entry = z.strictObject({ program: ProgramId, isOpen: z.boolean(), ...Definition.shape });
type Entry = z.output<typeof Entry>;
/** The catalog as a file: the order of the programs is their order in the portal. */
const CatalogFile = z.strictObject({ format: z.literal(format), version: z.literal(1), programs: z.array(Entry).min(1).max(200) });
export type CatalogFile = z.output<typeof CatalogFile>;

/** The file of a catalog, one that an import of changes nothing. */
export function catalogText(rows: readonly ProgramRow[]): string {
  const programs = rows.map(({ changedAt: _at, version: _version, program, isOpen, ...definition }): Entry => ({ program, isOpen, ...definition }));
  return `${JSON.stringify({ format, version: 1, programs } satisfies CatalogFile, null, 2)}\n`;
}

export type ReadFile = { readonly file: CatalogFile; readonly faults: readonly [] } | { readonly file: null; readonly faults: readonly Fault[] };

/** Reads a catalog file; says everything that is wrong with it, where, and what would be right. */
export function readCatalog(text: string): ReadFile {
  const raw = jsonOf(text);
  if ('fault' in raw) return { file: null, faults: [raw.fault] };
  const read = CatalogFile.safeParse(raw.value);
  if (!read.success) return { file: null, faults: read.error.issues.slice(0, 100).flatMap((issue) => faultsOf(issue, raw.value)) };
  const faults = faultsBetween(read.data.programs, []);
  return faults.length ? { file: null, faults } : { file: read.data, faults: [] };
}

function jsonOf(text: string): { readonly value: unknown } | { readonly fault: Fault } {
  const plain = text.replace(/^\uFEFF/, '');
  try {
    return { value: JSON.parse(plain) };
  } catch {
    const before = plain.slice(0, brokenAt(plain)).split('\n');
    return { fault: { path: '', code: 'not_json', values: { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 } } };
  }
}

const token =
  /\s*(?:([{}[\],:])|("(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.]))/y;
/** Where a text stops being JSON; the engine's own message names the place only sometimes. */
function brokenAt(text: string): number {
  const open: string[] = [];
  let wants: 'value' | 'value or ]' | 'key' | 'key or }' | ':' | 'end' = 'value';
  for (let at = 0; ; at = token.lastIndex) {
    token.lastIndex = at;
    const start = at + (/^\s*/.exec(text.slice(at))?.[0].length ?? 0);
    const found = token.exec(text);
    if (!found) return start;
    const [, mark, string] = found;
    const closes = mark === '}' || mark === ']';
    if (closes) {
      const fits = open.at(-1) === (mark === '}' ? '{' : '[') && (wants === 'end' || wants === (mark === '}' ? 'key or }' : 'value or ]'));
      if (!fits) return start;
      open.pop();
      wants = 'end';
    } else if (wants === 'end') {
      if (mark !== ',' || !open.length) return start;
      wants = open.at(-1) === '{' ? 'key' : 'value';
    } else if (wants === ':') {
      if (mark !== ':') return start;
      wants = 'value';
    } else if (wants === 'key' || wants === 'key or }') {
      if (!string) return start;
      wants = ':';
    } else if (mark === '{' || mark === '[') {
      open.push(mark);
      wants = mark === '{' ? 'key or }' : 'value or ]';
    } else if (mark) return start;
    else wants = 'end';
  }
}

/** `programs[2].texts.fr.name`, as one would find it in the file. */
const pathOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>((said, part) => (typeof part === 'number' ? `${said}[${part}]` : said ? `${said}.${String(part)}` : String(part)), '');

function faultsOf(issue: z.core.$ZodIssue, raw: unknown): Fault[] {
  const path = pathOf(issue.path);
  const value = issue.path.reduce<unknown>((at, key) => (at as Record<PropertyKey, unknown> | null | undefined)?.[key], raw);
  const one = (code: Fault['code'], values: Fault['values'] = {}): Fault[] => [{ path, code, values }];
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: pathOf([...issue.path, key]), code: 'unknown_key' as const, values: { key } }));
    case 'invalid_type':
      return one(value === undefined ? 'missing' : 'wrong_type', { expected: issue.expected });
    case 'invalid_value':
      return one('not_one_of', { allowed: issue.values.map(String).join(', ') });
    case 'invalid_union':
      return one('not_one_of', { allowed: Definition.shape.requirements.element.options.map((option) => option.shape.kind.value).join(', ') });
    case 'too_big':
      return one(issue.origin === 'number' || issue.origin === 'int' ? 'too_big' : 'too_long', { limit: Number(issue.maximum) });
    case 'too_small':
      return one(issue.origin === 'number' || issue.origin === 'int' ? 'too_small' : 'too_short', { limit: Number(issue.minimum) });
    case 'invalid_format':
      return one('wrong_form', { form: formOf(issue) });
    case 'invalid_key':
    case 'invalid_element':
      return issue.issues.flatMap((inner) => faultsOf({ ...inner, path: [...issue.path, ...inner.path] } as z.core.$ZodIssue, raw));
    default:
      return one('wrong_form', { form: '' });
  }
}
const formOf = (issue: { readonly format: string; readonly pattern?: string | undefined }): string =>
  issue.format === 'email' ? 'name@example.com' : (issue.pattern ?? issue.format).replace(/^\/|\/$/g, '');

/** What one program cannot know of itself: ids that are there twice, or name no program. `others` are known besides. */
export function faultsBetween(entries: readonly Entry[], others: readonly string[], rename = (path: string) => path): Fault[] {
  const known = new Set([...others, ...entries.map(({ program }) => program)]);
  const twice = <T>(list: readonly T[], at: number) => list.indexOf(list[at] as T) !== at;
  return entries.flatMap((entry, i) => {
    const at = `programs[${i}]`;
    const fault = (path: string, code: Fault['code'], name: string): Fault => ({ path: rename(`${at}.${path}`), code, values: { name } });
    const named = [
      ...entry.replaces.map((name, n) => ({ path: `replaces[${n}]`, name })),
      ...entry.requirements.flatMap((each, r) =>
        each.kind === 'program' ? each.programs.map((name, n) => ({ path: `requirements[${r}].programs[${n}]`, name })) : [],
      ),
    ];
    const keys = entry.requirements.map((each, r) => (each.kind === 'statement' ? each.key : `${r}`));
    return [
      ...(twice(
        entries.map(({ program }) => program),
        i,
      )
        ? [fault('program', 'twice', entry.program)]
        : []),
      ...named.filter(({ name }) => !known.has(name)).map(({ path, name }) => fault(path, 'unknown_program', name)),
      ...named.filter(({ name }) => name === entry.program).map(({ path, name }) => fault(path, 'asks_for_itself', name)),
      ...keys.flatMap((key, r) => (twice(keys, r) ? [fault(`requirements[${r}].key`, 'twice', key)] : [])),
    ];
  });
}

/** The same text for the same value, whatever the order of its keys. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner as Record<string, unknown>).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );

/** What a file would do to the catalog as it is. */
export function changesOf(
  file: CatalogFile,
  rows: readonly ProgramRow[],
  companies: ReadonlyMap<string, number>,
  applied: ReadonlySet<string>,
): ProgramChange[] {
  const wanted = file.programs.map(({ program }) => program);
  const shared = (list: readonly string[], other: readonly string[]) => list.filter((one) => other.includes(one));
  const present = rows.map(({ program }) => program);
  const [before, after] = [shared(present, wanted), shared(wanted, present)];
  const line = (program: string, name: string, change: ProgramChange['change'], parts: readonly string[]): ProgramChange => ({
    program,
    name,
    change,
    parts: [...parts],
    companies: companies.get(program) ?? 0,
  });
  return [
    ...file.programs.map((entry) => {
      const row = rows.find(({ program }) => program === entry.program);
      if (!row) return line(entry.program, entry.texts.en.name, 'added', []);
      const keys = ['isOpen', ...(Object.keys(Definition.shape) as (keyof Definition)[])] as const;
      const parts: string[] = keys.filter((key) => canonical(entry[key]) !== canonical(row[key]));
      if (before.indexOf(entry.program) !== after.indexOf(entry.program)) parts.push('order');
      return line(entry.program, entry.texts.en.name, parts.length ? 'changed' : 'same', parts);
    }),
    ...rows
      .filter(({ program }) => !wanted.includes(program))
      .map((row) => line(row.program, row.texts.en.name, applied.has(row.program) ? 'closed' : 'removed', [])),
  ];
}
