import { addressLines, countryName } from '../../../../core/country.ts';
import type { MessageKey } from '../../../../core/locale.ts';
import { fullName } from '../../../../core/person.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Badge } from '../../../../web/ui/Badge.tsx';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { accounts } from '../../contract.ts';
import { LookList } from '../Looks.tsx';
import { Nothing } from '../Nothing.tsx';
import type { AccountLooked } from './AccountLookPage.tsx';

/** Everything that the company's own admins see, in one reading. */
export function LookFacts({ account }: { readonly account: AccountLooked }) {
  const { t } = useHouse();
  return (
    <>
      <Section title={t('accounts.company.legal')}>
        <Legal account={account} />
      </Section>
      {account.duplicates.length > 0 && <Duplicates account={account} />}
      <Section title={t('accounts.contact.title')}>
        <Contacts account={account} />
      </Section>
      <Locations account={account} />
      <People account={account} />
      <Section title={t('accounts.looks.title')}>
        <LookList looks={account.looks} />
      </Section>
    </>
  );
}

function Legal({ account }: { readonly account: AccountLooked }) {
  const { t, locale, formatDate, formatList } = useHouse();
  const rule = useRead(accounts.getCountry, { iso2: account.country }, { catches: true }).data;
  const lines = rule ? addressLines(rule, account.address, locale) : [account.address.line1];
  return (
    <DescriptionList
      facts={[
        { label: t('accounts.partner_id'), value: <CopyId value={account.partnerId} what={t('accounts.partner_id')} /> },
        { label: t('accounts.company.name'), value: account.name },
        { label: t('country.country'), value: countryName(account.country, locale) },
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
          value: account.registrationNumber ? <CopyId value={account.registrationNumber} what={t('country.registrationNumber')} /> : <Nothing />,
        },
        { label: t('country.vatNumber'), value: account.vatNumber ? <CopyId value={account.vatNumber} what={t('country.vatNumber')} /> : <Nothing /> },
        {
          label: t('accounts.company.website'),
          value: account.website ? (
            <Link href={account.website} target="_blank" rel="noreferrer">
              {account.website}
            </Link>
          ) : (
            <Nothing />
          ),
        },
        { label: t('accounts.look.domains'), value: account.domains.length > 0 ? formatList(account.domains.map(({ domain }) => domain)) : <Nothing /> },
        { label: t('accounts.op.since'), value: formatDate(account.createdAt, 'long') },
      ]}
    />
  );
}

function Contacts({ account }: { readonly account: AccountLooked }) {
  const { t } = useHouse();
  const { email } = account.primaryContact;
  const confirmed = account.primaryContactConfirmedAt !== null;
  return (
    <DescriptionList
      facts={[
        { label: t('accounts.contact.name'), value: fullName(account.primaryContact) },
        {
          label: t('accounts.contact.email'),
          value: (
            <span className="flex flex-wrap items-center gap-x-3 gap-y-1">
              {email} <Status kind={confirmed ? 'success' : 'warning'}>{t(confirmed ? 'accounts.contact.confirmed' : 'accounts.contact.unconfirmed')}</Status>
            </span>
          ),
        },
        { label: t('accounts.contact.phone'), value: account.phoneShown ?? <Nothing /> },
        {
          label: t('accounts.support.title'),
          value: [account.support.email, account.support.phoneShown, account.support.website].filter(Boolean).join(' · ') || <Nothing />,
        },
        { label: t('accounts.tax.title'), value: t(`accounts.tax.${account.taxExemption ?? 'open'}`) },
      ]}
    />
  );
}

function Locations({ account: { locations, locationCount } }: { readonly account: AccountLooked }) {
  const { t, locale } = useHouse();
  const left = locationCount - locations.length;
  return (
    <Section title={t('locations.title')} text={t('locations.look_text', { count: locationCount })}>
      {locations.length > 0 && (
        <ul className="divide-y divide-line text-14">
          {locations.map(({ locationId, name, country, contact }) => (
            <li key={locationId} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-1 py-2">
              <span className="min-w-0 flex-1 basis-48">
                <span className="block font-medium">{name}</span>
                <span className="block text-13 text-muted">
                  {countryName(country, locale)} · {contact.email}
                </span>
              </span>
              <CopyId value={locationId} what={t('locations.id')} />
            </li>
          ))}
        </ul>
      )}
      {left > 0 && <p className="text-13 text-muted">{t('accounts.look.more_people', { count: left })}</p>}
    </Section>
  );
}

function Duplicates({ account }: { readonly account: AccountLooked }) {
  const { t } = useHouse();
  return (
    <Section title={t('accounts.look.duplicates')} text={t('accounts.look.duplicates_text')}>
      <ul className="divide-y divide-line text-14">
        {account.duplicates.map((other) => (
          <li key={other.accountId} className="flex flex-wrap items-center justify-between gap-x-6 py-2">
            <Link href={`/operator/accounts/${other.accountId}`}>{other.name}</Link>
            <CopyId value={other.partnerId} what={t('accounts.partner_id')} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function People({ account }: { readonly account: AccountLooked }) {
  const { t } = useHouse();
  const left = account.peopleCount - account.people.length;
  return (
    <Section title={t('accounts.look.people')} text={t('accounts.look.people_text', { count: account.peopleCount, invitations: account.invitationCount })}>
      <ul className="divide-y divide-line">
        {account.people.map((person) => (
          <li key={person.personId} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 py-2.5">
            <PersonName name={person.name} detail={person.email} />
            <span className="flex flex-wrap items-center gap-1.5">
              {person.state !== 'active' && <Status kind="warning">{t('accounts.look.inactive')}</Status>}
              {person.roles.map((role) => (
                <Badge key={role}>{t(`roles.${role}` as MessageKey)}</Badge>
              ))}
            </span>
          </li>
        ))}
      </ul>
      {left > 0 && <p className="text-13 text-muted">{t('accounts.look.more_people', { count: left })}</p>}
    </Section>
  );
}
