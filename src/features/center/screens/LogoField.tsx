import { ImageUp, Trash2 } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { FieldErrorText } from '../../../web/ui/Field.tsx';

interface LogoFieldProps {
  readonly label: string;
  readonly help: string;
  /** The picture that stands now, as an address. */
  readonly image: string | null;
  /** A chosen picture as base64 and as an address to show; null takes the logo away. */
  readonly onChange: (picture: { readonly base64: string; readonly url: string } | null) => unknown;
  readonly error?: string | undefined;
}

const LIMIT_BYTES = 512 * 1024;

/** The center's logo: a picture from this computer, shown at once. */
export function LogoField({ label, help, image, onChange, error }: LogoFieldProps) {
  const { t } = useHouse();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) return;
    const usable = ['image/png', 'image/jpeg', 'image/webp'].includes(file.type) && file.size <= LIMIT_BYTES;
    setWrong(!usable);
    if (usable) await onChange(await readPicture(file));
  };
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="text-14 font-medium">
        {label} <span className="ms-1 text-13 font-normal text-faint">{t('ui.field.optional')}</span>
      </label>
      <p id={`${id}-help`} className="-mt-1 text-13 text-muted">
        {help}
      </p>
      <div className="flex flex-wrap items-center gap-3">
        <span className="flex size-14 items-center justify-center rounded-card border border-line bg-canvas">
          {image ? <img src={image} alt="" className="size-10 object-contain" /> : <ImageUp size={20} aria-hidden className="text-faint" />}
        </span>
        <input
          ref={input}
          id={id}
          type="file"
          accept="image/png,image/jpeg,image/webp"
          aria-describedby={`${id}-help${error || wrong ? ` ${id}-error` : ''}`}
          className="sr-only"
          onChange={(event) => void take(event.target.files?.[0])}
        />
        <Button icon={ImageUp} onPress={() => input.current?.click()} aria-hidden tabIndex={-1}>
          {t(image ? 'center.logo.other' : 'center.logo.choose')}
        </Button>
        {image && (
          <Button variant="quiet" icon={Trash2} onPress={() => onChange(null)}>
            {t('center.logo.remove')}
          </Button>
        )}
      </div>
      <FieldErrorText id={id} error={wrong ? t('problems.center.logo_not_usable') : error} />
    </div>
  );
}

async function readPicture(file: File): Promise<{ readonly base64: string; readonly url: string }> {
  const url = await new Promise<string>((resolve, reject) => {
    const reader = new FileReader();
    reader.addEventListener('load', () => resolve(String(reader.result)));
    reader.addEventListener('error', () => reject(reader.error ?? new Error('the file could not be read')));
    reader.readAsDataURL(file);
  });
  return { base64: url.slice(url.indexOf(',') + 1), url };
}
