import { afterAll } from 'vitest';
import { startDemoProvider } from '../src/features/learning/demoProvider.ts';

/** The settings of a center with the demo's learning provider, which runs until the file's tests are over. */
export async function learningProvider(): Promise<{ LEARNING_URL: string; LEARNING_TOKEN: string }> {
  const provider = await startDemoProvider();
  afterAll(() => provider.close());
  return { LEARNING_URL: provider.url, LEARNING_TOKEN: provider.token };
}
