import type { z } from 'zod';
import type { Endpoint } from '../../../core/endpoint.ts';
import { callQuietly } from '../../../web/api.ts';

/** Calls from within the question for a second factor: they must not raise the same question again. */
export const quietly = <E extends Endpoint>(endpoint: E, input: z.input<E['input']> & Record<string, unknown>) =>
  callQuietly(endpoint, input) as Promise<z.output<E['output']>>;
