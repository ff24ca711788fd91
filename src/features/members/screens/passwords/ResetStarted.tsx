import { Copy } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import type { Started } from './ResetPasswordPage.tsx';

interface ResetStartedProps {
  readonly name: string;
  readonly personId: string;
  readonly started: Started;
}

/** What was done; a temporary password stands here once, and nowhere afterwards. */
export function ResetStarted({ name, personId, started }: ResetStartedProps) {
  const { t, formatDate } = useHouse();
  const at = useAccountPath();
  const { hint, temporaryPassword, expiresAt } = started;
  const until = formatDate(expiresAt, 'moment');
  const place = useRef<HTMLDivElement>(null);
  // The form that was pressed is gone: whoever reads with the keyboard or by ear goes on here.
  useEffect(() => place.current?.focus(), []);
  return (
    <div ref={place} tabIndex={-1} className="flex flex-col gap-6 outline-none">
      {temporaryPassword ? (
        <>
          <Banner kind="warning" title={t('reset_password.made', { name })}>
            {t('reset_password.made_text', { name, until })}
          </Banner>
          <Shown password={temporaryPassword} />
        </>
      ) : (
        <Banner kind="success" title={t('reset_password.sent', { hint: hint ?? '' })}>
          {t('reset_password.sent_text', { until })}
        </Banner>
      )}
      <div>
        <LinkButton href={at(`/people/${personId}`)}>{t('reset_password.back', { name })}</LinkButton>
      </div>
    </div>
  );
}

function Shown({ password }: { readonly password: string }) {
  const { t } = useHouse();
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(password);
    setCopied(true);
  };
  return (
    <div className="flex flex-wrap items-center justify-between gap-4 rounded-card border border-line bg-canvas p-5">
      <p className="font-mono text-20 break-all">
        <span className="sr-only">{t('reset_password.temporary')} </span>
        <span translate="no" className="select-all">
          {password}
        </span>
      </p>
      <Button icon={Copy} onPress={() => void copy()}>
        {t(copied ? 'ui.copied' : 'ui.copy', { what: t('reset_password.temporary') })}
      </Button>
    </div>
  );
}
