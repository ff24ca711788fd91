import { ArrowLeftRight, Download } from 'lucide-react';
import { countryName } from '../../../core/country.ts';
import { urlOf } from '../../../web/api.ts';
import { useAccountId, useList, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { type Column, Table } from '../../../web/ui/Table.tsx';
import { catalog, type Cause, causes, type PriceDifference } from '../contract.ts';
import { EffectsSection } from './EffectsSection.tsx';
import { sayWay } from './words.ts';

/** What changes from one list to another: counted by cause, what it does to the company's own subscriptions, then line by line. */
export function DifferenceTab() {
  const { t, formatDate } = useHouse();
  const { search, setSearch } = usePlace();
  const { items, isLoading } = useList(catalog.listPriceLists, { limit: 200 });
  if (isLoading) return <SkeletonLines lines={4} />;
  if (items.length === 0) return <Empty icon={ArrowLeftRight} title={t('catalog.lists.none')} />;
  const options = items.map(({ listId, name, validFrom }) => ({ id: listId, label: `${name}, ${formatDate(validFrom)}` }));
  // The newest list, and the one before it, unless others are wished for.
  const to = search.get('to') ?? items[0]?.listId ?? '';
  const from = search.get('from') ?? items[1]?.listId ?? '';
  return (
    <div className="flex flex-col gap-6">
      <div className="flex flex-wrap gap-4">
        <div className="w-72 max-w-full">
          <Select
            name="from"
            label={t('catalog.difference.from')}
            value={from}
            onChange={(id) => setSearch({ from: id, cause: null, effect: null })}
            options={options}
          />
        </div>
        <div className="w-72 max-w-full">
          <Select
            name="to"
            label={t('catalog.difference.to')}
            value={to}
            onChange={(id) => setSearch({ to: id, cause: null, effect: null })}
            options={options}
          />
        </div>
      </div>
      {from && to && from !== to ? <Difference from={from} to={to} /> : <p className="text-14 text-muted">{t('catalog.difference.two')}</p>}
    </div>
  );
}

function Difference({ from, to }: { readonly from: string; readonly to: string }) {
  const { t, formatNumber } = useHouse();
  const { data } = useRead(catalog.getPriceDifference, { from, to });
  if (!data) return <SkeletonLines lines={6} />;
  const differing = data.causes.filter(({ cause }) => cause !== 'same');
  if (differing.length === 0) return <Empty icon={ArrowLeftRight} title={t('catalog.difference.same')} />;
  const percent = (text: string) => formatNumber(Number(text) / 100, { style: 'percent', maximumFractionDigits: 1, signDisplay: 'exceptZero' });
  return (
    <>
      <ul className="flex flex-wrap gap-3">
        {data.causes.map(({ cause, count, least, greatest }) => (
          <li key={cause} className="flex min-w-36 flex-col gap-0.5 rounded-card border border-line bg-surface px-4 py-3">
            <span className="text-13 text-muted">{t(`catalog.cause.${cause}`)}</span>
            <span className="text-20 font-semibold tabular-nums">{formatNumber(count)}</span>
            {least !== null && greatest !== null && (
              <span className="text-13 text-muted tabular-nums">
                {least === greatest ? percent(least) : t('catalog.difference.range', { least: percent(least), greatest: percent(greatest) })}
              </span>
            )}
          </li>
        ))}
      </ul>
      {data.can.seeEffects && <EffectsSection from={from} to={to} />}
      <Section title={t('catalog.effects.lines')} text={t('catalog.effects.lines_text')}>
        <Lines from={from} to={to} markets={data.markets} present={data.causes.map(({ cause }) => cause)} />
      </Section>
    </>
  );
}

function Lines({
  from,
  to,
  markets,
  present,
}: {
  readonly from: string;
  readonly to: string;
  readonly markets: readonly string[];
  readonly present: readonly Cause[];
}) {
  const { t, locale } = useHouse();
  const account = useAccountId();
  const { search, setSearch } = usePlace();
  const cause = causes.find((one) => one === search.get('cause'));
  const market = markets.find((one) => one === search.get('in'));
  const wanted = { from, to, ...(cause ? { cause } : {}), ...(market ? { market } : {}) };
  const list = useList(catalog.listPriceDifferences, wanted);
  return (
    <Table<PriceDifference>
      label={t('catalog.prices.tab_difference')}
      columns={useColumns()}
      rows={list.isLoading ? undefined : list.items}
      rowKey={(row) => `${row.offerId} ${row.market} ${row.currency} ${row.term} ${row.billingCycle} ${row.tierFrom}`}
      rowLabel={({ title }) => title}
      filters={
        <FilterChips
          filters={[
            { id: 'cause', label: t('catalog.column.cause'), options: present.map((id) => ({ id, label: t(`catalog.cause.${id}`) })) },
            { id: 'in', label: t('catalog.market'), options: markets.map((id) => ({ id, label: countryName(id, locale) })) },
          ]}
          values={{ cause: cause ? [cause] : [], in: market ? [market] : [] }}
          onChange={(values) => setSearch({ cause: values['cause']?.at(-1) ?? null, in: values['in']?.at(-1) ?? null })}
        />
      }
      tools={
        <LinkButton href={urlOf(catalog.exportPriceDifferences, { ...wanted }, account)} icon={Download} size="small" variant="quiet" download>
          {t('catalog.prices.export')}
        </LinkButton>
      }
      narrowed={Boolean(cause || market)}
      empty={<Empty icon={ArrowLeftRight} title={t('catalog.difference.same')} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
    />
  );
}

function useColumns(): Column<PriceDifference>[] {
  const { t, locale, formatMoney, formatNumber } = useHouse();
  const amount = (price: PriceDifference['before']) => (price ? formatMoney(price) : '–');
  return [
    {
      id: 'offer',
      header: t('catalog.column.title'),
      width: 'minmax(14rem, 2fr)',
      phone: 'title',
      cell: (row) => (
        <span className="flex min-w-0 flex-col py-1 whitespace-normal">
          <span className="font-medium">{row.title}</span>
          <span className="text-13 text-muted">
            {countryName(row.market, locale)} · {sayWay(t, row.term, row.billingCycle)}
          </span>
        </span>
      ),
    },
    {
      id: 'cause',
      header: t('catalog.column.cause'),
      width: 'minmax(8rem, 1fr)',
      phone: 'fact',
      cell: ({ cause }) => <span className="whitespace-normal">{t(`catalog.cause.${cause}`)}</span>,
    },
    { id: 'before', header: t('catalog.column.before'), width: '8rem', align: 'end', phone: 'fact', cell: ({ before }) => amount(before) },
    { id: 'after', header: t('catalog.column.after'), width: '8rem', align: 'end', phone: 'fact', cell: ({ after }) => amount(after) },
    {
      id: 'percent',
      header: t('catalog.column.percent'),
      width: '7rem',
      align: 'end',
      phone: 'hidden',
      cell: ({ percent }) =>
        percent === null ? '–' : formatNumber(Number(percent) / 100, { style: 'percent', maximumFractionDigits: 2, signDisplay: 'exceptZero' }),
    },
  ];
}
