import type { ReactNode } from 'react';
import type { Icon } from './icon.ts';
import { buttonLook } from './buttonLook.ts';
import type { ButtonLook } from './buttonLook.ts';
import { useLink } from './Link.tsx';

interface LinkButtonProps extends ButtonLook {
  readonly href: string;
  readonly children: ReactNode;
  readonly icon?: Icon;
  /** A file is saved, not opened. */
  readonly download?: boolean;
}

/** A link that looks like a button: it goes somewhere, and opens in a new tab like any link. */
export function LinkButton({ href, children, icon: Mark, download, ...look }: LinkButtonProps) {
  const link = useLink(href);
  return (
    <a {...(download ? { href, download: '' } : link)} className={buttonLook(look)}>
      {Mark && <Mark size={16} aria-hidden className="flex-none" />}
      <span>{children}</span>
    </a>
  );
}
