import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { catalog } from '../contract.ts';
import { MarketField } from './MarketField.tsx';
import { OfferCard } from './OfferCard.tsx';
import { useMarket } from './useMarket.ts';

/** One product: what of it is sold in a market, how, to whom, for how much, and what goes with it. */
export function ProductPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const here = useMarket();
  const { params } = usePlace();
  const productId = params['productId'] ?? '';
  const { data, error } = useRead(catalog.getCatalogProduct, { productId, market: here.market ?? 'US' }, { enabled: here.market !== undefined, catches: true });
  const crumbs = [{ label: t('catalog.title'), href: at(`/catalog${here.market ? `?market=${here.market}` : ''}`) }];
  return (
    <Page title={data?.title ?? t('catalog.column.product')} sentence={data?.description} crumbs={crumbs}>
      <MarketField at={here} />
      {error && !data && (
        <Banner kind="info" title={t('catalog.none')}>
          {t('catalog.none_text')}
        </Banner>
      )}
      {!data && !error && <SkeletonLines lines={8} />}
      {data && (
        <>
          <p className="text-14 text-muted">
            {data.publisher} · {t(`catalog.category.${data.category}`)}
          </p>
          <Section title={t('catalog.offers')}>
            <div className="grid gap-4 xl:grid-cols-2">
              {data.offers.map((offer) => (
                <OfferCard key={offer.offerId} offer={offer} productTitle={data.title} seesPrices={data.can.seePrices} />
              ))}
            </div>
          </Section>
          {data.addOns.length > 0 && (
            <Section title={t('catalog.add_ons')} text={t('catalog.add_ons_text')}>
              <div className="grid gap-4 xl:grid-cols-2">
                {data.addOns.map((offer) => (
                  <OfferCard key={offer.offerId} offer={offer} productTitle={data.title} seesPrices={data.can.seePrices} />
                ))}
              </div>
            </Section>
          )}
        </>
      )}
    </Page>
  );
}
