import { useState } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import type { SignInAnswer } from '../contract.ts';
import { canUsePasskeys } from './passkeys.ts';
import { RecoveryCodeForm } from './RecoveryCodeForm.tsx';
import { SixDigits } from './SixDigits.tsx';
import { server } from './useSignIn.ts';
import type { SecondStep as Second } from './useSignIn.ts';
import { PasskeyButton } from './WaysStep.tsx';

interface SecondStepProps {
  readonly second: Second;
  readonly onAnswer: (answer: SignInAnswer) => void;
  readonly onOver: () => void;
}

/** The first step is proved: now the ways this person has may be named. */
export function SecondStep({ second, onAnswer, onOver }: SecondStepProps) {
  const { t } = useHouse();
  const { attempt, ways, passkey } = second;
  const codes = (['totp', 'recovery_code'] as const).filter((way) => ways.includes(way));
  const withPasskey = passkey !== null && canUsePasskeys();
  const [way, setWay] = useState<'totp' | 'recovery_code' | null>(codes.includes('totp') ? 'totp' : withPasskey ? null : (codes[0] ?? null));
  return (
    <NarrowPage title={t('signin.second.title')} sentence={t('signin.second.sentence')}>
      {withPasskey && <PasskeyButton options={passkey} onAnswer={onAnswer} primary={way === null} />}
      {way === 'totp' && (
        <SixDigits
          label={t('signin.totp.field')}
          submit={t('signin.confirm')}
          send={async (code) => onAnswer(await server.signInWithTotp({ attempt, code }))}
        />
      )}
      {way === 'recovery_code' && <RecoveryCodeForm send={async (code) => onAnswer(await server.signInWithRecoveryCode({ attempt, code }))} />}
      <div className="flex flex-wrap gap-x-3 gap-y-1">
        {codes
          .filter((each) => each !== way)
          .map((each) => (
            <Button key={each} variant="quiet" size="small" onPress={() => setWay(each)}>
              {t(`signin.use.${each}`)}
            </Button>
          ))}
        <Button variant="quiet" size="small" onPress={onOver}>
          {t('signin.start_over')}
        </Button>
      </div>
    </NarrowPage>
  );
}
