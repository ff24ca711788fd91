import { FileText } from 'lucide-react';
import { fullName } from '../../../core/person.ts';
import { api } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAccountId, useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { agreements } from '../../agreements/contract.ts';
import { customers } from '../contract.ts';
import { SignerFields, signerIn } from './AddParts.tsx';
import type { CustomerShown } from './said.ts';

/** What the customer has agreed to; without it nothing can be bought. */
export function AgreementsTab({ customer }: { readonly customer: CustomerShown }) {
  const { t, formatDate } = useHouse();
  const { search, setSearch } = usePlace();
  const { customerId, can } = customer;
  const list = useRead(customers.listAgreements, { customerId }).data?.items;
  const attests = can.attest && search.get('edit') !== null;
  const open = can.attest && !attests && (
    <Button variant="primary" onPress={() => setSearch({ edit: '1' })}>
      {t('customers.attest')}
    </Button>
  );
  return (
    <div className="flex max-w-180 flex-col gap-8">
      <Section title={t('customers.agreements')} text={t('customers.agreements_text')} action={<ReadAgreement />}>
        {attests && <AttestForm customer={customer} onDone={() => setSearch({ edit: null })} />}
        {!list && <SkeletonLines lines={3} />}
        {list?.length === 0 && !attests && <Empty title={t('customers.not_agreed')} text={t('customers.not_agreed_text')} action={open} />}
        {list?.map((agreement) => (
          <DescriptionList
            key={agreement.agreementId}
            facts={[
              { label: t('customers.column.agreement'), value: t(`customers.agreement.${agreement.mode}`) },
              { label: t('customers.signer'), value: fullName(agreement) },
              { label: t('customers.email'), value: <span className="break-all">{agreement.email}</span> },
              // A day as it stands in a calendar: the same everywhere on earth.
              { label: t('customers.agreed_on'), value: formatDate(new Date(`${agreement.agreedOn}T12:00:00`), 'long') },
              ...(agreement.textNumber ? [{ label: t('customers.agreement_version'), value: String(agreement.textNumber) }] : []),
              ...(agreement.attestedBy ? [{ label: t('customers.attested_by'), value: agreement.attestedBy }] : []),
            ]}
          />
        ))}
      </Section>
    </div>
  );
}

/** Opens the text that customers accept, in the reader's language. */
function ReadAgreement() {
  const { t } = useHouse();
  const account = useAccountId();
  const text = useRead(agreements.listAgreementTemplates, {}, { catches: true }).data?.items.find(({ isForCustomers }) => isForCustomers);
  const { attempt, banner } = useAttempt();
  if (!text) return null;
  const read = () => {
    // Opened before the link is there: what opens later than the press is stopped as an advertisement.
    const page = window.open('about:blank');
    return attempt(async () => {
      const { read: link } = await api(agreements, account).makeDocumentLinks({ agreement: text.agreement });
      page?.location.replace(link);
    });
  };
  return (
    <>
      {banner}
      <Button size="small" icon={FileText} onPress={read}>
        {t('customers.read_agreement')}
      </Button>
    </>
  );
}

function AttestForm({ customer, onDone }: { readonly customer: CustomerShown; readonly onDone: () => void }) {
  const { t } = useHouse();
  const attest = useAct(customers.attestAgreement);
  const { attempt, banner } = useAttempt();
  const contact = customer.billing?.contact;
  const save = (typed: FormValues) =>
    attempt(async () => {
      await attest.mutateAsync({ customerId: customer.customerId, signer: signerIn(typed, 'signer.') });
      toast(t('customers.attested'));
      onDone();
    });
  return (
    <Form
      label={t('customers.attest')}
      initial={{ 'signer.givenName': contact?.givenName ?? '', 'signer.familyName': contact?.familyName ?? '', 'signer.email': contact?.email ?? '' }}
      onSubmit={save}
      problem={banner}
    >
      <p className="text-14 text-muted">{t('customers.attest_text', { customer: customer.name })}</p>
      <SignerFields path="signer." />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('customers.attest')}
        </Button>
        <Button variant="quiet" onPress={onDone}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}
