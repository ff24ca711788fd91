/**
 * A question that an earlier feature asks and later ones answer (what is still to do, what matches a search).
 * Declared in the asking feature's contract; replies stand in `answers.ts`, the door collects them.
 */
export interface Question<Input, Answer> {
  readonly name: string;
  readonly types?: { input: Input; answer: Answer };
}

/** Declares a question, named like an announcement. */
export function question<Input, Answer>(name: string): Question<Input, Answer> {
  return { name };
}
