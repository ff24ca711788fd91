import Ajv from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { expect, test } from 'vitest';
import { openApiDocument } from './docs/openapi.ts';

const document = await openApiDocument();
const text = JSON.stringify(document);
const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, operation]) => ({ path, method, operation })),
);

/** The shape of OpenAPI 3.1 as far as this document uses it, in words of our own: what is not named is not allowed. */
const only = (properties: object, required: readonly string[] = []) => ({ type: 'object', properties, required, additionalProperties: false });
const every = (schema: object) => ({ type: 'object', propertyNames: { pattern: '^[a-zA-Z0-9._-]+$' }, additionalProperties: schema });
const or = (schema: object) => ({ oneOf: [only({ $ref: { type: 'string' } }, ['$ref']), schema] });
const string = { type: 'string', minLength: 1 };
const jsonSchema = { type: 'object' };
const media = { type: 'object', minProperties: 1, additionalProperties: only({ schema: jsonSchema }, ['schema']) };
const header = only({ description: string, schema: jsonSchema, example: {} }, ['schema']);
const response = only({ description: string, headers: { type: 'object', additionalProperties: or(header) }, content: media }, ['description']);
const parameter = only(
  {
    name: string,
    in: { enum: ['path', 'query', 'header'] },
    required: { type: 'boolean' },
    description: string,
    schema: jsonSchema,
    explode: { type: 'boolean' },
  },
  ['name', 'in', 'required', 'schema'],
);
const operation = {
  ...only(
    {
      operationId: { type: 'string', pattern: '^[a-zA-Z]+\\.[a-zA-Z]+$' },
      tags: { type: 'array', items: string, minItems: 1, maxItems: 1 },
      summary: string,
      security: { type: 'array', items: { type: 'object', additionalProperties: { type: 'array', maxItems: 0 } } },
      parameters: { type: 'array', items: or(parameter) },
      requestBody: only({ required: { const: true }, content: media }, ['required', 'content']),
      responses: { type: 'object', propertyNames: { pattern: '^([2-5]\\d\\d|2XX|default)$' }, additionalProperties: or(response), minProperties: 1 },
    },
    ['operationId', 'tags', 'summary', 'security', 'responses'],
  ),
  patternProperties: { '^x-': {} },
};
const openApi = only(
  {
    openapi: { const: '3.1.0' },
    info: only({ title: string, version: string, description: string, license: only({ name: string, identifier: string }, ['name']) }, ['title', 'version']),
    servers: { type: 'array', items: only({ url: string, description: string }, ['url']) },
    tags: { type: 'array', items: only({ name: string }, ['name']), uniqueItems: true },
    paths: {
      type: 'object',
      propertyNames: { pattern: '^/' },
      additionalProperties: only(Object.fromEntries(['get', 'post', 'put', 'patch', 'delete'].map((method) => [method, operation]))),
    },
    components: only({
      schemas: every(jsonSchema),
      responses: every(response),
      parameters: every(parameter),
      headers: every(header),
      securitySchemes: every({ type: 'object', required: ['type'] }),
    }),
  },
  ['openapi', 'info', 'paths'],
);
const ajv = () => addFormats.default(new Ajv.default({ strict: true, strictTypes: false, strictRequired: false, allErrors: true }));

test('the document is OpenAPI 3.1', () => {
  const check = ajv().compile(openApi);
  check(document);
  expect(check.errors ?? []).toEqual([]);
});

test('every reference leads somewhere, and every component is referred to', () => {
  const referred = new Set([...text.matchAll(/"\$ref":"#\/components\/(\w+)\/([^"]+)"/g)].map(([, kind, name]) => `${kind}/${name}`));
  expect([...text.matchAll(/"\$ref":"([^"]+)"/g)].filter(([, to = '']) => !to.startsWith('#/components/'))).toEqual([]);
  const { securitySchemes: _, ...components } = document.components as unknown as Record<string, object>;
  const there = Object.entries(components).flatMap(([kind, named]) => Object.keys(named).map((name) => `${kind}/${name}`));
  expect([...referred].toSorted()).toEqual(there.toSorted());
});

test('every schema is one of JSON Schema 2020-12, by a strict reader', () => {
  const reader = ajv()
    .addVocabulary(['components'])
    .addSchema({ $id: 'entente', components: { schemas: document.components.schemas } });
  for (const name of Object.keys(document.components.schemas)) expect(reader.getSchema(`entente#/components/schemas/${name}`), name).toBeTypeOf('function');
});

test('an address says each of its parts, once, and an operation is called by one name', () => {
  for (const { path, method, operation: each } of operations) {
    const said = (each.parameters ?? []).map(
      (one) => (one.$ref ? document.components.parameters[one.$ref.split('/').at(-1) ?? ''] : one) as { in: string; name: string },
    );
    const inPath = said.flatMap((one) => (one.in === 'path' ? [one.name] : []));
    expect(inPath.toSorted(), `${method} ${path}`).toEqual([...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name).toSorted());
    expect(new Set(said.map((one) => `${one.in} ${one.name.toLowerCase()}`)).size, `${method} ${path}`).toBe(said.length);
  }
  expect(new Set(operations.map(({ operation: each }) => each.operationId)).size).toBe(operations.length);
});

test('no shape stands twice', () => {
  const bodies = Map.groupBy(Object.entries(document.components.schemas), ([, schema]) => JSON.stringify(schema));
  const twice = [...bodies].filter(([body, names]) => names.length > 1 && body.length > 160).map(([, names]) => names.map(([name]) => name));
  expect(twice).toEqual([]);
});
