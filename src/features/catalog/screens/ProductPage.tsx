import type { ComponentType } from 'react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { catalog, type OfferSeen } from '../contract.ts';
import { ChooseCustomer, CustomerSays } from './ForCustomer.tsx';
import { MarketField } from './MarketField.tsx';
import { OfferCard } from './OfferCard.tsx';
import { useMarket } from './useMarket.ts';

/** What stands below the offers: a piece of a later feature that puts one of them into a cart. */
export type OrderSlot = ComponentType<{
  readonly productId: string;
  readonly market: string;
  readonly offers: readonly OfferSeen[];
  readonly customer: { readonly customerId: string; readonly name: string } | null;
}>;

/** The page of a product; the door puts in what orders it. */
export const productPage = (Order: OrderSlot) => () => <ProductPage Order={Order} />;

/** One product: what of it is sold in a market, how, to whom, for how much, and what goes with it. */
function ProductPage({ Order }: { readonly Order: OrderSlot }) {
  const { t } = useHouse();
  const at = useAccountPath();
  const here = useMarket();
  const { params, search } = usePlace();
  const customer = search.get('customer');
  const productId = params['productId'] ?? '';
  const { data, error } = useRead(
    catalog.getCatalogProduct,
    { productId, market: here.market ?? 'US', ...(customer ? { customer } : {}) },
    { enabled: here.market !== undefined, catches: true },
  );
  const crumbs = [{ label: t('catalog.title'), href: at(`/catalog${here.market ? `?market=${here.market}` : ''}`) }];
  return (
    <Page title={data?.title ?? t('catalog.column.product')} sentence={data?.description} crumbs={crumbs}>
      <div className="flex flex-wrap items-start gap-4">
        <MarketField at={here} />
        {data?.can.chooseCustomer && <ChooseCustomer customer={data.customer} />}
      </div>
      {data?.customer && <CustomerSays customer={data.customer} />}
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
          {here.market && data.can.order && <Order productId={data.productId} market={here.market} offers={data.offers} customer={data.customer} />}
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
