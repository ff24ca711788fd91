import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { z } from 'zod';

export type JsonSchema = Record<string, unknown>;
type Named = Record<string, JsonSchema>;

const src = join(import.meta.dirname, '../../src');

/** Everything that `core` and the contracts of the features export, with the room or feature it stands in. */
export async function exported(): Promise<{ readonly place: string; readonly name: string; readonly value: unknown }[]> {
  const files = readdirSync(src, { recursive: true, encoding: 'utf8' }).filter(
    (f) => /^(core\/\w+|features\/\w+\/contract(\/\w+)?)\.ts$/.test(f) && !f.endsWith('.test.ts'),
  );
  const modules = await Promise.all(
    files.sort().map(async (file) => {
      const place = file.startsWith('core/') ? 'core' : (file.split('/')[1] ?? '');
      const module = (await import(pathToFileURL(join(src, file)).href)) as Record<string, unknown>;
      return Object.entries(module).map(([name, value]) => ({ place, name, value }));
    }),
  );
  return modules.flat();
}

const nameable = [z.ZodObject, z.ZodEnum, z.ZodUnion];

/** Turns zod schemas into JSON Schema; what the contracts export under a name becomes a component of that name. */
export async function schemaWriter() {
  const schemas = (await exported()).filter(
    (e): e is typeof e & { value: z.ZodType } => nameable.some((kind) => e.value instanceof kind) && /^[A-Z]/.test(e.name),
  );
  const uses = Map.groupBy([...new Map(schemas.map((s) => [s.value, s])).values()], (s) => s.name);
  const registries = { input: z.registry<{ id: string }>(), output: z.registry<{ id: string }>() };
  for (const [name, same] of uses) {
    for (const { place, value } of same) {
      const id = same.length > 1 ? place.charAt(0).toUpperCase() + place.slice(1) + name : name;
      registries.output.add(value, { id });
      registries.input.add(value, { id: id + sent });
    }
  }
  const found: Record<'input' | 'output', Named> = { input: {}, output: {} };

  return {
    /** The schema of what is sent (`input`) or answered (`output`). */
    write(schema: z.ZodType, io: 'input' | 'output'): JsonSchema {
      const { $defs = {}, $schema: _, ...root } = convert(schema, io, registries[io]) as { $defs?: Named; $schema?: string };
      Object.assign(found[io], $defs);
      return root;
    },
    /** Names a schema of our own making, once; the reference to it. */
    name(id: string, make: () => JsonSchema): JsonSchema {
      found.output[id] ??= make();
      return { $ref: `#/$defs/${id}` };
    },
    /** One level of a reference, for taking parameters out of it. */
    resolve: (schema: JsonSchema): JsonSchema => found.input[String(schema['$ref']).split('/').at(-1) ?? ''] ?? schema,
    /** Hangs the components into the finished document; what is sent and answered alike is one component. */
    finish<Document extends object>(document: Document): Document {
      const one = alike(found);
      const inputs = Object.entries(found.input).filter(([id]) => !(one.has(id) && plain(id) in found.output));
      const components = { ...Object.fromEntries(inputs), ...found.output };
      const text = JSON.stringify({ ...document, components: { ...(document as { components?: object }).components, schemas: sorted(components) } }).replaceAll(
        '#/$defs/',
        '#/components/schemas/',
      );
      // A component that is only sent, or is the same both ways, needs no word for it in its name.
      return JSON.parse([...one].reduce((all, id) => all.replaceAll(`"${id}"`, `"${plain(id)}"`).replaceAll(`/${id}"`, `/${plain(id)}"`), text)) as Document;
    },
  };
}

/** Ends the name of a component until it is known whether the answered one is the same. */
const sent = 'Sent';
const plain = (id: string) => id.slice(0, -sent.length);
const sorted = (named: Named): Named => Object.fromEntries(Object.entries(named).toSorted(([a], [b]) => (a < b ? -1 : 1)));

/** The sent components that are answered the same way, or never answered: both they and all they refer to. */
function alike({ input, output }: Record<'input' | 'output', Named>): Set<string> {
  const asAnswered = (schema: JsonSchema) => JSON.stringify(schema).replaceAll(/(#\/\$defs\/\w+?)Sent"/g, '$1"');
  const one = new Set(Object.keys(input).filter((id) => !(plain(id) in output) || asAnswered(input[id] ?? {}) === JSON.stringify(output[plain(id)])));
  for (let before = 0; before !== one.size; ) {
    before = one.size;
    for (const id of one) {
      const refers = [...JSON.stringify(input[id]).matchAll(/#\/\$defs\/(\w+)"/g)].map(([, ref = '']) => ref);
      if (plain(id) in output && refers.some((ref) => !one.has(ref))) one.delete(id);
    }
  }
  return one;
}

function convert(schema: z.ZodType, io: 'input' | 'output', metadata: z.core.$ZodRegistry<{ id: string }>): JsonSchema {
  return z.toJSONSchema(schema, {
    io,
    metadata,
    unrepresentable: 'any',
    override({ zodSchema, jsonSchema }) {
      const { def } = zodSchema._zod;
      if (def.type === 'date') Object.assign(jsonSchema, { type: 'string', format: 'date-time' });
      // What a transformation gives cannot be known; what goes into it is the nearest.
      if (def.type === 'pipe' && io === 'output' && (def as z.core.$ZodPipeDef).out._zod.def.type === 'transform') {
        const { $schema: _, ...before } = convert((def as z.core.$ZodPipeDef).in as z.ZodType, 'input', metadata);
        Object.assign(jsonSchema, before);
      }
      // The format says it; a newer server may answer more than is written here.
      if (jsonSchema.format) delete jsonSchema.pattern;
      if (jsonSchema.additionalProperties === false) delete jsonSchema.additionalProperties;
      if (jsonSchema.minimum === Number.MIN_SAFE_INTEGER) delete jsonSchema.minimum;
      if (jsonSchema.maximum === Number.MAX_SAFE_INTEGER) delete jsonSchema.maximum;
      if (def.type === 'record') delete jsonSchema.propertyNames;
    },
  }) as JsonSchema;
}
