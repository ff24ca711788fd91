import { expect, test } from 'vitest';
import { findPage, matchPath } from './pages.ts';

const doors = import.meta.glob<string>(['../main.app.tsx', '../main.web.tsx'], { query: '?raw', import: 'default', eager: true });

test.each(Object.entries(doors))('every page of %s is found by its address, whatever stands before it', (_name, door) => {
  const paths = [...door.matchAll(/\bpath: '(\/[^']*)'/g)].map(([, path]) => path as `/${string}`);
  const pages = paths.map((path) => ({ path, parts: [], page: () => Promise.reject(new Error('not fetched')) }));
  expect(pages.length).toBeGreaterThan(5);
  for (const path of paths) expect(findPage(pages, path.replaceAll(/:\w+/g, 'some-value'))?.page.path).toBe(path);
});

test('the values of names are taken out of the address, and a lone % is a letter like any other', () => {
  expect(matchPath('/a/:account/people/:personId', '/a/1/people/x%20y')).toEqual({ account: '1', personId: 'x y' });
  expect(matchPath('/a/:account', '/a/100%')).toEqual({ account: '100%' });
  expect(matchPath('/a/:account', '/a/1/people')).toBeUndefined();
});
