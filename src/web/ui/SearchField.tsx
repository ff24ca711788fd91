import { Search, X } from 'lucide-react';
import type { Ref } from 'react';
import { useHouse } from '../house.tsx';
import { classes } from './classes.ts';
import { Kbd } from './Kbd.tsx';

interface SearchFieldProps {
  /** What is searched; read out, and shown in the empty box. */
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** The key that leads here: `/`. */
  readonly hint?: string;
  readonly ref?: Ref<HTMLInputElement>;
  readonly className?: string;
}

export function SearchField({ label, value, onChange, hint, ref, className }: SearchFieldProps) {
  const { t } = useHouse();
  return (
    <div role="search" className={classes('relative w-full max-w-80', className)}>
      <Search size={16} aria-hidden className="pointer-events-none absolute start-3 top-1/2 -translate-y-1/2 text-faint" />
      <input
        ref={ref}
        type="search"
        aria-label={label}
        placeholder={label}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape' || value === '') return;
          event.preventDefault();
          event.stopPropagation();
          onChange('');
        }}
        className="field-box ps-9! pe-9! text-14! [&::-webkit-search-cancel-button]:hidden"
      />
      {value !== '' ? (
        <button
          type="button"
          aria-label={t('ui.clear')}
          onClick={() => onChange('')}
          className="absolute inset-y-0.5 end-0.5 flex w-8 items-center justify-center rounded-control text-muted hover:text-ink"
        >
          <X size={16} aria-hidden />
        </button>
      ) : (
        hint && (
          <span aria-hidden="true" className="pointer-events-none absolute inset-y-0 end-2 flex items-center pointer-coarse:hidden">
            <Kbd>{hint}</Kbd>
          </span>
        )
      )}
    </div>
  );
}
