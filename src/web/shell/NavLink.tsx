import type { Icon } from '../ui/Button.tsx';
import { classes } from '../ui/classes.ts';
import { useLink } from '../ui/Link.tsx';
import { Tip } from '../ui/Tip.tsx';

interface NavLinkProps {
  readonly href: string;
  readonly icon: Icon;
  readonly label: string;
  /** It leads to the page that is open. */
  readonly here: boolean;
  readonly folded: boolean;
}

/** An entry of the left navigation; folded, its words are a tip. */
export function NavLink({ href, icon: Mark, label, here, folded }: NavLinkProps) {
  const link = useLink(href);
  return (
    <Tip text={folded ? label : undefined} names>
      <a
        {...link}
        aria-current={here ? 'page' : undefined}
        aria-label={folded ? label : undefined}
        className={classes(
          'flex min-h-9 min-w-0 items-center gap-2.5 rounded-control text-14 transition-colors pointer-coarse:min-h-10',
          folded ? 'w-10 justify-center' : 'px-2.5 py-1.5',
          here ? 'bg-accent-soft font-medium text-accent-ink' : 'text-ink hover:bg-ink/6',
        )}
      >
        <Mark size={folded ? 20 : 16} aria-hidden className={classes('flex-none', !here && 'text-muted')} />
        {!folded && <span className="min-w-0 leading-snug break-words">{label}</span>}
      </a>
    </Tip>
  );
}
