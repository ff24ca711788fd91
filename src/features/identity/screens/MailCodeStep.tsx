import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import type { SignInAnswer } from '../contract.ts';
import { SixDigits } from './SixDigits.tsx';
import { requestCode, server } from './useSignIn.ts';
import type { SentCode } from './useSignIn.ts';
import { useSecondsUntil } from './useSecondsUntil.ts';

interface MailCodeStepProps {
  readonly email: string;
  readonly sent: SentCode;
  readonly onAnswer: (answer: SignInAnswer) => void;
  readonly onSent: (sent: SentCode) => void;
  readonly onBack: () => void;
}

/** The mailed code. The page does not know either whether anyone has the address. */
export function MailCodeStep({ email, sent, onAnswer, onSent, onBack }: MailCodeStepProps) {
  const { t } = useHouse();
  const resending = useAttempt();
  const left = useSecondsUntil(sent.resendAt);
  const resend = () => resending.attempt(async () => onSent({ ...(await requestCode(email)), again: true }));
  return (
    <NarrowPage title={t('signin.code.title')} sentence={t('signin.code.sentence', { email, minutes: sent.minutes })}>
      <SixDigits
        label={t('signin.code.field')}
        submit={t('signin.submit')}
        send={async (code) => onAnswer(await server.signInWithMailCode({ attempt: sent.attempt, code }))}
        problem={resending.banner ?? (sent.again && <Banner kind="success">{t('signin.code.sent_again')}</Banner>)}
      />
      <div className="flex flex-wrap gap-x-3 gap-y-1">
        <Button variant="quiet" size="small" onPress={resend} reason={left > 0 ? t('signin.code.wait') : undefined}>
          {left > 0 ? t('signin.code.again_in', { seconds: left }) : t('signin.code.again')}
        </Button>
        <Button variant="quiet" size="small" onPress={onBack}>
          {t('signin.back')}
        </Button>
      </div>
    </NarrowPage>
  );
}
