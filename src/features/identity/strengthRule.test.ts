import { expect, test } from 'vitest';
import { pinyin } from './pinyin.ts';
import { judgePassword } from './strength.ts';
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

test('of many that are judged at once each gets its own answer, and nobody waits without end', async () => {
  const asked = Array.from({ length: 500 }, (_, i) => judgePassword({ password: i % 2 ? 'password1' : 'short', hasSecondFactor: i % 2 === 1, words: [] }));
  await expect(judgePassword({ password: 'one too many', hasSecondFactor: false, words: [] })).rejects.toMatchObject({ code: 'request.too_many' });
  const faults = (await Promise.all(asked)).map(({ fault }) => fault);
  expect(faults).toEqual(Array.from({ length: 500 }, (_, i) => (i % 2 ? 'password_common' : 'password_under_15')));
});

test('a long password that is strong from its beginning is judged by it, a weak beginning by the whole', () => {
  const verdict = (password: string) => judge({ password, hasSecondFactor: false, words: [] });
  expect(verdict('seven copper lanterns 43c6ea63-b5dd-40f0-a671-2efa0c3e49b5')).toEqual({ score: 4, fault: null });
  expect(verdict(`${'a'.repeat(30)} orchard gravel tuba nine`)).toMatchObject({ fault: null });
  expect(verdict('a'.repeat(60)).fault).toBe('password_pattern');
});
