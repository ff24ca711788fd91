import { Wallet } from 'lucide-react';
import { useState } from 'react';
import { useList, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { useSearchWords } from '../../accounts/screens/useSearchWords.ts';
import { budgetFilters, budgetThresholds, orders } from '../contract.ts';
import type { CustomerBudget } from '../contract.ts';
import { BudgetDialog } from './BudgetDialog.tsx';

/** What customers cost this month next to their budgets, to be set for one or for many. */
export function BudgetsPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { search } = usePlace();
  const [typed, type, asked] = useSearchWords();
  const only = budgetFilters.find((each) => each === search.get('only')) ?? 'all';
  const list = useList(orders.listBudgets, { only, ...(asked ? { search: asked } : {}) });
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const [setting, set] = useState(false);
  const canSet = list.first?.can.set === true;
  return (
    <Page title={t('budgets.title')} sentence={t('budgets.sentence')}>
      <div className="flex flex-col gap-4">
        <Summary />
        <Table<CustomerBudget>
          label={t('budgets.title')}
          columns={useColumns()}
          rows={list.isLoading ? undefined : list.items}
          rowKey={(row) => row.customer.customerId}
          rowLabel={(row) => row.customer.name}
          href={(row) => at(`/subscriptions?customer=${row.customer.customerId}`)}
          search={{ label: t('budgets.search'), value: typed, onChange: type }}
          filters={<Only />}
          narrowed={asked !== '' || only !== 'all'}
          {...(canSet ? { selected, onSelect: select } : {})}
          bulk={<Button onPress={() => set(true)}>{t('budgets.set')}</Button>}
          empty={<Empty icon={Wallet} title={t('budgets.none')} text={t('budgets.none_text')} />}
          error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
          asOf={list.first?.asOf}
          more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
          columnsKey="budgets"
        />
      </div>
      {setting && <BudgetDialog customerIds={[...selected]} onClose={() => set(false)} onDone={() => select(new Set())} />}
    </Page>
  );
}

/** How it stands with all budgets, and what the figures are made of. */
function Summary() {
  const { t } = useHouse();
  const { data } = useRead(orders.getBudgetSummary, {}, { catches: true });
  return (
    <div className="flex min-h-12 flex-col gap-1 text-14">
      {data && (
        <p className="flex flex-wrap gap-x-6 gap-y-1 font-medium tabular-nums">
          <span>{t('budgets.summary.set', { count: data.set })}</span>
          <span>{t('budgets.summary.near', { count: data.near })}</span>
          <span>{t('budgets.summary.over', { count: data.over })}</span>
          <span>{t('budgets.summary.trending', { count: data.trending })}</span>
        </p>
      )}
      <p className="text-13 text-muted">{t('budgets.estimate')}</p>
    </div>
  );
}

function Only() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const chosen = search.get('only');
  const options = (['set', 'near', 'over', 'trending'] as const).map((id) => ({ id, label: t(`budgets.only.${id}`) }));
  return (
    <FilterChips
      filters={[{ id: 'only', label: t('budgets.filter'), options }]}
      values={{ only: chosen ? [chosen] : [] }}
      onChange={({ only }) => setSearch({ only: only?.[0] ?? null })}
    />
  );
}

function useColumns(): Column<CustomerBudget>[] {
  const { t, formatMoney } = useHouse();
  return [
    { id: 'customer', header: t('budgets.column.customer'), width: 'minmax(12rem, 2fr)', cell: (row) => row.customer.name },
    {
      id: 'budget',
      header: t('budgets.column.budget'),
      width: '9rem',
      align: 'end',
      phone: 'fact',
      cell: ({ budget }) => (budget ? formatMoney(budget) : <span className="text-faint">{t('budgets.no_budget')}</span>),
    },
    { id: 'spent', header: t('budgets.column.spent'), width: '9rem', align: 'end', phone: 'fact', cell: ({ spent }) => formatMoney(spent) },
    { id: 'expected', header: t('budgets.column.expected'), width: '9rem', align: 'end', phone: 'hidden', cell: ({ expected }) => formatMoney(expected) },
    { id: 'used', header: t('budgets.column.used'), width: 'minmax(10rem, 1fr)', phone: 'fact', cell: (row) => <Used row={row} /> },
  ];
}

/** The share that is used, and what it means. */
function Used({ row: { percent, isOver, isTrending } }: { readonly row: CustomerBudget }) {
  const { t, formatNumber } = useHouse();
  if (percent === null) return null;
  const said = formatNumber(percent / 100, { style: 'percent' });
  if (isOver) return <Status kind="danger" bare>{`${said} · ${t('budgets.only.over')}`}</Status>;
  if (isTrending) return <Status kind="warning" bare>{`${said} · ${t('budgets.only.trending')}`}</Status>;
  return (
    <Status kind={percent >= budgetThresholds[0] ? 'warning' : 'plain'} bare>
      {said}
    </Status>
  );
}
