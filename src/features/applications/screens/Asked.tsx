import { useHouse } from '../../../web/house.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import type { Ask, Consent } from '../contract.ts';

/** What an application may do, one line each. */
export function Asked({ asks }: { readonly asks: readonly Ask[] }) {
  const { t } = useHouse();
  return (
    <ul className="list-disc ps-5">
      {asks.map(({ permission, level }) => (
        <li key={permission}>{t('consents.grant', { permission: t(`permissions.${permission}`), level })}</li>
      ))}
    </ul>
  );
}

/** Whether a consent is in force. */
export function ConsentMark({ consent }: { readonly consent: Consent }) {
  const { t, formatDate } = useHouse();
  return (
    <Status kind={consent.endedAt ? 'plain' : 'success'} bare>
      {consent.endedAt ? t('consents.state.ended', { date: formatDate(consent.endedAt) }) : t('consents.state.live')}
    </Status>
  );
}
