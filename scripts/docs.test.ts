import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { buildWorld } from '../test/world.ts';
import { operations } from '../src/main.cli/words.ts';
import { referencePages } from './docs.ts';

const world = await buildWorld();
const pages = await referencePages(world.admin);
const root = join(import.meta.dirname, '..');
const committed = (path: string) => readFileSync(join(root, path), 'utf8');

test.each(Object.keys(pages))('%s says what the code says', (path) => {
  expect(committed(path) === pages[path], `${path} is stale: run “npm run docs” and commit what it writes`).toBe(true);
});

interface Operation {
  readonly operationId: string;
  readonly responses: Record<string, object>;
}

test('every endpoint stands in the OpenAPI document under its name, and every reference leads somewhere', () => {
  const text = pages['docs/reference/openapi.json'] ?? '';
  const document = JSON.parse(text) as { paths: Record<string, Record<string, Operation>>; components: Record<string, Record<string, object>> };
  const ids = Object.values(document.paths).flatMap((methods) => Object.values(methods).map((o) => o.operationId));
  expect(ids.toSorted()).toEqual(
    operations()
      .map((o) => o.id)
      .toSorted(),
  );
  const references = [...text.matchAll(/"\$ref": "#\/components\/(\w+)\/([^/"]+)"/g)];
  expect(references.length).toBeGreaterThan(1_000);
  expect(text.match(/"\$ref": /g)).toHaveLength(references.length);
  expect(references.filter(([, kind = '', name = '']) => !document.components[kind]?.[name]).map(([all]) => all)).toEqual([]);
});

test('no page leads to a file that is not there', () => {
  const written = [...globSync('*.md', { cwd: root }), ...globSync('docs/**/*.md', { cwd: root })];
  const broken = written.flatMap((page) => {
    const text = committed(page).replace(/<!--[^]*?-->/g, '');
    const targets = [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)].map(([, target = '']) => target);
    return targets.filter((target) => !existsSync(join(root, dirname(page), target))).map((target) => `${page} → ${target}`);
  });
  expect(broken).toEqual([]);
});

const decisions = globSync('docs/decisions/*.md', { cwd: root }).toSorted();

test.each(decisions)('%s is a page that says all of it', (path) => {
  const text = committed(path);
  expect(text.match(/^## .+$/gm)).toEqual(['## Context', '## Decision', '## Consequences', '## Guarded by']);
  expect(text).toMatch(/^# (\d{4}|NNNN)\. .+\n\nDate: .+ · Status: /);
  expect(text.split('\n').length).toBeLessThan(60);
});

test('decisions are numbered without gaps, and code speaks only of those there are', () => {
  const numbers = decisions.map((path) => path.split('/').at(-1)?.slice(0, 4) ?? '');
  expect(numbers).toEqual(numbers.map((_, at) => String(at).padStart(4, '0')));
  const code = globSync('{src,scripts,migrations,test,docs/handbook}/**/*.{ts,tsx,sql,md}', { cwd: root });
  const named = code.flatMap((path) => [...committed(path).matchAll(/\bdecisions?[ /](\d{4})/g)].map(([, number = '']) => ({ path, number })));
  expect(named.filter(({ number }) => !numbers.includes(number))).toEqual([]);
});
