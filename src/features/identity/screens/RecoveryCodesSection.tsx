import { Copy, Download, Printer } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { identity } from '../contract.ts';
import { printText, saveText } from './takeAway.ts';

interface RecoveryCodesSectionProps {
  readonly codes: { readonly left: number } | null;
  readonly email: string;
  readonly hasSecondFactor: boolean;
}

export function RecoveryCodesSection({ codes, email, hasSecondFactor }: RecoveryCodesSectionProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const act = useAct(identity.makeRecoveryCodes);
  const [made, setMade] = useState<readonly string[] | null>(null);
  const [asking, ask] = useState(false);
  const make = () => attempt(async () => setMade((await act.mutateAsync({})).codes));
  return (
    <Section
      title={t('security.codes.title')}
      text={t('security.codes.text')}
      action={
        !made && (
          <Button onPress={codes ? () => ask(true) : make} reason={hasSecondFactor ? undefined : t('security.codes.need')}>
            {t(codes ? 'security.codes.renew' : 'security.codes.make')}
          </Button>
        )
      }
    >
      {banner}
      {made ? (
        <NewCodes codes={made} email={email} onSaved={() => setMade(null)} />
      ) : (
        <p className="text-14 text-muted">{codes ? t('security.codes.left', { left: codes.left }) : t('security.codes.none')}</p>
      )}
      <ConfirmDialog
        open={asking}
        danger={false}
        onClose={() => ask(false)}
        title={t('security.codes.renew_title')}
        text={t('security.codes.renew_text')}
        confirm={t('security.codes.renew')}
        onConfirm={async () => {
          await make();
        }}
      />
    </Section>
  );
}

function NewCodes({ codes, email, onSaved }: { readonly codes: readonly string[]; readonly email: string; readonly onSaved: () => void }) {
  const { t, formatDate, center } = useHouse();
  const text = () => [t('security.codes.file_head', { center: center.name, email, date: formatDate(new Date(), 'long') }), '', ...codes, ''].join('\n');
  const copy = async () => {
    await navigator.clipboard.writeText(text());
    toast(t('security.codes.copied'));
  };
  return (
    <div className="flex flex-col gap-4">
      <Banner kind="warning">{t('security.codes.once')}</Banner>
      <ul
        aria-label={t('security.codes.list')}
        translate="no"
        className="grid gap-x-8 gap-y-2 rounded-card border border-line bg-canvas p-5 font-mono text-14 sm:grid-cols-2"
      >
        {codes.map((code) => (
          <li key={code} className="select-all">
            {code}
          </li>
        ))}
      </ul>
      <div className="flex flex-wrap gap-2">
        <Button icon={Copy} onPress={copy}>
          {t('security.codes.copy')}
        </Button>
        <Button icon={Printer} onPress={() => printText(text())}>
          {t('security.codes.print')}
        </Button>
        <Button icon={Download} onPress={() => saveText('recovery-codes.txt', text())}>
          {t('security.codes.download')}
        </Button>
        <Button variant="primary" onPress={onSaved}>
          {t('security.codes.saved')}
        </Button>
      </div>
    </div>
  );
}
