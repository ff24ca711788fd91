import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { WhoMay } from '../../../accounts/screens/WhoMay.tsx';
import { type BillingProfile, tax } from '../../contract.ts';
import { BillingAddress } from './BillingAddress.tsx';
import { BillingDetails } from './BillingDetails.tsx';
import { Currency } from './Currency.tsx';
import { TaxIds } from './TaxIds.tsx';

/** To whom and where invoices go; each part with its own right. */
export function BillingPage() {
  const { t } = useHouse();
  const { data } = useRead(tax.getBillingProfile, {});
  return (
    <Page title={t('tax.billing.title')} sentence={t('tax.billing.sentence')} width="reading">
      {data ? <Parts data={data} /> : <SkeletonLines lines={10} />}
    </Page>
  );
}

function Parts({ data }: { readonly data: BillingProfile }) {
  const { t } = useHouse();
  const path = useAccountPath();
  return (
    <>
      <Section title={t('tax.billing.name')} text={t('tax.billing.name_help')}>
        <DescriptionList
          facts={[{ label: t('tax.billing.name'), value: data.name, action: <Link href={path('/company')}>{t('tax.billing.to_company')}</Link> }]}
        />
      </Section>
      <Section title={t('tax.billing.address')}>
        <BillingAddress key={`address ${data.version}`} data={data} />
        <WhoMay editors={data.editors.address} permission="billing_profile.address" can={data.can.address} />
      </Section>
      <Section title={t('tax.billing.details')}>
        <BillingDetails key={`details ${data.version}`} data={data} />
        <WhoMay editors={data.editors.details} permission="billing_profile" can={data.can.details} />
      </Section>
      <Section title={t('tax.billing.tax_ids')} text={t('tax.billing.tax_ids_text')}>
        <TaxIds data={data} />
        <WhoMay editors={data.editors.taxIds} permission="billing_profile.vat" can={data.can.taxIds} />
      </Section>
      <Currency data={data} />
    </>
  );
}
