import type { JsonSchema } from './schemas.ts';

type Named = Record<string, JsonSchema>;

/** Shorter ones are quicker read where they stand than looked up. */
const SHORTEST = 160;
const isSchema = (value: unknown): value is JsonSchema => typeof value === 'object' && value !== null && !Array.isArray(value);
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

/** What is in a schema one level down, with a word for where it stands. */
function within(schema: JsonSchema): [step: string, inner: JsonSchema][] {
  const named = ['properties', 'patternProperties'].flatMap((key) => Object.entries((schema[key] ?? {}) as Named));
  const listed = ['anyOf', 'oneOf', 'allOf', 'prefixItems'].flatMap((key) => ((schema[key] ?? []) as JsonSchema[]).map((one) => [kindOf(one), one] as const));
  const single = ['items', 'additionalProperties', 'not'].map((key) => ['', schema[key]] as const);
  return [...named, ...listed, ...single].flatMap(([step, inner]) => (isSchema(inner) ? [[step, inner] as [string, JsonSchema]] : []));
}
/** A member of a union is called by its constant, where it has one. */
const kindOf = ({ properties }: JsonSchema): string => {
  const tag = Object.values((properties ?? {}) as Named).find((each) => typeof each['const'] === 'string');
  return String(tag?.['const'] ?? '').replace(/\W+(\w?)/g, (_, next: string) => next.toUpperCase());
};

/**
 * Names what is sent and answered, and what stands more than once: each such shape becomes a component, called by the first place
 * that has it, and a reference wherever it was.
 *
 * @param schemas the components so far; those that are found are added
 * @param loose what is sent and answered, with a word for where it stands
 * @returns what replaces a shape by its reference
 */
export function hoist(schemas: Named, loose: readonly (readonly [name: string, schema: JsonSchema])[]): (schema: JsonSchema) => JsonSchema {
  const seen = new Map<string, { times: number; name: string }>();
  const known = new Map(Object.entries(schemas).map(([name, schema]) => [JSON.stringify(schema), name]));
  const look = (schema: JsonSchema, name: string, isNamed: boolean, isWhole = false) => {
    const text = JSON.stringify(schema);
    if (text.length < SHORTEST) return;
    if (!isNamed) {
      const before = seen.get(text);
      if (before) return void before.times++;
      seen.set(text, { times: isWhole || known.has(text) ? 2 : 1, name });
    }
    for (const [step, inner] of within(schema)) look(inner, name + capital(step), false);
  };
  for (const [name, schema] of Object.entries(schemas)) look(schema, name, true);
  for (const [name, schema] of loose) look(schema, name, false, schema['type'] === 'object');

  const names = new Map<string, string>();
  const taken = new Set(Object.keys(schemas));
  for (const [text, { times, name }] of seen) {
    if (times < 2) continue;
    let free = known.get(text) ?? name;
    if (!known.has(text)) for (let n = 2; taken.has(free); n++) free = `${name}${n}`;
    taken.add(free);
    names.set(text, free);
  }
  const replaced = (schema: JsonSchema, isRoot: boolean): JsonSchema => {
    const name = isRoot ? undefined : names.get(JSON.stringify(schema));
    if (name) return { $ref: `#/components/schemas/${name}` };
    const copy = { ...schema };
    for (const key of ['properties', 'patternProperties'])
      if (isSchema(copy[key])) copy[key] = Object.fromEntries(Object.entries(copy[key] as Named).map(([each, one]) => [each, replaced(one, false)]));
    for (const key of ['anyOf', 'oneOf', 'allOf', 'prefixItems'])
      if (Array.isArray(copy[key])) copy[key] = (copy[key] as JsonSchema[]).map((one) => replaced(one, false));
    for (const key of ['items', 'additionalProperties', 'not']) if (isSchema(copy[key])) copy[key] = replaced(copy[key], false);
    return copy;
  };
  const bodies = [...names].filter(([text]) => !known.has(text)).map(([text, name]) => [name, JSON.parse(text) as JsonSchema] as const);
  for (const [name, schema] of [...Object.entries(schemas), ...bodies]) schemas[name] = replaced(schema, true);
  return (schema) => replaced(schema, false);
}
