import type { MessageKey } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { HelperList } from '../../../web/ui/HelperList.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { orders } from '../contract.ts';
import type { OrderSettings } from '../contract.ts';

/** From which first charge on a second person approves an order, and who that can be. */
export function ApprovalPage() {
  const { t } = useHouse();
  const { data } = useRead(orders.getOrderSettings, {});
  return (
    <Page title={t('order_approval.title')} sentence={t('order_approval.sentence')} width="reading">
      {data ? (
        <div className="flex flex-col gap-8">
          <Limit key={data.version} settings={data} />
          <Approvers settings={data} />
        </div>
      ) : (
        <SkeletonLines lines={6} />
      )}
    </Page>
  );
}

function Limit({ settings }: { readonly settings: OrderSettings }) {
  const { t, formatMoney } = useHouse();
  const change = useAct(orders.changeOrderSettings);
  const { attempt, banner } = useAttempt();
  const { approvalAbove, currencies, version, can } = settings;
  const set = (amount: string, currency: string) =>
    attempt(async () => {
      await change.mutateAsync({ approvalAbove: amount ? { amount, currency } : null, version });
      toast(t('order_approval.saved'));
    });
  return (
    <Section
      title={approvalAbove ? t('order_approval.above', { sum: formatMoney(approvalAbove) }) : t('order_approval.nobody')}
      text={t('order_approval.currency_only')}
    >
      {can.change && (
        <Form<{ amount: string; currency: string }>
          initial={{ amount: approvalAbove?.amount ?? '', currency: approvalAbove?.currency ?? currencies[0] ?? '' }}
          problem={banner}
          onSubmit={({ amount, currency }) => set(amount.trim().replace(',', '.'), currency)}
        >
          <TextField
            name="amount"
            label={t('order_approval.amount')}
            help={t('order_approval.amount_help')}
            inputMode="decimal"
            width="half"
            optional
            validate={(text) => (/^(\d{1,14}([.,]\d{1,2})?)?$/.test(text.trim()) ? undefined : t('order_approval.amount_wrong'))}
          />
          <Select name="currency" label={t('order_approval.currency')} width="short" options={currencies.map((id) => ({ id, label: id }))} />
          <FormActions>
            <Button type="submit" variant="primary">
              {t('order_approval.save')}
            </Button>
            {approvalAbove && (
              <Button variant="quiet" onPress={() => set('', '')}>
                {t('order_approval.drop')}
              </Button>
            )}
          </FormActions>
        </Form>
      )}
    </Section>
  );
}

function Approvers({ settings: { approvalAbove, approvers, approverRoles } }: { readonly settings: OrderSettings }) {
  const { t, formatList } = useHouse();
  const roles = formatList(approverRoles.map((role) => t(`roles.${role}` as MessageKey)));
  return (
    <Section title={t('order_approval.who')} text={t('order_approval.who_text', { roles })}>
      {approvalAbove && approvers.length < 2 && (
        <Banner kind="warning" title={t('order_approval.too_few')}>
          {t('order_approval.too_few_text')}
        </Banner>
      )}
      <HelperList people={approvers} />
    </Section>
  );
}
