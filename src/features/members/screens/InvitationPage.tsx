import { useCallback, useEffect, useState } from 'react';
import type { MessageKey } from '../../../core/locale.ts';
import { ApiProblem } from '../../../web/api.ts';
import { sayProblem, useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { signInPath } from '../../../web/place.ts';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { InvitationCode } from './InvitationCode.tsx';
import { enterCompany, KEY, server } from './invitationDoor.ts';
import type { InvitationShown, Proved } from './invitationDoor.ts';
import { NewPersonForm } from './NewPersonForm.tsx';

/** The link's secret: out of the address at once, and kept for this tab, so that signing in leads back here. */
function takeToken(): string {
  const given = location.hash.slice(1);
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, '', location.pathname);
  }
  return given || (sessionStorage.getItem(KEY) ?? '');
}

/** From the mailed link into the company. Opening it only shows what it is about. */
export function InvitationPage() {
  const { t } = useHouse();
  const [token] = useState(takeToken);
  const [invitation, setInvitation] = useState<InvitationShown | null>(null);
  const [failure, setFailure] = useState<ApiProblem | null>(null);
  const load = useCallback(() => {
    setFailure(null);
    server
      .openInvitation({ token: token.padEnd(20, '-') })
      .then(setInvitation, (error: unknown) => setFailure(error instanceof ApiProblem ? error : new ApiProblem('bug', 0, {}, null)));
  }, [token]);
  useEffect(load, [load]);
  if (failure?.status === 410)
    return (
      <NarrowPage title={t('members.join.broken')} sentence={sayProblem(t, failure)}>
        {null}
      </NarrowPage>
    );
  if (failure)
    return (
      <NarrowPage title={t('members.join.title')}>
        <ErrorState onRetry={load} reference={failure.requestId ?? undefined} />
      </NarrowPage>
    );
  if (!invitation)
    return (
      <NarrowPage title={t('members.join.title')}>
        <SkeletonLines lines={4} />
      </NarrowPage>
    );
  if (invitation.state !== 'open') return <Over invitation={invitation} />;
  return <Open token={token} invitation={invitation} />;
}

function Over({ invitation }: { readonly invitation: InvitationShown }) {
  const { t } = useHouse();
  const { state, company, invitedBy } = invitation;
  return (
    <NarrowPage title={t('members.join.to', { company })} sentence={t('problems.invitations.not_usable', { state })}>
      {state === 'accepted' ? (
        <LinkButton href="/" variant="primary">
          {t('members.join.go')}
        </LinkButton>
      ) : (
        <p className="text-14 text-muted">{t('members.join.ask', { inviter: invitedBy })}</p>
      )}
    </NarrowPage>
  );
}

function Open({ token, invitation }: { readonly token: string; readonly invitation: InvitationShown }) {
  const { t, formatList, formatDate } = useHouse();
  const [sent, setSent] = useState<{ attempt: string; at: number } | null>(null);
  const [proved, setProved] = useState<Proved | null>(null);
  const { company, invitedBy, roles, expiresAt } = invitation;
  return (
    <NarrowPage
      title={t('members.join.to', { company })}
      sentence={t('members.join.invites', { inviter: invitedBy, company, roles: formatList(roles.map((role) => t(`roles.${role}` as MessageKey))) })}
      foot={t('members.join.until', { day: formatDate(expiresAt, 'long') })}
    >
      {proved ? (
        proved.isKnown ? (
          <Known email={proved.email} />
        ) : (
          <NewPersonForm token={token} proved={proved} company={company} />
        )
      ) : sent ? (
        <InvitationCode token={token} sent={sent} maskedEmail={invitation.maskedEmail} onSent={setSent} onProved={setProved} />
      ) : (
        <Begin token={token} invitation={invitation} onSent={setSent} />
      )}
    </NarrowPage>
  );
}

interface BeginProps {
  readonly token: string;
  readonly invitation: InvitationShown;
  readonly onSent: (sent: { attempt: string; at: number }) => void;
}

/** Signed in as the invited address: one button. Otherwise: prove the mailbox, or sign in. */
function Begin({ token, invitation, onSent }: BeginProps) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const { session, signedInAs, maskedEmail, company } = invitation;
  const join = () => attempt(async () => enterCompany((await server.acceptInvitation({ token })).accountId));
  const prove = () => attempt(async () => onSent({ attempt: (await server.proveInvitation({ token })).attempt, at: Date.now() }));
  if (session === 'invited') {
    return (
      <>
        {banner}
        <Button variant="primary" wide onPress={join}>
          {t('members.join.accept', { company })}
        </Button>
        <p className="text-13 text-muted">{t('members.join.as', { email: signedInAs ?? '' })}</p>
      </>
    );
  }
  return (
    <>
      {banner}
      {session === 'other' && <Banner kind="info">{t('members.join.other', { email: signedInAs ?? '', invited: maskedEmail })}</Banner>}
      <p className="text-14">{t('members.join.prove_text', { email: maskedEmail })}</p>
      <Button variant="primary" wide onPress={prove}>
        {t('members.join.prove')}
      </Button>
      <LinkButton href={`${signInPath('/invitation')}${session === 'other' ? '&again=1' : ''}`} wide>
        {t('members.join.sign_in')}
      </LinkButton>
    </>
  );
}

function Known({ email }: { readonly email: string }) {
  const { t } = useHouse();
  return (
    <>
      <Banner kind="info">{t('members.join.known', { email })}</Banner>
      <LinkButton href={`${signInPath('/invitation')}&again=1`} variant="primary" wide>
        {t('members.join.sign_in')}
      </LinkButton>
    </>
  );
}
