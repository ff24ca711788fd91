import { Circle } from 'lucide-react';
import { classes } from './classes.ts';
import { meaningBox, meaningIcon, meaningText } from './meaning.ts';
import type { Meaning } from './meaning.ts';

interface StatusProps {
  /** `plain` for a state that is neither good nor bad: a draft. */
  readonly kind: Meaning | 'plain';
  /** The state, agreeing with its noun. */
  readonly children: string;
  /** Without the box, in tables and lists where many stand under each other. */
  readonly bare?: boolean;
}

/** A state: icon and word, so that the color is never alone. */
export function Status({ kind, children, bare = false }: StatusProps) {
  const Mark = kind === 'plain' ? Circle : meaningIcon[kind];
  const box = kind === 'plain' ? 'bg-sunken border-line' : meaningBox[kind];
  const text = kind === 'plain' ? 'text-muted' : meaningText[kind];
  return (
    <span className={classes('inline-flex items-baseline gap-1.5 text-13 font-medium', text, !bare && 'rounded-full border px-2 py-px', !bare && box)}>
      <Mark size={14} aria-hidden className="flex-none self-center" />
      <span>{children}</span>
    </span>
  );
}
