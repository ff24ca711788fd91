import type { Found } from './finding.ts';
import { sameRoom, sentencesAt, sentencesOf, sentencesShown } from './finding.ts';
import { hasMoved, HOLD_MS, REST_MS } from './SecondLanguage.tsx';
import type { Start, Touched } from './SecondLanguage.tsx';

/** How a sentence was asked for. `focus` alone is the mode's doing; by `key` or `walk` the reader wants to do something with it. */
export type By = 'pointer' | 'focus' | 'key' | 'walk' | 'touch';

export interface Listener {
  /** Pointing is enough; no key is held. */
  isOn(): boolean;
  /** What is shown now, and where. */
  shown(): { readonly key: string; readonly by: By } | null;
  bubble(): HTMLElement | null;
  show(found: readonly Found[], by: By, origin: Element | null): void;
  end(): void;
  /** What can be done with the shown sentence takes the focus. @returns false: nothing can be done */
  enter(): boolean;
  leave(): void;
  /** The page has moved under it. */
  move(): void;
}

/** The pointer rests this long before the tip changes: on its way to the tip it may cross other sentences. */
const LOOK_MS = 140;

/** Hears pointer, keyboard and finger for the whole page. @returns the end of it */
export function listen(listener: Listener, start: Start): () => void {
  const stop = new AbortController();
  const on = <K extends keyof WindowEventMap>(type: K, act: (event: WindowEventMap[K]) => void, options: AddEventListenerOptions = {}) =>
    addEventListener(type, act, { capture: true, ...options, signal: stop.signal });
  const endings = [byPointer(listener, on), byKeys(listener, on, start), byFinger(listener, on, start)];
  on('scroll', () => listener.move(), { passive: true });
  on('resize', () => listener.move());
  on('blur', (event) => event.target === window && listener.end());
  return () => {
    for (const end of endings) end();
    stop.abort();
  };
}

type On = <K extends keyof WindowEventMap>(type: K, act: (event: WindowEventMap[K]) => void, options?: AddEventListenerOptions) => void;
const isIn = (bubble: HTMLElement | null, target: EventTarget | null): boolean => target instanceof Node && bubble?.contains(target) === true;
const keyFor = (found: readonly Found[]): string => found.map(({ key }) => key).join('\n');

/** Which of the two the reader uses: a mouse that was left somewhere does not answer for the keyboard. */
let used: { readonly target: Element; readonly x: number; readonly y: number } | 'keys' | null = null;

function byPointer(listener: Listener, on: On): () => void {
  let looking: ReturnType<typeof setTimeout> | undefined;
  /** Put away by Escape: it comes back when the sentence is pointed at anew. */
  let done: string | null = null;
  const look = (alt: boolean) => {
    if (!used || used === 'keys' || !used.target.isConnected) return;
    const found = sentencesAt(used.target, used);
    const key = keyFor(found);
    const shown = listener.shown();
    if (key !== done) done = null;
    if (shown?.key === key) return;
    if (found.length === 0 || !(alt || listener.isOn())) {
      // What the keyboard has asked for is not taken away by a mouse that was touched.
      if (shown?.by === 'pointer' || (shown && !found.length && shown.by === 'key')) listener.end();
    } else if (!done) listener.show(found, 'pointer', used.target);
  };
  on('pointermove', (event) => {
    if (event.pointerType === 'touch' || !(event.target instanceof Element)) return;
    clearTimeout(looking);
    if (isIn(listener.bubble(), event.target)) return;
    used = { target: event.target, x: event.clientX, y: event.clientY };
    if (listener.isOn() || event.altKey || listener.shown()) looking = setTimeout(look, LOOK_MS, event.altKey && !event.ctrlKey);
  });
  on('keydown', (event) => {
    if (event.key === 'Escape') done = listener.shown()?.key ?? null;
  });
  on('pointerout', (event) => {
    if (event.relatedTarget || event.pointerType === 'touch') return;
    clearTimeout(looking);
    if (listener.shown()?.by === 'pointer') looking = setTimeout(() => listener.end(), LOOK_MS);
  });
  return () => clearTimeout(looking);
}

function byKeys(listener: Listener, on: On, start: Start): () => void {
  let holding: ReturnType<typeof setTimeout> | undefined;
  let isHeld = false;
  const ask = () => {
    isHeld = true;
    const focused = document.activeElement;
    const byKey = used === 'keys' || (used === null && focused !== null && focused !== document.body && focused.matches(':focus-visible'));
    const hovered = used && used !== 'keys' ? used.target : [...document.querySelectorAll(':hover')].at(-1);
    const target = byKey ? focused : hovered;
    if (!target) return;
    const found = byKey ? sentencesOf(target) : sentencesAt(target, used && used !== 'keys' ? used : undefined);
    if (found.length > 0) listener.show(found, 'key', target);
  };
  const hold = () => {
    clearTimeout(holding);
    holding = setTimeout(ask, HOLD_MS);
  };
  if (start.alt) hold();
  start.alt = false;
  on('keydown', (event) => {
    const { bubble, shown } = { bubble: listener.bubble(), shown: listener.shown() };
    if (event.key === 'Escape' && shown) {
      // First the tip, then what it stands over.
      event.preventDefault();
      event.stopImmediatePropagation();
      listener.leave();
      return listener.end();
    }
    if (event.key === 'Alt') {
      if (!event.repeat && !event.ctrlKey && !event.shiftKey && !event.metaKey) hold();
      return undefined;
    }
    // Alt with another key is that key's: a letter with an accent, the browser's way back.
    clearTimeout(holding);
    if (event.altKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp') && !opensByArrow(event.target)) {
      event.preventDefault();
      return walk(listener, event.key === 'ArrowDown' ? 1 : -1);
    }
    if (event.key === 'Tab' || event.key.startsWith('Arrow')) used = 'keys';
    if (event.key !== 'Tab' || !shown) return undefined;
    if (isIn(bubble, document.activeElement)) {
      event.preventDefault();
      listener.leave();
      listener.end();
    } else if (!event.shiftKey && (shown.by === 'key' || shown.by === 'walk') && listener.enter()) event.preventDefault();
    return undefined;
  });
  on('keyup', (event) => {
    if (event.key !== 'Alt') return;
    clearTimeout(holding);
    // Otherwise the browser would open its menu.
    if (isHeld) event.preventDefault();
    isHeld = false;
  });
  on('focusin', (event) => {
    if (isIn(listener.bubble(), event.target) || !(event.target instanceof Element)) return;
    // A control takes the focus of the finger that is lifted from it.
    if (listener.shown()?.by === 'touch') return;
    const found = listener.isOn() && event.target.matches(':focus-visible') ? sentencesOf(event.target) : [];
    if (found.length > 0) listener.show(found, 'focus', event.target);
    else if (listener.shown()?.by !== 'pointer') listener.end();
  });
  return () => clearTimeout(holding);
}

/** Lists open with Alt and an arrow; in a field the keys write. */
const opensByArrow = (target: EventTarget | null): boolean =>
  target instanceof Element && target.matches('input, textarea, select, [role="combobox"], [aria-haspopup], [contenteditable]');

/** From one sentence of the page to the next, for who reads with the keyboard. */
function walk(listener: Listener, step: 1 | -1): void {
  const all = sentencesShown();
  const shown = listener.shown();
  const last = shown?.by === 'walk' ? walked : null;
  const now = last ? all.findIndex(({ key, at }) => key === last.key && sameRoom(at, last.at)) : -1;
  const next = now >= 0 ? all[now + step] : firstFrom(all, step);
  if (!next) return;
  walked = next;
  listener.show([next], 'walk', elementOf(next));
}
/** The same words may stand in several places: it is the place that one goes on from. */
let walked: Found | null = null;
export const elementOf = ({ at }: Found): Element | null =>
  at instanceof Range ? (at.startContainer as Node & { parentElement: Element | null }).parentElement : at;

/** Where the walk begins: at the control that has the focus, else with the page's title. */
function firstFrom(all: readonly Found[], step: 1 | -1): Found | undefined {
  const from = document.activeElement && document.activeElement !== document.body ? document.activeElement : document.querySelector('main');
  if (!from) return all[0];
  const follows = ({ at }: Found) => {
    const node = at instanceof Range ? at.startContainer : at;
    return from.contains(node) || Boolean(from.compareDocumentPosition(node) & Node.DOCUMENT_POSITION_FOLLOWING);
  };
  const first = all.findIndex(follows);
  return step === 1 ? all[first] : all[(first < 0 ? all.length : first) - 1];
}

function byFinger(listener: Listener, on: On, start: Start): () => void {
  let resting: ReturnType<typeof setTimeout> | undefined;
  /** Where the finger is. */
  let rests = { x: 0, y: 0 };
  /** The finger that asked has not done anything else yet. */
  let isAsking = false;
  const ask = ({ target, pointerId, x, y }: Omit<Touched, 'isLifted'>): boolean => {
    const found = target.isConnected ? sentencesAt(target, { x, y }) : [];
    if (found.length === 0) return false;
    listener.show(found, 'touch', target);
    // The press is over for the control: lifting the finger must not do what it says.
    target.dispatchEvent(new PointerEvent('pointercancel', { pointerId, pointerType: 'touch', bubbles: true }));
    return true;
  };
  const { touched } = start;
  start.touched = null;
  // What a finger did that is lifted already, its control has done.
  if (touched) isAsking = ask(touched) && !touched.isLifted;
  on('pointerdown', (event) => {
    isAsking = false;
    clearTimeout(resting);
    const { target, pointerId, pointerType, clientX: x, clientY: y } = event;
    if (isIn(listener.bubble(), target)) return;
    listener.end();
    if (pointerType !== 'touch' || !(target instanceof Element)) return;
    rests = { x, y };
    resting = setTimeout(() => (isAsking = ask({ target, pointerId, x, y })), REST_MS);
  });
  for (const type of ['pointerup', 'pointercancel'] as const) on(type, () => clearTimeout(resting));
  on('pointermove', (event) => hasMoved(rests, event) && clearTimeout(resting));
  const swallow = (event: Event) => {
    // Keys and scripts click without a finger.
    if (!isAsking || (event.type === 'click' && (event as MouseEvent).detail === 0)) return;
    // A link's own menu stays: it leads to a new tab. So does that of words which the finger has marked: it copies them.
    if (event.type === 'contextmenu' && (getSelection()?.isCollapsed === false || (event.target instanceof Element && event.target.closest('a[href]')))) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  on('click', swallow);
  on('contextmenu', swallow);
  return () => clearTimeout(resting);
}
