import { Blocks, Table2 } from 'lucide-react';
import { useRead } from '../../../web/data.tsx';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Card } from '../../../web/ui/Card.tsx';
import { Empty } from '../../../web/ui/Empty.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import { Page } from '../../../web/ui/Page.tsx';
import { Section } from '../../../web/ui/Section.tsx';
import { SkeletonLines } from '../../../web/ui/Skeleton.tsx';
import { programs, standingStates } from '../contract.ts';
import type { CompanyProgram } from '../contract.ts';
import { RequirementList } from './RequirementList.tsx';
import { StateMark, useNextSentence } from './standing.tsx';

const stands = ({ state }: CompanyProgram): boolean => state !== null && (standingStates as readonly string[]).includes(state);

/** The programs of the company, and those it can join: what each brings, what it asks, and how much of that is there. */
export function ProgramsPage() {
  const { t } = useHouse();
  const at = useAccountPath();
  const { data } = useRead(programs.listPrograms, {});
  const joined = data?.items.filter(stands) ?? [];
  const others = data?.items.filter((program) => !stands(program)) ?? [];
  const groups = (
    <LinkButton href={at('/programs/groups')} icon={Table2}>
      {t('programs.groups.link')}
    </LinkButton>
  );
  return (
    <Page title={t('programs.title')} sentence={t('programs.sentence')} width="reading" action={groups}>
      {!data && <SkeletonLines lines={8} />}
      {data?.items.length === 0 && <Empty icon={Blocks} title={t('programs.none')} text={t('programs.none_text')} />}
      {joined.length > 0 && (
        <ul className="flex flex-col gap-3">
          {joined.map((program) => (
            <li key={program.program}>
              <Joined program={program} />
            </li>
          ))}
        </ul>
      )}
      {others.length > 0 && (
        <Section title={t(joined.length > 0 ? 'programs.others' : 'programs.to_join')} text={t('programs.to_join_text')}>
          <ul className="flex flex-col gap-3">
            {others.map((program) => (
              <li key={program.program}>
                <ToJoin program={program} />
              </li>
            ))}
          </ul>
        </Section>
      )}
    </Page>
  );
}

function Joined({ program }: { readonly program: CompanyProgram }) {
  const at = useAccountPath();
  const say = useNextSentence();
  return (
    <Card title={program.name} href={at(`/programs/${program.program}`)} action={program.state && <StateMark state={program.state} />}>
      <p className="text-14 text-muted">{say(program.next, program.missing)}</p>
    </Card>
  );
}

function ToJoin({ program }: { readonly program: CompanyProgram }) {
  const { t, formatList } = useHouse();
  const at = useAccountPath();
  const say = useNextSentence();
  const { requirements, enrollers, missing } = program;
  // What is only to be confirmed with the application is neither there nor missing.
  const all = requirements.filter(({ statement }) => statement === null).length;
  const names = formatList(
    enrollers.people.map(({ name }) => name),
    'disjunction',
  );
  return (
    <Card
      title={program.name}
      action={
        program.state ? (
          <StateMark state={program.state} />
        ) : (
          <span className="text-13 text-muted tabular-nums">{t('programs.met_of', { met: all - missing, all })}</span>
        )
      }
    >
      <dl className="grid gap-x-6 gap-y-2 text-14 sm:grid-cols-[7rem_minmax(0,1fr)]">
        <dt className="text-muted">{t('programs.brings')}</dt>
        <dd>{program.brings}</dd>
        <dt className="text-muted">{t('programs.asks')}</dt>
        <dd>{program.asks}</dd>
      </dl>
      <p className="text-14">{say(program.next, missing)}</p>
      {requirements.length > 0 && (
        <details className="group">
          <summary className="min-h-6 rounded-mark text-14 text-accent-ink">{t('programs.see_requirements', { count: requirements.length })}</summary>
          <div className="pt-3">
            <RequirementList requirements={requirements} />
            {names && <p className="pt-3 text-13 text-muted">{t('programs.who_enrolls', { people: names })}</p>}
          </div>
        </details>
      )}
      <div>
        <LinkButton href={at(`/programs/${program.program}`)} size="small">
          {t(program.can.apply ? 'programs.go_apply' : 'programs.open', { name: program.name })}
        </LinkButton>
      </div>
    </Card>
  );
}
