import { UserRound } from 'lucide-react';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import type { Meaning } from '../../../../web/ui/meaning.ts';
import { Section } from '../../../../web/ui/Section.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import { directories, type ProvisionedUser } from '../../contract.ts';

const meanings: Readonly<Record<ProvisionedUser['state'], Meaning | 'plain'>> = { active: 'success', inactive: 'plain', asked: 'info', waiting: 'plain' };

/** People as the directory describes them, and what became of each. */
export function ProvisionedPeople({ directoryId }: { readonly directoryId: string }) {
  const { t, formatList } = useHouse();
  const at = useAccountPath();
  const list = useList(directories.listProvisionedUsers, { directoryId });
  return (
    <Section title={t('provisioning.users')} text={t('provisioning.users_text')}>
      <Table<ProvisionedUser>
        label={t('provisioning.users')}
        rows={list.isLoading ? undefined : list.items}
        rowKey={({ userId }) => userId}
        rowLabel={({ name }) => name}
        columns={[
          {
            id: 'name',
            header: t('provisioning.user'),
            cell: ({ name, userName, personId }) => (
              <span className="block min-w-0">
                <span className="block font-medium break-words">{personId ? <Link href={at(`/people/${personId}`)}>{name}</Link> : name}</span>
                <span className="block text-13 break-all text-muted">{userName}</span>
              </span>
            ),
          },
          {
            id: 'groups',
            header: t('provisioning.groups'),
            width: '12rem',
            phone: 'fact',
            cell: ({ groups }) => (groups.length ? formatList(groups) : t('provisioning.no_groups')),
          },
          {
            id: 'state',
            header: t('provisioning.state'),
            width: '10rem',
            phone: 'fact',
            cell: ({ state }) => (
              <Status kind={meanings[state]} bare>
                {t(`provisioning.user.state.${state}`)}
              </Status>
            ),
          },
        ]}
        empty={<Empty icon={UserRound} title={t('provisioning.users_none')} text={t('provisioning.users_none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Section>
  );
}
