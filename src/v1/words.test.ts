import { expect, test } from 'vitest';
import { z } from 'zod';
import { bind, readBody, readInstant, readWord, word } from './body.ts';
import { Fault } from './fault.ts';
import { readFilter } from './filter.ts';
import { queryOf } from './router.ts';
import { etagOf, versionIn } from './shapes.ts';

const Shape = z.object({
  companyName: z.string(),
  inside: z.object({ lineItems: z.array(z.object({ offerId: z.string() })) }).optional(),
  cycle: word('none', 'one_time').optional(),
});

test('members are read whatever their case; of one that comes twice the last that says something counts', () => {
  expect(bind(Shape, { CompanyName: 'A', companyname: null, Inside: { LINEITEMS: [{ OfferID: 'x' }] } })).toEqual({
    companyName: 'A',
    inside: { lineItems: [{ offerId: 'x' }] },
  });
  expect(bind(Shape, { companyName: 'A', COMPANYNAME: 'B' }).companyName).toBe('B');
});

test('a member that will not do is named', () => {
  const refused = (raw: unknown) => {
    try {
      bind(Shape, raw);
      return undefined;
    } catch (error) {
      return error instanceof Fault ? [error.status, error.code, error.data] : error;
    }
  };
  expect(refused({ companyName: 'A', inside: { lineItems: [{ offerId: 3 }] } })).toEqual([400, 3000, ['inside.lineItems.0.offerId']]);
  expect(refused({ companyName: 'A', cycle: 'weekly' })).toEqual([400, 3000, ['cycle']]);
  expect(refused(null)).toEqual([400, 3000, ['companyName']]);
});

test('words come as snake_case, as PascalCase, run together, or as their number', () => {
  for (const said of ['one_time', 'OneTime', 'onetime', 'ONE_TIME', 1, '1']) expect(readWord(['none', 'one_time'], said), String(said)).toBe('one_time');
  expect(readWord(['none', 'one_time'], 'weekly')).toBeUndefined();
});

test('a body may be nothing, null, a bare word or a number', () => {
  expect(['', ' ', 'null', '"education"', '3', '\uFEFF{}'].map(readBody)).toEqual([undefined, undefined, null, 'education', 3, {}]);
  expect(() => readBody('{')).toThrow(Fault);
});

test('instants are read in every form that programs write', () => {
  const forms = {
    '2020-09-02T10:00:00.1234567Z': '2020-09-02T10:00:00.123Z',
    '2020-09-02T10:00:00+02:00': '2020-09-02T08:00:00.000Z',
    '2020-09-02T10:00:00': '2020-09-02T10:00:00.000Z',
    '2020-09-02': '2020-09-02T00:00:00.000Z',
    '09/02/2020 10:11:12': '2020-09-02T10:11:12.000Z',
    // Year, month, day of the year.
    '2020-09-246': '2020-09-02T00:00:00.000Z',
  };
  for (const [said, meant] of Object.entries(forms)) expect(readInstant(said)?.toISOString(), said).toBe(meant);
  expect(readInstant('yesterday')).toBeUndefined();
});

test('a filter is read in any case, joined by “and” alone', () => {
  const fields = { CompanyName: ['starts_with'], Domain: ['starts_with'] } as const;
  const one = (field: string, value: string) => ({ Field: field, Value: value, Operator: 'StartsWith' });
  expect(readFilter(JSON.stringify({ field: 'companyName', value: 'a', operator: 'starts_with' }), fields)).toEqual([
    { field: 'CompanyName', operator: 'starts_with', value: 'a' },
  ]);
  expect(readFilter(JSON.stringify({ LeftFilter: one('Domain', 'x'), RightFilter: one('CompanyName', 'y'), Operator: 'And' }), fields)).toHaveLength(2);
  for (const bad of [
    '{',
    '{}',
    JSON.stringify(one('Country', 'x')),
    JSON.stringify({ LeftFilter: one('Domain', 'x'), RightFilter: one('Domain', 'y'), Operator: 'or' }),
  ])
    expect(() => readFilter(bad, fields), bad).toThrow(Fault);
});

test('names of the query are read in any case, with or without a line, and a blank may be a plus', () => {
  const query = queryOf('SeekOperation=Next&filter=%7B%22Value%22%3A%22Big+Co%22%7D');
  expect([query('seek_operation'), query('seekOperation'), query('filter')]).toEqual(['Next', 'Next', '{"Value":"Big Co"}']);
});

test('an ETag gives back the version it was made of, quoted or not', () => {
  for (const etag of [etagOf('some id', 7), `"${etagOf('some id', 7)}"`, '7', '"7"']) expect(versionIn(etag)).toBe(7);
  expect(() => versionIn('"nonsense"')).toThrow(Fault);
});
