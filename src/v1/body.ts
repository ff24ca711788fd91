import { z } from 'zod';
import { Fault } from './fault.ts';

/** Reads a body: nothing, `null`, a bare word or number are as good as an object. @throws Fault */
export function readBody(text: string): unknown {
  const plain = text.replace(/^\uFEFF/, '').trim();
  if (plain === '') return undefined;
  try {
    return JSON.parse(plain) as unknown;
  } catch {
    throw new Fault(400, 3000, 'The body is not JSON.');
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
interface Def {
  readonly type: string;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly out?: z.ZodType;
  readonly element?: z.ZodType;
  readonly shape?: Record<string, z.ZodType>;
  readonly getter?: () => z.ZodType;
}
/** What is inside of `optional`, `default` and the like. */
function bare(schema: z.ZodType): Def {
  const def = schema.def as unknown as Def;
  if (def.innerType) return bare(def.innerType);
  if (def.getter) return bare(def.getter());
  if (def.type === 'pipe' && def.in && def.out) return bare((def.in.def as unknown as Def).type === 'transform' ? def.out : def.in);
  return def;
}

/** Gives members their documented names, whatever their case; of a name that comes twice the last that says something counts. */
function named(value: unknown, schema: z.ZodType): unknown {
  const def = bare(schema);
  if (def.type === 'array' && def.element && Array.isArray(value)) {
    const { element } = def;
    return value.map((each) => named(each, element));
  }
  if (def.type !== 'object' || !def.shape || !isObject(value)) return value;
  const given = new Map<string, unknown>();
  for (const [name, member] of Object.entries(value)) if (member !== null) given.set(name.toLowerCase(), member);
  return Object.fromEntries(
    Object.entries(def.shape).flatMap(([name, inner]) => {
      const member = given.get(name.toLowerCase());
      return member === undefined ? [] : [[name, named(member, inner)]];
    }),
  );
}

/** Reads what was sent as the documented shape. @throws Fault that names the member */
export function bind<S extends z.ZodType>(schema: S, raw: unknown): z.output<S> {
  const result = schema.safeParse(named(raw ?? {}, schema));
  if (result.success) return result.data;
  const [issue] = result.error.issues;
  const member = issue?.path.join('.') ?? '';
  throw new Fault(400, 3000, `${member || 'body'}: ${issue?.message ?? 'not valid'}`, [member]);
}

const flat = (word: string): string => word.toLowerCase().replace(/[_\s-]/g, '');
/** A word of a list, however it is written: snake_case, PascalCase, run together, or its number. */
export function readWord<const W extends string>(words: readonly W[], said: unknown): W | undefined {
  if (typeof said === 'number') return words[said];
  if (typeof said !== 'string') return undefined;
  if (/^\d+$/.test(said)) return words[Number(said)];
  return words.find((each) => flat(each) === flat(said));
}
/** The same in a body. */
export const word = <const W extends string>(...words: readonly [W, ...W[]]) =>
  z.preprocess((said) => readWord(words, said) ?? said, z.enum(words as unknown as [W, ...W[]]));

/** An instant as programs write it: ISO 8601, a day, `MM/dd/yyyy HH:mm:ss`, or year, month and day of the YEAR. Undefined for what is none. */
export function readInstant(said: string): Date | undefined {
  const ofYear = /^(\d{4})-(\d{2})-(\d{3})$/.exec(said);
  if (ofYear) return instant(Date.UTC(Number(ofYear[1]), 0, Number(ofYear[3])));
  const american = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?:[ +T](\d{1,2}):(\d{2})(?::(\d{2}))?)?$/.exec(said);
  if (american) {
    const [, month, day, year, hours = '0', minutes = '0', seconds = '0'] = american.map(String);
    const [h, m, s] = [hours, minutes, seconds].map((part) => (part === 'undefined' ? 0 : Number(part)));
    return instant(Date.UTC(Number(year), Number(month) - 1, Number(day), h, m, s));
  }
  if (!/^\d{4}-\d{2}-\d{2}/.test(said)) return undefined;
  // Without a place of its own a time is UTC; a fraction may have seven digits.
  const iso = said.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1');
  return instant(Date.parse(/T.*(Z|[+-]\d{2}:?\d{2})$|^\d{4}-\d{2}-\d{2}$/i.test(iso) ? iso : `${iso}Z`));
}
const instant = (ms: number): Date | undefined => (Number.isNaN(ms) ? undefined : new Date(ms));
