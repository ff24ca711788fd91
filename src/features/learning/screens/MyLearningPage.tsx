import { GraduationCap } from 'lucide-react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { Banner } from '../../../web/ui/Banner.tsx';
import { CopyId } from '../../../web/ui/CopyId.tsx';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Table } from '../../../web/ui/Table.tsx';
import { type Certificate, learning, type MyLearning } from '../contract.ts';
import { AssociateForm, ChooseCompany, RemoveProfile } from './MyLearningActs.tsx';
import { StandingMark, Until } from './StandingMark.tsx';

/** One's own learning profile: what it is, which company it counts for, and what it brought. */
export function MyLearningPage() {
  const { t } = useHouse();
  const { data } = useRead(learning.getMyLearning, {});
  const isOnItsWay = data?.state === 'linked' && !data.fetchedAt;
  // As long as the first answer of the provider is on its way.
  useRead(learning.getMyLearning, {}, { everyMs: 2_000, enabled: isOnItsWay, catches: true });
  return (
    <Page title={t('learning.mine.title')} sentence={t('learning.mine.sentence')} width="reading">
      {!data ? <SkeletonLines lines={6} /> : data.state === 'unlinked' ? <Unlinked mine={data} /> : <Linked mine={data} />}
    </Page>
  );
}

interface PartProps {
  readonly mine: MyLearning;
}

function Unlinked({ mine }: PartProps) {
  const { t } = useHouse();
  if (!mine.offered) return <Empty icon={GraduationCap} title={t('learning.mine.not_offered')} text={t('learning.mine.not_offered_text')} />;
  if (mine.companies.length === 0) return <Empty icon={GraduationCap} title={t('learning.mine.none')} text={t('learning.mine.no_company')} />;
  return <AssociateForm mine={mine} />;
}

function Linked({ mine }: PartProps) {
  const { t, formatDate } = useHouse();
  const { profileId, countsFor, linkedAt, fetchedAt, failedAt, state, companies } = mine;
  return (
    <>
      {state === 'idle' && (
        <Banner kind="warning" title={t('learning.mine.counts_nowhere')}>
          {t(companies.length ? 'learning.mine.counts_nowhere_text' : 'learning.mine.no_company')}
        </Banner>
      )}
      {failedAt && (
        <Banner kind="warning" title={t('learning.mine.silent', { date: formatDate(failedAt, 'moment') })}>
          {t('learning.mine.silent_text')}
        </Banner>
      )}
      <DescriptionList
        facts={[
          { label: t('learning.mine.profile'), value: <CopyId value={profileId ?? ''} what={t('learning.mine.profile')} /> },
          { label: t('learning.mine.company'), value: countsFor?.name ?? t('learning.mine.nowhere') },
          { label: t('learning.mine.since'), value: linkedAt && formatDate(linkedAt) },
          { label: t('learning.mine.next_label'), value: mine.starts.nextAt ? formatDate(mine.starts.nextAt) : t('learning.mine.next_now') },
          { label: t('learning.mine.fetched'), value: fetchedAt ? formatDate(fetchedAt, 'moment') : t('learning.mine.fetching') },
        ]}
      />
      <Certificates mine={mine} />
      {companies.some(({ accountId }) => accountId !== countsFor?.accountId) && <ChooseCompany mine={mine} />}
      <RemoveProfile count={mine.certificates.length} />
    </>
  );
}

function Certificates({ mine: { certificates, fetchedAt } }: PartProps) {
  const { t, formatDate } = useHouse();
  return (
    <Section title={t('learning.mine.certificates')}>
      <Table<Certificate>
        label={t('learning.mine.certificates')}
        rows={!fetchedAt && certificates.length === 0 ? undefined : certificates}
        rowKey={({ number }) => number}
        rowLabel={({ name }) => name}
        columns={[
          {
            id: 'certificate',
            header: t('learning.column.certificate'),
            width: 'minmax(12rem, 2fr)',
            cell: ({ name, number }) => (
              <span className="block min-w-0">
                <span className="block font-medium break-words">{name}</span>
                <span className="block font-mono text-13 text-muted">{number}</span>
              </span>
            ),
          },
          { id: 'competency', header: t('learning.column.competency'), phone: 'hidden', cell: ({ competency }) => competency },
          { id: 'until', header: t('learning.column.until'), width: '9rem', phone: 'fact', cell: ({ until }) => <Until until={until} /> },
          {
            id: 'standing',
            header: t('learning.column.standing'),
            width: '8.5rem',
            phone: 'fact',
            cell: ({ standing }) => <StandingMark standing={standing} />,
          },
          { id: 'from', header: t('learning.column.from'), width: '9rem', from: 'wide', phone: 'hidden', cell: ({ from }) => formatDate(from) },
        ]}
        empty={<Empty icon={GraduationCap} title={t('learning.mine.no_certificates')} text={t('learning.mine.no_certificates_text')} />}
      />
    </Section>
  );
}
