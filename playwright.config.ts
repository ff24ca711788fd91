import { defineConfig } from '@playwright/test';
import { launchOptions } from './test/browser.ts';

export default defineConfig({
  testDir: './e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/startCenters.ts',
  workers: 2,
  fullyParallel: true,
  // What passes at the second try only is named at the end of the run as unsteady, and is to be mended (decision 0074).
  retries: 1,
  // For a machine that is ten times slower than one's own: only what fails takes so long.
  timeout: 300_000,
  expect: { timeout: 30_000 },
  reporter: 'line',
  // What waits longer than this is named, rather than the test's time running out without a word.
  use: {
    actionTimeout: 60_000,
    navigationTimeout: 60_000,
    launchOptions: await launchOptions(),
    trace: 'off',
    screenshot: 'only-on-failure',
    reducedMotion: 'reduce',
  } as never,
});
