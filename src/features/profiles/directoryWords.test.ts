import { expect, test } from 'vitest';
import { codeQuery, isMeant, lexemesOf, queryOf, wordsOf } from './directoryWords.ts';

test('words are kept without case and accents, Chinese as pairs of neighbors', () => {
  expect(wordsOf('Atelier Numérique, S.A.S.')).toEqual(['atelier', 'numerique', 's', 'a', 's']);
  expect(wordsOf('云帆科技')).toEqual(['云帆', '帆科', '科技', '技']);
  expect(wordsOf('上海 Cloud')).toEqual(['上海', '海', 'cloud']);
  expect(lexemesOf('name', 'Ünal')).toEqual(['unal', 'n:unal']);
});

test('what is typed is looked for as the beginning of words, all of them', () => {
  expect(queryOf('numér lyon')).toBe("('numer':*) & ('lyon':*)");
  expect(queryOf('科技', { field: 'name' })).toBe("('n:科技':*)");
  expect(queryOf('云', {})).toBe("('云':*)");
  expect(queryOf(' … ')).toBe(null);
});

test('a word may also mean a code by its label', () => {
  const meant = (word: string) => (isMeant('Santé et médecine', word) ? ['i:health'] : []);
  expect(queryOf('santé', { meant })).toBe("(('sante':*) | 'i:health')");
  expect(isMeant('医疗卫生', '医疗')).toBe(true);
  expect(isMeant('Santé', 'sa')).toBe(false);
});

test('nothing that is typed gets out of its quotes', () => {
  expect(queryOf("o'neil \\ & | !x")).toBe("('o':*) & ('neil':*) & ('x':*)");
  expect(codeQuery('language', "f'r\\")).toBe("'l:f''r\\\\'");
});
