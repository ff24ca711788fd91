// @vitest-environment happy-dom
import { expect, test } from 'vitest';
import { asFormErrors, merge } from './said.ts';

const was = { name: 'Lyon', addressOf: 'own', 'address.line1': '1 rue A', 'address.city': 'LYON', 'contact.email': 'a@x.example', 'contact.phone': '' };

test('what one typed stays, what one left alone is the newest', () => {
  const typed = { ...was, name: 'Lyon Sud' };
  const is = { ...was, 'contact.phone': '+33 4 72 56 01 42', registrationNumber: '812345676' };
  expect(merge(was, typed, is)).toEqual({ ...is, name: 'Lyon Sud' });
});

test('an address is one thing, and so is a person: half of one never joins half of another', () => {
  const typed = { ...was, 'address.line1': '2 rue B', 'contact.email': 'b@x.example' };
  const is = { ...was, 'address.city': 'BRON', 'contact.phone': '+33 4 72 56 01 42' };
  expect(merge(was, typed, is)).toEqual(typed);
  expect(merge(was, { ...was, addressOf: 'company' }, is)).toMatchObject({
    addressOf: 'company',
    'address.city': 'LYON',
    'contact.phone': '+33 4 72 56 01 42',
  });
});

test('what the server calls by its own names stands at the form’s fields', () => {
  expect(asFormErrors({ sharesWith: 'gone', name: 'taken' }, { addressOf: 'sibling' })).toEqual({ sibling: 'gone', name: 'taken' });
  expect(asFormErrors({ sharesWith: 'no', 'address.country': 'no' }, { addressOf: 'company' })).toEqual({ addressOf: 'no', country: 'no' });
  expect(asFormErrors(undefined, {})).toBeUndefined();
});
