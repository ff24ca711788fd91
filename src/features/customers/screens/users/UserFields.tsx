import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { ComboBox } from '../../../../web/ui/ComboBox.tsx';
import type { FormValues } from '../../../../web/ui/formState.ts';
import { NameFields } from '../../../../web/ui/NameFields.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { accounts } from '../../../accounts/contract.ts';
import { useCountryOptions } from '../../../accounts/screens/useCountryOptions.ts';
import { delegableRoles, type DelegableRole } from '../../contract.ts';

/** Names, place and roles of a customer's user; roles that one may not give are not asked for. */
export function UserFields({ givable }: { readonly givable: readonly DelegableRole[] }) {
  const { t } = useHouse();
  return (
    <>
      <NameFields path="" />
      <TextField
        name="displayName"
        label={t('customers.users.display_name')}
        help={t('customers.users.display_name_help')}
        optional
        autoComplete="off"
        maxLength={100}
      />
      <LocationField />
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 text-14 font-medium">{t('customers.users.roles')}</legend>
        {delegableRoles
          .filter((role) => givable.includes(role))
          .map((role) => (
            <Checkbox key={role} name={`role.${role}`} label={t(`customers.role.${role}`)} help={t(`customers.role_help.${role}`)} optional>
              {t(`customers.role.${role}`)}
            </Checkbox>
          ))}
      </fieldset>
    </>
  );
}

export function LocationField() {
  const { t } = useHouse();
  const codes = useRead(accounts.listCountries, {}).data?.items.map(({ iso2 }) => iso2);
  return <ComboBox name="usageLocation" label={t('customers.users.location')} help={t('customers.users.location_help')} options={useCountryOptions(codes)} />;
}

/** What a form's values say of a user. */
export function userIn(values: FormValues) {
  const text = (name: string) => ((values[name] as string | undefined) ?? '').trim();
  return {
    givenName: text('givenName'),
    familyName: text('familyName'),
    displayName: text('displayName'),
    usageLocation: text('usageLocation'),
    roles: delegableRoles.filter((role) => values[`role.${role}`] === true),
  };
}
