import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { customers } from '../contract.ts';
import type { CustomerShown } from './said.ts';

/** Whether the customer may buy for itself at the company's expense. */
export function SelfPurchase({ customer: { customerId, name, can } }: { readonly customer: CustomerShown }) {
  const { t, formatDate } = useHouse();
  const [asks, ask] = useState(false);
  const list = useRead(customers.listSelfPurchases, { customerId }).data;
  const allow = useAct(customers.allowSelfPurchase);
  const stop = useAct(customers.stopSelfPurchase);
  const { attempt, banner } = useAttempt();
  const stands = list?.items[0];
  const change = (act: () => Promise<unknown>, done: 'customers.self.allowed' | 'customers.self.stopped') =>
    attempt(async () => {
      await act();
      toast(t(done));
    });
  return (
    <Section title={t('customers.self')} text={t('customers.self_text')}>
      {banner}
      {!list && <SkeletonLines lines={1} />}
      {list && (
        <div>
          <Status kind={stands ? 'success' : 'plain'}>
            {stands ? t('customers.self.on', { day: formatDate(stands.allowedAt, 'long'), by: stands.allowedBy }) : t('customers.self.off')}
          </Status>
        </div>
      )}
      {list && can.changeSelfPurchase && (
        <div>
          {stands ? (
            <Button pending={stop.isPending} onPress={() => change(() => stop.mutateAsync({ customerId }), 'customers.self.stopped')}>
              {t('customers.self.stop')}
            </Button>
          ) : (
            <Button onPress={() => ask(true)}>{t('customers.self.allow')}</Button>
          )}
        </div>
      )}
      <ConfirmDialog
        open={asks}
        onClose={() => ask(false)}
        title={t('customers.self.sure', { name })}
        text={t('customers.self.sure_text')}
        confirm={t('customers.self.allow')}
        danger={false}
        onConfirm={() => change(() => allow.mutateAsync({ customerId }), 'customers.self.allowed')}
      />
    </Section>
  );
}
