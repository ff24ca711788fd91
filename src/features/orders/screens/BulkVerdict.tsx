import { useState } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Progress } from '../../../web/ui/Progress.tsx';
import type { BulkChange } from '../contract.ts';
import { BulkRehearsed } from './BulkRehearsed.tsx';
import { BulkUndoDialog } from './BulkUndoDialog.tsx';

/** What a bulk change comes to, and the one thing to do with it next. */
export function BulkVerdict({ bulk }: { readonly bulk: BulkChange }) {
  const { t, formatDate, formatMoney, formatList } = useHouse();
  const sums = (side: 'charged' | 'credited') => formatList(bulk.totals.map((each) => formatMoney(each[side])));
  return (
    <>
      {bulk.state === 'rehearsed' && <BulkRehearsed bulk={bulk} />}
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
