import type { MessageKey } from '../../../core/locale.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { center } from '../../center/contract.ts';
import type { Company, VettingStatus } from '../contract.ts';

const kinds = { pending: 'info', asked: 'warning', authorized: 'success', rejected: 'danger' } as const;

/** Where a company's verification stands, as a word. */
export function VettingMark({ status, bare = false }: { readonly status: VettingStatus; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={kinds[status]} bare={bare}>
      {t(`accounts.vetting.${status}`)}
    </Status>
  );
}

interface VettingNoticeProps {
  readonly vetting: Company['vetting'];
  /** The page of the verification, for who may open it. */
  readonly href?: string | undefined;
}

/** What the verification waits for: until when the operator answers, or why it said no and what would satisfy it. Nothing once it is done. */
export function VettingNotice({ vetting, href }: VettingNoticeProps) {
  const { t, formatDate } = useHouse();
  const deskEmail = useRead(center.get, {}, { enabled: vetting.status === 'rejected', catches: true }).data?.deskEmail;
  if (vetting.status === 'authorized') return null;
  const action = href && (
    <LinkButton href={href} size="small">
      {t('accounts.vetting.open')}
    </LinkButton>
  );
  if (vetting.status !== 'rejected') {
    const says = `accounts.vetting.${vetting.status}` as const;
    return (
      <Banner kind={kinds[vetting.status]} title={t(`${says}_title`)} action={action}>
        {t(`${says}_text`, { day: vetting.dueAt ? formatDate(vetting.dueAt, 'long') : '' })}
      </Banner>
    );
  }
  const reason = vetting.reason ?? 'other';
  return (
    <Banner kind="danger" title={t(`accounts.rejected.${reason}` as MessageKey)} action={action}>
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
