import { useHouse } from '../../../../web/house.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import type { LicensePool, LicenseRehearsal } from '../../contract.ts';
import { useMoreHref } from './more.ts';
import { Tick } from './Tick.tsx';
import { isShort, standOf, switched, type Want, type Wants } from './wants.ts';

interface PickerProps {
  readonly customerId: string;
  readonly now: LicenseRehearsal;
  readonly wants: Wants;
  readonly onWant: (skuId: string, want: Want) => void;
}

/** A row for each product: who has it, how many are left, and what of it is switched off. */
export function PoolPicker({ customerId, now, wants, onWant }: PickerProps) {
  return (
    <ul className="divide-y divide-line">
      {now.pools.map((pool) => (
        <PoolRow key={pool.skuId} customerId={customerId} pool={pool} now={now} want={wants[pool.skuId]} onWant={(want) => onWant(pool.skuId, want)} />
      ))}
    </ul>
  );
}

interface RowProps {
  readonly customerId: string;
  readonly pool: LicensePool;
  readonly now: LicenseRehearsal;
  readonly want: Want | undefined;
  readonly onWant: (want: Want) => void;
}
function PoolRow({ customerId, pool, now, want, onWant }: RowProps) {
  const { t } = useHouse();
  const more = useMoreHref(customerId);
  const stands = standOf(now, pool.skuId);
  const ticked = want?.ticked ?? stands.ticked;
  const off = want?.off ?? stands.off;
  const short = isShort(pool, stands.count, now.users, ticked);
  return (
    <li className="flex flex-col gap-2 py-3">
      <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1">
        <Tick
          value={ticked}
          hasSome={stands.ticked === 'some'}
          onChange={(next) => onWant({ ticked: next, off: want?.off ?? null })}
          help={
            <>
              {t('licenses.available_of', { available: pool.available, total: pool.total })}
              {stands.ticked === 'some' && <> · {t('licenses.some_have', { count: stands.count, users: now.users })}</>}
            </>
          }
        >
          {pool.name}
        </Tick>
        {(short || pool.available === 0) && (
          <span className="flex items-center gap-3 text-13">
            {short && (
              <Status kind="warning" bare>
                {t('licenses.some_have', { count: stands.count + pool.available, users: now.users })}
              </Status>
            )}
            <Link href={more(pool)}>{t('licenses.get_more')}</Link>
          </span>
        )}
      </div>
      {pool.plans.length > 0 && ticked !== 'none' && (
        <Plans pool={pool} off={off} onOff={(next) => onWant({ ticked: ticked === 'some' ? 'some' : 'all', off: next })} disabled={ticked === 'some'} />
      )}
    </li>
  );
}

interface PlansProps {
  readonly pool: LicensePool;
  readonly off: readonly string[];
  readonly disabled: boolean;
  readonly onOff: (off: readonly string[]) => void;
}
function Plans({ pool, off, onOff, disabled }: PlansProps) {
  const { t, formatList } = useHouse();
  const nameOf = (planId: string) => pool.plans.find((plan) => plan.planId === planId)?.name ?? planId;
  return (
    <details className="ms-6.5 text-14">
      <summary className="cursor-pointer py-1 text-13 text-muted" aria-label={t('licenses.plans_of', { product: pool.name })}>
        {t('licenses.plans')}
      </summary>
      <div role="group" aria-label={t('licenses.plans_of', { product: pool.name })} className="flex flex-col gap-1.5 pt-1">
        {pool.plans.map(({ planId, name, requires }) => (
          <Tick
            key={planId}
            value={off.includes(planId) ? 'none' : 'all'}
            hasSome={false}
            disabled={disabled}
            onChange={(next) => onOff(switched(pool.plans, off, planId, next === 'all'))}
            help={requires.length > 0 ? t('licenses.plan_needs', { names: formatList(requires.map(nameOf)) }) : undefined}
          >
            {name}
          </Tick>
        ))}
      </div>
    </details>
  );
}
