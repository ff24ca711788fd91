import type { MessageKey } from '../../../core/locale.ts';
import { useHouse } from '../../../web/house.tsx';
import { useAccountPath } from '../../../web/place.ts';
import { Banner } from '../../../web/ui/Banner.tsx';
import { LinkButton } from '../../../web/ui/LinkButton.tsx';
import type { Meaning } from '../../../web/ui/meaning.ts';
import { Status } from '../../../web/ui/Status.tsx';
import type { CompanyProgram, EnrollmentState, Next } from '../contract.ts';

const meanings: Readonly<Record<EnrollmentState, Meaning | 'plain'>> = {
  applied: 'info',
  asked_back: 'warning',
  qualified: 'warning',
  active: 'success',
  restricted: 'warning',
  suspended: 'danger',
  refused: 'danger',
  left: 'plain',
};

/** Where a company stands with a program. */
export function StateMark({ state, bare = false }: { readonly state: EnrollmentState; readonly bare?: boolean }) {
  const { t } = useHouse();
  return (
    <Status kind={meanings[state]} bare={bare}>
      {t(`programs.state.${state}`)}
    </Status>
  );
}

/** What comes next, and whose turn it is, in one or two sentences. */
export function useNextSentence(): (next: Next, missing: number) => string {
  const { t, formatDate, formatList } = useHouse();
  return (next, missing) => {
    const due = next.due ? formatDate(next.due, 'long') : 'none';
    const said = t(`programs.next.${next.key}`, { operator: next.name ?? '', due, count: missing });
    if (next.who !== 'colleague') return said;
    const people = formatList(
      next.people.map(({ name }) => name),
      'disjunction',
    );
    const roles = formatList(
      next.roles.map((role) => t(`roles.${role}` as MessageKey)),
      'disjunction',
    );
    return t('ui.and_then', { first: said, second: people ? t('programs.next.ask', { people }) : t('programs.next.roles', { roles }) });
  };
}

/** The address of a link that an answer carries; `:account` stands for the page's own. */
export function useProgramLink(): (link: string) => string {
  const at = useAccountPath();
  return (link) => (link.startsWith('/a/:account') ? at(link.slice('/a/:account'.length) || '/') : link);
}

/** The steps whose link is a page of its own; the others are done on the program's page. */
const elsewhere: ReadonlySet<Next['key']> = new Set(['accept', 'give_roles', 'mend_verification', 'mend_profile']);

/** At the head of a program's page: what comes next. */
export function NextBanner({ program }: { readonly program: CompanyProgram }) {
  const { t } = useHouse();
  const to = useProgramLink();
  const say = useNextSentence();
  const { next, state } = program;
  const kind: Meaning =
    state === 'suspended' || state === 'refused'
      ? 'danger'
      : next.who === 'operator' || next.key === 'use'
        ? 'info'
        : state === null && next.key === 'apply'
          ? 'success'
          : 'warning';
  const reach = next.who === 'operator' && (next.email ?? next.phone);
  const goes = next.who === 'you' && next.link !== null && elsewhere.has(next.key);
  return (
    <Banner
      kind={next.key === 'give_roles' ? 'info' : kind}
      action={
        goes && next.link ? (
          <LinkButton href={to(next.link)} variant="primary">
            {t(`programs.next_action.${next.key}` as MessageKey)}
          </LinkButton>
        ) : undefined
      }
    >
      <p>{say(next, program.missing)}</p>
      {reach && <p className="text-13 text-muted">{t('programs.next.reach', { reach: [next.email, next.phone].filter(Boolean).join(' · ') })}</p>}
    </Banner>
  );
}

/** Why the operator refused, restricted or suspended, in its own words too. */
export function ReasonNote({ program }: { readonly program: Pick<CompanyProgram, 'state' | 'reason' | 'note'> }) {
  const { t } = useHouse();
  if (!program.reason && !program.note) return null;
  return (
    <div className="flex flex-col gap-1 text-14">
      {program.reason && <p>{t(`programs.reason.${program.reason}` as MessageKey)}</p>}
      {program.note && <blockquote className="border-s-2 border-line ps-3 text-muted">{program.note}</blockquote>}
    </div>
  );
}
