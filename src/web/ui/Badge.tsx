import { classes } from './classes.ts';

/** A small neutral word or number beside a name: a role, a count. For states use `Status`. */
export function Badge({ children, accent = false }: { readonly children: string | number; readonly accent?: boolean }) {
  return (
    <span
      className={classes(
        'inline-flex rounded-mark px-1.5 py-px text-12 font-medium tabular-nums',
        accent ? 'bg-accent-soft text-accent-ink' : 'bg-sunken text-muted',
      )}
    >
      {children}
    </span>
  );
}
