import { FileSpreadsheet } from 'lucide-react';
import { localeNames } from '../../../../core/locale.ts';
import { fullName } from '../../../../core/person.ts';
import { useList } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { Badge } from '../../../../web/ui/Badge.tsx';
import { Empty } from '../../../../web/ui/Empty.tsx';
import { PersonName } from '../../../../web/ui/PersonName.tsx';
import { Status } from '../../../../web/ui/Status.tsx';
import { type Column, Table } from '../../../../web/ui/Table.tsx';
import { members } from '../../contract.ts';
import type { Import, ImportRow, RowOutcome } from '../../contract/imports.ts';
import { sayFault, sayOutcome } from './sayFault.ts';

const kinds = { invite: 'success', already_member: 'plain', already_invited: 'plain', wrong: 'danger' } as const;

/** Row by row: who, as what, and what would happen or has happened. */
export function ImportRows({ file, outcome, count }: { readonly file: Import; readonly outcome?: RowOutcome | undefined; readonly count: number }) {
  const { t } = useHouse();
  const list = useList(members.listImportRows, { importId: file.importId, limit: 200, ...(outcome ? { outcome } : {}) });
  const isAdded = file.state === 'done' || file.state === 'adding' || file.state === 'undone';
  return (
    <Table<ImportRow>
      label={t('imports.title')}
      columns={useColumns(isAdded)}
      rows={list.isLoading ? undefined : list.items}
      rowKey={(row) => String(row.row)}
      rowLabel={(row) => `${row.row} ${row.email}`}
      empty={<Empty icon={FileSpreadsheet} title={t('imports.no_rows')} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      count={{ value: count }}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
    />
  );
}

function useColumns(isAdded: boolean): Column<ImportRow>[] {
  const { t } = useHouse();
  return [
    { id: 'row', header: t('imports.column.row'), width: '4.5rem', align: 'end', phone: 'fact', cell: (row) => row.row },
    {
      id: 'name',
      header: t('members.column.name'),
      width: 'minmax(14rem, 2fr)',
      phone: 'title',
      cell: (row) => <PersonName name={fullName(row) || row.email || '–'} detail={row.email} />,
    },
    { id: 'roles', header: t('imports.column.roles'), width: 'minmax(8rem, 1.2fr)', phone: 'hidden', cell: (row) => <Roles row={row} /> },
    {
      id: 'language',
      header: t('imports.column.language'),
      width: '8rem',
      from: 'wide',
      cell: (row) => (row.locale ? localeNames[row.locale] : row.localeText),
    },
    {
      id: 'outcome',
      header: t('imports.column.outcome'),
      width: 'minmax(16rem, 2.4fr)',
      phone: 'fact',
      cell: (row) => (
        <span className="flex flex-col gap-0.5 whitespace-normal">
          <Status kind={row.undone ? 'plain' : kinds[row.outcome]} bare>
            {sayOutcome(t, row, isAdded)}
          </Status>
          {row.faults.map((fault, at) => (
            <span key={at} className="text-13 text-muted">
              {sayFault(t, fault)}
            </span>
          ))}
        </span>
      ),
    },
  ];
}

function Roles({ row }: { readonly row: ImportRow }) {
  const { t } = useHouse();
  if (row.faults.some(({ column }) => column === 'roles')) return <span className="break-words text-muted">{row.rolesText}</span>;
  return (
    <span className="flex flex-wrap gap-1">
      {row.roles.map((role) => (
        <Badge key={role}>{t(`roles.${role}`)}</Badge>
      ))}
    </span>
  );
}
