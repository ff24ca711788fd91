import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useHouse } from '../house.tsx';
import { classes } from './classes.ts';
import { IconButton } from './IconButton.tsx';
import { meaningBox, meaningIcon, meaningText } from './meaning.ts';
import type { Meaning } from './meaning.ts';

interface BannerProps {
  readonly kind: Meaning;
  readonly title?: string;
  readonly children?: ReactNode;
  /** A button or link: what to do about it. */
  readonly action?: ReactNode;
  readonly onClose?: () => void;
  /** Read out at once, even in the middle of a sentence: only for what stops the reader. */
  readonly urgent?: boolean;
}

/** A notice in the place that it concerns. */
export function Banner({ kind, title, children, action, onClose, urgent }: BannerProps) {
  const { t } = useHouse();
  const Mark = meaningIcon[kind];
  return (
    <div role={urgent ? 'alert' : 'status'} className={classes('flex items-start gap-3 rounded-card border px-4 py-3', meaningBox[kind])}>
      <Mark size={20} aria-hidden className={classes('mt-px flex-none', meaningText[kind])} />
      <div className="flex min-w-0 flex-1 flex-wrap items-center justify-between gap-x-6 gap-y-2">
        <div className="min-w-0 flex-1 basis-60 text-14">
          <span className="sr-only">{t(`ui.kind.${kind}`)}</span>
          {title && <p className="font-semibold">{title}</p>}
          {children && <div className={classes(title && 'mt-0.5', 'text-ink')}>{children}</div>}
        </div>
        {action}
      </div>
      {onClose && <IconButton icon={X} label={t('ui.close')} size="small" onPress={onClose} className="-me-1.5 -mt-1" />}
    </div>
  );
}
