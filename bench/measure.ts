import type { Center } from './center.ts';

/** One line of `npm run bench -- --json`. With a ratio: at least `goal` is wanted of it; without one: at most `goal` of the value. */
export interface Result {
  readonly name: string;
  readonly unit: string;
  readonly value: number;
  /** The same work with nothing of the house around it, measured in the same run; null where there is no such thing. */
  readonly limit: number | null;
  readonly ratio: number | null;
  readonly goal: number;
}

/** What the measures of one run share. */
export interface Bench {
  readonly quick: boolean;
  /** Tells a person what goes on; never on standard output. */
  say(line: string): void;
  /** A running center with 10,000 people in one company; started when first asked for. */
  center(): Promise<Center>;
}

export interface Measure {
  /** What `--only` calls it; it may give several results. */
  readonly name: string;
  /** For the table. */
  readonly about: string;
  run(bench: Bench): Promise<Result[]>;
}

/** A figure beside the figure of the bare limit. */
export const against = (name: string, unit: string, value: number, limit: number, goal: number): Result => ({
  name,
  unit,
  value,
  limit,
  ratio: Math.round((value / limit) * 1000) / 1000,
  goal,
});
/** A figure that has nothing beside it but a goal. */
export const alone = (name: string, unit: string, value: number, goal: number): Result => ({ name, unit, value, limit: null, ratio: null, goal });

export const isReached = ({ value, ratio, goal }: Result): boolean => (ratio === null ? value <= goal : ratio >= goal);

export function median(figures: readonly number[]): number {
  const sorted = figures.toSorted((a, b) => a - b),
    half = sorted.length >> 1;
  return sorted.length % 2 ? (sorted[half] ?? 0) : ((sorted[half - 1] ?? 0) + (sorted[half] ?? 0)) / 2;
}

/** Two things in turn, A B A B, so that what else the machine does falls on both; the medians of their figures. */
export async function inTurn(rounds: number, a: () => Promise<number>, b: () => Promise<number>): Promise<[number, number]> {
  const figures: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round++) {
    figures[0].push(await a());
    figures[1].push(await b());
  }
  return [median(figures[0]), median(figures[1])];
}
