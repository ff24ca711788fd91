import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { orders } from '../../contract.ts';
import { useMoreHref } from './more.ts';

/** In a form: a box for each product of the customer, with how many of its seats are left. What has none cannot be chosen, and says where to get more. */
export function LicensesField({ customerId, path }: { readonly customerId: string; readonly path: string }) {
  const { t } = useHouse();
  const more = useMoreHref(customerId);
  const pools = useRead(orders.listLicensePools, { customerId }).data;
  if (!pools?.items.length) return null;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="mb-2 text-14 font-medium">{t('licenses.title')}</legend>
      <p className="-mt-2 mb-1 text-13 text-muted">{t('licenses.with_user')}</p>
      {pools.items.map((pool) => (
        <div key={pool.skuId} className="flex flex-wrap items-start justify-between gap-x-4">
          <Checkbox
            name={`${path}${pool.skuId}`}
            label={pool.name}
            help={t('licenses.available_of', { available: pool.available, total: pool.total })}
            optional
            disabled={pool.available === 0}
          >
            {pool.name}
          </Checkbox>
          {pool.available === 0 && pools.can.order && (
            <span className="text-13">
              <Link href={more(pool)} aria-label={t('licenses.get_more_of', { product: pool.name })}>
                {t('licenses.get_more')}
              </Link>
            </span>
          )}
        </div>
      ))}
    </fieldset>
  );
}
