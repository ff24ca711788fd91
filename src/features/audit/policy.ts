import { type ProfileField, profileFields } from './contract/profile.ts';

export type Fields = Readonly<Record<string, unknown>>;
/** What a change of the profile says of it before and after; only what it is about. */
export interface Told {
  readonly name: string;
  readonly at: Date;
  readonly before: Fields | null;
  readonly after: Fields | null;
}

const sameAs = (value: unknown): string =>
  JSON.stringify(value ?? null, (_, inner: unknown) =>
    inner && typeof inner === 'object' && !Array.isArray(inner)
      ? Object.fromEntries(
          Object.entries(inner)
            .filter(([, part]) => part !== null && part !== undefined && part !== '')
            .toSorted(([a], [b]) => (a < b ? -1 : 1)),
        )
      : inner,
  );

/** Support details are told as mail, phone and site; in the profile they stand together. */
const asFields = (name: string, values: Fields | null): Fields => {
  if (!values) return {};
  if (name === 'accounts.support_details_changed') return { support: values };
  return Object.fromEntries(Object.entries(values).filter(([key]) => (profileFields as readonly string[]).includes(key)));
};

/** The fields that a change is about, with their values on both sides; those that are alike are left out. */
export function differing({ name, before, after }: Pick<Told, 'name' | 'before' | 'after'>): { before: Fields; after: Fields; fields: ProfileField[] } {
  const was = asFields(name, before);
  const is = asFields(name, after);
  const fields = profileFields.filter((field) => (field in was || field in is) && sameAs(was[field]) !== sameAs(is[field]));
  const only = (values: Fields) => Object.fromEntries(fields.map((field) => [field, values[field] ?? null]));
  return { before: only(was), after: only(is), fields };
}

/**
 * The profile as it stood: from what it is now, every later change is taken back, the newest first. Null: the company came later.
 * @param changes the newest first; those up to `at` change nothing
 */
export function asOf(now: Fields, changes: readonly Told[], at: Date): Fields | null {
  let fields: Fields = now;
  for (const change of changes) {
    if (change.at <= at) break;
    if (change.name === 'accounts.created') return null;
    fields = { ...fields, ...differing(change).before };
  }
  return fields;
}
