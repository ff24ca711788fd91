import { Mail } from 'lucide-react';
import type { z } from 'zod';
import type { MessageKey } from '../../../core/locale.ts';
import { fullName } from '../../../core/person.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Badge } from '../../../web/ui/Badge.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { invitationStates, members } from '../contract.ts';
import type { Invitation } from '../contract.ts';

type Line = z.output<typeof Invitation>;
const kinds = { open: 'info', expired: 'warning', accepted: 'success', withdrawn: 'plain' } as const;

/** Who was invited, and whether they came. */
export function InvitationsTab() {
  const { t } = useHouse();
  const { search, setSearch } = usePlace();
  const state = invitationStates.find((each) => each === search.get('state'));
  const list = useList(members.listInvitations, state ? { state } : {});
  const { attempt, banner } = useAttempt();
  return (
    <div className="flex flex-col gap-4">
      {banner}
      <Table<Line>
        label={t('members.tab.invitations')}
        columns={useColumns(attempt)}
        rows={list.isLoading ? undefined : list.items}
        rowKey={(row) => row.invitationId}
        rowLabel={(row) => fullName(row)}
        filters={
          <FilterChips
            filters={[{ id: 'state', label: t('members.column.state'), options: invitationStates.map((id) => ({ id, label: t(`members.invitation.${id}`) })) }]}
            values={{ state: state ? [state] : [] }}
            onChange={(values) => setSearch({ state: values['state']?.[0] ?? null })}
          />
        }
        narrowed={state !== undefined}
        empty={<Empty icon={Mail} title={t('members.invitation.none')} text={t('members.invitation.none_text')} />}
        error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
        more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
      />
    </div>
  );
}

function useColumns(attempt: (act: () => Promise<unknown>) => Promise<unknown>): Column<Line>[] {
  const { t, formatDate } = useHouse();
  return [
    { id: 'name', header: t('members.column.name'), width: 'minmax(14rem, 2fr)', cell: (row) => <PersonName name={fullName(row)} detail={row.email} /> },
    {
      id: 'roles',
      header: t('members.column.roles'),
      width: 'minmax(9rem, 1.2fr)',
      phone: 'hidden',
      cell: (row) => (
        <span className="flex flex-wrap gap-1">
          {row.isGuest && <Badge accent>{t('members.guest')}</Badge>}
          {row.roles.map((role) => (
            <Badge key={role}>{t(`roles.${role}` as MessageKey)}</Badge>
          ))}
        </span>
      ),
    },
    {
      id: 'state',
      header: t('members.column.state'),
      width: '8.5rem',
      phone: 'fact',
      cell: (row) => (
        <Status bare kind={kinds[row.state]}>
          {t(`members.invitation.${row.state}`)}
        </Status>
      ),
    },
    { id: 'until', header: t('members.column.until'), width: '8rem', phone: 'fact', cell: (row) => formatDate(row.expiresAt) },
    { id: 'by', header: t('members.column.invited_by'), from: 'wide', cell: (row) => row.invitedBy },
    {
      id: 'acts',
      header: t('members.column.acts'),
      hideHeader: true,
      width: '15rem',
      phone: 'fact',
      cell: (row) => <Acts invitation={row} attempt={attempt} />,
    },
  ];
}

function Acts({ invitation, attempt }: { readonly invitation: Line; readonly attempt: (act: () => Promise<unknown>) => Promise<unknown> }) {
  const { t } = useHouse();
  const resend = useAct(members.resendInvitation);
  const withdraw = useAct(members.withdrawInvitation);
  const { invitationId, email, can } = invitation;
  return (
    <span className="flex flex-wrap gap-2">
      {can.resend && (
        <Button
          size="small"
          onPress={() =>
            attempt(async () => {
              await resend.mutateAsync({ invitationId });
              toast(t('members.invitation.resent', { email }));
            })
          }
        >
          {t('members.invitation.resend')}
        </Button>
      )}
      {can.withdraw && (
        <Button
          size="small"
          variant="quiet"
          onPress={() =>
            attempt(async () => {
              await withdraw.mutateAsync({ invitationId });
              toast(t('members.invitation.taken_back', { email }));
            })
          }
        >
          {t('members.invitation.withdraw')}
        </Button>
      )}
    </span>
  );
}
