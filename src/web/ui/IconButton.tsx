import type { ComponentProps } from 'react';
import type { Icon } from './icon.ts';
import { classes } from './classes.ts';
import { Tip } from './Tip.tsx';

interface IconButtonProps extends Omit<ComponentProps<'button'>, 'children' | 'disabled'> {
  readonly icon: Icon;
  /** What it does; read out, and shown as a tip. */
  readonly label: string;
  readonly size?: 'normal' | 'small';
  readonly onPress?: () => void;
  /** A number on the corner: unread notices. */
  readonly mark?: number | undefined;
}

export function IconButton({ icon: Mark, label, size = 'normal', onPress, onClick, mark, className, ...rest }: IconButtonProps) {
  return (
    <Tip text={label} names>
      <button
        type="button"
        aria-label={label}
        {...rest}
        onClick={(event) => {
          onClick?.(event);
          onPress?.();
        }}
        className={classes(
          'relative inline-flex flex-none items-center align-middle justify-center rounded-control text-muted transition-colors hover:bg-ink/6 hover:text-ink aria-expanded:bg-ink/6 aria-pressed:bg-accent-soft aria-pressed:text-accent-ink',
          size === 'small' ? 'size-control-small' : 'size-control',
          className,
        )}
      >
        <Mark size={size === 'small' ? 16 : 20} aria-hidden />
        {mark ? (
          <span className="absolute top-0.5 right-0.5 min-w-4 rounded-full bg-danger-fill px-1 text-center text-12 leading-4 font-semibold text-[#fff] tabular-nums">
            {mark > 99 ? '99+' : mark}
          </span>
        ) : null}
      </button>
    </Tip>
  );
}
