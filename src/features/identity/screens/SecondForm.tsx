import { useState } from 'react';
import type { ReactNode } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import type { Way } from '../contract.ts';
import { canUsePasskeys } from './passkeys.ts';
import { PasskeyButton } from './PasskeyButton.tsx';
import { RecoveryCodeForm } from './RecoveryCodeForm.tsx';
import { SixDigits } from './SixDigits.tsx';

type CodeWay = 'totp' | 'recovery_code';

interface SecondFormProps {
  readonly ways: readonly Way[];
  readonly passkey: Record<string, unknown> | null;
  sendCode(way: CodeWay, code: string): Promise<unknown>;
  sendPasskey(response: Parameters<Parameters<typeof PasskeyButton>[0]['send']>[0]): Promise<unknown>;
  /** What else one may do here. */
  readonly children: ReactNode;
}

/** Shows a second factor in one of the ways that this person has. */
export function SecondForm({ ways, passkey, sendCode, sendPasskey, children }: SecondFormProps) {
  const { t } = useHouse();
  const codes = (['totp', 'recovery_code'] as const).filter((way) => ways.includes(way));
  const withPasskey = passkey !== null && canUsePasskeys();
  const [way, setWay] = useState<CodeWay | null>(codes.includes('totp') ? 'totp' : withPasskey ? null : (codes[0] ?? null));
  return (
    <>
      {withPasskey && <PasskeyButton options={passkey} send={sendPasskey} primary={way === null} />}
      {way === 'totp' && <SixDigits label={t('signin.totp.field')} submit={t('signin.confirm')} send={(code) => sendCode('totp', code)} />}
      {way === 'recovery_code' && <RecoveryCodeForm send={(code) => sendCode('recovery_code', code)} />}
      <div className="flex flex-wrap gap-x-3 gap-y-1">
        {codes
          .filter((each) => each !== way)
          .map((each) => (
            <Button key={each} variant="quiet" size="small" onPress={() => setWay(each)}>
              {t(`signin.use.${each}`)}
            </Button>
          ))}
        {children}
      </div>
    </>
  );
}
