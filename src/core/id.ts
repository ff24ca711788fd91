import { z } from 'zod';

/** An id as callers write it; always in small letters, as the database writes it: what is compared as text must be spelled one way. */
export const Id = z.uuid().toLowerCase();
