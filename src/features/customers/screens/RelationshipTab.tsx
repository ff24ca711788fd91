import { useState } from 'react';
import type { MessageKey } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { customers } from '../contract.ts';
import { DirectoryApplications } from './DirectoryApplications.tsx';
import { DelegationFacts } from './DelegationFacts.tsx';
import { Removal } from './Removal.tsx';
import { RightsFields, rightsIn } from './RightsFields.tsx';
import type { CustomerShown } from './said.ts';

/** What the partner may do in the customer's directory, and how the relationship ends. */
export function RelationshipTab({ customer }: { readonly customer: CustomerShown }) {
  return (
    <div className="flex max-w-180 flex-col gap-8">
      <Delegations customer={customer} />
      <DirectoryApplications customerId={customer.customerId} />
      {customer.can.remove && <Removal customer={customer} />}
    </div>
  );
}

function Delegations({ customer: { customerId, can } }: { readonly customer: CustomerShown }) {
  const { t, formatList } = useHouse();
  const [asks, setAsks] = useState(false);
  const list = useRead(customers.listDelegations, { customerId }).data?.items;
  const end = useAct(customers.endDelegation);
  const { attempt, banner } = useAttempt();
  const open = can.delegate && !asks && (
    <div>
      <Button onPress={() => setAsks(true)}>{t('customers.delegations.ask')}</Button>
    </div>
  );
  return (
    <Section title={t('customers.delegations')} text={t('customers.delegations_text')}>
      {banner}
      {!list && <SkeletonLines lines={3} />}
      {list?.length === 0 && <Empty title={t('customers.delegations.none')} />}
      <ul className="flex flex-col divide-y divide-line">
        {list?.map((delegation) => (
          <li key={delegation.delegationId} className="flex flex-wrap items-start justify-between gap-3 py-4">
            <DelegationFacts delegation={delegation} />
            {can.delegate && (delegation.state === 'active' || delegation.state === 'asked') && (
              <Button
                size="small"
                onPress={() =>
                  attempt(async () => {
                    await end.mutateAsync({ customerId, delegationId: delegation.delegationId, version: delegation.version });
                    toast(t('customers.delegations.ended'));
                  })
                }
                aria-label={t('ui.named', {
                  label: t(delegation.state === 'asked' ? 'customers.delegations.withdraw' : 'customers.delegations.end'),
                  value: formatList(delegation.roles.map((role) => t(`customers.role.${role}` as MessageKey))),
                })}
              >
                {t(delegation.state === 'asked' ? 'customers.delegations.withdraw' : 'customers.delegations.end')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      {asks ? <AskForm customerId={customerId} onDone={() => setAsks(false)} /> : open}
    </Section>
  );
}

function AskForm({ customerId, onDone }: { readonly customerId: string; readonly onDone: () => void }) {
  const { t } = useHouse();
  const ask = useAct(customers.askDelegation);
  const { attempt, banner } = useAttempt();
  const save = (typed: FormValues) =>
    attempt(async () => {
      await ask.mutateAsync({ customerId, ...rightsIn(typed), why: (typed['why'] as string | undefined) ?? '' });
      toast(t('customers.delegations.asked'));
      onDone();
    });
  return (
    <Form label={t('customers.delegations.ask')} initial={{ days: '90' }} onSubmit={save} problem={banner}>
      <RightsFields />
      <TextArea name="why" label={t('customers.delegations.why')} optional rows={3} maxLength={500} />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('customers.delegations.ask')}
        </Button>
        <Button variant="quiet" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}
