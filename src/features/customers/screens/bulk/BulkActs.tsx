import { Download } from 'lucide-react';
import { useState } from 'react';
import type { z } from 'zod';
import { urlOf } from '../../../../web/api.ts';
import { useAccountId } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { type BulkAct, bulkActs, customers, mostListed } from '../../contract.ts';
import { BulkDialog } from './BulkDialog.tsx';

/** Which customers are meant: those that were ticked, or all that the list would show. */
export type Meant = z.input<typeof customers.remindOfAgreement.input>['of'];
export type Narrowed = NonNullable<Meant['matching']>;

interface BulkProps {
  readonly ids: readonly string[];
  /** What the list is narrowed to; meant instead of the ids when everything is. */
  readonly matching: Narrowed;
  readonly isAll: boolean;
  /** Nothing when all that match are on the page already. */
  readonly onAll: (() => void) | undefined;
  readonly can: { readonly assign: boolean; readonly remind: boolean; readonly remove: boolean; readonly export: boolean } | undefined;
  readonly onDone: () => void;
}

/** What can be done with all who are selected. */
export function BulkActs({ ids, matching, isAll, onAll, can, onDone }: BulkProps) {
  const { t } = useHouse();
  const account = useAccountId();
  const [asked, ask] = useState<BulkAct | null>(null);
  const of: Meant = isAll ? { matching } : { customerIds: [...ids] };
  const file = isAll ? matching : ids.length <= mostListed ? { ids: ids.join(',') } : undefined;
  return (
    <>
      {isAll && <span className="text-13 text-muted">{t('customers.bulk.everything')}</span>}
      {onAll && !isAll && (
        <Button size="small" variant="quiet" onPress={onAll}>
          {t('customers.bulk.select_all')}
        </Button>
      )}
      {bulkActs.map(
        (act) =>
          can?.[act] && (
            <Button key={act} size="small" onPress={() => ask(act)}>
              {t(`customers.bulk.${act}`)}
            </Button>
          ),
      )}
      {can?.export && file && (
        <LinkButton href={urlOf(customers.exportCustomers, { ...file }, account)} icon={Download} size="small" download>
          {t('customers.export_chosen')}
        </LinkButton>
      )}
      {asked && <BulkDialog act={asked} of={of} onClose={() => ask(null)} onDone={onDone} />}
    </>
  );
}
