import { RefreshCw, ShoppingCart } from 'lucide-react';
import type { ComponentType } from 'react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Tabs } from '../../../web/ui/Tabs.tsx';
import { customers } from '../contract.ts';
import { AgreementsTab } from './AgreementsTab.tsx';
import { BillingTab } from './BillingTab.tsx';
import { OverviewTab } from './OverviewTab.tsx';
import { RelationshipTab } from './RelationshipTab.tsx';
import type { CustomerShown } from './said.ts';
import { type BulkSlot, UsersTab } from './users/UsersTab.tsx';

const tabIds = ['overview', 'billing', 'agreements', 'relationship', 'users', 'licenses'] as const;

/** Pieces of later features. */
interface Slots {
  readonly Licenses: ComponentType<{ readonly customerId: string }>;
  /** For users that are selected. */
  readonly UserActs: BulkSlot;
}

/** One customer, as this company sees it. */
export const customerPage = (slots: Slots) =>
  function CustomerPage() {
    return <OneCustomer {...slots} />;
  };

function OneCustomer({ Licenses, UserActs }: Slots) {
  const { t, formatDate } = useHouse();
  const { params, search, setSearch } = usePlace();
  const at = useAccountPath();
  const customerId = params['customerId'] ?? '';
  const read = useRead(customers.getCustomer, { customerId });
  const customer = read.data?.customerId === customerId ? read.data : undefined;
  const crumbs = [{ label: t('customers.title'), href: at('/customers') }];
  if (!customer) {
    return (
      <Page title={t('customers.one')} crumbs={crumbs}>
        <SkeletonLines lines={8} />
      </Page>
    );
  }
  const reload = async () => (await read.refetch()).data;
  const content = {
    overview: <OverviewTab customer={customer} />,
    billing: customer.billing && <BillingTab customer={customer} billing={customer.billing} reload={reload} />,
    users: customer.can.seeUsers && <UsersTab customer={customer} Acts={UserActs} />,
    licenses: customer.can.seeUsers && <Licenses customerId={customerId} />,
    relationship: customer.state === 'active' && <RelationshipTab customer={customer} />,
    agreements: customer.can.seeAgreements && <AgreementsTab customer={customer} />,
  };
  const tabs = tabIds.flatMap((id) => (content[id] ? [{ id, label: t(`customers.tab.${id}`), content: content[id] }] : []));
  return (
    <Page
      title={customer.name}
      sentence={<span className="break-all">{customer.domain}</span>}
      crumbs={crumbs}
      action={<NextSteps customer={customer} />}
      mark={customer.state === 'removed' ? <Status kind="plain">{t('customers.state.removed')}</Status> : undefined}
    >
      {customer.removedAt && (
        <Banner kind="info" title={t('customers.removed_on', { day: formatDate(customer.removedAt, 'long') })}>
          {customer.removedReason}
        </Banner>
      )}
      <Tabs
        label={customer.name}
        chosen={tabs.find(({ id }) => id === search.get('tab'))?.id ?? 'overview'}
        onChoose={(id) => setSearch({ tab: id === 'overview' ? null : id, edit: null, q: null, state: null })}
        tabs={tabs}
      />
    </Page>
  );
}

/** What one comes to a customer for most of all. */
function NextSteps({ customer: { customerId, can } }: { readonly customer: CustomerShown }) {
  const { t } = useHouse();
  const at = useAccountPath();
  return (
    <span className="flex flex-wrap gap-2">
      {can.seeSubscriptions && (
        <LinkButton href={at(`/subscriptions?customer=${customerId}`)} icon={RefreshCw}>
          {t('customers.open_subscriptions')}
        </LinkButton>
      )}
      {can.order && (
        <LinkButton href={at(`/orders/new?customer=${customerId}`)} icon={ShoppingCart} variant="primary">
          {t('customers.new_order')}
        </LinkButton>
      )}
    </span>
  );
}
