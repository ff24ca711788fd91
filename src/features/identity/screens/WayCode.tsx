import { useQueryClient } from '@tanstack/react-query';
import { useAttempt } from '../../../web/attempt.tsx';
import { callApi } from '../../../web/api.ts';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { identity } from '../contract.ts';
import { SixDigits } from './SixDigits.tsx';
import { useSecondsUntil } from './useSecondsUntil.ts';

/** A code on its way. */
export interface SentTo {
  readonly key: string;
  readonly kind: 'email' | 'phone';
  readonly to: string;
  readonly attempt: string;
  readonly minutes: number;
  readonly resendAt: number;
  readonly again?: boolean;
}

interface Answer {
  readonly key: string;
  readonly attempt: string;
  readonly minutes: number;
  readonly resendAfterSeconds: number;
}
/** What the page remembers of a code that was sent. */
export const sentTo = ({ key, attempt, minutes, resendAfterSeconds }: Answer, kind: 'email' | 'phone', to: string): SentTo => ({
  key,
  attempt,
  minutes,
  kind,
  to,
  resendAt: Date.now() + resendAfterSeconds * 1000,
});

interface WayCodeProps {
  readonly sent: SentTo;
  readonly onSent: (sent: SentTo) => void;
  readonly onEnd: () => void;
}

/** Takes the code of a way: the first proves it, later ones show that it still works. */
export function WayCode({ sent, onSent, onEnd }: WayCodeProps) {
  const { t } = useHouse();
  const client = useQueryClient();
  const { attempt, banner } = useAttempt();
  const send = useAct(identity.sendWayCode);
  const left = useSecondsUntil(sent.resendAt);
  const { key, kind, to, minutes } = sent;
  const resend = () => attempt(async () => onSent({ ...sentTo(await send.mutateAsync({ key }), kind, to), again: true }));
  const confirm = async (code: string) => {
    await callApi(identity.confirmWay, { key, attempt: sent.attempt, code });
    toast(t('security.ways.confirmed', { name: to }));
    onEnd();
    await client.invalidateQueries();
  };
  return (
    <div className="flex flex-col gap-4 rounded-card border border-line bg-canvas p-5">
      <p role="status" className="text-14">
        {t(`security.ways.sent_${kind}`, { to, minutes })}
      </p>
      <SixDigits
        key={sent.attempt}
        wide={false}
        label={t('security.ways.code')}
        submit={t('security.ways.confirm')}
        send={confirm}
        problem={banner ?? (sent.again && <Banner kind="success">{t('signin.code.sent_again')}</Banner>)}
      />
      <div className="flex flex-wrap gap-x-3 gap-y-1">
        <Button variant="quiet" size="small" onPress={resend} reason={left > 0 ? t('signin.code.again_in', { seconds: left }) : undefined}>
          {left > 0 ? t('signin.code.again_in', { seconds: left }) : t('signin.code.again')}
        </Button>
        <Button variant="quiet" size="small" onPress={onEnd}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  );
}
