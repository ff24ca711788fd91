import { readFile } from 'node:fs/promises';

/** What a run of tests ended with. */
export interface Report {
  readonly passed: number;
  readonly failed: number;
  readonly failures: readonly Failure[];
  /** What passed at a second try only, with what it said at the first. */
  readonly unsteady?: readonly Failure[];
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
    readonly tests: readonly { readonly status: string; readonly results: readonly { readonly error?: Said }[] }[];
  }[];
}
type Spec = NonNullable<Suite['specs']>[number];

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
  const suites = report.suites ?? [];
  return {
    passed: expected + flaky,
    failed: unexpected,
    failures: [...named(suites, ({ ok }) => !ok), ...outside],
    unsteady: named(suites, ({ tests }) => tests.some(({ status }) => status === 'flaky')),
  };
}

/** The failures as the last lines of a run: each by its name, with the first lines of what it said, without colours and other people's code. */
export function lastWords(failures: readonly Failure[], unsteady: readonly Failure[]): string[] {
  return [
    ...unsteady.map(({ name, said }) => words(`~ unsteady, passed at the second try: ${name}`, said)),
    ...failures.map(({ name, said }) => words(`✗ ${name}`, said)),
  ];
}

function words(title: string, said: string): string {
  const lines = plain(said).split('\n');
  const ours = lines.filter((line) => !line.includes('/node_modules/')).slice(0, 30);
  return `${title}\n${ours.join('\n').slice(0, 3000)}\n`;
}

/** Those of a kind, by file and title. */
function named(suites: readonly Suite[], isOne: (spec: Spec) => boolean): Failure[] {
  return suites.flatMap(({ specs = [], suites: inner = [] }) => [
    ...specs.filter(isOne).map((spec) => ({ name: `e2e/${spec.file} › ${spec.title}`, said: saidOf(spec) })),
    ...named(inner, isOne),
  ]);
}

function saidOf(spec: Spec): string {
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
