import type { ReactNode } from 'react';
import { countryName } from '../../../../core/country.ts';
import { localeNames } from '../../../../core/locale.ts';
import { fullName } from '../../../../core/person.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { accounts } from '../../contract.ts';
import type { CompanyDetails } from '../../contract.ts';
import { Nothing } from '../Nothing.tsx';
import { BusinessForm } from './BusinessForm.tsx';
import { LegalContactForm } from './LegalContactForm.tsx';
import { WritingForm } from './WritingForm.tsx';

const parts = ['legal_contact', 'writing', 'business'] as const;
type Part = (typeof parts)[number];
const forms = { legal_contact: LegalContactForm, writing: WritingForm, business: BusinessForm } as const;
const facts: Record<Part, (of: { readonly details: CompanyDetails }) => ReactNode> = {
  legal_contact: LegalContactFacts,
  writing: WritingFacts,
  business: BusinessFacts,
};

/** What the company says of itself beyond its legal data; nothing of it is checked again. */
export function DetailSections() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const read = useRead(accounts.getCompanyDetails, {}, { catches: true });
  const details = read.data;
  if (!details) return <SkeletonLines lines={6} />;
  return (
    <>
      {parts.map((part) => {
        const editing = details.can.edit && search.get('edit') === part;
        const [Form, Facts] = [forms[part], facts[part]];
        return (
          <Section
            key={part}
            title={t(`accounts.${part}.title`)}
            text={t(`accounts.${part}.text`)}
            action={details.can.edit && !editing && <Button onPress={() => setSearch({ edit: part })}>{t(`accounts.${part}.edit`)}</Button>}
          >
            {editing ? (
              <Form details={details} reload={async () => (await read.refetch()).data} onDone={() => setSearch({ edit: null })} />
            ) : (
              <Facts details={details} />
            )}
          </Section>
        );
      })}
    </>
  );
}

function LegalContactFacts({ details: { legalContact, legalPhoneShown } }: { readonly details: CompanyDetails }) {
  const { t } = useHouse();
  if (!legalContact) return <p className="text-14 text-muted">{t('accounts.legal_contact.none')}</p>;
  return (
    <DescriptionList
      facts={[
        { label: t('accounts.contact.name'), value: fullName(legalContact) },
        { label: t('accounts.contact.email'), value: <span className="break-all">{legalContact.email}</span> },
        ...(legalPhoneShown ? [{ label: t('accounts.contact.phone'), value: <span className="tabular-nums">{legalPhoneShown}</span> }] : []),
      ]}
    />
  );
}

function WritingFacts({ details: { languages, duns } }: { readonly details: CompanyDetails }) {
  const { t, formatList } = useHouse();
  return (
    <DescriptionList
      facts={[
        { label: t('accounts.writing.languages'), value: languages.length ? formatList(languages.map((each) => localeNames[each])) : <Nothing /> },
        { label: t('accounts.writing.duns'), value: duns ? <CopyId value={duns} what={t('accounts.writing.duns')} /> : <Nothing /> },
      ]}
    />
  );
}

function BusinessFacts({ details: { business } }: { readonly details: CompanyDetails }) {
  const { t, locale, formatList } = useHouse();
  const list = (words: readonly string[]) => (words.length ? formatList(words) : <Nothing />);
  return (
    <DescriptionList
      facts={[
        { label: t('accounts.business.partnerships'), value: list(business.partnerships.map((key) => t(`accounts.business.partnership.${key}`))) },
        { label: t('accounts.business.size'), value: business.size ? t(`accounts.business.people.${business.size}`) : <Nothing /> },
        { label: t('accounts.business.customers'), value: business.customers ? t(`accounts.business.count.${business.customers}`) : <Nothing /> },
        { label: t('accounts.business.revenue'), value: business.revenue ? t(`accounts.business.revenue.${business.revenue}`) : <Nothing /> },
        { label: t('accounts.business.countriesServed'), value: list(business.countriesServed.map((code) => countryName(code, locale))) },
        { label: t('accounts.business.countriesWanted'), value: list(business.countriesWanted.map((code) => countryName(code, locale))) },
      ]}
    />
  );
}
