import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { recovery } from '../../contract.ts';

/** Who waits for a new password and can be helped by the reader. */
export function ResetRequestsPage() {
  const { t, formatDate } = useHouse();
  const at = useAccountPath();
  const { data } = useRead(recovery.listResetRequests, {});
  return (
    <Page title={t('reset_requests.title')} sentence={t('reset_requests.sentence')} width="reading">
      {!data ? (
        <SkeletonLines lines={4} />
      ) : data.items.length === 0 ? (
        <Empty title={t('reset_requests.none')} text={t('reset_requests.none_text')} />
      ) : (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {data.items.map(({ requestId, personId, name, email, askedAt }) => (
            <li key={requestId} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-3 px-5 py-4">
              <div className="min-w-0">
                <p className="text-14 font-medium">{name}</p>
                <p className="text-14 break-words text-muted">{email}</p>
                <p className="text-13 text-muted">{t('reset_requests.since', { at: formatDate(askedAt, 'moment') })}</p>
              </div>
              <LinkButton href={at(`/people/${personId}/password`)} size="small">
                {t('reset_requests.open', { name })}
              </LinkButton>
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}
