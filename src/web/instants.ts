import type { z } from 'zod';

type Schema = z.core.$ZodType;
type Mend = (value: unknown) => unknown;
/** What JSON made text of, by schema; null where there is no instant in it. */
const known = new WeakMap<Schema, Mend | null>();

/** Makes instants of an answer `Date`s again, where its schema says that they are: JSON has none, and text may look like one. */
export const withInstants = (schema: Schema, value: unknown): unknown => mendOf(schema)?.(value) ?? value;

function mendOf(schema: Schema): Mend | null {
  const before = known.get(schema);
  if (before !== undefined) return before;
  const mend = makeMend(schema);
  known.set(schema, mend);
  return mend;
}

function makeMend(schema: Schema): Mend | null {
  const { def } = (schema as z.core.$ZodTypes)._zod;
  switch (def.type) {
    case 'date':
      return (value) => (typeof value === 'string' ? new Date(value) : value);
    case 'object':
      return ofObject(Object.entries(def.shape).flatMap(([key, inner]) => withMend(key, inner)));
    case 'array': {
      const mend = mendOf(def.element);
      return mend && ((value) => (Array.isArray(value) ? value.map(mend) : value));
    }
    case 'record': {
      const mend = mendOf(def.valueType);
      return mend && ((value) => (isObject(value) ? Object.fromEntries(Object.entries(value).map(([key, each]) => [key, mend(each)])) : value));
    }
    case 'nullable':
    case 'optional':
    case 'default':
    case 'readonly':
      return mendOf(def.innerType);
    case 'union':
    case 'intersection':
      return inTurn((def.type === 'union' ? def.options : [def.left, def.right]).map(mendOf));
    default:
      return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
const withMend = (key: string, schema: Schema): [string, Mend][] => {
  const mend = mendOf(schema);
  return mend ? [[key, mend]] : [];
};

function ofObject(mends: readonly [string, Mend][]): Mend | null {
  if (mends.length === 0) return null;
  return (value) => {
    if (!isObject(value)) return value;
    const mended = { ...value };
    for (const [key, mend] of mends) if (key in mended) mended[key] = mend(mended[key]);
    return mended;
  };
}

/** One after the other: each leaves alone what is not of its kind. */
function inTurn(all: readonly (Mend | null)[]): Mend | null {
  const mends = all.filter((mend) => mend !== null);
  return mends.length === 0 ? null : (value) => mends.reduce((mended, mend) => mend(mended), value);
}
