import { useEffect, useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { identity } from '../contract.ts';
import type { CallAs } from './AddPasskey.tsx';
import { QrCode } from './QrCode.tsx';
import { SixDigits } from './SixDigits.tsx';

interface Begun {
  readonly attempt: string;
  readonly secret: string;
  readonly uri: string;
}

/** The secret as a picture and as text, then the first code as proof that it arrived. */
export function AddAuthenticator({ call, onDone }: { readonly call: CallAs; readonly onDone: () => void }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const [begun, setBegun] = useState<Begun | null>(null);
  useEffect(() => {
    let current = true;
    void attempt(async () => {
      const made = await call(identity.startAuthenticator, {});
      if (current) setBegun(made);
    });
    return () => {
      current = false;
    };
    // Once for each time it is shown: every call makes another secret.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  if (!begun) return banner ?? <SkeletonLines lines={5} />;
  const confirm = async (code: string) => {
    await call(identity.confirmAuthenticator, { attempt: begun.attempt, code });
    onDone();
  };
  return (
    <div className="flex flex-wrap items-start gap-x-8 gap-y-5">
      <figure className="flex flex-col gap-2">
        <QrCode text={begun.uri} label={t('security.app.qr')} />
      </figure>
      <div className="flex min-w-0 flex-1 basis-64 flex-col gap-5">
        <div className="flex flex-col gap-1 text-14">
          <p className="font-medium">{t('security.app.scan')}</p>
          <p className="text-muted">{t('security.app.key')}</p>
          <CopyId value={begun.secret.replace(/(.{4})(?=.)/g, '$1 ')} what={t('security.app.key_what')} />
        </div>
        <SixDigits wide={false} label={t('security.app.code')} submit={t('security.app.confirm')} send={confirm} />
      </div>
    </div>
  );
}
