import type { ReactElement, ReactNode } from 'react';
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog';
import { Popover as AriaPopover } from 'react-aria-components/Popover';
import { Pressable } from 'react-aria-components/Pressable';

interface PopoverProps {
  readonly label: string;
  readonly trigger: ReactElement<Record<string, unknown>>;
  readonly children: ReactNode | ((close: () => void) => ReactNode);
  readonly side?: 'start' | 'end';
  readonly open?: boolean;
  readonly onOpenChange?: (open: boolean) => void;
}

/** Something small beside its button: notices, a filter. Closes with Escape and on a click outside. */
export function Popover({ label, trigger, children, side = 'start', open, onOpenChange }: PopoverProps) {
  return (
    <DialogTrigger isOpen={open} onOpenChange={onOpenChange}>
      <Pressable>{trigger as never}</Pressable>
      <AriaPopover
        placement={side === 'end' ? 'bottom end' : 'bottom start'}
        offset={6}
        className="float flex flex-col overflow-hidden max-w-[min(24rem,calc(100dvw-var(--gutter)-1.5rem))] animate-appear text-14"
      >
        <Dialog aria-label={label} className="max-h-[70vh] min-h-0 overflow-y-auto outline-none">
          {typeof children === 'function' ? ({ close }) => children(close) : children}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
