import { AtSign, Fingerprint, KeyRound, Mail, Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useHouse } from '../../../../web/house.tsx';
import { NarrowPage } from '../../../../web/shell/NarrowPage.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { canUsePasskeys } from '../../../identity/screens/passkeys.ts';
import type { Recovery } from '../../contract/funnel.ts';
import { ProveBy } from './ProveBy.tsx';

const icons = { mailbox: Mail, typed: AtSign, recovery_code: KeyRound, totp: Smartphone, passkey: Fingerprint } as const;
type FirstWay = keyof typeof icons;

interface FirstProofProps {
  readonly token: string;
  readonly recovery: Recovery;
  readonly onRecovery: (recovery: Recovery) => void;
  readonly onRestart: () => void;
}

/** The first thing to show. The same ways for everyone: which of them somebody has shows after it. */
export function FirstProof({ token, recovery, onRecovery, onRestart }: FirstProofProps) {
  const { t } = useHouse();
  const canReadIt = recovery.trouble !== 'mailbox';
  const [way, setWay] = useState<FirstWay | null>(canReadIt ? 'mailbox' : null);
  const ways = (
    canReadIt ? (['mailbox', 'typed', 'recovery_code', 'totp', 'passkey'] as const) : (['typed', 'recovery_code', 'totp', 'passkey'] as const)
  ).filter((each) => each !== 'passkey' || canUsePasskeys());
  return (
    <NarrowPage title={t('recovery.prove.title')} sentence={t(canReadIt ? 'recovery.prove.sentence' : 'recovery.prove.sentence_mailbox')}>
      {way && <ProveBy key={way} token={token} recovery={recovery} way={way} onRecovery={onRecovery} />}
      <div className="flex flex-col gap-3 border-t border-line pt-5">
        <h2 className="text-14 font-semibold">{t(way ? 'recovery.prove.others' : 'recovery.prove.choose')}</h2>
        {ways
          .filter((each) => each !== way)
          .map((each) => (
            <Button key={each} wide icon={icons[each]} onPress={() => setWay(each)}>
              {t(`recovery.way.${each}`)}
            </Button>
          ))}
        <Button variant="quiet" wide onPress={onRestart}>
          {t('recovery.restart')}
        </Button>
      </div>
    </NarrowPage>
  );
}
