import { checkRegistrationNumber, registrationKinds } from '../../../core/country.ts';
import type { CountryRule } from '../../../core/country.ts';
import { useHouse } from '../../../web/house.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';

/** The number at the register under the names that it has in the country; wanted by law in some of them. */
export function RegistrationNumber({ rule, optional }: { readonly rule: CountryRule; readonly optional: boolean }) {
  const { t, formatList } = useHouse();
  const kinds = registrationKinds(rule).map((kind) => t(`country.number.${kind}`));
  const example = rule.registration?.example ?? '';
  const check = (typed: string) => {
    const refusal = checkRegistrationNumber(rule, typed);
    return refusal && t(`country.refusedNumber.${refusal}`, { example });
  };
  return (
    <TextField
      name="registrationNumber"
      optional={optional}
      width="half"
      maxLength={60}
      autoCapitalize="characters"
      spellCheck={false}
      label={kinds.length > 0 ? t('country.registrationNumberOf', { kinds: formatList(kinds, 'disjunction') }) : t('country.registrationNumber')}
      help={example ? t('country.registrationNumberHint', { example }) : undefined}
      validate={check}
    />
  );
}
