import type { Permission } from '../../../core/grants.ts';
import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { useSlots } from '../../../web/shell/slots.ts';

interface WhoMayProps {
  readonly editors: readonly string[];
  /** What changing it takes. */
  readonly permission: Permission;
  /** Whether the reader may; who may not learns why, and how to ask. */
  readonly can: boolean;
}

/** Under a page that saves: the roles that may change it. */
export function WhoMay({ editors, permission, can }: WhoMayProps) {
  const { t, formatList } = useHouse();
  const { WhyNot } = useSlots();
  if (editors.length === 0) return null;
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
      <p className="text-13 text-muted">
        {t('accounts.who_may', {
          roles: formatList(
            editors.map((role) => t(`roles.${role}` as MessageKey)),
            'disjunction',
          ),
        })}
      </p>
      {!can && WhyNot && <WhyNot permission={permission} needs="edit" />}
    </div>
  );
}
