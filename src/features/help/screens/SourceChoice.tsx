import { isLocale, localeNames } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { sourceModes } from '../../../web/sourceMode.ts';
import { classes } from '../../../web/ui/classes.ts';
import type { Reading } from './ArticleView.tsx';

/** Switches the other language on: under the pointer, or all of it beside the text. */
export function SourceChoice({ reading: { mode, chooseMode, other, others, choose } }: { readonly reading: Reading }) {
  const { t } = useHouse();
  const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 text-13 print:hidden">
      {others.length > 1 ? (
        <label className="flex items-center gap-2 text-muted">
          {t('help.source')}
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
        <span className="text-muted">{t('help.source')}</span>
      )}
      <div role="group" aria-label={t('help.source')} className="flex overflow-hidden rounded-control border border-edge">
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
            {t(`help.source.${each}`)}
          </button>
        ))}
      </div>
      <span className="text-muted pointer-coarse:hidden">{t('help.source.key', { key: mac ? '⌥' : 'Alt' })}</span>
      <span className="hidden text-muted pointer-coarse:inline">{t('help.source.press')}</span>
    </div>
  );
}
