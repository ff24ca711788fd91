import { Download } from 'lucide-react';
import { fullName } from '../../../core/person.ts';
import { urlOf } from '../../../web/api.ts';
import { useAccountId, useList } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { Empty } from '../../../web/ui/Empty.tsx';
import { FilterChips } from '../../../web/ui/FilterChips.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import { useSearchWords } from '../../accounts/screens/useSearchWords.ts';
import { certificateStandings, type Certified, learning } from '../contract.ts';
import { StandingMark, Until } from './StandingMark.tsx';

/** Who has which certificate, those that expire first at the top; what it is narrowed to stands in the address. */
export function CertifiedTable({ competencies }: { readonly competencies: readonly string[] }) {
  const { t } = useHouse();
  const account = useAccountId();
  const { search, setSearch } = usePlace();
  const [words, type, asked] = useSearchWords();
  const standing = certificateStandings.find((one) => one === search.get('standing'));
  const competency = search.get('competency');
  const wanted = { ...(standing ? { standing } : {}), ...(competency ? { competency } : {}), ...(asked ? { search: asked } : {}) };
  const list = useList(learning.listCertified, wanted);
  return (
    <Table<Certified>
      label={t('learning.report.list')}
      columns={useColumns()}
      rows={list.isLoading ? undefined : list.items}
      rowKey={({ personId, number }) => `${personId} ${number}`}
      rowLabel={(row) => `${fullName(row)}, ${row.name}`}
      search={{ label: t('learning.report.search'), value: words, onChange: type }}
      filters={
        <FilterChips
          filters={[
            { id: 'competency', label: t('learning.column.competency'), options: competencies.map((id) => ({ id, label: id })) },
            { id: 'standing', label: t('learning.column.standing'), options: certificateStandings.map((id) => ({ id, label: t(`learning.standing.${id}`) })) },
          ]}
          values={{ competency: competency ? [competency] : [], standing: standing ? [standing] : [] }}
          onChange={(values) => setSearch({ competency: values['competency']?.[0] ?? null, standing: values['standing']?.[0] ?? null })}
        />
      }
      tools={
        <LinkButton href={urlOf(learning.exportCertified, { ...wanted }, account)} icon={Download} size="small" variant="quiet" download>
          {t('learning.export')}
        </LinkButton>
      }
      narrowed={Object.keys(wanted).length > 0}
      empty={<Empty title={t('learning.report.none')} text={t('learning.report.none_text')} />}
      error={list.error ? { retry: list.reload, reference: list.error.requestId ?? undefined } : undefined}
      more={list.hasMore ? { load: list.loadMore, loading: list.isLoadingMore } : undefined}
    />
  );
}

function useColumns(): Column<Certified>[] {
  const { t } = useHouse();
  return [
    { id: 'person', header: t('learning.column.person'), width: 'minmax(13rem, 2fr)', cell: (row) => <PersonName name={fullName(row)} detail={row.email} /> },
    {
      id: 'certificate',
      header: t('learning.column.certificate'),
      width: 'minmax(12rem, 2fr)',
      phone: 'fact',
      cell: ({ name, number }) => (
        <span className="block min-w-0">
          <span className="block break-words">{name}</span>
          <span className="block font-mono text-13 text-muted">{number}</span>
        </span>
      ),
    },
    { id: 'competency', header: t('learning.column.competency'), from: 'wide', phone: 'hidden', cell: ({ competency }) => competency },
    { id: 'skill', header: t('learning.column.skill'), from: 'wide', phone: 'hidden', cell: ({ skill }) => skill },
    { id: 'until', header: t('learning.column.until'), width: '8.5rem', phone: 'fact', cell: ({ until }) => <Until until={until} /> },
    { id: 'standing', header: t('learning.column.standing'), width: '8.5rem', phone: 'fact', cell: ({ standing }) => <StandingMark standing={standing} /> },
  ];
}
