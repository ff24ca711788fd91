import { createContext, useCallback, useContext, useEffect, useMemo, useState } from 'react';
import type { ReactNode } from 'react';
import { formatsFor, translator } from '../core/locale.ts';
import type { Formats, Locale, Translate } from '../core/locale.ts';
import { boot, catalog } from './catalog.ts';
import type { Center } from './catalog.ts';
import { readTheme, writeTheme } from './theme.ts';
import type { Theme } from './theme.ts';
import { applyAccent } from './ui/accent.ts';

/** What every screen may ask for: the language, its formats, the look and the center. */
export interface House extends Formats {
  readonly t: Translate;
  readonly locale: Locale;
  /** The languages this center offers. */
  readonly locales: readonly Locale[];
  /** Switches when the new language's sentences are here; nothing is remounted, so nothing typed is lost. */
  setLocale(locale: Locale): Promise<void>;
  readonly theme: Theme;
  setTheme(theme: Theme): void;
  readonly center: Center;
  /** Sets name, color or logo at once, when the operator changes them. */
  setCenter(center: Center): void;
}

const HouseContext = createContext<House | null>(null);

interface HouseProviderProps {
  readonly children: ReactNode;
  /** Told after a reader has chosen a language, to keep it with the person. */
  readonly onLocale?: (locale: Locale) => void;
}

export function HouseProvider({ children, onLocale }: HouseProviderProps) {
  const [locale, showLocale] = useState<Locale>(boot.locale);
  const [theme, showTheme] = useState<Theme>(readTheme);
  const [center, setCenter] = useState<Center>(boot.center);

  useEffect(() => dressPage(locale), [locale]);
  useEffect(() => applyAccent(center.accent), [center.accent]);

  const setLocale = useCallback(
    async (wanted: Locale) => {
      await catalog.switchTo(wanted);
      showLocale(wanted);
      keepLocale(wanted);
      onLocale?.(wanted);
    },
    [onLocale],
  );
  const setTheme = useCallback((wanted: Theme) => {
    writeTheme(wanted);
    showTheme(wanted);
  }, []);
  const words = useMemo(() => ({ ...formatsFor(locale), t: translator(locale, catalog.messages(locale)) }), [locale]);
  const house = useMemo<House>(
    () => ({ ...words, locale, locales: boot.locales, setLocale, theme, setTheme, center, setCenter }),
    [words, locale, setLocale, theme, setTheme, center],
  );
  return <HouseContext value={house}>{children}</HouseContext>;
}

export function useHouse(): House {
  const house = useContext(HouseContext);
  if (!house) throw new Error('useHouse needs a HouseProvider above it');
  return house;
}

/** The server reads this cookie, so that the next page arrives in the language chosen on this one. */
function keepLocale(locale: Locale): void {
  const secure = location.protocol === 'https:' ? '; Secure' : '';
  document.cookie = `entente_locale=${locale}; Path=/; Max-Age=31536000; SameSite=Lax${secure}`;
}

const ariaLocales: Readonly<Record<Locale, string>> = { en: 'en-US', fr: 'fr-FR', es: 'es-ES', 'zh-CN': 'zh-CN', 'zh-TW': 'zh-TW' };

function dressPage(locale: Locale): void {
  const { documentElement } = document;
  documentElement.lang = locale;
  documentElement.dir = 'ltr';
  // The widgets' own words (react-aria) follow this global and event; a provider would weigh on the sign-in page.
  (window as unknown as Record<symbol, string>)[Symbol.for('react-aria.i18n.locale')] = ariaLocales[locale];
  window.dispatchEvent(new Event('languagechange'));
  void loadHan(locale);
}

/** Chinese glyphs come in slices, and only to those who read them; Latin readers never fetch the lists of slices. */
export async function loadHan(locale: Locale): Promise<void> {
  if (locale === 'zh-CN') await import('./han-simplified.ts');
  if (locale === 'zh-TW') await import('./han-traditional.ts');
}
