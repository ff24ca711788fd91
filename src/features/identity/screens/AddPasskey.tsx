import { Fingerprint } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import type { Endpoint } from '../../../core/endpoint.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { identity } from '../contract.ts';
import { canUsePasskeys, makePasskey } from './passkeys.ts';

/** How an endpoint is called: from a page, or from within the question for a second factor. */
export type CallAs = <E extends Endpoint>(endpoint: E, input: z.input<E['input']> & Record<string, unknown>) => Promise<z.output<E['output']>>;

interface AddPasskeyProps {
  readonly call: CallAs;
  readonly onDone: () => void;
  readonly wide?: boolean;
  readonly primary?: boolean;
}

/** A button that lets the browser make a passkey and gives it to the center. */
export function AddPasskey({ call, onDone, wide = false, primary = wide }: AddPasskeyProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const [notMade, setNotMade] = useState(false);
  const add = () =>
    attempt(async () => {
      const { passkey } = await call(identity.startPasskey, {});
      const response = await makePasskey(passkey);
      setNotMade(!response);
      if (!response) return;
      await call(identity.addPasskey, { response });
      onDone();
    });
  return (
    <div className="flex flex-col items-start gap-3">
      {banner}
      {notMade && <Banner kind="info">{t('security.passkeys.not_made')}</Banner>}
      <Button
        wide={wide}
        variant={primary ? 'primary' : 'secondary'}
        icon={Fingerprint}
        reason={canUsePasskeys() ? undefined : t('security.passkeys.not_here')}
        onPress={add}
      >
        {t('security.passkeys.add')}
      </Button>
    </div>
  );
}
