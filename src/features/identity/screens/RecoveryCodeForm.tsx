import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form } from '../../../web/ui/Form.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';

/** One of the saved codes, as people write it down. */
export function RecoveryCodeForm({ send }: { readonly send: (code: string) => Promise<unknown> }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  return (
    <Form onSubmit={({ code }: { readonly code: string }) => attempt(() => send(code))} problem={banner}>
      <TextField
        name="code"
        label={t('signin.recovery.field')}
        help={t('signin.recovery.help')}
        mono
        autoFocus
        autoComplete="off"
        autoCapitalize="characters"
        spellCheck={false}
        maxLength={40}
      />
      <Button type="submit" variant="primary" wide>
        {t('signin.confirm')}
      </Button>
    </Form>
  );
}
