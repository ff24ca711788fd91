import { addWorkingDays } from '../../core/calendar.ts';
import { holdersOf, may, type Rights } from '../../core/access.ts';
import { type Permission, permissionKeys } from '../../core/grants.ts';
import type { Locale } from '../../core/locale.ts';
import { fullName } from '../../core/person.ts';
import type { Helper } from '../../core/problems.ts';
import type { Question } from '../../core/question.ts';
import { factsOf } from '../../core/roles.ts';
import type { Tx } from '../../server/tx.ts';
import { type AccountRow, getAccount } from '../accounts/queries.ts';
import { getCenter } from '../center/queries.ts';
import { getWorkingCalendar } from '../center/queries/calendar.ts';
import { listHolders } from '../members/queries.ts';
import {
  type CompanyProgram,
  type MyProgram,
  type Next,
  type Requirement,
  type RequirementAnswer,
  type RequirementShown,
  RequirementStatus,
  standingStates,
} from './contract.ts';
import { enrollPermission, type Facts, isLeftForGood, moved, type NextStep, nextOf, rolesKey, rolesOf, type Standing, statusOf } from './policy.ts';
import { kindsOf, listResellerAccounts } from './queries/resellerAccounts.ts';
import {
  countHolders,
  type EnrollmentRow,
  findFigures,
  listEnrollmentsHere,
  listInvitationsHere,
  listLocationCountries,
  listProgramRows,
  listSecondFactors,
  namesOf,
  type ProgramRow,
  wordsOf,
} from './queries.ts';

export type Ask = <Input, Answer>(question: Question<Input, Answer>, input: Input) => Promise<Answer[]>;
/** Who looks: what they hold decides whose turn something is. The operator holds nothing in the company. */
export interface Viewer {
  readonly personId: string | null;
  readonly rights: Rights;
  readonly locale: Locale;
  readonly side: 'account' | 'operator';
}

/** A requirement, and how it stands. */
export interface Looked {
  readonly requirement: Requirement | { readonly kind: 'agreement'; readonly agreement: string };
  readonly answer: RequirementAnswer;
}
/** A program, where the company stands with it, and how each of its requirements does. */
export interface ProgramStanding {
  readonly program: ProgramRow;
  /** Every program of the center, for the names of others. */
  readonly catalog: readonly ProgramRow[];
  readonly enrollment: EnrollmentRow | undefined;
  readonly requirements: readonly Looked[];
  readonly agreement: Looked | null;
  readonly isInvited: boolean;
  readonly standing: Standing;
  readonly next: NextStep;
}

const noAnswer: RequirementAnswer = { met: false, detail: 'programs.met.no_agreement', facts: {}, link: null, permission: null, waitsFor: 'operator' };

/**
 * Looks at every program of the center (or one) for the account of the transaction: facts of its own first, in one go, then what
 * later features answer.
 */
export async function lookAtPrograms(tx: Tx, ask: Ask, now: Date, only?: string): Promise<ProgramStanding[]> {
  const [account, programs, enrollments, invitations, figures, locations, held, linked, calendar] = await Promise.all([
    getAccount(tx),
    listProgramRows(tx),
    listEnrollmentsHere(tx),
    listInvitationsHere(tx),
    findFigures(tx),
    listLocationCountries(tx),
    countHolders(tx, now),
    listResellerAccounts(tx),
    getWorkingCalendar(tx),
  ]);
  const wanted = programs.filter((program) => !only || program.program === only);
  const requirements = wanted.flatMap((program) => program.requirements);
  const byRoles = new Map(requirements.flatMap((each) => (each.kind === 'second_factor' ? [[rolesKey(each.roles), each.roles] as const] : [])));
  const secondFactors = new Map(await Promise.all([...byRoles].map(async ([key, roles]) => [key, await listSecondFactors(tx, now, roles)] as const)));
  const facts = factsFrom({ account, programs, enrollments, figures, locations, secondFactors });
  const asked = askerOf(ask);
  const verification = (await asked('verified', wanted[0]?.program ?? '', {})) ?? statusOf({ kind: 'verified' }, facts);
  return Promise.all(
    wanted.map(async (program) => {
      const invitation = invitations.find((one) => one.program === program.program);
      const enrollment = enrollments.find((row) => row.program === program.program);
      const isStanding = (standingStates as readonly string[]).includes(enrollment?.state ?? '');
      const own: Facts = { ...facts, invitation, confirmed: isStanding ? (enrollment?.statements ?? []) : [] };
      const looked = await Promise.all(
        program.requirements.map(async (requirement): Promise<Looked> => {
          const { kind, ...parameters } = requirement;
          return { requirement, answer: (await asked(kind, program.program, parameters)) ?? statusOf(requirement, own) };
        }),
      );
      const agreement: Looked | null = program.agreement
        ? {
            requirement: { kind: 'agreement', agreement: program.agreement },
            answer: (await asked('agreement', program.program, { agreement: program.agreement })) ?? noAnswer,
          }
        : null;
      const roles = rolesOf(program.sections);
      const standing: Standing = {
        program: program.program,
        isOpen: program.isOpen,
        definition: program,
        state: enrollment?.state ?? null,
        reason: enrollment?.reason ?? null,
        dueAt: enrollment?.dueAt ?? null,
        promisedAt: addWorkingDays(enrollment?.changedAt ?? now, program.reviewDays, calendar),
        unmet: looked.filter(({ answer }) => !answer.met).map(({ answer }) => answer),
        agreement: agreement?.answer ?? null,
        verification,
        isInvited: invitation !== undefined,
        lacksLocation: kindsOf(program).some((kind) => !linked.some((row) => row.kind === kind && row.country === account.country)),
        hasPeople: roles.length === 0 || roles.some((role) => held.has(role)),
      };
      return { program, catalog: programs, enrollment, requirements: looked, agreement, isInvited: invitation !== undefined, standing, next: nextOf(standing) };
    }),
  );
}

/** Asks later features, once for the same thing. */
function askerOf(ask: Ask) {
  const answers = new Map<string, Promise<RequirementAnswer | undefined>>();
  return (kind: string, program: string, parameters: Record<string, unknown>) => {
    const key = JSON.stringify([kind, parameters]);
    const known = answers.get(key) ?? ask(RequirementStatus, { kind, program, parameters }).then((replies) => replies.find((reply) => reply !== undefined));
    answers.set(key, known);
    return known;
  };
}

interface Read {
  readonly account: AccountRow;
  readonly programs: readonly ProgramRow[];
  readonly enrollments: readonly EnrollmentRow[];
  readonly figures: Awaited<ReturnType<typeof findFigures>>;
  readonly locations: readonly string[];
  readonly secondFactors: Facts['secondFactors'];
}
function factsFrom({ account, programs, enrollments, figures, locations, secondFactors }: Read): Facts {
  return {
    country: account.country,
    vetting: { status: account.vettingStatus, dueAt: account.vettingDueAt },
    support: { email: account.supportEmail, phone: account.supportPhone, website: account.supportWebsite },
    locations,
    activePrograms: enrollments.filter(({ state }) => state === 'active' || state === 'restricted').map(({ program }) => program),
    programNames: new Map(programs.map((program) => [program.program, program.texts.en.name])),
    invitation: undefined,
    figures: {
      revenue: figures?.revenueAmount && figures.revenueCurrency ? { amount: figures.revenueAmount, currency: figures.revenueCurrency } : null,
      months: figures?.months ?? null,
    },
    secondFactors,
    confirmed: [],
  };
}

/** The requirements that an application must meet: all but the verification where the program waits for just that. */
export const unmetToApply = ({ program, requirements }: ProgramStanding): Looked[] =>
  requirements.filter(({ requirement, answer }) => !answer.met && !(program.review === 'verification' && requirement.kind === 'verified'));

const isPermission = (key: string | null): key is Permission => key !== null && (permissionKeys as readonly string[]).includes(key);

/** Names those whose turn it is: for all programs of a page the company's people are read once. */
export async function presenter(tx: Tx, now: Date, viewer: Viewer, looked: readonly ProgramStanding[]) {
  const keys = looked.flatMap((each) => [
    enrollPermission(each.program.sections),
    each.next.permission,
    ...[...each.requirements, ...(each.agreement ? [each.agreement] : [])].flatMap(({ answer }) => (answer.met ? [] : [answer.permission])),
  ]);
  const rolesFor = (permission: Permission) => holdersOf(permission, 'edit', viewer.rights.overrides).filter((role) => factsOf(role).kind !== 'operator');
  const roles = [...new Set([...keys.filter(isPermission).flatMap(rolesFor), 'global_admin'])];
  const [center, holders] = await Promise.all([getCenter(tx), listHolders(tx, now, roles, 30)]);
  const mayEdit = (permission: string | null) =>
    viewer.side === 'account' && (permission === null || (isPermission(permission) && may(viewer.rights, permission, 'edit')));
  const whoMay = (permission: string | null): { people: Helper[]; roles: string[] } => {
    const able: readonly string[] = isPermission(permission) ? rolesFor(permission) : [];
    const having = (wanted: readonly string[]) => holders.filter((one) => one.roles.some((role) => wanted.includes(role))).slice(0, 3);
    // While nobody holds such a role, there are those who can give it.
    const people = having(able).length ? having(able) : having(['global_admin']);
    return { people: people.map((one) => ({ personId: one.personId, name: fullName(one), email: one.email })), roles: [...able] };
  };
  const turn = (permission: string | null): { who: 'you' | 'colleague'; people: Helper[]; roles: string[] } =>
    mayEdit(permission) ? { who: 'you', people: [], roles: [] } : { who: 'colleague', ...whoMay(permission) };
  return { center, viewer, turn, whoMay, names: new Map((looked[0]?.catalog ?? []).map((program) => [program.program, wordsOf(program, viewer.locale).name])) };
}
export type Presenter = Awaited<ReturnType<typeof presenter>>;

const isPlain = (entry: [string, unknown]): entry is [string, string | number] => typeof entry[1] === 'string' || typeof entry[1] === 'number';

export function presentRequirement({ turn, viewer, names }: Presenter, { requirement, answer }: Looked): RequirementShown {
  const values = Object.fromEntries(Object.entries(requirement).filter(isPlain));
  if (requirement.kind === 'program')
    values['names'] = new Intl.ListFormat(viewer.locale, { type: 'disjunction' }).format(requirement.programs.map((one) => names.get(one) ?? one));
  if (requirement.kind === 'location' && requirement.countries.length)
    values['countries'] = new Intl.ListFormat(viewer.locale, { type: 'disjunction' }).format(
      requirement.countries.map((country) => new Intl.DisplayNames(viewer.locale, { type: 'region' }).of(country) ?? country),
    );
  const facts: Record<string, string | number> = { ...answer.facts, ...(requirement.kind === 'program' ? { name: values['names'] ?? '' } : {}) };
  // Amounts are kept as the database writes them; Intl reads that text without rounding.
  for (const said of [values, facts])
    if (typeof said['amount'] === 'string')
      said['amount'] = new Intl.NumberFormat(viewer.locale, { maximumFractionDigits: 6 }).format(said['amount'] as `${number}`);
  const statement = requirement.kind === 'statement' ? requirement.texts[viewer.locale] : null;
  const whose = whoseTurn(turn, viewer, answer);
  return {
    kind: requirement.kind,
    title: { key: titleKey(requirement), values, text: statement },
    met: answer.met,
    detail: { key: answer.detail, values: facts },
    ...whose,
    link: viewer.side === 'account' ? (whose.who === 'you' && answer.ownLink) || answer.link : null,
    due: answer.due ?? null,
    statement: requirement.kind === 'statement' ? requirement.key : null,
  };
}

/** Some things nobody can do for another. */
function whoseTurn(
  turn: Presenter['turn'],
  { personId }: Viewer,
  { waitsFor, people, permission }: RequirementAnswer,
): Pick<RequirementShown, 'who' | 'people' | 'roles'> {
  if (waitsFor) return { who: waitsFor, people: [], roles: [] };
  if (!people) return turn(permission);
  return {
    who: people.some((one) => one.personId === personId) ? 'you' : 'colleague',
    people: people.filter((one) => one.personId !== personId).slice(0, 5),
    roles: [],
  };
}

function titleKey(requirement: Looked['requirement']): string {
  const place = requirement.kind === 'location' && requirement.countries.length ? '_in' : '';
  const other = requirement.kind === 'relation' ? `_${requirement.with}` : '';
  return `programs.requirement.${requirement.kind}${place}${other}`;
}

export function presentNext({ center, turn }: Presenter, { program, next }: ProgramStanding): Next {
  const reach = { email: program.contact.email ?? center.deskEmail, phone: program.contact.phone ?? center.deskPhone };
  if (next.who === 'operator') return { key: next.key, who: 'operator', people: [], roles: [], name: center.name, ...reach, link: next.link, due: next.due };
  const whose = turn(next.permission);
  const key = next.key === 'apply' && whose.who === 'colleague' ? ('ask_to_apply' as const) : next.key;
  return { key, ...whose, name: null, ...reach, link: next.link, due: next.due };
}

/** A program as its company sees it. */
export function presentProgram(by: Presenter, looked: ProgramStanding): CompanyProgram {
  const { program, enrollment, standing } = looked;
  const state = enrollment?.state ?? null;
  const words = wordsOf(program, by.viewer.locale);
  const permission = enrollPermission(program.sections);
  const { people, roles } = by.whoMay(permission);
  const can = (event: 'withdraw' | 'answer' | 'leave') => may(by.viewer.rights, permission, 'edit') && moved(state, event) !== undefined;
  const requirements = looked.requirements.map((each) => presentRequirement(by, each));
  return {
    program: program.program,
    ...words,
    group: program.group,
    sections: program.sections,
    isOpen: program.isOpen,
    review: program.review,
    reviewDays: program.reviewDays,
    state,
    since: enrollment ? (enrollment.activeSince ?? enrollment.changedAt) : null,
    appliedAt: enrollment?.appliedAt ?? null,
    reason: enrollment?.reason ?? null,
    note: enrollment?.note ?? null,
    question: state === 'asked_back' ? (enrollment?.question ?? null) : null,
    requirements,
    agreement: looked.agreement && presentRequirement(by, looked.agreement),
    missing: requirements.filter(({ met }) => !met).length,
    next: presentNext(by, looked),
    enrollers: { permission, roles, people },
    can: {
      apply:
        may(by.viewer.rights, permission, 'edit') &&
        moved(state, 'apply') !== undefined &&
        program.isOpen &&
        !isLeftForGood(standing) &&
        unmetToApply(looked).length === 0,
      withdraw: can('withdraw'),
      answer: can('answer'),
      leave: can('leave'),
    },
    version: enrollment?.version ?? null,
  };
}

/** The programs that the company is in, as its navigation needs them. */
export const presentMine = (programs: readonly ProgramRow[], enrollments: readonly EnrollmentRow[], locale: Locale): MyProgram[] =>
  programs.flatMap((program) => {
    const state = enrollments.find((row) => row.program === program.program)?.state;
    if (!state || !(standingStates as readonly string[]).includes(state)) return [];
    const { name, nav } = wordsOf(program, locale);
    return [{ program: program.program, name, nav, sections: program.sections, group: program.group, state, link: `/a/:account/programs/${program.program}` }];
  });

export const aboutProgram = (program: ProgramRow) => ({ program: program.program, title: program.texts.en.name, titles: namesOf(program) });
