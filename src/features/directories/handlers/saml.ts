import type { DirectoriesParts } from '../handlers.ts';

export const samlHandlers = (_parts: DirectoriesParts) => ({});
