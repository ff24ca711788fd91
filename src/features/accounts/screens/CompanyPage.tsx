import { addressLines, countryName } from '../../../core/country.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { accounts } from '../contract.ts';
import { ContactSection } from './ContactSection.tsx';
import { LegalForm } from './LegalForm.tsx';
import { Looks } from './Looks.tsx';
import { Nothing } from './Nothing.tsx';
import { VettingMark, VettingNotice } from './vetting.tsx';
import { WhoMay } from './WhoMay.tsx';
import type { CompanyShown } from './shown.ts';

/** The company as it stands in the register, where its verification stands, and who is written to about it. */
export function CompanyPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { data: company } = useRead(accounts.getCompany, {});
  if (!company) {
    return (
      <Page title={t('accounts.company.title')} sentence={t('accounts.company.sentence')} width="reading">
        <SkeletonLines lines={8} />
      </Page>
    );
  }
  return (
    <Page title={t('accounts.company.title')} sentence={t('accounts.company.sentence')} width="reading" mark={<VettingMark status={company.vetting.status} />}>
      <VettingNotice vetting={company.vetting} href={company.can.seeVerification ? at('/verification') : undefined} />
      <Section title={t('accounts.company.identifiers')} text={t('accounts.company.identifiers_text')}>
        <DescriptionList
          facts={[
            { label: t('accounts.partner_id'), value: <CopyId value={company.partnerId} what={t('accounts.partner_id')} /> },
            { label: t('accounts.account_id'), value: <CopyId value={company.accountId} what={t('accounts.account_id')} /> },
          ]}
        />
      </Section>
      <LegalSection company={company} />
      <ContactSection company={company} />
      <WhoMay editors={company.editors} permission="legal_profile" can={company.can.editLegal} />
      {company.can.seeLooks && <Looks />}
    </Page>
  );
}

function LegalSection({ company }: { readonly company: CompanyShown }) {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const editing = company.can.editLegal && search.get('edit') === 'legal';
  return (
    <Section
      title={t('accounts.company.legal')}
      text={t('accounts.company.legal_text')}
      action={company.can.editLegal && !editing && <Button onPress={() => setSearch({ edit: 'legal' })}>{t('accounts.company.edit_legal')}</Button>}
    >
      {editing ? <LegalForm company={company} onDone={() => setSearch({ edit: null })} /> : <LegalFacts company={company} />}
    </Section>
  );
}

function LegalFacts({ company }: { readonly company: CompanyShown }) {
  const { t, locale } = useHouse();
  const rule = useRead(accounts.getCountry, { iso2: company.country }).data;
  const lines = rule ? addressLines(rule, company.address, locale) : [];
  return (
    <DescriptionList
      facts={[
        { label: t('accounts.company.name'), value: company.name },
        { label: t('country.country'), value: countryName(company.country, locale) },
        {
          label: t('accounts.company.address'),
          value: lines.map((line, at) => (
            <span key={at} className="block">
              {line}
            </span>
          )),
        },
        {
          label: t('country.registrationNumber'),
          value: company.registrationNumber ? <CopyId value={company.registrationNumber} what={t('country.registrationNumber')} /> : <Nothing />,
        },
        // Where there are no VAT numbers, none is missing.
        ...(company.vatNumber || rule?.vat
          ? [{ label: t('country.vatNumber'), value: company.vatNumber ? <CopyId value={company.vatNumber} what={t('country.vatNumber')} /> : <Nothing /> }]
          : []),
        {
          label: t('accounts.company.website'),
          value: company.website ? (
            <a className="text-accent-ink underline underline-offset-3" href={company.website} rel="noreferrer" target="_blank">
              {company.website}
            </a>
          ) : (
            <Nothing />
          ),
        },
      ]}
    />
  );
}
