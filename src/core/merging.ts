type Fields = Readonly<Record<string, unknown>>;

/** Whether two values of a form say the same; nothing said is the same as an empty text. */
export const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one ?? '') === JSON.stringify(other ?? '');

/** What somebody put into a list and took out of it, done to the list as it is by now. Elements are told apart by what they say. */
export function mergeLists<T>(was: readonly T[], typed: readonly T[], is: readonly T[]): T[] {
  const has = (list: readonly T[], one: T) => list.some((other) => isSame(one, other));
  return [...is.filter((one) => !has(was, one) || has(typed, one)), ...typed.filter((one) => !has(was, one) && !has(is, one))];
}

const areLists = (values: readonly unknown[]): values is readonly (readonly unknown[])[] => values.every(Array.isArray);

/**
 * What someone typed over what it was, laid over what it is by now: what they left alone is the newest, lists take in what both added
 * and lose what either removed. Fields of one part (`partOf`) stay together: half of an address with half of another is no address.
 */
export function mergeFields(was: Fields, typed: Fields, is: Fields, partOf: (field: string) => string = (field) => field): Fields {
  const fields = [...new Set([...Object.keys(was), ...Object.keys(typed), ...Object.keys(is)])];
  const own = new Set(fields.filter((field) => !isSame(typed[field], was[field])).map(partOf));
  return Object.fromEntries(
    fields.map((field) => {
      if (!own.has(partOf(field))) return [field, is[field]];
      const values = [was[field], typed[field], is[field]];
      return [field, areLists(values) ? mergeLists(...(values as [unknown[], unknown[], unknown[]])) : typed[field]];
    }),
  );
}
