import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { orders } from '../../contract.ts';
import type { LicensePool } from '../../contract.ts';

interface HoldersProps {
  readonly customerId: string;
  readonly pool: LicensePool;
  readonly onClose: () => void;
}

/** Who has a product, those first who keep it the longest. */
export function HoldersDialog({ customerId, pool, onClose }: HoldersProps) {
  const { t, formatDate } = useHouse();
  const at = useAccountPath();
  const list = useList(orders.listLicenseHolders, { customerId, skuId: pool.skuId });
  return (
    <Dialog open onClose={onClose} title={t('licenses.holders_of', { product: pool.name })}>
      <div className="flex flex-col gap-4">
        {list.isLoading ? (
          <SkeletonLines lines={4} />
        ) : list.items.length === 0 ? (
          <p className="text-muted">{t('licenses.holders_none')}</p>
        ) : (
          <>
            <p className="text-muted">{t('licenses.holders_text')}</p>
            <ol className="divide-y divide-line">
              {list.items.map(({ userId, name, userName, assignedAt, lockedOut }) => (
                <li key={userId} className="flex flex-wrap items-baseline justify-between gap-x-4 py-2">
                  <span className="min-w-0">
                    <Link href={at(`/customers/${customerId}/users/${userId}`)}>{name}</Link>
                    <span className="block text-13 break-all text-muted">{userName}</span>
                  </span>
                  {lockedOut ? (
                    <Status kind="danger" bare>
                      {t('licenses.locked')}
                    </Status>
                  ) : (
                    <span className="text-13 text-muted">{t('licenses.since', { day: formatDate(assignedAt, 'day') })}</span>
                  )}
                </li>
              ))}
            </ol>
            {list.hasMore && (
              <Button onPress={list.loadMore} pending={list.isLoadingMore}>
                {t('ui.table.more')}
              </Button>
            )}
          </>
        )}
      </div>
    </Dialog>
  );
}
