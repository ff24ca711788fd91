import { useHouse } from '../../../web/house.tsx';
import type { ChargeLine } from '../contract.ts';

/** What a charge is made of: the days that were truly priced, how many, and at which price. */
export function ChargeLines({ lines }: { readonly lines: readonly ChargeLine[] }) {
  const { t, formatDate, formatMoney } = useHouse();
  return (
    <ul className="flex flex-col gap-1 text-13 text-muted">
      {lines.map((line) => (
        <li key={`${line.startsOn} ${line.quantity} ${line.amount.amount}`} className="flex flex-wrap justify-between gap-x-4">
          <span>
            {t('orders.charge_line', {
              from: formatDate(line.startsOn),
              to: formatDate(line.endsOn),
              days: line.days,
              whole: line.daysInPeriod,
              count: line.quantity,
              price: formatMoney(line.unitPrice),
            })}
          </span>
          <span className="tabular-nums">{formatMoney(line.amount)}</span>
        </li>
      ))}
    </ul>
  );
}
