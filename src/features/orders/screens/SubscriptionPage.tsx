import { useState } from 'react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { changeKinds, orders } from '../contract.ts';
import type { ChangeKind, Subscription } from '../contract.ts';
import { AddOnsSection } from './AddOnsSection.tsx';
import { AskedChange } from './AskedChange.tsx';
import { ChangeDialog } from './ChangeDialog.tsx';
import { HistorySection } from './HistorySection.tsx';
import { SubscriptionMark } from './marks.tsx';
import { useRhythms } from './rhythm.ts';

/** One subscription: what it is, what it costs, what comes next, and everything that can be done to it. */
export function SubscriptionPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const subscriptionId = usePlace().params['subscriptionId'] ?? '';
  const it = useRead(orders.getSubscription, { subscriptionId }).data;
  const [kind, choose] = useState<ChangeKind | null>(null);
  const crumbs = [{ label: t('subscriptions.title'), href: at('/subscriptions') }];
  if (it?.subscriptionId !== subscriptionId)
    return (
      <Page title={t('subscriptions.one')} crumbs={crumbs}>
        <SkeletonLines lines={8} />
      </Page>
    );
  return (
    <Page title={it.nickname ?? it.name} sentence={it.customer.name} crumbs={crumbs} mark={<SubscriptionMark state={it.state} />}>
      <div className="flex max-w-200 flex-col gap-8">
        <Standing it={it} onAct={choose} />
        <Section title={t('subscriptions.facts')}>
          <Facts it={it} />
          <AsOf it={it} />
        </Section>
        <Acts it={it} onAct={choose} />
        <AddOnsSection it={it} />
        <HistorySection subscriptionId={subscriptionId} />
      </div>
      {kind && <ChangeDialog key={kind} it={it} kind={kind} onClose={() => choose(null)} />}
    </Page>
  );
}

function AsOf({ it }: { readonly it: Subscription }) {
  const { t, formatDate } = useHouse();
  return <p className="text-13 text-muted">{t('ui.table.as_of', { when: formatDate(it.asOf, 'moment') })}</p>;
}

interface ActProps {
  readonly it: Subscription;
  readonly onAct: (kind: ChangeKind) => void;
}

/** What somebody has to know before anything else: by when it is lost, when it ends, what is planned. */
function Standing({ it, onAct }: ActProps) {
  const { t, formatDate, formatRelative } = useHouse();
  const { say } = useRhythms();
  const { next, schedule } = it;
  return (
    <>
      {it.waiting && <AskedChange it={it} waiting={it.waiting} />}
      {it.state === 'suspended' && (
        <Banner
          kind="warning"
          title={t('subscriptions.suspended_since', {
            day: it.suspendedAt ? formatDate(it.suspendedAt, 'long') : '',
            reason: t(`subscriptions.reason.${it.suspensionReason ?? 'customer_asked'}`),
          })}
          action={it.can.reactivate && <Button onPress={() => onAct('reactivate')}>{t('subscriptions.act.reactivate')}</Button>}
        >
          {next.by && t('subscriptions.lost_on', { day: formatDate(next.by, 'long'), when: formatRelative(next.by) })}
        </Banner>
      )}
      {next.step === 'convert_or_expire' && next.by && (
        <Banner
          kind="info"
          title={t('subscriptions.trial_until', { day: formatDate(next.by, 'long'), when: formatRelative(next.by) })}
          action={it.can.convert && <Button onPress={() => onAct('convert')}>{t('subscriptions.act.convert')}</Button>}
        >
          {t('subscriptions.trial_text')}
        </Banner>
      )}
      {schedule && it.renewsOn && (
        <Banner kind="info" title={t('subscriptions.planned', { day: formatDate(it.renewsOn, 'long') })}>
          {schedule.ends
            ? t('subscriptions.planned_end', { by: schedule.by })
            : [
                schedule.quantity && t('orders.seats', { count: schedule.quantity }),
                (schedule.term ?? schedule.billingCycle) && say({ term: schedule.term ?? it.term, billingCycle: schedule.billingCycle ?? it.billingCycle }),
                schedule.offerName,
              ]
                .filter(Boolean)
                .join(' · ')}
        </Banner>
      )}
    </>
  );
}

function Facts({ it }: { readonly it: Subscription }) {
  const { t, formatDate, formatMoney } = useHouse();
  const at = useAccountPath();
  const { say } = useRhythms();
  return (
    <DescriptionList
      facts={[
        { label: t('orders.column.customer'), value: <Link href={at(`/customers/${it.customer.customerId}`)}>{it.customer.name}</Link> },
        { label: t('subscriptions.column.product'), value: it.name },
        { label: t('orders.quantity'), value: t('orders.seats', { count: it.quantity }) },
        { label: t('orders.rhythm_label'), value: say(it) },
        { label: t('subscriptions.price'), value: t('subscriptions.price_value', { unit: formatMoney(it.unitPrice), retail: formatMoney(it.retailPrice) }) },
        ...(it.state === 'active' && it.recurring && it.recurringRetail
          ? [
              {
                label: t(`carts.then.${it.billingCycle === 'annual' ? 'annual' : 'monthly'}`),
                value: t('carts.then_value', { amount: formatMoney(it.recurring), retail: formatMoney(it.recurringRetail) }),
              },
            ]
          : []),
        ...(it.renewsOn && it.state === 'active'
          ? [
              {
                label: t('subscriptions.term'),
                value: t(it.autoRenews ? 'subscriptions.renews' : 'subscriptions.ends', { day: formatDate(it.renewsOn, 'long') }),
              },
            ]
          : []),
        ...(it.dataDeletedOn && it.state !== 'suspended'
          ? [{ label: t('subscriptions.data'), value: t('subscriptions.deleted_on', { day: formatDate(it.dataDeletedOn, 'long') }) }]
          : []),
        ...(it.parent
          ? [{ label: t('subscriptions.parent'), value: <Link href={at(`/subscriptions/${it.parent.subscriptionId}`)}>{it.parent.name}</Link> }]
          : []),
        { label: t('subscriptions.support'), value: it.support?.name ?? t('subscriptions.support_own') },
        ...(it.order ? [{ label: t('orders.one'), value: <Link href={at(`/orders/${it.order.orderId}`)}>{it.order.number}</Link> }] : []),
        { label: t('subscriptions.id'), value: <CopyId value={it.subscriptionId} what={t('subscriptions.id')} /> },
      ]}
    />
  );
}

const dangerous: ReadonlySet<ChangeKind> = new Set(['suspend', 'cancel']);
/** Pausing and ending are two things: they stand apart, and each says first what it gives back and what is lost. */
function Acts({ it, onAct }: ActProps) {
  const { t } = useHouse();
  const kinds = changeKinds.filter((kind) => it.can[kind]).sort((a, b) => Number(dangerous.has(a)) - Number(dangerous.has(b)));
  if (!kinds.length) return null;
  return (
    <Section title={t('subscriptions.acts')}>
      <div className="flex flex-wrap gap-2">
        {kinds.map((kind) => (
          <Button key={kind} variant={dangerous.has(kind) ? 'quiet' : 'secondary'} onPress={() => onAct(kind)}>
            {t(`subscriptions.act.${kind}`)}
          </Button>
        ))}
      </div>
    </Section>
  );
}
