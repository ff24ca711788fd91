import { Check, Copy } from 'lucide-react';
import { useState } from 'react';
import { useHouse } from '../house.tsx';
import { Button } from '../ui/Button.tsx';

interface CodeBlockProps {
  /** What it is, for who cannot see it, and for the button. */
  readonly label: string;
  readonly text: string;
}

/** Lines for a program, with a button that copies them. Long ones scroll within it, by keyboard too. */
export function CodeBlock({ label, text }: CodeBlockProps) {
  return (
    <div className="flex flex-col overflow-hidden rounded-card border border-line bg-sunken">
      <div className="flex items-center justify-between gap-4 border-b border-line px-3 py-1 text-13 text-muted">
        <span>{label}</span>
        <CopyButton label={label} text={text} />
      </div>
      {/* What scrolls must be reachable by keyboard. */}
      <pre
        // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        role="region"
        aria-label={label}
        translate="no"
        lang="en"
        className="max-h-96 overflow-auto px-3 py-3 font-mono text-13 leading-normal outline-offset-[-2px]"
      >
        {text}
      </pre>
    </div>
  );
}

/** `label` says of what: several stand on one page. */
export function CopyButton({ label, text, children }: CodeBlockProps & { readonly children?: string }) {
  const { t } = useHouse();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    setCopied(true);
    setTimeout(() => setCopied(false), 2_000);
  };
  return (
    <>
      <Button size="small" variant="quiet" icon={copied ? Check : Copy} aria-label={t('ui.copy', { what: label })} onPress={copy}>
        {copied ? t('ui.copied') : (children ?? t('reference.copy'))}
      </Button>
      <span role="status" className="sr-only">
        {copied && t('ui.copied')}
      </span>
    </>
  );
}
