import { useHouse } from '../house.tsx';
import { TextField } from './TextField.tsx';

interface NameFieldsProps {
  /** In front of the fields' names: `contact.` */
  readonly path?: string;
  /** For one's own name the browser can help. */
  readonly own?: boolean;
  readonly autoFocus?: boolean;
}

/** A person's name in the order of the reader's language: family name first in Chinese. */
export function NameFields({ path = '', own = false, autoFocus = false }: NameFieldsProps) {
  const { t, locale } = useHouse();
  const parts = [
    { name: `${path}givenName`, label: t('ui.given_name'), autoComplete: own ? 'given-name' : 'off' },
    { name: `${path}familyName`, label: t('ui.family_name'), autoComplete: own ? 'family-name' : 'off' },
  ];
  if (locale.startsWith('zh')) parts.reverse();
  return (
    <div className="grid gap-x-4 gap-y-6 sm:grid-cols-2">
      {parts.map((part, at) => (
        <TextField key={part.name} {...part} autoFocus={autoFocus && at === 0} maxLength={50} />
      ))}
    </div>
  );
}
