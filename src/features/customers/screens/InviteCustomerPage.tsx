import { useState } from 'react';
import type { Locale } from '../../../core/locale.ts';
import { useAttempt } from '../../../web/attempt.tsx';
import { useAct, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import { Form, FormActions } from '../../../web/ui/Form.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { Page } from '../../../web/ui/Page.tsx';
import { Select } from '../../../web/ui/Select.tsx';
import { TextArea } from '../../../web/ui/TextArea.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';
import { toast } from '../../../web/ui/Toast.tsx';
import { customers } from '../contract.ts';
import { localeOptions } from './CustomerFields.tsx';
import { RightsFields, rightsIn } from './RightsFields.tsx';

/** Asks a customer for a relationship, with or without rights in its directory. */
export function InviteCustomerPage() {
  const { t, locale } = useHouse();
  const { go } = usePlace();
  const at = useAccountPath();
  // Asks for what the page needs, so that who may not sees why instead of a form.
  useList(customers.listCustomerInvitations, { limit: 1 });
  const invite = useAct(customers.inviteCustomer);
  const { attempt, banner } = useAttempt();
  const [withRights, setWithRights] = useState(false);
  const save = (typed: FormValues) =>
    attempt(async () => {
      const text = (name: string) => ((typed[name] as string | undefined) ?? '').trim();
      const { company } = await invite.mutateAsync({
        company: text('company'),
        email: text('email'),
        locale: text('locale') as Locale,
        message: text('message'),
        isAdvisor: typed['isAdvisor'] === true,
        rights: typed['withRights'] === true ? rightsIn(typed) : null,
      });
      toast(t('customers.invitations.sent', { company }));
      go(at('/customers/invitations'), { replace: true });
    });
  return (
    <Page
      title={t('customers.invitations.new')}
      sentence={t('customers.invitations.new_sentence')}
      width="reading"
      crumbs={[
        { label: t('customers.title'), href: at('/customers') },
        { label: t('customers.invitations.title'), href: at('/customers/invitations') },
      ]}
    >
      <Form initial={{ locale, days: '90' }} onChange={(typed) => setWithRights(typed['withRights'] === true)} onSubmit={save} problem={banner}>
        <TextField name="company" label={t('customers.invitations.company')} autoComplete="off" maxLength={200} />
        <TextField
          name="email"
          type="email"
          label={t('customers.email')}
          help={t('customers.invitations.email_help')}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={254}
        />
        <Select name="locale" label={t('customers.invitations.locale')} width="half" options={localeOptions} />
        <TextArea name="message" label={t('customers.invitations.message')} optional rows={4} maxLength={500} />
        <Checkbox name="isAdvisor" label={t('customers.invitations.advisor')} optional>
          {t('customers.invitations.advisor')}
        </Checkbox>
        <Checkbox name="withRights" label={t('customers.invitations.with_rights')} optional>
          {t('customers.invitations.with_rights')}
        </Checkbox>
        {withRights && <RightsFields />}
        <FormActions>
          <Button type="submit" variant="primary">
            {t('customers.invitations.send')}
          </Button>
          <Button variant="quiet" onPress={() => go(at('/customers/invitations'))}>
            {t('ui.cancel')}
          </Button>
        </FormActions>
      </Form>
    </Page>
  );
}
