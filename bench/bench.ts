// npm run bench [-- --json] [-- --only NAME] [-- --quick]: see docs/handbook/bench.md.
import { type Center, startFilledCenter } from './center.ts';
import { type Bench, isReached, type Measure, type Result } from './measure.ts';
import { difference, priceFile, prices } from './catalog.ts';
import { exportCustomers, exportMillion, listCustomers, readCustomer } from './customers.ts';
import { deciding } from './deciding.ts';
import { desk } from './desk.ts';
import { directory } from './directory.ts';
import { help } from './help.ts';
import { helpImportMeasure } from './helpImport.ts';
import { checkout } from './orders.ts';
import { pages } from './pages.ts';
import { deepMany, exportMany, importMany, listMany, searchMany } from './manyPeople.ts';
import { listLocations, listPeople, readOne } from './reading.ts';
import { recovering } from './recovering.ts';
import { roundTrips } from './roundTrips.ts';
import { scrolling } from './scrolling.ts';
import { signingIn } from './signingIn.ts';
import { starting } from './starting.ts';
import { strangers } from './strangers.ts';
import { webhooksQueued } from './webhooks.ts';
import { tokens } from './tokens.ts';
import { readV1 } from './v1.ts';

const measures: readonly Measure[] = [
  readOne,
  listPeople,
  listLocations,
  listMany,
  searchMany,
  deepMany,
  exportMany,
  importMany,
  readCustomer,
  listCustomers,
  exportCustomers,
  scrolling,
  signingIn,
  roundTrips,
  starting,
  pages,
  deciding,
  strangers,
  recovering,
  directory,
  desk,
  prices,
  priceFile,
  difference,
  checkout,
  tokens,
  webhooksQueued,
  readV1,
  exportMillion,
  help,
  helpImportMeasure,
];

const words = process.argv.slice(2);
const [json, quick] = ['--json', '--quick'].map((word) => words.includes(word));
const only = words.includes('--only') ? words[words.indexOf('--only') + 1] : undefined;
const wanted = measures.filter(({ name }) => !only || name === only);
if (!wanted.length) {
  console.error(`There is no measure called ${only ?? ''}. There are: ${measures.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const say = (line: string): void => console.error(line);
let center: Promise<Center> | undefined;
const bench: Bench = { quick: quick ?? false, say, center: () => (center ??= startFilledCenter(say)) };

const results: Result[] = [];
let failed = 0;
try {
  for (const measure of wanted) {
    say(`${measure.about} …`);
    try {
      for (const result of await measure.run(bench)) {
        results.push(result);
        if (json) console.log(JSON.stringify(result));
      }
    } catch (error) {
      failed++;
      say(`${measure.name} could not be measured: ${error instanceof Error ? error.message : String(error)}`);
    }
  }
} finally {
  await center?.then(
    (running) => running.stop(),
    () => {},
  );
}
if (!json) table(results);
// A figure below its goal is a finding, not a failure: a busy machine must not turn a build red.
process.exit(failed ? 1 : 0);

function table(all: readonly Result[]): void {
  const figure = (n: number | null) => (n === null ? '–' : n >= 100 ? Math.round(n).toLocaleString('en-US') : String(n));
  const lines = [
    ['measure', 'value', 'limit', 'ratio', 'goal', ''],
    ...all.map((r) => [
      r.name,
      `${figure(r.value)} ${r.unit}`,
      figure(r.limit),
      r.ratio === null ? '–' : r.ratio.toFixed(2),
      `${r.ratio === null ? '≤' : '≥'} ${r.goal}`,
      isReached(r) ? 'reached' : 'missed',
    ]),
  ];
  const widths = lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  for (const line of lines)
    console.log(
      line
        .map((cell, column) => (column === 0 || column === 5 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0)))
        .join('  ')
        .trimEnd(),
    );
}
