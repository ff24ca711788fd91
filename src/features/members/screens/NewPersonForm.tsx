import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { PasswordField } from '../../../web/ui/PasswordField.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { enterCompany, server } from './invitationDoor.ts';
import type { Proved } from './invitationDoor.ts';

type Typed = { readonly 'newPerson.givenName': string; readonly 'newPerson.familyName': string; readonly 'newPerson.password': string };

/** Someone who is new here: their name as they write it, and a password. */
export function NewPersonForm({ token, proved, company }: { readonly token: string; readonly proved: Proved; readonly company: string }) {
  const { t, locale } = useHouse();
  const { attempt, banner } = useAttempt();
  const join = (typed: Typed) =>
    attempt(async () => {
      const newPerson = {
        proof: proved.proof,
        givenName: typed['newPerson.givenName'].trim(),
        familyName: typed['newPerson.familyName'].trim(),
        password: typed['newPerson.password'],
        locale,
      };
      enterCompany((await server.acceptInvitation({ token, newPerson })).accountId);
    });
  const given = <TextField key="given" name="newPerson.givenName" label={t('members.invite.given_name')} autoComplete="given-name" maxLength={50} />;
  const family = <TextField key="family" name="newPerson.familyName" label={t('members.invite.family_name')} autoComplete="family-name" maxLength={50} />;
  return (
    <Form<Typed> initial={{ 'newPerson.givenName': proved.givenName, 'newPerson.familyName': proved.familyName }} onSubmit={join} problem={banner}>
      <p className="text-14 text-muted">{t('members.join.new_text', { email: proved.email })}</p>
      {/* Password managers save what stands in a field of the form, not what a sentence says. */}
      <input type="text" name="username" autoComplete="username" value={proved.email} readOnly hidden />
      <div className="grid gap-x-4 gap-y-6 sm:grid-cols-2">{locale.startsWith('zh') ? [family, given] : [given, family]}</div>
      <PasswordField name="newPerson.password" purpose="new" label={t('members.join.password')} help={t('members.join.password_help')} />
      <FormActions>
        <Button type="submit" variant="primary" wide>
          {t('members.join.accept', { company })}
        </Button>
      </FormActions>
    </Form>
  );
}
