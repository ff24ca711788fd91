import { IdCard, Plus } from 'lucide-react';
import { localeNames } from '../../../core/locale.ts';
import { countryName } from '../../../core/country.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { profiles } from '../contract.ts';
import type { ProfileLine } from '../contract/profiles.ts';
import { ProfileState } from './ProfileState.tsx';

/** Where and in which languages the public reads of the company. */
export function ProfilesPage() {
  const { t, locale } = useHouse();
  const at = useAccountPath();
  const list = useRead(profiles.listProfiles, {}).data;
  const none = list?.items.length === 0;
  const add = list?.can.add && (
    <LinkButton href={at('/profiles/new')} variant="primary" icon={Plus}>
      {t('profiles.add')}
    </LinkButton>
  );
  return (
    <Page title={t('profiles.title')} sentence={t('profiles.sentence')} action={!none && add}>
      {list?.hidden && !none && <Banner kind="warning">{t(`profiles.hidden.${list.hidden}`)}</Banner>}
      <Table<ProfileLine>
        label={t('profiles.title')}
        columns={useColumns()}
        rows={list?.items}
        rowKey={(row) => row.profileId}
        rowLabel={(row) => `${countryName(row.country, locale)} · ${localeNames[row.locale]}`}
        href={(row) => at(`/profiles/${row.profileId}`)}
        empty={<Empty icon={IdCard} title={t('profiles.none')} text={t('profiles.none_text')} action={add} />}
      />
    </Page>
  );
}

function useColumns(): Column<ProfileLine>[] {
  const { t, locale, formatRelative } = useHouse();
  return [
    { id: 'country', header: t('profiles.country'), width: 'minmax(12rem, 2fr)', cell: (row) => countryName(row.country, locale) },
    {
      id: 'language',
      header: t('profiles.language'),
      width: '10rem',
      phone: 'fact',
      cell: (row) => <span lang={row.locale}>{localeNames[row.locale]}</span>,
    },
    { id: 'state', header: t('profiles.state'), width: '14rem', phone: 'fact', cell: (row) => <ProfileState state={row.state} bare /> },
    { id: 'changed', header: t('profiles.changed_at'), width: '10rem', from: 'wide', cell: (row) => formatRelative(row.changedAt) },
  ];
}
