import { useId } from 'react';
import type { MessageKey } from '../../../../core/locale.ts';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { classes } from '../../../../web/ui/classes.ts';
import type { GrantChange } from '../../contract.ts';
import { useRightsWords } from '../roles/rightsWords.ts';
import type { GrantsShown } from './GrantsPage.tsx';

/** A cell as the operator wants it; what it was is what the server is told they saw. */
export type Draft = GrantChange;
type Row = GrantsShown['rows'][number];
type Cell = Row['cells'][number];

interface GrantRowProps {
  readonly row: Row;
  readonly roles: GrantsShown['roles'];
  readonly drafts: readonly Draft[];
  readonly editable: boolean;
  readonly onChange: (draft: Draft) => void;
}

/** One permission: what it lets do, the roles that hold it for good, and those the operator decides about. */
export function GrantRow({ row, roles, drafts, editable, onChange }: GrantRowProps) {
  const { t, formatList } = useHouse();
  const { ability } = useRightsWords();
  const { permission, cells } = row;
  const open = cells.filter(({ choices }) => choices.length > 0);
  const levels = (['edit', 'view', 'own'] as const).filter((level) => cells.some((cell) => cell.level === level || cell.choices.includes(level)));
  const fixed = levels.flatMap((level) => {
    const held = cells.filter((cell) => cell.choices.length === 0 && cell.level === level);
    return held.length ? [t('ui.named', { label: t(`rights.level.${level}`), value: formatList(held.map(({ role }) => t(`roles.${role}`))) })] : [];
  });
  return (
    <li className="grid gap-x-8 gap-y-3 px-4 py-4 nav:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
      <div className="flex min-w-0 flex-col gap-1">
        <h3 className="text-14 font-medium">{t(`permissions.${permission}` as MessageKey)}</h3>
        {levels.map((level) => (
          <p key={level} className="text-13 text-muted">
            <span className="font-medium">{t(`rights.level.${level}`)}</span> — {ability({ permission, level })}
          </p>
        ))}
      </div>
      <div className="flex min-w-0 flex-col gap-3">
        {fixed.map((line) => (
          <p key={line} className="text-13 text-muted">
            {line}
          </p>
        ))}
        {open.map((cell) => (
          <OpenCell
            key={cell.role}
            permission={permission}
            cell={cell}
            people={roles.find(({ role }) => role === cell.role)?.people ?? 0}
            draft={drafts.find((one) => one.role === cell.role && one.permission === permission)}
            editable={editable}
            onChange={onChange}
          />
        ))}
      </div>
    </li>
  );
}

interface OpenCellProps {
  readonly permission: Row['permission'];
  readonly cell: Cell;
  readonly people: number;
  readonly draft: Draft | undefined;
  readonly editable: boolean;
  readonly onChange: (draft: Draft) => void;
}

function OpenCell({ permission, cell, people, draft, editable, onChange }: OpenCellProps) {
  const { t, formatDate } = useHouse();
  const id = useId();
  const level = draft ? draft.level : cell.level;
  const set = (wanted: Cell['level']) => onChange({ role: cell.role, permission, was: cell.level, level: wanted });
  const said = (one: Cell['level']) => t(`rights.level.${one ?? 'none'}`);
  const by =
    cell.changedAt &&
    (cell.changedBy
      ? t('rights.op.changed', { name: cell.changedBy, day: formatDate(cell.changedAt) })
      : t('rights.op.changed_on', { day: formatDate(cell.changedAt) }));
  return (
    <div className={classes('flex flex-wrap items-center gap-x-4 gap-y-1', draft && 'rounded-control bg-accent-soft px-3 py-2')}>
      <label htmlFor={id} className="min-w-0 flex-1 basis-44 text-14">
        {t(`roles.${cell.role}`)} <span className="text-13 text-muted">{t('rights.people_count', { count: people })}</span>
      </label>
      <select
        id={id}
        aria-label={t('rights.op.choice', { permission: t(`permissions.${permission}` as MessageKey), role: t(`roles.${cell.role}`) })}
        value={level ?? ''}
        disabled={!editable}
        onChange={(event) => set((event.target.value || null) as Cell['level'])}
        className="field-box min-h-control-small w-36 py-1 text-14!"
      >
        {cell.choices.map((one) => (
          <option key={one ?? ''} value={one ?? ''}>
            {said(one)}
          </option>
        ))}
      </select>
      <p className="flex w-full flex-wrap items-center gap-x-3 text-12 text-muted">
        <span>{t('rights.op.shipped', { level: said(cell.shipped) })}</span>
        {by && <span>{by}</span>}
        {editable && level !== cell.shipped && (
          <Button variant="quiet" size="small" onPress={() => set(cell.shipped)}>
            {t('rights.op.back')}
          </Button>
        )}
      </p>
    </div>
  );
}
