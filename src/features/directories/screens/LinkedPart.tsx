import { Unlink } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { ConfirmDialog } from '../../../web/ui/ConfirmDialog.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { directories } from '../contract.ts';
import type { Shown } from './DirectoryPage.tsx';

interface Linked {
  readonly identityId: string;
  readonly name: string;
  readonly email: string;
  readonly state: 'invited' | 'linked';
  readonly lastUsedAt: Date | null;
}

/** Whom the directory means. */
export function LinkedPart({ directory: { directoryId, can } }: { readonly directory: Shown }) {
  const { t, formatDate } = useHouse();
  const list = useList(directories.listLinkedPeople, { directoryId });
  const [ending, end] = useState<Linked | null>(null);
  return (
    <Section title={t('directories.linked')}>
      <Table<Linked>
        label={t('directories.linked')}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.identityId}
        rowLabel={(row) => row.name}
        columns={[
          { id: 'person', header: t('directories.person'), cell: ({ name, email }) => <PersonName name={name} detail={email} /> },
          {
            id: 'state',
            header: t('directories.link_state'),
            width: '12rem',
            phone: 'fact',
            cell: ({ state }) => (
              <Status kind={state === 'linked' ? 'success' : 'info'} bare>
                {t(`directories.link_state.${state}`)}
              </Status>
            ),
          },
          {
            id: 'used',
            header: t('directories.last_used'),
            width: '9rem',
            phone: 'fact',
            cell: ({ lastUsedAt }) => (lastUsedAt ? formatDate(lastUsedAt) : t('directories.never_used')),
          },
          {
            id: 'act',
            header: t('directories.unlink'),
            hideHeader: true,
            width: '3rem',
            phone: 'fact',
            cell: (row) =>
              can.edit && <IconButton icon={Unlink} size="small" label={t('directories.unlink_one', { name: row.name })} onPress={() => end(row)} />,
          },
        ]}
        empty={<Empty title={t('directories.linked_none')} />}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
      {ending && <EndLink directoryId={directoryId} linked={ending} onClose={() => end(null)} />}
    </Section>
  );
}

function EndLink({
  directoryId,
  linked: { identityId, name },
  onClose,
}: {
  readonly directoryId: string;
  readonly linked: Linked;
  readonly onClose: () => void;
}) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const unlink = useAct(directories.unlinkPerson);
  return (
    <>
      {banner}
      <ConfirmDialog
        open
        onClose={onClose}
        title={t('directories.unlink_title', { name })}
        text={t('directories.unlink_text')}
        confirm={t('directories.unlink')}
        onConfirm={() =>
          attempt(async () => {
            await unlink.mutateAsync({ directoryId, identityId });
            toast(t('directories.unlinked', { name }));
          })
        }
      />
    </>
  );
}
