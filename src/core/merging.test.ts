import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mergeFields, mergeLists } from './merging.ts';

test('what one added stays beside what the other added; what either removed is gone', () => {
  expect(mergeLists(['fr', 'de'], ['fr', 'it'], ['fr', 'de', 'es'])).toEqual(['fr', 'es', 'it']);
  expect(
    mergeLists(
      [{ on: '2026-12-25', name: 'A' }],
      [],
      [
        { on: '2026-12-25', name: 'A' },
        { on: '2027-01-01', name: 'B' },
      ],
    ),
  ).toEqual([{ on: '2027-01-01', name: 'B' }]);
});

test('a part that was left alone is the newest, one that was typed stays, an address stays whole', () => {
  const part = (field: string) => (field.startsWith('address') ? 'address' : field);
  const was = { name: 'A', site: '', 'address.city': 'Lyon', 'address.code': '69001', tags: ['x'] };
  const typed = { ...was, 'address.city': 'Paris', tags: ['x', 'y'] };
  const is = { ...was, name: 'B', 'address.code': '69002', tags: ['z'] };
  expect(mergeFields(was, typed, is, part)).toEqual({ name: 'B', site: '', 'address.city': 'Paris', 'address.code': '69001', tags: ['z', 'y'] });
});

const lists = fc.uniqueArray(fc.integer({ min: 0, max: 9 }));
test('whoever did nothing takes the newest; where nobody else did anything, what was typed stands; both ways are one set', () => {
  fc.assert(
    fc.property(lists, lists, lists, (was, typed, is) => {
      expect(mergeLists(was, was, is)).toEqual(is);
      expect(new Set(mergeLists(was, typed, was))).toEqual(new Set(typed));
      expect(new Set(mergeLists(was, typed, is))).toEqual(new Set(mergeLists(was, is, typed)));
    }),
  );
});
