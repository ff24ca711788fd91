import { Search } from 'lucide-react';
import { useEffect, useId, useRef, useState } from 'react';
import type { KeyboardEvent, ReactNode } from 'react';
import { classes } from '../ui/classes.ts';

export interface PickItem {
  readonly id: string;
  readonly content: ReactNode;
  readonly onPick: () => void;
  /** It is the one in force: the account one is in. */
  readonly current?: boolean;
}

export interface PickGroup {
  readonly id: string;
  readonly title?: string;
  readonly items: readonly PickItem[];
}

interface PickListProps {
  readonly label: string;
  readonly text: string;
  readonly onText: (text: string) => void;
  readonly groups: readonly PickGroup[];
  /** Said when nothing matches. */
  readonly none: string;
  readonly size?: 'normal' | 'large';
}

/** A box to type in and the things that match below it; the keyboard never leaves the box. */
export function PickList({ label, text, onText, groups, none, size = 'normal' }: PickListProps) {
  const id = useId();
  const items = groups.flatMap((group) => group.items);
  const [active, setActive] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const at = Math.min(active, items.length - 1);
  useEffect(() => setActive(0), [text]);
  useEffect(() => {
    // In braces: browsers of 2026 answer with a promise, which React would take for the effect's end.
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: 'nearest' });
  }, [at]);

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return; // Enter ends a Chinese word, not the search
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && items.length > 0) setActive((at + step + items.length) % items.length);
    else if (event.key === 'Home' && text === '') setActive(0);
    else if (event.key === 'End' && text === '') setActive(items.length - 1);
    else if (event.key === 'Enter') items[at]?.onPick();
    else return;
    event.preventDefault();
  };
  return (
    <div className="flex max-h-[inherit] min-h-0 flex-col">
      <div className="relative flex-none border-b border-line">
        <Search size={16} aria-hidden className="pointer-events-none absolute start-4 top-1/2 -translate-y-1/2 text-faint" />
        <input
          role="combobox"
          aria-label={label}
          aria-expanded={items.length > 0}
          aria-controls={`${id}-list`}
          aria-autocomplete="list"
          aria-activedescendant={items[at] ? `${id}-${items[at].id}` : undefined}
          placeholder={label}
          value={text}
          onChange={(event) => onText(event.target.value)}
          onKeyDown={onKeyDown}
          autoFocus
          autoComplete="off"
          spellCheck={false}
          className={classes('w-full bg-transparent ps-11 pe-4 text-16 outline-none!', size === 'large' ? 'min-h-14' : 'min-h-11')}
        />
      </div>
      <div ref={list} id={`${id}-list`} role="listbox" aria-label={label} className="min-h-0 flex-1 overflow-y-auto p-1.5">
        {groups.map((group) =>
          group.items.length === 0 ? null : (
            <div key={group.id} role="group" aria-labelledby={group.title ? `${id}-${group.id}` : undefined} className="not-first:mt-2">
              {group.title && (
                <p id={`${id}-${group.id}`} className="px-3 py-1 text-12 font-medium text-muted">
                  {group.title}
                </p>
              )}
              {group.items.map((item) => (
                // The keyboard acts in the box above, which names the active option (aria-activedescendant).
                // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus
                <div
                  key={item.id}
                  id={`${id}-${item.id}`}
                  role="option"
                  aria-selected={items[at] === item}
                  aria-current={item.current || undefined}
                  onPointerMove={() => setActive(items.indexOf(item))}
                  onClick={item.onPick}
                  className={classes(
                    'flex min-h-9 cursor-pointer items-center gap-3 rounded-control px-3 py-2 text-14 pointer-coarse:min-h-11',
                    items[at] === item && 'bg-ink/6',
                  )}
                >
                  {item.content}
                </div>
              ))}
            </div>
          ),
        )}
      </div>
      <p role="status" className={items.length === 0 ? 'px-4 pb-4 text-14 text-muted' : 'sr-only'}>
        {items.length === 0 && none}
      </p>
    </div>
  );
}
