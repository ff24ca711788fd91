import type { z } from 'zod';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath, usePlace } from '../../../web/place.ts';
import type { MessageKey } from '../../../core/locale.ts';
import { DescriptionList } from '../../../web/ui/DescriptionList.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { PersonName } from '../../../web/ui/PersonName.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { Status } from '../../../web/ui/Status.tsx';
import { programs } from '../contract.ts';
import { PublisherSections } from './PublisherCards.tsx';
import { ResellerAccountSections } from './ResellerAccount.tsx';
import { AnswerForm, ApplyForm, WithdrawButton } from './EnrollmentActs.tsx';
import { LeaveSection } from './LeaveSection.tsx';
import { RequirementList } from './RequirementList.tsx';
import { NextBanner, ReasonNote, StateMark } from './standing.tsx';

export type ProgramInFull = z.output<typeof programs.getProgram.output>;

/** A program's overview: where the company stands, what is asked, the agreement, people, contacts, and how to leave. */
export function ProgramPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { params } = usePlace();
  const { data } = useRead(programs.getProgram, { program: params['program'] ?? '' });
  const mark = data && (data.state ? <StateMark state={data.state} /> : <Status kind="plain">{t('programs.state.none')}</Status>);
  return (
    <Page
      title={data?.name ?? t('programs.one')}
      sentence={data?.brings}
      width="reading"
      crumbs={[{ label: t('programs.title'), href: at('/programs') }]}
      mark={mark}
    >
      {data ? <Overview key={data.program} program={data} /> : <SkeletonLines lines={8} />}
    </Page>
  );
}

function Overview({ program }: { readonly program: ProgramInFull }) {
  const { t } = useHouse();
  const { requirements, agreement, can, state } = program;
  return (
    <>
      <NextBanner program={program} />
      <ReasonNote program={program} />
      {can.answer && program.question && <AnswerForm program={program} />}
      {can.apply && <ApplyForm program={program} />}
      <ResellerAccountSections program={program} />
      <PublisherSections program={program.program} />
      {requirements.length > 0 && (
        <Section title={t('programs.asks')} text={program.asks}>
          <RequirementList requirements={requirements} />
        </Section>
      )}
      {agreement && (
        <Section title={t('programs.agreement')} text={t('programs.agreement_text')}>
          <RequirementList requirements={[agreement]} />
        </Section>
      )}
      <Facts program={program} />
      {(state === 'active' || state === 'restricted') && <People program={program} />}
      {can.withdraw && <WithdrawButton program={program} />}
      {can.leave && <LeaveSection program={program} />}
    </>
  );
}

function Facts({ program }: { readonly program: ProgramInFull }) {
  const { t, formatDate, formatList } = useHouse();
  const { contact, enrollers, sections } = program;
  const names = formatList(enrollers.people.map(({ name }) => name));
  const reach = [contact.name, contact.email, contact.phone].filter(Boolean).join(' · ');
  return (
    <Section title={t('programs.facts')}>
      <DescriptionList
        facts={[
          ...(program.since
            ? [{ label: t(program.state === 'active' ? 'programs.active_since' : 'programs.since'), value: formatDate(program.since, 'long') }]
            : []),
          {
            label: t('programs.brings_sections'),
            value: sections.length ? formatList(sections.map((section) => t(`sections.${section}` as MessageKey))) : t('programs.no_sections'),
          },
          { label: t('programs.settings'), value: t(`programs.group.${program.group}`) },
          { label: t('programs.review'), value: t(`programs.review.${program.review}`, { count: program.reviewDays }) },
          {
            label: t('programs.enrollers'),
            value:
              names ||
              formatList(
                enrollers.roles.map((role) => t(`roles.${role}` as MessageKey)),
                'disjunction',
              ),
          },
          { label: t('programs.contact'), value: reach },
        ]}
      />
    </Section>
  );
}

function People({ program }: { readonly program: ProgramInFull }) {
  const { t, formatList } = useHouse();
  const at = useAccountPath();
  const give = (
    <LinkButton href={at('/people')} size="small">
      {t('programs.give_roles')}
    </LinkButton>
  );
  const all = formatList(program.roles.map((role) => t(`roles.${role}` as MessageKey)));
  return (
    <Section
      title={t('programs.people')}
      text={program.roles.length ? t('programs.people_text', { roles: all }) : t('programs.people_any')}
      action={program.roles.length > 0 && give}
    >
      {program.people.length > 0 && (
        <ul className="divide-y divide-line rounded-card border border-line bg-surface">
          {program.people.map((person) => (
            <li key={person.personId} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 px-4 py-3">
              <PersonName name={person.name} detail={person.email} href={at(`/people/${person.personId}`)} />
              <span className="text-13 text-muted">{formatList(person.roles.map((role) => t(`roles.${role}` as MessageKey)))}</span>
            </li>
          ))}
        </ul>
      )}
      {program.people.length === 0 && program.roles.length > 0 && <p className="text-14 text-muted">{t('programs.people_none')}</p>}
    </Section>
  );
}
