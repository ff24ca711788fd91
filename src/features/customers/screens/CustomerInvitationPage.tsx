import { useCallback, useEffect, useState } from 'react';
import type { MessageKey } from '../../../core/locale.ts';
import { countryName } from '../../../core/country.ts';
import { ApiProblem } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { NarrowPage } from '../../../web/shell/NarrowPage.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { ErrorState } from '../../../web/ui/ErrorState.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { AcceptForm } from './accepting/AcceptForm.tsx';
import { type InvitationShown, KEY, type Proved, server } from './accepting/door.ts';
import { Prove } from './accepting/Prove.tsx';

/** The link's secret: out of the address at once, and kept for this tab, so that signing in leads back here. */
function takeToken(): string {
  const given = location.hash.slice(1);
  if (given) {
    sessionStorage.setItem(KEY, given);
    history.replaceState(null, '', location.pathname);
  }
  return given || (sessionStorage.getItem(KEY) ?? '');
}

/** A customer's administrator sees who asks and for what, and accepts or declines. Opening it only shows what it is about. */
export function CustomerInvitationPage() {
  const { t } = useHouse();
  const [token] = useState(takeToken);
  const [invitation, setInvitation] = useState<InvitationShown | null>(null);
  const [failure, setFailure] = useState<ApiProblem | null>(null);
  const load = useCallback(() => {
    setFailure(null);
    server
      .openCustomerInvitation({ token: token.padEnd(20, '-') })
      .then(setInvitation, (error: unknown) => setFailure(error instanceof ApiProblem ? error : new ApiProblem('bug', 0, {}, null)));
  }, [token]);
  useEffect(load, [load]);
  if (failure?.code === 'customer_invitations.gone')
    return (
      <NarrowPage title={t('customer_invitation.unknown')}>
        <p className="text-14 text-muted">{t('customer_invitation.unknown_text')}</p>
      </NarrowPage>
    );
  if (failure)
    return (
      <NarrowPage title={t('customer_invitation.unknown')}>
        <ErrorState onRetry={load} />
      </NarrowPage>
    );
  if (!invitation)
    return (
      <NarrowPage title="">
        <SkeletonLines lines={6} />
      </NarrowPage>
    );
  return invitation.state === 'open' ? <Open token={token} invitation={invitation} /> : <Over invitation={invitation} state={invitation.state} />;
}

function Over({ invitation, state }: { readonly invitation: InvitationShown; readonly state: Exclude<InvitationShown['state'], 'open'> }) {
  const { t } = useHouse();
  return (
    <NarrowPage title={t('customer_invitation.title', { partner: invitation.partner.name })}>
      <p className="text-14">{t(`customer_invitation.gone.${state}`, { partner: invitation.partner.name })}</p>
      {state === 'accepted' && (
        <LinkButton href="/me/customer" variant="primary">
          {t('customer_invitation.go')}
        </LinkButton>
      )}
    </NarrowPage>
  );
}

function Open({ token, invitation }: { readonly token: string; readonly invitation: InvitationShown }) {
  const { t, formatDate } = useHouse();
  const [proved, setProved] = useState<Proved | null>(null);
  const [declined, setDeclined] = useState(false);
  const { partner, me } = invitation;
  const mayAccept = proved !== null || (me !== null && (me.tenants.length > 0 || me.founds !== null));
  return (
    <NarrowPage
      title={t('customer_invitation.title', { partner: partner.name })}
      foot={t('customer_invitation.until', { day: formatDate(invitation.expiresAt, 'long') })}
    >
      {declined ? (
        <p className="text-14">{t('customer_invitation.declined', { partner: partner.name })}</p>
      ) : (
        <>
          <What invitation={invitation} />
          {me && <p className="text-13 text-muted">{t('customer_invitation.as', { email: me.email })}</p>}
          {mayAccept && !proved?.isKnown ? (
            <AcceptForm token={token} invitation={invitation} proved={proved} />
          ) : me ? (
            <Banner kind="warning">{t('customer_invitation.not_admin')}</Banner>
          ) : (
            <Prove token={token} onProved={setProved} />
          )}
          <Decline token={token} onDone={() => setDeclined(true)} />
        </>
      )}
    </NarrowPage>
  );
}

/** Who asks, and what they would get. */
function What({ invitation }: { readonly invitation: InvitationShown }) {
  const { t, locale, formatList } = useHouse();
  const { partner, invitedBy, relationship, rights, message } = invitation;
  return (
    <div className="flex flex-col gap-3 text-14">
      <p>
        {t('customer_invitation.asks', {
          inviter: invitedBy,
          partner: partner.name,
          partnerId: partner.partnerId,
          country: countryName(partner.country, locale),
          relationship: t(`customers.relationship.${relationship}`),
        })}
      </p>
      {message && (
        <blockquote className="border-s-2 border-line ps-4 break-words whitespace-pre-line">
          <span className="block text-13 text-muted">{t('customer_invitation.message', { inviter: invitedBy })}</span>
          {message}
        </blockquote>
      )}
      <h2 className="font-medium">{t('customer_invitation.gets', { partner: partner.name })}</h2>
      <ul className="list-disc ps-5">
        <li>{t(relationship === 'advisor' ? 'customer_invitation.gets_advice' : 'customer_invitation.gets_list')}</li>
        <li>
          {rights
            ? t('customer_invitation.gets_rights', {
                roles: formatList(rights.roles.map((role) => t(`customers.role.${role}` as MessageKey))),
                days: rights.days,
              })
            : t('customer_invitation.gets_none')}
        </li>
      </ul>
    </div>
  );
}

function Decline({ token, onDone }: { readonly token: string; readonly onDone: () => void }) {
  const { t } = useHouse();
  const [asks, setAsks] = useState(false);
  const { attempt, banner } = useAttempt();
  if (!asks)
    return (
      <Button variant="quiet" wide onPress={() => setAsks(true)}>
        {t('customer_invitation.decline')}
      </Button>
    );
  return (
    <Form<{ reason: string }>
      label={t('customer_invitation.decline')}
      problem={banner}
      onSubmit={({ reason }) =>
        attempt(async () => {
          await server.declineCustomerInvitation({ token, reason: reason ?? '' });
          onDone();
        })
      }
    >
      <TextArea name="reason" label={t('customer_invitation.decline_reason')} optional rows={3} maxLength={500} />
      <FormActions>
        <Button type="submit" wide>
          {t('customer_invitation.decline')}
        </Button>
      </FormActions>
    </Form>
  );
}
