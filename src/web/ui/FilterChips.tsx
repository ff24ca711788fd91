import { ListFilterPlus, X } from 'lucide-react';
import { useHouse } from '../house.tsx';
import { Button } from './Button.tsx';
import { classes } from './classes.ts';
import { Menu } from './Menu.tsx';

export interface Filter {
  readonly id: string;
  /** "Role" */
  readonly label: string;
  readonly options: readonly { readonly id: string; readonly label: string }[];
  /** Several options mean "one of these". */
  readonly many?: boolean;
}

/** Filter id → chosen options. Keep it in the URL. */
export type FilterValues = Readonly<Record<string, readonly string[]>>;

interface FilterChipsProps {
  readonly filters: readonly Filter[];
  readonly values: FilterValues;
  readonly onChange: (values: FilterValues) => void;
}

/** What the list is narrowed to, readable as a sentence: "Role: billing admin or user admin". */
export function FilterChips({ filters, values, onChange }: FilterChipsProps) {
  const { t } = useHouse();
  const set = (id: string, chosen: readonly string[]) => onChange({ ...values, [id]: chosen });
  const active = filters.filter(({ id }) => (values[id]?.length ?? 0) > 0);
  const idle = filters.filter(({ id }) => (values[id]?.length ?? 0) === 0);
  return (
    <div role="group" aria-label={t('ui.filters')} className="flex min-w-0 flex-wrap items-center gap-2">
      {active.map((filter) => (
        <Chip key={filter.id} filter={filter} chosen={values[filter.id] ?? []} onChange={(chosen) => set(filter.id, chosen)} />
      ))}
      {idle.map((filter) => (
        <Menu
          key={filter.id}
          label={filter.label}
          side="start"
          trigger={
            <Button size="small" className="border-dashed font-normal text-muted" icon={ListFilterPlus}>
              {filter.label}
            </Button>
          }
          groups={[asGroup(filter, [], (chosen) => set(filter.id, chosen))]}
        />
      ))}
      {active.length > 1 && (
        <Button variant="quiet" size="small" onPress={() => onChange({})}>
          {t('ui.filter.clear')}
        </Button>
      )}
    </div>
  );
}

interface ChipProps {
  readonly filter: Filter;
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

function Chip({ filter, chosen, onChange }: ChipProps) {
  const { t, formatList } = useHouse();
  const words = filter.options.filter(({ id }) => chosen.includes(id)).map(({ label }) => label);
  return (
    <span className={classes('inline-flex max-w-full items-stretch rounded-control border border-accent/40 bg-accent-soft text-13 text-accent-ink')}>
      <Menu
        label={filter.label}
        side="start"
        trigger={
          <button type="button" className="min-h-[calc(var(--control-small)-2px)] min-w-0 rounded-control px-2.5 py-0.5 text-start">
            {t('ui.filter.says', { label: filter.label, values: formatList(words, 'disjunction') })}
          </button>
        }
        groups={[asGroup(filter, chosen, onChange)]}
      />
      <button
        type="button"
        aria-label={t('ui.filter.remove', { label: filter.label })}
        onClick={() => onChange([])}
        className="flex w-7 flex-none items-center justify-center rounded-control hover:bg-accent/12 pointer-coarse:w-10"
      >
        <X size={14} aria-hidden />
      </button>
    </span>
  );
}

const asGroup = (filter: Filter, chosen: readonly string[], onChange: (chosen: readonly string[]) => void) => ({
  id: filter.id,
  title: filter.label,
  entries: filter.options,
  choose: filter.many ? ('many' as const) : ('one' as const),
  chosen: new Set(chosen),
  onChoose: (next: ReadonlySet<string>) => onChange([...next]),
});
