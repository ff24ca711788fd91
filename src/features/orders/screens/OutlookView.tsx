import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import type { ChangeKind, Outlook, Subscription } from '../contract.ts';
import { ChargeLines } from './ChargeLines.tsx';
import { LicensesNote } from './licenses/LicensesNote.tsx';

interface OutlookProps {
  readonly it: Subscription;
  readonly kind: ChangeKind;
  readonly outlook: Outlook;
}

/** What a change costs or gives back, how it is reckoned, and what is lost by it. */
export function OutlookView({ it, kind, outlook }: OutlookProps) {
  const { t, formatDate, formatMoney, formatList } = useHouse();
  const { amount, fee, way, until, recurringBefore, recurringAfter, dataDeletedOn, renewsOn, effectiveOn, addOns, lines } = outlook;
  const owed = Number(amount.amount);
  const recurring = recurringAfter ?? null;
  const ends = kind === 'suspend' || kind === 'cancel';
  return (
    <div className="flex flex-col gap-4">
      {ends && dataDeletedOn && (
        <Banner kind="warning" title={t(`subscriptions.loses.${kind}`, { day: formatDate(dataDeletedOn, 'long') })}>
          {addOns.length > 0 && t('subscriptions.loses_add_ons', { names: formatList(addOns.map((each) => each.name)) })}
        </Banner>
      )}
      <LicensesNote stakes={outlook.licenses} />
      <DescriptionList
        facts={[
          { label: t(owed < 0 ? 'subscriptions.refund' : 'carts.now'), value: <strong className="tabular-nums">{formatMoney(amount)}</strong> },
          ...(way && ends ? [{ label: t('subscriptions.way_label'), value: t(`subscriptions.way.${way}`) }] : []),
          ...(fee ? [{ label: t('subscriptions.fee'), value: formatMoney(fee) }] : []),
          ...(until ? [{ label: t('subscriptions.until'), value: formatDate(until, 'moment') }] : []),
          ...(recurringBefore && recurring
            ? [{ label: t('subscriptions.recurring'), value: t('subscriptions.from_to', { from: formatMoney(recurringBefore), to: formatMoney(recurring) }) }]
            : []),
          ...(kind === 'schedule' ? [{ label: t('subscriptions.effective'), value: formatDate(effectiveOn, 'long') }] : []),
          ...(renewsOn && renewsOn !== it.renewsOn
            ? [{ label: t('subscriptions.term'), value: t('subscriptions.renews', { day: formatDate(renewsOn, 'long') }) }]
            : []),
        ]}
      />
      {lines.length > 0 && <ChargeLines lines={lines} />}
    </div>
  );
}
