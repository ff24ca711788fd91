import { afterAll, beforeEach, describe, expect, test } from 'vitest';
import type { MemberState } from '../members/contract.ts';
import { members } from '../members/contract.ts';
import {
  account,
  announced,
  as,
  buildWorld,
  join,
  joinPrograms,
  member,
  person,
  refusal,
  runJobs,
  type TestAccount,
  type TestPerson,
} from '../../../test/world.ts';
import { acrossAccounts } from '../../server/db.ts';
import { mergeLearning } from './acts.ts';
import { learning } from './contract.ts';
import { demoProfileOf, startDemoProvider } from './demoProvider.ts';
import { fetchCertificates } from './jobs.ts';
import type { GivenCertificate } from './provider.ts';

const provider = await startDemoProvider(() => world.now);
afterAll(() => provider.close());
const world = await buildWorld({ env: { LEARNING_URL: provider.url, LEARNING_TOKEN: provider.token } });
const day = 86_400_000;
const start = world.now;
beforeEach(() => {
  world.now = start;
  provider.failures = 0;
});
/** Sessions of tests do not last as long as the limits do; time goes on and the session with it. */
async function later(days: number): Promise<void> {
  world.now = new Date(world.now.getTime() + days * day);
  await world.admin.query(
    "update sessions set last_used_at = $1, second_factor_at = $1, expires_at = $1::timestamptz + interval '30 days', version = version + 1",
    [world.now],
  );
}

let serial = 0;
const newCode = (): string => `DEMO-${++serial}`;
const at = (who: TestPerson, company: TestAccount) => as(world, learning, { ...who, account: company });
const mine = async (who: TestPerson) => as(world, learning, who).getMyLearning({});
const certificate = (number: string, more: Partial<GivenCertificate> = {}): GivenCertificate => ({
  number,
  name: `Exam ${number}`,
  skill: 'Identity',
  competency: 'Security',
  from: '2026-01-01',
  until: '2026-12-31',
  ...more,
});
/** What the provider has for the profile of a code. */
function gives(code: string, ...certificates: GivenCertificate[]): void {
  provider.given.set(demoProfileOf(code) ?? '', certificates);
}
/** A company with the membership, its admin, and somebody certified whose certificates count there. */
async function certifiedCompany(...certificates: GivenCertificate[]) {
  const company = await account(world);
  await joinPrograms(world, company, 'membership');
  const [admin, learner] = [await member(world, company, 'global_admin'), await member(world, company, 'default_user')];
  const code = newCode();
  gives(code, ...certificates);
  await at(learner, company).associateLearning({ code });
  await runJobs(world);
  return { company, admin, learner, code };
}
const seenBy = async (admin: TestPerson, company: TestAccount) => (await at(admin, company).listCertified({})).items;
const refreshed = async (who: TestPerson) => {
  await world.app.queue.boss.send(fetchCertificates.name, { personId: who.personId });
  await runJobs(world);
};

describe('associating', () => {
  test('a code of the provider brings the profile and its certificates, which count for the company', async () => {
    const { company, learner, code } = await certifiedCompany(certificate('A-1'), certificate('A-2', { until: null, competency: 'Cloud' }));
    const shown = await mine(learner);
    expect(shown).toMatchObject({
      offered: true,
      state: 'linked',
      profileId: demoProfileOf(code),
      countsFor: { accountId: company.accountId, name: company.name },
      fetchedAt: world.now,
      failedAt: null,
      starts: { left: 2, nextAt: new Date(world.now.getTime() + 30 * day) },
    });
    expect(shown.certificates.map(({ number, standing }) => [number, standing])).toEqual([
      ['A-2', 'valid'],
      ['A-1', 'expiring'],
    ]);
    expect((await announced(world, 'learning.associated')).at(-1)?.account_id).toBe(company.accountId);
  });

  test('a code that the provider does not know is wrong in its field, and uses nothing up', async () => {
    const company = await account(world);
    const who = await member(world, company, 'default_user');
    expect((await refusal(at(who, company).associateLearning({ code: 'NOBODYS' }))).details).toEqual({ fields: { code: 'learning_code' } });
    expect((await mine(who)).starts.left).toBe(3);
  });

  test('one profile is one person’s', async () => {
    const { company, code } = await certifiedCompany();
    const other = await member(world, company, 'default_user');
    expect((await refusal(at(other, company).associateLearning({ code }))).code).toBe('learning.profile_taken');
    expect((await mine(other)).state).toBe('unlinked');
  });

  test('a provider that does not answer, or answers nonsense, changes nothing', async () => {
    const company = await account(world);
    const who = await member(world, company, 'default_user');
    provider.failures = 1;
    expect((await refusal(at(who, company).associateLearning({ code: newCode() }))).code).toBe('learning.provider_silent');
    expect((await mine(who)).state).toBe('unlinked');
  });

  test('a second profile needs the first to be taken away', async () => {
    const { company, learner } = await certifiedCompany();
    expect((await refusal(at(learner, company).associateLearning({ code: newCode() }))).code).toBe('learning.not_in_state');
  });

  test('nobody associates for a company that they do not belong to', async () => {
    const stranger = await person(world);
    expect((await refusal(at(stranger, await account(world)).associateLearning({ code: newCode() }))).code).toBe('not_found');
  });

  test('without a provider the page says so, and nothing can be associated', async () => {
    const company = await account(world);
    const who = await member(world, company, 'default_user');
    const bare = await buildWorld();
    expect(bare.config.LEARNING_URL).toBeUndefined();
    const theirs = await member(bare, await account(bare), 'default_user');
    expect((await as(bare, learning, theirs).getMyLearning({})).offered).toBe(false);
    expect((await mine(who)).offered).toBe(true);
  });
});

describe('limits', () => {
  test('thirty days apart and three times a year, with the next date said; taking away is always possible', async () => {
    const company = await account(world);
    const who = await member(world, company, 'default_user');
    const link = () => at(who, company).associateLearning({ code: newCode() });
    const first = world.now;
    for (const times of [1, 2, 3]) {
      await link();
      await as(world, learning, who).removeLearning({});
      const refused = await refusal(link());
      expect(refused.code).toBe('learning.limit');
      const next = times < 3 ? new Date(world.now.getTime() + 30 * day) : new Date(first.getTime() + 365 * day);
      expect(refused.details['opensAt']).toEqual(next);
      expect((await mine(who)).starts).toEqual({ most: 3, left: 3 - times, daysApart: 30, nextAt: next });
      await later(30);
    }
    expect((await refusal(link())).code).toBe('learning.limit');
    await later(365 - 90);
    await link();
    expect((await mine(who)).state).toBe('linked');
  });

  test('of two who associate at once for one person, one gets through', async () => {
    const company = await account(world);
    const who = await member(world, company, 'default_user');
    const tries = await Promise.allSettled([1, 2, 3, 4].map(() => at(who, company).associateLearning({ code: newCode() })));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { rows } = await world.admin.query('select count(*)::int as n from learning_starts where person_id = $1', [who.personId]);
    expect(rows[0]).toEqual({ n: 1 });
  });

  test('of two who choose different companies at once, one gets through, and the certificates count in one only', async () => {
    const companies = await Promise.all([1, 2, 3].map(() => account(world)));
    const who = await person(world);
    for (const company of companies) await join(world, company, who, 'default_user');
    const [first, ...others] = companies as [TestAccount, TestAccount, TestAccount];
    await at(who, first).associateLearning({ code: newCode() });
    await later(31);
    const tries = await Promise.allSettled(others.map((company) => at(who, company).countHere({})));
    expect(tries.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const { rows } = await world.admin.query('select account_id from counted_learners where person_id = $1', [who.personId]);
    expect(rows).toEqual([{ account_id: (await mine(who)).countsFor?.accountId }]);
    expect((await mine(who)).starts.left).toBe(1);
  });
});

describe('several companies', () => {
  test('certificates count for the one that is chosen: the other one loses them at once', async () => {
    const { company, admin, learner } = await certifiedCompany(certificate('B-1'));
    const elsewhere = await account(world);
    await joinPrograms(world, elsewhere, 'membership');
    await join(world, elsewhere, learner, 'default_user');
    const boss = await member(world, elsewhere, 'global_admin');
    await later(30);
    expect(await seenBy(boss, elsewhere)).toEqual([]);
    await at(learner, elsewhere).countHere({});
    expect(await seenBy(admin, company)).toEqual([]);
    expect((await seenBy(boss, elsewhere)).map(({ number, personId }) => [number, personId])).toEqual([['B-1', learner.personId]]);
    expect((await refusal(at(learner, company).countHere({}))).code).toBe('learning.limit');
    // The log of the company that was left says so, and not where to.
    const told = (await announced(world, 'learning.withdrawn')).find(({ account_id }) => account_id === company.accountId);
    expect(told).toBeDefined();
    expect(JSON.stringify(told)).not.toContain(elsewhere.accountId);
  });

  test('an admin’s own certificates that count elsewhere are not in the company’s report', async () => {
    const { company, admin } = await certifiedCompany(certificate('B-2'));
    const elsewhere = await account(world);
    await join(world, elsewhere, admin, 'default_user');
    const code = newCode();
    gives(code, certificate('B-3'));
    await at(admin, elsewhere).associateLearning({ code });
    await runJobs(world);
    expect((await seenBy(admin, company)).map(({ number }) => number)).toEqual(['B-2']);
    expect((await at(admin, company).getLearningReport({})).certified).toBe(1);
  });
});

describe('leavers', () => {
  const isCounted = async (admin: TestPerson, company: TestAccount) => (await at(admin, company).getLearningReport({})).certified > 0;

  test('the off-boarding page says what stops counting, and it stops at once, before any job has run', async () => {
    const { company, admin, learner } = await certifiedCompany(certificate('C-1'), certificate('C-2'));
    const people = as(world, members, { ...admin, account: company });
    const leaving = await people.previewLeaving({ personId: learner.personId });
    expect(leaving.owns).toContainEqual({ key: 'certificates', count: 2, link: null, mustReassign: false, canHandOver: false });
    await people.takeOut({ personId: learner.personId, version: leaving.version, invitations: 'withdraw', handOver: [] });
    expect(await isCounted(admin, company)).toBe(false);
    expect(await seenBy(admin, company)).toEqual([]);
    await runJobs(world);
    expect((await announced(world, 'learning.ended')).at(-1)).toMatchObject({ account_id: company.accountId });
    const { rows } = await world.admin.query('select counts_for from learning_profiles where person_id = $1', [learner.personId]);
    expect(rows).toEqual([{ counts_for: null }]);
  });

  test('who is brought back chooses the same company again without using up a start', async () => {
    const { company, admin, learner } = await certifiedCompany(certificate('C-3'));
    const elsewhere = await account(world);
    await join(world, elsewhere, learner, 'default_user');
    const people = as(world, members, { ...admin, account: company });
    await people.removeMember({ personId: learner.personId });
    expect(await mine(learner)).toMatchObject({ state: 'idle', countsFor: null, certificates: [{ number: 'C-3' }] });
    await runJobs(world);
    expect((await refusal(at(learner, elsewhere).countHere({}))).code).toBe('learning.limit');
    await people.restoreMember({ personId: learner.personId });
    expect(await isCounted(admin, company)).toBe(false);
    expect((await mine(learner)).companies.find(({ accountId }) => accountId === company.accountId)?.free).toBe(true);
    await at(learner, company).countHere({});
    expect(await isCounted(admin, company)).toBe(true);
    expect((await mine(learner)).starts.left).toBe(2);
  });

  test('while someone is inactive their certificates do not count, and afterwards they do again', async () => {
    const { company, admin, learner } = await certifiedCompany(certificate('C-4'));
    for (const state of ['inactive', 'active'] satisfies MemberState[]) {
      await world.admin.query('update members set state = $3, rights_version = rights_version + 1 where account_id = $1 and person_id = $2', [
        company.accountId,
        learner.personId,
        state,
      ]);
      expect(await isCounted(admin, company), state).toBe(state === 'active');
    }
  });

  test('a leaver who is back before the job comes keeps counting', async () => {
    const { company, admin, learner } = await certifiedCompany(certificate('C-5'));
    const people = as(world, members, { ...admin, account: company });
    await people.removeMember({ personId: learner.personId });
    await people.restoreMember({ personId: learner.personId });
    await runJobs(world);
    expect(await isCounted(admin, company)).toBe(true);
  });
});

describe('the daily round', () => {
  test('what is new, changed or gone at the provider is so here, and is told to its person once', async () => {
    const { company, admin, learner, code } = await certifiedCompany(certificate('D-1'), certificate('D-2'));
    const before = (await announced(world, 'learning.certificates_changed')).length;
    gives(code, certificate('D-1', { until: '2027-12-31' }), certificate('D-3'));
    await later(1);
    await world.app.queue.boss.send('learning.refresh', {});
    await runJobs(world);
    await refreshed(learner);
    expect((await seenBy(admin, company)).map(({ number, until }) => [number, until])).toEqual([
      ['D-3', '2026-12-31'],
      ['D-1', '2027-12-31'],
    ]);
    const told = (await announced(world, 'learning.certificates_changed')).slice(before).filter(({ account_id }) => account_id === company.accountId);
    expect(told.map(({ details }) => details)).toEqual([expect.objectContaining({ added: 1, gone: 1 })]);
    const { rows } = await world.admin.query("select count(*)::int as n from notices where person_id = $1 and kind = 'learning.certificates_changed'", [
      learner.personId,
    ]);
    expect(rows[0]).toEqual({ n: 2 });
  });

  test('as long as the provider is silent what it said last stays, and the page says since when', async () => {
    const { learner } = await certifiedCompany(certificate('D-4'));
    provider.failures = 1;
    const asked = world.now;
    await expect(refreshed(learner)).rejects.toMatchObject({ code: 'learning.provider_silent' });
    expect(await mine(learner)).toMatchObject({ failedAt: asked, certificates: [{ number: 'D-4' }] });
    await refreshed(learner);
    expect((await mine(learner)).failedAt).toBeNull();
  });

  test('a profile that is taken away leaves nothing, here and in the company, whatever is still on its way', async () => {
    const { company, admin, learner } = await certifiedCompany(certificate('D-5'));
    await as(world, learning, learner).removeLearning({});
    await refreshed(learner);
    expect(await seenBy(admin, company)).toEqual([]);
    expect(await mine(learner)).toMatchObject({ state: 'unlinked', certificates: [], profileId: null });
    const { rows } = await world.admin.query('select 1 from certificates where person_id = $1 union all select 1 from counted_learners where person_id = $1', [
      learner.personId,
    ]);
    expect(rows).toEqual([]);
  });
});

describe('the company’s report', () => {
  test('people are counted by competency; what is expired or not yet valid certifies nobody', async () => {
    const { company, admin, learner } = await certifiedCompany(
      certificate('E-1'),
      certificate('E-2', { skill: 'Threats', until: null }),
      certificate('E-3', { competency: 'Cloud', until: '2026-11-20' }),
      certificate('E-4', { competency: 'Data', from: '2026-12-01', until: null }),
    );
    const report = await at(admin, company).getLearningReport({});
    expect(report).toMatchObject({ people: 2, associated: 1, certified: 1, can: { seePeople: true } });
    expect(report.competencies).toEqual([
      { competency: 'Security', people: 1, skills: 2, expiring: 1, expired: 0 },
      { competency: 'Cloud', people: 0, skills: 0, expiring: 0, expired: 1 },
      { competency: 'Data', people: 0, skills: 0, expiring: 0, expired: 0 },
    ]);
    const list = at(admin, company).listCertified;
    for (const [standing, numbers] of Object.entries({ expired: ['E-3'], expiring: ['E-1'], valid: ['E-2'], coming: ['E-4'] }))
      expect(
        (await list({ standing: standing as 'valid' })).items.map(({ number }) => number),
        standing,
      ).toEqual(numbers);
    expect((await list({ competency: 'Security' })).items).toHaveLength(2);
    expect((await list({ search: learner.familyName })).items).toHaveLength(4);
    expect((await list({ search: 'nobody' })).items).toEqual([]);
  });

  test('the list is paged by what expires first, each row once', async () => {
    const { company, admin } = await certifiedCompany(...[1, 2, 3, 4, 5].map((n) => certificate(`F-${n}`, n > 3 ? { until: null } : {})));
    const found: string[] = [];
    for (let after: string | undefined; ; ) {
      const { items, next } = await at(admin, company).listCertified({ limit: 2, ...(after ? { after } : {}) });
      found.push(...items.map(({ number }) => number));
      if (!next) break;
      after = next;
    }
    expect(found).toEqual(['F-1', 'F-2', 'F-3', 'F-4', 'F-5']);
  });

  test('it can be saved as CSV, and nothing in it is a formula', async () => {
    const { company, admin } = await certifiedCompany(certificate('G-1', { name: '=cmd()' }));
    const answer = await world.app.http.inject({ url: `/api/a/${company.accountId}/learning/certificates/export`, cookies: { entente: admin.token } });
    expect(answer.statusCode).toBe(200);
    expect(answer.body).toContain("Security,Identity,'=cmd(),G-1,2026-01-01,2026-12-31,Expires soon");
  });

  test('without the membership there is no report, and who may only learn sees none', async () => {
    const company = await account(world);
    const admin = await member(world, company, 'global_admin');
    expect((await refusal(at(admin, company).getLearningReport({}))).details).toMatchObject({ sections: ['membership'] });
    const { company: other, learner } = await certifiedCompany(certificate('H-1'));
    expect((await refusal(at(learner, other).listCertified({}))).code).toBe('access.denied');
  });

  test('another company’s admin sees nothing of it', async () => {
    await certifiedCompany(certificate('I-1'));
    const { company, admin } = await certifiedCompany();
    expect(await seenBy(admin, company)).toEqual([]);
    expect(await at(admin, company).getLearningReport({})).toMatchObject({ certified: 0, competencies: [] });
  });
});

test('in a merge the certificates come along, without a new start', async () => {
  const { company, admin, learner } = await certifiedCompany(certificate('M-1'));
  const survivor = await account(world);
  await joinPrograms(world, survivor, 'membership');
  const boss = await join(world, survivor, admin, 'global_admin');
  await join(world, survivor, learner, 'default_user');
  await acrossAccounts(world.app.db, 'a merge', (tx) => mergeLearning(tx, { from: company.accountId, into: survivor.accountId }));
  expect((await seenBy(boss, survivor)).map(({ number }) => number)).toEqual(['M-1']);
  expect(await seenBy(admin, company)).toEqual([]);
  expect(await mine(learner)).toMatchObject({ countsFor: { accountId: survivor.accountId }, starts: { left: 2 } });
});
