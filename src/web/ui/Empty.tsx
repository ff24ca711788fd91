import type { ReactNode } from 'react';
import type { Icon } from './icon.ts';

interface EmptyProps {
  readonly icon?: Icon;
  readonly title: string;
  /** What will stand here, and what it is good for. */
  readonly text?: ReactNode;
  /** The first step: a button or link. */
  readonly action?: ReactNode;
}

/** Nothing here yet: teaches, and offers the first step. */
export function Empty({ icon: Mark, title, text, action }: EmptyProps) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-4 py-12 text-center">
      {Mark && (
        <span className="mb-2 flex size-11 items-center justify-center rounded-card border border-line bg-canvas text-muted">
          <Mark size={20} aria-hidden />
        </span>
      )}
      <p className="text-14 font-semibold">{title}</p>
      {text && <p className="text-14 text-balance text-muted">{text}</p>}
      {action && <div className="mt-3 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
