import type { ReactNode } from 'react';
import { classes } from './classes.ts';
import { useLink } from './Link.tsx';

interface CardProps {
  readonly title?: string;
  readonly action?: ReactNode;
  readonly children: ReactNode;
  /** The whole card leads somewhere. */
  readonly href?: string;
}

/** Only for what is an object: an account, a device, a plan. */
export function Card({ title, action, children, href }: CardProps) {
  return (
    <article
      className={classes('relative flex min-w-0 flex-col gap-3 rounded-card border border-line bg-surface p-5', href && 'transition-colors hover:border-edge')}
    >
      {(title || action) && (
        <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1">
          {title && <h3 className="text-14 font-semibold">{href ? <CardLink href={href}>{title}</CardLink> : title}</h3>}
          {action && <div className="relative flex-none">{action}</div>}
        </div>
      )}
      {children}
    </article>
  );
}

/** The link of the title covers the card; what else can be pressed lies above it. */
function CardLink({ href, children }: { readonly href: string; readonly children: string }) {
  const link = useLink(href);
  return (
    <a {...link} className="after:absolute after:inset-0 after:rounded-card">
      {children}
    </a>
  );
}
