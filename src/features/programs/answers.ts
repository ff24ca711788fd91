import { may } from '../../core/access.ts';
import type { Actor } from '../../server/actor.ts';
import type { Tx } from '../../server/tx.ts';
import type { Section } from '../../core/roles.ts';
import type { Family, FamilyProgram, HomeProgram, OpenTask } from '../accounts/contract.ts';
import type { OperatorTask } from '../center/contract.ts';
import { standingStates } from './contract.ts';
import { enrollPermission, rolesOf } from './policy.ts';
import { getAccount } from '../accounts/queries.ts';
import { kindsOf, listResellerAccounts } from './queries/resellerAccounts.ts';
import { countPeopleByProgram, countWaiting, listEnrollmentsHere, listProgramRows, type ProgramRow, wordsOf } from './queries.ts';
import { presentMine } from './standing.ts';

/** What each state of an enrollment asks of the company; the others ask nothing. */
const tasks = { asked_back: 'program_question', qualified: 'program_agreement', restricted: 'program_restricted', suspended: 'program_suspended' } as const;

/** For Home: what the company's programs wait for; or that it has joined none. */
export async function tasksOfPrograms(tx: Tx, _input: unknown, { actor }: { readonly actor: Actor }): Promise<OpenTask[]> {
  const [programs, enrollments, linked, { country }] = await Promise.all([
    listProgramRows(tx),
    listEnrollmentsHere(tx),
    listResellerAccounts(tx),
    getAccount(tx),
  ]);
  const lacks = (program: ProgramRow) => kindsOf(program).some((kind) => !linked.some((row) => row.kind === kind && row.country === country));
  const standing = enrollments.filter(({ state }) => (standingStates as readonly string[]).includes(state));
  if (standing.length === 0 && programs.some(({ isOpen }) => isOpen))
    return [{ key: 'first_program', link: '/a/:account/programs', permission: 'programs.enroll' }];
  return programs.flatMap((program): OpenTask[] => {
    const state = standing.find((row) => row.program === program.program)?.state;
    const waits = (state === 'active' || state === 'qualified') && lacks(program);
    const key = waits ? 'program_location' : state && state in tasks ? tasks[state as keyof typeof tasks] : undefined;
    if (!key) return [];
    const { name } = wordsOf(program, 'locale' in actor ? actor.locale : 'en');
    const permission = key === 'program_location' ? 'locations' : key === 'program_agreement' ? 'agreements' : enrollPermission(program.sections);
    return [{ key, link: `/a/:account/programs/${program.program}`, permission, values: { name }, program: program.program }];
  });
}

/** For Home: the programs that the company is in or on its way to, and how many of its people have a role in each. */
export async function programsAtHome(tx: Tx, _input: unknown, { actor, now }: { readonly actor: Actor; readonly now: Date }): Promise<HomeProgram[]> {
  const [catalog, enrollments] = await Promise.all([listProgramRows(tx), listEnrollmentsHere(tx)]);
  const mine = presentMine(catalog, enrollments, 'locale' in actor ? actor.locale : 'en');
  const people = await countPeopleByProgram(tx, now, new Map(mine.map(({ program, sections }) => [program, rolesOf(sections)])));
  const gives = may(actor.rights, 'roles', 'edit') ? actor.rights.gives : new Set();
  return mine.map(({ program, name, state, link, sections }) => ({
    program,
    name,
    state: state as HomeProgram['state'],
    link,
    people: people.get(program) ?? null,
    can: { giveRoles: rolesOf(sections).some((role) => gives.has(role)) },
  }));
}

/** For the operator's overview: applications that wait for an answer. */
export async function enrollmentsToDo(tx: Tx, _input: unknown, { actor }: { readonly actor: Actor }): Promise<OperatorTask[]> {
  if (!may(actor.rights, 'op.enrollments')) return [];
  return [{ key: 'enrollments', count: await countWaiting(tx), href: '/operator/enrollments' }];
}

const familyOf: Partial<Record<Section, Family>> = {
  reseller: 'reseller',
  distributor: 'reseller',
  marketplace: 'developer',
  windows_xbox: 'developer',
  office_store: 'developer',
  edge: 'developer',
};
/** Who sells in the operator’s own name: their legal name is on contracts that only the operator changes. */
const namesLocked: readonly string[] = ['reseller_direct', 'reseller_distributor'];

/** For the legal info: the programs that the company is in or on its way to, by their family. */
export async function programsByFamily(tx: Tx, _input: unknown, { actor }: { readonly actor: Actor }): Promise<FamilyProgram[]> {
  const [catalog, enrollments] = await Promise.all([listProgramRows(tx), listEnrollmentsHere(tx)]);
  return presentMine(catalog, enrollments, 'locale' in actor ? actor.locale : 'en').map(({ program, name, state, link, sections }) => ({
    family: sections.map((section) => familyOf[section as Section]).find((family) => family !== undefined) ?? 'partner',
    program,
    name,
    state,
    link,
    locksName: namesLocked.includes(program) && (state === 'active' || state === 'restricted'),
  }));
}
