import { expect, test } from 'vitest';
import fc from 'fast-check';
import { otherwiseIn } from './equalWords.ts';
import { type Doc, isOneMistake, openSearch, tokensOf } from './search.ts';

const doc = (id: string, title: string, rest: Partial<Doc> = {}): Doc => ({ id, title, words: [], summary: '', headings: [], sentences: [], ...rest });
const ids = (found: readonly { id: string }[]) => found.map(({ id }) => id);

const english = openSearch([
  doc('reset', 'Reset a user’s password', { words: ['locked out'], summary: 'When someone cannot sign in any more.' }),
  doc('sign-in', 'Sign in', { sentences: ['Type your password, then the code from your phone.'] }),
  doc('invite', 'Invite people', { sentences: ['Each invitation ends after a week.'] }),
]);

test('a title counts more than a sentence, and small words do not count', () => {
  expect(ids(english('how do I reset my password'))).toEqual(['reset']);
  expect(ids(english('my password'))).toEqual(['reset', 'sign-in']);
  expect(ids(english('locked'))).toEqual(['reset']);
  expect(english('phone code')).toEqual([{ id: 'sign-in', sentence: 'Type your password, then the code from your phone.' }]);
});

test('a beginning, a plural and one wrong letter are forgiven; two are not', () => {
  for (const typed of ['invit', 'invitations', 'invtie', 'pasword invite', 'Ínvite']) expect(ids(english(typed)), typed).toContain('invite');
  expect(ids(english('pasword'))).toEqual(['reset', 'sign-in']);
  expect(ids(english('xnvxte'))).toEqual([]);
  expect(ids(english('zebra'))).toEqual([]);
  expect(ids(english('  '))).toEqual([]);
});

test('accents and apostrophes of French and Spanish do not matter', () => {
  const french = openSearch([doc('role', 'Demander l’accès à un rôle'), doc('company', 'Vérifier l’entreprise')]);
  expect(ids(french('acces'))).toEqual(['role']);
  expect(ids(french('Comment vérifier mon entreprise ?'))).toEqual(['company']);
});

test('Chinese is found by pairs of signs, in either script, beside Latin', () => {
  const chinese = openSearch([doc('reset', '重置用户的密码'), doc('invite', '邀请同事加入'), doc('api', '使用API密钥')]);
  expect(ids(chinese('密码'))).toEqual(['reset']);
  expect(ids(chinese('重置密码'))).toEqual(['reset']);
  expect(ids(chinese('邀'))).toEqual(['invite']);
  expect(ids(chinese('api'))).toEqual(['api']);
  expect(tokensOf('重設密碼')).toContain('密碼');
});

test('one mistake is one letter more, less, other, or two that changed places', () => {
  const letters = fc.string({ unit: fc.constantFrom(...'abcde'), minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(letters, fc.nat(), fc.constantFrom('x', 'y'), (word, n, letter) => {
      const at = n % word.length;
      const swapped = word.slice(0, at) + (word[at + 1] ?? '') + (word[at] ?? '') + word.slice(at + 2);
      for (const other of [
        word.slice(0, at) + word.slice(at + 1),
        word.slice(0, at) + letter + word.slice(at),
        word.slice(0, at) + letter + word.slice(at + 1),
        swapped,
      ])
        expect(isOneMistake(word, other), `${word} ${other}`).toBe(true);
      expect(isOneMistake(`${word}xy`, word)).toBe(false);
    }),
  );
});

test('what comes from elsewhere in other words is found by ours, and ours by theirs', () => {
  for (const [locale, theirs, ours] of [
    ['fr', 'Gérer les références', 'Gérer les recommandations'],
    ['fr', 'Ajouter un emplacement', 'Ajouter un établissement'],
    ['fr', 'Créer un profil professionnel', 'Créer un profil commercial'],
    ['zh-CN', '验证帐户信息', '验证账户信息'],
    ['zh-CN', '公司位置', '公司营业地点'],
    ['zh-TW', '建立服務要求', '建立服務請求'],
    ['zh-TW', '主要連絡人', '主要聯絡人'],
    ['zh-TW', '全域系統管理員', '全域管理員'],
    ['zh-TW', '間接轉銷商', '間接經銷商'],
    ['zh-TW', '變更訂用帳戶', '變更訂閱'],
  ] as const) {
    const others = [doc('else', 'Zzz'), doc('too', 'Yyy')];
    const search = (title: string) => openSearch([doc('it', title), ...others], otherwiseIn(locale));
    expect(ids(search(theirs)(ours)), `${theirs} by ${ours}`).toEqual(['it']);
    expect(ids(search(ours)(theirs)), `${ours} by ${theirs}`).toEqual(['it']);
    const said = openSearch([doc('it', 'Www', { sentences: [theirs] }), ...others], otherwiseIn(locale));
    expect(said(ours)).toEqual([{ id: 'it', sentence: theirs }]);
  }
  expect(ids(openSearch([doc('it', 'Recommandations')], otherwiseIn('es'))('références'))).toEqual([]);
});
