import { useState } from 'react';
import type { AccountRole } from '../../../core/roles.ts';
import { fullName } from '../../../core/person.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import type { FieldErrors } from '../../../web/ui/formState.ts';
import { toast } from '../../../web/ui/Toast.tsx';
import { members } from '../contract.ts';
import type { PersonShown } from './PersonPage.tsx';
import { draftOf, faultOf, type RoleDraft, sameAs, wantedOf } from './roles/drafts.ts';
import { RoleLines } from './roles/RoleLines.tsx';
import { RolesEffect, useRolesPreview } from './roles/RolesEffect.tsx';
import { noPlaces } from './roles/rightsWords.ts';

/** The roles of one person. Nothing happens before it is saved, and what saving would mean is said before. */
export function RolesForm({ person }: { readonly person: PersonShown }) {
  const { t } = useHouse();
  const before = person.roles.map(draftOf);
  const [drafts, setDrafts] = useState<readonly RoleDraft[]>(before);
  const [wrong, setWrong] = useState<FieldErrors>({});
  const set = useAct(members.setRoles);
  const { attempt, banner } = useAttempt();
  const places = useRead(members.listRolePlaces, {}, { catches: true }).data ?? noPlaces;
  const rights = useRead(members.listRoles, {}, { catches: true }).data;
  const changed = sameAs(before) !== sameAs(drafts);
  const fault = faultOf(drafts);
  const roles = wantedOf(drafts);
  const preview = useRolesPreview(changed && !fault ? { personIds: [person.personId], set: roles } : undefined);
  const held = new Set(person.roles.map(({ role }) => role));
  const able = (role: AccountRole) => {
    if (!person.can.setRoles) return null;
    if (person.givable.includes(role)) return 'change' as const;
    // One's own role can be dropped, and taken up only where the server says so.
    return person.isSelf && held.has(role) ? ('drop' as const) : null;
  };
  const save = async () => {
    const faults = await attempt(async () => {
      await set.mutateAsync({ personId: person.personId, version: person.version, roles });
      toast(t('members.person.roles_saved', { name: fullName(person) }));
    });
    setWrong(faults ?? {});
  };
  return (
    <div className="flex flex-col gap-6">
      {banner}
      {Object.values(wrong).map((error) => (
        <Banner key={error} kind="danger" urgent title={error} />
      ))}
      <RoleLines
        drafts={drafts}
        onChange={setDrafts}
        places={places}
        shown={(role) => !person.isSelf || held.has(role) || person.givable.includes(role)}
        able={able}
        unable={person.can.setRoles && !person.isSelf ? t('members.person.not_yours') : undefined}
        waits={(role) => rights?.roles.find((one) => one.role === role && !one.works)?.sections ?? []}
      />
      {changed && !fault && <RolesEffect preview={preview} />}
      {person.can.setRoles && (
        <div>
          <Button variant="primary" onPress={save} reason={changed ? fault && t(fault) : t('members.person.nothing_changed')}>
            {t('members.person.save_roles')}
          </Button>
        </div>
      )}
    </div>
  );
}
