import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { addressOf, type Endpoint, isRead, levelOf, opensToPrograms } from '../../src/core/endpoint.ts';
import { operations } from '../../src/main.cli/words.ts';
import { headers, info, parameters, securitySchemes } from './conventions.ts';
import { hoist } from './hoist.ts';
import { refusalsOf } from './refusals.ts';
import { type JsonSchema, schemaWriter } from './schemas.ts';
import type { ProblemClass } from '../../src/core/problem.ts';

type Writer = Awaited<ReturnType<typeof schemaWriter>>;
interface Media {
  readonly content: Readonly<Record<string, { schema: JsonSchema }>>;
}
export interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly parameters?: readonly { readonly $ref?: string; readonly name?: string; readonly in?: string; schema?: JsonSchema }[];
  readonly requestBody?: Media & { readonly required: true };
  readonly responses: Readonly<Record<string, { readonly $ref?: string; readonly description?: string; readonly content?: Media['content'] }>>;
}
export interface Document {
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, JsonSchema>;
    readonly responses: Record<string, { readonly content: Media['content'] }>;
    readonly parameters: Record<string, JsonSchema>;
  };
}

const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string };
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
/** The beginning of what is named after an operation: `OrdersPlaceOrder`. */
const nameOf = (id: string) => id.split('.').map(capital).join('');

/** `docs/reference/openapi.json`, served at `/api/openapi.json`: every endpoint of the contracts as OpenAPI 3.1. */
export async function openApi(): Promise<string> {
  return `${JSON.stringify(await openApiDocument(), null, 1)}\n`;
}

export async function openApiDocument(): Promise<Document> {
  const writer = await schemaWriter();
  const paths: Document['paths'] = {};
  for (const { id, endpoint } of operations()) {
    const address = addressOf(endpoint).replace(/:(\w+)/g, '{$1}');
    (paths[address] ??= {})[endpoint.method.toLowerCase()] = operation(writer, id, endpoint);
  }
  const document = writer.finish({
    openapi: '3.1.0',
    info: info(version),
    servers: [{ url: '/', description: 'This center' }],
    tags: [...new Set(operations().map(({ id }) => id.split('.')[0] ?? ''))].map((name) => ({ name })),
    paths,
    components: { securitySchemes, headers, parameters },
  }) as unknown as Document;
  nameRepeated(document);
  dropUnused(document);
  return withResponses(document);
}

function operation(writer: Writer, id: string, endpoint: Endpoint): Operation {
  const asked = inputs(writer, endpoint);
  const isOpen = endpoint.permission === 'public' || endpoint.permission === 'signed-in';
  return {
    operationId: id,
    tags: [id.split('.')[0] ?? ''],
    summary: endpoint.summary,
    ...{ 'x-within': endpoint.within, 'x-permission': endpoint.permission },
    ...(isOpen ? {} : { 'x-needs': levelOf(endpoint) }),
    ...(endpoint.stepUp === undefined ? {} : { 'x-step-up': { minutes: endpoint.stepUp } }),
    ...(endpoint.perMinute === undefined ? {} : { 'x-per-minute': endpoint.perMinute }),
    ...{ security: securityOf(endpoint) },
    ...(asked.parameters.length ? { parameters: asked.parameters } : {}),
    ...(asked.body ? { requestBody: { required: true, content: { [contentOf(endpoint)]: { schema: asked.body } } } } : {}),
    responses: responses(writer, endpoint, { body: asked.body !== undefined, parameters: asked.parameters.length > 0 }),
  };
}

function securityOf(endpoint: Endpoint) {
  if (endpoint.speaks === 'scim') return [{ directory: [] }];
  if (endpoint.within === 'public') return [];
  return opensToPrograms(endpoint) ? [{ bearer: [] }, { session: [] }] : [{ session: [] }];
}
const contentOf = ({ speaks }: Endpoint) =>
  speaks === 'scim' ? 'application/scim+json' : speaks === 'saml' ? 'application/x-www-form-urlencoded' : 'application/json';

const account = { $ref: '#/components/parameters/account' };
const isKeyed = (endpoint: Endpoint) => endpoint.within === 'account' && !isRead(endpoint) && (endpoint.answers ?? 'json') === 'json';

/** Splits the input: what the address names, what a read carries in its query, what a change carries in its body. */
function inputs(writer: Writer, endpoint: Endpoint): { readonly parameters: NonNullable<Operation['parameters']>; readonly body?: JsonSchema } {
  const written = writer.write(endpoint.input, 'input');
  const { properties, required } = membersOf(writer, written);
  const named = new Set([...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name));
  const asked: NonNullable<Operation['parameters']>[number][] = endpoint.within === 'account' ? [account] : [];
  for (const [name, schema] of Object.entries(properties)) {
    if (named.has(name)) asked.push(parameter(name, 'path', true, schema));
    else if (endpoint.method === 'GET') asked.push(parameter(name, 'query', required.includes(name), schema));
  }
  const rest = Object.keys(properties).filter((name) => !named.has(name));
  if (isKeyed(endpoint)) asked.push({ $ref: '#/components/parameters/IdempotencyKey' });
  if (endpoint.method !== 'GET' && rest.includes('version')) asked.push({ $ref: '#/components/parameters/IfMatch' });
  if (endpoint.method === 'GET' || rest.length === 0) return { parameters: asked };
  return { parameters: asked, body: named.size ? without(writer, written, named) : written };
}

const variants = ['anyOf', 'oneOf', 'allOf'] as const;
interface Members {
  readonly properties: Record<string, JsonSchema>;
  readonly required: readonly string[];
}
/** Every member that an input has in any of its forms; required are those of each. */
function membersOf(writer: Writer, written: JsonSchema): Members {
  const { properties = {}, required = [], ...schema } = writer.resolve(written) as Partial<Members> & JsonSchema;
  const forms = variants.flatMap((key) => ((schema[key] ?? []) as JsonSchema[]).map((one) => membersOf(writer, one)));
  const always = forms.length ? (forms[0]?.required ?? []).filter((name) => forms.every((form) => form.required.includes(name))) : [];
  return { properties: Object.assign({}, ...forms.map((form) => form.properties), properties) as Members['properties'], required: [...required, ...always] };
}
/** What is left for the body when the address has said some of it. */
function without(writer: Writer, written: JsonSchema, named: ReadonlySet<string>): JsonSchema {
  const { properties, required, ...schema } = writer.resolve(written) as Partial<Members> & JsonSchema;
  const left = required?.filter((name) => !named.has(name)) ?? [];
  return {
    ...schema,
    ...(properties ? { properties: Object.fromEntries(Object.entries(properties).filter(([name]) => !named.has(name))) } : {}),
    ...(left.length ? { required: left } : {}),
    ...Object.fromEntries(variants.flatMap((key) => (key in schema ? [[key, (schema[key] as JsonSchema[]).map((one) => without(writer, one, named))]] : []))),
  };
}

function parameter(name: string, place: 'path' | 'query', required: boolean, schema: JsonSchema) {
  if (place === 'query' && name === 'after' && schema['type'] === 'string') return { $ref: '#/components/parameters/after' };
  return { name, in: place, required, schema, ...(place === 'query' && schema['type'] === 'array' ? { explode: false } : {}) };
}

const files: Partial<Record<NonNullable<Endpoint['answers']>, string>> = { file: '*/*', stream: '*/*', events: 'text/event-stream' };
const limited = { RateLimit: { $ref: '#/components/headers/RateLimit' }, 'RateLimit-Policy': { $ref: '#/components/headers/RateLimitPolicy' } };

function responses(writer: Writer, endpoint: Endpoint, has: { readonly body: boolean; readonly parameters: boolean }) {
  const type = endpoint.answers ? files[endpoint.answers] : undefined;
  const sent = {
    ...(endpoint.versioned ? { ETag: { $ref: '#/components/headers/ETag' } } : {}),
    ...(opensToPrograms(endpoint) ? limited : {}),
  };
  const done = {
    description: type ? 'The file' : 'Done',
    ...(Object.keys(sent).length ? { headers: sent } : {}),
    content: type
      ? { [endpoint.atRoot ? 'text/html' : type]: { schema: { type: 'string' } } }
      : { [contentOf(endpoint)]: { schema: writer.write(endpoint.output, 'output') } },
  };
  // What it refuses with, its own protocol says.
  if (endpoint.speaks) return { '2XX': done, default: { description: 'Refused, as the protocol has it' } };
  return { 200: done, ...refusals(writer, endpoint, has) };
}

function refusals(writer: Writer, endpoint: Endpoint, has: { readonly body: boolean; readonly parameters: boolean }) {
  const byStatus = Map.groupBy([...new Set(refusalsOf(endpoint, has))], (problem) => problem.status);
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, problems]) => {
        const schemas = problems.map((problem) => problemSchema(writer, problem));
        const schema = schemas.length === 1 ? (schemas[0] ?? {}) : { oneOf: schemas };
        return [
          status,
          {
            description: problems.map((p) => p.code).join(' · '),
            ...(status === 429 ? { headers: { 'Retry-After': { $ref: '#/components/headers/RetryAfter' } } } : {}),
            content: { 'application/problem+json': { schema } },
          },
        ];
      }),
  );
}

const problemSchema = (writer: Writer, problem: ProblemClass): JsonSchema =>
  writer.name(`problem.${problem.code}`, () => ({
    type: 'object',
    properties: {
      type: { const: `urn:entente:problem:${problem.code}` },
      status: { const: problem.status },
      details: writer.write(problem.details as z.ZodType, 'output'),
    },
    required: ['type', 'status', 'details'],
  }));

/** A shape that stands in several places becomes a component. */
function nameRepeated({ paths, components }: Document): void {
  const places = Object.values(paths)
    .flatMap((methods) => Object.values(methods))
    .flatMap((each) => [
      ...(each.parameters ?? []).flatMap((one) =>
        one.schema ? [{ name: `${nameOf(each.operationId)}${capital(one.name ?? '')}`, at: one as { schema: JsonSchema } }] : [],
      ),
      ...Object.values(each.requestBody?.content ?? {}).map((at) => ({ name: `${nameOf(each.operationId)}Input`, at })),
      ...['200', '2XX'].flatMap((status) =>
        Object.values(each.responses[status]?.content ?? {}).map((at) => ({ name: `${nameOf(each.operationId)}Answer`, at })),
      ),
    ]);
  const named = hoist(
    components.schemas,
    places.map(({ name, at }) => [name, at.schema] as const),
  );
  for (const { at } of places) at.schema = named(at.schema);
  const sorted = Object.entries(components.schemas).toSorted(([a], [b]) => (a < b ? -1 : 1));
  for (const [name] of sorted) delete components.schemas[name];
  Object.assign(components.schemas, Object.fromEntries(sorted));
}

/** Pieces of inputs that were named for themselves and stand nowhere by that name. */
function dropUnused({ paths, components }: Document): void {
  for (let before = Infinity; before > Object.keys(components.schemas).length; ) {
    before = Object.keys(components.schemas).length;
    const used = new Set([...JSON.stringify([paths, components.schemas]).matchAll(/#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
    for (const name of Object.keys(components.schemas)) if (!used.has(name)) delete components.schemas[name];
  }
}

/** Refusals that several operations share are components too, called by their codes. */
function withResponses(document: Document): Document {
  const all = Object.values(document.paths).flatMap((methods) => Object.values(methods));
  const times = new Map<string, number>();
  const refused = all.flatMap(({ responses: each }) => Object.entries(each).filter(([status]) => Number(status) >= 400));
  for (const [, response] of refused) times.set(JSON.stringify(response), (times.get(JSON.stringify(response)) ?? 0) + 1);
  const shared: Record<string, unknown> = {};
  for (const each of all) {
    const own = each.responses as Record<string, { description?: string }>;
    for (const [status, response] of Object.entries(own)) {
      if (Number(status) < 400 || (times.get(JSON.stringify(response)) ?? 0) < 2) continue;
      const name = `${status}.${(response.description ?? '').replaceAll(' · ', '-')}`;
      shared[name] = response;
      own[status] = { $ref: `#/components/responses/${name}` } as never;
    }
  }
  return { ...document, components: { ...document.components, responses: shared as Document['components']['responses'] } };
}
