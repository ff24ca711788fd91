import type { ReactNode } from 'react';
import { type Address, addressLines, countryName } from '../../../core/country.ts';
import { fullName } from '../../../core/person.ts';
import { domainOf } from '../../../core/text.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { accounts, type CheckedField } from '../../accounts/contract.ts';
import { Nothing } from '../../accounts/screens/Nothing.tsx';
import type { Case } from '../contract.ts';

/** What is to be compared with the register; what changed stands beside what was authorized before. */
export function ClaimedFacts({ data }: { readonly data: Case }) {
  const { t, locale } = useHouse();
  const rule = useRead(accounts.getCountry, { iso2: data.country }, { catches: true }).data;
  const linesOf = (address: Address) => (rule ? addressLines(rule, address, locale) : [address.line1]);
  const before = (field: CheckedField): string | null => {
    const value = data.before?.[field];
    if (value === undefined) return null;
    return value === null ? t('verification.case.nothing_before') : typeof value === 'string' ? value : linesOf(value).join(', ');
  };
  const shown = (field: CheckedField, value: ReactNode) => (
    <Compared isChanged={data.fields?.includes(field) ?? false} before={before(field)}>
      {value}
    </Compared>
  );
  return (
    <DescriptionList
      facts={[
        { label: t('accounts.company.name'), value: shown('name', data.name) },
        { label: t('country.country'), value: countryName(data.country, locale) },
        {
          label: t('accounts.company.address'),
          value: shown(
            'address',
            linesOf(data.address).map((line, at) => (
              <span key={at} className="block">
                {line}
              </span>
            )),
          ),
        },
        {
          label: t('country.registrationNumber'),
          value: shown('registrationNumber', <Checked value={data.registrationNumber} check={data.registrationCheck} what={t('country.registrationNumber')} />),
        },
        { label: t('country.vatNumber'), value: shown('vatNumber', <Checked value={data.vatNumber} check={data.vatCheck} what={t('country.vatNumber')} />) },
        {
          label: t('accounts.company.website'),
          value: data.website ? (
            <Link href={data.website} target="_blank" rel="noreferrer">
              {data.website}
            </Link>
          ) : (
            <Nothing />
          ),
        },
      ]}
    />
  );
}

function Compared({ isChanged, before, children }: { readonly isChanged: boolean; readonly before: string | null; readonly children: ReactNode }) {
  const { t } = useHouse();
  if (!isChanged) return <>{children}</>;
  return (
    <span className="flex flex-col gap-1">
      <span className="flex flex-wrap items-baseline gap-x-3 gap-y-1">
        <span>{children}</span>
        <Status kind="warning">{t('verification.case.changed')}</Status>
      </span>
      {before !== null && <span className="text-13 text-muted">{t('verification.case.before', { value: before })}</span>}
    </span>
  );
}

function Checked({ value, check, what }: { readonly value: string | null; readonly check: Case['vatCheck']; readonly what: string }) {
  const { t } = useHouse();
  if (!value || check === 'none') return <Nothing />;
  const kind = ({ right: 'success', wrong: 'danger', no_rule: 'plain' } as const)[check];
  return (
    <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
      <CopyId value={value} what={what} />
      <Status bare kind={kind}>
        {t(`verification.case.check.${check}`)}
      </Status>
    </span>
  );
}

export function ContactFacts({ data }: { readonly data: Case }) {
  const { t, formatList } = useHouse();
  const { contact, contactConfirmedAt, contactDomain, domains, phoneShown } = data;
  const kind = ({ proved: 'success', anyone: 'warning', unknown: 'plain' } as const)[contactDomain];
  return (
    <DescriptionList
      facts={[
        { label: t('verification.case.name'), value: fullName(contact) },
        {
          label: t('accounts.contact.email'),
          value: (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="break-all">{contact.email}</span>
              <Status bare kind={contactConfirmedAt ? 'success' : 'warning'}>
                {t(contactConfirmedAt ? 'accounts.contact.confirmed' : 'accounts.contact.unconfirmed')}
              </Status>
            </span>
          ),
        },
        {
          label: t('verification.case.domain'),
          value: (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              <span className="break-all">{domainOf(contact.email)}</span>
              <Status bare kind={kind}>
                {t(`verification.case.domain.${contactDomain}`)}
              </Status>
            </span>
          ),
        },
        { label: t('accounts.contact.phone'), value: phoneShown ?? <Nothing /> },
        { label: t('verification.case.domains'), value: domains.length > 0 ? formatList(domains.map(({ domain }) => domain)) : <Nothing /> },
      ]}
    />
  );
}
