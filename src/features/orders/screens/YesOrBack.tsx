import { useState } from 'react';
import { useHouse } from '../../../web/house.tsx';
import type { FieldErrors } from '../../../web/ui/formState.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';

interface YesOrBackProps {
  /** What is approved, with its sum; null: as things are now it cannot be. */
  readonly yes: string | null;
  readonly pending: boolean;
  readonly onYes: () => void;
  readonly onBack: (why: string) => Promise<FieldErrors | void>;
}
/** The answer of a second person to what waits for them: approved at the sum that is shown, or sent back with a reason. */
export function YesOrBack({ yes, pending, onYes, onBack }: YesOrBackProps) {
  const { t } = useHouse();
  const [refusing, refuse] = useState(false);
  if (!refusing)
    return (
      <div className="flex flex-wrap gap-3">
        {yes && (
          <Button variant="primary" pending={pending} onPress={onYes}>
            {yes}
          </Button>
        )}
        <Button onPress={() => refuse(true)}>{t('carts.send_back')}</Button>
      </div>
    );
  return (
    <Form<{ why: string }> onSubmit={({ why }) => onBack(why)}>
      <TextArea name="why" label={t('carts.why')} maxLength={500} />
      <FormActions>
        <Button type="submit">{t('carts.send_back')}</Button>
        <Button variant="quiet" onPress={() => refuse(false)}>
          {t('ui.cancel')}
        </Button>
      </FormActions>
    </Form>
  );
}
