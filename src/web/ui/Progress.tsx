import { useId } from 'react';
import { useHouse } from '../house.tsx';

interface ProgressProps {
  readonly label: string;
  /** 0 to 1; without it the end is not known. */
  readonly value?: number | undefined;
  /** Beside the label instead of the percentage: "1,200 of 5,000". */
  readonly text?: string;
}

export function Progress({ label, value, text }: ProgressProps) {
  const { formatNumber } = useHouse();
  const id = useId();
  const share = value === undefined ? undefined : Math.min(1, Math.max(0, value));
  const said = text ?? (share === undefined ? '' : formatNumber(share, { style: 'percent' }));
  return (
    <div className="flex flex-col gap-1.5 text-13">
      <div className="flex justify-between gap-4">
        <span id={id}>{label}</span>
        <span className="text-muted tabular-nums">{said}</span>
      </div>
      <div
        role="progressbar"
        aria-labelledby={id}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={share === undefined ? undefined : Math.round(share * 100)}
        aria-valuetext={said || undefined}
        className="h-1.5 overflow-hidden rounded-full bg-sunken"
      >
        <div
          className={share === undefined ? 'h-full w-1/3 animate-shimmer rounded-full bg-accent-ink' : 'h-full rounded-full bg-accent-ink transition-[width]'}
          style={share === undefined ? undefined : { width: `${share * 100}%` }}
        />
      </div>
    </div>
  );
}
