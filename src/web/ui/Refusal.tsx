import { Lock } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from './classes.ts';

interface RefusalProps {
  /** What it takes: "You need *Billing admin* to see invoices." */
  readonly title: string;
  /** What else there is to know, a sentence each. */
  readonly notes?: readonly string[];
  /** What the reader can do about it, the likeliest first. */
  readonly actions?: ReactNode;
  /** Who can help. */
  readonly people?: ReactNode;
  /** Beside a button instead of in place of a page. */
  readonly small?: boolean;
}

/** Not with your roles, not in this company, not without a program: what it takes, what to do, and who can help. */
export function Refusal({ title, notes = [], actions, people, small = false }: RefusalProps) {
  return (
    <div className={classes('flex flex-col gap-4', small ? 'w-80 max-w-full p-4' : 'mx-auto max-w-md items-center px-4 py-12 text-center')}>
      <div className={classes('flex gap-2', small ? 'items-start gap-3' : 'flex-col items-center')}>
        <span className={classes('flex flex-none items-center justify-center text-muted', !small && 'mb-2 size-11 rounded-card border border-line bg-canvas')}>
          <Lock size={small ? 16 : 20} aria-hidden className={small ? 'mt-0.5' : undefined} />
        </span>
        <div role="status" className="flex min-w-0 flex-col gap-1.5">
          <p className={classes('text-14 font-semibold', !small && 'text-balance')}>{title}</p>
          {notes.map((note) => (
            <p key={note} className="text-14 text-muted">
              {note}
            </p>
          ))}
        </div>
      </div>
      {actions && <div className={classes('flex flex-wrap gap-2', !small && 'justify-center')}>{actions}</div>}
      {people && <div className={classes(small ? 'border-t border-line pt-4' : 'mt-2 w-full rounded-card border border-line bg-surface p-5')}>{people}</div>}
    </div>
  );
}
