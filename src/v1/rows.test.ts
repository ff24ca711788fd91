import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openRouter } from './router.ts';
import { rows } from './rows.ts';
import { documented, keyOf, statesOf } from './table.ts';

const states = statesOf(rows);
const told = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.test.ts'))
  .map((name) => readFileSync(join(import.meta.dirname, name), 'utf8'))
  .join('\n')
  .replaceAll(/served\(\s+/g, 'served(');

test('every documented call that is answered has an exchange', () => {
  const untold = [...states].filter(
    ([key, state]) => state !== 'not yet' && !told.includes(`served('${key.replaceAll("'", "\\'")}'`) && !told.includes(`served("${key}"`),
  );
  expect(untold.map(([key]) => key)).toEqual([]);
});

test('every row answers something that is documented, and nothing twice', () => {
  const all = rows.flatMap(({ method, uses }) => uses.map((path) => keyOf({ method, path })));
  expect(all.filter((key, i) => all.indexOf(key) !== i)).toEqual([]);
  const known = new Set(documented.map(keyOf));
  expect(all.filter((key) => !known.has(key))).toEqual([]);
});

test('a path is found with double slashes, a slash at the end and in any case, its identifiers in one case', () => {
  const router = openRouter(rows);
  const id = '0B8C6A1E-0000-4000-8000-00000000ABCD';
  for (const path of [`/v1/customers/${id}`, `/v1//customers//${id}/`, `/V1/Customers/${id.toLowerCase()}`]) {
    const found = router.find('GET', path);
    expect(found?.row.path, path).toBe('/v1/customers/{customerId}');
    expect(found?.params).toEqual({ customerId: id.toLowerCase() });
  }
  expect(router.find('GET', '/v1/nothing/of/the/kind')).toBeUndefined();
});
