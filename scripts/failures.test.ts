import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { lastWords, readJourneys } from './failures.ts';

const folder = await mkdtemp(path.join(os.tmpdir(), 'entente-failures-'));
afterAll(() => rm(folder, { recursive: true, force: true }));

const journey = (title: string, status: 'expected' | 'flaky' | 'unexpected', ...errors: readonly (string | undefined)[]) => ({
  title,
  file: 'harbor.spec.ts',
  ok: status !== 'unexpected',
  tests: [{ status, results: errors.map((message) => (message ? { error: { message } } : {})) }],
});

test('a run ends with what failed and with what passed at the second try only, each with what it said', async () => {
  const file = path.join(folder, 'journeys.json');
  const specs = [journey('sails', 'expected', undefined), journey('drifts', 'flaky', 'no wind', undefined), journey('sinks', 'unexpected', 'a leak', 'a leak')];
  await writeFile(file, JSON.stringify({ stats: { expected: 1, unexpected: 1, flaky: 1 }, suites: [{ title: '', suites: [{ title: 'inner', specs }] }] }));
  const { passed, failed, failures, unsteady = [] } = await readJourneys(file);
  expect({ passed, failed }).toEqual({ passed: 2, failed: 1 });
  expect(lastWords(failures, unsteady)).toEqual([
    expect.stringMatching(/^~ unsteady, passed at the second try: e2e\/harbor\.spec\.ts › drifts\nno wind\n$/),
    expect.stringMatching(/^✗ e2e\/harbor\.spec\.ts › sinks\na leak\na leak\n$/),
  ]);
});

test('a run that wrote nothing has nothing to say', async () => {
  expect(await readJourneys(path.join(folder, 'none.json'))).toEqual({ passed: 0, failed: 0, failures: [] });
});
