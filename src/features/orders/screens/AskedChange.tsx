import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { orders } from '../contract.ts';
import type { Outlook, Subscription } from '../contract.ts';
import { OutlookView } from './OutlookView.tsx';
import { YesOrBack } from './YesOrBack.tsx';

type Waiting = NonNullable<Subscription['waiting']>;

/** A change above the company's limit waits: what it is, who asked for it, and the answer of whoever may give it. */
export function AskedChange({ it, waiting }: { readonly it: Subscription; readonly waiting: Waiting }) {
  const { t, formatMoney, formatRelative } = useHouse();
  const [answering, answer] = useState<Outlook | null>(null);
  const rehearse = useAct(orders.rehearseChange);
  const decide = useAct(orders.decideChange);
  const { attempt, banner } = useAttempt();
  const { subscriptionId, version } = it;
  const { change, can } = waiting;
  const act = t(`subscriptions.act.${change.kind}`);
  const seats = (count: number) => t('orders.seats', { count });
  const what =
    change.kind === 'seats' ? t('subscriptions.do', { act, sum: t('subscriptions.from_to', { from: seats(it.quantity), to: seats(change.quantity) }) }) : act;
  const look = () => attempt(async () => answer(await rehearse.mutateAsync({ subscriptionId, change })));
  const withdraw = () =>
    attempt(async () => {
      await decide.mutateAsync({ subscriptionId, decision: 'withdraw', version });
      toast(t('subscriptions.asked_withdrawn'));
    });
  return (
    <>
      {banner}
      <Banner
        kind="info"
        title={t('carts.asked', { by: waiting.by, total: formatMoney(waiting.total), when: formatRelative(waiting.at) })}
        action={
          can.decide ? (
            <Button variant="primary" pending={rehearse.isPending} onPress={look}>
              {t('subscriptions.asked_look')}
            </Button>
          ) : (
            can.withdraw && (
              <Button pending={decide.isPending} onPress={withdraw}>
                {t('subscriptions.asked_withdraw')}
              </Button>
            )
          )
        }
      >
        <p>{what}</p>
        {!can.decide && <p>{t('carts.asked_wait')}</p>}
      </Banner>
      {answering && <Answer it={it} waiting={waiting} outlook={answering} onClose={() => answer(null)} />}
    </>
  );
}

interface AnswerProps {
  readonly it: Subscription;
  readonly waiting: Waiting;
  readonly outlook: Outlook;
  readonly onClose: () => void;
}
/** Yes at the amount of today, or back with a reason. */
function Answer({ it, waiting: { change }, outlook, onClose }: AnswerProps) {
  const { t, formatMoney } = useHouse();
  const decide = useAct(orders.decideChange);
  const { attempt, banner } = useAttempt();
  const send = (decision: 'approve' | 'send_back', why = '') =>
    attempt(async () => {
      await decide.mutateAsync({ subscriptionId: it.subscriptionId, decision, why, version: it.version, shown: outlook.amount });
      toast(t(decision === 'approve' ? 'subscriptions.done' : 'carts.sent_back_done'));
      onClose();
    });
  return (
    <Dialog open onClose={onClose} title={t(`subscriptions.act.${change.kind}`)}>
      <div className="flex flex-col gap-4">
        {banner}
        <OutlookView it={it} kind={change.kind} outlook={outlook} />
        <YesOrBack
          yes={t('subscriptions.asked_approve', { sum: formatMoney(outlook.amount) })}
          pending={decide.isPending}
          onYes={() => send('approve')}
          onBack={(why) => send('send_back', why)}
        />
      </div>
    </Dialog>
  );
}
