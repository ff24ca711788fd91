import { Download, KeyRound, Plus, Users } from 'lucide-react';
import { useState } from 'react';
import { urlOf } from '../../../../web/api.ts';
import { useAccountId, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath } from '../../../../web/place.ts';
import { Button } from '../../../../web/ui/Button.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { type Column, Table } from '../../../../web/ui/Table.tsx';
import { orders } from '../../contract.ts';
import type { LicensePool } from '../../contract.ts';
import { HoldersDialog } from './HoldersDialog.tsx';
import { useMoreHref } from './more.ts';

/** Seats of each product that a customer has, and how many of them people have. */
export function LicensesTab({ customerId }: { readonly customerId: string }) {
  const { t } = useHouse();
  const account = useAccountId();
  const at = useAccountPath();
  const read = useRead(orders.listLicensePools, { customerId });
  const [shown, show] = useState<LicensePool | null>(null);
  const pools = read.data;
  const columns = useColumns(customerId, pools?.can.order ?? false, show);
  return (
    <div className="flex flex-col gap-3">
      <p className="text-14 text-muted">{t('licenses.text')}</p>
      {pools && !pools.can.assign && <p className="text-14 text-muted">{t('licenses.no_rights')}</p>}
      <Table<LicensePool>
        label={t('licenses.title')}
        columns={columns}
        rows={pools?.items}
        rowKey={(row) => row.skuId}
        rowLabel={(row) => row.name}
        asOf={pools?.asOf}
        tools={
          <LinkButton href={urlOf(orders.exportLicenses, { customerId }, account)} icon={Download} size="small" download>
            {t('licenses.export')}
          </LinkButton>
        }
        empty={
          <Empty
            icon={KeyRound}
            title={t('licenses.none')}
            text={t('licenses.none_text')}
            action={pools?.can.order && <LinkButton href={at(`/orders/new?customer=${customerId}`)}>{t('licenses.order')}</LinkButton>}
          />
        }
      />
      {shown && <HoldersDialog customerId={customerId} pool={shown} onClose={() => show(null)} />}
    </div>
  );
}

function useColumns(customerId: string, mayOrder: boolean, show: (pool: LicensePool) => void): Column<LicensePool>[] {
  const { t, formatNumber } = useHouse();
  const more = useMoreHref(customerId);
  const count = (id: 'total' | 'assigned' | 'available'): Column<LicensePool> => ({
    id,
    header: t(`licenses.column.${id}`),
    align: 'end',
    width: '7rem',
    phone: 'fact',
    cell: (row) => formatNumber(row[id]),
  });
  return [
    { id: 'product', header: t('licenses.column.product'), width: 'minmax(14rem, 2fr)', cell: (row) => row.name },
    count('total'),
    count('assigned'),
    count('available'),
    { id: 'standing', header: t('licenses.column.standing'), width: 'minmax(10rem, 1fr)', phone: 'fact', cell: (row) => <Standing pool={row} /> },
    {
      id: 'acts',
      header: t('licenses.column.acts'),
      hideHeader: true,
      width: '17rem',
      phone: 'fact',
      cell: (row) => (
        <span className="flex flex-wrap gap-2">
          <Button size="small" variant="quiet" icon={Users} aria-label={t('licenses.holders_of', { product: row.name })} onPress={() => show(row)}>
            {t('licenses.holders')}
          </Button>
          {mayOrder && (
            <LinkButton href={more(row)} size="small" variant="quiet" icon={Plus}>
              {t('licenses.get_more')} <span className="sr-only">{row.name}</span>
            </LinkButton>
          )}
        </span>
      ),
    },
  ];
}

/** What is not as it should be with a product's seats. */
export function Standing({ pool }: { readonly pool: LicensePool }) {
  const { t } = useHouse();
  const { lockedOut, suspended, ending, kept, total } = pool;
  const isKept = kept > 0 && total + suspended === 0;
  if (!lockedOut && !suspended && !ending && !isKept)
    return (
      <Status kind="success" bare>
        {t('licenses.in_order')}
      </Status>
    );
  return (
    <span className="flex flex-col gap-0.5">
      {lockedOut > 0 && (
        <Status kind="danger" bare>
          {t('licenses.locked_out', { count: lockedOut })}
        </Status>
      )}
      {suspended > 0 && (
        <Status kind="warning" bare>
          {t('licenses.suspended', { count: suspended })}
        </Status>
      )}
      {ending > 0 && (
        <Status kind="warning" bare>
          {t('licenses.ending', { count: ending })}
        </Status>
      )}
      {isKept && (
        <Status kind="plain" bare>
          {t('licenses.kept', { count: kept })}
        </Status>
      )}
    </span>
  );
}
