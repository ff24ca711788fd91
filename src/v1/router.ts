/** What others' programs call: a method and a documented path, and what answers it. */
export const methods = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD'] as const;
export type Method = (typeof methods)[number];

export interface Placed {
  readonly method: Method;
  /** As documented, e.g. `/v1/customers/{customerId}`. */
  readonly path: string;
}
export interface Found<R> {
  readonly row: R;
  readonly params: Readonly<Record<string, string>>;
}

/** Where a path's part of braces is the whole part, it takes any; inside of a part (`pricesheets(Market='{market}')`) it takes what stands there. */
interface Node<R> {
  readonly fixed: Map<string, Node<R>>;
  readonly shaped: { readonly pattern: RegExp; readonly names: readonly string[]; readonly node: Node<R> }[];
  any: { readonly name: string; readonly node: Node<R> } | undefined;
  readonly rows: Map<Method, R>;
}
const empty = <R>(): Node<R> => ({ fixed: new Map(), shaped: [], any: undefined, rows: new Map() });

/** Parts of a path as sent: repeated and trailing slashes count for nothing. */
const partsOf = (path: string): string[] => path.split('/').filter(Boolean);

const guid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
/** Identifiers come in both cases, and are kept in one. */
const valueOf = (part: string): string => (guid.test(part) ? part.toLowerCase() : part);

function shapeOf(part: string): { readonly pattern: RegExp; readonly names: readonly string[] } {
  const names: string[] = [];
  const source = part.replace(/[.*+?^$()|[\]\\]/g, '\\$&').replace(/\{(\w+)\}/g, (_, name: string) => {
    names.push(name);
    return '([^/]*?)';
  });
  return { pattern: new RegExp(`^${source}$`, 'i'), names };
}

/** Finds the row of a path as programs send it: with `//`, a slash at the end, and in any case. */
export function openRouter<R extends Placed>(rows: readonly R[]) {
  const root = empty<R>();
  for (const row of rows) {
    let node = root;
    for (const part of partsOf(row.path)) node = below(node, part);
    if (node.rows.has(row.method)) throw new Error(`two rows for ${row.method} ${row.path}`);
    node.rows.set(row.method, row);
  }
  return {
    find(method: string, path: string): Found<R> | undefined {
      const parts = partsOf(path);
      return walk(root, parts, 0, {}, method as Method);
    },
  };
}

function below<R>(node: Node<R>, part: string): Node<R> {
  const whole = /^\{(\w+)\}$/.exec(part)?.[1];
  if (whole) {
    // Two rows may call the same place by two names; the first is kept.
    node.any ??= { name: whole, node: empty() };
    return node.any.node;
  }
  if (part.includes('{')) {
    const { pattern, names } = shapeOf(part);
    const known = node.shaped.find((each) => each.pattern.source === pattern.source);
    if (known) return known.node;
    const made = { pattern, names, node: empty<R>() };
    node.shaped.push(made);
    return made.node;
  }
  const key = part.toLowerCase();
  const known = node.fixed.get(key) ?? empty<R>();
  node.fixed.set(key, known);
  return known;
}

function walk<R>(node: Node<R>, parts: readonly string[], at: number, params: Record<string, string>, method: Method): Found<R> | undefined {
  const part = parts[at];
  if (part === undefined) {
    const row = node.rows.get(method);
    return row && { row, params };
  }
  const fixed = node.fixed.get(part.toLowerCase());
  const found = fixed && walk(fixed, parts, at + 1, params, method);
  if (found) return found;
  const said = decoded(part);
  for (const { pattern, names, node: next } of node.shaped) {
    const match = pattern.exec(said);
    const given = match && Object.fromEntries(names.map((name, i) => [name, valueOf(match[i + 1] ?? '')]));
    const deeper = given && walk(next, parts, at + 1, { ...params, ...given }, method);
    if (deeper) return deeper;
  }
  return node.any && walk(node.any.node, parts, at + 1, { ...params, [node.any.name]: valueOf(said) }, method);
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** The query of an address, its names in any case; of a name that comes twice the last counts. A blank may be a plus. */
export function queryOf(search: string): (name: string) => string | undefined {
  const values = new Map<string, string>();
  for (const [name, value] of new URLSearchParams(search)) values.set(name.toLowerCase().replaceAll('_', ''), value);
  return (name) => values.get(name.toLowerCase().replaceAll('_', ''));
}
