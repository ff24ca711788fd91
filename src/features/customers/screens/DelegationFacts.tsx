import type { z } from 'zod';
import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import type { customers } from '../contract.ts';

export type Delegation = z.output<typeof customers.listDelegations.output>['items'][number];
const kinds = { asked: 'info', active: 'success', declined: 'plain', ended: 'plain', expired: 'plain' } as const;

/** Which rights, in what state, until when, and who asked for them. */
export function DelegationFacts({ delegation }: { readonly delegation: Delegation }) {
  const { t, formatDate, formatList } = useHouse();
  const { roles, state, endsAt, days, askedBy, askedAt, why } = delegation;
  return (
    <div className="flex min-w-0 flex-1 flex-col gap-1">
      <span className="flex flex-wrap items-center gap-2">
        <span className="text-14 font-medium">{formatList(roles.map((role) => t(`customers.role.${role}` as MessageKey)))}</span>
        <Status kind={kinds[state]}>{t(`customers.delegations.state.${state}`)}</Status>
      </span>
      <span className="text-13 text-muted">
        {endsAt && state !== 'ended' ? t('customers.delegations.until', { day: formatDate(endsAt, 'long') }) : t('customers.delegations.for_days', { days })}
        {' · '}
        {t('customers.delegations.by', { name: askedBy, day: formatDate(askedAt, 'long') })}
      </span>
      {why && <span className="text-13 break-words">{why}</span>}
    </div>
  );
}
