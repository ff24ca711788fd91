import { KeyRound } from 'lucide-react';
import { useState } from 'react';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { members } from '../../contract.ts';
import { AskDialog } from './AskDialog.tsx';
import { RequestLines } from './RequestLines.tsx';

/** What the reader asked for here, and what they were answered. */
export function MyRoleRequestsPage() {
  const { t } = useHouse();
  const [asking, ask] = useState(false);
  const button = (
    <Button variant="primary" icon={KeyRound} onPress={() => ask(true)}>
      {t('role_requests.ask')}
    </Button>
  );
  return (
    <Page title={t('role_requests.mine')} sentence={t('role_requests.mine_sentence')} width="reading" action={button}>
      <Mine />
      {asking && <AskDialog onClose={() => ask(false)} />}
    </Page>
  );
}

function Mine() {
  const { t } = useHouse();
  const at = useAccountPath();
  const list = useList(members.listMyRoleRequests, { limit: 20 });
  if (list.isLoading) return <SkeletonLines lines={4} />;
  if (list.error && list.items.length === 0) return <ErrorState onRetry={list.reload} reference={list.error.requestId ?? undefined} />;
  if (list.items.length === 0) return <Empty icon={KeyRound} title={t('role_requests.mine_none')} text={t('role_requests.mine_none_text')} />;
  return (
    <>
      <RequestLines own requests={list.items} to={(requestId) => at(`/role-requests/${requestId}`)} />
      {list.hasMore && (
        <div>
          <Button size="small" onPress={list.loadMore} pending={list.isLoadingMore}>
            {t('ui.table.more')}
          </Button>
        </div>
      )}
    </>
  );
}
