import { useHouse } from '../../../web/house.tsx';
import { Checkbox } from '../../../web/ui/Checkbox.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { TextField } from '../../../web/ui/TextField.tsx';
import { delegableRoles, longestDays } from '../contract.ts';

/** Which rights in a directory, and for how many days. */
export function RightsFields() {
  const { t } = useHouse();
  return (
    <>
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 text-14 font-medium">{t('customers.delegations.roles')}</legend>
        {delegableRoles.map((role) => (
          <Checkbox key={role} name={`role.${role}`} label={t(`customers.role.${role}`)} help={t(`customers.role_help.${role}`)} optional>
            {t(`customers.role.${role}`)}
          </Checkbox>
        ))}
      </fieldset>
      <TextField
        name="days"
        label={t('customers.delegations.days')}
        help={t('customers.delegations.days_help', { days: longestDays })}
        inputMode="numeric"
        width="short"
        maxLength={3}
        validate={(text) => (/^\d{1,3}$/.test(text.trim()) && Number(text) >= 1 && Number(text) <= longestDays ? undefined : t('fields.invalid_format'))}
      />
    </>
  );
}

/** What a form's values say of rights. */
export const rightsIn = (values: FormValues) => ({
  roles: delegableRoles.filter((role) => values[`role.${role}`] === true),
  days: Number((values['days'] as string | undefined) ?? ''),
});
