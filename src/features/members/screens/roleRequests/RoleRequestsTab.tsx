import { KeyRound } from 'lucide-react';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { members } from '../../contract.ts';
import { RequestLines } from './RequestLines.tsx';

/** Colleagues who wait for a role that the reader can give; below, what was answered. */
export function RoleRequestsTab() {
  const { t } = useHouse();
  const at = useAccountPath();
  const open = useList(members.listRoleRequests, { state: 'open', limit: 20 });
  const closed = useList(members.listRoleRequests, { state: 'closed', limit: 10 });
  if (open.isLoading || closed.isLoading) return <SkeletonLines lines={5} />;
  if (open.error && open.items.length === 0) return <ErrorState onRetry={open.reload} reference={open.error.requestId ?? undefined} />;
  const to = (requestId: string) => at(`/role-requests/${requestId}`);
  return (
    <div className="flex max-w-reading flex-col gap-8">
      {open.items.length > 0 ? (
        <div className="flex flex-col gap-3">
          <RequestLines requests={open.items} to={to} />
          {open.hasMore && <More list={open} />}
        </div>
      ) : (
        <Empty icon={KeyRound} title={t('role_requests.none')} text={t('role_requests.none_text')} />
      )}
      {closed.items.length > 0 && (
        <section aria-labelledby="answered-requests" className="flex flex-col gap-3">
          <h2 id="answered-requests" className="text-16 font-semibold">
            {t('role_requests.closed')}
          </h2>
          <RequestLines requests={closed.items} to={to} />
          {closed.hasMore && <More list={closed} />}
        </section>
      )}
    </div>
  );
}

function More({ list }: { readonly list: { readonly loadMore: () => void; readonly isLoadingMore: boolean } }) {
  const { t } = useHouse();
  return (
    <div>
      <Button size="small" onPress={list.loadMore} pending={list.isLoadingMore}>
        {t('ui.table.more')}
      </Button>
    </div>
  );
}
