import { Plus, X } from 'lucide-react';
import { accountRoles, type AccountRole, factsOf, type Section } from '../../../../core/roles.ts';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { DateField } from '../../../../web/ui/DateField.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { isPast, newDraft, type RoleDraft, today } from './drafts.ts';
import { type PlaceNames, useRightsWords } from './rightsWords.ts';
import { ScopeField } from './ScopeField.tsx';

interface LinesProps {
  readonly drafts: readonly RoleDraft[];
  readonly onChange: (drafts: readonly RoleDraft[]) => void;
  readonly places: PlaceNames;
  /** The roles that are shown at all. */
  readonly shown: (role: AccountRole) => boolean;
  /** Whether the reader may tick and untick it, and say where and until when. */
  readonly able: (role: AccountRole) => 'change' | 'drop' | null;
  /** Said beside roles that cannot be ticked. */
  readonly unable?: string | undefined;
  /** Parts of the portal that a role waits for; none when it is of use now. */
  readonly waits: (role: AccountRole) => readonly Section[];
}

const kinds = ['directory', 'agent', 'company', 'developer'] as const;

/** Ticks give and take roles; each may be held at some places only and have a last day. */
export function RoleLines(props: LinesProps) {
  const { t } = useHouse();
  return (
    <div className="flex flex-col gap-5">
      {kinds.map((kind) => {
        const roles = accountRoles.filter((role) => factsOf(role).kind === kind && props.shown(role));
        if (roles.length === 0) return null;
        return (
          <section key={kind} className="flex flex-col gap-2">
            <h3 className="text-13 font-semibold text-muted">{t(`permissions.roles.${kind}`)}</h3>
            <ul className="divide-y divide-line rounded-card border border-line">
              {roles.map((role) => (
                <RoleLine key={role} {...props} role={role} />
              ))}
            </ul>
          </section>
        );
      })}
    </div>
  );
}

function RoleLine({ role, drafts, onChange, places, able, unable, waits }: LinesProps & { readonly role: AccountRole }) {
  const { t } = useHouse();
  const words = useRightsWords();
  const own = drafts.filter((draft) => draft.role === role);
  const may = able(role);
  const id = `role-${role}`;
  const needed = waits(role);
  const put = (changed: RoleDraft) => onChange(drafts.map((draft) => (draft.key === changed.key ? changed : draft)));
  const narrows = factsOf(role).scopes.some((scope) => scope !== 'company') && places.locations.length > 0;
  return (
    <li className="flex flex-col gap-3 px-4 py-3">
      <div className="flex items-start gap-4">
        <input
          id={id}
          type="checkbox"
          checked={own.length > 0}
          disabled={may === null || (may === 'drop' && own.length === 0)}
          onChange={(event) => onChange(event.target.checked ? [...drafts, newDraft(role)] : drafts.filter((draft) => draft.role !== role))}
          className="tick-box tick-check mt-0.5 rounded-mark"
        />
        <label htmlFor={id} className="min-w-0 flex-1 text-14">
          <span className="block font-medium">{t(`roles.${role}`)}</span>
          <span className="block text-13 text-muted">{t(`members.role.${role}`)}</span>
          {needed.length > 0 && own.length > 0 && (
            <span className="block text-13 text-muted">{t('rights.no_effect', { sections: words.sections(needed) })}</span>
          )}
          {may === null && unable && <span className="block text-13 text-faint">{unable}</span>}
        </label>
      </div>
      {own.map((draft) => (
        <Assignment
          key={draft.key}
          draft={draft}
          places={places}
          able={may === 'change'}
          onChange={put}
          onRemove={own.length > 1 ? () => onChange(drafts.filter((one) => one !== draft)) : undefined}
        />
      ))}
      {own.length > 0 && narrows && may === 'change' && (
        <div className="ps-9">
          <Button variant="quiet" size="small" icon={Plus} onPress={() => onChange([...drafts, newDraft(role)])}>
            {t('rights.scope.another')}
          </Button>
        </div>
      )}
    </li>
  );
}

interface AssignmentProps {
  readonly draft: RoleDraft;
  readonly places: PlaceNames;
  readonly able: boolean;
  readonly onChange: (draft: RoleDraft) => void;
  readonly onRemove?: (() => void) | undefined;
}

function Assignment({ draft, places, able, onChange, onRemove }: AssignmentProps) {
  const { t } = useHouse();
  const words = useRightsWords();
  if (!able) {
    const said =
      draft.held && [draft.kind === 'company' ? undefined : words.scope(draft.held.scope, places), words.until(draft.held.endsAt)].filter(Boolean).join(' · ');
    return said ? <p className="ps-9 text-13 text-muted">{said}</p> : null;
  }
  return (
    <div className="flex flex-wrap items-end gap-x-6 gap-y-3 ps-9">
      <ScopeField draft={draft} places={places} onChange={onChange} />
      <DateField
        label={t('members.person.until')}
        value={draft.day}
        min={today()}
        onChange={(day) => onChange({ ...draft, day })}
        error={isPast(draft) ? t('members.person.past') : undefined}
      />
      {onRemove && <IconButton icon={X} label={t('rights.scope.remove')} size="small" onPress={onRemove} />}
    </div>
  );
}
