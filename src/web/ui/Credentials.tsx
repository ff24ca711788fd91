import { KeyRound } from 'lucide-react';
import type { CredentialState } from '../../core/credential.ts';
import { useHouse } from '../house.tsx';
import { Banner } from './Banner.tsx';
import { Button } from './Button.tsx';
import { CopyId } from './CopyId.tsx';
import { Empty } from './Empty.tsx';
import type { Meaning } from './meaning.ts';
import { Select } from './Select.tsx';
import { Status } from './Status.tsx';
import { type Column, Table } from './Table.tsx';

const meanings: Readonly<Record<CredentialState, Meaning | 'plain'>> = { live: 'success', expiring: 'warning', expired: 'danger', ended: 'plain' };

interface Credential {
  readonly name: string;
  readonly expiresAt: Date;
  readonly endedAt: Date | null;
  readonly state: CredentialState;
}
interface CredentialTableProps<Row extends Credential> {
  readonly label: string;
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  /** By which one knows it again: its last signs, a fingerprint. */
  readonly hint: (row: Row) => string;
  /** What there is to say of these besides. */
  readonly facts: readonly Column<Row>[];
  readonly none: string;
  readonly canEnd: boolean;
  readonly onEnd: (row: Row) => void;
}

/** What a program proves itself by, with the end of each. */
export function CredentialTable<Row extends Credential>({ label, rows, rowKey, hint, facts, none, canEnd, onEnd }: CredentialTableProps<Row>) {
  const { t, formatDate } = useHouse();
  const columns: Column<Row>[] = [
    {
      id: 'name',
      header: t('ui.credential.name'),
      cell: (row) => (
        <span className="block min-w-0">
          <span className="block font-medium break-words">{row.name}</span>
          <span className="block truncate font-mono text-13 text-muted">{hint(row)}</span>
        </span>
      ),
    },
    ...facts,
    { id: 'until', header: t('ui.credential.until'), width: '8rem', phone: 'fact', cell: ({ expiresAt }) => formatDate(expiresAt) },
    {
      id: 'state',
      header: t('ui.credential.state'),
      width: '8rem',
      phone: 'fact',
      cell: ({ state }) => (
        <Status kind={meanings[state]} bare>
          {t(`ui.credential.state.${state}`)}
        </Status>
      ),
    },
    {
      id: 'end',
      header: t('ui.credential.end'),
      hideHeader: true,
      width: '7rem',
      align: 'end',
      phone: 'fact',
      cell: (row) =>
        canEnd && !row.endedAt ? (
          <Button size="small" variant="quiet" aria-label={t('ui.named', { label: t('ui.credential.end'), value: row.name })} onPress={() => onEnd(row)}>
            {t('ui.credential.end')}
          </Button>
        ) : null,
    },
  ];
  return (
    <Table<Row> label={label} rows={rows} rowKey={rowKey} rowLabel={({ name }) => name} columns={columns} empty={<Empty icon={KeyRound} title={none} />} />
  );
}

interface ShownOnceProps {
  readonly title: string;
  readonly text: string;
  /** What the value is. */
  readonly what: string;
  readonly value: string;
  readonly onKept: () => void;
}
/** A value that nobody can be shown again, until somebody says that they have it. */
export function ShownOnce({ title, text, what, value, onKept }: ShownOnceProps) {
  const { t } = useHouse();
  return (
    <Banner
      kind="warning"
      title={title}
      action={
        <Button size="small" onPress={onKept}>
          {t('ui.credential.kept')}
        </Button>
      }
    >
      <p>{text}</p>
      <CopyId value={value} what={what} />
    </Banner>
  );
}

/** For how many months it is to hold. */
export function MonthsField({ choices }: { readonly choices: readonly number[] }) {
  const { t } = useHouse();
  const options = choices.map((count) => ({ id: String(count), label: t('ui.credential.months_of', { count }) }));
  return <Select name="months" label={t('ui.credential.months')} width="half" options={options} />;
}
