import { FileText, Paperclip, X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useHouse } from '../house.tsx';
import { Button } from './Button.tsx';
import { FieldErrorText, OptionalMark } from './Field.tsx';
import { IconButton } from './IconButton.tsx';
import { paperLimit } from '../../core/papers.ts';

interface PaperFieldProps {
  readonly label: string;
  readonly help: string;
  readonly file: File | null;
  readonly onChange: (file: File | null) => void;
  readonly optional?: boolean;
  readonly error?: string | undefined;
  /** Ends of names that the browser offers first. */
  readonly accept?: string;
}

/** One paper from this computer. What it really is only the server can say; what is too big is said at once. */
export function PaperField({ label, help, file, onChange, optional, error, accept = '.pdf,.png,.jpg,.jpeg' }: PaperFieldProps) {
  const { t } = useHouse();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [fault, setFault] = useState<string>();
  const take = (chosen: File | undefined) => {
    if (input.current) input.current.value = '';
    if (!chosen) return;
    const wrong = chosen.size > paperLimit ? t('problems.papers.too_big', { name: chosen.name, megabytes: paperLimit / 1024 / 1024 }) : undefined;
    setFault(wrong);
    if (!wrong) onChange(chosen);
  };
  const shown = fault ?? (file ? undefined : error);
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-14 font-medium">
        {label}
        <OptionalMark optional={optional} />
      </label>
      <p id={`${id}-help`} className="-mt-1 text-13 text-muted">
        {help}
      </p>
      {file && (
        <div className="flex items-center gap-2 rounded-control border border-line ps-3 text-14">
          <FileText size={16} aria-hidden className="flex-none text-muted" />
          <span className="min-w-0 flex-1 break-all">{file.name}</span>
          <IconButton icon={X} label={t('ui.paper_leave', { name: file.name })} onPress={() => onChange(null)} />
        </div>
      )}
      <div>
        <input
          ref={input}
          id={id}
          type="file"
          accept={accept}
          aria-describedby={`${id}-help${shown ? ` ${id}-error` : ''}`}
          className="sr-only"
          onChange={(event) => take(event.target.files?.[0])}
        />
        <Button icon={Paperclip} onPress={() => input.current?.click()} aria-hidden tabIndex={-1}>
          {t('ui.paper_choose')}
        </Button>
      </div>
      <FieldErrorText id={id} error={shown} />
    </div>
  );
}
