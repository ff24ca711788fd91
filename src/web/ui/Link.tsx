import { createContext, useContext } from 'react';
import type { ComponentProps, MouseEvent } from 'react';
import { classes } from './classes.ts';

/** Goes to a page without loading it anew; the shell gives the router's. Without one a link is a plain link. */
export const Navigation = createContext<((href: string) => void) | null>(null);

/** What an `<a>` needs so that a plain click stays in the app and every other click stays the browser's. */
export function useLink(href: string, onClick?: (event: MouseEvent<HTMLAnchorElement>) => void) {
  const navigate = useContext(Navigation);
  return {
    href,
    onClick: (event: MouseEvent<HTMLAnchorElement>) => {
      onClick?.(event);
      const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
      if (!navigate || !plain || event.defaultPrevented || !href.startsWith('/') || event.currentTarget.target) return;
      event.preventDefault();
      navigate(href);
    },
  };
}

interface LinkProps extends Omit<ComponentProps<'a'>, 'href'> {
  readonly href: string;
  /** `plain` takes the color around it and shows the line on hover: for names in lists. */
  readonly look?: 'text' | 'plain';
}

export function Link({ href, look = 'text', className, onClick, children, ...rest }: LinkProps) {
  const link = useLink(href, onClick);
  return (
    <a
      {...rest}
      {...link}
      className={classes(
        'rounded-mark underline-offset-3 hover:underline',
        look === 'text' ? 'text-accent-ink underline decoration-[color-mix(in_oklab,currentColor_35%,transparent)] hover:decoration-current' : 'text-inherit',
        className,
      )}
    >
      {children}
    </a>
  );
}
