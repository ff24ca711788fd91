import { useHouse } from '../../../web/house.tsx';

/** In place of a value that was not given. */
export function Nothing() {
  const { t } = useHouse();
  return <span className="text-faint">{t('accounts.not_given')}</span>;
}
