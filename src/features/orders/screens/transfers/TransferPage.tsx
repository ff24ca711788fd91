import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { orders } from '../../contract.ts';
import type { Transfer } from '../../contract.ts';
import { Answers } from './Answers.tsx';
import { OutlookSection } from './OutlookSection.tsx';
import { partnerOf, TransferMark } from './TransferMark.tsx';

/** One transfer: who acts next, what moves and what it costs, and the ways to answer. */
export function TransferPage() {
  const { t, formatDate } = useHouse();
  const at = useAccountPath();
  const transferId = usePlace().params['transferId'] ?? '';
  const it = useRead(orders.getTransfer, { transferId }).data;
  const crumbs = [{ label: t('transfers.title'), href: at('/transfers') }];
  if (it?.transferId !== transferId)
    return (
      <Page title={t('transfers.one')} crumbs={crumbs}>
        <SkeletonLines lines={8} />
      </Page>
    );
  const isPending = it.state === 'open' || it.state === 'in_progress';
  return (
    <Page title={it.customer.name} sentence={t(`transfers.kind.${it.kind}`)} crumbs={crumbs} mark={<TransferMark state={it.state} />}>
      <div className="flex max-w-200 flex-col gap-8">
        <Standing it={it} />
        <Facts it={it} />
        <OutlookSection outlook={it.outlook} isPending={isPending} />
        <p className="text-13 text-muted">{t('ui.table.as_of', { when: formatDate(it.asOf, 'moment') })}</p>
        <Answers it={it} />
      </div>
    </Page>
  );
}

/** What comes next, or what became of it. */
function Standing({ it }: { readonly it: Transfer }) {
  const { t, formatDate } = useHouse();
  const partner = partnerOf(it.other);
  const day = it.next.by ? formatDate(it.next.by, 'long') : '';
  if (it.state === 'open')
    return (
      <Banner
        kind={it.next.who === 'us' ? 'warning' : 'info'}
        title={it.next.who === 'us' ? t('transfers.next.us', { day }) : t('transfers.next.them', { partner, day })}
      >
        {it.fault && t(`transfers.fault.${it.fault}`)}
      </Banner>
    );
  if (it.state === 'in_progress')
    return (
      <Banner kind={it.fault ? 'warning' : 'info'} title={it.fault ? t('transfers.next.retry', { day }) : t('transfers.next.center')}>
        {it.fault && t(`transfers.fault.${it.fault}`)}
      </Banner>
    );
  const sentence = it.state === 'completed' ? (`transfers.over.completed_${it.side}` as const) : (`transfers.over.${it.state}` as const);
  return (
    <Banner kind={it.state === 'completed' ? 'success' : 'info'} title={t(sentence, { partner })}>
      {it.reason}
    </Banner>
  );
}

function Facts({ it }: { readonly it: Transfer }) {
  const { t, formatDate } = useHouse();
  const at = useAccountPath();
  const when = (moment: Date | null, name: string | null) =>
    moment && (name ? t('transfers.fact.by', { day: formatDate(moment, 'long'), name }) : formatDate(moment, 'long'));
  const { customer, hasCustomer } = it;
  const facts = [
    { label: t('orders.column.customer'), value: hasCustomer ? <Link href={at(`/customers/${customer.customerId}`)}>{customer.name}</Link> : customer.name },
    { label: t('transfers.column.partner'), value: partnerOf(it.other) },
    { label: t('transfers.column.direction'), value: t(`transfers.direction.${it.side}`) },
    { label: t('relations.message'), value: it.message },
    { label: t('transfers.fact.asked'), value: when(it.askedAt, it.askedBy) },
    { label: t('transfers.fact.answered'), value: when(it.answeredAt, it.answeredBy) },
    { label: t('transfers.fact.ended'), value: when(it.endedAt, null) },
  ];
  return <DescriptionList facts={facts.filter(({ value }) => value !== null)} />;
}
