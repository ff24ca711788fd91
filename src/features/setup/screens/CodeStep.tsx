import { api } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { setup } from '../contract.ts';
import type { StepProps } from './setupState.ts';

/** Only who sees the server's terminal or its data folder sets up the center. */
export function CodeStep({ state, onKeep, onNext }: StepProps) {
  const { t } = useHouse();
  const { attempt, banner, problem } = useAttempt();
  const wrong = problem?.code === 'setup.code_wrong';
  return (
    <Form
      initial={{ code: state.code }}
      problem={wrong ? undefined : banner}
      onSubmit={async ({ code }: { code: string }) => {
        const errors = await attempt(async () => {
          const { offersDemo } = await api(setup).checkCode({ code });
          onKeep({ code, offersDemo });
          onNext();
        });
        return errors;
      }}
    >
      <TextField
        name="code"
        label={t('setup.code')}
        help={t('setup.code_help')}
        width="half"
        mono
        autoFocus
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
        placeholder="XXXX-XXXX-XXXX"
        error={wrong ? t('problems.setup.code_wrong') : undefined}
      />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('setup.next')}
        </Button>
      </FormActions>
    </Form>
  );
}
