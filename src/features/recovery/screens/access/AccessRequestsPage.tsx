import { Inbox } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAccountId, useAct, useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Card } from '../../../../web/ui/Card.tsx';
import { ConfirmDialog } from '../../../../web/ui/ConfirmDialog.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { ErrorState } from '../../../../web/ui/ErrorState.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accessEndpoints, type AdminAnswer, type AskedAdmin } from '../../contract/access.ts';

/** People who asked the operator to be let into this company: its own admins say first whether they know them. */
export function AccessRequestsPage() {
  const { t } = useHouse();
  return (
    <Page title={t('access_requests.admins.title')} sentence={t('access_requests.admins.sentence')} width="reading">
      <Requests />
    </Page>
  );
}

function Requests() {
  const { t } = useHouse();
  const list = useList(accessEndpoints.listAccessRequests, { limit: 20 });
  if (list.isLoading) return <SkeletonLines lines={5} />;
  if (list.error && list.items.length === 0) return <ErrorState onRetry={list.reload} reference={list.error.requestId ?? undefined} />;
  if (list.items.length === 0) return <Empty icon={Inbox} title={t('access_requests.admins.none')} text={t('access_requests.admins.none_text')} />;
  return (
    <div className="flex flex-col gap-4">
      {list.items.map((asked) => (
        <AskedCard key={asked.requestId} asked={asked} />
      ))}
      {list.hasMore && (
        <Button size="small" onPress={list.loadMore} pending={list.isLoadingMore}>
          {t('ui.table.more')}
        </Button>
      )}
    </div>
  );
}

const marks = { open: ['warning', 'open'], late: ['info', 'at_desk'], over: ['plain', 'over'] } as const;

function AskedCard({ asked }: { readonly asked: AskedAdmin }) {
  const { t, formatDate } = useHouse();
  const { name, email, phone, job, trouble, text, askedAt, state, until, number, answer } = asked;
  const [kind, word] = marks[state];
  return (
    <Card>
      <div className="flex flex-wrap items-start justify-between gap-3">
        <PersonName name={name} detail={[email, phone, job].filter(Boolean).join(' · ')} />
        <Status kind={kind}>{t(`access_requests.admins.${word}`)}</Status>
      </div>
      <p className="text-14 font-medium">{t(`access_requests.trouble.${trouble}`)}</p>
      <p className="rounded-control bg-sunken px-4 py-2.5 text-14 break-words whitespace-pre-wrap">{text}</p>
      <p className="text-13 text-muted">
        {t('access_requests.admins.number')} {number} · {formatDate(askedAt, 'moment')}
      </p>
      {answer && (
        <p className="text-14">{t(answer.answer === 'helped' ? 'access_requests.admins.helped' : 'access_requests.admins.denied', { name: answer.name })}</p>
      )}
      {state === 'open' && until && <p className="text-14">{t('access_requests.admins.until', { at: formatDate(until, 'moment') })}</p>}
      {state === 'late' && <p className="text-14">{t('access_requests.admins.late')}</p>}
      {asked.can.answer && <Answer asked={asked} />}
      {answer?.answer === 'helped' && <HelpLink asked={asked} />}
    </Card>
  );
}

/** Known: helped here. Not known: then nobody gets in by this request. */
function Answer({ asked: { requestId, name, answer } }: { readonly asked: AskedAdmin }) {
  const { t } = useHouse();
  const [isDenying, setDenying] = useState(false);
  const act = useAct(accessEndpoints.answerAccessRequest);
  const { attempt, banner } = useAttempt();
  const say = (given: AdminAnswer) =>
    attempt(async () => {
      await act.mutateAsync({ requestId, answer: given });
      toast(t(given === 'helped' ? 'access_requests.admins.toast_helped' : 'access_requests.admins.toast_unknown'));
    });
  return (
    <>
      {banner}
      <p className="text-13 text-muted">{t('access_requests.admins.careful')}</p>
      <div className="flex flex-wrap items-center gap-3">
        <Button variant="primary" onPress={() => say('helped')}>
          {t('access_requests.admins.help')}
        </Button>
        {answer?.answer !== 'unknown' && <Button onPress={() => setDenying(true)}>{t('access_requests.admins.unknown')}</Button>}
      </div>
      <ConfirmDialog
        open={isDenying}
        onClose={() => setDenying(false)}
        title={t('access_requests.admins.unknown_sure', { name })}
        text={t('access_requests.admins.unknown_text')}
        confirm={t('access_requests.admins.unknown')}
        onConfirm={() => say('unknown')}
      />
    </>
  );
}

function HelpLink({ asked: { personId, name, email } }: { readonly asked: AskedAdmin }) {
  const { t } = useHouse();
  const account = useAccountId();
  return (
    <div>
      <LinkButton href={personId ? `/a/${account}/people/${personId}/password` : `/a/${account}/people/invite?email=${encodeURIComponent(email)}`}>
        {t(personId ? 'access_requests.admins.to_person' : 'access_requests.admins.to_invite', { name })}
      </LinkButton>
    </div>
  );
}
