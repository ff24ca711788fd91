import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { ApiProblem } from '../../../web/api.ts';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { toast } from '../../../web/ui/Toast.tsx';
import { orders } from '../contract.ts';
import type { Change, ChangeKind, Outlook, RefusalReason, Subscription } from '../contract.ts';
import { ChangeFields, changeFrom, initialOf } from './ChangeFields.tsx';
import { OutlookView } from './OutlookView.tsx';

interface DialogProps {
  readonly it: Subscription;
  readonly kind: ChangeKind;
  readonly onClose: () => void;
}

/** First what it would do, then the deed at exactly that amount; a change that asks nothing shows it at once. */
export function ChangeDialog({ it, kind, onClose }: DialogProps) {
  const { t, formatMoney } = useHouse();
  const { outlook, refused, look, back, act, banner } = useChange(it, onClose);
  return (
    <Dialog open onClose={onClose} title={t(`subscriptions.act.${kind}`)}>
      <div className="flex flex-col gap-4">
        {banner}
        {refused && (
          <Banner kind="warning" urgent title={t(`subscriptions.refused.${refused.reason}`, { count: refused.count })}>
            {refused.reason === 'end_at_renewal' && t('subscriptions.refused.plan_it')}
          </Banner>
        )}
        {!outlook && (
          <Form label={t(`subscriptions.act.${kind}`)} initial={initialOf(it, kind)} onSubmit={(values: FormValues) => look(changeFrom(it, kind, values))}>
            <p className="text-14 text-muted">{t(`subscriptions.about.${kind}`)}</p>
            <ChangeFields it={it} kind={kind} />
            <FormActions>
              <Button type="submit" variant="primary">
                {t('subscriptions.look')}
              </Button>
              <Button variant="quiet" onPress={onClose}>
                {t('ui.cancel')}
              </Button>
            </FormActions>
          </Form>
        )}
        {outlook && (
          <>
            <OutlookView it={it} kind={kind} outlook={outlook} />
            {outlook.needsApproval && <Banner kind="info" title={t('subscriptions.above_limit')} />}
            <div className="flex flex-wrap gap-3">
              <Button variant={kind === 'cancel' || kind === 'suspend' ? 'danger' : 'primary'} onPress={act}>
                {outlook.needsApproval
                  ? t('carts.ask', { sum: formatMoney(outlook.amount) })
                  : Number(outlook.amount.amount) === 0
                    ? t(`subscriptions.act.${kind}`)
                    : t('subscriptions.do', { act: t(`subscriptions.act.${kind}`), sum: formatMoney(outlook.amount) })}
              </Button>
              <Button variant="quiet" onPress={back}>
                {t('subscriptions.back')}
              </Button>
            </div>
          </>
        )}
      </div>
    </Dialog>
  );
}

/** The two steps of a change, and why it cannot be. */
function useChange(it: Subscription, onClose: () => void) {
  const { t } = useHouse();
  const [seen, see] = useState<{ readonly change: Change; readonly outlook: Outlook } | null>(null);
  const [refused, refuse] = useState<{ readonly reason: RefusalReason; readonly count: number } | null>(null);
  const rehearse = useAct(orders.rehearseChange);
  const change = useAct(orders.changeSubscription);
  const { attempt, banner, clear } = useAttempt();
  const { subscriptionId, version } = it;
  const trying = (work: () => Promise<void>) => {
    refuse(null);
    clear();
    return attempt(() =>
      work().catch((error: unknown) => {
        if (!(error instanceof ApiProblem) || error.code !== 'subscriptions.refused') throw error;
        see(null);
        refuse(error.details as unknown as { reason: RefusalReason; count: number });
      }),
    );
  };
  return {
    outlook: seen?.outlook ?? null,
    refused,
    banner,
    back: () => see(null),
    look: (wanted: Change) => trying(async () => see({ change: wanted, outlook: await rehearse.mutateAsync({ subscriptionId, change: wanted }) })),
    act: () =>
      trying(async () => {
        if (!seen) return;
        await change.mutateAsync({ subscriptionId, change: seen.change, version, shown: seen.outlook.amount });
        toast(t(seen.outlook.needsApproval ? 'carts.asked_done' : 'subscriptions.done'));
        onClose();
      }),
  };
}
