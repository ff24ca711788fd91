import { writeFileSync } from 'node:fs';
import path from 'node:path';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule, Vitest } from 'vitest/node';
import type { Report } from './failures.ts';

/** Writes the numbers of a run of vitest, and what failed, into the file that `ENTENTE_UNIT_REPORT` names; an error outside every test is a failure too. */
export default class UnitReport implements Reporter {
  #root = '';

  onInit(vitest: Vitest): void {
    this.#root = vitest.config.root;
  }

  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const tests = modules.flatMap((module) => [...module.children.allTests()]);
    const failed = tests.filter((test) => test.result().state === 'failed');
    const suites = modules.flatMap((module) => [...module.children.allSuites()]).filter((suite) => suite.errors().length > 0);
    const failures = [
      ...failed.map((test) => ({ name: `${this.#name(test.module)} › ${test.fullName}`, said: said(test.result().errors ?? []) })),
      ...suites.map((suite) => ({ name: `${this.#name(suite.module)} › ${suite.fullName}`, said: said(suite.errors()) })),
      ...modules.filter((module) => module.errors().length > 0).map((module) => ({ name: this.#name(module), said: said(module.errors()) })),
      ...unhandled.map((error) => ({ name: 'Outside every test', said: said([error]) })),
    ];
    const report: Report = { passed: tests.filter((test) => test.result().state === 'passed').length, failed: failures.length, failures };
    const file = process.env['ENTENTE_UNIT_REPORT'];
    if (file) writeFileSync(file, JSON.stringify(report));
  }

  #name(module: TestModule): string {
    return path.relative(this.#root, module.moduleId);
  }
}

function said(errors: readonly Pick<SerializedError, 'message' | 'stack'>[]): string {
  return errors.map((error) => error.stack ?? error.message).join('\n');
}
