import { DoorOpen } from 'lucide-react';
import { useList, useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { members } from '../contract.ts';
import { RequestCard } from './RequestCard.tsx';

/** Who asks to be let in, and who was answered. */
export function RequestsTab() {
  const { t } = useHouse();
  const list = useList(members.listJoinRequests, { limit: 20 });
  const decide = useAct(members.decideJoinRequest);
  if (list.isLoading) return <SkeletonLines lines={5} />;
  if (list.error && list.items.length === 0) return <ErrorState onRetry={list.reload} reference={list.error.requestId ?? undefined} />;
  if (list.items.length === 0) return <Empty icon={DoorOpen} title={t('members.request.none')} text={t('members.request.none_text')} />;
  return (
    <div className="flex max-w-reading flex-col gap-4">
      {list.items.map((request) => (
        <RequestCard
          key={request.requestId}
          request={request}
          decide={(decision, reason) => decide.mutateAsync({ requestId: request.requestId, decision, reason })}
        />
      ))}
      {list.hasMore && (
        <Button size="small" onPress={list.loadMore} pending={list.isLoadingMore}>
          {t('ui.table.more')}
        </Button>
      )}
    </div>
  );
}
