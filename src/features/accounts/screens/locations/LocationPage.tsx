import { addressLines, countryName } from '../../../../core/country.ts';
import type { MessageKey } from '../../../../core/locale.ts';
import { fullName } from '../../../../core/person.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { accounts } from '../../contract.ts';
import { Nothing } from '../Nothing.tsx';
import { WhoMay } from '../WhoMay.tsx';
import { LocationEdit } from './LocationEdit.tsx';
import { Removal } from './Removal.tsx';
import type { LocationShown } from './said.ts';

/** One place of business: its id, where it is, whom one writes to. */
export function LocationPage() {
  const { t } = useHouse();
  const { params, search, setSearch } = usePlace();
  const at = useAccountPath();
  const locationId = params['locationId'] ?? '';
  const read = useRead(accounts.getLocation, { locationId });
  const location = read.data?.locationId === locationId ? read.data : undefined;
  const crumbs = [{ label: t('locations.title'), href: at('/locations') }];
  if (!location) {
    return (
      <Page title={t('locations.sibling')} crumbs={crumbs} width="reading">
        <SkeletonLines lines={8} />
      </Page>
    );
  }
  const editing = location.can.edit && search.get('edit') !== null;
  return (
    <Page
      title={location.name}
      crumbs={crumbs}
      width="reading"
      action={
        location.can.edit &&
        !editing && (
          <Button variant="primary" onPress={() => setSearch({ edit: '1' })}>
            {t('locations.edit')}
          </Button>
        )
      }
    >
      {editing ? (
        <LocationEdit location={location} reload={async () => (await read.refetch()).data} onDone={() => setSearch({ edit: null })} />
      ) : (
        <>
          <Facts location={location} />
          <Removal location={location} />
        </>
      )}
      <WhoMay editors={location.editors} permission="locations" can={location.can.edit} />
    </Page>
  );
}

function Facts({ location }: { readonly location: LocationShown }) {
  const { t, locale, formatDate } = useHouse();
  const { contact } = location;
  return (
    <>
      <Section title={t('locations.details')}>
        <DescriptionList
          facts={[
            { label: t('locations.id'), value: <CopyId value={location.locationId} what={t('locations.id')} /> },
            { label: t('country.country'), value: countryName(location.country, locale) },
            { label: t('locations.address'), value: <WhereItIs location={location} /> },
            {
              label: t('country.registrationNumber'),
              value: location.registrationNumber ? <CopyId value={location.registrationNumber} what={t('country.registrationNumber')} /> : <Nothing />,
            },
            ...(location.links.length > 0 ? [{ label: t('locations.linked'), value: <Links location={location} /> }] : []),
            { label: t('locations.since'), value: formatDate(location.createdAt, 'long') },
          ]}
        />
      </Section>
      <Section title={t('locations.contact')} text={t('locations.contact_text')}>
        <DescriptionList
          facts={[
            { label: t('accounts.contact.name'), value: fullName(contact) },
            { label: t('accounts.contact.email'), value: <span className="break-all">{contact.email}</span> },
            { label: t('accounts.contact.phone'), value: location.phoneShown ? <span className="tabular-nums">{location.phoneShown}</span> : <Nothing /> },
          ]}
        />
      </Section>
    </>
  );
}

function Links({ location: { links } }: { readonly location: LocationShown }) {
  const { t } = useHouse();
  const at = useAccountPath();
  return links.map(({ key, link }) => (
    <Link key={key} className="block w-fit py-0.5" href={at(link.slice('/a/:account'.length))}>
      {t(`locations.linked.${key}` as MessageKey)}
    </Link>
  ));
}

function WhereItIs({ location: { country, address, sharesWith, sharesWithName } }: { readonly location: LocationShown }) {
  const { t, locale } = useHouse();
  const rule = useRead(accounts.getCountry, { iso2: country }, { catches: true }).data;
  return (
    <>
      {(rule ? addressLines(rule, address, locale) : [address.line1]).map((line, at) => (
        <span key={at} className="block">
          {line}
        </span>
      ))}
      {sharesWith && (
        <span className="mt-1 block text-13 text-muted">
          {sharesWith === 'company' ? t('locations.shares_company') : t('locations.shares_sibling', { name: sharesWithName ?? sharesWith })}
        </span>
      )}
    </>
  );
}
