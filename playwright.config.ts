import { defineConfig } from '@playwright/test';
import { launchOptions } from './test/browser.ts';

export default defineConfig({
  testDir: './e2e',
  testMatch: '*.spec.ts',
  globalSetup: './e2e/startCenters.ts',
  workers: 2,
  fullyParallel: true,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  reporter: 'line',
  use: { launchOptions: await launchOptions(), trace: 'off', screenshot: 'only-on-failure', reducedMotion: 'reduce' } as never,
});
