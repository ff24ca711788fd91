import { vi } from 'vitest';

/** What comes by itself, e.g. with a notification of the database: looked for until it is there, on a busy machine too. */
export const soon = <T>(look: () => T | Promise<T>): Promise<T> => vi.waitFor(look, { timeout: 60_000 });
