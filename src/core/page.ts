import { z } from 'zod';

/** How a list is asked for: up to `limit` rows after the row that `after` names. */
export const PageInput = z.object({
  after: z.string().max(500).optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50),
});
export type PageInput = z.output<typeof PageInput>;

/** A page of a list; `next` is the cursor of the page after it, or null on the last one. */
export function Page<Item extends z.ZodType>(item: Item) {
  return z.object({ items: z.array(item), next: z.string().nullable() });
}

/** Packs the sort key of a row into an opaque cursor. */
export const cursor = (...key: readonly (string | number)[]): string =>
  btoa(String.fromCharCode(...new TextEncoder().encode(JSON.stringify(key))))
    .replace(/\+/g, '-')
    .replace(/\//g, '_')
    .replace(/=+$/, '');

/** The sort key in a cursor, or undefined when it is not one of ours. */
export function cursorKey(text: string | undefined): readonly (string | number)[] | undefined {
  if (!text) return undefined;
  try {
    const bytes = Uint8Array.from(atob(text.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
    const key: unknown = JSON.parse(new TextDecoder().decode(bytes));
    return Array.isArray(key) && key.every((k) => (typeof k === 'string' && !k.includes('\0')) || typeof k === 'number') ? key : undefined;
  } catch {
    return undefined;
  }
}

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
/** An id from a cursor; what is none comes before every one. */
export const idKey = (text: string | number | undefined): string => (uuid.test(String(text)) ? String(text) : '00000000-0000-0000-0000-000000000000');

/** The place in a list by time and id that a cursor names; a made-up one is the beginning. */
export function instantKey(text: string | undefined): { readonly at: Date; readonly id: string } | undefined {
  const [at, id] = cursorKey(text) ?? [];
  const instant = new Date(String(at));
  // The database has no room for all that JavaScript calls a date, and nothing of ours is outside these years.
  const isOurs = instant.getUTCFullYear() > 0 && instant.getUTCFullYear() < 10_000;
  return id === undefined || !isOurs ? undefined : { at: instant, id: idKey(id) };
}

/** Cuts `limit + 1` fetched rows to a page and names where the next one begins. */
export function page<Row, Item>(rows: readonly Row[], limit: number, keyOf: (row: Row) => readonly (string | number)[], present: (row: Row) => Item) {
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return { items: shown.map(present), next: rows.length > limit && last ? cursor(...keyOf(last)) : null };
}
