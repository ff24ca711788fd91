import { useState } from 'react';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { licensedAtOnce, orders } from '../../contract.ts';
import type { UserLicense } from '../../contract.ts';
import { ManageDialog } from './ManageDialog.tsx';

/** What one user has, and the way to change it. */
export function UserLicenses({ customerId, userId }: { readonly customerId: string; readonly userId: string }) {
  const { t } = useHouse();
  const [managing, manage] = useState(false);
  const read = useRead(orders.listUserLicenses, { customerId, userId }, { catches: true }).data;
  return (
    <Section title={t('licenses.of_user')} action={read?.can.assign && <Button onPress={() => manage(true)}>{t('licenses.manage')}</Button>}>
      {!read ? (
        <SkeletonLines lines={2} />
      ) : read.items.length === 0 ? (
        <p className="text-14 text-muted">{t('licenses.user_has_none')}</p>
      ) : (
        <ul className="divide-y divide-line">
          {read.items.map((license) => (
            <License key={license.skuId} license={license} />
          ))}
        </ul>
      )}
      {managing && <ManageDialog customerId={customerId} userIds={[userId]} onClose={() => manage(false)} />}
    </Section>
  );
}

function License({ license: { name, plans, excludedPlans, lockedOut, assignedAt } }: { readonly license: UserLicense }) {
  const { t, formatDate, formatList } = useHouse();
  const off = plans.filter(({ planId }) => excludedPlans.includes(planId)).map((plan) => plan.name);
  return (
    <li className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 py-2 text-14">
      <span className="min-w-0">
        {name}
        {off.length > 0 && <span className="block text-13 text-muted">{t('licenses.plans_off', { names: formatList(off) })}</span>}
        {lockedOut && <span className="block text-13 text-muted">{t('licenses.locked_text')}</span>}
      </span>
      {lockedOut ? (
        <Status kind="danger" bare>
          {t('licenses.locked')}
        </Status>
      ) : (
        <span className="text-13 text-muted">{t('licenses.since', { day: formatDate(assignedAt, 'day') })}</span>
      )}
    </li>
  );
}

interface ActsProps {
  readonly customerId: string;
  readonly userIds: readonly string[];
  readonly onDone: () => void;
}
/** For users that are selected in a list. */
export function UserActs({ customerId, userIds, onDone }: ActsProps) {
  const { t } = useHouse();
  const [managing, manage] = useState<readonly string[] | null>(null);
  const tooMany = userIds.length > licensedAtOnce ? t('licenses.too_many', { limit: licensedAtOnce }) : undefined;
  const [done, finish] = useState(false);
  const close = () => {
    manage(null);
    // Only now: without a selection there is no place for the dialog.
    if (done) onDone();
  };
  return (
    <>
      <Button size="small" reason={tooMany} onPress={() => manage(userIds)}>
        {t('licenses.manage')}
      </Button>
      {managing && <ManageDialog customerId={customerId} userIds={managing} onClose={close} onDone={() => finish(true)} />}
    </>
  );
}
