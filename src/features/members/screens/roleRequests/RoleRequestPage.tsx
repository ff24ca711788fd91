import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { members } from '../../contract.ts';
import { AskDialog } from './AskDialog.tsx';
import { GrantForm, RefuseForm } from './AnswerForms.tsx';
import { RequestFacts, type RequestShown, RequestState, sayAnswer } from './RequestFacts.tsx';

/** One request for a role: its asker follows it here, whoever can give the role answers it here. */
export function RoleRequestPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const at = useAccountPath();
  const { data: request } = useRead(members.getRoleRequest, { requestId: params['requestId'] ?? '' });
  if (!request) {
    return (
      <Page title={t('role_requests.one')} width="reading">
        <SkeletonLines lines={6} />
      </Page>
    );
  }
  const role = t(`roles.${request.role}`);
  return (
    <Page
      title={request.isMine ? t('role_requests.title_mine', { role }) : t('role_requests.title', { name: request.person.name, role })}
      mark={<RequestState state={request.state} />}
      width="reading"
      crumbs={[
        request.isMine
          ? { label: t('role_requests.mine'), href: at('/role-requests') }
          : { label: t('role_requests.tab'), href: at('/people?tab=role-requests') },
      ]}
    >
      <Answer request={request} />
      <RequestFacts request={request} />
      {request.can.decide && <Deciding request={request} />}
      {request.isMine && <Mine request={request} />}
    </Page>
  );
}

/** What became of it, and what the one who answered says. */
function Answer({ request }: { readonly request: RequestShown }) {
  const house = useHouse();
  const said = sayAnswer(house, request);
  if (said === undefined) return null;
  const { t, center } = house;
  const { state, answer, isMine } = request;
  const contact = [center.deskEmail, center.deskPhone].filter(Boolean).join(' · ');
  return (
    <Banner kind={state === 'granted' ? 'success' : state === 'expired' ? 'warning' : 'info'} title={said}>
      {answer && <p className="whitespace-pre-wrap">{answer}</p>}
      {isMine && state === 'expired' && <p>{contact ? t('role_requests.expired_desk', { contact }) : t('role_requests.expired_again')}</p>}
    </Banner>
  );
}

function Deciding({ request }: { readonly request: RequestShown }) {
  const { t } = useHouse();
  const [refusing, refuse] = useState(false);
  return (
    <Section title={t(refusing ? 'role_requests.refuse_title' : 'role_requests.grant_title')} text={refusing ? undefined : t('role_requests.grant_text')}>
      {refusing ? <RefuseForm request={request} onBack={() => refuse(false)} /> : <GrantForm request={request} onRefuse={() => refuse(true)} />}
    </Section>
  );
}

/** The asker's own ways: back while it waits, once more when it came to nothing. */
function Mine({ request }: { readonly request: RequestShown }) {
  const { t } = useHouse();
  const withdraw = useAct(members.withdrawRoleRequest);
  const { attempt, banner } = useAttempt();
  const [asking, ask] = useState(false);
  const back = () =>
    attempt(async () => {
      await withdraw.mutateAsync({ requestId: request.requestId });
      toast(t('role_requests.withdrawn'));
    });
  const { permission, needs } = request;
  return (
    <div className="flex flex-col items-start gap-4">
      {banner}
      {request.can.withdraw && <Button onPress={back}>{t('role_requests.withdraw')}</Button>}
      {request.state !== 'open' && request.state !== 'granted' && <Button onPress={() => ask(true)}>{t('role_requests.ask')}</Button>}
      {asking && <AskDialog {...(permission && needs ? { missing: { permission, needs } } : {})} onClose={() => ask(false)} />}
    </div>
  );
}
