import { Mail } from 'lucide-react';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import type { MailCode } from './useMailCode.ts';

interface MailCodeRowProps {
  readonly email: string;
  readonly mail: MailCode;
  readonly wrong: boolean;
}

/** The way for who neither sees nor hears the characters and whose browser cannot do the work. */
export function MailCodeRow({ email, mail, wrong }: MailCodeRowProps) {
  const { t } = useHouse();
  const { sent } = mail;
  const reason = /^\S+@\S+\.\S+$/.test(email) ? undefined : t('check.mail.no_address');
  if (!sent)
    return (
      <div className="flex flex-col items-start gap-3">
        {mail.banner}
        <Button variant="quiet" size="small" icon={Mail} className="-ms-2.5" onPress={mail.send} reason={reason}>
          {t('check.mail.ask')}
        </Button>
      </div>
    );
  return (
    <div className="flex flex-col items-start gap-3">
      <p role="status" className="text-14">
        {t('check.mail.sent', { email: sent.email, minutes: sent.minutes })}
      </p>
      <TextField
        name="human_mail_code"
        label={t('check.mail.code')}
        value={mail.code}
        onChange={mail.type}
        error={wrong ? t('check.mail.wrong') : undefined}
        optional
        width="short"
        mono
        autoFocus
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={20}
      />
      {mail.banner}
      <Button variant="quiet" size="small" className="-ms-2.5" onPress={mail.send} reason={reason}>
        {t('check.mail.again')}
      </Button>
    </div>
  );
}
