import { Fingerprint } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { identity } from '../contract.ts';
import type { Way } from '../contract.ts';
import { AddAuthenticator } from './AddAuthenticator.tsx';
import { AddPasskey } from './AddPasskey.tsx';
import { canUsePasskeys, showPasskey } from './passkeys.ts';
import { quietly } from './quietly.ts';
import { RecoveryCodeForm } from './RecoveryCodeForm.tsx';
import { SixDigits } from './SixDigits.tsx';

export interface StepUpDialogProps {
  readonly enrolled: boolean;
  readonly onEnd: (done: boolean) => void;
}

/** Shows a second factor, or adds the first one, without leaving the page and what was typed there. */
export function StepUpDialog({ enrolled, onEnd }: StepUpDialogProps) {
  const { t } = useHouse();
  return (
    <Dialog open firm onClose={() => onEnd(false)} title={t(enrolled ? 'stepup.title' : 'stepup.add.title')}>
      <div className="flex flex-col gap-5 pb-2">
        <p className="text-muted">{t(enrolled ? 'stepup.text' : 'stepup.add.text')}</p>
        {enrolled ? <ShowSecondFactor onDone={() => onEnd(true)} /> : <AddSecondFactor onDone={() => onEnd(true)} />}
      </div>
    </Dialog>
  );
}

interface Options {
  readonly ways: readonly Way[];
  readonly passkey: Record<string, unknown> | null;
}

function ShowSecondFactor({ onDone }: { readonly onDone: () => void }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const [options, setOptions] = useState<Options | null>(null);
  const [way, setWay] = useState<'totp' | 'recovery_code' | null>(null);
  useEffect(() => {
    void attempt(async () => {
      const got = await quietly(identity.stepUpOptions, {});
      setOptions(got);
      if (got.ways.includes('totp')) setWay('totp');
    });
    // Once, when the question is asked.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  if (!options) return banner ?? <SkeletonLines lines={3} />;
  const others = (['totp', 'recovery_code'] as const).filter((each) => each !== way && options.ways.includes(each));
  const after = (call: Promise<unknown>) => call.then(onDone);
  return (
    <>
      {options.passkey && canUsePasskeys() && <PasskeyWay options={options.passkey} primary={way === null} onDone={onDone} />}
      {way === 'totp' && (
        <SixDigits label={t('signin.totp.field')} submit={t('signin.confirm')} send={(code) => after(quietly(identity.stepUpWithTotp, { code }))} />
      )}
      {way === 'recovery_code' && <RecoveryCodeForm send={(code) => after(quietly(identity.stepUpWithRecoveryCode, { code }))} />}
      {others.length > 0 && (
        <div className="flex flex-wrap gap-x-3 gap-y-1">
          {others.map((each) => (
            <Button key={each} variant="quiet" size="small" onPress={() => setWay(each)}>
              {t(`signin.use.${each}`)}
            </Button>
          ))}
        </div>
      )}
    </>
  );
}

function PasskeyWay({ options, primary, onDone }: { readonly options: Record<string, unknown>; readonly primary: boolean; readonly onDone: () => void }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const [notDone, setNotDone] = useState(false);
  const show = async () => {
    const response = await showPasskey(options);
    setNotDone(!response);
    if (response) await attempt(() => quietly(identity.stepUpWithPasskey, { response }).then(onDone));
  };
  return (
    <>
      {banner}
      {notDone && <Banner kind="info">{t('signin.passkey.not_done')}</Banner>}
      <Button wide icon={Fingerprint} variant={primary ? 'primary' : 'secondary'} onPress={show}>
        {t('stepup.passkey')}
      </Button>
    </>
  );
}

/** The first second factor counts as shown, so that one goes on at once. */
function AddSecondFactor({ onDone }: { readonly onDone: () => void }) {
  const { t } = useHouse();
  const [withApp, setWithApp] = useState(!canUsePasskeys());
  return withApp ? (
    <AddAuthenticator call={quietly} onDone={onDone} />
  ) : (
    <>
      <p>{t('security.passkeys.text')}</p>
      <AddPasskey call={quietly} onDone={onDone} wide />
      <Button wide onPress={() => setWithApp(true)}>
        {t('security.app.add')}
      </Button>
    </>
  );
}
