import { ArrowUp, Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { IconButton } from '../../../web/ui/IconButton.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { type ArrangedGroup, groupsAtMost } from '../contract.ts';

interface GroupsProps {
  readonly groups: readonly ArrangedGroup[];
  readonly editable: boolean;
  readonly onChange: (groups: readonly ArrangedGroup[]) => void;
}

/** The company's own groups, in their order. */
export function GroupsEditor({ groups, editable, onChange }: GroupsProps) {
  const { t } = useHouse();
  const [name, type] = useState('');
  const add = () => {
    const wanted = name.trim();
    if (!wanted || groups.length >= groupsAtMost) return;
    onChange([...groups, { groupId: crypto.randomUUID(), name: wanted.slice(0, 80) }]);
    type('');
  };
  const up = (at: number) => {
    const group = groups[at];
    if (group) onChange(groups.toSpliced(at, 1).toSpliced(at - 1, 0, group));
  };
  return (
    <div className="flex flex-col gap-4">
      {groups.length > 0 && (
        <ol className="divide-y divide-line rounded-card border border-line bg-surface">
          {groups.map((group, at) => (
            <li key={group.groupId} className="flex items-center justify-between gap-3 px-4 py-2 text-14">
              <span className="min-w-0 font-medium break-words">{group.name}</span>
              {editable && (
                <span className="flex flex-none">
                  {at > 0 && <IconButton icon={ArrowUp} size="small" label={t('catalog.arrangements.up', { name: group.name })} onPress={() => up(at)} />}
                  <IconButton
                    icon={Trash2}
                    size="small"
                    label={t('catalog.arrangements.remove_group', { name: group.name })}
                    onPress={() => onChange(groups.filter(({ groupId }) => groupId !== group.groupId))}
                  />
                </span>
              )}
            </li>
          ))}
        </ol>
      )}
      {editable && (
        <div className="flex flex-wrap items-end gap-3">
          <div className="w-72 max-w-full">
            <TextField name="group" label={t('catalog.arrangements.group_name')} optional maxLength={80} value={name} onChange={type} />
          </div>
          <Button icon={Plus} onPress={add}>
            {t('catalog.arrangements.add_group')}
          </Button>
        </div>
      )}
    </div>
  );
}
