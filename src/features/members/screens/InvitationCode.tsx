import { useEffect, useRef, useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { CodeField } from '../../../web/ui/CodeField.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import { server } from './invitationDoor.ts';
import type { Proved } from './invitationDoor.ts';

interface Sent {
  readonly attempt: string;
  readonly at: number;
}
interface InvitationCodeProps {
  readonly token: string;
  readonly sent: Sent;
  readonly maskedEmail: string;
  readonly onSent: (sent: Sent) => void;
  readonly onProved: (proved: Proved) => void;
}

const resendSeconds = 60;

/** The mailed code; sent off with its last digit. */
export function InvitationCode({ token, sent, maskedEmail, onSent, onProved }: InvitationCodeProps) {
  const { t } = useHouse();
  const checking = useAttempt();
  const sending = useAttempt();
  const [round, setRound] = useState(0);
  const box = useRef<HTMLDivElement>(null);
  const left = useSecondsUntil(sent.at + resendSeconds * 1000);
  const check = async ({ code }: { readonly code: string }) => {
    await checking.attempt(async () => onProved(await server.checkInvitationCode({ token, attempt: sent.attempt, code })));
    setRound((n) => n + 1);
  };
  return (
    <>
      <p className="text-14">{t('members.join.code_text', { email: maskedEmail })}</p>
      <div ref={box}>
        <Form<{ code: string }> key={round} onSubmit={check} problem={checking.banner ?? sending.banner}>
          <CodeField
            name="code"
            label={t('members.join.code')}
            autoFocus
            validate={(code) => (code.length === 6 ? undefined : t('members.join.code_short'))}
            onComplete={() => requestAnimationFrame(() => box.current?.querySelector('form')?.requestSubmit())}
          />
          <Button type="submit" variant="primary" wide>
            {t('members.join.continue')}
          </Button>
        </Form>
      </div>
      <div>
        <Button
          variant="quiet"
          size="small"
          reason={left > 0 ? t('members.join.again_in', { seconds: left }) : undefined}
          onPress={() => sending.attempt(async () => onSent({ attempt: (await server.proveInvitation({ token })).attempt, at: Date.now() }))}
        >
          {left > 0 ? t('members.join.again_in', { seconds: left }) : t('members.join.again')}
        </Button>
      </div>
    </>
  );
}

function useSecondsUntil(at: number): number {
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    setNow(Date.now());
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [at]);
  return Math.max(0, Math.ceil((at - now) / 1000));
}
