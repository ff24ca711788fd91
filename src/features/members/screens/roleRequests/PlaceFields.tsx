import type { AccountRole } from '../../../../core/roles.ts';
import { factsOf } from '../../../../core/roles.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { FieldErrorText } from '../../../../web/ui/Field.tsx';
import { useField } from '../../../../web/ui/formState.ts';
import { members, type RoleRequest } from '../../contract.ts';

type Scope = NonNullable<RoleRequest['scope']>;
interface PlacesTyped {
  readonly where: string;
  readonly locations: readonly string[];
  readonly programs: readonly string[];
}

/** The scope that was chosen; where the role can be held in the whole company only, that. */
export function scopeOf(role: AccountRole, asked: Scope | null, { where, locations, programs }: PlacesTyped): Scope | null {
  const { scopes } = factsOf(role);
  if (scopes.every((scope) => scope === 'company')) return 'company';
  if (where === 'company' && scopes.includes('company') && (asked === null || asked === 'company')) return 'company';
  return { locations: [...locations], ...(scopes.includes('location_programs') ? { programs: [...programs] } : {}) };
}

interface PlaceFieldsProps {
  readonly role: AccountRole;
  /** No further than was asked for. */
  readonly asked: Scope | null;
  readonly where: string;
}

/** Where the role is to hold: everywhere or at some locations, for some programs where it is held by program. */
export function PlaceFields({ role, asked, where }: PlaceFieldsProps) {
  const { t } = useHouse();
  const { data } = useRead(members.listRolePlaces, {}, { catches: true });
  const { scopes } = factsOf(role);
  const wide = scopes.includes('company') && (asked === null || asked === 'company');
  const within = typeof asked === 'object' && asked !== null ? asked : undefined;
  const locations = (data?.locations ?? []).filter(({ locationId }) => !within || within.locations.includes(locationId));
  const programs = (data?.programs ?? []).filter(({ program }) => !within?.programs || within.programs.includes(program));
  return (
    <>
      {wide && (
        <RadioGroup
          name="where"
          label={t('role_requests.where')}
          choices={[
            { id: 'company', label: t('role_requests.where.company') },
            { id: 'some', label: t('role_requests.where.some') },
          ]}
        />
      )}
      {(!wide || where === 'some') && (
        <Several name="locations" label={t('role_requests.locations')} options={locations.map(({ locationId, name }) => ({ id: locationId, label: name }))} />
      )}
      {scopes.includes('location_programs') && (
        <Several name="programs" label={t('role_requests.programs')} options={programs.map(({ program, name }) => ({ id: program, label: name }))} />
      )}
    </>
  );
}

interface SeveralProps {
  readonly name: string;
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
}

/** Any number of a few. */
function Several(props: SeveralProps) {
  const { label, options } = props;
  const field = useField<readonly string[]>(props, [], 'ui.field.choose');
  const toggle = (id: string, on: boolean) => field.set(on ? [...field.value, id] : field.value.filter((other) => other !== id));
  return (
    <fieldset
      className="flex min-w-0 flex-col gap-1"
      aria-invalid={field.error ? true : undefined}
      aria-describedby={field.error ? `${field.id}-error` : undefined}
    >
      <legend className="mb-1.5 text-14 font-medium">{label}</legend>
      {options.map(({ id, label: name }, at) => (
        <label key={id} className="flex min-h-6 gap-2.5 py-1 text-14">
          <input
            ref={at === 0 ? field.ref : undefined}
            type="checkbox"
            checked={field.value.includes(id)}
            onChange={(event) => toggle(id, event.target.checked)}
            className="tick-box tick-check mt-0.5 rounded-mark"
          />
          <span>{name}</span>
        </label>
      ))}
      <FieldErrorText id={field.id} error={field.error} />
    </fieldset>
  );
}
