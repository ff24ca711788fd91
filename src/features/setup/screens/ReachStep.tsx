import type { Locale } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { LanguagesField } from '../../center/screens/LanguagesField.tsx';
import type { StepProps } from './setupState.ts';

interface Reach {
  readonly locales: readonly Locale[];
  readonly deskEmail: string;
  readonly deskPhone: string;
  readonly refuseFreeMail: boolean;
  readonly [field: string]: unknown;
}

/** In which languages, how partners reach the operator, who may sign up. */
export function ReachStep({ state, onKeep, onNext, onBack }: StepProps) {
  const { t } = useHouse();
  const { locales, deskEmail, deskPhone, refuseFreeMail } = state;
  return (
    <Form<Reach> initial={{ locales, deskEmail, deskPhone, refuseFreeMail }} onChange={onKeep} onSubmit={onNext}>
      <LanguagesField name="locales" label={t('center.locales')} help={t('center.locales_help')} />
      <TextField name="deskEmail" type="email" label={t('center.desk_email')} help={t('center.desk_email_help')} optional autoComplete="off" />
      <TextField name="deskPhone" type="tel" label={t('center.desk_phone')} width="half" optional autoComplete="off" />
      <Checkbox name="refuseFreeMail" label={t('center.free_mail')} optional help={t('center.free_mail_help')}>
        {t('center.free_mail')}
      </Checkbox>
      <FormActions>
        <Button type="submit" variant="primary">
          {t('setup.next')}
        </Button>
        <Button variant="quiet" onPress={() => onBack('center')}>
          {t('ui.back')}
        </Button>
      </FormActions>
    </Form>
  );
}
