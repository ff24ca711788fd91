import type { z } from 'zod';
import { fullName } from '../../../core/person.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { members } from '../contract.ts';
import { MemberMark } from './MemberMark.tsx';
import { PersonActs } from './PersonActs.tsx';
import { RolesForm } from './RolesForm.tsx';

export type PersonShown = z.output<typeof members.getMember.output>;

/** One person: what they may do here and until when, and whether they may enter at all. */
export function PersonPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const { data: person } = useRead(members.getMember, { personId: params['personId'] ?? '' });
  const crumbs = [{ label: t('members.title'), href: at('/people') }];
  if (!person) {
    return (
      <Page title={t('members.person.title')} width="reading" crumbs={crumbs}>
        <SkeletonLines lines={6} />
      </Page>
    );
  }
  return (
    <Page title={fullName(person)} mark={<MemberMark state={person.state} bare={false} />} sentence={person.email} width="reading" crumbs={crumbs}>
      {person.isLastAdmin && <Banner kind="warning">{t('members.person.last_admin')}</Banner>}
      <Section
        title={t('members.person.roles')}
        text={t(person.isSelf ? 'members.person.roles_own' : 'members.person.roles_text')}
        action={<Link href={at(`/roles?tab=person&person=${person.personId}`)}>{t('rights.see_rights')}</Link>}
      >
        <RolesForm key={person.version} person={person} />
      </Section>
      <Facts person={person} />
      <PersonActs person={person} />
    </Page>
  );
}

function Facts({ person }: { readonly person: PersonShown }) {
  const { t, formatDate } = useHouse();
  return (
    <Section title={t('members.person.facts')}>
      <DescriptionList
        facts={[
          { label: t('members.column.joined'), value: formatDate(person.joinedAt, 'long') },
          { label: t('members.column.used'), value: person.lastUsedAt ? formatDate(person.lastUsedAt, 'moment') : t('members.never') },
          ...(person.isGuest ? [{ label: t('members.guest'), value: t('members.guest_text') }] : []),
        ]}
      />
    </Section>
  );
}
