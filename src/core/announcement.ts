import type { z } from 'zod';

/**
 * Something that happened, in the words of the feature that did it. Log, notices and (later) webhooks read the whole
 * stream; a later feature that must act on it listens in its `jobs.ts`. Its sentence is `announcements.<name>`.
 */
export interface Announcement<Details extends z.ZodType = z.ZodType> {
  readonly name: string;
  readonly details: Details;
}

/** Declares an announcement, named `noun.what_happened`. */
export function announcement<Details extends z.ZodType>(name: string, details: Details): Announcement<Details> {
  return { name, details };
}
