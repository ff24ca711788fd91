import { GraduationCap } from 'lucide-react';
import type { z } from 'zod';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { usePlace } from '../../../web/place.ts';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import type { Column } from '../../../web/ui/Table.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import { learning } from '../contract.ts';
import { CertifiedTable } from './CertifiedTable.tsx';

type Report = z.output<typeof learning.getLearningReport.output>;
type Competency = Report['competencies'][number];

/** Who of the company is certified in what, and what expires soon. */
export function LearningPage() {
  const { t } = useHouse();
  const { data } = useRead(learning.getLearningReport, {});
  const mine = <LinkButton href="/me/learning">{t('learning.report.mine')}</LinkButton>;
  return (
    <Page title={t('learning.report.title')} sentence={t('learning.report.sentence')} action={mine}>
      {!data ? (
        <SkeletonLines lines={8} />
      ) : data.competencies.length === 0 ? (
        <Empty icon={GraduationCap} title={t('learning.report.none')} text={t('learning.report.none_text')} />
      ) : (
        <Figures report={data} />
      )}
    </Page>
  );
}

function Figures({ report }: { readonly report: Report }) {
  const { t } = useHouse();
  const { setSearch } = usePlace();
  const { people, certified, associated, competencies, soonDays, can } = report;
  return (
    <>
      <DescriptionList
        facts={[
          { label: t('learning.report.certified'), value: t('learning.report.certified_of', { certified, people }) },
          { label: t('learning.report.associated'), value: t('learning.report.associated_of', { associated, people }) },
        ]}
      />
      <Section title={t('learning.report.competencies')}>
        <Table<Competency>
          label={t('learning.report.competencies')}
          rows={competencies}
          rowKey={({ competency }) => competency}
          rowLabel={({ competency }) => competency}
          {...(can.seePeople && { onOpen: ({ competency }: Competency) => setSearch({ competency }) })}
          columns={useColumns(soonDays)}
          empty={null}
        />
      </Section>
      {can.seePeople && (
        <Section title={t('learning.report.list')}>
          <CertifiedTable competencies={competencies.map(({ competency }) => competency)} />
        </Section>
      )}
    </>
  );
}

function useColumns(days: number): Column<Competency>[] {
  const { t, formatNumber } = useHouse();
  const count = (id: 'people' | 'skills' | 'expired', header: string, phone: 'fact' | 'hidden'): Column<Competency> => ({
    id,
    header,
    align: 'end',
    width: '7.5rem',
    phone,
    cell: (row) => formatNumber(row[id]),
  });
  return [
    { id: 'competency', header: t('learning.column.competency'), cell: ({ competency }) => <span className="font-medium">{competency}</span> },
    count('people', t('learning.report.people'), 'fact'),
    count('skills', t('learning.report.skills'), 'hidden'),
    {
      id: 'expiring',
      header: t('learning.report.expiring', { days }),
      align: 'end',
      width: '11rem',
      phone: 'fact',
      cell: ({ expiring }) => formatNumber(expiring),
    },
    count('expired', t('learning.report.expired'), 'hidden'),
  ];
}
