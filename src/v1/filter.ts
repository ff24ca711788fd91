import { invalid } from './fault.ts';

export const operators = [
  'equals',
  'not_equals',
  'greater_than',
  'greater_than_or_equals',
  'less_than',
  'less_than_or_equals',
  'substring',
  'starts_with',
  'not_starts_with',
] as const;
export type Operator = (typeof operators)[number];
export interface Condition {
  readonly field: string;
  readonly operator: Operator;
  readonly value: string;
}

const flat = (text: string): string => text.toLowerCase().replaceAll('_', '');
const membersOf = (value: unknown): Map<string, unknown> =>
  new Map(typeof value === 'object' && value !== null ? Object.entries(value).map(([name, member]) => [flat(name), member]) : []);

/** Deep enough for every filter that a program writes. */
const DEEPEST = 8;

/**
 * Reads a documented filter: conditions that hold all at once. @throws Fault for what is no filter, and for "or", which no list has
 * @param fields the fields that the list can be narrowed by, each with its operators
 */
export function readFilter(text: string | undefined, fields: Readonly<Record<string, readonly Operator[]>>): Condition[] {
  if (!text) return [];
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    throw invalid('filter', 'is not JSON');
  }
  return conditionsOf(parsed, fields, 0);
}

function conditionsOf(filter: unknown, fields: Readonly<Record<string, readonly Operator[]>>, depth: number): Condition[] {
  const given = membersOf(filter);
  const said = given.get('operator');
  const operator = flat(typeof said === 'string' ? said : '');
  if (given.has('leftfilter') || given.has('rightfilter')) {
    if (operator !== 'and' || depth >= DEEPEST) throw invalid('filter', 'only filters that are joined by “and” can be answered');
    return [...conditionsOf(given.get('leftfilter'), fields, depth + 1), ...conditionsOf(given.get('rightfilter'), fields, depth + 1)];
  }
  const name = given.get('field');
  const field = Object.keys(fields).find((each) => typeof name === 'string' && flat(each) === flat(name));
  if (!field) throw invalid('filter', `Field must be one of ${Object.keys(fields).join(', ')}`);
  const allowed = fields[field] ?? [];
  const known = allowed.find((each) => flat(each) === operator);
  if (!known) throw invalid('filter', `Operator must be one of ${allowed.join(', ')} for ${field}`);
  const value = given.get('value');
  if (typeof value !== 'string' && typeof value !== 'number' && typeof value !== 'boolean') throw invalid('filter', 'Value is missing');
  return [{ field, operator: known, value: String(value) }];
}

/** The value that a field is asked for with an operator. */
export const valueOf = (conditions: readonly Condition[], field: string): string | undefined => conditions.find((each) => each.field === field)?.value;
