import { FileText } from 'lucide-react';
import { useState } from 'react';
import { countryName } from '../../../../core/country.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Form, SubmitOrCancel } from '../../../../web/ui/Form.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { tax, type TaxProfileCase, taxProfileFaults, withheldAbroad } from '../../contract.ts';

/** Tax profiles that wait for the operator, the longest first. */
export function TaxProfileCasesPage() {
  const { t } = useHouse();
  const list = useList(tax.listTaxProfileCases, {});
  return (
    <Page title={t('tax.profiles.title')} sentence={t('tax.profiles.desk.sentence')} width="reading">
      {list.isLoading ? (
        <SkeletonLines lines={6} />
      ) : list.items.length === 0 ? (
        <Empty icon={FileText} title={t('tax.desk.none')} text={t('tax.profiles.desk.none_text')} />
      ) : (
        <ul className="flex flex-col gap-4">
          {list.items.map((line) => (
            <Case key={line.profileId} line={line} />
          ))}
        </ul>
      )}
      {list.hasMore && <Button onPress={list.loadMore}>{t('ui.table.more')}</Button>}
    </Page>
  );
}

function Case({ line }: { readonly line: TaxProfileCase }) {
  const { t, locale, formatDate } = useHouse();
  const { company, partnerId, form, legalName, country, number, claimsTreaty, dueAt, filledBy, filledAt } = line;
  return (
    <li className="flex flex-col gap-3 rounded-card border border-line p-4 text-14">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <PersonName name={company} detail={partnerId} shape="company" />
        {dueAt && <span className="text-13 text-muted">{t('tax.profiles.due', { moment: formatDate(dueAt, 'moment') })}</span>}
      </div>
      <DescriptionList
        facts={[
          { label: t('tax.profiles.form'), value: t(`tax.profiles.form.${form}`) },
          { label: t('tax.profiles.legal_name'), value: legalName },
          { label: t('tax.profiles.country'), value: countryName(country, locale) },
          { label: t('tax.billing.tax_id'), value: <span className="font-mono">{number}</span> },
          { label: t('tax.profiles.treaty'), value: t(claimsTreaty ? 'tax.profiles.treaty_yes' : 'tax.profiles.treaty_no') },
          { label: t('tax.profiles.certified'), value: t('tax.profiles.filled', { day: formatDate(filledAt), name: filledBy }) },
        ]}
      />
      <Decision line={line} />
    </li>
  );
}

type Fault = (typeof taxProfileFaults)[number];

function Decision({ line: { accountId, profileId, version, claimsTreaty } }: { readonly line: TaxProfileCase }) {
  const { t } = useHouse();
  const [open, setOpen] = useState<'approve' | 'question' | null>(null);
  const validate = useAct(tax.validateTaxProfile);
  const { attempt, banner } = useAttempt();
  const decide = (what: { fault: Fault | null; note?: string; withheld?: number | null }, said: string) =>
    attempt(async () => {
      await validate.mutateAsync({ accountId, profileId, version, note: null, withheld: null, ...what });
      toast(said);
    });
  const approve = (withheld: number | null) => decide({ fault: null, withheld }, t('tax.profiles.desk.approved'));
  if (open === 'approve')
    return (
      <Form<{ withheld: string }> problem={banner} onSubmit={({ withheld }) => approve(Number(withheld))}>
        <TextField
          name="withheld"
          label={t('tax.profiles.desk.rate')}
          help={t('tax.profiles.desk.rate_help', { most: withheldAbroad })}
          validate={(typed) =>
            /^\d{1,2}$/.test(typed) && Number(typed) <= withheldAbroad ? undefined : t('tax.profiles.desk.rate_help', { most: withheldAbroad })
          }
          maxLength={2}
          width="short"
        />
        <SubmitOrCancel submit={t('tax.payouts.desk.approve')} onCancel={() => setOpen(null)} />
      </Form>
    );
  if (open === 'question')
    return (
      <Form<{ fault: Fault; note: string }> problem={banner} onSubmit={({ fault, note }) => decide({ fault, note }, t('tax.payouts.desk.questioned'))}>
        <Select name="fault" label={t('tax.payouts.desk.fault')} options={taxProfileFaults.map((id) => ({ id, label: t(`tax.profiles.fault.${id}`) }))} />
        <TextArea name="note" label={t('tax.profiles.desk.note')} optional maxLength={500} />
        <SubmitOrCancel submit={t('tax.payouts.desk.question')} onCancel={() => setOpen(null)} />
      </Form>
    );
  return (
    <>
      {banner}
      <div className="flex flex-wrap gap-3">
        <Button variant="primary" onPress={() => (claimsTreaty ? setOpen('approve') : approve(null))}>
          {t('tax.payouts.desk.approve')}
        </Button>
        <Button onPress={() => setOpen('question')}>{t('tax.payouts.desk.question')}</Button>
      </div>
    </>
  );
}
