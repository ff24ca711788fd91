import { countryName } from '../../../core/country.ts';
import { localeNames } from '../../../core/locale.ts';
import { useAccountId, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { profiles } from '../contract.ts';
import type { Profile } from '../contract/profiles.ts';
import { ProfileEdit } from './ProfileEdit.tsx';
import { ProfileState } from './ProfileState.tsx';

/** One profile: its draft, and what the public sees of it. */
export function ProfilePage() {
  const { t, locale } = useHouse();
  const at = useAccountPath();
  const { params } = usePlace();
  const read = useRead(profiles.getProfile, { profileId: params['profileId'] ?? '' });
  const profile = read.data;
  const title = profile ? `${countryName(profile.country, locale)} · ${localeNames[profile.locale]}` : t('profiles.title');
  return (
    <Page
      title={title}
      crumbs={[{ label: t('profiles.title'), href: at('/profiles') }]}
      mark={profile && <ProfileState state={profile.state} />}
      width="reading"
    >
      {!profile && <SkeletonLines lines={12} />}
      {profile && (
        <>
          <Shown profile={profile} />
          <ProfileEdit key={profile.profileId} profile={profile} reload={async () => (await read.refetch()).data} />
        </>
      )}
    </Page>
  );
}

/** Where it can be seen, and what is missing before everyone can. */
function Shown({ profile }: { readonly profile: Profile }) {
  const { t, formatList } = useHouse();
  const account = useAccountId();
  const lacks = Object.keys(profile.missing) as (keyof Profile['content'])[];
  return (
    <>
      <p className="flex flex-wrap gap-x-6 gap-y-1 text-14">
        <Link href={`/api/a/${account}/profiles/${profile.profileId}/preview`} target="_blank">
          {t('profiles.preview')}
        </Link>
        {profile.isShown && profile.address && (
          <Link href={profile.address} target="_blank">
            {t('profiles.see')}
          </Link>
        )}
      </p>
      {lacks.length > 0 && profile.can.edit && (
        <Banner kind="info">{t('profiles.lacks', { parts: formatList(lacks.map((part) => t(`profiles.part.${part}`))) })}</Banner>
      )}
    </>
  );
}
