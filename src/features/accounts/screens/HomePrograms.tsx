import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { Link } from '../../../web/ui/Link.tsx';
import type { Meaning } from '../../../web/ui/meaning.ts';
import { Status } from '../../../web/ui/Status.tsx';
import type { HomeFigure, HomeProgram, HomeTask } from '../contract.ts';
import { TaskList } from './HomeTasks.tsx';

interface HomeProgramsProps {
  readonly programs: readonly HomeProgram[];
  readonly tasks: readonly HomeTask[];
  readonly figures: readonly HomeFigure[];
  /** The task that stands out on the page. */
  readonly first: HomeTask | undefined;
  readonly to: (link: string) => string;
}

/** The programs of the company, each with what waits and what counts in it. */
export function HomePrograms({ programs, tasks, figures, first, to }: HomeProgramsProps) {
  const { t } = useHouse();
  return (
    <section aria-labelledby="home-programs" className="flex flex-col gap-3">
      <h2 id="home-programs" className="text-16 font-semibold">
        {t('accounts.home.programs')}
      </h2>
      {programs.map((program) => (
        <ProgramCard
          key={program.program}
          program={program}
          tasks={tasks.filter((task) => task.program === program.program)}
          figures={figures.filter((figure) => figure.program === program.program)}
          first={first}
          to={to}
        />
      ))}
    </section>
  );
}

/** What is in order needs no mark. */
const meanings: Readonly<Record<Exclude<HomeProgram['state'], 'active'>, Meaning>> = {
  applied: 'info',
  asked_back: 'warning',
  qualified: 'warning',
  restricted: 'warning',
  suspended: 'danger',
};

function ProgramCard({ program, tasks, figures, first, to }: Omit<HomeProgramsProps, 'programs'> & { readonly program: HomeProgram }) {
  const { t, formatNumber } = useHouse();
  const { name, state, link, people } = program;
  const joined = state === 'active' || state === 'restricted';
  const counted: { readonly key: string; readonly text: string; readonly link: string | null }[] = [
    ...(joined && people !== null && !tasks.some(({ key }) => key === 'program_roles')
      ? [{ key: 'people', text: t('accounts.home.program_people', { count: people }), link: null }]
      : []),
    ...figures.map((figure) => ({
      key: figure.key,
      text: t('accounts.home.figure', { number: formatNumber(figure.value), what: t(`accounts.figure.${figure.key}` as MessageKey, { count: figure.value }) }),
      link: figure.link,
    })),
  ];
  return (
    <article aria-label={name} className="rounded-card border border-line bg-surface">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-1 px-5 py-4">
        <h3 className="flex min-w-0 flex-wrap items-baseline gap-x-3 gap-y-1 text-14 font-semibold">
          <Link href={to(link)}>{name}</Link>
          {state !== 'active' && <Status kind={meanings[state]}>{t(`accounts.home.state.${state}`)}</Status>}
        </h3>
        {counted.length > 0 && (
          <ul className="flex flex-wrap gap-x-4 text-13 text-muted">
            {counted.map((each) => (
              <li key={each.key}>
                {each.link ? (
                  <Link href={to(each.link)} look="plain">
                    {each.text}
                  </Link>
                ) : (
                  each.text
                )}
              </li>
            ))}
          </ul>
        )}
        {tasks.length === 0 && (
          <p className="w-full text-14 text-muted">{t(`accounts.home.program.${state === 'active' || state === 'applied' ? state : 'other'}`)}</p>
        )}
      </div>
      {tasks.length > 0 && <TaskList tasks={tasks} first={first} to={to} className="border-t border-line" />}
    </article>
  );
}
