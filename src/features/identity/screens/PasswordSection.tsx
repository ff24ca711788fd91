import { useState } from 'react';
import type { z } from 'zod';
import { api } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, SubmitOrCancel } from '../../../web/ui/Form.tsx';
import { NewPasswordField } from '../../../web/ui/NewPasswordField.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { identity } from '../contract.ts';
import type { SecurityInfo } from '../contract.ts';

const server = api(identity);

export function PasswordSection({ info }: { readonly info: z.output<typeof SecurityInfo> }) {
  const { t, formatDate } = useHouse();
  const [open, setOpen] = useState(false);
  const { password } = info;
  return (
    <Section
      title={t('security.password.title')}
      text={password ? t('security.password.set_on', { date: formatDate(password.setAt, 'long') }) : t('security.password.none')}
      action={!open && <Button onPress={() => setOpen(true)}>{t(password ? 'security.password.change' : 'security.password.set')}</Button>}
    >
      {password?.paused && <Banner kind="warning">{t('security.password.paused')}</Banner>}
      {open && <NewPassword email={info.email} minimum={info.passwordMinimum} onEnd={() => setOpen(false)} />}
    </Section>
  );
}

function NewPassword({ email, minimum, onEnd }: { readonly email: string; readonly minimum: number; readonly onEnd: () => void }) {
  const { t } = useHouse();
  const { attempt, banner } = useAttempt();
  const act = useAct(identity.setPassword);
  const save = ({ password }: { readonly password: string }) =>
    attempt(async () => {
      await act.mutateAsync({ password });
      toast(t('security.password.done'));
      onEnd();
    });
  return (
    <Form onSubmit={save} problem={banner} className="max-w-md">
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <NewPasswordField
        name="password"
        label={t('security.password.field')}
        help={t('security.password.help', { minimum })}
        autoFocus
        check={(password) => server.checkPassword({ password })}
      />
      <SubmitOrCancel submit={t('security.save')} onCancel={onEnd} />
    </Form>
  );
}
