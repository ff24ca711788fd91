import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';

/** One step of the check: a program of node_modules with its words, and, for tests, where it writes its numbers. */
interface Step {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly counts?: () => Promise<Counts>;
}

interface Counts {
  readonly passed: number;
  readonly failed: number;
}

const root = path.resolve(import.meta.dirname, '..');
const words = process.argv.slice(2);
const withTests = words[0] === '--with-tests';
process.chdir(root);

const folder = await mkdtemp(path.join(os.tmpdir(), 'entente-check-'));
const code = await runAll([...looks(), ...(withTests ? tests(words.slice(1)) : [])]);
await rm(folder, { recursive: true, force: true });
process.exit(code);

function looks(): Step[] {
  return [
    { name: 'Types of the server', program: 'typescript/bin/tsc', args: ['--noEmit', '-p', 'tsconfig.json'] },
    { name: 'Types of the web', program: 'typescript/bin/tsc', args: ['--noEmit', '-p', 'tsconfig.web.json'] },
    { name: 'Lint', program: 'oxlint/bin/oxlint', args: ['--type-aware', '--deny-warnings'] },
    { name: 'Format', program: '@biomejs/biome/bin/biome', args: ['check', '--error-on-warnings', '.'] },
  ];
}

function tests(more: readonly string[]): Step[] {
  const units = path.join(folder, 'vitest.json');
  const journeys = path.join(folder, 'playwright.json');
  const steps: Step[] = [
    {
      name: 'Tests',
      program: 'vitest/vitest.mjs',
      args: ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${units}`, ...more],
      counts: () => readUnits(units),
    },
  ];
  if (!existsSync('playwright.config.ts')) return steps;
  return [
    ...steps,
    {
      name: 'Journeys in a browser',
      program: '@playwright/test/cli.js',
      args: ['test', '--reporter=line,json'],
      env: { PLAYWRIGHT_JSON_OUTPUT_NAME: journeys },
      counts: () => readJourneys(journeys),
    },
  ];
}

/** Stops at the first look that fails; tests run to their end, all of them, so that one run says everything. Ends with their numbers. */
async function runAll(steps: readonly Step[]): Promise<number> {
  const sum = { passed: 0, failed: 0 };
  let failed = 0;
  for (const step of steps) {
    const began = Date.now();
    const code = await run(step);
    const counts = (await step.counts?.()) ?? { passed: 0, failed: 0 };
    sum.passed += counts.passed;
    // A step that counts nothing, or fell before it could count, counts as one.
    sum.failed += code !== 0 ? Math.max(1, counts.failed) : counts.failed;
    console.log(`${code === 0 ? '✓' : '✗'} ${step.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    failed ||= code;
    if (code !== 0 && !step.counts) break;
  }
  if (withTests) console.log(`${sum.passed} passed, ${sum.failed} failed`);
  return failed;
}

function run(step: Step): Promise<number> {
  const program = path.join(root, 'node_modules', step.program);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [program, ...step.args], {
      stdio: 'inherit',
      env: { ...process.env, ...step.env },
    });
    child.once('error', () => resolve(1));
    child.once('exit', (status) => resolve(status ?? 1));
  });
}

async function readUnits(file: string): Promise<Counts> {
  const report = await read<{ numPassedTests?: number; numFailedTests?: number }>(file);
  return { passed: report?.numPassedTests ?? 0, failed: report?.numFailedTests ?? 0 };
}

async function readJourneys(file: string): Promise<Counts> {
  const report = await read<{ stats?: { expected: number; unexpected: number; flaky: number } }>(file);
  const stats = report?.stats ?? { expected: 0, unexpected: 0, flaky: 0 };
  return { passed: stats.expected + stats.flaky, failed: stats.unexpected };
}

async function read<T>(file: string): Promise<T | null> {
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as T,
    () => null,
  );
}
