import { useAttempt } from '../../../../web/attempt.tsx';
import { useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { FilterChips } from '../../../../web/ui/FilterChips.tsx';
import { Form, FormSection } from '../../../../web/ui/Form.tsx';
import { type FormValues, useField } from '../../../../web/ui/formState.ts';
import { Select } from '../../../../web/ui/Select.tsx';
import { toast } from '../../../../web/ui/Toast.tsx';
import { accounts, customerCounts, partnerships, revenues, sizes } from '../../contract.ts';
import type { Business, CompanyDetails } from '../../contract.ts';
import { useCountryOptions } from '../useCountryOptions.ts';
import { useMerging } from '../useMerging.tsx';
import { DetailActions, type DetailFormProps } from './DetailActions.tsx';

const initialOf = ({ business }: CompanyDetails): FormValues => ({
  ...Object.fromEntries(partnerships.map((key) => [`partnerships.${key}`, business.partnerships.includes(key)])),
  size: business.size ?? '',
  customers: business.customers ?? '',
  revenue: business.revenue ?? '',
  countriesServed: business.countriesServed,
  countriesWanted: business.countriesWanted,
});
const countryLists = ['countriesServed', 'countriesWanted'] as const;

/** What kind of business the company is. */
export function BusinessForm({ details, reload, onDone }: DetailFormProps) {
  const { t } = useHouse();
  const update = useAct(accounts.updateCompanyDetails);
  const { attempt, banner } = useAttempt();
  const { base, initial, conflict, save: merged } = useMerging(details, reload, initialOf);
  const save = (values: FormValues) =>
    attempt(async () => {
      const one = <T extends string>(name: string) => (values[name] ? (values[name] as T) : null);
      const business = {
        partnerships: partnerships.filter((key) => values[`partnerships.${key}`] === true),
        size: one<NonNullable<Business['size']>>('size'),
        customers: one<NonNullable<Business['customers']>>('customers'),
        revenue: one<NonNullable<Business['revenue']>>('revenue'),
        countriesServed: [...(values['countriesServed'] as readonly string[])],
        countriesWanted: [...(values['countriesWanted'] as readonly string[])],
      };
      if (!(await merged(values, (version) => update.mutateAsync({ business, version })))) return;
      toast(t('accounts.details.saved'));
      onDone();
    });
  return (
    <Form key={base.version} initial={initial} onSubmit={save} problem={banner ?? conflict}>
      <FormSection title={t('accounts.business.partnerships')}>
        <div className="-mt-3 flex flex-col gap-3">
          {partnerships.map((key) => (
            <Checkbox key={key} name={`partnerships.${key}`} label={t(`accounts.business.partnership.${key}`)} optional>
              {t(`accounts.business.partnership.${key}`)}
            </Checkbox>
          ))}
        </div>
      </FormSection>
      <Select
        name="size"
        label={t('accounts.business.size')}
        optional
        options={sizes.map((id) => ({ id, label: t(`accounts.business.people.${id}`) }))}
        width="half"
      />
      <Select
        name="customers"
        label={t('accounts.business.customers')}
        optional
        options={customerCounts.map((id) => ({ id, label: t(`accounts.business.count.${id}`) }))}
        width="half"
      />
      <Select
        name="revenue"
        label={t('accounts.business.revenue')}
        help={t('accounts.business.revenue_help')}
        optional
        options={revenues.map((id) => ({ id, label: t(`accounts.business.revenue.${id}`) }))}
        width="half"
      />
      <CountryLists />
      <DetailActions onDone={onDone} />
    </Form>
  );
}

/** The countries that the company serves and wants to serve; part of the form, so that what a colleague added stays beside one's own. */
function CountryLists() {
  const { t } = useHouse();
  const codes = useRead(accounts.listCountries, {}, { catches: true }).data?.items.map(({ iso2 }) => iso2);
  const options = useCountryOptions(codes);
  const served = useField<readonly string[]>({ name: 'countriesServed', label: t('accounts.business.countriesServed'), optional: true }, []);
  const wanted = useField<readonly string[]>({ name: 'countriesWanted', label: t('accounts.business.countriesWanted'), optional: true }, []);
  return (
    <FilterChips
      filters={countryLists.map((id) => ({ id, label: t(`accounts.business.${id}`), options, many: true }))}
      values={{ countriesServed: served.value, countriesWanted: wanted.value }}
      onChange={({ countriesServed, countriesWanted }) => {
        served.set((countriesServed as readonly string[] | undefined) ?? []);
        wanted.set((countriesWanted as readonly string[] | undefined) ?? []);
      }}
    />
  );
}
