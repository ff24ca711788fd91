import { classes } from './classes.ts';

export interface ButtonLook {
  /** One `primary` a page. `danger` only where something is lost. */
  readonly variant?: 'primary' | 'secondary' | 'quiet' | 'danger' | undefined;
  readonly size?: 'normal' | 'small' | undefined;
  /** As wide as its column: forms on small screens, sign-in. */
  readonly wide?: boolean | undefined;
}

const looks = {
  primary: 'bg-accent text-on-accent border-transparent shadow-control hover:bg-accent-hover active:brightness-95',
  secondary: 'bg-surface text-ink border-edge/55 shadow-control hover:bg-hover hover:border-edge active:bg-sunken',
  quiet: 'text-ink border-transparent hover:bg-ink/6 active:bg-ink/10',
  danger: 'bg-danger-fill text-[#fff] border-transparent shadow-control hover:bg-danger-fill-hover active:brightness-95',
} as const;

const barred = {
  primary:
    'aria-disabled:not-aria-busy:bg-sunken aria-disabled:not-aria-busy:text-faint aria-disabled:not-aria-busy:border-line aria-disabled:not-aria-busy:shadow-none',
  secondary:
    'aria-disabled:not-aria-busy:bg-sunken aria-disabled:not-aria-busy:text-faint aria-disabled:not-aria-busy:border-line aria-disabled:not-aria-busy:shadow-none',
  quiet: 'aria-disabled:not-aria-busy:text-faint aria-disabled:not-aria-busy:bg-transparent',
  danger:
    'aria-disabled:not-aria-busy:bg-sunken aria-disabled:not-aria-busy:text-faint aria-disabled:not-aria-busy:border-line aria-disabled:not-aria-busy:shadow-none',
} as const;

/** The class names of a button, also for links that look like one. */
export function buttonLook({ variant = 'secondary', size = 'normal', wide = false }: ButtonLook, more?: string): string {
  return classes(
    'inline-flex items-center justify-center gap-2 border rounded-control font-medium text-center transition-colors select-none no-underline',
    size === 'small' ? 'min-h-control-small px-2.5 py-0.5 text-13' : 'min-h-control px-3.5 py-1 text-14',
    wide ? 'w-full' : 'max-w-full',
    looks[variant],
    barred[variant],
    more,
  );
}
