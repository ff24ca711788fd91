import { useEffect, useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { SixDigits } from '../../identity/screens/SixDigits.tsx';
import { codeMinutes, resendSeconds } from '../contract.ts';
import type { SignUp } from '../contract.ts';
import { server } from './useSignUp.ts';
import type { Sent } from './useSignUp.ts';

interface CodeStepProps {
  readonly sent: Sent;
  readonly onSentAgain: (sent: Sent) => void;
  readonly onProved: (token: string, signUp: SignUp) => void;
  readonly onOtherAddress: () => void;
}

/** The mailed code. It is sent off as soon as its last digit is there. */
export function CodeStep({ sent, onSentAgain, onProved, onOtherAddress }: CodeStepProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const [again, setAgain] = useState(false);
  const confirm = async (code: string) => {
    setAgain(false);
    const { token, signUp } = await server.confirm({ signUpId: sent.signUpId, code });
    onProved(token, signUp);
  };
  const resend = () =>
    attempt(async () => {
      await server.resend({ signUpId: sent.signUpId });
      setAgain(true);
      onSentAgain({ ...sent, sentAt: Date.now() });
    });
  return (
    <NarrowPage title={t('signup.code.title')} sentence={t('signup.code.sentence', { email: sent.email, minutes: codeMinutes })} foot={t('signup.code.spam')}>
      <SixDigits
        label={t('signup.code.field')}
        submit={t('signup.continue')}
        send={confirm}
        problem={banner ?? (again && <Banner kind="success">{t('signup.code.sent_again')}</Banner>)}
      />
      <div className="-mx-2.5 flex flex-wrap gap-x-3 gap-y-1">
        <ResendButton sentAt={sent.sentAt} onPress={resend} />
        <Button variant="quiet" size="small" onPress={onOtherAddress}>
          {t('signup.code.other_address')}
        </Button>
      </div>
    </NarrowPage>
  );
}

/** Says how long to wait; the reason is read out once, not every second. */
function ResendButton({ sentAt, onPress }: { readonly sentAt: number; readonly onPress: () => unknown }) {
  const { t } = useHouse();
  const left = useSecondsUntil(sentAt + resendSeconds * 1000);
  return (
    <Button variant="quiet" size="small" onPress={onPress} reason={left > 0 ? t('signup.code.wait', { seconds: left }) : undefined}>
      {left > 0 ? t('signup.code.again_in', { seconds: left }) : t('signup.code.again')}
    </Button>
  );
}

function useSecondsUntil(at: number): number {
  const [now, setNow] = useState(Date.now);
  const left = Math.max(0, Math.ceil((at - now) / 1000));
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [at]);
  return left;
}
