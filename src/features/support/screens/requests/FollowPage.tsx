import { useEffect, useState } from 'react';
import { api, ApiProblem } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import type { FollowedRequest } from '../../contract/followedRequests.ts';
import { followedEndpoints } from '../../contract/followedRequests.ts';
import { AttachedFiles } from './AttachedFiles.tsx';
import { Conversation } from './Conversation.tsx';
import { RequestMark } from './marks.tsx';
import { ResendForm } from './ResendForm.tsx';
import { TurnBanner } from './TurnBanner.tsx';
import { ReopenForm, WriteForm } from './WriteForm.tsx';

const server = api(followedEndpoints);
const LEAST = 20;

/** A service request, followed by its private link without signing in; the link's secret stays in this window. */
export function FollowPage() {
  const { t } = useHouse();
  const [token] = useState(() => location.hash.slice(1));
  const [data, setData] = useState<FollowedRequest | null>(null);
  const [fault, setFault] = useState<'unknown' | 'other' | null>(token.length < LEAST ? 'unknown' : null);
  useEffect(() => {
    if (token.length < LEAST) return;
    server
      .followRequest({ token })
      .then(setData, (error: unknown) => setFault(error instanceof ApiProblem && error.status < 500 && error.status > 0 ? 'unknown' : 'other'));
  }, [token]);
  if (fault === 'unknown') return <ResendForm isBroken={token !== ''} />;
  if (!data)
    return (
      <Page title={t('support_requests.one')} width="reading">
        {fault ? <ErrorState onRetry={() => location.reload()} /> : <SkeletonLines lines={8} />}
      </Page>
    );
  return (
    <Page
      title={data.subject}
      width="reading"
      mark={<RequestMark state={data.state} />}
      sentence={<CopyId value={data.number} what={t('support_requests.number')} />}
    >
      <TurnBanner request={data} mailed />
      <Conversation messages={data.messages} />
      <AttachedFiles files={data.files} />
      <Acts token={token} data={data} onChange={setData} />
    </Page>
  );
}

interface ActsProps {
  readonly token: string;
  readonly data: FollowedRequest;
  readonly onChange: (data: FollowedRequest) => void;
}

function Acts({ token, data: { can, state, files, reopenUntil }, onChange }: ActsProps) {
  const { t } = useHouse();
  const attempt = useAttempt();
  return (
    <>
      {can.write && (
        <WriteForm
          asked={state === 'attention_needed'}
          attempt={attempt}
          kept={files.length}
          onText={async (text) => onChange(await server.writeFollowed({ token, text }))}
          onFile={(file) => server.addFollowedFile({ token, ...file })}
          onDone={() => {}}
        />
      )}
      {can.close && (
        <div>
          <Button onPress={() => attempt.attempt(async () => onChange(await server.closeFollowed({ token })))}>{t('support_requests.close.solved')}</Button>
        </div>
      )}
      {can.reopen && <ReopenForm attempt={attempt} until={reopenUntil} onReopen={async (text) => onChange(await server.reopenFollowed({ token, text }))} />}
    </>
  );
}
