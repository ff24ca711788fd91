import { useEffect, useId, useRef, useState } from 'react';
import type { ReactNode } from 'react';
import { sentencesIn } from '../../../core/article.ts';
import type { Block } from '../../../core/article.ts';
import type { Locale } from '../../../core/locale.ts';
import { place } from '../../../web/ui/Tip.tsx';

interface SourceTipsProps {
  /** The other language's blocks; undefined until they are here. */
  readonly blocks: readonly Block[] | undefined;
  readonly lang: Locale;
  /** Switched on: pointing at a sentence is enough. Otherwise a key (Alt) is held with it, or a finger rests on it. */
  readonly on: boolean;
  /** The other language is wanted for the first time. */
  readonly onWanted: () => void;
  readonly children: ReactNode;
}

/** How long a finger rests on a sentence before it is told in the other language. */
const LONG_PRESS_MS = 450;
const sentenceAt = (target: EventTarget | null): HTMLElement | null => (target instanceof Element ? target.closest<HTMLElement>('[data-at]') : null);

/** A quiet tip with the same sentence in another language: on hover, on focus, on a long press. It moves nothing. */
export function SourceTips({ blocks, lang, on, onWanted, children }: SourceTipsProps) {
  const id = useId();
  const root = useRef<HTMLDivElement>(null);
  const bubble = useRef<HTMLDivElement>(null);
  const [shown, show] = useState<HTMLElement | null>(null);
  useSentences(root, { on, show, onWanted });
  const text = shown && blocks ? spoken(blocks, shown.dataset['at'] ?? '') : null;
  useEffect(() => {
    if (!shown || !text || !bubble.current) return undefined;
    shown.setAttribute('aria-describedby', id);
    bubble.current.showPopover?.();
    place(bubble.current, shown);
    return () => shown.removeAttribute('aria-describedby');
  }, [shown, text, id]);
  return (
    <div ref={root}>
      {children}
      <div
        ref={bubble}
        id={id}
        role="tooltip"
        lang={lang}
        popover="manual"
        className={text ? 'float fixed m-0 max-w-[min(30rem,calc(100vw-1rem))] animate-appear px-3 py-2 text-14 print:hidden' : 'hidden'}
      >
        {text}
      </div>
    </div>
  );
}

const spoken = (blocks: readonly Block[], at: string): string | null => {
  const [block = 0, sentence = 0] = at.split('.').map(Number);
  const found = blocks[block];
  return (
    (found &&
      sentencesIn(found)
        [sentence]?.map(({ text }) => text)
        .join('')) ??
    null
  );
};

interface Showing {
  readonly on: boolean;
  readonly show: (sentence: HTMLElement | null) => void;
  readonly onWanted: () => void;
}

/** Listens to pointer, key and finger; one set of listeners for all sentences. */
function useSentences(root: { readonly current: HTMLElement | null }, showing: Showing): void {
  const latest = useRef(showing);
  useEffect(() => {
    latest.current = showing;
  });
  useEffect(() => {
    const element = root.current;
    if (!element) return undefined;
    const stop = new AbortController();
    const listen = { signal: stop.signal };
    let under: HTMLElement | null = null;
    let resting: ReturnType<typeof setTimeout> | undefined;
    const tell = (sentence: HTMLElement | null) => {
      if (sentence) latest.current.onWanted();
      latest.current.show(sentence);
    };
    const end = () => clearTimeout(resting);
    element.addEventListener(
      'pointerover',
      (event) => {
        under = sentenceAt(event.target);
        if (event.pointerType !== 'touch' && (latest.current.on || event.altKey)) tell(under);
      },
      listen,
    );
    element.addEventListener('pointerleave', () => ((under = null), tell(null)), listen);
    element.addEventListener('focusin', (event) => latest.current.on && tell(sentenceAt(event.target)), listen);
    element.addEventListener('focusout', () => tell(null), listen);
    element.addEventListener(
      'pointerdown',
      (event) => {
        if (event.pointerType !== 'touch') return;
        tell(null);
        const pressed = sentenceAt(event.target);
        resting = setTimeout(() => tell(pressed), LONG_PRESS_MS);
      },
      listen,
    );
    for (const over of ['pointerup', 'pointercancel', 'pointermove'] as const) element.addEventListener(over, end, listen);
    const key = (event: KeyboardEvent) => {
      const sentence = under ?? sentenceAt(document.activeElement);
      if (event.key === 'Escape') tell(null);
      if (event.key !== 'Alt' || !sentence) return;
      // The browser would open its menu when the key is let go.
      event.preventDefault();
      if (event.type === 'keydown') tell(sentence);
      else if (!latest.current.on) tell(null);
    };
    document.addEventListener('keydown', key, listen);
    document.addEventListener('keyup', key, listen);
    addEventListener('scroll', () => latest.current.show(null), { ...listen, capture: true, passive: true });
    return () => (end(), stop.abort());
  }, [root]);
}
