import { Handshake, Send } from 'lucide-react';
import { useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { type Relation, relations, relationStates } from '../contract.ts';
import { RelationMark, useOtherName } from './relationWords.tsx';

/** The distributors and resellers that the company works with, and invitations on their way. */
export function RelationsPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const at = useAccountPath();
  const state = relationStates.find((each) => each === search.get('state'));
  const list = useList(relations.listRelations, state ? { state } : {});
  const nameOf = useOtherName();
  const none = !state && !list.isLoading && list.items.length === 0;
  const invite = list.first?.can.invite && (
    <LinkButton href={at('/relations/invite')} variant="primary" icon={Send}>
      {t('relations.invite')}
    </LinkButton>
  );
  const howTo = t(list.first?.isDistributor ? 'relations.none_distributor' : 'relations.none_reseller');
  return (
    <Page title={t('relations.title')} sentence={t('relations.sentence')} action={!none && invite}>
      <Table<Relation>
        label={t('relations.title')}
        columns={useColumns()}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.relationId}
        rowLabel={nameOf}
        href={(row) => at(`/relations/${row.relationId}`)}
        filters={
          !none && (
            <FilterChips
              filters={[{ id: 'state', label: t('relations.state'), options: relationStates.map((id) => ({ id, label: t(`relations.state.${id}`) })) }]}
              values={{ state: state ? [state] : [] }}
              onChange={(values) => setSearch({ state: values['state']?.[0] ?? null })}
            />
          )
        }
        narrowed={state !== undefined}
        empty={<Empty icon={Handshake} title={t('relations.none')} text={howTo} action={invite} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </Page>
  );
}

function useColumns(): Column<Relation>[] {
  const { t, formatDate, formatRelative } = useHouse();
  const nameOf = useOtherName();
  return [
    {
      id: 'other',
      header: t('relations.company'),
      width: 'minmax(15rem, 2fr)',
      cell: (row) => <PersonName name={nameOf(row)} detail={row.other.name ? row.other.partnerId : undefined} shape="company" />,
    },
    {
      id: 'side',
      header: t('relations.is'),
      width: '10rem',
      phone: 'fact',
      cell: (row) => t(row.side === 'distributor' ? 'relations.reseller' : 'relations.distributor'),
    },
    { id: 'state', header: t('relations.state'), width: '12rem', cell: (row) => <RelationMark state={row.state} bare /> },
    {
      id: 'since',
      header: t('relations.since'),
      width: '10rem',
      from: 'wide',
      cell: (row) => {
        const when = row.endedAt ?? row.answeredAt ?? row.invitedAt;
        return <span title={formatDate(when, 'moment')}>{formatRelative(when)}</span>;
      },
    },
  ];
}
