import { localeNames, locales } from '../../../../core/locale.ts';
import { accountRoles } from '../../../../core/roles.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Checkbox } from '../../../../web/ui/Checkbox.tsx';
import { Select } from '../../../../web/ui/Select.tsx';
import { TextField } from '../../../../web/ui/TextField.tsx';
import { programs, type Requirement } from '../../contract.ts';

interface RequirementFieldsProps<R extends Requirement = Requirement> {
  readonly at: number;
  readonly program: string;
  readonly requirement: R;
  readonly onChange: (requirement: Requirement) => void;
}
type Of<K extends Requirement['kind']> = RequirementFieldsProps<Extract<Requirement, { kind: K }>>;

/** The few fields of one requirement; most kinds have none. */
export function RequirementFields({ requirement, ...rest }: RequirementFieldsProps) {
  switch (requirement.kind) {
    case 'location':
      return <LocationFields requirement={requirement} {...rest} />;
    case 'support_details':
      return <SupportFields requirement={requirement} {...rest} />;
    case 'second_factor':
      return <FactorFields requirement={requirement} {...rest} />;
    case 'program':
      return <OtherPrograms requirement={requirement} {...rest} />;
    case 'relation':
      return <RelationFields requirement={requirement} {...rest} />;
    case 'revenue':
      return <RevenueFields requirement={requirement} {...rest} />;
    case 'months':
      return <MonthsField requirement={requirement} {...rest} />;
    case 'statement':
      return <StatementFields requirement={requirement} {...rest} />;
    case 'verified':
    case 'invitation':
      return null;
  }
}

function LocationFields({ at, requirement, onChange }: Of<'location'>) {
  const { t } = useHouse();
  const codes = (text: string) =>
    text
      .toUpperCase()
      .split(/[\s,，、]+/)
      .filter(Boolean);
  return (
    <TextField
      name={`requirements.${at}.countries`}
      label={t('programs.op.countries')}
      help={t('programs.op.countries_help')}
      optional
      value={requirement.countries.join(', ')}
      validate={(text) => (codes(text).every((code) => /^[A-Z]{2}$/.test(code)) ? undefined : t('fields.invalid_format'))}
      onChange={(text) => onChange({ ...requirement, countries: codes(text) })}
    />
  );
}

interface TicksProps<K extends string> {
  readonly name: string;
  readonly all: readonly { readonly id: K; readonly label: string }[];
  readonly chosen: readonly K[];
  readonly onChange: (chosen: K[]) => void;
}
function Ticks<K extends string>({ name, all, chosen, onChange }: TicksProps<K>) {
  return (
    <div className="grid gap-x-4 gap-y-3 sm:grid-cols-2">
      {all.map(({ id, label }) => (
        <Checkbox
          key={id}
          name={`${name}.${id}`}
          label={label}
          optional
          value={chosen.includes(id)}
          onChange={(on) => onChange(all.map((each) => each.id).filter((each) => (each === id ? on : chosen.includes(each))))}
        >
          {label}
        </Checkbox>
      ))}
    </div>
  );
}

function SupportFields({ at, requirement, onChange }: Of<'support_details'>) {
  const { t } = useHouse();
  const all = (['email', 'phone', 'website'] as const).map((id) => ({ id, label: t(`programs.op.support.${id}`) }));
  return <Ticks name={`requirements.${at}.fields`} all={all} chosen={requirement.fields} onChange={(fields) => onChange({ ...requirement, fields })} />;
}

function FactorFields({ at, requirement, onChange }: Of<'second_factor'>) {
  const { t } = useHouse();
  const all = accountRoles.map((id) => ({ id, label: t(`roles.${id}`) }));
  return (
    <details>
      <summary className="min-h-6 rounded-mark text-14 text-accent-ink">{t('programs.op.factor_roles', { count: requirement.roles.length })}</summary>
      <div className="pt-3">
        <Ticks name={`requirements.${at}.roles`} all={all} chosen={requirement.roles} onChange={(roles) => onChange({ ...requirement, roles })} />
      </div>
    </details>
  );
}

function OtherPrograms({ at, program, requirement, onChange }: Of<'program'>) {
  const { locale } = useHouse();
  const all = (useRead(programs.listCatalog, {}).data?.items ?? [])
    .filter((item) => item.program !== program)
    .map((item) => ({ id: item.program, label: item.texts[locale].name }));
  return (
    <Ticks name={`requirements.${at}.programs`} all={all} chosen={requirement.programs} onChange={(chosen) => onChange({ ...requirement, programs: chosen })} />
  );
}

function RelationFields({ at, requirement, onChange }: Of<'relation'>) {
  const { t } = useHouse();
  return (
    <Select
      name={`requirements.${at}.with`}
      label={t('programs.op.relation_with')}
      value={requirement.with}
      onChange={(id) => onChange({ ...requirement, with: id === 'reseller' ? 'reseller' : 'distributor' })}
      options={(['distributor', 'reseller'] as const).map((id) => ({ id, label: t(`programs.op.relation.${id}`) }))}
      width="half"
    />
  );
}

function RevenueFields({ at, requirement, onChange }: Of<'revenue'>) {
  const { t } = useHouse();
  return (
    <div className="flex flex-wrap gap-4">
      <TextField
        name={`requirements.${at}.amount`}
        label={t('programs.op.revenue_floor')}
        inputMode="decimal"
        width="half"
        value={requirement.amount}
        validate={(text) => (/^\d{1,14}(\.\d{1,6})?$/.test(text) ? undefined : t('fields.invalid_format'))}
        onChange={(amount) => onChange({ ...requirement, amount: amount.trim() })}
      />
      <TextField
        name={`requirements.${at}.currency`}
        label={t('programs.op.currency')}
        width="short"
        maxLength={3}
        value={requirement.currency}
        validate={(text) => (/^[A-Z]{3}$/.test(text) ? undefined : t('programs.op.currency_form'))}
        onChange={(currency) => onChange({ ...requirement, currency: currency.trim().toUpperCase() })}
      />
    </div>
  );
}

function MonthsField({ at, requirement, onChange }: Of<'months'>) {
  const { t } = useHouse();
  return (
    <TextField
      name={`requirements.${at}.months`}
      label={t('programs.op.months')}
      inputMode="numeric"
      width="short"
      value={requirement.months ? String(requirement.months) : ''}
      onChange={(text) => onChange({ ...requirement, months: Number(text.replace(/\D/g, '')) })}
    />
  );
}

function StatementFields({ at, requirement, onChange }: Of<'statement'>) {
  const { t } = useHouse();
  return (
    <div className="flex flex-col gap-4">
      {locales.map((each) => (
        <TextField
          key={each}
          name={`requirements.${at}.texts.${each}`}
          label={t('programs.op.statement_in', { language: localeNames[each] })}
          lang={each}
          maxLength={300}
          value={requirement.texts[each]}
          onChange={(text) => onChange({ ...requirement, texts: { ...requirement.texts, [each]: text } })}
        />
      ))}
    </div>
  );
}
