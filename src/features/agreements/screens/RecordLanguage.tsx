import { isLocale, localeNames } from '../../../core/locale.ts';
import type { Locale } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import type { SecondChoice } from '../../../web/second/useSecondLanguage.ts';

interface RecordLanguageProps {
  readonly others: SecondChoice['others'];
  readonly value: Locale | null;
  readonly onChange: (beside: Locale | null) => void;
}

/** Whether records are downloaded in a second language as well. */
export function RecordLanguage({ others, value, onChange }: RecordLanguageProps) {
  const { t } = useHouse();
  return (
    <label className="flex flex-wrap items-center gap-2 text-13 text-muted">
      {t('agreements.record_beside')}
      <select
        value={value ?? ''}
        onChange={({ target }) => onChange(isLocale(target.value) ? target.value : null)}
        className="min-h-control-small cursor-pointer rounded-control border border-edge bg-surface px-2 text-ink"
      >
        <option value="">{t('agreements.record_beside.none')}</option>
        {others.map((each) => (
          <option key={each} value={each} lang={each}>
            {localeNames[each]}
          </option>
        ))}
      </select>
    </label>
  );
}
