import { Suspense, useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { Locale } from '../../core/locale.ts';
import { needParts } from '../catalog.ts';
import { loadHan, useHouse } from '../house.tsx';
import type { Suggesting } from '../shell/slots.ts';
import { useSlots } from '../shell/slots.ts';
import { onTold } from './articles.ts';
import type { Found } from './finding.ts';
import { toldNow } from './finding.ts';
import { elementOf, listen } from './listening.ts';
import type { By, Listener } from './listening.ts';
import type { Start } from './SecondLanguage.tsx';
import { patternIn, sayIn } from './speaking.ts';
import { useSecondLanguage } from './useSecondLanguage.ts';

interface Line {
  readonly found: Found;
  readonly said: string;
  readonly lang: Locale;
}
interface Shown {
  readonly key: string;
  readonly by: By;
  readonly lines: readonly Line[];
  /** Where the reader is. */
  readonly origin: Element | null;
}
type Suggestion = Omit<Suggesting, 'onClose'>;

/** The same sentence in the second language, in a quiet tip: under the pointer, of the focused control, under a finger. It moves nothing. */
export function SentenceTips({ start }: { readonly start: Start }) {
  const { locale, t } = useHouse();
  const { mode, other } = useSecondLanguage();
  const { suggest: SuggestDialog } = useSlots();
  const id = useId();
  const bubble = useRef<HTMLDivElement>(null);
  const [suggesting, suggest] = useState<Suggestion | null>(null);
  const { shown, show, end } = useShown(other);
  const isOn = mode !== 'off' && !suggesting;
  useListening({ start, bubble, shown, show, end, isOn });
  usePlaced(bubble, shown, id);
  const actable = SuggestDialog ? (shown?.lines ?? []).filter((line) => isSuggestable(line, locale)) : [];
  const begin = async (line: Line) => {
    const ready = await suggestionFor(line, locale, other);
    focusOn(shown?.origin ?? null);
    end();
    suggest(ready);
  };
  return createPortal(
    // A dialog leaves alone what says that it floats above it (react-aria).
    <div data-second="" data-react-aria-top-layer="true">
      <div
        ref={bubble}
        popover="manual"
        className={shown ? 'float fixed inset-auto m-0 max-w-[min(30rem,calc(100vw-1rem))] animate-appear px-3 py-2 text-14 print:hidden' : 'hidden'}
      >
        <div id={id} role="tooltip">
          {shown?.lines.map(({ said, lang, found }) => (
            <p key={found.key} lang={lang} className="break-words whitespace-pre-line not-first:mt-1 not-first:border-t not-first:border-line not-first:pt-1">
              {said}
            </p>
          ))}
        </div>
        {actable.length > 0 && (
          <div className="mt-1.5 flex flex-col items-start border-t border-line pt-1">
            {actable.map((line) => (
              <button
                key={line.found.key}
                type="button"
                onClick={() => void begin(line)}
                className="min-h-6 rounded-control text-start text-13 text-accent-ink underline-offset-3 hover:underline focus-visible:outline-2 focus-visible:outline-offset-2 focus-visible:outline-accent-ink pointer-coarse:min-h-10"
              >
                {actable.length > 1 ? t('second.suggest_for', { sentence: line.found.own }) : t('second.suggest')}
              </button>
            ))}
          </div>
        )}
      </div>
      <div aria-live="polite" className="sr-only">
        {shown?.by === 'walk' &&
          shown.lines.map(({ said, lang, found }) => (
            <p key={found.key}>
              <span lang={locale}>{found.own}</span> <span lang={lang}>{said}</span>
            </p>
          ))}
      </div>
      {suggesting && SuggestDialog && (
        <Suspense fallback={null}>
          <SuggestDialog {...suggesting} onClose={() => suggest(null)} />
        </Suspense>
      )}
    </div>,
    document.body,
  );
}

/** What is shown; of two that were asked for, the later one. */
function useShown(other: Locale) {
  const [shown, setShown] = useState<Shown | null>(null);
  const latest = useRef<object | null>(null);
  const asked = useRef<readonly [readonly Found[], By, Element | null] | null>(null);
  const show = useCallback(
    async (found: readonly Found[], by: By, origin: Element | null) => {
      const turn = {};
      latest.current = turn;
      asked.current = [found, by, origin];
      void loadHan(other);
      // Without a connection there is nothing to show, and nothing that the reader must be told.
      const [lines] = await Promise.all([Promise.all(found.map((each) => lineFor(each, other))), needParts(['second'])]).catch(() => [[]]);
      if (latest.current !== turn) return;
      const known = lines.flatMap((line) => line ?? []);
      setShown(known.length > 0 ? { key: found.map(({ key }) => key).join('\n'), by, origin, lines: known } : null);
    },
    [other],
  );
  const end = useCallback(() => {
    latest.current = null;
    asked.current = null;
    setShown(null);
  }, []);
  useEffect(
    () =>
      onTold(() => {
        const [found = [], ...rest] = asked.current ?? [];
        // What the text tells now: when it was asked for, the other language was not here yet.
        if (rest.length === 2 && found.some(({ told }) => told)) void show(found.map(toldNow), ...rest);
      }),
    [show],
  );
  return { shown, show, end };
}

async function lineFor(found: Found, other: Locale): Promise<Line | null> {
  if (found.source) {
    const said = await sayIn(other, found.source);
    return said === null ? null : { found, said, lang: other };
  }
  found.told?.want();
  const said = found.told?.said(found.place ?? '') ?? null;
  return said === null || !found.told ? null : { found, said, lang: found.told.other };
}

function useListening({ start, bubble, shown, show, end, isOn }: ListeningProps): void {
  const now = useRef({ shown, isOn });
  useEffect(() => {
    now.current = { shown, isOn };
  });
  useEffect(() => {
    const listener: Listener = {
      isOn: () => now.current.isOn,
      shown: () => now.current.shown,
      bubble: () => bubble.current,
      show: (...asked) => void show(...asked),
      end,
      enter: () => focusOn(bubble.current?.querySelector('button') ?? null),
      leave: () => bubble.current?.contains(document.activeElement) && void focusOn(now.current.shown?.origin ?? null),
      move: () => {
        const { shown: moved } = now.current;
        if (moved && bubble.current && !place(bubble.current, moved)) end();
      },
    };
    return listen(listener, start);
  }, [start, bubble, show, end]);
}
interface ListeningProps {
  readonly start: Start;
  readonly bubble: { readonly current: HTMLDivElement | null };
  readonly shown: Shown | null;
  show(found: readonly Found[], by: By, origin: Element | null): Promise<void>;
  end(): void;
  readonly isOn: boolean;
}

function focusOn(target: Element | null): boolean {
  (target as HTMLElement | null)?.focus?.();
  return target !== null;
}

/** Puts the tip beside its sentence, marks the sentence, and ties both together for screen readers. */
function usePlaced(bubble: { readonly current: HTMLDivElement | null }, shown: Shown | null, id: string): void {
  const ranges = useMemo(() => (shown?.lines ?? []).flatMap(({ found: { at } }) => (at instanceof Range ? [at] : [])), [shown]);
  useEffect(() => {
    if (!shown || !bubble.current) return undefined;
    const { origin, by, lines } = shown;
    if (by === 'walk') (lines[0] && elementOf(lines[0].found))?.scrollIntoView({ block: 'nearest' });
    bubble.current.showPopover?.();
    place(bubble.current, shown);
    const marks = typeof Highlight === 'function' ? CSS.highlights : undefined;
    marks?.set('second', new Highlight(...ranges));
    const described = by === 'walk' || by === 'touch' ? null : origin?.closest('a, button, input, select, textarea, [tabindex]');
    const words = new Set(described?.getAttribute('aria-describedby')?.split(/\s+/) ?? []);
    described?.setAttribute('aria-describedby', [...words.add(id)].join(' '));
    return () => {
      marks?.delete('second');
      const left = (described?.getAttribute('aria-describedby') ?? '').split(/\s+/).filter((word) => word && word !== id);
      if (left.length > 0) described?.setAttribute('aria-describedby', left.join(' '));
      else described?.removeAttribute('aria-describedby');
    };
  }, [shown, bubble, id, ranges]);
}

const GAP = 6;
/** Below its sentence when there is room (the names of buttons stand above them), else above. @returns false: the sentence has left the window */
function place(bubble: HTMLElement, { lines: [first], origin, by }: Shown): boolean {
  const isFocused = by === 'focus' || (by === 'key' && origin === document.activeElement);
  const from = isFocused ? (origin ?? first?.found.at) : first?.found.at;
  if (!from) return false;
  const at = from.getBoundingClientRect();
  if (at.bottom < 0 || at.top > innerHeight) return false;
  const size = bubble.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left + Math.min(at.width, 320) / 2 - size.width / 2, innerWidth - size.width - 8));
  const isBelow = at.bottom + GAP + size.height < innerHeight - 4 || at.top < size.height + GAP;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${isBelow ? Math.min(at.bottom + GAP, innerHeight - size.height - 4) : at.top - size.height - GAP}px`;
  return true;
}

/** A translation is suggested against English: one of the two languages is it, or can be fetched. */
function isSuggestable({ found: { source, told }, lang }: Line, locale: Locale): boolean {
  if (source) return true;
  return told !== undefined && told.article !== null && (told.lang === 'en') !== (lang === 'en') && told.lang === locale;
}

async function suggestionFor({ found, said }: Line, locale: Locale, other: Locale): Promise<Suggestion | null> {
  // Who reads English looks at a translation: it is that one they would say better.
  const meant = locale === 'en' ? other : locale;
  if (found.source) {
    const key = found.source.id;
    const [own, source] = await Promise.all([patternIn(meant, key), patternIn('en', key)]);
    return { sentence: { kind: 'interface', key }, locale: meant, own, source };
  }
  if (!found.told?.article) return null;
  const [own, source] = locale === 'en' ? [said, found.own] : [found.own, said];
  return { sentence: { kind: 'article', article: found.told.article, place: found.place ?? '' }, locale: meant, own, source };
}
