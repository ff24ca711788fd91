import { useHouse } from '../../../web/house.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';

interface NameFieldsProps {
  /** In front of the fields' names: `other.` */
  readonly path?: string;
  /** For one's own name the browser can help. */
  readonly own?: boolean;
}

/** A person's name in the order of the reader's language: family name first in Chinese. */
export function NameFields({ path = '', own = false }: NameFieldsProps) {
  const { t, locale } = useHouse();
  const given = <TextField key="given" name={`${path}givenName`} label={t('signup.given_name')} autoComplete={own ? 'given-name' : 'off'} maxLength={50} />;
  const family = (
    <TextField key="family" name={`${path}familyName`} label={t('signup.family_name')} autoComplete={own ? 'family-name' : 'off'} maxLength={50} />
  );
  return <div className="grid gap-x-4 gap-y-6 sm:grid-cols-2">{locale.startsWith('zh') ? [family, given] : [given, family]}</div>;
}
