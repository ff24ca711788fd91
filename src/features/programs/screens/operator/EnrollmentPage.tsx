import type { MessageKey } from '../../../../core/locale.ts';
import { useRead } from '../../../../web/data.tsx';
import { useHouse } from '../../../../web/house.tsx';
import { usePlace } from '../../../../web/place.ts';
import { Banner } from '../../../../web/ui/Banner.tsx';
import { DescriptionList } from '../../../../web/ui/DescriptionList.tsx';
import { LinkButton } from '../../../../web/ui/LinkButton.tsx';
import { Page } from '../../../../web/ui/Page.tsx';
import { Section } from '../../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../../web/ui/Skeleton.tsx';
import { programs } from '../../contract.ts';
import type { EnrollmentInFull } from '../../contract.ts';
import { RequirementList } from '../RequirementList.tsx';
import { ReasonNote, StateMark } from '../standing.tsx';
import { Decision } from './Decision.tsx';
import { Due } from './EnrollmentsPage.tsx';
import { FiguresForm } from './FiguresForm.tsx';
import { StandingActs } from './StandingActs.tsx';

/** One application: the checklist with its facts, what was asked and answered, and the decision. */
export function EnrollmentPage() {
  const { t } = useHouse();
  const { params } = usePlace();
  const { data } = useRead(programs.getEnrollment, { accountId: params['accountId'] ?? '', program: params['program'] ?? '' });
  return (
    <Page
      title={data ? t('programs.op.title', { company: data.company, name: data.name }) : t('programs.op.enrollment')}
      width="reading"
      crumbs={[{ label: t('programs.op.enrollments'), href: '/operator/enrollments' }]}
      mark={data && <StateMark state={data.state} />}
      action={
        data && (
          <LinkButton href={`/operator/accounts/${data.accountId}/programs`} size="small">
            {t('programs.op.of_company')}
          </LinkButton>
        )
      }
    >
      {data ? <Enrollment key={data.accountId + data.program} enrollment={data} /> : <SkeletonLines lines={8} />}
    </Page>
  );
}

function Enrollment({ enrollment }: { readonly enrollment: EnrollmentInFull }) {
  const { t } = useHouse();
  const { requirements, agreement, can, question, answer, state } = enrollment;
  const missing = requirements.filter(({ met }) => !met).length;
  const asksFigures = requirements.some(({ kind }) => kind === 'revenue' || kind === 'months');
  return (
    <>
      {can.decide && missing > 0 && <Banner kind="warning">{t('programs.next.meet', { count: missing })}</Banner>}
      {can.decide && <Decision enrollment={enrollment} missing={missing} />}
      <ReasonNote program={enrollment} />
      <Facts enrollment={enrollment} />
      {question && (
        <Section title={t('programs.op.asked')}>
          <blockquote className="border-s-2 border-line ps-3 text-14 text-muted">{question}</blockquote>
          <p className="text-14 whitespace-pre-line">{answer ?? t('programs.op.no_answer')}</p>
        </Section>
      )}
      <Section title={t('programs.op.checklist')}>
        {requirements.length > 0 ? <RequirementList requirements={requirements} /> : <p className="text-14 text-muted">{t('programs.op.asks_nothing')}</p>}
        {agreement && <RequirementList requirements={[agreement]} />}
      </Section>
      {asksFigures && (
        <Section title={t('programs.op.figures')} text={t('programs.op.figures_text')}>
          <FiguresForm key={enrollment.figures.version} accountId={enrollment.accountId} figures={enrollment.figures} editable={can.figures} />
        </Section>
      )}
      {(can.restrict || can.suspend || can.reinstate) && state !== 'applied' && <StandingActs enrollment={enrollment} />}
      <History enrollment={enrollment} />
    </>
  );
}

function Facts({ enrollment }: { readonly enrollment: EnrollmentInFull }) {
  const { t, formatDate } = useHouse();
  const { appliedAt, appliedBy, dueAt, partnerId } = enrollment;
  return (
    <DescriptionList
      facts={[
        { label: t('programs.op.partner_id'), value: partnerId },
        {
          label: t('programs.op.applied'),
          value: appliedBy ? t('programs.op.applied_by', { day: formatDate(appliedAt, 'long'), name: appliedBy }) : formatDate(appliedAt, 'long'),
        },
        ...(dueAt ? [{ label: t('programs.op.due'), value: <Due at={dueAt} /> }] : []),
      ]}
    />
  );
}

function History({ enrollment }: { readonly enrollment: EnrollmentInFull }) {
  const { t, formatDate } = useHouse();
  return (
    <Section title={t('programs.op.history')}>
      <ol className="flex flex-col gap-3 text-14">
        {enrollment.history.map((entry) => (
          <li key={entry.name + String(entry.at)} className="flex flex-col">
            <span>{t(`programs.event.${entry.name.replace('enrollments.', '')}` as MessageKey)}</span>
            {entry.reason && <span className="text-muted">{t(`programs.reason.${entry.reason}` as MessageKey)}</span>}
            {entry.note && <span className="text-muted">{entry.note}</span>}
            <span className="text-13 text-muted">{[formatDate(entry.at, 'moment'), entry.by].filter(Boolean).join(' · ')}</span>
          </li>
        ))}
      </ol>
    </Section>
  );
}
