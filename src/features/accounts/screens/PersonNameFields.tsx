import { useHouse } from '../../../web/house.tsx';
import { TextField } from '../../../web/ui/TextField.tsx';

/** A person's name in the order of the reader's language: family name first in Chinese. @param path in front of the fields' names: `contact.` */
export function PersonNameFields({ path = '', own = false }: { readonly path?: string; readonly own?: boolean }) {
  const { t, locale } = useHouse();
  const given = (
    <TextField key="given" name={`${path}givenName`} label={t('accounts.person.given_name')} autoComplete={own ? 'given-name' : 'off'} maxLength={50} />
  );
  const family = (
    <TextField key="family" name={`${path}familyName`} label={t('accounts.person.family_name')} autoComplete={own ? 'family-name' : 'off'} maxLength={50} />
  );
  return <div className="grid gap-x-4 gap-y-6 sm:grid-cols-2">{locale.startsWith('zh') ? [family, given] : [given, family]}</div>;
}
