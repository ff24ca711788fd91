import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { DateField } from '../../../../web/ui/DateField.tsx';
import { Dialog } from '../../../../web/ui/Dialog.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { catalog } from '../../contract.ts';

/** Begins a price list without a file. */
export function ListDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useHouse();
  const { go } = usePlace();
  const { data: groups } = useRead(catalog.listPriceGroups, {});
  const make = useAct(catalog.makeDeskList);
  const { attempt, banner } = useAttempt();
  const [days, setDays] = useState({ validFrom: '', validTo: '' });
  const [asked, ask] = useState(false);
  return (
    <Dialog open onClose={onClose} title={t('catalog.lists.add')} firm>
      <Form<Record<string, string>>
        initial={{ name: '', groupId: '' }}
        problem={banner}
        onSubmit={({ name = '', groupId }) => {
          ask(true);
          if (!days.validFrom) return undefined;
          return attempt(async () => {
            const { listId } = await make.mutateAsync({ name, groupId: groupId || null, validFrom: days.validFrom, validTo: days.validTo || null });
            go(`/operator/price-lists/${listId}`);
          });
        }}
      >
        <TextField name="name" label={t('catalog.lists.list_name')} maxLength={120} />
        <DateField
          label={t('price_imports.valid_from')}
          value={days.validFrom}
          error={asked && !days.validFrom ? t('fields.required') : undefined}
          onChange={(validFrom) => setDays({ ...days, validFrom })}
        />
        <DateField label={t('price_imports.valid_to')} value={days.validTo} onChange={(validTo) => setDays({ ...days, validTo })} />
        {groups && groups.items.length > 0 && (
          <Select
            name="groupId"
            label={t('price_imports.group')}
            help={t('price_imports.group_help')}
            optional
            options={groups.items.map(({ groupId, name }) => ({ id: groupId, label: name }))}
          />
        )}
        <FormActions>
          <Button type="submit" variant="primary">
            {t('catalog.lists.add')}
          </Button>
        </FormActions>
      </Form>
    </Dialog>
  );
}
