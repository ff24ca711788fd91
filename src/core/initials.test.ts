import { expect, test } from 'vitest';
import { initials } from './initials.ts';

test.each([
  ['Amélie Laurent', 'AL'],
  ['Diego Martínez Íñiguez', 'DÍ'],
  ['王晓雯', '王'],
  ['阿卜杜拉·买买提', '阿'],
  ['김민준', '김'],
  ['Νίκος Παπαδόπουλος', 'ΝΠ'],
  ['contoso', 'C'],
  ['  ', '?'],
])('%s is %s', (name, expected) => {
  expect(initials(name)).toBe(expected);
});
