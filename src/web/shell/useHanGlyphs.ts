import { useEffect } from 'react';
import type { Locale } from '../../core/locale.ts';

/** How long after a change of the page it is looked through. */
const QUIET_MS = 400;
const han = /\p{Script=Han}/u;
/** Frequent signs that only simplified Chinese writes; the traditional font lacks them. */
const simplified =
  /[东业个为产优会传体关务动华发员团图场报学实对导师广应开张录总户护术权构标样检汇济点现电确种称约级纳线组细织终经结统继续维综绿网联节药营装览规视订认让训议记许论设证评识试详语误说请读课调谢负财责货质购贸费资赛输边达过运还这进远连适选递邮释钟银链销错键长门问间阅队阳际险随难页项顺须顾预领频题额风验龙]/;

/**
 * Names of companies and people are Chinese on French pages too. The lists of glyph slices come when the first such name
 * does; of the slices themselves the browser fetches only those it needs.
 */
export function useHanGlyphs(locale: Locale, part: 'page' | 'main'): void {
  useEffect(() => {
    if (locale === 'zh-CN') return; // has them, and its font knows traditional signs too
    const wanted = locale === 'zh-TW' ? simplified : han;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const look = () => {
      timer = undefined;
      // The language menu of public pages would always match; the system draws it.
      const places = part === 'main' ? [...document.querySelectorAll('#main, nav, [role="listbox"]')] : [document.body];
      if (!places.some(({ textContent }) => wanted.test(textContent ?? ''))) return;
      watcher.disconnect();
      void import('../han-simplified.ts');
    };
    const watcher = new MutationObserver(() => {
      timer ??= setTimeout(look, QUIET_MS);
    });
    watcher.observe(document.body, { childList: true, subtree: true, characterData: true });
    look();
    return () => {
      watcher.disconnect();
      clearTimeout(timer);
    };
  }, [locale, part]);
}
