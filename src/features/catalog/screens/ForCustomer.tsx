import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { CustomerField } from '../../customers/screens/CustomerField.tsx';
import type { CatalogCustomer } from '../contract.ts';

type Chosen = Omit<CatalogCustomer, 'barred'> & { readonly barred?: number };

/** Chooses for whom the catalog is looked at; it stands in the address, so that the choice goes along. */
export function ChooseCustomer({ customer }: { readonly customer: Chosen | null | undefined }) {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const value = search.get('customer') ?? '';
  return (
    <div className="w-96 max-w-full">
      <CustomerField
        name="customer"
        label={t('catalog.for_customer')}
        optional
        value={value}
        onChange={(id) => setSearch({ customer: id || null, barred: null })}
        known={customer && customer.customerId === value ? customer : undefined}
      />
    </div>
  );
}

/** What the customer may buy, why the rest is not for it, and what stands in the way of buying at all. */
export function CustomerSays({ customer }: { readonly customer: Chosen }) {
  const { t, formatList } = useHouse();
  const { search, setSearch } = usePlace();
  const isShown = search.get('barred') === 'yes';
  const allowed = formatList(customer.allowed.map((segment) => t(`catalog.segment.${segment}`)));
  return (
    <>
      {customer.refused && (
        <Banner kind="warning" title={t('catalog.customer_refused', { customer: customer.name })}>
          {t(`catalog.refused.${reasonOf(customer.refused)}`)}
        </Banner>
      )}
      <p className="flex flex-wrap items-center gap-x-3 gap-y-1 text-14 text-muted">
        <span>{t('catalog.customer_may', { customer: customer.name, segment: t(`catalog.segment.${customer.segment}`), allowed })}</span>
        {customer.barred !== undefined && customer.barred > 0 && (
          <Button size="small" variant="quiet" onPress={() => setSearch({ barred: isShown ? null : 'yes' })}>
            {t(isShown ? 'catalog.barred_hide' : 'catalog.barred_show', { count: customer.barred })}
          </Button>
        )}
      </p>
    </>
  );
}

const reasons = ['agreement_missing', 'relationship_ended', 'under_review', 'address_to_mend', 'provider_buys'] as const;
const reasonOf = (code: string) => reasons.find((reason) => code.endsWith(reason)) ?? 'relationship_ended';
