import { z } from 'zod';

/** An id as callers write it; always in small letters, as the database writes it: what is compared as text must be spelled one way. */
export const Id = z.uuid().toLowerCase();

/** The id of a place of business, as it stands on papers: seven digits, never used twice in a center. */
export const LocationId = z.string().regex(/^[0-9]{7}$/);
