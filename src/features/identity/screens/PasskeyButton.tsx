import { Fingerprint } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { showPasskey } from './passkeys.ts';

type Shown = NonNullable<Awaited<ReturnType<typeof showPasskey>>>;

interface PasskeyButtonProps {
  readonly options: Record<string, unknown>;
  send(response: Shown): Promise<unknown>;
  readonly primary?: boolean;
}

/** Shows a passkey; the person may close the browser's question and try again. */
export function PasskeyButton({ options, send, primary = false }: PasskeyButtonProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const [notDone, setNotDone] = useState(false);
  const show = async () => {
    const response = await showPasskey(options);
    setNotDone(!response);
    if (response) await attempt(() => send(response));
  };
  return (
    <>
      {banner}
      {notDone && <Banner kind="info">{t('signin.passkey.not_done')}</Banner>}
      <Button wide variant={primary ? 'primary' : 'secondary'} icon={Fingerprint} onPress={show}>
        {t('signin.with_passkey')}
      </Button>
    </>
  );
}
