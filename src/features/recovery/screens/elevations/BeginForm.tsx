import { useState } from 'react';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../../web/ui/Form.tsx';
import { RadioGroup } from '../../../../web/ui/RadioGroup.tsx';
import { TextArea } from '../../../../web/ui/TextArea.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { recovery } from '../../contract.ts';

interface Typed {
  readonly who: string;
  readonly email: string;
  readonly reason: string;
  readonly [name: string]: unknown;
}

/** Asks for somebody to become admin: oneself, or a colleague whose address one knows. */
export function BeginForm() {
  const { t } = useHouse();
  const begin = useAct(recovery.beginElevation);
  const { attempt, banner } = useAttempt();
  const initial: Typed = { who: 'me', email: '', reason: '' };
  const [typed, type] = useState(initial);
  const submit = ({ who, email, reason }: Typed) =>
    attempt(async () => {
      await begin.mutateAsync({ email: who === 'me' ? null : email, reason });
      toast(t('elevations.begun_toast'));
    });
  return (
    <Form<Typed> initial={initial} onChange={type} onSubmit={submit} problem={banner}>
      <RadioGroup
        name="who"
        label={t('elevations.who')}
        choices={[
          { id: 'me', label: t('elevations.who_me') },
          { id: 'other', label: t('elevations.who_other') },
        ]}
      />
      {typed.who === 'other' && <TextField name="email" type="email" label={t('elevations.email')} autoComplete="off" />}
      <TextArea name="reason" label={t('elevations.reason_field')} help={t('elevations.reason_help')} rows={3} maxLength={500} />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('elevations.begin')}
        </Button>
      </FormActions>
    </Form>
  );
}
