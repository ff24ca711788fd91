import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { showPasskey } from './passkeys.ts';
import { SixDigits } from './SixDigits.tsx';
import { server } from './useSignIn.ts';

interface TestFactorProps {
  readonly kind: 'passkey' | 'totp';
  readonly name: string;
  readonly onEnd: () => void;
}

/** Shows a passkey or the app's code as one would at the door: that it is accepted is the test. */
export function TestFactor({ kind, name, onEnd }: TestFactorProps) {
  const { t } = useHouse();
  const client = useQueryClient();
  const { attempt, banner } = useAttempt();
  const [notDone, setNotDone] = useState(false);
  const worked = async () => {
    toast(t('security.ways.confirmed', { name }));
    onEnd();
    await client.invalidateQueries();
  };
  const show = () =>
    attempt(async () => {
      const { passkey } = await server.stepUpOptions({});
      const response = passkey && (await showPasskey(passkey));
      setNotDone(!response);
      if (!response) return;
      await server.stepUpWithPasskey({ response });
      await worked();
    });
  return (
    <div className="flex flex-col gap-4 rounded-card border border-line bg-canvas p-5">
      {kind === 'totp' ? (
        <SixDigits
          wide={false}
          label={t('security.ways.code_app')}
          submit={t('security.ways.confirm')}
          send={async (code) => {
            await server.stepUpWithTotp({ code });
            await worked();
          }}
        />
      ) : (
        <>
          {banner}
          {notDone && <Banner kind="info">{t('security.ways.not_done')}</Banner>}
          <div>
            <Button variant="primary" onPress={show}>
              {t('stepup.passkey')}
            </Button>
          </div>
        </>
      )}
      <div>
        <Button variant="quiet" size="small" onPress={onEnd}>
          {t('ui.cancel')}
        </Button>
      </div>
    </div>
  );
}
