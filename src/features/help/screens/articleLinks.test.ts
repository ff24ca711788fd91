import { expect, test } from 'vitest';
import { pageAddress } from './articleLinks.ts';

test('a page is opened in the company one works in, with the control to point out', () => {
  expect(pageAddress('/a/:account/people', { account: 'c1', show: ['members.invite'] })).toBe('/a/c1/people?show=members.invite');
  expect(pageAddress('/me/security', { account: 'c1', show: [] })).toBe('/me/security');
});

test('what is one of many is chosen on the page above it', () => {
  expect(pageAddress('/a/:account/customers/:customerId/orders', { account: 'c1', show: [] })).toBe('/a/c1/customers');
});

test('outside of the portal the address says which page is meant, and the portal which company', () => {
  expect(pageAddress('/a/:account/people', { show: ['a', 'b'] })).toBe('/?open=%2Fa%2F%3Aaccount%2Fpeople%3Fshow%3Da%252Cb');
  expect(pageAddress('/sign-in', { show: [] })).toBe('/sign-in');
});
