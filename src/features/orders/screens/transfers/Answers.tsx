import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { orders } from '../../contract.ts';
import type { Transfer, TransferOutlook } from '../../contract.ts';
import { chosenOf, Choices } from './Choices.tsx';
import { OutlookSection } from './OutlookSection.tsx';
import { partnerOf } from './TransferMark.tsx';

/** Accept, release, reject or withdraw; what changes something is asked once more, with what it costs. */
export function Answers({ it }: { readonly it: Transfer }) {
  const { t, formatMoney } = useHouse();
  const [asks, ask] = useState<'accept' | 'withdraw' | 'reject' | null>(null);
  const accept = useAct(orders.acceptTransfer);
  const withdraw = useAct(orders.withdrawTransfer);
  const { attempt, banner } = useAttempt();
  const { can, transferId, version, outlook, customer } = it;
  const done = (what: 'accept' | 'withdraw', act: () => Promise<unknown>) =>
    attempt(async () => {
      await act();
      toast(t(`transfers.${what}_done`));
    });
  return (
    <>
      {banner}
      {can.release && <Release it={it} />}
      <div className="flex flex-wrap gap-3">
        {can.accept && (
          <Button variant="primary" onPress={() => ask('accept')}>
            {t('transfers.accept')}
          </Button>
        )}
        {can.reject && <Button onPress={() => ask('reject')}>{t('transfers.reject')}</Button>}
        {can.withdraw && <Button onPress={() => ask('withdraw')}>{t('transfers.withdraw')}</Button>}
      </div>
      {asks === 'accept' && (
        <ConfirmDialog
          open
          onClose={() => ask(null)}
          title={t('transfers.accept_title', { customer: customer.name })}
          text={t('transfers.accept_text', { amount: formatMoney(outlook.amount) })}
          confirm={t('transfers.accept')}
          onConfirm={() => done('accept', () => accept.mutateAsync({ transferId, version, shown: outlook.amount }))}
        />
      )}
      {asks === 'withdraw' && (
        <ConfirmDialog
          open
          onClose={() => ask(null)}
          title={t('transfers.withdraw_title')}
          text={t('transfers.withdraw_text')}
          confirm={t('transfers.withdraw')}
          onConfirm={() => done('withdraw', () => withdraw.mutateAsync({ transferId, version }))}
        />
      )}
      {asks === 'reject' && <Rejection it={it} onClose={() => ask(null)} />}
    </>
  );
}

function Rejection({ it: { transferId, version }, onClose }: { readonly it: Transfer; readonly onClose: () => void }) {
  const { t } = useHouse();
  const reject = useAct(orders.rejectTransfer);
  const { attempt, banner } = useAttempt();
  return (
    <Dialog open onClose={onClose} title={t('transfers.reject_title')}>
      <Form<{ reason: string }>
        problem={banner}
        onSubmit={({ reason }) =>
          attempt(async () => {
            await reject.mutateAsync({ transferId, version, reason });
            toast(t('transfers.reject_done'));
            onClose();
          })
        }
      >
        <p className="text-14 text-muted">{t('transfers.reject_text')}</p>
        <TextArea name="reason" label={t('relations.reason')} help={t('transfers.message_help')} maxLength={500} optional />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('transfers.reject')}
          </Button>
          <Button variant="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}

/** Which subscriptions go, what that does, and off they go. */
function Release({ it }: { readonly it: Transfer }) {
  const { t, formatMoney } = useHouse();
  const { transferId, version, choices, other } = it;
  const [seen, see] = useState<{ readonly subscriptionIds: string[]; readonly outlook: TransferOutlook } | null>(null);
  const rehearse = useAct(orders.rehearseRelease);
  const release = useAct(orders.releaseSubscriptions);
  const { attempt, banner } = useAttempt();
  if (!seen)
    return (
      <Form
        label={t('transfers.release')}
        problem={banner}
        onSubmit={(ticked) =>
          attempt(async () => {
            const subscriptionIds = chosenOf(choices, ticked);
            see({ subscriptionIds, outlook: await rehearse.mutateAsync({ transferId, subscriptionIds }) });
          })
        }
      >
        <Choices items={choices} />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('transfers.look')}
          </Button>
        </FormActions>
      </Form>
    );
  const { amount } = seen.outlook;
  const given = { ...amount, amount: amount.amount.replace(/^-/, '') };
  return (
    <Dialog open onClose={() => see(null)} title={t('transfers.release_title', { partner: partnerOf(other) })}>
      <div className="flex flex-col gap-6">
        {banner}
        <p className="text-14 text-muted">{t('transfers.release_text', { amount: formatMoney(given) })}</p>
        <OutlookSection outlook={seen.outlook} isPending />
        <div className="flex flex-wrap gap-3">
          <Button
            variant="primary"
            onPress={() =>
              attempt(async () => {
                await release.mutateAsync({ transferId, version, subscriptionIds: seen.subscriptionIds });
                toast(t('transfers.release_done'));
              })
            }
          >
            {t('transfers.release')}
          </Button>
          <Button variant="quiet" onPress={() => see(null)}>
            {t('ui.cancel')}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
