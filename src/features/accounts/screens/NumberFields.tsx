import { checkRegistrationNumber, checkVatNumber, isVatSupported, registrationKinds } from '../../../core/country.ts';
import type { CountryRule } from '../../../core/country.ts';
import { useHouse } from '../../../web/house.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';

/** The company's numbers under the names that they have in its country, with what is wrong with one said at once. */
export function NumberFields({ rule }: { readonly rule: CountryRule }) {
  return (
    <>
      <RegistrationNumber rule={rule} />
      {isVatSupported(rule) && <VatNumber rule={rule} />}
    </>
  );
}

const asTyped = { optional: true, width: 'half', maxLength: 60, autoCapitalize: 'characters', spellCheck: false } as const;

/** The number at the register, where there may be one. */
export function RegistrationNumber({ rule }: { readonly rule: CountryRule }) {
  const { t, formatList } = useHouse();
  const kinds = registrationKinds(rule).map((kind) => t(`country.number.${kind}`));
  const example = rule.registration?.example ?? '';
  const check = (typed: string) => {
    const refusal = checkRegistrationNumber(rule, typed);
    return refusal && t(`country.refusedNumber.${refusal}`, { example });
  };
  return (
    <TextField
      {...asTyped}
      name="registrationNumber"
      label={kinds.length > 0 ? t('country.registrationNumberOf', { kinds: formatList(kinds, 'disjunction') }) : t('country.registrationNumber')}
      help={example ? t('country.registrationNumberHint', { example }) : undefined}
      validate={check}
    />
  );
}

function VatNumber({ rule }: { readonly rule: CountryRule }) {
  const { t } = useHouse();
  const example = rule.vat?.example ?? '';
  const check = (typed: string) => {
    const refusal = checkVatNumber(rule, typed);
    return refusal && t(`country.refusedNumber.${refusal}`, { example });
  };
  return <TextField {...asTyped} name="vatNumber" label={t('country.vatNumber')} help={t('country.vatNumberHint', { example })} validate={check} />;
}
