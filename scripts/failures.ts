import { readFile } from 'node:fs/promises';

/** What a run of tests ended with. */
export interface Report {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly Failure[];
}

/** A test that failed, by file and title, and what it said. */
export interface Failure {
  readonly name: string;
  readonly said: string;
}

interface Suite {
  readonly title: string;
  readonly suites?: readonly Suite[];
  readonly specs?: readonly {
    readonly title: string;
    readonly file: string;
    readonly ok: boolean;
    readonly tests: readonly { readonly results: readonly { readonly error?: Said }[] }[];
  }[];
}

interface Said {
  readonly message?: string;
  readonly stack?: string;
}

const nothing: Report = { passed: 0, failed: 0, failures: [] };

/** The numbers and failures that {@link file://./unitReport.ts} wrote; nothing when the run fell before it could write. */
export async function readUnits(file: string): Promise<Report> {
  return (await read<Report>(file)) ?? nothing;
}

/** The same of a run of Playwright, from its JSON report. */
export async function readJourneys(file: string): Promise<Report> {
  const report = await read<{ stats?: { expected: number; unexpected: number; flaky: number }; suites?: readonly Suite[]; errors?: readonly Said[] }>(file);
  if (!report?.stats) return nothing;
  const { expected, unexpected, flaky } = report.stats;
  const outside = (report.errors ?? []).map((error) => ({ name: 'Outside every journey', said: said(error) }));
  return { passed: expected + flaky, failed: unexpected, failures: [...(report.suites ?? []).flatMap(failuresOf), ...outside] };
}

/** The failures as the last lines of a run: each by its name, with the first lines of what it said, without colours and other people's code. */
export function lastWords(failures: readonly Failure[]): string[] {
  return failures.map(({ name, said }) => {
    const lines = plain(said).split('\n');
    const ours = lines.filter((line) => !line.includes('/node_modules/')).slice(0, 30);
    return `✗ ${name}\n${ours.join('\n').slice(0, 3000)}\n`;
  });
}

function failuresOf(suite: Suite): Failure[] {
  const own = (suite.specs ?? []).filter((spec) => !spec.ok).map((spec) => ({ name: `e2e/${spec.file} › ${spec.title}`, said: saidOf(spec) }));
  return [...own, ...(suite.suites ?? []).flatMap(failuresOf)];
}

function saidOf(spec: NonNullable<Suite['specs']>[number]): string {
  return spec.tests
    .flatMap((test) => test.results)
    .flatMap(({ error }) => (error ? [said(error)] : []))
    .join('\n');
}

function said(error: Said): string {
  return error.stack ?? error.message ?? '';
}

function plain(text: string): string {
  // oxlint-disable-next-line no-control-regex -- the colours of a terminal begin with one.
  return text.replace(/\u001b\[[\d;]*m/gu, '');
}

async function read<T>(file: string): Promise<T | null> {
  return readFile(file, 'utf8').then(
    (text) => JSON.parse(text) as T,
    () => null,
  );
}
