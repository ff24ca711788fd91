import { Handshake } from 'lucide-react';
import { useState } from 'react';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../../web/ui/FilterChips.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { relations, relationStates } from '../../contract.ts';
import { EndForm } from '../EndForm.tsx';
import { RelationMark } from '../relationWords.tsx';

type Line = ReturnType<typeof useList<typeof relations.listAllRelations>>['items'][number];

/** For the operator: which distributors and resellers work together. */
export function AllRelationsPage() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const [ending, end] = useState<Line | null>(null);
  const state = relationStates.find((each) => each === search.get('state'));
  const list = useList(relations.listAllRelations, state ? { state } : {});
  return (
    <Page title={t('relations.op.title')} sentence={t('relations.op.sentence')}>
      <Table<Line>
        label={t('relations.op.title')}
        columns={useColumns(end)}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.relationId}
        rowLabel={(row) => `${row.distributor.name}, ${row.reseller.name}`}
        filters={
          <FilterChips
            filters={[{ id: 'state', label: t('relations.state'), options: relationStates.map((id) => ({ id, label: t(`relations.state.${id}`) })) }]}
            values={{ state: state ? [state] : [] }}
            onChange={(values) => setSearch({ state: values['state']?.[0] ?? null })}
          />
        }
        narrowed={state !== undefined}
        empty={<Empty icon={Handshake} title={t('relations.op.none')} text={t('relations.op.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
      {ending && (
        <Dialog open onClose={() => end(null)} title={t('relations.end_title')}>
          <p className="mb-4 text-14 text-muted">{t('relations.end_text')}</p>
          <EndForm relation={list.items.find(({ relationId }) => relationId === ending.relationId) ?? ending} asOperator />
        </Dialog>
      )}
    </Page>
  );
}

function useColumns(end: (row: Line) => void): Column<Line>[] {
  const { t, formatDate } = useHouse();
  const company = (which: Line['distributor']) => (
    <span className="flex min-w-0 flex-col">
      <Link href={`/operator/accounts/${which.accountId}`}>{which.name}</Link>
      <span className="text-13 text-muted tabular-nums">{which.partnerId}</span>
    </span>
  );
  return [
    { id: 'distributor', header: t('relations.distributor'), width: 'minmax(13rem, 1.5fr)', cell: (row) => company(row.distributor) },
    { id: 'reseller', header: t('relations.reseller'), width: 'minmax(13rem, 1.5fr)', phone: 'fact', cell: (row) => company(row.reseller) },
    { id: 'state', header: t('relations.state'), width: '12rem', cell: (row) => <RelationMark state={row.state} bare /> },
    { id: 'since', header: t('relations.invited_on'), width: '9rem', from: 'wide', cell: (row) => formatDate(row.invitedAt) },
    {
      id: 'end',
      header: t('relations.end_column'),
      width: '8rem',
      cell: (row) =>
        row.can.end && (
          <Button size="small" onPress={() => end(row)}>
            {t('relations.end')}
          </Button>
        ),
    },
  ];
}
