import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { useHouse } from '../house.tsx';

interface FieldFrameProps {
  readonly id: string;
  readonly label: string;
  readonly help?: string | undefined;
  readonly error?: string | undefined;
  readonly optional?: boolean | undefined;
  readonly children: ReactNode;
  /** Right of the label: "Forgot password?" */
  readonly aside?: ReactNode;
}

/** Label above, help under it, the field, its error. Every field is built in this frame. */
export function FieldFrame({ id, label, help, error, optional, children, aside }: FieldFrameProps) {
  return (
    <div className="flex flex-col gap-1.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4">
        <label htmlFor={id} className="text-14 font-medium">
          {label}
          <OptionalMark optional={optional} />
        </label>
        {aside && <span className="text-13">{aside}</span>}
      </div>
      {help && (
        <p id={`${id}-help`} className="-mt-1 text-13 text-muted">
          {help}
        </p>
      )}
      {children}
      <FieldErrorText id={id} error={error} />
    </div>
  );
}

export function OptionalMark({ optional }: { readonly optional: boolean | undefined }) {
  const { t } = useHouse();
  return optional ? <span className="ms-2 text-13 font-normal text-faint">{t('ui.field.optional')}</span> : null;
}

export function FieldErrorText({ id, error }: { readonly id: string; readonly error: string | undefined }) {
  return error ? (
    <p id={`${id}-error`} className="flex animate-appear items-start gap-1.5 text-13 text-danger">
      <CircleAlert size={16} aria-hidden className="mt-px flex-none" />
      <span>{error}</span>
    </p>
  ) : null;
}

/** The attributes that tie an input to its help and its error. */
export function described(id: string, { help, error, optional }: { help?: string | undefined; error?: string | undefined; optional?: boolean | undefined }) {
  const ids = [help && `${id}-help`, error && `${id}-error`].filter(Boolean).join(' ');
  return {
    id,
    'aria-describedby': ids || undefined,
    'aria-invalid': error ? (true as const) : undefined,
    'aria-required': optional ? undefined : (true as const),
  };
}
