import { Layers, ListOrdered, Pin, PinOff } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Badge } from '../../../web/ui/Badge.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { type Column, Table } from '../../../web/ui/Table.tsx';
import { useSearchWords } from '../../accounts/screens/useSearchWords.ts';
import { catalog, type CatalogItem, comparedAtMost, facets } from '../contract.ts';
import { ArrangementField } from './ArrangementField.tsx';
import { ChooseCustomer, CustomerSays } from './ForCustomer.tsx';
import { MarketField } from './MarketField.tsx';
import { sayFacet } from './sayFacet.ts';
import { useMarket } from './useMarket.ts';
import { sayWay } from './words.ts';

/** Everything that can be sold in a market, in the company's own order. */
export function CatalogPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const here = useMarket();
  const { search, setSearch } = usePlace();
  return (
    <Page
      title={t('catalog.title')}
      sentence={t('catalog.sentence')}
      action={
        <LinkButton href={at('/catalog/arrangements')} icon={ListOrdered}>
          {t('catalog.arrange')}
        </LinkButton>
      }
    >
      <div className="flex flex-wrap items-end gap-4">
        <MarketField at={here} />
        <ArrangementField value={search.get('order')} onChange={(order) => setSearch({ order })} />
      </div>
      {here.market && <Products market={here.market} />}
    </Page>
  );
}

/** What the address narrows the list to. */
function useWishes(): Record<string, string> {
  const { search } = usePlace();
  return Object.fromEntries(facets.flatMap((facet) => (search.get(facet) ? [[facet, search.get(facet) ?? '']] : [])));
}

function Products({ market }: { readonly market: string }) {
  const house = useHouse();
  const { t } = house;
  const at = useAccountPath();
  const { search, setSearch, go } = usePlace();
  const [words, type, asked] = useSearchWords();
  const [selected, select] = useState<ReadonlySet<string>>(new Set());
  const wishes = useWishes();
  const order = search.get('order');
  const customer = search.get('customer');
  const forCustomer = customer ? { customer, withBarred: search.get('barred') === 'yes' ? ('yes' as const) : ('no' as const) } : {};
  const list = useList(catalog.searchCatalog, {
    market,
    ...wishes,
    ...(asked ? { search: asked } : {}),
    ...(order ? { arrangement: order } : {}),
    ...forCustomer,
  });
  // Laid side by side they stand as they do here.
  const chosen = list.items.map(({ productId }) => productId).filter((productId) => selected.has(productId));
  const { attempt, banner } = useAttempt();
  const columns = useColumns(list.first?.can.seePrices ?? false, list.first?.arrangement?.arrangementId, market, (act) => void attempt(act));
  return (
    <>
      {banner}
      {list.first?.can.chooseCustomer && <ChooseCustomer customer={list.first.customer} />}
      {list.first?.customer && <CustomerSays customer={list.first.customer} />}
      <Table<CatalogItem>
        label={t('catalog.title')}
        columns={columns}
        rows={list.isLoading ? undefined : list.items}
        rowKey={({ productId }) => productId}
        rowLabel={({ title }) => title}
        href={({ productId }) => at(`/catalog/products/${productId}?market=${market}${customer ? `&customer=${customer}` : ''}`)}
        search={{ label: t('catalog.search'), value: words, onChange: type }}
        filters={
          <FilterChips
            filters={facets.map((facet) => ({
              id: facet,
              label: t(`catalog.facet.${facet}`),
              options: (list.first?.facets ?? [])
                .filter((each) => each.facet === facet)
                .map(({ value, count }) => ({ id: value, label: `${sayFacet(house, facet, value)} (${count})` })),
            }))}
            values={Object.fromEntries(Object.entries(wishes).map(([facet, value]) => [facet, [value]]))}
            onChange={(values) => setSearch(Object.fromEntries(facets.map((facet) => [facet, values[facet]?.at(-1) ?? null])))}
          />
        }
        narrowed={Object.keys(wishes).length > 0 || asked !== ''}
        selected={selected}
        onSelect={select}
        bulk={
          <Button
            icon={Layers}
            size="small"
            reason={selected.size < 2 || selected.size > comparedAtMost ? t('catalog.compare_most', { most: comparedAtMost }) : undefined}
            onPress={() => go(at(`/catalog/compare?market=${market}&products=${chosen.join(',')}${customer ? `&customer=${customer}` : ''}`))}
          >
            {t('catalog.compare')}
          </Button>
        }
        empty={<Empty icon={Layers} title={t('catalog.none')} text={t('catalog.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        count={{ value: list.first?.total ?? 0, say: (count) => t('catalog.products', { count }) }}
        asOf={list.asOf ? new Date(list.asOf) : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </>
  );
}

function useColumns(seesPrices: boolean, arrangementId: string | undefined, market: string, run: (act: () => Promise<unknown>) => void): Column<CatalogItem>[] {
  const { t, formatList, formatMoney } = useHouse();
  const pin = useAct(catalog.pinProduct);
  const columns: Column<CatalogItem>[] = [
    { id: 'product', header: t('catalog.column.product'), width: 'minmax(15rem, 2.4fr)', phone: 'title', cell: (row) => <Name row={row} /> },
    {
      id: 'segments',
      header: t('catalog.column.segments'),
      from: 'wide',
      phone: 'hidden',
      cell: ({ segments }) => <span className="whitespace-normal">{formatList(segments.map((segment) => t(`catalog.segment.${segment}`)))}</span>,
    },
    {
      id: 'terms',
      header: t('catalog.column.terms'),
      width: 'minmax(9rem, 1.2fr)',
      phone: 'fact',
      cell: ({ terms }) => <span className="whitespace-normal">{formatList(terms.map((term) => t(`catalog.term.${term}`)))}</span>,
    },
  ];
  if (seesPrices)
    columns.push({
      id: 'from',
      header: t('catalog.column.from'),
      width: 'minmax(9rem, 1.2fr)',
      align: 'end',
      phone: 'fact',
      cell: ({ from }) =>
        from?.price ? (
          <span className="flex flex-col items-end whitespace-normal" title={sayWay(t, from.price.term, from.price.billingCycle)}>
            <span className="tabular-nums">{formatMoney(from.price.unit)}</span>
            <span className="text-13 text-muted">{t(`catalog.cycle.${from.price.billingCycle}`)}</span>
          </span>
        ) : (
          <span className="text-muted">–</span>
        ),
    });
  if (arrangementId)
    columns.push({
      id: 'pin',
      header: t('catalog.pin'),
      hideHeader: true,
      width: '3.5rem',
      align: 'end',
      phone: 'fact',
      cell: ({ productId, isPinned, title }) => (
        <IconButton
          icon={isPinned ? PinOff : Pin}
          size="small"
          label={t('ui.named', { label: t(isPinned ? 'catalog.unpin' : 'catalog.pin'), value: title })}
          onPress={() => run(() => pin.mutateAsync({ productId, market, arrangementId, isPinned: !isPinned }))}
        />
      ),
    });
  return columns;
}

function Name({ row }: { readonly row: CatalogItem }) {
  const { t, formatList } = useHouse();
  const marks = [
    ...(row.isBarred ? [t('catalog.barred_for', { segments: formatList(row.segments.map((segment) => t(`catalog.segment.${segment}`))) })] : []),
    ...(row.isPinned ? [t('catalog.pinned')] : []),
    ...(row.groupName && !row.isPinned ? [row.groupName] : []),
    ...(row.hasTrial ? [t('catalog.has_trial')] : []),
    ...(row.hasAddOns ? [t('catalog.has_add_ons')] : []),
  ];
  return (
    <span className="flex min-w-0 flex-col gap-1 py-1 whitespace-normal">
      <span className="font-medium break-words">{row.title}</span>
      <span className="text-13 text-muted">
        {row.publisher} · {t(`catalog.category.${row.category}`)}
        {row.vendorTitle && ` · ${t('catalog.called', { title: row.vendorTitle })}`}
      </span>
      {marks.length > 0 && (
        <span className="flex flex-wrap gap-1">
          {marks.map((mark, at) => (
            <Badge key={mark} accent={row.isPinned && !row.isBarred && at === 0}>
              {mark}
            </Badge>
          ))}
        </span>
      )}
    </span>
  );
}
