import { Download } from 'lucide-react';
import type { z } from 'zod';
import type { MessageKey, Translate } from '../../../../core/locale.ts';
import { urlOf } from '../../../../web/api.ts';
import { useAttempt } from '../../../../web/attempt.tsx';
import { useAccountId, useAct, useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { Button } from '../../../../web/ui/Button.tsx';
import { CsvUpload, type FileWrong } from '../../../../web/ui/CsvUpload.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { Table } from '../../../../web/ui/Table.tsx';
import type { Column } from '../../../../web/ui/Table.tsx';
import { customers, userFileRows, userRestorableDays } from '../../contract.ts';

type Import = z.output<typeof customers.getUserImport.output>;
type Row = Import['rows'][number];

/** What is wrong with a file of users as a whole. */
const sayWrong = (t: Translate, { fault, at }: FileWrong): string => {
  if (fault === 'no_heading') return t('imports.file.no_heading', { at: t(`customers.users.column.${at}` as MessageKey) });
  if (fault === 'empty') return t('customers.users.file_empty');
  if (fault === 'too_many_rows') return t('customers.users.file_too_many', { at, limit: userFileRows });
  return t(`imports.file.${fault}`, { at });
};

/** Many users at once: a file, what is wrong with it row by row, a yes, and a way back. */
export function UserImportPage() {
  const { t } = useHouse();
  const { params, search, setSearch } = usePlace();
  const at = useAccountPath();
  const account = useAccountId();
  const customerId = params['customerId'] ?? '';
  const importId = search.get('file');
  const list = useRead(customers.listCustomerUsers, { customerId, limit: 1 }).data;
  const customer = useRead(customers.getCustomer, { customerId }, { catches: true }).data;
  const upload = useAct(customers.uploadCustomerUsers);
  return (
    <Page
      title={t('customers.users.import')}
      sentence={t('customers.users.import_sentence', { count: userFileRows })}
      crumbs={[
        { label: t('customers.title'), href: at('/customers') },
        { label: customer?.name ?? t('customers.one'), href: at(`/customers/${customerId}?tab=users`) },
      ]}
    >
      <div>
        <LinkButton href={urlOf(customers.exportUserTemplate, { customerId }, account)} icon={Download} download>
          {t('customers.users.template')}
        </LinkButton>
      </div>
      {list && customer ? (
        <CsvUpload
          text={t('customers.users.choose_text', { domain: list.domain })}
          busy={upload.isPending}
          onUpload={async (file) => {
            const handedIn = await upload.mutateAsync({ ...file, customerId, usageLocation: customer.country });
            setSearch({ file: handedIn.importId });
          }}
          sayWrong={(wrong) => sayWrong(t, wrong)}
        />
      ) : (
        <SkeletonLines lines={3} />
      )}
      {importId && <HandedIn customerId={customerId} importId={importId} />}
    </Page>
  );
}

function HandedIn({ customerId, importId }: { readonly customerId: string; readonly importId: string }) {
  const read = useRead(customers.getUserImport, { customerId, importId }).data;
  const columns = useColumns();
  const file = read?.importId === importId ? read : undefined;
  if (!file) return <SkeletonLines lines={6} />;
  return (
    <section aria-label={file.fileName} className="flex flex-col gap-4">
      <h2 className="text-16 font-semibold break-all">{file.fileName}</h2>
      <Verdict customerId={customerId} file={file} />
      <Table<Row> label={file.fileName} columns={columns} rows={file.rows} rowKey={(row) => String(row.row)} rowLabel={(row) => row.userName} empty={null} />
    </section>
  );
}

function Verdict({ customerId, file }: { readonly customerId: string; readonly file: Import }) {
  const { t } = useHouse();
  const confirm = useAct(customers.confirmUserImport);
  const undo = useAct(customers.undoUserImport);
  const { attempt, banner } = useAttempt();
  const which = { customerId, importId: file.importId, version: file.version };
  const count = file.rows.length;
  return (
    <>
      {banner}
      {file.state === 'ready' && file.wrong > 0 && <Banner kind="warning" title={t('customers.users.rows_wrong', { count: file.wrong })} />}
      {file.state === 'ready' && file.wrong === 0 && (
        <Banner
          kind="success"
          title={t('customers.users.rows_right', { count })}
          action={
            <Button variant="primary" onPress={() => attempt(() => confirm.mutateAsync(which))}>
              {t('customers.users.confirm', { count })}
            </Button>
          }
        />
      )}
      {file.state === 'done' && (
        <Banner
          kind="success"
          title={t('customers.users.import_done', { count })}
          action={<Button onPress={() => attempt(() => undo.mutateAsync(which))}>{t('customers.users.undo')}</Button>}
        />
      )}
      {file.state === 'undone' && <Banner kind="info" title={t('customers.users.import_undone', { days: userRestorableDays })} />}
    </>
  );
}

function useColumns(): Column<Row>[] {
  const { t, formatList } = useHouse();
  return [
    { id: 'row', header: t('customers.users.column.row'), width: '5rem', cell: (row) => String(row.row) },
    { id: 'name', header: t('customers.users.column.display_name'), width: 'minmax(10rem, 1fr)', cell: (row) => row.displayName },
    {
      id: 'email',
      header: t('customers.users.column.email'),
      width: 'minmax(14rem, 1.4fr)',
      phone: 'fact',
      cell: (row) => <span className="break-all">{row.userName}</span>,
    },
    {
      id: 'licenses',
      header: t('customers.users.column.licenses'),
      width: 'minmax(10rem, 1fr)',
      phone: 'fact',
      cell: (row) => formatList(row.licenses),
    },
    {
      id: 'faults',
      header: t('customers.users.column.faults'),
      width: 'minmax(14rem, 2fr)',
      phone: 'fact',
      cell: (row) =>
        row.faults.length === 0 ? (
          <Status kind="success" bare>
            {t('customers.users.right')}
          </Status>
        ) : (
          <ul>
            {row.faults.map(({ column, code }, at) => (
              <li key={at} className="text-danger">
                {t('customers.users.fault', { column: column ? t(`customers.users.column.${column}`) : '', fault: t(`fields.${code}` as MessageKey) })}
              </li>
            ))}
          </ul>
        ),
    },
  ];
}
