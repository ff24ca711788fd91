import Ajv, { type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import fc from 'fast-check';
import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type Document, type Operation, openApiDocument } from '../scripts/docs/openapi.ts';
import { fitting, unfitting } from '../test/arbitrary.ts';
import { all, type Answer, asking } from '../test/asking.ts';
import { buildExamples, type EndpointId, type Example, examples } from '../test/examples.ts';
import { easyProvider } from '../test/identityProvider.ts';
import { learningProvider } from '../test/learningProvider.ts';
import { seed } from '../test/seed.ts';
import { buildWorld, type TestPerson } from '../test/world.ts';
import { someoneIn } from '../test/examples/world.ts';
import type { Endpoint } from './core/endpoint.ts';

vi.setConfig({ testTimeout: 600_000 });

// The OpenAPI document against the server: each operation with made-up input that fits and that does not, by who may, who may not
// and who is elsewhere. A failure names what was sent.

/** In no answer: what is public may be told to everyone. */
const nobodys = 'Schattenschnabel';
/** Inputs of each kind for each operation. */
const cases = 2;

const world = await buildWorld({ env: { ...(await learningProvider()), ...(await easyProvider(afterAll)) } });
const owner = await buildExamples(world, 'Quastenflosser');
const other = await buildExamples(world, 'Zitronenfalter');
const reader = await someoneIn(owner, 'default_user');
const { ask } = asking(world);
const start = world.now;
beforeEach(() => {
  world.now = start;
});

const document: Document = await openApiDocument();
const operations = new Map(Object.values(document.paths).flatMap((methods) => Object.values(methods).map((each) => [each.operationId, each] as const)));
const ajv = addFormats.default(new Ajv.default({ strict: false, allErrors: false, validateFormats: true }));
ajv.addVocabulary(['components']).addSchema({ $id: 'entente', components: document.components });
const checks = new Map<string, ValidateFunction>();

/** What an answer does not keep to, in the document's own terms. */
function unlike(operation: Operation, { status, body, type }: Answer): string | undefined {
  const found = operation.responses[String(status)];
  if (!found) return `answers ${status} ${type}, which the document does not know`;
  const response = found.$ref ? document.components.responses[found.$ref.split('/').at(-1) ?? ''] : found;
  const schema = response?.content?.[status === 200 ? 'application/json' : 'application/problem+json']?.schema;
  // Pages and files are not JSON, whatever they answer.
  if (!schema || !/^[{[]/.test(body)) return undefined;
  const key = `${operation.operationId} ${status}`;
  const text = JSON.stringify(schema).replaceAll('"#/components/', '"entente#/components/');
  const check = checks.get(key) ?? ajv.compile(JSON.parse(text) as object);
  checks.set(key, check);
  return check(JSON.parse(body)) ? undefined : `answers ${status} ${type} unlike its schema: ${ajv.errorsText(check.errors)} in ${body.slice(0, 200)}`;
}

interface Sent {
  readonly as: string;
  readonly who: TestPerson | null;
  readonly input: unknown;
  /** A mark that must not be in the answer: of the company that the caller is not in. */
  readonly foreign: string;
}

/** Inputs to send: the example with some member changed, and wholly made-up ones. */
function inputsFor(endpoint: Endpoint, operation: Operation, example: unknown, salt: number) {
  const schemas = document.components.schemas;
  const members = membersOf(operation);
  const names = Object.keys(members);
  const sample = <T>(arbitrary: fc.Arbitrary<T>, count = cases): T[] => fc.sample(arbitrary, { seed: seed + salt, numRuns: count });
  const whole = fc.record(Object.fromEntries(Object.entries(members).map(([name, schema]) => [name, fitting(schema, schemas)])), { requiredKeys: [] });
  const changed = (one: (name: string) => fc.Arbitrary<unknown>) =>
    names.length === 0 ? [] : sample(fc.constantFrom(...names).chain((name) => one(name).map((value) => ({ ...(example as object), [name]: value }))));
  const required = fc.constantFrom(...(names.length ? names : ['x'])).map((name) => {
    const { [name]: _, ...rest } = example as Record<string, unknown>;
    return rest;
  });
  return [
    ...sample(whole),
    ...changed((name) => fitting(members[name] ?? {}, schemas)),
    ...changed(() => unfitting),
    ...(endpoint.method === 'GET' ? [] : sample(required, 1)),
  ].filter((input) => hasAddress(endpoint, input));
}

/** A part of the address that is empty leads elsewhere. */
const hasAddress = ({ path }: Endpoint, input: Record<string, unknown>) =>
  [...path.matchAll(/:(\w+)/g)].every(([, name = '']) => ['string', 'number'].includes(typeof input[name]) && !/^\.*$/.test(String(input[name])));

/** Everything that an operation takes, wherever it is sent. */
function membersOf({ parameters = [], requestBody }: Operation): Record<string, Record<string, unknown>> {
  const named = parameters.flatMap((one) => {
    const {
      name,
      in: place,
      schema,
    } = (one.$ref ? document.components.parameters[one.$ref.split('/').at(-1) ?? ''] : one) as {
      name: string;
      in: string;
      schema: Record<string, unknown>;
    };
    return place === 'header' || name === 'account' ? [] : [[name, schema] as const];
  });
  return { ...Object.fromEntries(named), ...bodyMembers(Object.values(requestBody?.content ?? {})[0]?.schema ?? {}) };
}
function bodyMembers(schema: Record<string, unknown>): Record<string, Record<string, unknown>> {
  const { $ref, properties, anyOf, oneOf, allOf } = schema as { $ref?: string; properties?: Record<string, Record<string, unknown>> } & Record<
    string,
    Record<string, unknown>[]
  >;
  if ($ref) return bodyMembers(document.components.schemas[$ref.split('/').at(-1) ?? ''] ?? {});
  return Object.assign({}, ...[anyOf, oneOf, allOf].flatMap((forms) => (forms ?? []).map(bodyMembers)), properties) as Record<string, Record<string, unknown>>;
}

/** What is not as it must be with one call. */
async function walked(endpoint: Endpoint, operation: Operation, example: Example, { as, who, input, foreign }: Sent): Promise<string[]> {
  const answer = await ask(endpoint, who, example.account?.accountId ?? '', input, example.bearer);
  const said = `${operation.operationId} by ${as} with ${JSON.stringify(input).slice(0, 400)}`;
  const wrong = answer.status >= 500 ? `answers ${answer.status}` : unlike(operation, answer);
  return [...(wrong ? [`${said}: ${wrong}`] : []), ...(answer.body.includes(foreign) ? [`${said}: tells of ${foreign}`] : [])];
}

const features = [...Map.groupBy(all, ({ id }) => id.split('.')[0] ?? '')];
describe('what every operation of the document answers is in the document, whatever it is sent and by whom', () => {
  test.each(features)('%s', async (_feature, endpoints) => {
    const wrong: string[] = [];
    for (const [at, { id, endpoint }] of endpoints.entries()) {
      const operation = operations.get(id);
      // What speaks another's protocol keeps to that.
      if (!operation || endpoint.speaks) continue;
      const example = await examples[id as EndpointId](owner);
      // The operator's people know every company.
      const right = { as: 'who may', who: example.as, foreign: endpoint.within === 'operator' ? nobodys : other.mark };
      wrong.push(...(await walked(endpoint, operation, example, { ...right, input: example.input })));
      const inputs = inputsFor(endpoint, operation, example.input, at);
      for (const input of inputs) wrong.push(...(await walked(endpoint, operation, example, { ...right, input })));
      const strangers: Omit<Sent, 'input'>[] = [
        { as: 'a reader', who: reader, foreign: other.mark },
        { as: 'a stranger', who: other.admin, foreign: endpoint.within === 'public' ? nobodys : owner.mark },
        { as: 'nobody', who: null, foreign: nobodys },
      ];
      for (const [n, stranger] of strangers.entries())
        wrong.push(...(await walked(endpoint, operation, example, { ...stranger, input: inputs[n] ?? example.input })));
    }
    expect(wrong).toEqual([]);
  });
});
