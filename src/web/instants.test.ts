import { expect, test } from 'vitest';
import { z } from 'zod';
import { withInstants } from './instants.ts';

const at = '2026-11-21T10:00:00.000Z';
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('instants are dates again wherever the schema has them, and text that looks like one stays text', () => {
  const schema = z.object({
    name: z.string(),
    at: z.date(),
    until: z.date().nullable(),
    seen: z.date().optional(),
    items: z.array(z.object({ at: z.date(), text: z.string() })),
    by: z.record(z.string(), z.date()),
    either: z.union([z.object({ kind: z.literal('open'), since: z.date() }), z.object({ kind: z.literal('shut'), why: z.string() })]),
  });
  const value = {
    name: at,
    at: new Date(at),
    until: null,
    items: [{ at: new Date(at), text: at }],
    by: { desk: new Date(at) },
    either: { kind: 'open' as const, since: new Date(at) },
  };
  expect(withInstants(schema, asJson(value))).toEqual(value);
  expect(schema.safeParse(withInstants(schema, asJson(value))).success).toBe(true);
});

test('an answer without instants is handed on as it is', () => {
  const answer = { items: [{ name: 'Ana' }] };
  expect(withInstants(z.object({ items: z.array(z.object({ name: z.string() })) }), answer)).toBe(answer);
  expect(withInstants(z.object({ at: z.date() }), null)).toBeNull();
});
