import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { orders } from '../../contract.ts';
import type { LicenseChange, LicenseRow } from '../../contract.ts';
import { PoolPicker } from './PoolPicker.tsx';
import { ResultRows } from './ResultRows.tsx';
import { changesOf, type Want, type Wants } from './wants.ts';

interface ManageProps {
  readonly customerId: string;
  readonly userIds: readonly string[];
  readonly onClose: () => void;
  readonly onDone?: () => void;
}

/** Licenses of one user or of many: what they are to have, what that does for each, then the deed and what came of it. */
export function ManageDialog({ customerId, userIds, onClose, onDone }: ManageProps) {
  const { t } = useHouse();
  const { now, step, wants, want, look, back, act, banner, readBanner } = useManaging(customerId, userIds, onDone);
  const [nothing, sayNothing] = useState(false);
  return (
    <Dialog open firm size="wide" onClose={onClose} title={t('licenses.manage_of', { count: userIds.length })}>
      <div className="flex flex-col gap-4">
        {banner}
        {readBanner}
        {!now && !readBanner && <SkeletonLines lines={5} />}
        {now && step === null && (
          <>
            <p className="text-muted">{t(now.pools.length ? 'licenses.manage_text' : 'licenses.none_text')}</p>
            <PoolPicker customerId={customerId} now={now} wants={wants} onWant={want} />
            {nothing && <Banner kind="info" title={t('licenses.nothing')} />}
            <div className="flex flex-wrap gap-3">
              <Button
                variant="primary"
                onPress={() => {
                  const changes = changesOf(now, wants);
                  sayNothing(changes.length === 0);
                  return changes.length ? look(changes) : undefined;
                }}
              >
                {t('licenses.look')}
              </Button>
              <Button variant="quiet" onPress={onClose}>
                {t('ui.cancel')}
              </Button>
            </div>
          </>
        )}
        {step && <Outcome rows={step.rows} done={step.done} onAct={act} onBack={back} onClose={onClose} />}
      </div>
    </Dialog>
  );
}

interface OutcomeProps {
  readonly rows: readonly LicenseRow[];
  readonly done: boolean;
  readonly onAct: () => Promise<unknown>;
  readonly onBack: () => void;
  readonly onClose: () => void;
}
function Outcome({ rows, done, onAct, onBack, onClose }: OutcomeProps) {
  const { t } = useHouse();
  const failing = rows.filter(({ faults }) => faults.length > 0).length;
  const doable = rows.filter(isDoable).length;
  const label = t(done ? 'licenses.done_list' : 'licenses.rehearsed');
  return (
    <>
      {done && <Banner kind="success" urgent title={t('licenses.changed_done', { count: doable })} />}
      {failing > 0 && !done && <Banner kind="warning" urgent title={doable > 0 ? t('licenses.faults_left', { count: failing }) : t('licenses.nobody_left')} />}
      <h3 className="font-semibold">{label}</h3>
      <ResultRows label={label} rows={rows} done={done} />
      <div className="flex flex-wrap gap-3">
        {!done && doable > 0 && (
          <Button variant="primary" onPress={onAct}>
            {t('licenses.do', { count: doable })}
          </Button>
        )}
        {done ? (
          <Button variant="primary" onPress={onClose}>
            {t('ui.close')}
          </Button>
        ) : (
          <Button variant="quiet" onPress={onBack}>
            {t('licenses.back')}
          </Button>
        )}
      </div>
    </>
  );
}

const isDoable = ({ faults, assigned, removed, changed }: LicenseRow): boolean => faults.length === 0 && assigned.length + removed.length + changed.length > 0;

interface Step {
  readonly changes: readonly LicenseChange[];
  readonly rows: readonly LicenseRow[];
  readonly done: boolean;
}
function useManaging(customerId: string, userIds: readonly string[], onDone?: () => void) {
  const [wants, setWants] = useState<Wants>({});
  const [step, go] = useState<Step | null>(null);
  const read = useRead(orders.rehearseLicenses, { customerId, userIds: [...userIds], changes: [] }, { catches: true });
  const rehearse = useAct(orders.rehearseLicenses);
  const change = useAct(orders.changeLicenses);
  const { attempt, banner } = useAttempt();
  const { t } = useHouse();
  const look = (changes: LicenseChange[]) =>
    attempt(async () => {
      const { rows } = await rehearse.mutateAsync({ customerId, userIds: [...userIds], changes });
      go({ changes, rows, done: false });
    });
  return {
    now: read.data,
    readBanner: read.error && <Banner kind="danger" title={t(`problems.${read.error.code}` as 'problems.customer_users.rights_not_delegated')} />,
    wants,
    want: (skuId: string, wanted: Want) => setWants({ ...wants, [skuId]: wanted }),
    step,
    banner,
    look,
    back: () => go(null),
    act: () =>
      attempt(async () => {
        if (!step) return;
        const those = step.rows.filter(isDoable).map(({ userId }) => userId);
        try {
          await change.mutateAsync({ customerId, userIds: those, changes: [...step.changes] });
        } catch (error) {
          // Somebody was quicker: what is left now stands beside the refusal.
          const { rows } = await rehearse.mutateAsync({ customerId, userIds: [...userIds], changes: [...step.changes] });
          go({ ...step, rows });
          throw error;
        }
        go({ ...step, done: true });
        onDone?.();
      }),
  };
}
