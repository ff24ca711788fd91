import { Landmark } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { countryName } from '../../../../core/country.ts';
import { payoutFaults, type PayoutLine, tax } from '../../contract.ts';

/** Payout accounts that wait for the operator, the longest first. */
export function PayoutCasesPage() {
  const { t } = useHouse();
  const list = useList(tax.listPayoutCases, {});
  return (
    <Page title={t('tax.payouts.title')} sentence={t('tax.payouts.desk.sentence')} width="reading">
      {list.isLoading ? (
        <SkeletonLines lines={6} />
      ) : list.items.length === 0 ? (
        <Empty icon={Landmark} title={t('tax.desk.none')} text={t('tax.payouts.desk.none_text')} />
      ) : (
        <ul className="flex flex-col gap-4">
          {list.items.map((line) => (
            <Case key={line.payoutId} line={line} />
          ))}
        </ul>
      )}
      {list.hasMore && <Button onPress={list.loadMore}>{t('ui.table.more')}</Button>}
    </Page>
  );
}

function Case({ line }: { readonly line: PayoutLine }) {
  const { t, locale, formatRelative } = useHouse();
  const [wrong, setWrong] = useState(false);
  const validate = useAct(tax.validatePayout);
  const { attempt, banner } = useAttempt();
  const { accountId, payoutId, version, company, partnerId, holder, masked, bank, country, currency, changedAt } = line;
  const decide = (fault: PayoutLine['reason'], said: string) =>
    attempt(async () => {
      await validate.mutateAsync({ accountId, payoutId, version, fault });
      toast(said);
    });
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line p-4 text-14">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PersonName name={company} detail={partnerId} shape="company" />
        <span className="text-13 text-muted">{formatRelative(changedAt)}</span>
      </div>
      <p>
        <span className="font-mono">{masked}</span> · {[holder, bank, countryName(country, locale), currency].join(' · ')}
      </p>
      {wrong ? (
        <Form<{ fault: (typeof payoutFaults)[number] }> problem={banner} onSubmit={({ fault }) => decide(fault, t('tax.payouts.desk.questioned'))}>
          <Select name="fault" label={t('tax.payouts.desk.fault')} options={payoutFaults.map((id) => ({ id, label: t(`tax.payouts.fault.${id}`) }))} />
          <SubmitOrCancel submit={t('tax.payouts.desk.question')} variant="danger" onCancel={() => setWrong(false)} />
        </Form>
      ) : (
        <>
          {banner}
          <div className="flex flex-wrap gap-3">
            <Button variant="primary" onPress={() => decide(null, t('tax.payouts.desk.approved'))}>
              {t('tax.payouts.desk.approve')}
            </Button>
            <Button onPress={() => setWrong(true)}>{t('tax.payouts.desk.question')}</Button>
          </div>
        </>
      )}
    </li>
  );
}
