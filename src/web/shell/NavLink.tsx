import { Lock } from 'lucide-react';
import type { ReactElement } from 'react';
import type { Permission } from '../../core/grants.ts';
import { useHouse } from '../house.tsx';
import type { Icon } from '../ui/icon.ts';
import { classes } from '../ui/classes.ts';
import { useLink } from '../ui/Link.tsx';
import { Tip } from '../ui/Tip.tsx';
import { useSlots } from './slots.ts';

interface NavEntryProps {
  readonly icon: Icon;
  readonly label: string;
  readonly folded: boolean;
}
interface NavLinkProps extends NavEntryProps {
  readonly href: string;
  /** It leads to the page that is open. */
  readonly here: boolean;
  /** Its name where the words around it are not seen: folded. */
  readonly fullName?: string;
}

const look = (folded: boolean, more: string): string =>
  classes(
    'flex min-h-9 min-w-0 items-center gap-2.5 rounded-control text-14 transition-colors pointer-coarse:min-h-10',
    folded ? 'w-10 justify-center' : 'px-2.5 py-1.5',
    more,
  );

/** An entry of the left navigation; folded, its words are a tip. */
export function NavLink({ href, icon: Mark, label, here, folded, fullName = label }: NavLinkProps) {
  const link = useLink(href);
  return (
    <Tip text={folded ? fullName : undefined} names>
      <a
        {...link}
        aria-current={here ? 'page' : undefined}
        aria-label={folded ? fullName : undefined}
        className={look(folded, here ? 'bg-accent-soft font-medium text-accent-ink' : 'text-ink hover:bg-ink/6')}
      >
        <Mark size={folded ? 20 : 16} aria-hidden className={classes('flex-none', !here && 'text-muted')} />
        {!folded && <span className="min-w-0 leading-snug break-words">{label}</span>}
      </a>
    </Tip>
  );
}

interface BarredNavProps extends NavEntryProps {
  readonly href: string;
  readonly lacks: Permission;
}

/** An entry that the reader's roles do not open: it says why, and who can help. */
export function BarredNav({ href, icon: Mark, label, lacks, folded }: BarredNavProps) {
  const { t } = useHouse();
  const { WhyNot } = useSlots();
  const link = useLink(href);
  const name = t('ui.refusal.barred', { label });
  const inside = (
    <>
      <Mark size={folded ? 20 : 16} aria-hidden className="flex-none opacity-60" />
      {!folded && <span className="min-w-0 flex-1 text-start leading-snug break-words">{label}</span>}
      {!folded && <Lock size={14} aria-hidden className="flex-none opacity-70" />}
    </>
  );
  const dress = look(folded, 'w-full text-muted hover:bg-ink/6');
  // The refusal of the page itself explains as well.
  const trigger: ReactElement<Record<string, unknown>> = WhyNot ? (
    <button type="button" aria-label={name} className={dress}>
      {inside}
    </button>
  ) : (
    <a {...link} aria-label={name} className={dress}>
      {inside}
    </a>
  );
  return (
    <Tip text={folded ? name : undefined} names>
      {WhyNot ? <WhyNot permission={lacks} needs="view" trigger={trigger} /> : trigger}
    </Tip>
  );
}
