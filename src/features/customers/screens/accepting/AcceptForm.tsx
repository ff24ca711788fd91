import { useEffect, useState } from 'react';
import type { CountryRule } from '../../../../core/country.ts';
import { api } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { Form, FormActions, FormSection } from '../../../../web/ui/Form.tsx';
import type { FieldErrors, FormValues } from '../../../../web/ui/formState.ts';
import { NameFields } from '../../../../web/ui/NameFields.tsx';
import { PasswordField } from '../../../../web/ui/PasswordField.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { accounts } from '../../../accounts/contract.ts';
import { AddressFields, addressOf } from '../../../accounts/screens/AddressFields.tsx';
import { AddressLook } from '../AddressLook.tsx';
import { AgreementText } from '../AgreementText.tsx';
import { enterOwnPage, type InvitationShown, type Proved, server } from './door.ts';

interface AcceptFormProps {
  readonly token: string;
  readonly invitation: InvitationShown;
  /** A mailbox that was proved just now, of somebody new. */
  readonly proved: Proved | null;
}

/** Accepts for a directory that one administers, or founds one; with the agreement and, if one likes, the rights. */
export function AcceptForm({ token, invitation, proved }: AcceptFormProps) {
  const { t, locale } = useHouse();
  const { me, partner, rights } = invitation;
  const tenants = me?.tenants ?? [];
  const [values, setValues] = useState<FormValues>({ tenantId: tenants[0]?.tenantId ?? '', withRights: true });
  const [rule, setRule] = useState<CountryRule | null>(null);
  useEffect(() => {
    api(accounts)
      .getCountry({ iso2: partner.country })
      .then(setRule, () => {});
  }, [partner.country]);
  const { attempt, banner } = useAttempt();
  const founds = values['tenantId'] === '' ? (proved?.domain ?? me?.founds ?? null) : null;
  const accept = async (typed: FormValues) => {
    const text = (name: string) => ((typed[name] as string | undefined) ?? '').trim();
    const wrong = await attempt(async () => {
      await server.acceptCustomerInvitation({
        token,
        agreed: true,
        withRights: rights !== null && typed['withRights'] === true,
        ...(founds === null
          ? { tenantId: text('tenantId') }
          : { company: { name: text('company.name'), address: addressOf(rule as CountryRule, typed), addressConfirmed: typed['addressConfirmed'] === true } }),
        ...(proved
          ? {
              newPerson: {
                givenName: text('newPerson.givenName'),
                familyName: text('newPerson.familyName'),
                password: String(typed['newPerson.password'] ?? ''),
                proof: proved.proof,
                locale,
              },
            }
          : {}),
      });
      enterOwnPage();
    });
    return asFormErrors(wrong);
  };
  if (!rule) return null;
  return (
    <Form initial={values} onChange={setValues} onSubmit={accept} problem={banner}>
      {tenants.length > 1 && (
        <Select
          name="tenantId"
          label={t('customer_invitation.for')}
          options={tenants.map(({ tenantId, name, domain }) => ({ id: tenantId, label: `${name} (${domain})` }))}
        />
      )}
      {tenants.length === 1 && <p className="text-14">{t('ui.named', { label: t('customer_invitation.for'), value: tenants[0]?.name ?? '' })}</p>}
      {founds !== null && (
        <FormSection title={t('customer_invitation.company_title')} text={t('customer_invitation.company_text', { domain: founds })}>
          <TextField name="company.name" label={t('customers.name')} help={t('customers.name_help')} autoComplete="organization" maxLength={200} />
          <AddressFields rule={rule} lenient />
          <AddressLook rule={rule} values={values} />
        </FormSection>
      )}
      {proved && <NewPerson email={proved.email} />}
      {rights && (
        <Checkbox name="withRights" label={t('customer_invitation.give_rights')} optional>
          {t('customer_invitation.give_rights')}
        </Checkbox>
      )}
      {/* What is agreed to is the text of the customer’s country; one that founds its directory here is where the partner is. */}
      <AgreementText country={tenants.find(({ tenantId }) => tenantId === values['tenantId'])?.country ?? partner.country} />
      <p className="text-13 text-muted">{t('customer_invitation.agreement_text')}</p>
      <Checkbox name="agreed" label={t('customer_invitation.agree')}>
        {t('customer_invitation.agree')}
      </Checkbox>
      <FormActions>
        <Button type="submit" variant="primary" wide>
          {t('customer_invitation.accept', { partner: partner.name })}
        </Button>
      </FormActions>
    </Form>
  );
}

function NewPerson({ email }: { readonly email: string }) {
  const { t } = useHouse();
  return (
    <FormSection title={t('customer_invitation.you_title')} text={email}>
      {/* Password managers save what stands in a field of the form, not what a sentence says. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <NameFields path="newPerson." own />
      <PasswordField name="newPerson.password" purpose="new" label={t('customer_invitation.password')} help={t('customer_invitation.password_help')} />
    </FormSection>
  );
}

/** The server's names of fields, as the form has them. */
const asFormErrors = (errors: FieldErrors | void): FieldErrors | void =>
  errors && Object.fromEntries(Object.entries(errors).map(([field, says]) => [field.replace(/^company\.address\./, 'address.'), says]));
