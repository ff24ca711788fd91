import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { z } from 'zod';
import { addressOf, type Endpoint, levelOf } from '../../src/core/endpoint.ts';
import type { ProblemClass } from '../../src/core/problem.ts';
import {
  AccessDenied,
  NotFound,
  NotReadable,
  ProofNotAccepted,
  RequestInvalid,
  SignInRequired,
  StepUpRequired,
  TooLarge,
  TooManyRequests,
} from '../../src/core/problems.ts';
import { operations } from '../../src/main.cli/words.ts';
import { type JsonSchema, schemaWriter } from './schemas.ts';

type Writer = Awaited<ReturnType<typeof schemaWriter>>;
const { version } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as { version: string };

/** `docs/reference/openapi.json`: every endpoint of the contracts as OpenAPI 3.1. */
export async function openApi(): Promise<string> {
  const writer = await schemaWriter();
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { id, endpoint } of operations()) {
    const address = addressOf(endpoint).replace(/:(\w+)/g, '{$1}');
    (paths[address] ??= {})[endpoint.method.toLowerCase()] = operation(writer, id, endpoint);
  }
  const document = writer.finish({
    openapi: '3.1.0',
    info: {
      title: 'Entente',
      version,
      license: { name: 'AGPL-3.0-or-later', identifier: 'AGPL-3.0-or-later' },
      description:
        'What the pages of Entente ask the server. Every refusal is application/problem+json with a type urn:entente:problem:<code>; docs/reference/problems.md lists them.',
    },
    servers: [{ url: '/' }],
    tags: [...new Set(operations().map(({ id }) => id.split('.')[0]))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        session: {
          type: 'apiKey',
          in: 'cookie',
          name: '__Host-entente',
          description: 'The session; its cookie is called entente where the center is not reached over https.',
        },
      },
    },
  });
  return `${JSON.stringify(document, null, 2)}\n`;
}

function operation(writer: Writer, id: string, endpoint: Endpoint) {
  const { parameters, body } = inputs(writer, endpoint);
  return {
    operationId: id,
    tags: [id.split('.')[0]],
    summary: endpoint.summary,
    'x-within': endpoint.within,
    'x-permission': endpoint.permission,
    ...(endpoint.permission === 'public' || endpoint.permission === 'signed-in' ? {} : { 'x-needs': levelOf(endpoint) }),
    ...(endpoint.stepUp === undefined ? {} : { 'x-step-up': { minutes: endpoint.stepUp } }),
    ...(endpoint.perMinute === undefined ? {} : { 'x-per-minute': endpoint.perMinute }),
    security: endpoint.within === 'public' ? [] : [{ session: [] }],
    ...(parameters.length ? { parameters } : {}),
    ...(body ? { requestBody: { required: true, content: { 'application/json': { schema: body } } } } : {}),
    responses: { 200: answer(writer, endpoint), ...refusals(writer, endpoint, { body: body !== undefined, parameters: parameters.length > 0 }) },
  };
}

/** Splits the input: what the address names, what a read carries in its query, what a change carries in its body. */
function inputs(writer: Writer, endpoint: Endpoint): { parameters: JsonSchema[]; body?: JsonSchema } {
  const written = writer.write(endpoint.input, 'input');
  const whole = writer.resolve(written) as { properties?: Record<string, JsonSchema>; required?: string[] };
  const named = new Set([...endpoint.path.matchAll(/:(\w+)/g)].map(([, name = '']) => name));
  const account = { name: 'account', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } };
  const parameters: JsonSchema[] = endpoint.within === 'account' ? [account] : [];
  const rest: Record<string, JsonSchema> = {};
  for (const [name, schema] of Object.entries(whole.properties ?? {})) {
    if (named.has(name)) parameters.push({ name, in: 'path', required: true, schema });
    else if (endpoint.method === 'GET') parameters.push({ name, in: 'query', required: whole.required?.includes(name) ?? false, schema });
    else rest[name] = schema;
  }
  if (endpoint.method === 'GET' || (whole.properties && Object.keys(rest).length === 0)) return { parameters };
  if (!named.size) return { parameters, body: written };
  const required = whole.required?.filter((name) => name in rest) ?? [];
  return { parameters, body: { type: 'object', properties: rest, ...(required.length ? { required } : {}) } };
}

function answer(writer: Writer, endpoint: Endpoint) {
  if ((endpoint.answers ?? 'json') !== 'json')
    return { description: 'The file', content: { 'application/octet-stream': { schema: { type: 'string', format: 'binary' } } } };
  return {
    description: 'Done',
    ...(endpoint.versioned
      ? { headers: { ETag: { description: 'The version; a change sends the one it read, in its body or as If-Match', schema: { type: 'string' } } } }
      : {}),
    content: { 'application/json': { schema: writer.write(endpoint.output, 'output') } },
  };
}

/** What `call` and `http` may answer for this endpoint by themselves, before what its contract lists. */
export function refusalsOf(endpoint: Endpoint, has: { readonly body: boolean; readonly parameters: boolean }): ProblemClass[] {
  const asked = endpoint.permission !== 'public' && endpoint.permission !== 'signed-in';
  return [
    ...(has.body ? [NotReadable] : []),
    ...(endpoint.within === 'public' ? [] : [SignInRequired]),
    ...(asked ? [AccessDenied] : []),
    ...(endpoint.within === 'account' ? [ProofNotAccepted] : []),
    ...(endpoint.stepUp === undefined ? [] : [StepUpRequired]),
    ...(endpoint.within === 'account' || endpoint.path.includes(':') ? [NotFound] : []),
    ...(has.body ? [TooLarge] : []),
    ...(has.body || has.parameters ? [RequestInvalid] : []),
    ...(endpoint.perMinute === undefined && endpoint.within !== 'public' ? [] : [TooManyRequests]),
    ...(endpoint.problems ?? []),
  ] as ProblemClass[];
}

function refusals(writer: Writer, endpoint: Endpoint, has: { readonly body: boolean; readonly parameters: boolean }) {
  const byStatus = Map.groupBy([...new Set(refusalsOf(endpoint, has))], (problem) => problem.status);
  return Object.fromEntries(
    [...byStatus]
      .toSorted(([a], [b]) => a - b)
      .map(([status, problems]) => {
        const schemas = problems.map((problem) => problemSchema(writer, problem));
        return [
          status,
          {
            description: problems.map((p) => p.code).join(' · '),
            content: { 'application/problem+json': { schema: schemas.length === 1 ? schemas[0] : { oneOf: schemas } } },
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
