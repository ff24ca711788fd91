import { Trash2 } from 'lucide-react';
import { useHouse } from '../../../../web/house.tsx';
import { IconButton } from '../../../../web/ui/IconButton.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import type { Requirement } from '../../contract.ts';
import { RequirementFields } from './RequirementFields.tsx';

const empty = { en: '', fr: '', es: '', 'zh-CN': '', 'zh-TW': '' };
/** A requirement of each kind as it is added. */
const fresh: { readonly [K in Requirement['kind']]: Extract<Requirement, { kind: K }> } = {
  verified: { kind: 'verified' },
  location: { kind: 'location', countries: [] },
  support_details: { kind: 'support_details', fields: ['email', 'phone', 'website'] },
  second_factor: { kind: 'second_factor', roles: ['global_admin'] },
  program: { kind: 'program', programs: [] },
  relation: { kind: 'relation', with: 'distributor' },
  invitation: { kind: 'invitation' },
  revenue: { kind: 'revenue', amount: '', currency: 'USD' },
  months: { kind: 'months', months: 12 },
  statement: { kind: 'statement', key: 'statement', texts: empty },
};
const kinds = Object.keys(fresh) as Requirement['kind'][];
/** Kinds that can stand in a list more than once. */
const repeatable: ReadonlySet<Requirement['kind']> = new Set(['program', 'location', 'relation', 'statement', 'second_factor']);

interface RequirementEditorProps {
  readonly program: string;
  readonly requirements: readonly Requirement[];
  readonly onChange: (requirements: readonly Requirement[]) => void;
}

/** What a program asks: kinds are added and taken away, and each has its own few fields. */
export function RequirementEditor({ program, requirements, onChange }: RequirementEditorProps) {
  const { t } = useHouse();
  const left = kinds.filter((kind) => repeatable.has(kind) || !requirements.some((each) => each.kind === kind));
  const add = (kind: Requirement['kind']) => {
    const one = fresh[kind];
    const count = requirements.filter((each) => each.kind === 'statement').length;
    onChange([...requirements, one.kind === 'statement' && count > 0 ? { ...one, key: `statement_${count + 1}` } : one]);
  };
  return (
    <div className="flex flex-col gap-4">
      {requirements.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line">
          {requirements.map((requirement, at) => (
            <li key={`${at}.${requirement.kind}`} className="flex flex-col gap-4 px-4 py-3">
              <div className="flex items-center justify-between gap-4 text-14 font-medium">
                {t(`programs.op.kind.${requirement.kind}`)}
                <IconButton
                  icon={Trash2}
                  size="small"
                  label={t('programs.op.remove_requirement', { name: t(`programs.op.kind.${requirement.kind}`) })}
                  onPress={() => onChange(requirements.toSpliced(at, 1))}
                />
              </div>
              <RequirementFields at={at} program={program} requirement={requirement} onChange={(next) => onChange(requirements.toSpliced(at, 1, next))} />
            </li>
          ))}
        </ul>
      )}
      <Select
        name="add_requirement"
        label={t('programs.op.add_requirement')}
        optional
        value=""
        onChange={(kind) => kind && add(kind as Requirement['kind'])}
        options={left.map((id) => ({ id, label: t(`programs.op.kind.${id}`) }))}
      />
    </div>
  );
}
