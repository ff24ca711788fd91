import { useEffect, useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form } from '../../../../web/ui/Form.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { PasskeyButton } from '../../../identity/screens/PasskeyButton.tsx';
import { RecoveryCodeForm } from '../../../identity/screens/RecoveryCodeForm.tsx';
import { SixDigits } from '../../../identity/screens/SixDigits.tsx';
import { useSecondsUntil } from '../../../identity/screens/useSecondsUntil.ts';
import type { Recovery } from '../../contract/funnel.ts';
import { server } from './useRecover.ts';

export interface ProveByProps {
  readonly token: string;
  readonly recovery: Recovery;
  /** `mailbox`, `typed`, a number, `totp`, `recovery_code` or `passkey`. */
  readonly way: string;
  /** Of a numbered way: what it is, masked. */
  readonly hint?: string;
  readonly onRecovery: (recovery: Recovery) => void;
}

/** One way of showing who one is, from beginning to end. */
export function ProveBy(props: ProveByProps) {
  const { t } = useHouse();
  const { token, way, onRecovery } = props;
  switch (way) {
    case 'totp':
      return (
        <SixDigits
          label={t('signin.totp.field')}
          submit={t('recovery.prove.submit')}
          send={async (code) => onRecovery(await server.proveByTotp({ token, code }))}
        />
      );
    case 'recovery_code':
      return <RecoveryCodeForm send={async (code) => onRecovery(await server.proveByRecoveryCode({ token, code }))} />;
    case 'passkey':
      return <ByPasskey {...props} />;
    default:
      return <ByCode {...props} />;
  }
}

function ByPasskey({ token, onRecovery }: ProveByProps) {
  const [options, setOptions] = useState<Record<string, unknown> | null>(null);
  const { attempt, banner } = useAttempt();
  useEffect(() => {
    void attempt(async () => setOptions((await server.recoveryPasskeyOptions({ token })).passkey));
    // Once: `attempt` is made anew with each drawing.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [token]);
  if (!options) return banner ?? <SkeletonLines lines={1} />;
  return <PasskeyButton primary options={options} send={async (response) => onRecovery(await server.proveByPasskey({ token, response }))} />;
}

/** A code that is sent: asked for, then typed. The page does not know either whether one has come. */
function ByCode(props: ProveByProps) {
  const { t } = useHouse();
  const { token, way, recovery, hint, onRecovery } = props;
  const { attempt, banner } = useAttempt();
  const [value, setValue] = useState<string | undefined>();
  const sent = recovery.codes.find((each) => each.way === way);
  const send = () => attempt(async () => onRecovery(await server.sendRecoveryCode({ token, way, ...(value === undefined ? {} : { value }) })));
  if (way === 'typed' && (!sent || value === undefined)) return <TypedWay token={token} onSent={onRecovery} onValue={setValue} />;
  if (!sent)
    return (
      <>
        {banner}
        <Button variant="primary" wide onPress={send}>
          {t('recovery.prove.send', { to: hint ?? recovery.email })}
        </Button>
      </>
    );
  return (
    <>
      <p className="text-14 text-muted">{t('recovery.prove.sent', { to: hint ?? value ?? recovery.email, minutes: sent.minutes })}</p>
      <SixDigits
        key={sent.resendAt.toString()}
        label={t('recovery.prove.code')}
        submit={t('recovery.prove.submit')}
        send={async (code) => onRecovery(await server.proveByCode({ token, way, code }))}
        problem={banner}
      />
      <Resend at={new Date(sent.resendAt).getTime()} onPress={send} />
    </>
  );
}

function Resend({ at, onPress }: { readonly at: number; readonly onPress: () => unknown }) {
  const { t } = useHouse();
  const left = useSecondsUntil(at);
  return (
    <div className="-mx-2.5">
      <Button variant="quiet" size="small" onPress={onPress} reason={left > 0 ? t('signin.code.wait') : undefined}>
        {left > 0 ? t('signin.code.again_in', { seconds: left }) : t('signin.code.again')}
      </Button>
    </div>
  );
}

interface TypedWayProps {
  readonly token: string;
  readonly onSent: (recovery: Recovery) => void;
  readonly onValue: (value: string) => void;
}

/** Another address or number, typed in full: whoever knows it is told nothing by it. */
function TypedWay({ token, onSent, onValue }: TypedWayProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const send = ({ value }: { readonly value: string }) =>
    attempt(async () => {
      onSent(await server.sendRecoveryCode({ token, way: 'typed', value }));
      onValue(value.trim());
    });
  return (
    <Form onSubmit={send} problem={banner}>
      <TextField
        name="value"
        label={t('recovery.prove.typed')}
        help={t('recovery.prove.typed_help')}
        autoCapitalize="off"
        spellCheck={false}
        maxLength={254}
        autoFocus
      />
      <Button type="submit" variant="primary" wide>
        {t('recovery.prove.typed_send')}
      </Button>
    </Form>
  );
}
