import type { MessageKey } from '../../../core/locale.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { center } from '../../center/contract.ts';
import type { Company, VettingStatus } from '../contract.ts';

const kinds = { pending: 'info', authorized: 'success', rejected: 'danger' } as const;

/** Where a company's verification stands, as a word. */
export function VettingMark({ status, bare = false }: { readonly status: VettingStatus; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={kinds[status]} bare={bare}>
      {t(`accounts.vetting.${status}`)}
    </Status>
  );
}

/** What the verification waits for: until when the operator answers, or why it said no and what would satisfy it. Nothing once it is done. */
export function VettingNotice({ vetting }: { readonly vetting: Company['vetting'] }) {
  const { t, formatDate } = useHouse();
  const deskEmail = useRead(center.get, {}, { enabled: vetting.status === 'rejected', catches: true }).data?.deskEmail;
  if (vetting.status === 'authorized') return null;
  if (vetting.status === 'pending') {
    return (
      <Banner kind="info" title={t('accounts.vetting.pending_title')}>
        {t('accounts.vetting.pending_text', { day: vetting.dueAt ? formatDate(vetting.dueAt, 'long') : '' })}
      </Banner>
    );
  }
  const reason = vetting.reason ?? 'other';
  return (
    <Banner kind="danger" title={t(`accounts.rejected.${reason}` as MessageKey)}>
      <p>{t(`accounts.satisfy.${reason}` as MessageKey)}</p>
      {vetting.note && <p className="mt-1">{t('accounts.vetting.note', { note: vetting.note })}</p>}
      {deskEmail && (
        <p className="mt-1">
          {t('accounts.vetting.desk')}{' '}
          <a className="text-accent-ink underline underline-offset-3" href={`mailto:${deskEmail}`}>
            {deskEmail}
          </a>
        </p>
      )}
    </Banner>
  );
}
