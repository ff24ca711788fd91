import { useHouse } from '../../../web/house.tsx';
import type { Meaning } from '../../../web/ui/meaning.ts';
import { Status } from '../../../web/ui/Status.tsx';
import type { Certificate, CertificateStanding } from '../contract.ts';

const meanings: Readonly<Record<CertificateStanding, Meaning | 'plain'>> = { valid: 'success', expiring: 'warning', expired: 'danger', coming: 'plain' };

/** Where a certificate stands: icon and word. */
export function StandingMark({ standing }: { readonly standing: CertificateStanding }) {
  const { t } = useHouse();
  return (
    <Status kind={meanings[standing]} bare>
      {t(`learning.standing.${standing}`)}
    </Status>
  );
}

/** The last day, in words. */
export function Until({ until }: Pick<Certificate, 'until'>) {
  const { t, formatDate } = useHouse();
  return <>{until === null ? t('learning.endless') : formatDate(until)}</>;
}
