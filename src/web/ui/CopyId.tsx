import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useHouse } from '../house.tsx';
import { IconButton } from './IconButton.tsx';

interface CopyIdProps {
  readonly value: string;
  /** What it is: PartnerId, request id. */
  readonly what: string;
}

/** An identifier in the machine's form, with a button that copies it. */
export function CopyId({ value, what }: CopyIdProps) {
  const { t } = useHouse();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(value);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <span className="inline-flex max-w-full items-center gap-0.5">
      <span className="min-w-0 font-mono text-[0.93em] break-all select-all" translate="no">
        {value}
      </span>
      <IconButton
        icon={copied ? Check : Copy}
        label={copied ? t('ui.copied') : t('ui.copy', { what })}
        size="small"
        onPress={() => void copy()}
        className="-my-1 size-6! pointer-coarse:size-10!"
      />
      <span role="status" className="sr-only">
        {copied && t('ui.copied')}
      </span>
    </span>
  );
}
