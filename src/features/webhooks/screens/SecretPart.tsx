import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { ShownOnce } from '../../../web/ui/Credentials.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { type Endpoint, webhooks } from '../contract.ts';

/** A new secret; the one before goes on for a day. */
export function SecretPart({ endpoint: { endpointId, formerUntil, can } }: { readonly endpoint: Endpoint }) {
  const { t, formatDate } = useHouse();
  const { attempt, banner } = useAttempt();
  const replace = useAct(webhooks.replaceSecret);
  const [asking, ask] = useState(false);
  const [made, keep] = useState<string | null>(null);
  const text = formerUntil ? t('webhooks.secret.both', { until: formatDate(formerUntil, 'moment') }) : t('webhooks.secret.text');
  if (!can.edit) return null;
  return (
    <Section
      title={t('webhooks.secret')}
      text={text}
      action={
        <Button size="small" onPress={() => ask(true)}>
          {t('webhooks.secret.replace')}
        </Button>
      }
    >
      {banner}
      {made && (
        <ShownOnce
          title={t('webhooks.secret.once')}
          text={t('webhooks.secret.once_text')}
          what={t('webhooks.secret.value')}
          value={made}
          onKept={() => keep(null)}
        />
      )}
      <ConfirmDialog
        open={asking}
        onClose={() => ask(false)}
        title={t('webhooks.secret.replace_title')}
        text={t('webhooks.secret.replace_text')}
        confirm={t('webhooks.secret.replace')}
        danger={false}
        onConfirm={() =>
          attempt(async () => {
            keep((await replace.mutateAsync({ endpointId })).value);
          })
        }
      />
    </Section>
  );
}
