import { useId, useState } from 'react';
import { fold } from '../../../../core/text.ts';
import { useHouse } from '../../../../web/house.tsx';
import { SearchField } from '../../../../web/ui/SearchField.tsx';
import { factsOf } from '../../../../core/roles.ts';
import type { RoleDraft } from './drafts.ts';
import type { PlaceNames } from './rightsWords.ts';

interface ScopeFieldProps {
  readonly draft: RoleDraft;
  readonly places: PlaceNames;
  readonly onChange: (draft: RoleDraft) => void;
}

/** Where a role is held, as far as it can be narrowed and there is anything to narrow it to. */
export function ScopeField({ draft, places, onChange }: ScopeFieldProps) {
  const { t } = useHouse();
  const id = useId();
  const { scopes } = factsOf(draft.role);
  const narrow = scopes.some((scope) => scope !== 'company');
  if (!narrow) return null;
  const noLocations = places.locations.length === 0;
  if (noLocations && scopes.includes('company')) return null;
  if (noLocations) return <p className="text-13 text-muted">{t('rights.scope.no_locations')}</p>;
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {scopes.length > 1 && (
        <div role="radiogroup" aria-label={t('rights.scope')} className="flex flex-wrap gap-x-5 gap-y-1">
          {scopes.map((kind) => (
            <label key={kind} className="flex min-h-6 gap-2 text-14">
              <input
                type="radio"
                name={id}
                checked={draft.kind === kind}
                onChange={() => onChange({ ...draft, kind })}
                className="tick-box tick-radio mt-0.5"
              />
              {t(`rights.scope.${kind}`)}
            </label>
          ))}
        </div>
      )}
      {draft.kind !== 'company' && (
        <Ticks
          label={t('rights.scope.choose_locations')}
          options={places.locations.map(({ locationId, name }) => ({ id: locationId, name }))}
          chosen={draft.locations}
          onChange={(locations) => onChange({ ...draft, locations })}
        />
      )}
      {draft.kind === 'location_programs' &&
        (places.programs.length === 0 ? (
          <p className="text-13 text-muted">{t('rights.scope.no_programs')}</p>
        ) : (
          <Ticks
            label={t('rights.scope.choose_programs')}
            options={places.programs.map(({ program, name }) => ({ id: program, name }))}
            chosen={draft.programs}
            onChange={(programs) => onChange({ ...draft, programs })}
          />
        ))}
    </div>
  );
}

/** Up to this many are looked through without a search. */
const FEW = 8;

interface TicksProps {
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly name: string }[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function Ticks({ label, options, chosen, onChange }: TicksProps) {
  const { t } = useHouse();
  const [typed, type] = useState('');
  const wanted = fold(typed);
  // What is chosen stays in sight, whatever is searched for.
  const shown = options.filter(({ id, name }) => chosen.includes(id) || fold(`${name} ${id}`).includes(wanted)).slice(0, 100);
  return (
    <fieldset className="flex min-w-0 flex-col gap-2">
      <legend className="mb-1 text-13 text-muted">{label}</legend>
      {options.length > FEW && <SearchField label={t('rights.scope.search')} value={typed} onChange={type} />}
      <div className="flex max-h-56 flex-wrap gap-x-5 gap-y-1 overflow-y-auto">
        {shown.map(({ id, name }) => (
          <label key={id} className="flex min-h-6 gap-2 text-14">
            <input
              type="checkbox"
              checked={chosen.includes(id)}
              onChange={(event) => onChange(event.target.checked ? [...chosen, id] : chosen.filter((other) => other !== id))}
              className="tick-box tick-check mt-0.5 rounded-mark"
            />
            {name}
          </label>
        ))}
      </div>
    </fieldset>
  );
}
