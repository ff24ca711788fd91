import { Download, ListChecks } from 'lucide-react';
import type { z } from 'zod';
import { urlOf } from '../../../web/api.ts';
import { useAccountId } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Button } from '../../../web/ui/Button.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { orders } from '../contract.ts';

interface ToolsProps {
  readonly wanted: z.input<typeof orders.exportSubscriptions.input>;
  /** Nothing where the reader may not, or nothing is there. */
  readonly changeAll: (() => void) | undefined;
}

/** What one does with the whole list: change all of it, see what was changed like that, save it as a file. */
export function SubscriptionTools({ wanted, changeAll }: ToolsProps) {
  const { t } = useHouse();
  const at = useAccountPath();
  const account = useAccountId();
  return (
    <span className="flex flex-wrap items-center gap-1">
      {changeAll && (
        <Button size="small" variant="quiet" onPress={changeAll}>
          {t('bulk_changes.start_all')}
        </Button>
      )}
      <LinkButton href={at('/bulk-changes')} icon={ListChecks} size="small" variant="quiet">
        {t('bulk_changes.title')}
      </LinkButton>
      <LinkButton href={urlOf(orders.exportSubscriptions, { ...wanted }, account)} icon={Download} size="small" variant="quiet" download>
        {t('subscriptions.export_all')}
      </LinkButton>
    </span>
  );
}
