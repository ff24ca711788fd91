import { expect, test } from 'vitest';
import { type Arranged, inOrder, moved } from './arranging.ts';

const item = (productId: string, more: Partial<Arranged> = {}): Arranged => ({
  productId,
  title: productId,
  publisher: '',
  isNew: false,
  groupId: null,
  isPinned: false,
  isHidden: false,
  ownName: null,
  ...more,
});
const ids = (items: readonly Arranged[]) => items.map(({ productId }) => productId).join('');
const group = crypto.randomUUID();

test('what is pinned stands on top, then the groups, then the rest, each as it was put', () => {
  const items = [item('a'), item('b', { groupId: group }), item('c', { isPinned: true }), item('d', { groupId: group }), item('e', { isPinned: true })];
  expect(ids(inOrder(items, [{ groupId: group, name: 'G' }]))).toBe('cebda');
});

test('what is dropped beside another one joins its group and its pins', () => {
  const items = [item('a', { isPinned: true }), item('b', { groupId: group }), item('c'), item('d')];
  const after = moved(items, new Set(['d']), 'b', 'after');
  expect(ids(after)).toBe('abdc');
  expect(after[2]).toMatchObject({ productId: 'd', groupId: group, isPinned: false });
  expect(moved(items, new Set(['c']), 'a', 'before')[0]).toMatchObject({ productId: 'c', isPinned: true });
  expect(ids(moved(items, new Set(['a']), 'a', 'after'))).toBe('abcd');
});
