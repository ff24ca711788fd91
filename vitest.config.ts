import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Days and hours in words are those of one place, wherever the machine stands.
    env: { TZ: 'UTC' },
    setupFiles: ['test/seed.ts'],
    // By itself it leaves one core free, which on two cores leaves one waiting for the database most of the time.
    maxWorkers: Math.max(2, availableParallelism()),
    // Against hanging alone: on a busy machine everything takes five times as long.
    testTimeout: 120_000,
    hookTimeout: 240_000,
    expect: { poll: { timeout: 60_000 } },
    projects: [
      {
        extends: true,
        test: {
          name: 'house',
          // Loading the house anew for each file takes a third of the time (decision 0073).
          isolate: false,
          globalSetup: ['test/postgres.ts'],
          include: ['src/**/*.test.ts', 'scripts/**/*.test.ts', 'test/**/*.test.ts'],
        },
      },
      { extends: true, test: { name: 'screens', include: ['src/**/*.test.tsx'] } },
    ],
  },
});
