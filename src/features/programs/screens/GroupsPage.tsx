import { Blocks } from 'lucide-react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import { programs } from '../contract.ts';
import type { CompanyProgram } from '../contract.ts';
import { StateMark } from './standing.tsx';

/** Which program's settings stand where. */
export function GroupsPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { data } = useRead(programs.listPrograms, {});
  return (
    <Page
      title={t('programs.groups.title')}
      sentence={t('programs.groups.sentence')}
      width="reading"
      crumbs={[{ label: t('programs.title'), href: at('/programs') }]}
    >
      <Table<CompanyProgram>
        label={t('programs.groups.title')}
        columns={[
          { id: 'name', header: t('programs.groups.program'), width: 'minmax(12rem, 2fr)', cell: (row) => row.name },
          { id: 'group', header: t('programs.groups.option'), cell: (row) => t(`programs.group.${row.group}`) },
          {
            id: 'state',
            header: t('programs.groups.state'),
            cell: (row) => (row.state ? <StateMark state={row.state} bare /> : <span className="text-muted">{t('programs.state.none')}</span>),
          },
        ]}
        rows={data?.items}
        rowKey={(row) => row.program}
        rowLabel={(row) => row.name}
        href={(row) => at(`/programs/${row.program}`)}
        empty={<Empty icon={Blocks} title={t('programs.none')} text={t('programs.none_text')} />}
      />
    </Page>
  );
}
