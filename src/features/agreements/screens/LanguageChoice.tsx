import { type Locale, localeNames } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';

interface LanguageChoiceProps {
  readonly locales: readonly Locale[];
  readonly chosen: Locale;
  readonly onChoose: (locale: Locale) => void;
}

/** The languages that a text is there in, each in its own words. */
export function LanguageChoice({ locales, chosen, onChoose }: LanguageChoiceProps) {
  const { t } = useHouse();
  if (locales.length < 2) return null;
  return (
    <label className="flex flex-col gap-1.5 text-14 font-medium">
      {t('agreements.language')}
      <select value={chosen} onChange={(event) => onChoose(event.target.value as Locale)} className="field-box w-56 font-normal">
        {locales.map((locale) => (
          <option key={locale} value={locale} lang={locale} className="text-ink">
            {localeNames[locale]}
          </option>
        ))}
      </select>
    </label>
  );
}
