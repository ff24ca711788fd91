import type { MessageKey, Translate } from '../../core/locale.ts';

/** How long a page may take to show what is pointed out; then it is not there for this reader. */
const PATIENCE_MS = 8_000;
const candidates = 'button, a, [role="tab"], [role="switch"], [role="menuitem"], label, summary, legend, th, h2, h3';
const plain = (text: string | null | undefined): string => (text ?? '').replace(/\s+/g, ' ').trim();
const isShown = (element: Element): boolean => element.getClientRects().length > 0;

/** Points out the first of these controls, named by the ids of their words, once the page shows one of them. */
export function showControl(keys: readonly string[], t: Translate): void {
  const words = keys.map((key) => t(key as MessageKey)).filter((text, at) => text !== keys[at]);
  const main = document.getElementById('main');
  if (!main || words.length === 0) return;
  const find = () => {
    const all = [...main.querySelectorAll<HTMLElement>(candidates)].filter(isShown);
    for (const text of words) {
      const found = all.find((element) => plain(element.textContent) === text || element.getAttribute('aria-label') === text);
      if (found) return found;
    }
    return undefined;
  };
  const stop = () => {
    watcher.disconnect();
    clearTimeout(timer);
  };
  const look = () => {
    const found = find();
    if (!found) return;
    stop();
    pointOut(found);
  };
  const watcher = new MutationObserver(look);
  const timer = setTimeout(stop, PATIENCE_MS);
  watcher.observe(main, { childList: true, subtree: true, characterData: true });
  look();
}

/** A ring until the reader does something; the keyboard starts there. */
function pointOut(element: HTMLElement): void {
  const { outline, outlineOffset } = element.style;
  element.dataset['shown'] = '';
  element.style.outline = '3px solid var(--color-accent-ink)';
  element.style.outlineOffset = '3px';
  element.scrollIntoView({ block: 'center' });
  // After the title, which takes the focus when a page arrives.
  requestAnimationFrame(() => requestAnimationFrame(() => element.focus({ preventScroll: true })));
  const end = () => {
    delete element.dataset['shown'];
    Object.assign(element.style, { outline, outlineOffset });
    removeEventListener('pointerdown', end, true);
    removeEventListener('keydown', end, true);
  };
  addEventListener('pointerdown', end, true);
  addEventListener('keydown', end, true);
}
