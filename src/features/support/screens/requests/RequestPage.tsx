import { useState } from 'react';
import { localeNames } from '../../../../core/locale.ts';
import { urlOf } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAccountId, useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { CopyId } from '../../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Switch } from '../../../../web/ui/Switch.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { support } from '../../contract.ts';
import type { MyRequest } from '../../contract/requests.ts';
import { AttachedFiles } from './AttachedFiles.tsx';
import { Conversation } from './Conversation.tsx';
import { HandOverDialog } from './HandOverDialog.tsx';
import { Promised, RequestMark, sayTopic } from './marks.tsx';
import { TurnBanner } from './TurnBanner.tsx';
import { ReopenForm, WriteForm } from './WriteForm.tsx';

/** One service request: what was written, what is to be done, and what can be done. */
export function RequestPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const account = useAccountId();
  const at = useAccountPath();
  const { data } = useRead(support.getRequest, { requestId: params['requestId'] ?? '' }, { everyMs: 60_000 });
  const crumbs = [{ label: t('support_requests.title'), href: at('/requests') }];
  if (!data)
    return (
      <Page title={t('support_requests.one')} width="reading" crumbs={crumbs}>
        <SkeletonLines lines={8} />
      </Page>
    );
  const { requestId } = data;
  return (
    <Page
      title={data.subject}
      width="reading"
      crumbs={crumbs}
      mark={<RequestMark state={data.state} />}
      sentence={<CopyId value={data.number} what={t('support_requests.number')} />}
    >
      <TurnBanner request={data} waitsFor={data.can.write ? undefined : data.name} mailed={data.isMine} />
      <Conversation messages={data.messages} />
      <AttachedFiles files={data.files} hrefOf={(fileId) => urlOf(support.getRequestFile, { requestId, fileId }, account)} />
      <Acts data={data} />
      <Facts data={data} />
    </Page>
  );
}

function Acts({ data: { requestId, can, state, files, reopenUntil } }: { readonly data: MyRequest }) {
  const { t } = useHouse();
  const write = useAct(support.writeToRequest);
  const attach = useAct(support.addRequestFile);
  const reopen = useAct(support.reopenRequest);
  const attempt = useAttempt();
  return (
    <>
      {can.write && (
        <WriteForm
          asked={state === 'attention_needed'}
          attempt={attempt}
          kept={files.length}
          onText={(text) => write.mutateAsync({ requestId, text })}
          onFile={(file) => attach.mutateAsync({ requestId, ...file })}
          onDone={() => toast(t('support_requests.written'))}
        />
      )}
      {can.reopen && (
        <ReopenForm
          attempt={attempt}
          until={reopenUntil}
          onReopen={async (text) => {
            await reopen.mutateAsync({ requestId, text });
            toast(t('support_requests.reopen.done'));
          }}
        />
      )}
    </>
  );
}

function Facts({ data }: { readonly data: MyRequest }) {
  const { t, formatDate, formatList } = useHouse();
  const { can, topic, severity, locale, createdAt, promisedAt, state, name, isMine, looks } = data;
  return (
    <Section title={t('support_requests.facts')}>
      <DescriptionList
        facts={[
          { label: t('support_requests.col.topic'), value: sayTopic(t, topic) },
          { label: t('support_requests.field.severity'), value: t(`support_requests.severity.${severity}`) },
          ...(state === 'open' ? [{ label: t('support_requests.col.promised'), value: <Promised at={promisedAt} /> }] : []),
          { label: t('support_requests.field.locale'), value: localeNames[locale] },
          { label: t('support_requests.col.name'), value: isMine ? t('support_requests.you') : name },
          { label: t('support_requests.opened_at'), value: formatDate(createdAt, 'moment') },
          {
            label: t('support_requests.looks'),
            value: looks.length > 0 ? formatList(looks.map((look) => `${look.name} (${formatDate(look.at)})`)) : t('support_requests.looks_none'),
          },
        ]}
      />
      {can.share && <Sharing data={data} />}
      {(can.close || can.handOver) && <Ending data={data} />}
    </Section>
  );
}

function Sharing({ data: { requestId, forTeam } }: { readonly data: MyRequest }) {
  const { t } = useHouse();
  const share = useAct(support.shareRequest);
  return (
    <Switch
      name="forTeam"
      label={t('support_requests.field.team')}
      help={t('support_requests.field.team_help')}
      value={forTeam}
      onChange={(wanted) => void share.mutateAsync({ requestId, forTeam: wanted })}
    />
  );
}

function Ending({ data: { requestId, can } }: { readonly data: MyRequest }) {
  const { t } = useHouse();
  const [handing, hand] = useState(false);
  const close = useAct(support.closeRequest);
  const { attempt, banner } = useAttempt();
  const end = (solved: boolean) =>
    attempt(async () => {
      await close.mutateAsync({ requestId, solved });
      toast(t('support_requests.closed'));
    });
  return (
    <div className="flex flex-col gap-3">
      {banner}
      <div className="flex flex-wrap gap-3">
        {can.close && <Button onPress={() => end(true)}>{t('support_requests.close.solved')}</Button>}
        {can.close && <Button onPress={() => end(false)}>{t('support_requests.close.withdraw')}</Button>}
        {can.handOver && <Button onPress={() => hand(true)}>{t('support_requests.hand_over')}</Button>}
      </div>
      {handing && <HandOverDialog requestId={requestId} onClose={() => hand(false)} />}
    </div>
  );
}
