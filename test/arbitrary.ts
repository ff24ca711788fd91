import fc from 'fast-check';
import type { JsonSchema } from '../scripts/docs/schemas.ts';

type Named = Readonly<Record<string, JsonSchema>>;
/** Below this nothing more is made up: some shapes hold themselves. */
const DEEPEST = 6;
/** Texts that programs trip over: PostgreSQL’s forbidden sign, quotes, wild cards of SQL, other directions and planes, the very long. */
const odd = ['', ' ', '\0', "';--", '%', '_', '\\', '‮', '👩‍👩‍👧', 'İ', 'ß', '１', '"', '<b>', '../..', 'null', '-0', '1e9', 'é'.repeat(300)];

const formats: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  uuid: fc.uuid(),
  email: fc.emailAddress(),
  'date-time': fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2200-01-01') }).map((date) => date.toISOString()),
  date: fc.date({ noInvalidDate: true, min: new Date('1900-01-01'), max: new Date('2200-01-01') }).map((date) => date.toISOString().slice(0, 10)),
  uri: fc.webUrl(),
};

/** Values that fit a JSON Schema, as far as the schema tells. */
export function fitting(schema: JsonSchema, schemas: Named, depth = 0): fc.Arbitrary<unknown> {
  const inner = (one: unknown) => fitting(one as JsonSchema, schemas, depth + 1);
  const { $ref, anyOf, oneOf, allOf, properties, required = [] } = schema as JsonSchema & { required?: string[]; properties?: Named };
  if (typeof $ref === 'string') return inner(schemas[$ref.split('/').at(-1) ?? ''] ?? {});
  if ('const' in schema) return fc.constant(schema['const']);
  if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
  const choices = (anyOf ?? oneOf) as JsonSchema[] | undefined;
  if (choices) return fc.oneof(...choices.map(inner));
  if (allOf) return fc.tuple(...(allOf as JsonSchema[]).map(inner)).map((parts) => Object.assign({}, ...parts) as unknown);
  if (properties) {
    const shown = depth > DEEPEST ? Object.entries(properties).filter(([name]) => required.includes(name)) : Object.entries(properties);
    return fc.record(Object.fromEntries(shown.map(([name, one]) => [name, inner(one)])), { requiredKeys: required.filter((name) => name in properties) });
  }
  const types = [schema['type'] ?? 'any'].flat() as string[];
  return fc.oneof(...types.map((type) => ofType(type, schema, inner, depth)));
}

function ofType(type: string, schema: JsonSchema, inner: (one: unknown) => fc.Arbitrary<unknown>, depth: number): fc.Arbitrary<unknown> {
  const { items, additionalProperties, format, pattern } = schema as { items?: JsonSchema; additionalProperties?: unknown; format?: string; pattern?: string };
  const number = (name: string, otherwise: number) => (typeof schema[name] === 'number' ? schema[name] : otherwise);
  switch (type) {
    case 'string':
      if (format && formats[format]) return formats[format];
      if (pattern) return fc.stringMatching(new RegExp(pattern, 'u'));
      return fc.oneof(
        fc.string({ unit: 'grapheme', minLength: number('minLength', 0), maxLength: Math.min(number('maxLength', 40), number('minLength', 0) + 40) }),
        fc.constantFrom(...odd),
      );
    case 'integer':
    case 'number':
      return fc.integer({
        min: Math.max(number('minimum', number('exclusiveMinimum', -1_000)), -(2 ** 31)),
        max: Math.min(number('maximum', 2 ** 31), 2 ** 31),
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return depth > DEEPEST || !items ? fc.constant([]) : fc.array(inner(items), { minLength: Math.min(number('minItems', 0), 3), maxLength: 3 });
    case 'object':
      return typeof additionalProperties === 'object' && depth <= DEEPEST
        ? fc.dictionary(fc.string({ maxLength: 12 }), inner(additionalProperties), { maxKeys: 3 })
        : fc.constant({});
    default:
      return fc.jsonValue({ maxDepth: 2 });
  }
}

/** What is in no schema at its place: other types, too much, too deep. */
export const unfitting: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(...odd, null, true, -1, 1.5, 1e300, 2 ** 53, [], {}, [[]], 'x'.repeat(5_000), { constructor: 1 }, ['a', 1], '2026-13-45'),
  fc.jsonValue({ maxDepth: 2 }),
);
