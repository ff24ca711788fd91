/** JSON Schema as far as the API's document uses it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly default?: unknown;
  readonly format?: string;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly minLength?: number;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly prefixItems?: readonly Schema[];
  readonly additionalProperties?: Schema | boolean;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}
export type Schemas = Readonly<Record<string, Schema>>;

const uuid = '3f0c1e52-8a4b-4c1d-9e07-5b2a6d94c810';
const byFormat: Readonly<Record<string, unknown>> = {
  uuid,
  'date-time': '2026-11-22T09:30:00.000Z',
  date: '2026-11-22',
  email: 'ana@contoso.example',
  uri: 'https://contoso.example/',
};
/** Patterns that no single letter meets; what else has one is said by its name. */
const byPattern: readonly (readonly [RegExp, string])[] = [
  [/^[A-Z]{2}$/, 'FR'],
  [/^[A-Z]{3}$/, 'EUR'],
  [/^[0-9]{7}$/, '1000000'],
  [/^\d{4}-\d{2}-\d{2}$/, '2026-11-22'],
  [/^[\d]+(\.[\d]+)?$/, '15.6200'],
];
/** Where the schema says less than everybody knows. */
const byName: Readonly<Record<string, string>> = { email: 'ana@contoso.example', phone: '+33 1 42 68 53 00', country: 'FR', currency: 'EUR', locale: 'en' };
/** So deep an example goes; what lies below is empty. */
const DEEPEST = 7;

export const refName = (ref: string): string => ref.slice(ref.lastIndexOf('/') + 1);

/** A value that fits the schema as far as a schema tells: the first of each choice, the shortest of each list that shows what is in it. */
export function sampleOf(
  schema: Schema,
  schemas: Schemas,
  { name = '', whole = false, depth = 0 }: { name?: string; whole?: boolean; depth?: number } = {},
): unknown {
  const again = (inner: Schema, innerName = name) => sampleOf(inner, schemas, { name: innerName, whole, depth: depth + 1 });
  if (schema.$ref) return again(schemas[refName(schema.$ref)] ?? {});
  if ('const' in schema) return schema.const;
  if (schema.default !== undefined && !schema.properties) return schema.default;
  if (schema.enum) return schema.enum[0];
  const choice = schema.anyOf?.[0] ?? schema.oneOf?.[0];
  if (schema.allOf || schema.properties) {
    const parts = (schema.allOf ?? []).map((part) => again(part) as object);
    return Object.assign({}, ...parts, depth > DEEPEST ? {} : membersOf(schema, again, whole)) as unknown;
  }
  if (choice) return again(choice);
  const type = typeof schema.type === 'object' ? schema.type.find((each) => each !== 'null') : schema.type;
  if (type === 'array') return depth > DEEPEST ? [] : (schema.prefixItems?.map((each) => again(each)) ?? (schema.items ? [again(schema.items)] : []));
  if (type === 'object') return typeof schema.additionalProperties === 'object' && depth <= DEEPEST ? { key: again(schema.additionalProperties) } : {};
  if (type === 'boolean') return true;
  if (type === 'integer' || type === 'number') return Math.max(schema.minimum ?? 1, 1);
  if (type === 'string') return textOf(schema, name);
  return null;
}

function membersOf({ properties = {}, required = [] }: Schema, sample: (schema: Schema, name: string) => unknown, whole: boolean): object {
  const shown = Object.entries(properties).filter(([name]) => whole || required.includes(name));
  return Object.fromEntries(shown.map(([name, inner]) => [name, sample(inner, name)]));
}

function textOf({ format, pattern, minLength = 0 }: Schema, name: string): string {
  const known = (format && byFormat[format]) ?? byPattern.find(([, value]) => pattern && new RegExp(pattern).test(value))?.[1];
  if (typeof known === 'string') return known;
  if (byName[name]) return byName[name];
  if (/id$/i.test(name)) return uuid;
  return name.padEnd(minLength, '.') || 'text';
}
