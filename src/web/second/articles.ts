import type { Locale } from '../../core/locale.ts';

/** A text on the page whose sentences know their place (`data-at`): an article of help, a mail. */
export interface Told {
  /** The article's name; null for what nobody can suggest a translation for. */
  readonly article: string | null;
  readonly lang: Locale;
  readonly other: Locale;
  /** The sentence in the other language; null until that is here. */
  readonly said: (place: string) => string | null;
  /** The other language is wanted. */
  readonly want: () => void;
}

const texts = new Map<Element, Told>();
const changed = new EventTarget();

/** Until it is told anew or taken away, sentences within `root` are asked for here. */
export function tell(root: Element, told: Told): () => void {
  texts.set(root, told);
  changed.dispatchEvent(new Event('now'));
  return () => void (texts.get(root) === told && texts.delete(root));
}

/** The sentence that an element stands in, and the text that it is of. */
export function toldAt(target: Element): { readonly told: Told; readonly place: string; readonly element: HTMLElement } | null {
  const element = target.closest<HTMLElement>('[data-at]');
  const root = element && [...texts.keys()].find((each) => each.contains(element));
  const told = root && texts.get(root);
  return told ? { told, place: element.dataset['at'] ?? '', element } : null;
}

export function onTold(act: () => void): () => void {
  changed.addEventListener('now', act);
  return () => changed.removeEventListener('now', act);
}
