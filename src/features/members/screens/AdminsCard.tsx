import { useContext, useId } from 'react';
import { accountRoles } from '../../../core/roles.ts';
import type { Helper } from '../../../core/problems.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { SessionContext } from '../../../web/session.tsx';
import { HelperList, type HelperShown } from '../../../web/ui/HelperList.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { members } from '../contract.ts';

/** How many are named; fewer beside a button. */
const shown = { page: 5, plain: 3 };

interface AdminsCardProps {
  /** Those who can give what the reader lacks: they come first, and it is said of them. */
  readonly able?: readonly Helper[];
  /** Without a word of introduction, where the place says enough. */
  readonly plain?: boolean;
}

/** Who in the company can help, and with what: on Home, in help, and with every refusal. */
export function AdminsCard({ able: given, plain = false }: AdminsCardProps) {
  const able = given ?? [];
  const id = useId();
  // Nobody is told to ask themselves.
  const reader = useContext(SessionContext);
  const { t, formatList } = useHouse();
  const at = useAccountPath();
  const { data, error } = useRead(members.listAdmins, {}, { catches: true });
  // Someone without any role is not shown the list; who can help them they are told all the same.
  const listed = data?.items ?? [];
  const can = new Set(able.map(({ personId }) => personId));
  const first: HelperShown[] = able.map((helper) => ({ ...helper, detail: t('ui.refusal.can_give') }));
  const others: HelperShown[] = listed
    .filter(({ personId }) => !can.has(personId) && (given === undefined || personId !== reader?.personId))
    .map((admin) => ({
      ...admin,
      detail: formatList(accountRoles.filter((role) => role !== 'default_user' && admin.roles.includes(role)).map((role) => t(`roles.${role}`))),
    }));
  if (error && !data && first.length === 0) return null;
  const hasAdmin = listed.some(({ roles }) => roles.includes('global_admin'));
  const bringBack = data && !hasAdmin && (
    <p className="text-14">
      {t('members.admins.none')} <Link href={at('/elevations')}>{t('members.admins.bring_back')}</Link>
    </p>
  );
  if (data && first.length + others.length === 0) return bringBack || null;
  const people = [...first, ...others];
  const most = plain ? shown.plain : shown.page;
  return (
    <section aria-labelledby={id} className="flex flex-col gap-3 text-start">
      <div>
        <h2 id={id} className={plain ? 'text-14 font-semibold' : 'text-16 font-semibold'}>
          {t('members.admins.title')}
        </h2>
        {!plain && <p className="text-14 text-muted">{t('members.admins.text')}</p>}
      </div>
      {data || error ? <HelperList people={people.slice(0, most)} /> : <SkeletonLines lines={3} />}
      {people.length > most && <p className="text-13 text-muted">{t('members.admins.more', { count: people.length - most })}</p>}
      {bringBack}
      {given === undefined && !plain && (
        <p className="text-13">
          <Link href={at('/role-requests')}>{t('members.admins.ask')}</Link>
        </p>
      )}
    </section>
  );
}
