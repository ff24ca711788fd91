import { useEffect } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { catalog, type NewRule } from '../contract.ts';

/** Today's prices as a rule would make them. */
export function TriedPrices({ rule, market, currency }: { readonly rule: NewRule; readonly market: string; readonly currency: string }) {
  const { t, formatMoney, formatNumber } = useHouse();
  const { mutate, data, isPending } = useAct(catalog.previewRetail);
  const { banner } = useAttempt();
  useEffect(() => mutate({ rule, market, currency }), [mutate, rule, market, currency]);
  return (
    <Section title={t('catalog.retail.tried')}>
      {banner}
      {isPending && <SkeletonLines lines={3} />}
      {data?.items.length === 0 && <p className="text-14 text-muted">{t('catalog.retail.tried_none')}</p>}
      <ul className="divide-y divide-line text-14">
        {data?.items.slice(0, 12).map((item, at) => (
          <li key={at} className="flex flex-wrap justify-between gap-x-4 gap-y-1 py-2">
            <span className="min-w-0 flex-1 basis-48">{item.title}</span>
            <span className="flex flex-col items-end tabular-nums">
              <span>
                {formatMoney(item.unit)} → {formatMoney(item.retail)}
              </span>
              <span className="text-13 text-muted">
                {item.marginPercent !== null &&
                  t('ui.named', {
                    label: t('catalog.column.margin'),
                    value: formatNumber(Number(item.marginPercent) / 100, { style: 'percent', maximumFractionDigits: 1 }),
                  })}
              </span>
              {item.isBelowFloor && (
                <Status kind="warning" bare>
                  {t('catalog.retail.below')}
                </Status>
              )}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}
