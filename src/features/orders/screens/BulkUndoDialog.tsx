import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { orders, saysReason } from '../contract.ts';

/** What taking it back does now, in figures, before it is done. */
export function BulkUndoDialog({ bulkId, onClose }: { readonly bulkId: string; readonly onClose: () => void }) {
  const { t, formatMoney } = useHouse();
  const { data } = useRead(orders.rehearseBulkUndo, { bulkId }, { catches: true });
  const undo = useAct(orders.undoBulkChange);
  const { attempt, banner } = useAttempt();
  const go = () =>
    attempt(async () => {
      if (!data) return;
      await undo.mutateAsync({ bulkId, version: data.version });
      onClose();
    });
  return (
    <Dialog
      open
      onClose={onClose}
      title={t('bulk_changes.undo_title')}
      actions={
        <>
          {data && data.rows > 0 && (
            <Button variant="primary" pending={undo.isPending} onPress={go}>
              {t('bulk_changes.undo_confirm', { count: data.rows })}
            </Button>
          )}
          <Button variant="quiet" onPress={onClose}>
            {t('ui.cancel')}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-3">
        {banner}
        {!data && <SkeletonLines lines={3} />}
        {data && <p>{data.rows ? t('bulk_changes.undo_rows', { count: data.rows }) : t('bulk_changes.undo_none')}</p>}
        {data?.totals.map(({ currency, charged, credited }) => (
          <p key={currency} className="tabular-nums">
            {t('bulk_changes.undo_total', { charged: formatMoney(charged), credited: formatMoney(credited) })}
          </p>
        ))}
        {data && data.kept.length > 0 && (
          <ul className="text-muted">
            {data.kept.map(({ reason, rows }) => {
              const { key, values } = saysReason(reason);
              return <li key={reason}>{t('bulk_changes.undo_kept', { count: rows, reason: t(key, values) })}</li>;
            })}
          </ul>
        )}
      </div>
    </Dialog>
  );
}
