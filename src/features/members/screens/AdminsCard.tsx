import { accountRoles } from '../../../core/roles.ts';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { members } from '../contract.ts';

const shown = 5;

/** Who in the company can help, and with what. */
export function AdminsCard() {
  const { t, formatList } = useHouse();
  const { data, error } = useRead(members.listAdmins, {}, { catches: true });
  if (error && !data) return null;
  const admins = data?.items ?? [];
  return (
    <section aria-labelledby="your-admins" className="flex flex-col gap-3">
      <div>
        <h2 id="your-admins" className="text-16 font-semibold">
          {t('members.admins.title')}
        </h2>
        <p className="text-14 text-muted">{t('members.admins.text')}</p>
      </div>
      {data ? (
        <ul className="flex flex-col gap-3">
          {admins.slice(0, shown).map((admin) => (
            <li key={admin.personId}>
              <PersonName
                name={admin.name}
                detail={formatList(accountRoles.filter((role) => role !== 'default_user' && admin.roles.includes(role)).map((role) => t(`roles.${role}`)))}
              />
              <a href={`mailto:${admin.email}`} className="ms-11 text-13 break-all text-accent-ink underline underline-offset-3">
                {admin.email}
              </a>
            </li>
          ))}
        </ul>
      ) : (
        <SkeletonLines lines={3} />
      )}
      {admins.length > shown && <p className="text-13 text-muted">{t('members.admins.more', { count: admins.length - shown })}</p>}
    </section>
  );
}
