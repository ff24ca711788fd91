import type { ReactNode } from 'react';
import { classes } from '../../../../web/ui/classes.ts';
import { Select } from '../../../../web/ui/Select.tsx';

export interface PickEntry {
  readonly id: string;
  readonly label: string;
  readonly detail?: string | undefined;
  readonly dim?: boolean;
}
export interface PickGroup {
  readonly id: string;
  readonly title: string;
  readonly entries: readonly PickEntry[];
}

interface PickProps {
  readonly label: string;
  readonly groups: readonly PickGroup[];
  readonly chosen: string | undefined;
  readonly onChoose: (id: string) => void;
  /** Above the list: a search. */
  readonly head?: ReactNode;
  /** Under an empty list. */
  readonly empty?: ReactNode;
  readonly children: ReactNode;
}

/** A list beside what is chosen in it; on narrow pages one field above it. Prints what is chosen. */
export function PickList({ label, groups, chosen, onChoose, head, empty, children }: PickProps) {
  const entries = groups.flatMap((group) => group.entries);
  return (
    <div className="grid gap-x-10 gap-y-6 nav:grid-cols-[17rem_minmax(0,1fr)] print:block">
      <div className="flex min-w-0 flex-col gap-4 nav:sticky nav:top-[calc(var(--top-bar)+1.5rem)] nav:max-h-[calc(100dvh-var(--top-bar)-3rem)] nav:self-start print:hidden">
        {head}
        <div className="nav:hidden">
          {entries.length > 0 && (
            <Select
              name={`pick-${label}`}
              label={label}
              value={chosen ?? ''}
              onChange={onChoose}
              options={entries.map(({ id, label: name }) => ({ id, label: name }))}
            />
          )}
        </div>
        <nav aria-label={label} className="hidden min-h-0 flex-col gap-4 overflow-y-auto nav:flex">
          {groups.map((group) => (
            <div key={group.id} className="flex flex-col gap-1">
              <p className="px-3 text-12 font-semibold text-muted">{group.title}</p>
              <ul className="flex flex-col">
                {group.entries.map((entry) => (
                  <Entry key={entry.id} entry={entry} chosen={entry.id === chosen} onChoose={onChoose} />
                ))}
              </ul>
            </div>
          ))}
        </nav>
        {entries.length === 0 && empty}
      </div>
      <div className="min-w-0">{children}</div>
    </div>
  );
}

function Entry({ entry, chosen, onChoose }: { readonly entry: PickEntry; readonly chosen: boolean; readonly onChoose: (id: string) => void }) {
  return (
    <li>
      <button
        type="button"
        aria-current={chosen || undefined}
        onClick={() => onChoose(entry.id)}
        className={classes(
          'flex min-h-8 w-full items-baseline justify-between gap-3 rounded-control px-3 py-1.5 text-start text-14 hover:bg-sunken',
          chosen && 'bg-accent-soft font-medium text-accent-ink hover:bg-accent-soft',
          !chosen && entry.dim && 'text-muted',
        )}
      >
        <span className="min-w-0 break-words">{entry.label}</span>
        {entry.detail && <span className="flex-none text-12 font-normal text-muted tabular-nums">{entry.detail}</span>}
      </button>
    </li>
  );
}
