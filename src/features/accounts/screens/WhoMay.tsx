import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';

/** Under a page that saves: the roles that may change it. */
export function WhoMay({ editors }: { readonly editors: readonly string[] }) {
  const { t, formatList } = useHouse();
  if (editors.length === 0) return null;
  return (
    <p className="text-13 text-muted">
      {t('accounts.who_may', {
        roles: formatList(
          editors.map((role) => t(`roles.${role}` as MessageKey)),
          'disjunction',
        ),
      })}
    </p>
  );
}
