import { UserPlus } from 'lucide-react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { members } from '../contract.ts';
import { InvitationsTab } from './InvitationsTab.tsx';
import { PeopleTab } from './PeopleTab.tsx';
import { RequestsTab } from './RequestsTab.tsx';

/** The people of the company, those on their way in, and those who ask. */
export function PeoplePage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const at = useAccountPath();
  const tab = ['people', 'invitations', 'requests'].find((id) => id === search.get('tab')) ?? 'people';
  const waiting = useRead(members.listJoinRequests, { limit: 50 }, { catches: true }).data?.items.filter((request) => request.can.decide).length;
  const canInvite = useRead(members.listMembers, { limit: 1 }, { catches: true }).data?.can.invite;
  return (
    <Page
      title={t('members.title')}
      sentence={t('members.sentence')}
      action={
        canInvite && (
          <LinkButton href={at('/people/invite')} variant={tab === 'requests' && waiting ? undefined : 'primary'} icon={UserPlus}>
            {t('members.invite.open')}
          </LinkButton>
        )
      }
    >
      <Tabs
        label={t('members.title')}
        chosen={tab}
        onChoose={(id) => setSearch({ tab: id === 'people' ? null : id, q: null, role: null, state: null })}
        tabs={[
          { id: 'people', label: t('members.tab.people'), content: <PeopleTab /> },
          { id: 'invitations', label: t('members.tab.invitations'), content: <InvitationsTab /> },
          { id: 'requests', label: t('members.tab.requests'), count: waiting ? waiting : undefined, content: <RequestsTab /> },
        ]}
      />
    </Page>
  );
}
