import { expect, test } from 'vitest';
import { account, as, buildWorld, member, operator, refusal, runJobs, type TestAccount, type TestPerson } from '../../../test/world.ts';
import { Problem } from '../../core/problem.ts';
import { system } from '../../server/actor.ts';
import { inAccount } from '../../server/db.ts';
import { enroll, meetEverything } from './testing.ts';
import { noteAgreement } from './acts.ts';
import { type CompanyProgram, type EnrollmentState, enrollmentStates, programs } from './contract.ts';
import { type EnrollmentEvent, enrollPermission, events, moved } from './policy.ts';
import { shippedPrograms } from './programs.ts';

const world = await buildWorld();
const root = await operator(world, 'op_root');
const desk = as(world, programs, root);

/** Does what people would do; where an event is nobody's own act, what brings it about. */
function doing(company: TestAccount, admin: TestPerson, program: string): Record<EnrollmentEvent, () => Promise<unknown>> {
  const mine = as(world, programs, { ...admin, account: company });
  const at = { accountId: company.accountId, program };
  const version = async () =>
    (await world.admin.query<{ version: number }>('select version from enrollments where account_id = $1 and program = $2', [company.accountId, program]))
      .rows[0]?.version ?? 0;
  const standing = async (change: 'restrict' | 'suspend' | 'reinstate') => desk.changeStanding({ ...at, change, reason: 'misuse', version: await version() });
  const inIt = async (work: (tx: Parameters<typeof noteAgreement>[0]) => Promise<unknown>) => inAccount(world.app.db, company.accountId, work);
  const statements = (shippedPrograms.find((each) => each.program === program)?.requirements ?? []).flatMap((each) =>
    each.kind === 'statement' ? [each.key] : [],
  );
  return {
    apply: () => mine.applyToProgram({ program, statements }),
    withdraw: () => mine.withdrawApplication({ program }),
    ask_back: async () => desk.askBack({ ...at, question: 'Since when?', version: await version() }),
    answer: () => mine.answerQuestion({ program, answer: 'Since May.' }),
    approve: async () => desk.approveEnrollment({ ...at, version: await version() }),
    accept: () => inIt((tx) => noteAgreement(tx, system('test'), world.now, 'partner')),
    refuse: async () => desk.refuseEnrollment({ ...at, reason: 'profile_incomplete', version: await version() }),
    async lapse() {
      const before = world.now;
      world.now = new Date(before.getTime() + 31 * 86_400_000);
      await world.app.queue.boss.send('programs.lapse', {});
      await runJobs(world);
      world.now = before;
    },
    restrict: () => standing('restrict'),
    suspend: () => standing('suspend'),
    reinstate: () => standing('reinstate'),
    leave: () => mine.leaveProgram({ program }),
    async replace() {
      // Done by the program that takes its place.
    },
  };
}

/** Something to do, or a name and a date to wait for; where no date is promised, a way to reach that name. */
function expectNext({ program, state, next, enrollers }: CompanyProgram, where: string): void {
  const at = `${where}: ${program} ${state ?? 'none'} → ${next.key} by ${next.who}`;
  if (next.who === 'operator') {
    expect(next.name, at).toBeTruthy();
    expect(next.due ?? next.email, at).toBeTruthy();
  } else expect(next.link, at).toMatch(/^\/a\/:account\//);
  if (next.who === 'colleague') expect(next.roles.length, at).toBeGreaterThan(0);
  expect(enrollers.roles.length, at).toBeGreaterThan(0);
}

const stands = async (company: TestAccount, admin: TestPerson, program: string) => as(world, programs, { ...admin, account: company }).getProgram({ program });

/** All of a program that can decide where an event leads: of those that are alike one is walked. */
const shapeOf = ({ review, agreement, replaces, leavingIsFinal, requirements, sections }: (typeof shippedPrograms)[number]) =>
  JSON.stringify([review, agreement, replaces, leavingIsFinal, requirements, enrollPermission(sections)]);
const walked = [...new Map(shippedPrograms.map((each) => [shapeOf(each), each.program])).values()];

test.each(walked)('%s: every event in every state leads where the table says or nowhere, and there is always a next step', async (program) => {
  await world.admin.query("update center set desk_email = 'desk@operator.example'");
  const shipped = shippedPrograms.find((each) => each.program === program);
  const company = await account(world);
  // Who enrolls in incentives holds a role of its own; the rest is for a global admin.
  const admin = await member(world, company, 'global_admin', 'incentives_admin');
  await meetEverything(world, company, program);
  if (program !== 'membership') await enroll(world, company, 'membership', 'active');
  const acts = doing(company, admin, program);
  for (const from of [null, ...enrollmentStates])
    for (const event of events.filter((each) => each !== 'replace')) {
      await enroll(world, company, program, from);
      if (shipped?.requirements.some(({ kind }) => kind === 'invitation')) await meetEverything(world, company, program);
      const problem = await acts[event]().then(
        () => null,
        (error: unknown) => (error instanceof Problem ? error : Promise.reject(error as Error)),
      );
      const after = await stands(company, admin, program);
      expectNext(after, `${event} from ${from}`);
      const to = moved(from, event);
      const quiet = event === 'accept' || event === 'lapse';
      if (!to || (event === 'accept' && !shipped?.agreement)) {
        if (!quiet) expect(problem?.code, `${event} from ${from}`).toBe('enrollments.not_in_state');
        expect(after.state, `${event} from ${from}`).toBe(from);
      } else {
        expect(problem, `${event} from ${from}: ${JSON.stringify(problem?.details)}`).toBeNull();
        expect(reachable(shipped?.review ?? 'none', shipped?.agreement ?? null, to), `${event} from ${from}`).toContain(after.state);
      }
    }
});

/** Where one stands after a move to `to`: what nobody has to look at, or has no agreement, goes on at once. */
function reachable(review: string, agreement: string | null, to: EnrollmentState): EnrollmentState[] {
  const approved: EnrollmentState = agreement ? 'qualified' : 'active';
  if (to === 'applied') return review === 'operator' ? ['applied'] : ['applied', approved];
  return to === 'qualified' ? [approved] : [to];
}

test.each(shippedPrograms.map(({ program }) => program))(
  '%s: a company that has nothing of what is asked knows what to do about each, and cannot apply',
  async (program) => {
    await world.admin.query("update center set desk_email = 'desk@operator.example'");
    const company = await account(world);
    const admin = await member(world, company, 'global_admin', 'incentives_admin');
    const other = await member(world, company, 'default_user');
    await world.admin.query("update accounts set vetting_status = 'pending' where account_id = $1", [company.accountId]);
    for (const who of [admin, other]) {
      const mine = as(world, programs, { ...who, account: company });
      for (const from of [null, ...enrollmentStates]) {
        await enroll(world, company, program, from);
        const seen = await mine.getProgram({ program });
        expectNext(seen, 'nothing met');
        for (const requirement of seen.requirements.filter(({ met }) => !met))
          expect(requirement.who === 'operator' || requirement.link !== null, `${program}: ${requirement.kind}`).toBe(true);
      }
    }
    await enroll(world, company, program, null);
    const mine = as(world, programs, { ...admin, account: company });
    if (program !== 'membership')
      expect(await refusal(mine.applyToProgram({ program, statements: [] }))).toMatchObject({ code: 'enrollments.requirements_missing' });
    expect((await mine.getProgram({ program })).can.apply).toBe(program === 'membership');
  },
);

test('who may enroll is who the tables say, by what the program brings', async () => {
  for (const { program, sections } of shippedPrograms) {
    const company = await account(world);
    const outsider = await member(world, company, 'sales_agent');
    const problem = await refusal(as(world, programs, { ...outsider, account: company }).applyToProgram({ program, statements: [] }));
    expect(problem, program).toMatchObject({ code: 'access.denied', details: { permission: enrollPermission(sections), sections: [] } });
  }
});
