import { Download, RefreshCw } from 'lucide-react';
import { countryName } from '../../../core/country.ts';
import { urlOf } from '../../../web/api.ts';
import { useAccountId, useList, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { type Column, Table } from '../../../web/ui/Table.tsx';
import { catalog, effectCauses, type EffectTotals, type PriceEffect } from '../contract.ts';
import { sayWay } from './words.ts';

interface Lists {
  readonly from: string;
  readonly to: string;
}

/** What the second list does to what the company has sold: by cause, then subscription by subscription. */
export function EffectsSection({ from, to }: Lists) {
  const { t } = useHouse();
  const { data } = useRead(catalog.getPriceEffects, { from, to });
  return (
    <Section title={t('catalog.effects.title')} text={t('catalog.effects.text')}>
      {data ? <Effects from={from} to={to} totals={data} /> : <SkeletonLines lines={6} />}
    </Section>
  );
}

function Effects({ from, to, totals }: Lists & { readonly totals: EffectTotals }) {
  const { t } = useHouse();
  return (
    <div className="flex flex-col gap-6">
      {totals.subscriptions === 0 ? (
        <Empty icon={RefreshCw} title={t('catalog.effects.none')} text={t('catalog.effects.none_text')} />
      ) : (
        <>
          <Totals {...totals} />
          <Rows from={from} to={to} totals={totals} />
        </>
      )}
      <Untouched {...totals.untouched} />
    </div>
  );
}

/** One card a cause and currency; money of a year, since months and years cannot be added. */
function Totals({ totals }: EffectTotals) {
  const { t, formatMoney } = useHouse();
  return (
    <ul className="flex flex-wrap gap-3">
      {totals.map(({ cause, currency, subscriptions, before, difference }) => (
        <li key={`${cause} ${currency}`} className="flex min-w-44 flex-col gap-0.5 rounded-card border border-line bg-surface px-4 py-3">
          <span className="text-13 text-muted">{t(`catalog.effect.${cause}`)}</span>
          <span className="text-20 font-semibold tabular-nums">
            {t('catalog.effects.per_year', { amount: difference ? formatMoney(difference, { signDisplay: 'exceptZero' }) : formatMoney(before) })}
          </span>
          <span className="text-13 text-muted">{t('catalog.effects.count', { count: subscriptions })}</span>
        </li>
      ))}
    </ul>
  );
}

function Untouched(counts: EffectTotals['untouched']) {
  const { t, formatList } = useHouse();
  const said = (['same', 'ending', 'planned', 'elsewhere'] as const).flatMap((why) =>
    counts[why] ? [t(`catalog.effects.${why}`, { count: counts[why] })] : [],
  );
  return said.length ? <p className="text-14 text-muted">{t('catalog.effects.untouched', { list: formatList(said) })}</p> : null;
}

function Rows({ from, to, totals }: Lists & { readonly totals: EffectTotals }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const account = useAccountId();
  const { search, setSearch } = usePlace();
  const present = effectCauses.filter((cause) => totals.totals.some((total) => total.cause === cause));
  const cause = present.find((one) => one === search.get('effect'));
  const wanted = { from, to, ...(cause ? { cause } : {}) };
  const list = useList(catalog.listPriceEffects, wanted);
  return (
    <Table<PriceEffect>
      label={t('catalog.effects.title')}
      columns={useColumns()}
      rows={list.isLoading ? undefined : list.items}
      rowKey={({ subscriptionId }) => subscriptionId}
      rowLabel={({ nickname, title, customer }) => `${nickname ?? title}, ${customer}`}
      href={({ subscriptionId }) => at(`/subscriptions/${subscriptionId}`)}
      filters={
        <FilterChips
          filters={[{ id: 'effect', label: t('catalog.column.cause'), options: present.map((id) => ({ id, label: t(`catalog.effect.${id}`) })) }]}
          values={{ effect: cause ? [cause] : [] }}
          onChange={(values) => setSearch({ effect: values['effect']?.at(-1) ?? null })}
        />
      }
      tools={
        <LinkButton href={urlOf(catalog.exportPriceEffects, { ...wanted }, account)} icon={Download} size="small" variant="quiet" download>
          {t('catalog.effects.export')}
        </LinkButton>
      }
      narrowed={cause !== undefined}
      count={{ value: totals.subscriptions, say: (count) => t('catalog.effects.count', { count }) }}
      empty={<Empty icon={RefreshCw} title={t('catalog.effects.none')} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      asOf={list.asOf ? new Date(list.asOf) : undefined}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
    />
  );
}

function useColumns(): Column<PriceEffect>[] {
  const { t, locale, formatDate, formatMoney } = useHouse();
  return [
    {
      id: 'subscription',
      header: t('catalog.column.title'),
      width: 'minmax(14rem, 2fr)',
      phone: 'title',
      cell: (row) => (
        <span className="flex min-w-0 flex-col py-1 whitespace-normal">
          <span className="font-medium break-words">{row.nickname ?? row.title}</span>
          <span className="text-13 text-muted">
            {row.customer} · {countryName(row.market, locale)} · {t('catalog.effects.seats', { count: row.quantity })}
          </span>
        </span>
      ),
    },
    {
      id: 'cause',
      header: t('catalog.column.cause'),
      width: 'minmax(9rem, 1fr)',
      phone: 'fact',
      cell: ({ cause, isBelowFloor }) => (
        <span className="flex flex-col gap-1 py-1 whitespace-normal">
          {t(`catalog.effect.${cause}`)}
          {isBelowFloor && cause !== 'floor' && (
            <Status kind="warning" bare>
              {t('catalog.effects.below_floor')}
            </Status>
          )}
        </span>
      ),
    },
    { id: 'renews', header: t('catalog.column.renews_on'), width: '8rem', phone: 'fact', cell: ({ renewsOn }) => formatDate(renewsOn) },
    {
      id: 'before',
      header: t('catalog.column.before_now'),
      width: '9rem',
      align: 'end',
      phone: 'hidden',
      cell: (row) => (
        <span className="flex flex-col items-end whitespace-normal" title={sayWay(t, row.term, row.billingCycle)}>
          <span className="tabular-nums">{formatMoney(row.before)}</span>
          <span className="text-13 text-muted">{t(`catalog.cycle.${row.billingCycle}`)}</span>
        </span>
      ),
    },
    {
      id: 'after',
      header: t('catalog.column.after_renewal'),
      width: '9rem',
      align: 'end',
      phone: 'fact',
      cell: ({ after }) => (after ? formatMoney(after) : '–'),
    },
    {
      id: 'difference',
      header: t('catalog.column.difference'),
      width: '9rem',
      align: 'end',
      phone: 'fact',
      cell: ({ difference }) => (difference ? formatMoney(difference, { signDisplay: 'exceptZero' }) : '–'),
    },
  ];
}
