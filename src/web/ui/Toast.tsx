import { Check, X } from 'lucide-react';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { useHouse } from '../house.tsx';
import { Button } from './Button.tsx';
import { IconButton } from './IconButton.tsx';

interface Toast {
  readonly id: number;
  readonly text: string;
  readonly onUndo?: (() => unknown) | undefined;
}

let toasts: readonly Toast[] = [];
let lastId = 0;
const listeners = new Set<() => void>();

function change(next: readonly Toast[]): void {
  toasts = next;
  for (const listener of listeners) listener();
}

/** The echo of one's own act: "Ana Ruiz removed", with undo where it can be undone. Nothing else is a toast. */
export function toast(text: string, options: { readonly onUndo?: () => unknown } = {}): void {
  change([...toasts.slice(-2), { id: ++lastId, text, onUndo: options.onUndo }]);
}

const forget = (id: number) => change(toasts.filter((each) => each.id !== id));

/** Stands once in the shell. */
export function Toaster() {
  const { t } = useHouse();
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
  );
  return (
    <section
      aria-label={t('ui.toasts')}
      className="pointer-events-none fixed inset-x-0 bottom-0 z-50 flex flex-col items-center gap-2 p-4 pb-20 sm:items-start sm:pb-4"
    >
      <div role="status" className="contents">
        {shown.map((each) => (
          <ToastBox key={each.id} toast={each} />
        ))}
      </div>
    </section>
  );
}

/** Long enough to read and to reach; while the pointer or the focus is on it, it stays. */
const SHOWN_MS = { plain: 6_000, undo: 12_000 } as const;

function ToastBox({ toast: { id, text, onUndo } }: { readonly toast: Toast }) {
  const { t } = useHouse();
  const [held, hold] = useState(false);
  useEffect(() => {
    if (held) return;
    const timer = setTimeout(() => forget(id), onUndo ? SHOWN_MS.undo : SHOWN_MS.plain);
    return () => clearTimeout(timer);
  }, [held, id, onUndo]);
  return (
    <div
      onPointerEnter={() => hold(true)}
      onPointerLeave={() => hold(false)}
      onFocus={() => hold(true)}
      onBlur={() => hold(false)}
      className="float pointer-events-auto flex w-fit max-w-full animate-rise items-center gap-3 py-2 ps-4 pe-2 text-14"
    >
      <Check size={16} aria-hidden className="flex-none text-success" />
      <span className="min-w-0 py-1">{text}</span>
      {onUndo && (
        <Button
          variant="quiet"
          size="small"
          onPress={async () => {
            await onUndo();
            forget(id);
          }}
        >
          {t('ui.undo')}
        </Button>
      )}
      <IconButton icon={X} label={t('ui.close')} size="small" onPress={() => forget(id)} />
    </div>
  );
}
