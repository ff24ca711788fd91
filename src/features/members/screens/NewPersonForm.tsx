import { useAttempt } from '../../../web/attempt.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { NameFields } from '../../../web/ui/NameFields.tsx';
import { PasswordField } from '../../../web/ui/PasswordField.tsx';
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
  return (
    <Form<Typed> initial={{ 'newPerson.givenName': proved.givenName, 'newPerson.familyName': proved.familyName }} onSubmit={join} problem={banner}>
      <p className="text-14 text-muted">{t('members.join.new_text', { email: proved.email })}</p>
      {/* Password managers save what stands in a field of the form, not what a sentence says. */}
      <input type="text" name="username" autoComplete="username" value={proved.email} readOnly hidden />
      <NameFields path="newPerson." own />
      <PasswordField name="newPerson.password" purpose="new" label={t('members.join.password')} help={t('members.join.password_help')} />
      <FormActions>
        <Button type="submit" variant="primary" wide>
          {t('members.join.accept', { company })}
        </Button>
      </FormActions>
    </Form>
  );
}
