import { cloneElement, useEffect, useId, useRef, useState } from 'react';
import type { ReactElement } from 'react';

interface TipProps {
  /** What the control does, or why it cannot; already translated. Without it the child stands alone. */
  readonly text: string | undefined;
  readonly children: ReactElement<{ 'aria-describedby'?: string | undefined }>;
  /** The text is the control's name, read out already: the tip is for eyes only. */
  readonly names?: boolean;
}

/**
 * A word beside a control, on hover and on focus. In the browser's top layer, so that no scrolling parent cuts it;
 * it stays while the pointer is on it and goes with Escape (WCAG 1.4.13).
 */
export function Tip({ text, children, names = false }: TipProps) {
  const id = useId();
  const [open, setOpen] = useState(false);
  const anchor = useRef<HTMLSpanElement>(null);
  const bubble = useRef<HTMLSpanElement>(null);

  useEffect(() => {
    if (!open || !bubble.current || !anchor.current) return;
    bubble.current.showPopover?.();
    place(bubble.current, anchor.current.firstElementChild ?? anchor.current);
    const close = (event: KeyboardEvent) => event.key === 'Escape' && setOpen(false);
    const leave = () => setOpen(false);
    addEventListener('keydown', close);
    addEventListener('scroll', leave, { capture: true, passive: true });
    return () => {
      removeEventListener('keydown', close);
      removeEventListener('scroll', leave, { capture: true });
    };
  }, [open]);

  if (!text) return children;
  const describedBy = [children.props['aria-describedby'], id].filter(Boolean).join(' ');
  return (
    <span
      ref={anchor}
      role="presentation"
      className="contents"
      onPointerEnter={(event) => event.pointerType !== 'touch' && setOpen(true)}
      onPointerLeave={() => setOpen(false)}
      onFocus={(event) => setOpen(event.target.matches(':focus-visible'))}
      onBlur={() => setOpen(false)}
      // A finger has no hover: a tap on what cannot be done says why.
      onClick={() => setOpen((was) => was || anchor.current?.firstElementChild?.getAttribute('aria-disabled') === 'true')}
    >
      {names ? children : cloneElement(children, { 'aria-describedby': describedBy })}
      <span
        ref={bubble}
        id={id}
        role="tooltip"
        aria-hidden={names || undefined}
        popover="manual"
        className={open ? 'float fixed m-0 max-w-72 animate-appear px-2.5 py-1.5 text-13 whitespace-normal' : 'hidden'}
      >
        {text}
      </span>
    </span>
  );
}

const GAP = 6;

/** Above when there is room, else below; never past the window's edge. */
export function place(bubble: HTMLElement, anchor: Element): void {
  const at = anchor.getBoundingClientRect();
  const size = bubble.getBoundingClientRect();
  const left = Math.max(8, Math.min(at.left + at.width / 2 - size.width / 2, innerWidth - size.width - 8));
  const top = at.top > size.height + GAP + 8 ? at.top - size.height - GAP : at.bottom + GAP;
  bubble.style.left = `${left}px`;
  bubble.style.top = `${top}px`;
}
