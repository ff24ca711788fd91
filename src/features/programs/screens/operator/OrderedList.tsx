import { ArrowDown, ArrowUp, GripVertical } from 'lucide-react';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useHouse } from '../../../../web/house.tsx';
import { classes } from '../../../../web/ui/classes.ts';
import { IconButton } from '../../../../web/ui/IconButton.tsx';

interface OrderedListProps<Item> {
  readonly label: string;
  readonly items: readonly Item[];
  readonly keyOf: (item: Item) => string;
  readonly nameOf: (item: Item) => string;
  readonly editable: boolean;
  readonly onOrder: (keys: readonly string[]) => unknown;
  readonly children: (item: Item) => ReactNode;
}

/** A list whose order is the operator's: by the buttons (which the keyboard reaches) or by dragging. */
export function OrderedList<Item>({ label, items, keyOf, nameOf, editable, onOrder, children }: OrderedListProps<Item>) {
  const { t } = useHouse();
  const [dragged, drag] = useState<number | null>(null);
  const [said, say] = useState('');
  const move = (from: number, to: number) => {
    const item = items[from];
    if (!item || to < 0 || to >= items.length || from === to) return;
    const keys = items.map(keyOf).toSpliced(from, 1).toSpliced(to, 0, keyOf(item));
    say(t('programs.op.moved', { name: nameOf(item), place: to + 1, all: items.length }));
    onOrder(keys);
  };
  return (
    <>
      <ol aria-label={label} className="divide-y divide-line rounded-card border border-line bg-surface">
        {items.map((item, at) => (
          // Dragging is for the mouse alone; the buttons in the line do the same for everyone.
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
          <li
            key={keyOf(item)}
            draggable={editable}
            onDragStart={() => drag(at)}
            onDragEnd={() => drag(null)}
            onDragOver={(event) => dragged !== null && event.preventDefault()}
            onDrop={() => dragged !== null && move(dragged, at)}
            className={classes('flex items-center gap-3 px-3 py-3', dragged === at && 'opacity-50')}
          >
            {editable && <GripVertical size={16} aria-hidden className="flex-none cursor-grab text-faint max-sm:hidden" />}
            <div className="min-w-0 flex-1">{children(item)}</div>
            {editable && (
              <span className="flex flex-none">
                <IconButton
                  icon={ArrowUp}
                  size="small"
                  label={t('programs.op.up', { name: nameOf(item) })}
                  aria-disabled={at === 0 || undefined}
                  onPress={() => move(at, at - 1)}
                />
                <IconButton
                  icon={ArrowDown}
                  size="small"
                  label={t('programs.op.down', { name: nameOf(item) })}
                  aria-disabled={at === items.length - 1 || undefined}
                  onPress={() => move(at, at + 1)}
                />
              </span>
            )}
          </li>
        ))}
      </ol>
      <span role="status" className="sr-only">
        {said}
      </span>
    </>
  );
}
