import { useState } from 'react';
import { countryName } from '../../../core/country.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { askedQualifications, customers } from '../contract.ts';
import { BulkDialog } from './bulk/BulkDialog.tsx';
import { GroundField } from './AddParts.tsx';
import { CodeField } from './CodeField.tsx';
import { AgreementMark, QualificationMark } from './marks.tsx';
import { SelfPurchase } from './SelfPurchase.tsx';
import type { CustomerShown } from './said.ts';

/** Who the customer is, and what still stands in the way of selling to it. */
export function OverviewTab({ customer }: { readonly customer: CustomerShown }) {
  const { t, locale, formatDate } = useHouse();
  const { setSearch } = usePlace();
  return (
    <div className="flex max-w-180 flex-col gap-8">
      {customer.can.attest && (
        <Banner
          kind="warning"
          title={t('customers.not_agreed')}
          action={<Button onPress={() => setSearch({ tab: 'agreements', edit: '1' })}>{t('customers.attest')}</Button>}
        >
          {t('customers.not_agreed_text')}
        </Banner>
      )}
      <Section title={t('customers.facts')}>
        <DescriptionList
          facts={[
            { label: t('customers.id'), value: <CopyId value={customer.customerId} what={t('customers.id')} /> },
            { label: t('customers.domain'), value: <span className="break-all">{customer.domain}</span> },
            ...(customer.tenantName === customer.name ? [] : [{ label: t('customers.tenant_name'), value: customer.tenantName }]),
            { label: t('country.country'), value: countryName(customer.country, locale) },
            { label: t('customers.column.relationship'), value: t(`customers.relationship.${customer.relationship}`) },
            ...(customer.other
              ? [
                  {
                    label: t(customer.relationship === 'provider' ? 'customers.reseller' : 'customers.provider'),
                    value: customer.other.name ?? customer.other.partnerId,
                  },
                ]
              : []),
            { label: t('customers.column.agreement'), value: <AgreementMark agreement={customer.agreement} /> },
            { label: t('customers.column.responsible'), value: <Responsible customer={customer} /> },
            {
              label: t('customers.column.since'),
              value: t(`customers.since.${customer.createdVia}`, { day: formatDate(customer.createdAt, 'long'), name: customer.createdBy }),
            },
          ]}
        />
      </Section>
      <Qualification customer={customer} />
      {customer.can.seeSelfPurchase && <SelfPurchase customer={customer} />}
    </div>
  );
}

/** Who of the company looks after it; said here as for many on the list. */
function Responsible({ customer: { customerId, responsible, can } }: { readonly customer: CustomerShown }) {
  const { t } = useHouse();
  const [open, setOpen] = useState(false);
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <span>{responsible?.name ?? t('customers.responsible.nobody')}</span>
      {can.assign && (
        <Button size="small" onPress={() => setOpen(true)}>
          {t('customers.bulk.assign')}
        </Button>
      )}
      {open && <BulkDialog act="assign" of={{ customerIds: [customerId] }} onClose={() => setOpen(false)} onDone={() => {}} />}
    </span>
  );
}

function Qualification({ customer }: { readonly customer: CustomerShown }) {
  const { t } = useHouse();
  const [open, setOpen] = useState(false);
  const { qualification, qualificationState, qualificationGround, qualificationReason, can } = customer;
  return (
    <Section title={t('customers.column.qualification')} text={t('customers.qualification_text')}>
      <QualificationMark qualification={qualification} state={qualificationState} />
      {qualificationState === 'in_review' && <p className="text-14 text-muted">{t('customers.in_review_text')}</p>}
      {qualificationState === 'refused' && (
        <Banner kind="danger" title={t('customers.refused_title')}>
          {qualificationReason}
        </Banner>
      )}
      {qualificationGround && <p className="text-14 break-words whitespace-pre-line">{qualificationGround}</p>}
      {can.qualify &&
        (open ? (
          <QualifyForm customer={customer} onDone={() => setOpen(false)} />
        ) : (
          <div>
            <Button onPress={() => setOpen(true)}>{t(qualificationState === 'refused' ? 'customers.ask_again' : 'customers.ask_qualification')}</Button>
          </div>
        ))}
    </Section>
  );
}

type Typed = { readonly qualification: (typeof askedQualifications)[number]; readonly ground: string; readonly code?: string };

function QualifyForm({ customer, onDone }: { readonly customer: CustomerShown; readonly onDone: () => void }) {
  const { t } = useHouse();
  const ask = useAct(customers.askQualification);
  const { attempt, banner } = useAttempt();
  const first = askedQualifications.find((each) => each === customer.qualification) ?? 'none';
  const [chosen, choose] = useState<string>(first);
  const [code, setCode] = useState('');
  const byCode = chosen === 'government' && code !== '';
  const save = ({ qualification, ground = '', code: typed = '' }: Typed) =>
    attempt(async () => {
      await ask.mutateAsync({
        customerId: customer.customerId,
        qualification,
        ground: qualification === 'none' ? '' : ground,
        code: qualification === 'government' ? typed : '',
        version: customer.version,
      });
      toast(t(qualification === 'none' ? 'customers.qualification_given_up' : byCode ? 'customers.qualified' : 'customers.qualification_sent'));
      onDone();
    });
  return (
    <Form<Typed>
      label={t('customers.ask_qualification')}
      initial={{ qualification: first, ground: customer.qualificationGround ?? '' }}
      onChange={(typed) => {
        choose(typed.qualification);
        setCode(typed.code ?? '');
      }}
      onSubmit={save}
      problem={banner}
    >
      <Select
        name="qualification"
        label={t('customers.qualification_label')}
        width="half"
        options={askedQualifications.map((id) => ({ id, label: t(`customers.qualification.${id}`) }))}
      />
      {chosen === 'government' && <CodeField name="code" />}
      {chosen !== 'none' && !byCode && <GroundField name="ground" />}
      <FormActions>
        <Button type="submit" variant="primary">
          {t(byCode ? 'customers.qualify_by_code' : 'customers.send_for_review')}
        </Button>
        <Button variant="quiet" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}
