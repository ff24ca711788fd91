import { CircleHelp, Languages, Moon, Sun } from 'lucide-react';
import { Suspense, useState } from 'react';
import type { ReactNode } from 'react';
import { isLocale, localeNames } from '../../core/locale.ts';
import { useHouse } from '../house.tsx';
import { SecondDialog } from '../second/SecondDialog.ts';
import { IconButton } from '../ui/IconButton.tsx';
import { useLink } from '../ui/Link.tsx';
import { Brand } from './Brand.tsx';
import { SkipLink } from './SkipLink.tsx';
import { useHanGlyphs } from './useHanGlyphs.ts';

/** Around every page that needs no session: the center's name, the language, the theme. */
export function PublicFrame({ children }: { readonly children: ReactNode }) {
  useHanGlyphs(useHouse().locale, 'main');
  return (
    <div data-frame="public" className="flex min-h-dvh flex-col bg-canvas">
      <SkipLink />
      <header className="flex min-h-(--top-bar) items-center justify-between gap-4 px-4 py-2 sm:px-8 print:hidden">
        <Brand href="/" />
        <div className="flex items-center gap-1">
          <HelpLink />
          <LanguageChoice />
          <ThemeSwitch />
        </div>
      </header>
      <main id="main" tabIndex={-1} className="flex flex-1 flex-col outline-none">
        {children}
      </main>
    </div>
  );
}

/** Whoever cannot go on finds somebody from every public page. */
function HelpLink() {
  const { t } = useHouse();
  const link = useLink('/support');
  return (
    <a
      {...link}
      className="flex min-h-control items-center gap-2 rounded-control px-2.5 text-14 text-muted hover:bg-ink/6 hover:text-ink focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent-ink"
    >
      <CircleHelp size={20} aria-hidden className="flex-none" />
      <span className="max-sm:sr-only">{t('frame.help')}</span>
    </a>
  );
}

/** The browser's own list: light, and at home on every phone. */
function LanguageChoice() {
  const { t, locale, locales, setLocale } = useHouse();
  const [second, openSecond] = useState(false);
  const choose = (wanted: string) => {
    if (isLocale(wanted)) void setLocale(wanted);
    else openSecond(true);
  };
  return (
    <>
      <label className="relative flex min-h-control items-center gap-2 rounded-control ps-2.5 text-14 text-muted hover:bg-ink/6 hover:text-ink has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent-ink">
        <Languages size={20} aria-hidden className="flex-none" />
        <span className="sr-only">{t('frame.language')}</span>
        <select
          value={locale}
          onChange={(event) => choose(event.target.value)}
          className="field-sizing-content min-h-control max-w-36 cursor-pointer appearance-none rounded-control bg-transparent pe-2.5 text-inherit outline-none! sm:max-w-none"
        >
          {locales.map((each) => (
            <option key={each} value={each} lang={each} className="text-ink">
              {localeNames[each]}
            </option>
          ))}
          <option value="" className="text-ink">
            {t('frame.second')}
          </option>
        </select>
      </label>
      {second && (
        <Suspense fallback={null}>
          <SecondDialog onClose={() => openSecond(false)} />
        </Suspense>
      )}
    </>
  );
}

function ThemeSwitch() {
  const { t, theme, setTheme } = useHouse();
  const dark = theme === 'dark' || (theme === 'system' && matchMedia('(prefers-color-scheme: dark)').matches);
  return <IconButton icon={dark ? Sun : Moon} label={t(dark ? 'frame.to_light' : 'frame.to_dark')} onPress={() => setTheme(dark ? 'light' : 'dark')} />;
}
