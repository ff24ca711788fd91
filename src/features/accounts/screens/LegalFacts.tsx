import { addressLines, countryName } from '../../../core/country.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { accounts } from '../contract.ts';
import { Nothing } from './Nothing.tsx';
import type { CompanyShown } from './shown.ts';

/** The legal data, as facts. */
export function LegalFacts({ company }: { readonly company: CompanyShown }) {
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
