import type { z } from 'zod';

/** Anything a caller can be told and can act on. Everything else is a bug and becomes a bare 500. */
export abstract class Problem extends Error {
  abstract readonly code: string;
  abstract readonly status: number;
  abstract readonly details: Readonly<Record<string, unknown>>;
}

export interface ProblemClass {
  new (details: never): Problem;
  readonly code: string;
  readonly status: number;
  readonly details: z.ZodType;
}

/**
 * Declares one problem: its code (its sentence is `problems.<code>` in `locales/*.json`), its HTTP status and
 * the details it carries. `throw new LocationNameTaken({ name })`.
 */
export function defineProblem<Code extends string, Details extends z.ZodType<Record<string, unknown>>>(
  code: Code,
  status: 400 | 401 | 403 | 404 | 409 | 410 | 413 | 422 | 429 | 503,
  details: Details,
) {
  return class extends Problem {
    static readonly code = code;
    static readonly status = status;
    static readonly details = details;
    readonly code = code;
    readonly status = status;
    readonly details: z.output<Details>;

    constructor(values: z.input<Details>) {
      super(code);
      this.name = code;
      this.details = details.parse(values);
    }
  };
}
