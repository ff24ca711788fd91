/** The part of RFC 7644 3.4.2.2 that provisioning clients ask with: comparisons by `eq`, joined by `and`. */
export interface Comparison {
  /** In small letters, with its sub-attribute: `username`, `emails.value`. */
  readonly attribute: string;
  readonly value: string | boolean;
}

const comparison = /^\s*([\w.$:-]+)(?:\[\s*([\w$-]+)\s+eq\s+("(?:[^"\\]|\\.)*"|true|false)\s*\])?(?:\s+eq\s+("(?:[^"\\]|\\.)*"|true|false))?\s*$/i;
const joint = /\s+and\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/i;
const core = /^urn:ietf:params:scim:schemas:core:2\.0:\w+:/i;

function valueOf(text: string): string | boolean | undefined {
  if (/^(true|false)$/i.test(text)) return text.toLowerCase() === 'true';
  try {
    return JSON.parse(text) as string;
  } catch {
    return undefined;
  }
}

/** What a filter asks for; null when it asks in a way that is not offered. */
export function filterOf(text: string): Comparison[] | null {
  const read = text.split(joint).map((part): Comparison | null => {
    const [, name = '', sub, inner, outer] = comparison.exec(part) ?? [];
    // Either `members[value eq "…"]` or `members eq "…"`.
    if ((inner === undefined) === (outer === undefined)) return null;
    const value = valueOf(inner ?? outer ?? '');
    if (value === undefined) return null;
    const attribute = name.replace(core, '').toLowerCase();
    return { attribute: sub ? `${attribute}.${sub.toLowerCase()}` : attribute, value };
  });
  return read.every((each) => each !== null) ? read : null;
}
