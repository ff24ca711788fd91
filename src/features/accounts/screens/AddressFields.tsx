import { addressForm, checkAddress, stateOptions } from '../../../core/country.ts';
import type { Address, AddressField, AddressRefusal, CountryRule, FormField } from '../../../core/country.ts';
import type { Translate } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import type { FormValues } from '../../../web/ui/formState.ts';
import { Select } from '../../../web/ui/Select.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';

const spans = { 3: 'sm:col-span-3', 4: 'sm:col-span-4', 6: 'sm:col-span-6', 8: 'sm:col-span-8', 12: 'sm:col-span-12' } as const;
const autoComplete: Readonly<Record<AddressField, string>> = {
  line1: 'address-line1',
  line2: 'address-line2',
  line3: 'address-line3',
  city: 'address-level2',
  district: 'address-level3',
  state: 'address-level1',
  postalCode: 'postal-code',
};

interface AddressFieldsProps {
  readonly rule: CountryRule;
  readonly address?: Partial<Address> | undefined;
  /** That a postal code lies elsewhere is said beside the fields, where one may insist on it. */
  readonly lenient?: boolean;
}

/** The fields of an address in the order, under the names and by the rules of its country. They are called `address.<field>` in their form. */
export function AddressFields({ rule, address, lenient = false }: AddressFieldsProps) {
  const { locale } = useHouse();
  return (
    <div className="grid gap-x-4 gap-y-6 sm:grid-cols-12">
      {addressForm(rule, locale, address).map((part) => (
        <div key={part.field} className={spans[part.width]}>
          <Part rule={rule} part={part} lenient={lenient} />
        </div>
      ))}
    </div>
  );
}

interface PartProps {
  readonly rule: CountryRule;
  readonly part: FormField;
  readonly lenient: boolean;
}

function Part({ rule, part: { field, kind, required }, lenient }: PartProps) {
  const { t, locale } = useHouse();
  const options = field === 'state' ? stateOptions(rule, locale) : [];
  const shared = {
    name: `address.${field}`,
    label: t(`country.kind.${kind}`),
    optional: !required,
    autoComplete: autoComplete[field],
    validate: (_: string, values: FormValues) =>
      sayRefusal(
        t,
        rule,
        locale,
        checkAddress(rule, addressOf(rule, values)).find((refusal) => refusal.field === field && !(lenient && refusal.code === 'postal_not_in_state')),
        values,
      ),
  };
  if (options.length > 0) return <Select {...shared} options={options.map(({ key, label }) => ({ id: key, label }))} />;
  return (
    <TextField
      {...shared}
      maxLength={200}
      {...(field === 'postalCode' ? { inputMode: /[A-Z]/.test(rule.postal?.pattern ?? 'A') ? ('text' as const) : ('numeric' as const) } : {})}
    />
  );
}

/** The address that stands in a form's values. */
export function addressOf(rule: CountryRule, values: FormValues): Address {
  const typed = (field: AddressField) => (values[`address.${field}`] as string | undefined) ?? '';
  return {
    country: rule.iso2,
    line1: typed('line1'),
    line2: typed('line2'),
    line3: typed('line3'),
    city: typed('city'),
    district: typed('district'),
    state: typed('state'),
    postalCode: typed('postalCode'),
  };
}

function sayRefusal(t: Translate, rule: CountryRule, locale: string, refusal: AddressRefusal | undefined, values: FormValues): string | undefined {
  if (!refusal) return undefined;
  const example = rule.postal?.examples[0];
  switch (refusal.code) {
    case 'pattern':
      return example ? t('country.refused.pattern', { example }) : t('country.refused.pattern_plain');
    case 'postal_not_in_state': {
      const key = values['address.state'];
      return t('country.refused.postal_not_in_state', { state: stateOptions(rule, locale).find((state) => state.key === key)?.label ?? '' });
    }
    case 'too_long':
      return t('fields.too_big');
    default:
      return t(`country.refused.${refusal.code}`);
  }
}
