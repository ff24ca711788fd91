import type { z } from 'zod';
import { fullName } from '../../../../core/person.ts';
import { useList, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Badge } from '../../../../web/ui/Badge.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { members } from '../../contract.ts';
import { noPlaces, useRightsWords } from './rightsWords.ts';

type Wanted = Pick<z.input<typeof members.listRoleHolders.input>, 'role' | 'permission'>;

/** The people of the company who hold a role, or a permission through some role; each leads to what that person can do. */
export function Holders({ wanted, none }: { readonly wanted: Wanted; readonly none: string }) {
  const { t } = useHouse();
  const words = useRightsWords();
  const at = useAccountPath();
  const list = useList(members.listRoleHolders, { ...wanted, limit: 20 });
  const places = useRead(members.listRolePlaces, {}, { catches: true }).data ?? noPlaces;
  if (list.isLoading) return <SkeletonLines lines={3} />;
  if (list.items.length === 0) return <p className="text-14 text-muted">{none}</p>;
  return (
    <div className="flex flex-col gap-4">
      <ul className="flex flex-col divide-y divide-line rounded-card border border-line">
        {list.items.map((person) => (
          <li key={person.personId} className="flex flex-wrap items-center justify-between gap-x-6 gap-y-2 px-4 py-3">
            <PersonName name={fullName(person)} detail={person.email} href={at(`/roles?tab=person&person=${person.personId}`)} />
            <ul className="flex flex-col items-end text-13 text-muted max-sm:items-start">
              {person.isGuest && (
                <li>
                  <Badge accent>{t('members.guest')}</Badge>
                </li>
              )}
              {person.held.map((held, index) => (
                <li key={index}>
                  {[wanted.role ? undefined : t(`roles.${held.role}`), words.scope(held.scope, places), words.until(held.endsAt)].filter(Boolean).join(' · ')}
                </li>
              ))}
            </ul>
          </li>
        ))}
      </ul>
      {list.hasMore && (
        <div className="print:hidden">
          <Button onPress={list.loadMore} pending={list.isLoadingMore}>
            {t('ui.table.more')}
          </Button>
        </div>
      )}
    </div>
  );
}
