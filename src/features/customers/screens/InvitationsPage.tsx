import { Handshake } from 'lucide-react';
import { useState } from 'react';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { customers } from '../contract.ts';
import type { CustomerInvitation } from '../contract.ts';
import { OpenLinkSection } from './OpenLinkSection.tsx';

const kinds = { open: 'info', expired: 'warning', accepted: 'success', declined: 'danger', withdrawn: 'plain' } as const;

/** Requests to customers for a relationship, and what became of each. */
export function InvitationsPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const list = useList(customers.listCustomerInvitations, {});
  const action = list.first?.can.invite && (
    <LinkButton href={at('/customers/invitations/new')} variant="primary" icon={Handshake}>
      {t('customers.invitations.new')}
    </LinkButton>
  );
  const isNone = !list.isLoading && list.items.length === 0;
  return (
    <Page
      title={t('customers.invitations.title')}
      sentence={t('customers.invitations.sentence')}
      width="reading"
      crumbs={[{ label: t('customers.title'), href: at('/customers') }]}
      action={!isNone && action}
    >
      {list.isLoading && <SkeletonLines lines={6} />}
      {isNone && <Empty icon={Handshake} title={t('customers.invitations.none')} action={action} />}
      <ul className="flex flex-col divide-y divide-line">
        {list.items.map((invitation) => (
          <Line key={invitation.invitationId} invitation={invitation} />
        ))}
      </ul>
      {list.hasMore && (
        <div>
          <Button onPress={list.loadMore}>{t('customers.desk.more')}</Button>
        </div>
      )}
      {!list.isLoading && <OpenLinkSection />}
    </Page>
  );
}

function Line({ invitation }: { readonly invitation: CustomerInvitation }) {
  const { t, formatDate } = useHouse();
  const at = useAccountPath();
  const { company, email, state, sentAt, openedAt, customerId, reason } = invitation;
  const opened = openedAt ? formatDate(openedAt, 'moment') : t('customers.invitations.never');
  return (
    <li className="flex flex-col gap-2 py-5">
      <span className="flex flex-wrap items-center gap-2">
        <h2 className="text-16 font-semibold break-words">{company}</h2>
        <Status kind={kinds[state]}>{t(`customers.invitations.state.${state}`)}</Status>
      </span>
      <p className="text-14 break-all text-muted">{email}</p>
      <dl className="flex flex-wrap gap-x-6 gap-y-1 text-13 text-muted">
        <div className="flex gap-1.5">
          <dt>{t('customers.invitations.column.sent')}</dt>
          <dd>{sentAt ? formatDate(sentAt, 'moment') : t('customers.invitations.never')}</dd>
        </div>
        <div className="flex gap-1.5">
          <dt>{t('customers.invitations.column.opened')}</dt>
          <dd>{opened}</dd>
        </div>
      </dl>
      {reason && <p className="text-14 break-words">{reason}</p>}
      {customerId && <Link href={at(`/customers/${customerId}`)}>{t('customers.invitations.open_customer')}</Link>}
      <Acts invitation={invitation} />
    </li>
  );
}

function Acts({ invitation: { invitationId, can, company } }: { readonly invitation: CustomerInvitation }) {
  const { t } = useHouse();
  const [link, setLink] = useState<string | null>(null);
  const { attempt, banner } = useAttempt();
  const resend = useAct(customers.resendCustomerInvitation);
  const withdraw = useAct(customers.withdrawCustomerInvitation);
  const make = useAct(customers.makeInvitationLink);
  if (!can.resend && !can.withdraw) return null;
  const named = (label: string) => `${label}: ${company}`;
  return (
    <>
      {banner}
      {link && (
        <Banner kind="info" title={t('customers.invitations.link_text')}>
          <CopyId value={link} what={t('customers.invitations.link')} />
        </Banner>
      )}
      <span className="flex flex-wrap gap-2">
        <Button
          size="small"
          aria-label={named(t('customers.invitations.again'))}
          onPress={() =>
            attempt(async () => {
              await resend.mutateAsync({ invitationId });
              setLink(null);
              toast(t('customers.invitations.sent_again'));
            })
          }
        >
          {t('customers.invitations.again')}
        </Button>
        <Button
          size="small"
          aria-label={named(t('customers.invitations.link'))}
          onPress={() => attempt(async () => setLink((await make.mutateAsync({ invitationId })).link))}
        >
          {t('customers.invitations.link')}
        </Button>
        <Button
          size="small"
          variant="quiet"
          aria-label={named(t('customers.invitations.withdraw'))}
          onPress={() =>
            attempt(async () => {
              await withdraw.mutateAsync({ invitationId });
              toast(t('customers.invitations.withdrawn'));
            })
          }
        >
          {t('customers.invitations.withdraw')}
        </Button>
      </span>
    </>
  );
}
