import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { bulkUndoDays, orders } from '../contract.ts';
import type { BulkChange } from '../contract.ts';
import { YesOrBack } from './YesOrBack.tsx';

/** What a bulk change would do, and what comes next: the yes, a second person's, or a new rehearsal. */
export function BulkRehearsed({ bulk }: { readonly bulk: BulkChange }) {
  const { t } = useHouse();
  const confirm = useAct(orders.confirmBulkChange);
  const again = useAct(orders.rehearseBulkAgain);
  const decline = useAct(orders.declineBulkChange);
  const { attempt, banner } = useAttempt();
  const which = { bulkId: bulk.bulkId, version: bulk.version };
  const { can } = bulk;
  const { ready } = bulk.rows;
  const isStale = staleOf(bulk);
  const yes = () => attempt(() => confirm.mutateAsync(which));
  const no = (decision: 'send_back' | 'withdraw', why = '') =>
    attempt(async () => {
      await decline.mutateAsync({ ...which, decision, why });
      toast(t(decision === 'withdraw' ? 'subscriptions.asked_withdrawn' : 'carts.sent_back_done'));
    });
  return (
    <>
      {banner}
      {bulk.sentBack && (
        <Banner kind="warning" title={t('bulk_changes.sent_back', { by: bulk.sentBack.by })}>
          {bulk.sentBack.why}
        </Banner>
      )}
      <Banner
        kind={ready && !isStale ? 'info' : 'warning'}
        title={ready ? t('bulk_changes.ready', { count: ready }) : t('bulk_changes.nothing_ready')}
        action={
          <span className="flex flex-wrap gap-2">
            {can.confirm && !can.sendBack && (
              <Button variant="primary" pending={confirm.isPending} onPress={yes}>
                {t(bulk.needsApproval ? 'bulk_changes.ask' : 'bulk_changes.confirm', { count: ready })}
              </Button>
            )}
            {can.rehearse && (
              <Button variant={isStale ? 'primary' : 'quiet'} pending={again.isPending} onPress={() => attempt(() => again.mutateAsync(which))}>
                {t('bulk_changes.again')}
              </Button>
            )}
            {can.withdraw && (
              <Button pending={decline.isPending} onPress={() => no('withdraw')}>
                {t('subscriptions.asked_withdraw')}
              </Button>
            )}
          </span>
        }
      >
        <Lines bulk={bulk} isStale={isStale} />
      </Banner>
      {can.sendBack && (
        <YesOrBack
          yes={can.confirm ? t('bulk_changes.approve', { count: ready }) : null}
          pending={confirm.isPending}
          onYes={yes}
          onBack={(why) => no('send_back', why)}
        />
      )}
    </>
  );
}

/** Amounts of another day. Whoever asked has nothing to confirm; theirs may be of today all the same. */
const staleOf = ({ rows, can }: BulkChange): boolean => rows.ready > 0 && !can.confirm && can.rehearse && !can.withdraw;

function Lines({ bulk, isStale }: { readonly bulk: BulkChange; readonly isStale: boolean }) {
  const { t, formatDate, formatRelative } = useHouse();
  const { ready, refused } = bulk.rows;
  const lines = [
    ...(bulk.askedAt
      ? [t(bulk.can.sendBack ? 'bulk_changes.asked_you' : 'bulk_changes.asked', { by: bulk.askedBy ?? '', when: formatRelative(bulk.askedAt) })]
      : []),
    ...(bulk.needsApproval && !bulk.askedAt ? [t('subscriptions.above_limit')] : []),
    ...(isStale ? [t('bulk_changes.stale', { day: formatDate(bulk.rehearsedAt) })] : []),
    ...(refused ? [t('bulk_changes.refused_rows', { count: refused })] : []),
    ...(bulk.unchanged ? [t('bulk_changes.unchanged_lines', { count: bulk.unchanged })] : []),
    ...(ready ? [t('bulk_changes.undo_rule', { days: bulkUndoDays })] : []),
    ...(bulk.final ? [t('bulk_changes.final_rows', { count: bulk.final })] : []),
  ];
  if (lines.length === 0) return null;
  return (
    <ul>
      {lines.map((line) => (
        <li key={line}>{line}</li>
      ))}
    </ul>
  );
}
