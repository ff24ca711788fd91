import { useMemo } from 'react';
import { locales } from '../../../core/locale.ts';
import type { Locale } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import type { ComboOption } from '../../../web/ui/ComboBox.tsx';

/** Countries in the reader's language and order, found also by its name in our other languages and by its two letters. */
export function useCountryOptions(codes: readonly string[] | undefined): ComboOption[] {
  const { locale, compareNames } = useHouse();
  return useMemo(() => {
    const names = new Map(locales.map((each: Locale) => [each, new Intl.DisplayNames(each, { type: 'region' })]));
    const nameIn = (each: Locale, code: string) => names.get(each)?.of(code) ?? code;
    return (codes ?? [])
      .map((id) => ({ id, label: nameIn(locale, id), words: [id, ...locales.map((each) => nameIn(each, id))].join(' ') }))
      .sort((a, b) => compareNames(a.label, b.label));
  }, [codes, locale, compareNames]);
}
