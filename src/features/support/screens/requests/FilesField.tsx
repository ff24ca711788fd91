import { FileText, Paperclip, X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { FieldErrorText } from '../../../../web/ui/Field.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { filesARequest } from '../../contract/fileLimits.ts';
import { faultOf } from './uploads.ts';

interface FilesFieldProps {
  readonly files: readonly File[];
  readonly onChange: (files: readonly File[]) => void;
  /** How many the request has already. */
  readonly kept?: number;
  /** What they are to show, where it is not simply a file. */
  readonly label?: string;
  readonly help?: string;
  readonly choose?: string;
}

/** Files from this computer, named before they are sent; those that cannot be right are refused at once, by name. */
export function FilesField({ files, onChange, kept = 0, label, help, choose }: FilesFieldProps) {
  const house = useHouse();
  const { t } = house;
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [faults, setFaults] = useState<readonly string[]>([]);
  const take = (chosen: FileList | null) => {
    const wrong: string[] = [];
    const right: File[] = [...files];
    for (const file of chosen ?? []) {
      const fault =
        right.length + kept >= filesARequest ? t('problems.support.too_many_files', { name: file.name, limit: filesARequest }) : faultOf(house, file);
      if (fault) wrong.push(fault);
      else right.push(file);
    }
    setFaults(wrong);
    onChange(right);
    if (input.current) input.current.value = '';
  };
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-14 font-medium">
        {label ?? t('support_requests.files.label')} <span className="ms-1 text-13 font-normal text-faint">{t('ui.field.optional')}</span>
      </label>
      <p id={`${id}-help`} className="-mt-1 text-13 text-muted">
        {help ?? t('support_requests.files.help')}
      </p>
      {files.length > 0 && (
        <ul className="flex flex-col divide-y divide-line rounded-control border border-line">
          {files.map((file) => (
            <li key={`${file.name} ${file.lastModified}`} className="flex items-center gap-2 ps-3 text-14">
              <FileText size={16} aria-hidden className="flex-none text-muted" />
              <span className="min-w-0 flex-1 break-all">{file.name}</span>
              <span className="text-13 text-muted tabular-nums">
                <Size bytes={file.size} />
              </span>
              <IconButton
                icon={X}
                label={t('support_requests.files.leave_out', { name: file.name })}
                onPress={() => onChange(files.filter((each) => each !== file))}
              />
            </li>
          ))}
        </ul>
      )}
      <div>
        <input
          ref={input}
          id={id}
          type="file"
          multiple
          accept=".pdf,.png,.jpg,.jpeg,.txt,.log,.csv"
          aria-describedby={`${id}-help${faults.length ? ` ${id}-error` : ''}`}
          className="sr-only"
          onChange={(event) => take(event.target.files)}
        />
        <Button icon={Paperclip} onPress={() => input.current?.click()} aria-hidden tabIndex={-1}>
          {choose ?? t('support_requests.files.choose')}
        </Button>
      </div>
      <FieldErrorText id={id} error={faults.length ? faults.join(' ') : undefined} />
    </div>
  );
}

/** So many KB or MB, in the reader's figures. */
export function Size({ bytes }: { readonly bytes: number }) {
  const { locale } = useHouse();
  const [value, unit] = bytes < 1024 * 1024 ? [Math.max(1, Math.round(bytes / 1024)), 'kilobyte'] : [Math.round((bytes / 1024 / 1024) * 10) / 10, 'megabyte'];
  return <>{new Intl.NumberFormat(locale, { style: 'unit', unit, unitDisplay: 'short' }).format(value)}</>;
}
