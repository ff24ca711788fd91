import type { z } from 'zod';
import type { AccountRole } from '../../../../core/roles.ts';
import type { MessageKey } from '../../../../core/locale.ts';
import type { House } from '../../../../web/house.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { sayMissing } from '../../../../web/whyNot.tsx';
import type { RoleRequest, RoleRequestState } from '../../contract.ts';
import type { members } from '../../contract.ts';
import { lastDayOf, sayWish } from './wish.ts';

export type RequestShown = z.output<typeof members.getRoleRequest.output>;

const kinds = { open: 'info', granted: 'success', refused: 'plain', withdrawn: 'plain', expired: 'warning' } as const;

export function RequestState({ state, bare = false }: { readonly state: RoleRequestState; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={kinds[state]} bare={bare}>
      {t(`role_requests.state.${state}`)}
    </Status>
  );
}

/** Where a role is wanted or was given. */
export function sayScope({ t }: Pick<House, 't'>, scope: RoleRequest['scope']): string {
  if (scope === null) return t('role_requests.where.decider');
  return scope === 'company' ? t('role_requests.where.company') : t('role_requests.where.places', { count: scope.locations.length });
}

/** What became of it, in a sentence; nothing while it waits. */
export function sayAnswer(
  { t, formatDate }: Pick<House, 't' | 'formatDate'>,
  { state, decidedBy, granted }: Pick<RoleRequest, 'state' | 'decidedBy' | 'granted'>,
): string | undefined {
  const by = decidedBy ?? '';
  if (state === 'open') return undefined;
  if (state !== 'granted' || !granted) return t(`role_requests.answered.${state === 'granted' ? 'refused' : state}`, { by });
  const role = t(`roles.${granted.role}`);
  return granted.endsAt
    ? t('role_requests.answered.granted_until', { by, role, day: formatDate(lastDayOf(granted.endsAt)) })
    : t('role_requests.answered.granted', { by, role });
}

/** Everything that one needs to know to answer. */
export function RequestFacts({ request }: { readonly request: RequestShown }) {
  const house = useHouse();
  const { t, formatDate } = house;
  const { permission, needs } = request;
  return (
    <DescriptionList
      facts={[
        ...(request.isMine ? [] : [{ label: t('role_requests.asker'), value: <PersonName name={request.person.name} detail={request.person.email} /> }]),
        { label: t('role_requests.role'), value: <RoleSaid role={request.role} /> },
        ...(permission && needs ? [{ label: t('role_requests.wanted_for'), value: sayMissing(t, { permission, needs }) }] : []),
        { label: t('role_requests.reason'), value: <span className="whitespace-pre-wrap">{request.reason}</span> },
        ...(request.scope === 'company' ? [] : [{ label: t('role_requests.where'), value: sayScope(house, request.scope) }]),
        { label: t('role_requests.how_long'), value: sayWish(house, request) },
        { label: t('role_requests.asked_at'), value: formatDate(request.createdAt) },
        ...(request.state === 'open' ? [{ label: t('role_requests.answer_by'), value: formatDate(request.expiresAt) }] : []),
      ]}
    />
  );
}

/** A role by its name and what it is for. */
function RoleSaid({ role }: { readonly role: AccountRole }) {
  const { t } = useHouse();
  return (
    <span>
      <span className="block font-medium">{t(`roles.${role}`)}</span>
      <span className="block text-muted">{t(`role_words.${role}.tasks` as MessageKey)}</span>
    </span>
  );
}
