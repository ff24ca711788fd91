import { Columns3 } from 'lucide-react';
import { countryName } from '../../../core/country.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { catalog, comparedAtMost, type OfferSeen } from '../contract.ts';
import { useMarket } from './useMarket.ts';
import { sayWay } from './words.ts';

/** Up to four products side by side. */
export function ComparePage() {
  const { t, locale } = useHouse();
  const at = useAccountPath();
  const { search } = usePlace();
  const { market } = useMarket();
  const ids = [...new Set((search.get('products') ?? '').split(',').filter(Boolean))].slice(0, comparedAtMost);
  return (
    <Page
      title={t('catalog.compare_title')}
      sentence={market && t('catalog.compare_sentence', { market: countryName(market, locale) })}
      crumbs={[{ label: t('catalog.title'), href: at(`/catalog${market ? `?market=${market}` : ''}`) }]}
    >
      {ids.length === 0 && (
        <Empty
          icon={Columns3}
          title={t('catalog.compare_most', { most: comparedAtMost })}
          action={<LinkButton href={at(`/catalog${market ? `?market=${market}` : ''}`)}>{t('catalog.title')}</LinkButton>}
        />
      )}
      {market && (
        <div className="grid grid-cols-[repeat(auto-fit,minmax(min(16rem,100%),1fr))] items-start gap-4">
          {ids.map((productId) => (
            <Product key={productId} productId={productId} market={market} />
          ))}
        </div>
      )}
    </Page>
  );
}

function Product({ productId, market }: { readonly productId: string; readonly market: string }) {
  const { t, locale, formatList } = useHouse();
  const at = useAccountPath();
  const customer = usePlace().search.get('customer');
  const { data, error } = useRead(catalog.getCatalogProduct, { productId, market, ...(customer ? { customer } : {}) }, { catches: true });
  if (error && !data) return <Card title={productId}>{t('catalog.none')}</Card>;
  if (!data) return <SkeletonLines lines={8} />;
  const main = data.offers.filter(({ kind, isBarred }) => kind === 'base' && !isBarred);
  const listed = (offers: readonly OfferSeen[]) => (offers.length ? formatList([...new Set(offers.map(({ titles }) => titles[locale]))]) : '–');
  const ways = [...new Set(main.flatMap(({ availabilities }) => availabilities.map(({ term, billingCycle }) => sayWay(t, term, billingCycle))))];
  return (
    <Card title={data.title} href={at(`/catalog/products/${productId}?market=${market}`)}>
      <p className="text-14 text-muted">{data.description}</p>
      <DescriptionList
        facts={[
          { label: t('catalog.publisher_fact'), value: data.publisher },
          { label: t('catalog.facet.category'), value: t(`catalog.category.${data.category}`) },
          { label: t('catalog.column.segments'), value: formatList([...new Set(data.offers.map(({ segment }) => t(`catalog.segment.${segment}`)))]) },
          { label: t('catalog.offers'), value: listed(main) },
          { label: t('catalog.column.way'), value: <Lines of={ways} /> },
          ...(data.can.seePrices ? [{ label: t('catalog.column.price'), value: <Prices offers={main} /> }] : []),
          { label: t('catalog.kind.trial'), value: listed(data.offers.filter(({ kind }) => kind === 'trial')) },
          { label: t('catalog.add_ons'), value: listed([...data.offers, ...data.addOns].filter(({ kind }) => kind === 'add_on')) },
        ]}
      />
    </Card>
  );
}

const Lines = ({ of }: { readonly of: readonly string[] }) => (
  <span className="flex flex-col gap-1">
    {of.map((line) => (
      <span key={line}>{line}</span>
    ))}
  </span>
);

/** The first price of each offer. */
function Prices({ offers }: { readonly offers: readonly OfferSeen[] }) {
  const { t, locale, formatMoney } = useHouse();
  const lines = offers.flatMap(({ offerId, titles, prices, segment }) => {
    const [price] = prices;
    return price && segment === 'commercial'
      ? [{ offerId, text: t('ui.named', { label: titles[locale], value: `${formatMoney(price.unit)} · ${t(`catalog.cycle.${price.billingCycle}`)}` }) }]
      : [];
  });
  return <Lines of={lines.length ? lines.map(({ text }) => text) : [t('catalog.no_price')]} />;
}
