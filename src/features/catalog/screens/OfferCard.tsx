import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Badge } from '../../../web/ui/Badge.tsx';
import { Card } from '../../../web/ui/Card.tsx';
import { type Fact, DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { type LinkKind, linkKinds, type OfferSeen } from '../contract.ts';
import { sayReason, sayWay } from './words.ts';

interface OfferProps {
  readonly offer: OfferSeen;
  readonly productTitle: string;
  readonly seesPrices: boolean;
}

/** One offer: for whom it is, how many, what it needs and where it leads, and each way in which it is sold with its price. */
export function OfferCard({ offer, productTitle, seesPrices }: OfferProps) {
  const { t, locale } = useHouse();
  const title = offer.titles[locale];
  return (
    <Card
      title={title === productTitle ? title : `${offer.productTitles[locale] ?? productTitle} · ${title}`}
      action={
        <span className="flex flex-wrap gap-1">
          {offer.kind !== 'base' && <Badge accent>{t(`catalog.kind.${offer.kind}`)}</Badge>}
          <Badge>{t(`catalog.segment.${offer.segment}`)}</Badge>
          {offer.isBarred && <Badge>{t('catalog.not_for_customer')}</Badge>}
        </span>
      }
    >
      <DescriptionList facts={useFacts(offer)} />
      <ul className="flex flex-col divide-y divide-line border-t border-line text-14">
        {offer.availabilities.map((way) => (
          <li key={`${way.term} ${way.billingCycle}`} className="flex flex-wrap items-start justify-between gap-x-6 gap-y-1 py-3">
            <span className="min-w-0 flex-1 basis-60">
              {sayWay(t, way.term, way.billingCycle)}
              {!way.isRenewable && way.term !== 'none' && <span className="block text-13 text-muted">{t('catalog.not_renewed')}</span>}
            </span>
            {seesPrices && <Price offer={offer} way={way} />}
          </li>
        ))}
      </ul>
    </Card>
  );
}

function useFacts(offer: OfferSeen): Fact[] {
  const { t } = useHouse();
  const { minQuantity: min, maxQuantity: max, limit } = offer;
  return [
    { label: t('catalog.quantity'), value: max === null ? t('catalog.quantity_from', { min }) : t('catalog.quantity_between', { min, max }) },
    ...(limit ? [{ label: t('catalog.limit'), value: t(`catalog.limit_${limit.kind}`, { count: limit.count }) }] : []),
    ...linkKinds.flatMap((kind) => {
      const ids = offer[places[kind]];
      return ids.length ? [{ label: t(`catalog.link.${kind}`), value: <Linked offer={offer} ids={ids} /> }] : [];
    }),
  ];
}
const places = { add_on_to: 'addOnTo', requires: 'requires', upgrades_to: 'upgradesTo', converts_to: 'convertsTo' } as const satisfies Record<
  LinkKind,
  keyof OfferSeen
>;

function Linked({ offer, ids }: { readonly offer: OfferSeen; readonly ids: readonly string[] }) {
  const at = useAccountPath();
  const seen = offer.linked.filter(({ offerId }) => ids.includes(offerId));
  return (
    <span className="flex flex-col gap-1">
      {seen.map(({ offerId, productId, title }) =>
        productId === offer.productId ? (
          <span key={offerId}>{title}</span>
        ) : (
          <Link key={offerId} href={at(`/catalog/products/${productId}`)}>
            {title}
          </Link>
        ),
      )}
      {seen.length === 0 && '–'}
    </span>
  );
}

/** What one costs in this way, what is asked for it, and why. */
function Price({ offer, way }: { readonly offer: OfferSeen; readonly way: OfferSeen['availabilities'][number] }) {
  const house = useHouse();
  const { t, formatMoney, formatDate, formatNumber } = house;
  const price = offer.prices.find((each) => each.term === way.term && each.billingCycle === way.billingCycle);
  if (!price) return <span className="text-muted">{way.billingCycle === 'none' ? '' : t('catalog.no_price')}</span>;
  const isOff = price.reason.promotion !== null;
  return (
    <span className="flex basis-60 flex-col items-end gap-0.5 text-end">
      <span className="tabular-nums">
        {isOff && <s className="me-2 text-13 text-muted">{formatMoney(price.list)}</s>}
        <strong className="font-semibold">{formatMoney(price.unit)}</strong> {t('catalog.per', { unit: t(`catalog.unit.${offer.unit}`) })}
      </span>
      <span className="text-13 text-muted tabular-nums">
        {t('ui.named', { label: t('catalog.column.retail'), value: formatMoney(price.retail) })}
        {price.marginPercent !== null &&
          ` · ${t('ui.named', { label: t('catalog.column.margin'), value: formatNumber(Number(price.marginPercent) / 100, { style: 'percent', maximumFractionDigits: 1 }) })}`}
      </span>
      {sayReason(house, price).map((line) => (
        <span key={line} className="text-13 text-muted">
          {line}
        </span>
      ))}
      {price.validUntil && <span className="text-13 text-muted">{t('catalog.until', { day: formatDate(price.validUntil) })}</span>}
    </span>
  );
}
