import { useEffect, useRef, useState } from 'react';
import type { ComponentType } from 'react';
import { onChoice, readSourceMode } from '../sourceMode.ts';

/** What had happened when the code of the tips was not here yet. */
export interface Start {
  /** The key is being held. */
  alt: boolean;
  /** Where a finger rests, or has rested and is lifted again. */
  touched: Touched | null;
}
export interface Touched {
  readonly target: Element;
  readonly pointerId: number;
  readonly x: number;
  readonly y: number;
  isLifted: boolean;
}

/** How long a key is held, or a finger rests, before it means: this, in the second language. */
export const HOLD_MS = 250;
export const REST_MS = 450;
/** A finger never rests quite still; further than this it scrolls. */
const STILL = 10;
export const hasMoved = (from: { readonly x: number; readonly y: number }, { clientX, clientY }: PointerEvent): boolean =>
  Math.hypot(clientX - from.x, clientY - from.y) > STILL;

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
    let rests = { x: 0, y: 0 };
    let resting: ReturnType<typeof setTimeout> | undefined;
    on('keydown keyup', (event) => {
      if ((event as KeyboardEvent).key !== 'Alt') return;
      start.alt = event.type === 'keydown';
      if (start.alt) come();
    });
    on('pointerdown', (event) => {
      const { pointerType, pointerId, clientX: x, clientY: y, target } = event as PointerEvent;
      clearTimeout(resting);
      start.touched = null;
      if (pointerType !== 'touch' || !(target instanceof Element)) return;
      rests = { x, y };
      resting = setTimeout(() => {
        start.touched = { target, pointerId, x, y, isLifted: false };
        come();
      }, REST_MS);
    });
    on('pointerup pointercancel', () => {
      clearTimeout(resting);
      if (start.touched) start.touched.isLifted = true;
    });
    on('pointermove', (event) => hasMoved(rests, event as PointerEvent) && clearTimeout(resting));
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
