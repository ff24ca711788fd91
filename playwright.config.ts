import { defineConfig } from '@playwright/test';
import { launchOptions } from './test/browser.ts';

export default defineConfig({
  testDir: './e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/startCenters.ts',
  workers: 2,
  fullyParallel: true,
  timeout: 150_000,
  expect: { timeout: 10_000 },
  reporter: 'line',
  // What waits longer than this is named, rather than the test's time running out without a word.
  use: {
    actionTimeout: 45_000,
    navigationTimeout: 30_000,
    launchOptions: await launchOptions(),
    trace: 'off',
    screenshot: 'only-on-failure',
    reducedMotion: 'reduce',
  } as never,
});
