import { isLocale, localeNames } from '../../core/locale.ts';
import { useHouse } from '../house.tsx';
import { sourceModes } from '../sourceMode.ts';
import { classes } from '../ui/classes.ts';
import { secondKey } from './key.ts';
import type { SecondChoice } from './useSecondLanguage.ts';

/** Switches the second language on: under the pointer, or all of it beside the text. Says its words with the part `second`. */
export function SourceChoice({ choice: { mode, chooseMode, other, others, choose } }: { readonly choice: SecondChoice }) {
  const { t } = useHouse();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-13 print:hidden">
      {others.length > 1 ? (
        <label className="flex items-center gap-2 text-muted">
          {t('second.label')}
          <select
            value={other}
            onChange={(event) => isLocale(event.target.value) && choose(event.target.value)}
            className="min-h-control-small cursor-pointer rounded-control border border-edge bg-surface px-2 text-ink"
          >
            {others.map((each) => (
              <option key={each} value={each} lang={each}>
                {localeNames[each]}
              </option>
            ))}
          </select>
        </label>
      ) : (
        <span className="text-muted">{t('second.label')}</span>
      )}
      <div role="group" aria-label={t('second.label')} className="flex overflow-hidden rounded-control border border-edge">
        {sourceModes.map((each) => (
          <button
            key={each}
            type="button"
            aria-pressed={mode === each}
            onClick={() => chooseMode(each)}
            className={classes(
              'min-h-control-small px-2.5 not-first:border-s not-first:border-edge focus-visible:-outline-offset-2',
              mode === each ? 'bg-accent-soft font-medium text-accent-ink' : 'bg-surface text-muted hover:text-ink',
            )}
          >
            {t(`second.${each}`)}
          </button>
        ))}
      </div>
      <span className="text-muted pointer-coarse:hidden">{t('second.key', { key: secondKey })}</span>
      <span className="hidden text-muted pointer-coarse:inline">{t('second.press')}</span>
    </div>
  );
}
