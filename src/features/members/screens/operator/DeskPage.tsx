import { Inbox } from 'lucide-react';
import { useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { Link } from '../../../../web/ui/Link.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { members } from '../../contract.ts';
import { RequestCard } from '../RequestCard.tsx';

/** Requests to join that a company's admins have not answered in time. */
export function DeskPage() {
  const { t } = useHouse();
  return (
    <Page title={t('members.desk.title')} sentence={t('members.desk.sentence')} width="reading">
      <Requests />
    </Page>
  );
}

function Requests() {
  const { t } = useHouse();
  const list = useList(members.listDeskRequests, { limit: 20 });
  const decide = useAct(members.decideDeskRequest);
  if (list.isLoading) return <SkeletonLines lines={5} />;
  if (list.error && list.items.length === 0) return <ErrorState onRetry={list.reload} reference={list.error.requestId ?? undefined} />;
  if (list.items.length === 0) return <Empty icon={Inbox} title={t('members.desk.none')} text={t('members.desk.none_text')} />;
  return (
    <div className="flex flex-col gap-4">
      {list.items.map((request) => (
        <RequestCard
          key={request.requestId}
          request={request}
          head={
            <p className="text-14">
              {t('members.desk.wants')} <Link href={`/operator/accounts/${request.accountId}`}>{request.company}</Link>{' '}
              <span className="font-mono text-13 text-muted">{request.partnerId}</span>
            </p>
          }
          decide={(decision, reason) => decide.mutateAsync({ accountId: request.accountId, requestId: request.requestId, decision, reason })}
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
