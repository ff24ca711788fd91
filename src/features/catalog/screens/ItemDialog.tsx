import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Dialog } from '../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import type { ArrangedGroup } from '../contract.ts';
import type { Arranged } from './arranging.ts';

interface ItemDialogProps {
  readonly item: Arranged;
  readonly groups: readonly ArrangedGroup[];
  readonly onClose: () => void;
  readonly onKeep: (part: Partial<Arranged>) => void;
}

/** The name that the company gives a product, and the group that it stands in. */
export function ItemDialog({ item, groups, onClose, onKeep }: ItemDialogProps) {
  const { t } = useHouse();
  return (
    <Dialog open onClose={onClose} title={item.title} firm>
      <Form<Record<string, string>>
        initial={{ ownName: item.ownName ?? '', groupId: item.groupId ?? '' }}
        onSubmit={({ ownName, groupId }) => {
          onKeep({ ownName: ownName?.trim() || null, groupId: groupId || null });
          onClose();
        }}
      >
        <TextField name="ownName" label={t('catalog.arrangements.own_name')} help={t('catalog.arrangements.own_name_help')} optional maxLength={120} />
        {groups.length > 0 && (
          <Select
            name="groupId"
            label={t('catalog.column.group')}
            help={t('catalog.arrangements.no_group')}
            optional
            options={groups.map(({ groupId, name }) => ({ id: groupId, label: name }))}
          />
        )}
        <FormActions>
          <Button type="submit" variant="primary">
            {t('ui.save')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
