import { classes } from '../ui/classes.ts';

/** What a call does, as HTTP calls it. Reading is quiet, changing is not. */
export function Method({ name }: { readonly name: string }) {
  return (
    <span
      translate="no"
      className={classes(
        'inline-flex w-16 flex-none justify-center rounded-mark px-1.5 py-0.5 font-mono text-12 font-medium',
        name === 'GET' ? 'bg-sunken text-muted' : 'bg-accent-soft text-accent-ink',
      )}
    >
      {name}
    </span>
  );
}
