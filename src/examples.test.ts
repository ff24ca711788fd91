import { afterAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { all, asking, endpoints, uuid } from '../test/asking.ts';
import { buildExamples, type EndpointId, examples } from '../test/examples.ts';
import { easyProvider } from '../test/identityProvider.ts';
import { learningProvider } from '../test/learningProvider.ts';
import { buildWorld } from '../test/world.ts';

// Each of these walks through every endpoint there is.
vi.setConfig({ testTimeout: 600_000 });

/** Every endpoint by its example: answered as it should be, and with input that is wrong refused as it should be. */
const world = await buildWorld({ env: { ...(await learningProvider()), ...(await easyProvider(afterAll)) } });
const owner = await buildExamples(world, 'Quastenflosser');
const { askAs } = asking(world);
const start = world.now;
beforeEach(() => {
  world.now = start;
});

/** What a right example meets all the same, since its world has gone past it. */
const refusedHere: Partial<Record<EndpointId, string>> = {
  'setup.checkCode': 'center.already_set_up',
  'setup.setUp': 'center.already_set_up',
  'setup.loadDemo': 'center.already_set_up',
};

/** How a protocol of others says that something in the input is wrong. */
const refusedIn = { scim: 400, saml: 303 } as const;

test('every endpoint has an example, and every example its endpoint', () => {
  expect(Object.keys(examples).toSorted()).toEqual(all.map(({ id }) => id).toSorted());
});

describe('every example is answered, with an id in capitals taken for the same id, and with text that cannot be kept refused by its field', () => {
  test.each(endpoints)('$id', async ({ id, endpoint }) => {
    const example = await examples[id](owner);
    for (const path of textsIn(example.input)) {
      // No rule can be walked around by the spelling of an id: each is an Id of core/id.ts.
      const capitals = changed(example.input, path, (text) => (text.length === 36 ? text.replace(uuid, (found) => found.toUpperCase()) : text));
      expect(JSON.stringify(endpoint.input.parse(capitals)), path.join('.')).toBe(JSON.stringify(endpoint.input.parse(example.input)));
      // What is read as a date is not kept as text.
      const input = changed(example.input, path, (text) => (/^\d{4}-\d\d-\d\dT/.test(text) ? 'never' : `${text}\0`));
      expect((await askAs(endpoint, { ...example, input })).status, path.join('.')).toBe(endpoint.speaks ? refusedIn[endpoint.speaks] : 422);
    }
    const { status, body, type } = await askAs(endpoint, example);
    if (refusedHere[id]) expect(type).toBe(`urn:entente:problem:${refusedHere[id]}`);
    else if (endpoint.speaks) expect(status, body).toBeLessThan(400);
    else expect(`${status} ${status === 200 ? '' : body}`).toBe('200 ');
  });
});

/** Where texts stand in an input. */
function textsIn(input: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof input === 'string') return [path];
  return typeof input === 'object' && input ? Object.entries(input).flatMap(([key, value]) => textsIn(value, [...path, key])) : [];
}
function changed(input: unknown, [key, ...rest]: readonly string[], change: (text: string) => string): unknown {
  if (key === undefined) return change(input as string);
  const copy = structuredClone(input) as Record<string, unknown>;
  copy[key] = changed(copy[key], rest, change);
  return copy;
}

test('a made-up cursor is the beginning of the list', async () => {
  for (const { id, endpoint } of endpoints.filter(({ endpoint: { input } }) => 'shape' in input && 'after' in (input.shape as object))) {
    const example = await examples[id](owner);
    for (const key of [['-271821-04-20T00:00:00.000Z', 'x'], ['a\0', 'b', 'c'], ['+275760-09-13T00:00:00.000Z', owner.mark], [1], 'x']) {
      const after = Buffer.from(JSON.stringify(key)).toString('base64url');
      expect((await askAs(endpoint, { ...example, input: { ...(example.input as object), after } })).status, `${id} after ${JSON.stringify(key)}`).toBe(200);
    }
  }
});
