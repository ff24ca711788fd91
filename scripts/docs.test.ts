import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { buildWorld } from '../test/world.ts';
import { operations } from '../src/main.cli/words.ts';
import { referencePages } from './docs.ts';

const world = await buildWorld();
const pages = await referencePages(world.admin);
const committed = (path: string) => readFileSync(join(import.meta.dirname, '..', path), 'utf8');

test.each(Object.keys(pages))('%s says what the code says', (path) => {
  expect(committed(path) === pages[path], `${path} is stale: run “npm run docs” and commit what it writes`).toBe(true);
});

interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, object>;
}

test('every endpoint stands in the OpenAPI document under its name, and every reference leads somewhere', () => {
  const text = pages['docs/reference/openapi.json'] ?? '';
  const document = JSON.parse(text) as { paths: Record<string, Record<string, Operation>>; components: { schemas: Record<string, object> } };
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((o) => o.operationId));
  expect(ids.toSorted()).toEqual(
    operations()
      .map((o) => o.id)
      .toSorted(),
  );
  const references = [...text.matchAll(/"\$ref": "#\/(.+?)\/([^/"]+)"/g)];
  expect(references.filter(([, place, name = '']) => place !== 'components/schemas' || !(name in document.components.schemas)).map(([all]) => all)).toEqual([]);
});
