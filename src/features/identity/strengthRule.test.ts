import { expect, test } from 'vitest';
import { pinyin } from './pinyin.ts';
import { judge } from './strengthRule.ts';

const words = ['Ana', 'Pérez', 'ana.perez@contoso.example', 'Northwind partners'];

test.each([
  // [password, beside a second factor, why not]
  ['correct horse battery staple', false, null],
  ['le vent se lève sur la colline', false, null],
  ['mi abuela pinta trenes de azul', false, null],
  ['我爱北京天安门太阳升五六七八九十', false, null],
  ['correct horse', false, 'password_under_15'],
  ['correct horse', true, null],
  ['k7#mQ2xp', true, null],
  ['k7#mQ2x', true, 'password_under_8'],
  ['k7#mQ2x'.repeat(29), false, 'password_over_200'],
  ['password', true, 'password_common'],
  ['iloveyou', true, 'password_common'],
  ['5201314woaini', true, 'password_guessable'],
  ['woaini1314520woaini', false, 'password_guessable'],
  ['motdepasse123456', false, 'password_guessable'],
  ['contraseña123456', false, 'password_guessable'],
  ['aaaaaaaaaaaaaaaaaaaa', false, 'password_pattern'],
  ['abcdefghijklmnopqr', false, 'password_pattern'],
  ['contoso2026contoso', false, 'password_personal'],
  ['ana.perez@contoso.example', false, 'password_personal'],
  ['PEREZ-ana-northwind', false, 'password_personal'],
  ['Ana kept eleven quiet lighthouses', false, null],
] as const)('%s, beside a second factor %s: %s', (password, hasSecondFactor, fault) => {
  expect(judge({ password, hasSecondFactor, words }).fault).toBe(fault);
});

test('what is refused is never shown as strong', () => {
  expect(judge({ password: 'contoso2026contoso', hasSecondFactor: false, words }).score).toBeLessThanOrEqual(2);
});

test('the same characters count as the same, however they were typed', () => {
  const composed = 'été indien à la mer d’Iroise',
    decomposed = composed.normalize('NFD');
  expect(judge({ password: decomposed, hasSecondFactor: false, words })).toEqual(judge({ password: composed, hasSecondFactor: false, words }));
});

test('the list of pinyin holds what is typed most, in the estimator’s spelling', () => {
  expect(pinyin.size).toBeGreaterThan(900);
  for (const word of pinyin) expect(word).toMatch(/^[a-z0-9]+$/);
  for (const word of ['woaini', '1314520', '5201314', 'woaini1314', 'nihao', 'zhangwei', 'beijing', 'xinniankuaile']) expect(pinyin.has(word)).toBe(true);
});
