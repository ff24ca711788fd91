import { useEffect, useRef, useState } from 'react';
import type { ComponentType } from 'react';
import { onChoice, readSourceMode } from '../sourceMode.ts';

/** What had happened when the code of the tips was not here yet. */
export interface Start {
  /** The key is being held. */
  alt: boolean;
  /** A finger rests on it. */
  touched: Element | null;
}

/** How long a key is held, or a finger rests, before it means: this, in the second language. */
export const HOLD_MS = 250;
export const REST_MS = 450;

/** Waits until a sentence is wanted in a second language. Its code comes then, its catalog with the first sentence. */
export function SecondLanguage() {
  const [Tips, bring] = useState<ComponentType<{ readonly start: Start }> | null>(null);
  const start = useRef<Start>({ alt: false, touched: null }).current;
  useEffect(() => {
    const stop = new AbortController();
    const on = (types: string, act: (event: Event) => void) => {
      for (const type of types.split(' ')) addEventListener(type, act, { signal: stop.signal, capture: true });
    };
    const come = () =>
      void import('./SentenceTips.tsx').then(
        (m) => {
          if (stop.signal.aborted) return;
          stop.abort();
          bring(() => m.SentenceTips);
        },
        () => {}, // offline: asked for again next time
      );
    const chosen = () => readSourceMode() !== 'off' && come();
    let resting: ReturnType<typeof setTimeout> | undefined;
    on('keydown keyup', (event) => {
      if ((event as KeyboardEvent).key !== 'Alt') return;
      start.alt = event.type === 'keydown';
      if (start.alt) come();
    });
    on('pointerdown', (event) => {
      if ((event as PointerEvent).pointerType !== 'touch') return;
      resting = setTimeout(() => {
        start.touched = event.target as Element;
        come();
      }, REST_MS);
    });
    on('pointerup pointercancel pointermove', () => clearTimeout(resting));
    chosen();
    const deaf = onChoice(chosen);
    return () => {
      deaf();
      clearTimeout(resting);
      stop.abort();
    };
  }, [start]);
  return Tips && <Tips start={start} />;
}
