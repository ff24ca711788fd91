import { FileUp, UserPlus } from 'lucide-react';
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
import { RoleRequestsTab } from './roleRequests/RoleRequestsTab.tsx';

/** The people of the company, those on their way in, and those who ask. */
export function PeoplePage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const at = useAccountPath();
  const tab = ['people', 'invitations', 'requests', 'role-requests'].find((id) => id === search.get('tab')) ?? 'people';
  const waiting = useRead(members.listJoinRequests, { limit: 50 }, { catches: true }).data?.items.filter((request) => request.can.decide).length;
  const asked = useRead(members.listRoleRequests, { state: 'open', limit: 50 }, { catches: true }).data?.items.filter((request) => request.can.decide).length;
  // Who can give no role is not asked for any.
  const mayGive = asked !== undefined || tab === 'role-requests';
  const canInvite = useRead(members.listMembers, { limit: 1 }, { catches: true }).data?.can.invite;
  return (
    <Page
      title={t('members.title')}
      sentence={t('members.sentence')}
      action={
        canInvite && (
          <>
            <LinkButton href={at('/people/import')} icon={FileUp}>
              {t('imports.open')}
            </LinkButton>
            <LinkButton href={at('/people/invite')} variant={tab === 'requests' && waiting ? undefined : 'primary'} icon={UserPlus}>
              {t('members.invite.open')}
            </LinkButton>
          </>
        )
      }
    >
      <Tabs
        label={t('members.title')}
        chosen={tab}
        onChoose={(id) => setSearch({ tab: id === 'people' ? null : id, q: null, role: null, state: null, view: null })}
        tabs={[
          { id: 'people', label: t('members.tab.people'), content: <PeopleTab /> },
          { id: 'invitations', label: t('members.tab.invitations'), content: <InvitationsTab /> },
          { id: 'requests', label: t('members.tab.requests'), count: waiting ? waiting : undefined, content: <RequestsTab /> },
          ...(mayGive ? [{ id: 'role-requests', label: t('role_requests.tab'), count: asked ? asked : undefined, content: <RoleRequestsTab /> }] : []),
        ]}
      />
    </Page>
  );
}
