import { api } from '../../../web/api.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { NameFields } from '../../../web/ui/NameFields.tsx';
import type { FieldErrors } from '../../../web/ui/formState.ts';
import { PasswordField } from '../../../web/ui/PasswordField.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { setup } from '../contract.ts';
import { stepOf } from './setupState.ts';
import type { SetupState, StepProps } from './setupState.ts';

interface Admin {
  readonly 'admin.givenName': string;
  readonly 'admin.familyName': string;
  readonly 'admin.email': string;
  readonly 'admin.password': string;
  readonly [field: string]: unknown;
}

/** Who runs the center from now on. The last step: everything is set up at once, or nothing. */
export function AdminStep({ state, onKeep, onBack }: StepProps) {
  const { t, locale } = useHouse();
  const { attempt, banner, problem } = useAttempt();
  const finish = async (admin: Admin): Promise<FieldErrors | void> => {
    const errors = await attempt(async () => {
      await api(setup).setUp(inputOf(state, admin, locale));
      // Anew, so that the page knows the center as it is now.
      location.assign('/operator');
    });
    const [first] = Object.keys(errors ?? {});
    if (first && stepOf(first) !== 'admin') onBack(stepOf(first));
    return errors;
  };
  return (
    <Form<Admin>
      initial={{ 'admin.givenName': state.givenName, 'admin.familyName': state.familyName, 'admin.email': state.email }}
      onChange={(typed) =>
        onKeep({ givenName: typed['admin.givenName'] ?? '', familyName: typed['admin.familyName'] ?? '', email: typed['admin.email'] ?? '' })
      }
      problem={banner}
      onSubmit={finish}
    >
      <p className="text-14 text-muted">{t('setup.admin_text')}</p>
      <NameFields path="admin." own autoFocus />
      <TextField name="admin.email" type="email" label={t('setup.email')} help={t('setup.email_help')} autoComplete="username" />
      <PasswordField name="admin.password" purpose="new" label={t('setup.password')} help={t('setup.password_help')} />
      <FormActions>
        <Button type="submit" variant="primary">
          {t('setup.finish')}
        </Button>
        <Button variant="quiet" onPress={() => onBack(problem?.code === 'setup.code_wrong' ? 'code' : 'reach')}>
          {t('ui.back')}
        </Button>
      </FormActions>
    </Form>
  );
}

const inputOf = (
  { code, name, accent, logo, locales, refuseFreeMail, deskEmail, deskPhone }: SetupState,
  admin: Admin,
  locale: SetupState['locales'][number],
) => ({
  code,
  name,
  accent,
  logo,
  locales: [...locales],
  refuseFreeMail,
  deskEmail: deskEmail.trim() || null,
  deskPhone: deskPhone.trim() || null,
  admin: { givenName: admin['admin.givenName'], familyName: admin['admin.familyName'], email: admin['admin.email'], password: admin['admin.password'], locale },
});
