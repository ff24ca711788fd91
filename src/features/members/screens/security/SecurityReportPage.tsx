import { Download, ShieldCheck } from 'lucide-react';
import type { z } from 'zod';
import { urlOf } from '../../../../web/api.ts';
import { useAccountId, useList, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Badge } from '../../../../web/ui/Badge.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Progress } from '../../../../web/ui/Progress.tsx';
import { Skeleton } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { useSearchWords } from '../../../accounts/screens/useSearchWords.ts';
import { type FactorLine, secondFactorEndpoints as server } from '../../contract/secondFactors.ts';

type Wanted = Pick<z.input<typeof server.listSecondFactors.input>, 'search' | 'only'>;

/** Who of the company has a second factor, and why the others have none. */
export function SecurityReportPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  return (
    <Page
      title={t('second_factor.report')}
      sentence={t('second_factor.report_sentence')}
      action={<LinkButton href={at('/second-factor')}>{t('second_factor.to_policy')}</LinkButton>}
    >
      <Shares />
      <Lines />
    </Page>
  );
}

function Shares() {
  const { t, formatNumber } = useHouse();
  const { data } = useRead(server.getSecurityReport, {});
  if (!data) return <Skeleton className="h-16" />;
  const share = ({ having, of }: typeof data.everyone) => ({
    value: of === 0 ? 1 : having / of,
    text: t('second_factor.share', {
      having: formatNumber(having),
      of: formatNumber(of),
      share: formatNumber(of === 0 ? 1 : having / of, { style: 'percent' }),
    }),
  });
  return (
    <div className="grid max-w-reading gap-x-12 gap-y-4 sm:grid-cols-2">
      <Progress label={t('second_factor.everyone')} {...share(data.everyone)} />
      <Progress label={t('second_factor.admins')} {...share(data.admins)} />
    </div>
  );
}

function Lines() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const account = useAccountId();
  const at = useAccountPath();
  const [typed, type, asked] = useSearchWords();
  const only = (['having', 'lacking'] as const).find((each) => each === search.get('only'));
  const wanted: Wanted = { ...(asked ? { search: asked } : {}), ...(only ? { only } : {}) };
  const list = useList(server.listSecondFactors, wanted);
  return (
    <Table<FactorLine>
      label={t('second_factor.report')}
      columns={useColumns()}
      rows={list.isLoading ? undefined : list.items}
      rowKey={(row) => row.personId}
      rowLabel={(row) => row.name}
      href={(row) => at(`/people/${row.personId}`)}
      search={{ label: t('members.search'), value: typed, onChange: type }}
      filters={
        <FilterChips
          filters={[
            {
              id: 'only',
              label: t('second_factor.column.state'),
              options: [
                { id: 'lacking', label: t('second_factor.lacks') },
                { id: 'having', label: t('second_factor.has') },
              ],
            },
          ]}
          values={{ only: only ? [only] : [] }}
          onChange={(values) => setSearch({ only: values['only']?.[0] ?? null })}
        />
      }
      tools={
        <LinkButton href={urlOf(server.exportSecondFactors, { ...wanted }, account)} icon={Download} size="small" variant="quiet" download>
          {t('members.export')}
        </LinkButton>
      }
      narrowed={asked !== '' || only !== undefined}
      empty={<Empty icon={ShieldCheck} title={t('second_factor.nobody')} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      columnsKey="second-factors"
    />
  );
}

function useColumns(): Column<FactorLine>[] {
  const { t, formatDate, formatRelative } = useHouse();
  return [
    { id: 'name', header: t('members.column.name'), width: 'minmax(15rem, 2fr)', cell: (row) => <PersonName name={row.name} detail={row.email} /> },
    { id: 'state', header: t('second_factor.column.state'), width: 'minmax(9rem, 1fr)', cell: (row) => <State row={row} /> },
    { id: 'kinds', header: t('second_factor.column.kinds'), width: 'minmax(10rem, 1.4fr)', cell: (row) => <Kinds row={row} /> },
    { id: 'since', header: t('second_factor.column.since'), width: '8rem', from: 'wide', cell: (row) => (row.since ? formatDate(row.since) : '') },
    {
      id: 'used',
      header: t('second_factor.column.used'),
      width: '9rem',
      phone: 'hidden',
      cell: (row) => (row.lastUsedAt ? <span title={formatDate(row.lastUsedAt, 'moment')}>{formatRelative(row.lastUsedAt)}</span> : ''),
    },
  ];
}

function State({ row }: { readonly row: FactorLine }) {
  const { t } = useHouse();
  return row.lacks ? (
    <Status kind={row.lacks === 'excepted' ? 'plain' : 'warning'} bare>
      {t('second_factor.lacks')}
    </Status>
  ) : (
    <Status kind="success" bare>
      {t('second_factor.has')}
    </Status>
  );
}

/** Which ones there are; or why there are none. */
function Kinds({ row }: { readonly row: FactorLine }) {
  const { t, formatDate } = useHouse();
  if (row.lacks)
    return (
      <span className="text-muted">
        {row.lacks === 'excepted' && row.exceptedUntil
          ? t('second_factor.excepted_until', { date: formatDate(row.exceptedUntil) })
          : t(`second_factor.reason.${row.lacks}`)}
      </span>
    );
  return (
    <span className="flex flex-wrap gap-1">
      {row.passkeys > 0 && <Badge>{t('second_factor.kind.passkeys', { count: row.passkeys })}</Badge>}
      {row.hasApp && <Badge>{t('second_factor.kind.app')}</Badge>}
    </span>
  );
}
