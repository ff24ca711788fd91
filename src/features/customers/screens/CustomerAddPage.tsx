import { useState } from 'react';
import { ApiProblem } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ComboBox } from '../../../web/ui/ComboBox.tsx';
import { Form, FormActions, FormSection } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { accounts } from '../../accounts/contract.ts';
import { useCountryOptions } from '../../accounts/screens/useCountryOptions.ts';
import { customers } from '../contract.ts';
import { AgreementFields, newCustomerIn, QualificationFields } from './AddParts.tsx';
import { CustomerFields } from './CustomerFields.tsx';
import { DomainField, Twins } from './DomainField.tsx';
import { asFormErrors } from './said.ts';

/** Adds a customer: country first, then what that country needs. */
export function CustomerAddPage() {
  const { t, locale } = useHouse();
  const at = useAccountPath();
  // Asks for what the page needs, so that who may not sees why instead of a form.
  const prepared = useRead(customers.prepareCustomer, {}).data;
  return (
    <Page
      title={t('customers.add_title')}
      sentence={t('customers.add_sentence')}
      width="reading"
      crumbs={[{ label: t('customers.title'), href: at('/customers') }]}
    >
      {prepared ? (
        <AddForm prepared={prepared} initial={{ country: prepared.home, locale, qualification: 'none', agrees: 'later', adminName: 'admin', relationId: '' }} />
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}

type Prepared = NonNullable<ReturnType<typeof useRead<typeof customers.prepareCustomer>>['data']>;

function AddForm({ prepared, initial }: { readonly prepared: Prepared; readonly initial: FormValues }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  const [values, setValues] = useState(initial);
  const country = (values['country'] as string | undefined) ?? '';
  const read = useRead(accounts.getCountry, { iso2: country }, { enabled: country !== '', catches: true }).data;
  const rule = read?.iso2 === country ? read : undefined;
  const add = useAct(customers.addCustomer);
  const { attempt, banner } = useAttempt();
  const save = async (typed: FormValues) => {
    if (!rule) return undefined;
    let taken: string | undefined;
    const wrong = await attempt(async () => {
      try {
        const { customerId, name } = await add.mutateAsync(newCustomerIn(rule, typed));
        toast(t('customers.added', { name }));
        go(at(`/customers/${customerId}`), { replace: true });
      } catch (error) {
        if (!(error instanceof ApiProblem) || error.code !== 'customers.domain_taken') throw error;
        taken = t('customers.domain.taken');
      }
    });
    return taken ? { domain: taken } : asFormErrors(wrong);
  };
  return (
    <Form initial={initial} onChange={setValues} onSubmit={save} problem={banner}>
      {prepared.needsProvider && prepared.sellers.length === 0 && (
        <Banner kind="warning" title={t('customers.provider_first')} action={<LinkButton href={at('/relations')}>{t('customers.provider_find')}</LinkButton>} />
      )}
      <ComboBox name="country" label={t('country.country')} help={t('customers.country_help')} options={useCountryOptions(prepared.countries)} />
      {rule ? (
        <>
          <TextField name="name" label={t('customers.name')} help={t('customers.name_help')} autoComplete="off" maxLength={200} />
          <DomainField values={values} />
          <Twins values={values} country={country} />
          <CustomerFields rule={rule} values={values} isNumbered={prepared.numbered.includes(country)} />
          <QualificationFields values={values} seesCodes={prepared.seesCodes} />
          {prepared.sellers.length > 0 && <SellerField sellers={prepared.sellers} isNeeded={prepared.needsProvider} />}
          <AgreementFields values={values} />
        </>
      ) : (
        <SkeletonLines lines={8} />
      )}
      <FormActions>
        <Button type="submit" variant="primary">
          {t('customers.add')}
        </Button>
        <Button variant="quiet" onPress={() => go(at('/customers'))}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}

function SellerField({ sellers, isNeeded }: { readonly sellers: Prepared['sellers']; readonly isNeeded: boolean }) {
  const { t } = useHouse();
  const [first] = sellers;
  const label = t(first?.side === 'reseller' ? 'customers.provider' : 'customers.reseller');
  return (
    <FormSection title={label} text={t('customers.seller_text')}>
      <Select
        name="relationId"
        label={label}
        optional={!isNeeded}
        options={[
          { id: '', label: t(isNeeded ? 'customers.seller_choose' : 'customers.seller_none') },
          ...sellers.map(({ relationId, name, partnerId }) => ({ id: relationId, label: name ?? partnerId })),
        ]}
      />
    </FormSection>
  );
}
