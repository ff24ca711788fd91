import { Download, Tags } from 'lucide-react';
import { urlOf } from '../../../web/api.ts';
import { useAccountId, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { DateField } from '../../../web/ui/DateField.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import { useSearchWords } from '../../accounts/screens/useSearchWords.ts';
import { catalog, type EffectivePrice, segments } from '../contract.ts';
import { MarketField } from './MarketField.tsx';
import { usePriceColumns } from './priceColumns.tsx';
import { useMarket } from './useMarket.ts';

/** Prices in force in a market on a day, as they were known on a day. */
export function PricesTab() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const here = useMarket();
  const on = search.get('on') ?? '',
    known = search.get('known') ?? '';
  return (
    <div className="flex flex-col gap-4">
      <div className="flex flex-wrap items-start gap-4">
        <MarketField at={here} />
        <DateField label={t('catalog.prices.on')} value={on} onChange={(day) => setSearch({ on: day || null })} />
        <DateField label={t('catalog.prices.known')} value={known} onChange={(day) => setSearch({ known: day || null })} />
      </div>
      {here.market && <Prices of={{ market: here.market, currency: here.currency, ...(on ? { on } : {}), ...(known ? { known } : {}) }} />}
    </div>
  );
}

function Prices({ of }: { readonly of: { readonly market: string; readonly currency: string; readonly on?: string; readonly known?: string } }) {
  const { t } = useHouse();
  const account = useAccountId();
  const { search, setSearch } = usePlace();
  const [words, type, asked] = useSearchWords();
  const segment = segments.find((one) => one === search.get('segment'));
  const wanted = { ...of, ...(asked ? { search: asked } : {}), ...(segment ? { segment } : {}) };
  const list = useList(catalog.listPrices, wanted);
  return (
    <Table<EffectivePrice>
      label={t('catalog.prices.title')}
      columns={usePriceColumns()}
      rows={list.isLoading ? undefined : list.items}
      rowKey={(row) => `${row.offerId} ${row.term} ${row.billingCycle} ${row.tierFrom}`}
      rowLabel={(row) => `${row.productTitle}, ${row.title}`}
      search={{ label: t('catalog.prices.search'), value: words, onChange: type }}
      filters={
        <FilterChips
          filters={[{ id: 'segment', label: t('catalog.facet.segment'), options: segments.map((id) => ({ id, label: t(`catalog.segment.${id}`) })) }]}
          values={{ segment: segment ? [segment] : [] }}
          onChange={(values) => setSearch({ segment: values['segment']?.at(-1) ?? null })}
        />
      }
      tools={
        <LinkButton href={urlOf(catalog.exportPrices, { ...wanted }, account)} icon={Download} size="small" variant="quiet" download>
          {t('catalog.prices.export')}
        </LinkButton>
      }
      narrowed={Boolean(asked || segment)}
      empty={<Empty icon={Tags} title={t('catalog.prices.none')} text={t('catalog.prices.none_text')} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      asOf={list.first?.knownAt}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
    />
  );
}
