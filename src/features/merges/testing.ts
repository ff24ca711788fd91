import { account, as, member, runJobs, type TestAccount, type TestPerson, type World } from '../../../test/world.ts';
import { merges } from './contract.ts';

export interface Company {
  readonly company: TestAccount;
  readonly admin: TestPerson;
}

/** What the tests of merges begin with: companies that can merge, and the steps of doing it. */
export function mergesIn(world: World) {
  let serial = 0;
  async function company(name = `Company ${++serial}`): Promise<Company> {
    const made = await account(world, name);
    return { company: made, admin: await member(world, made, 'global_admin') };
  }
  const of = ({ company, admin }: Company) => as(world, merges, { ...admin, account: company });

  /** A has invited B, and B has agreed. */
  async function accepted(a: Company, b: Company) {
    const { mergeId } = await of(a).inviteToMerge({ partnerId: b.company.partnerId });
    const seen = await of(b).getMerge({ mergeId });
    await of(b).acceptMerge({ mergeId, version: seen.version, seal: seen.plan?.seal ?? '' });
    return of(a).getMerge({ mergeId });
  }
  const yes = (merge: Awaited<ReturnType<typeof accepted>>) => ({
    mergeId: merge.mergeId,
    version: merge.version,
    seal: merge.plan?.seal ?? '',
    partnerId: merge.other.partnerId,
  });
  async function merged(a: Company, b: Company) {
    const merge = await accepted(a, b);
    await of(a).confirmMerge(yes(merge));
    await runJobs(world);
    return of(a).getMerge({ mergeId: merge.mergeId });
  }
  return { company, of, accepted, yes, merged };
}
