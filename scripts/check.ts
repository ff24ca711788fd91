import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { type Failure, lastWords, type Report, readJourneys, readUnits } from './failures.ts';

/** One step of the check: a program of node_modules with its words, and, for tests, where it writes its numbers. */
interface Step {
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly report?: () => Promise<Report>;
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
  const units = path.join(folder, 'units.json');
  const journeys = path.join(folder, 'journeys.json');
  const steps: Step[] = [
    {
      name: 'Tests',
      program: 'vitest/vitest.mjs',
      args: ['run', '--reporter=default', '--reporter=./scripts/unitReport.ts', ...more],
      env: { ENTENTE_UNIT_REPORT: units },
      report: () => readUnits(units),
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
      report: () => readJourneys(journeys),
    },
  ];
}

/** Stops at the first look that fails; tests run to their end, all of them, so that one run says everything. Ends with what failed, and the numbers. */
async function runAll(steps: readonly Step[]): Promise<number> {
  const sum = { passed: 0, failed: 0 };
  const failures: Failure[] = [];
  const unsteady: Failure[] = [];
  let failed = 0;
  for (const step of steps) {
    const began = Date.now();
    const code = await run(step);
    const report = await step.report?.();
    sum.passed += report?.passed ?? 0;
    // A step that reports nothing, or fell before it could report, counts as one.
    sum.failed += code !== 0 ? Math.max(1, report?.failed ?? 0) : (report?.failed ?? 0);
    failures.push(...(report?.failures ?? []));
    unsteady.push(...(report?.unsteady ?? []));
    console.log(`${code === 0 ? '✓' : '✗'} ${step.name} (${((Date.now() - began) / 1000).toFixed(1)} s)`);
    failed ||= code;
    if (code !== 0 && !step.report) break;
  }
  for (const words of lastWords(failures, unsteady)) console.log(words);
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
