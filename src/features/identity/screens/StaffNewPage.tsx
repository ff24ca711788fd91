import { operatorRoles } from '../../../core/roles.ts';
import type { OperatorRole } from '../../../core/roles.ts';
import { isLocale, localeNames } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import { NameFields } from '../../../web/ui/NameFields.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { RadioGroup } from '../../../web/ui/RadioGroup.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { identity } from '../contract.ts';

interface Typed {
  readonly givenName: string;
  readonly familyName: string;
  readonly email: string;
  readonly locale: string;
  readonly role: string;
  readonly [field: string]: unknown;
}

/** Someone new among the operator's people; who has no sign-in yet is mailed a link to set a password. */
export function StaffNewPage() {
  const { t, locale, locales } = useHouse();
  const { go } = usePlace();
  const add = useAct(identity.addOperator);
  const { attempt, banner } = useAttempt();
  const save = (typed: Typed) =>
    attempt(async () => {
      const { givenName, familyName, email } = typed;
      await add.mutateAsync({ givenName, familyName, email, role: typed.role as OperatorRole, locale: isLocale(typed.locale) ? typed.locale : locale });
      toast(t('staff.added', { name: `${givenName} ${familyName}` }));
      go('/operator/staff');
    });
  return (
    <Page title={t('staff.add')} sentence={t('staff.add_sentence')} width="reading" crumbs={[{ label: t('staff.title'), href: '/operator/staff' }]}>
      <Form<Typed> initial={{ locale }} problem={banner} onSubmit={save}>
        <NameFields />
        <TextField name="email" type="email" label={t('staff.email')} autoComplete="off" />
        <Select name="locale" label={t('staff.locale')} width="half" options={locales.map((each) => ({ id: each, label: localeNames[each] }))} />
        <RadioGroup
          name="role"
          label={t('staff.role')}
          choices={operatorRoles.map((role) => ({ id: role, label: t(`roles.${role}`), help: t(`staff.role.${role}`) }))}
        />
        <FormActions>
          <Button type="submit" variant="primary">
            {t('staff.add')}
          </Button>
          <LinkButton variant="quiet" href="/operator/staff">
            {t('ui.cancel')}
          </LinkButton>
        </FormActions>
      </Form>
    </Page>
  );
}
