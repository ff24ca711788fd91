import { useState } from 'react';
import { accountRoles } from '../../../core/roles.ts';
import type { AccountRole } from '../../../core/roles.ts';
import { fullName } from '../../../core/person.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { FieldErrorText } from '../../../web/ui/Field.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { members } from '../contract.ts';
import type { PersonShown } from './PersonPage.tsx';

/** Role → the day it ends, or '' for no end; roles that are not held are absent. */
type Held = Readonly<Partial<Record<AccountRole, string>>>;

const dayOf = (at: Date): string => at.toISOString().slice(0, 10);
/** A role ends at an instant, a reader thinks of the last day on which it holds. */
const lastDayOf = (endsAt: Date | string | null): string => (endsAt ? dayOf(new Date(new Date(endsAt).getTime() - 1)) : '');
const heldBy = (person: PersonShown): Held => Object.fromEntries(person.roles.map(({ role, endsAt }) => [role, lastDayOf(endsAt)]));
const same = (a: Held, b: Held) => accountRoles.every((role) => a[role] === b[role]);

/** Ticks give and take roles; each may have a last day. Nothing happens before it is saved. */
export function RolesForm({ person }: { readonly person: PersonShown }) {
  const { t } = useHouse();
  const before = heldBy(person);
  const [held, hold] = useState<Held>(before);
  const set = useAct(members.setRoles);
  const { attempt, banner } = useAttempt();
  const save = () =>
    attempt(async () => {
      // The last day ends at midnight UTC, the same for all who look at it.
      const roles = accountRoles.flatMap((role) => {
        const day = held[role];
        if (day === undefined) return [];
        const kept = person.roles.find((one) => one.role === role);
        const endsAt = kept && lastDayOf(kept.endsAt) === day ? kept.endsAt : day ? new Date(`${day}T24:00:00Z`) : null;
        return [{ role, scope: kept?.scope ?? ('company' as const), endsAt }];
      });
      await set.mutateAsync({ personId: person.personId, version: person.version, roles });
      toast(t('members.person.roles_saved', { name: fullName(person) }));
    });
  const nothing = same(before, held) ? t('members.person.nothing_changed') : undefined;
  return (
    <div className="flex flex-col gap-4">
      {banner}
      <ul className="divide-y divide-line rounded-card border border-line">
        {accountRoles
          .filter((role) => !person.isSelf || before[role] !== undefined)
          .map((role) => (
            <RoleLine key={role} role={role} person={person} day={held[role]} onChange={(day) => hold(withRole(held, role, day))} />
          ))}
      </ul>
      {person.can.setRoles && (
        <div>
          <Button variant="primary" onPress={save} reason={nothing}>
            {t('members.person.save_roles')}
          </Button>
        </div>
      )}
    </div>
  );
}

function withRole(held: Held, role: AccountRole, day: string | undefined): Held {
  const { [role]: _, ...others } = held;
  return day === undefined ? others : { ...others, [role]: day };
}

interface RoleLineProps {
  readonly role: AccountRole;
  readonly person: PersonShown;
  readonly day: string | undefined;
  readonly onChange: (day: string | undefined) => void;
}

function RoleLine({ role, person, day, onChange }: RoleLineProps) {
  const { t, formatDate } = useHouse();
  const holds = person.roles.some((one) => one.role === role);
  const givable = person.givable.includes(role);
  // One's own role can be dropped, never taken up.
  const able = person.can.setRoles && (givable || (person.isSelf && holds));
  const id = `role-${role}`;
  const [today] = useState(() => dayOf(new Date()));
  const past = day !== undefined && day !== '' && day < today;
  return (
    <li className="flex flex-wrap items-start gap-x-4 gap-y-2 px-4 py-3">
      <input
        id={id}
        type="checkbox"
        checked={day !== undefined}
        disabled={!able}
        onChange={(event) => onChange(event.target.checked ? '' : undefined)}
        className="tick-box tick-check mt-0.5 rounded-mark"
      />
      <label htmlFor={id} className="min-w-0 flex-1 basis-56 text-14">
        <span className="block font-medium">{t(`roles.${role}`)}</span>
        <span className="block text-13 text-muted">{t(`members.role.${role}`)}</span>
        {!able && person.can.setRoles && !person.isSelf && <span className="block text-13 text-faint">{t('members.person.not_yours')}</span>}
      </label>
      {day !== undefined &&
        (able && givable ? (
          <span className="flex flex-col gap-1">
            <label className="flex items-center gap-2 text-13 text-muted">
              {t('members.person.until')}
              <input
                type="date"
                value={day}
                min={today}
                onChange={(event) => onChange(event.target.value)}
                className="field-box min-h-control-small w-40 py-1 text-14!"
                aria-describedby={past ? `${id}-error` : undefined}
              />
            </label>
            <FieldErrorText id={id} error={past ? t('members.person.past') : undefined} />
          </span>
        ) : day ? (
          <span className="text-13 text-muted">{t('members.person.until_day', { day: formatDate(day) })}</span>
        ) : null)}
    </li>
  );
}
