import { invalid } from './fault.ts';
import type { Request } from './row.ts';
import { link, resource } from './shapes.ts';

/** A page as the house gives it. */
export interface HousePage<T> {
  readonly items: readonly T[];
  readonly next: string | null;
}
interface Paging {
  /** Rows of a page when none are asked for, and at most. */
  readonly size: number;
  /** Some programs never ask for a second page: without a size they are given this many at once. */
  readonly whole?: number;
  /** Collections of the documents that carry the token in their body, too. */
  readonly isSeek?: boolean;
}
const houseLimit = 500;
const TOKEN = 'MS-ContinuationToken';

/** A whole number of the query. @throws Fault */
export function numberOf(request: Request, name: string): number | undefined {
  const said = request.query(name);
  if (said === undefined || said === '') return undefined;
  const number = Number(said);
  if (!Number.isSafeInteger(number) || number < 0) throw invalid(name, 'must be a whole number');
  return number;
}

/**
 * Answers a list page by page: the page that `size`, `offset`, or the token of the page before (as a header or in the query) names,
 * with a link to the next that carries its token.
 * @param read a page of the house, of at most 500
 */
export async function pageOf<T, W>(
  request: Request,
  { size: usual, whole = usual, isSeek = false }: Paging,
  read: (after: string | undefined, limit: number) => Promise<HousePage<T>>,
  present: (item: T) => W,
) {
  const asked = numberOf(request, 'size');
  const size = asked ? Math.min(asked, usual) : whole;
  const token = request.header(TOKEN) ?? request.query(TOKEN);
  let skip = token ? 0 : (numberOf(request, 'offset') ?? 0);
  let after = token;
  const items: T[] = [];
  for (let more = true; more; ) {
    const limit = Math.min(skip > 0 ? skip : size - items.length, houseLimit);
    const { items: found, next } = await read(after, limit);
    if (skip > 0) skip -= found.length;
    else items.push(...found);
    after = next ?? undefined;
    more = next !== null && (skip > 0 || items.length < size);
  }
  const headers = after ? [{ key: TOKEN, value: after }] : [];
  const links = { self: link(request.self), ...(after ? { next: link(nextOf(request.self), 'GET', headers) } : {}) };
  const members = { totalCount: items.length, items: items.map(present), ...(isSeek && after ? { continuationToken: after } : {}) };
  return resource('Collection', members, { links });
}

/** The address of the next page: as this one's, from where the token says. */
function nextOf(self: string): string {
  const [path = '', search = ''] = self.split('?', 2);
  const isPlace = /^(offset|seek_?operation|ms-continuationtoken)$/i;
  const query = new URLSearchParams([...new URLSearchParams(search)].filter(([name]) => !isPlace.test(name)));
  query.set('seekOperation', 'Next');
  return `${path}?${query.toString()}`;
}
