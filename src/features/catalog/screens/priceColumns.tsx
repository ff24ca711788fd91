import { useHouse } from '../../../web/house.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import type { EffectivePrice } from '../contract.ts';
import { sayWay } from './words.ts';

/** Columns of prices in force: what is paid, and why just that. */
export function usePriceColumns(): Column<EffectivePrice>[] {
  const { t, formatDate, formatMoney } = useHouse();
  const list = ({ reason, listName, groupName }: EffectivePrice) => t(`catalog.reason.${reason}`, { list: listName, group: groupName ?? '' });
  return [
    {
      id: 'offer',
      header: t('catalog.column.title'),
      width: 'minmax(14rem, 2fr)',
      phone: 'title',
      cell: (row) => (
        <span className="flex min-w-0 flex-col py-1 whitespace-normal">
          <span className="font-medium">{row.title === row.productTitle ? row.title : `${row.productTitle} · ${row.title}`}</span>
          <span className="text-13 text-muted">{t(`catalog.segment.${row.segment}`)}</span>
        </span>
      ),
    },
    {
      id: 'way',
      header: t('catalog.column.way'),
      width: 'minmax(13rem, 1.6fr)',
      phone: 'fact',
      cell: (row) => (
        <span className="whitespace-normal">
          {sayWay(t, row.term, row.billingCycle)}
          {row.tierFrom > 1 && <span className="block text-13 text-muted">{t('catalog.prices.from_quantity', { count: row.tierFrom })}</span>}
        </span>
      ),
    },
    {
      id: 'price',
      header: t('catalog.column.price'),
      width: '8.5rem',
      align: 'end',
      phone: 'fact',
      cell: ({ price, unit, promotion }) => (
        <span className="flex flex-col items-end whitespace-normal tabular-nums">
          {promotion && <s className="text-13 text-muted">{formatMoney(price)}</s>}
          <span>{formatMoney(unit)}</span>
        </span>
      ),
    },
    {
      id: 'suggested',
      header: t('catalog.column.suggested'),
      width: '8.5rem',
      align: 'end',
      from: 'wide',
      phone: 'hidden',
      cell: ({ suggested }) => (suggested ? formatMoney(suggested) : '–'),
    },
    {
      id: 'why',
      header: t('catalog.column.why'),
      width: 'minmax(11rem, 1.4fr)',
      phone: 'fact',
      cell: (row) => (
        <span className="flex flex-col py-1 text-13 whitespace-normal text-muted">
          <span>{list(row)}</span>
          {row.promotion && (
            <span>
              {t('catalog.reason.promotion', { percent: Number(row.promotion.percent), name: row.promotion.name, day: formatDate(row.promotion.endsOn) })}
            </span>
          )}
        </span>
      ),
    },
  ];
}
