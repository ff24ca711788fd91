import type { Locale } from '../../core/locale.ts';
import { fold } from '../../core/text.ts';

/**
 * Words that mean the same to whoever searches: articles that come from elsewhere say one, the glossary the other
 * (docs/handbook/glossary.md). Each keeps its own wording; each is found by both.
 */
const pairs: Readonly<Partial<Record<Locale, readonly (readonly [string, string])[]>>> = {
  fr: [
    ['références', 'recommandations'],
    ['référence', 'recommandation'],
    ['emplacements', 'établissements'],
    ['emplacement', 'établissement'],
    ['profils professionnels', 'profils commerciaux'],
    ['profil professionnel', 'profil commercial'],
    ['profils métier', 'profils commerciaux'],
    ['profil métier', 'profil commercial'],
  ],
  'zh-CN': [
    ['帐', '账'],
    ['位置', '营业地点'],
  ],
  'zh-TW': [
    ['服務要求', '服務請求'],
    ['連絡人', '聯絡人'],
    ['全域系統管理員', '全域管理員'],
    ['轉銷商', '經銷商'],
    ['訂用帳戶', '訂閱'],
  ],
};

/** The text as it could be said as well, each pair in both directions; itself not among them. */
export function otherwiseIn(locale: Locale): (text: string) => string[] {
  const both = (pairs[locale] ?? []).flatMap(([one, other]) => {
    const [a, b] = [fold(one), fold(other)];
    return [
      [a, b],
      [b, a],
    ] as const;
  });
  if (both.length === 0) return () => [];
  return (text) => {
    const folded = fold(text);
    return both.flatMap(([from, to]) => (folded.includes(from) ? [folded.replaceAll(from, to)] : []));
  };
}
