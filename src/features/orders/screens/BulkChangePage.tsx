import { Download } from 'lucide-react';
import { useEffect, useState } from 'react';
import { urlOf } from '../../../web/api.ts';
import { useAccountId, useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { orders, saysWhat } from '../contract.ts';
import { BulkMark } from './BulkChangesPage.tsx';
import { BulkRows } from './BulkRows.tsx';
import { BulkVerdict } from './BulkVerdict.tsx';

/** One change of many subscriptions: what it does, the yes, how far it is, and the way back. */
export function BulkChangePage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const account = useAccountId();
  const { params } = usePlace();
  const bulkId = params['bulkId'] ?? '';
  const [works, setWorks] = useState(false);
  const { data } = useRead(orders.getBulkChange, { bulkId }, works ? { everyMs: 1_000 } : {});
  useEffect(() => setWorks(data?.state === 'running' || data?.state === 'undoing'), [data]);
  const what = data && saysWhat(data.what);
  return (
    <Page
      title={data?.fileName ?? (what ? t(what.key, what.values) : t('bulk_changes.one'))}
      mark={data && <BulkMark state={data.state} bare />}
      crumbs={[
        { label: t('subscriptions.title'), href: at('/subscriptions') },
        { label: t('bulk_changes.title'), href: at('/bulk-changes') },
      ]}
      action={
        <LinkButton href={urlOf(orders.exportBulkRows, { bulkId }, account)} icon={Download} download>
          {t('bulk_changes.export_all')}
        </LinkButton>
      }
    >
      {data ? (
        <div className="flex flex-col gap-6">
          <BulkVerdict bulk={data} />
          <BulkRows bulk={data} />
        </div>
      ) : (
        <SkeletonLines lines={8} />
      )}
    </Page>
  );
}
