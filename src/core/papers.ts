import { z } from 'zod';
import { defineProblem } from './problem.ts';

/** What a company hands in as proof: a paper is one PDF, PNG or JPEG, kept as it came and never opened by the center. */
export const paperLimit = 5 * 1024 * 1024;
/** What the body of an upload may hold: a paper in base64, and the words around it. */
export const paperBody = 7 * 1024 * 1024 + 64 * 1024;

/** A paper as bytes in base64. */
export const Paper = z.object({
  name: z.string().trim().min(1).max(200),
  content: z
    .string()
    .min(1)
    .max(Math.ceil((paperLimit + 2) / 3) * 4, 'paper_too_big')
    .regex(/^[A-Za-z0-9+/]+={0,2}$/),
});

export const PaperNotAllowed = defineProblem('papers.not_allowed', 422, z.object({ name: z.string() }));
/** It is of the right kind, and not whole, or more than a paper. */
export const PaperNotSound = defineProblem('papers.not_sound', 422, z.object({ name: z.string() }));
export const PaperTooBig = defineProblem('papers.too_big', 413, z.object({ name: z.string(), megabytes: z.number() }));
/** What `layPaper` may refuse. */
export const ofPapers = [PaperNotAllowed, PaperNotSound, PaperTooBig];
