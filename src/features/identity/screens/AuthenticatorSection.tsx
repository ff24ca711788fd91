import { useQueryClient } from '@tanstack/react-query';
import { Smartphone } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { identity } from '../contract.ts';
import { AddAuthenticator } from './AddAuthenticator.tsx';
import { fromPage } from './PasskeysSection.tsx';

export function AuthenticatorSection({ addedAt }: { readonly addedAt: Date | null }) {
  const { t } = useHouse();
  const client = useQueryClient();
  const [adding, setAdding] = useState(false);
  const done = () => {
    setAdding(false);
    toast(t('security.app.added'));
    void client.invalidateQueries();
  };
  return (
    <Section
      title={t('security.app.title')}
      text={t('security.app.text')}
      action={<Button onPress={() => setAdding(!adding)}>{adding ? t('ui.cancel') : t(addedAt ? 'security.app.replace' : 'security.app.add')}</Button>}
    >
      {adding ? (
        <AddAuthenticator call={fromPage} onDone={done} />
      ) : addedAt ? (
        <AppLine addedAt={addedAt} />
      ) : (
        <p className="text-14 text-muted">{t('security.app.none')}</p>
      )}
    </Section>
  );
}

function AppLine({ addedAt }: { readonly addedAt: Date }) {
  const { t, formatDate } = useHouse();
  const [asking, ask] = useState(false);
  const remove = useAct(identity.removeAuthenticator);
  const { attempt, banner } = useAttempt();
  return (
    <div className="flex flex-col gap-3">
      <div className="flex items-center gap-3 text-14">
        <Smartphone size={20} aria-hidden className="flex-none text-muted" />
        <p className="min-w-0 flex-1">{t('security.app.since', { date: formatDate(addedAt) })}</p>
        <Button variant="quiet" size="small" onPress={() => ask(true)}>
          {t('security.app.remove')}
        </Button>
      </div>
      {banner}
      <ConfirmDialog
        open={asking}
        onClose={() => ask(false)}
        title={t('security.app.remove_title')}
        text={t('security.app.remove_text')}
        confirm={t('security.app.remove')}
        onConfirm={async () => {
          await attempt(async () => {
            await remove.mutateAsync({});
            toast(t('security.app.removed'));
          });
        }}
      />
    </div>
  );
}
