import { Merge as MergeIcon, Send } from 'lucide-react';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { type MergeLine, merges } from '../contract.ts';
import { MergeMark, useOtherName } from './mergeWords.tsx';

/** Merges with other companies, under way and past. */
export function MergesPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const list = useList(merges.listMerges, {});
  const nameOf = useOtherName();
  const none = !list.isLoading && list.items.length === 0;
  const invite = list.first?.can.invite && (
    <LinkButton href={at('/merges/invite')} variant="primary" icon={Send}>
      {t('merges.invite')}
    </LinkButton>
  );
  return (
    <Page title={t('merges.title')} sentence={t('merges.sentence')} action={!none && invite}>
      <Table<MergeLine>
        label={t('merges.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.mergeId}
        rowLabel={nameOf}
        href={(row) => at(`/merges/${row.mergeId}`)}
        empty={<Empty icon={MergeIcon} title={t('merges.none')} text={t('merges.none_text')} action={invite} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Page>
  );
}

function useColumns(): Column<MergeLine>[] {
  const { t, formatDate, formatRelative } = useHouse();
  const nameOf = useOtherName();
  return [
    {
      id: 'other',
      header: t('merges.company'),
      width: 'minmax(15rem, 2fr)',
      cell: (row) => (
        <PersonName
          name={nameOf(row)}
          detail={row.cameWith ? t('merges.came_with', { partnerId: row.cameWith }) : row.other.name ? row.other.partnerId : undefined}
          shape="company"
        />
      ),
    },
    { id: 'side', header: t('merges.your_part'), width: '13rem', phone: 'fact', cell: (row) => t(`merges.side.${row.side}`) },
    { id: 'state', header: t('merges.state'), width: '12rem', cell: (row) => <MergeMark state={row.state} bare /> },
    {
      id: 'since',
      header: t('merges.since'),
      width: '10rem',
      from: 'wide',
      cell: (row) => {
        const when = row.endedAt ?? row.invitedAt;
        return <span title={formatDate(when, 'moment')}>{formatRelative(when)}</span>;
      },
    },
  ];
}
