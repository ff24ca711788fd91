import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Progress } from '../../../web/ui/Progress.tsx';
import { bulkUndoDays, orders } from '../contract.ts';
import type { BulkChange } from '../contract.ts';
import { BulkUndoDialog } from './BulkUndoDialog.tsx';

/** What a bulk change comes to, and the one thing to do with it next. */
export function BulkVerdict({ bulk }: { readonly bulk: BulkChange }) {
  const { t, formatDate, formatMoney, formatList } = useHouse();
  const sums = (side: 'charged' | 'credited') => formatList(bulk.totals.map((each) => formatMoney(each[side])));
  return (
    <>
      {bulk.state === 'rehearsed' && <Rehearsed bulk={bulk} />}
      {(bulk.state === 'running' || bulk.state === 'undoing') && <Working bulk={bulk} />}
      {bulk.state === 'done' && <Done bulk={bulk} />}
      {bulk.state === 'undone' && <Banner kind="info" title={t('bulk_changes.undone', { count: bulk.rows.undone })} />}
      <DescriptionList
        facts={[
          ...(bulk.totals.length
            ? [
                { label: t('bulk_changes.charged'), value: sums('charged') },
                { label: t('bulk_changes.credited'), value: sums('credited') },
              ]
            : []),
          ...(bulk.confirmedBy && bulk.confirmedAt
            ? [
                {
                  label: t('bulk_changes.column.by'),
                  value: t('bulk_changes.confirmed_by', { name: bulk.confirmedBy, when: formatDate(bulk.confirmedAt, 'moment') }),
                },
              ]
            : []),
          ...(bulk.undoneBy ? [{ label: t('bulk_changes.undo'), value: t('bulk_changes.undone_by', { name: bulk.undoneBy }) }] : []),
        ]}
      />
    </>
  );
}

function Rehearsed({ bulk }: { readonly bulk: BulkChange }) {
  const { t, formatDate, formatRelative } = useHouse();
  const confirm = useAct(orders.confirmBulkChange);
  const again = useAct(orders.rehearseBulkAgain);
  const { attempt, banner } = useAttempt();
  const which = { bulkId: bulk.bulkId, version: bulk.version };
  const { ready, refused } = bulk.rows;
  // Whoever asked has nothing to confirm; the amounts may be of today all the same.
  const waits = bulk.needsApproval && bulk.askedBy !== null;
  const isStale = ready > 0 && !bulk.can.confirm && bulk.can.rehearse && !waits;
  const lines = [
    ...(waits && bulk.askedAt ? [t('bulk_changes.asked', { by: bulk.askedBy ?? '', when: formatRelative(bulk.askedAt) })] : []),
    ...(bulk.needsApproval && !waits ? [t('subscriptions.above_limit')] : []),
    ...(isStale ? [t('bulk_changes.stale', { day: formatDate(bulk.rehearsedAt) })] : []),
    ...(refused ? [t('bulk_changes.refused_rows', { count: refused })] : []),
    ...(bulk.unchanged ? [t('bulk_changes.unchanged_lines', { count: bulk.unchanged })] : []),
    ...(ready ? [t('bulk_changes.undo_rule', { days: bulkUndoDays })] : []),
    ...(bulk.final ? [t('bulk_changes.final_rows', { count: bulk.final })] : []),
  ];
  return (
    <>
      {banner}
      <Banner
        kind={ready && !isStale ? 'info' : 'warning'}
        title={ready ? t('bulk_changes.ready', { count: ready }) : t('bulk_changes.nothing_ready')}
        action={
          <span className="flex flex-wrap gap-2">
            {bulk.can.confirm && (
              <Button variant="primary" pending={confirm.isPending} onPress={() => attempt(() => confirm.mutateAsync(which))}>
                {t(bulk.needsApproval ? (waits ? 'bulk_changes.approve' : 'bulk_changes.ask') : 'bulk_changes.confirm', { count: ready })}
              </Button>
            )}
            {bulk.can.rehearse && (
              <Button variant={isStale ? 'primary' : 'quiet'} pending={again.isPending} onPress={() => attempt(() => again.mutateAsync(which))}>
                {t('bulk_changes.again')}
              </Button>
            )}
          </span>
        }
      >
        {lines.length > 0 && (
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        )}
      </Banner>
    </>
  );
}

function Working({ bulk: { rows, state } }: { readonly bulk: BulkChange }) {
  const { t } = useHouse();
  const done = state === 'running' ? rows.done + rows.skipped : rows.undone;
  const all = state === 'running' ? done + rows.ready : done + rows.undoing;
  return (
    <div className="flex flex-col gap-2">
      <Progress label={t(`bulk_changes.state.${state}`)} value={all ? done / all : 1} text={t('bulk_changes.progress', { done, all })} />
      <p className="text-13 text-muted">{t('bulk_changes.leave')}</p>
    </div>
  );
}

function Done({ bulk }: { readonly bulk: BulkChange }) {
  const { t, formatDate } = useHouse();
  const [undoing, undo] = useState(false);
  const left = bulk.rows.skipped + bulk.rows.refused;
  return (
    <>
      <Banner
        kind="success"
        title={t('bulk_changes.done', { count: bulk.rows.done })}
        action={bulk.can.undo && <Button onPress={() => undo(true)}>{t('bulk_changes.undo')}</Button>}
      >
        {left > 0 && <p>{t('bulk_changes.refused_rows', { count: left })}</p>}
        {bulk.can.undo && bulk.undoableUntil && <p>{t('bulk_changes.undoable', { day: formatDate(bulk.undoableUntil, 'moment') })}</p>}
      </Banner>
      {undoing && <BulkUndoDialog bulkId={bulk.bulkId} onClose={() => undo(false)} />}
    </>
  );
}
