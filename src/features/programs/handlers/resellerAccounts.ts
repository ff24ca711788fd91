import { may } from '../../../core/access.ts';
import { NotFound } from '../../../core/problems.ts';
import type { MemberActor } from '../../../server/actor.ts';
import type { HandlersOf } from '../../../server/call.ts';
import type { Tx } from '../../../server/tx.ts';
import { editorsOf } from '../../accounts/policy.ts';
import { getAccount } from '../../accounts/queries.ts';
import { linkResellerAccount } from '../acts/resellerAccounts.ts';
import { standingStates } from '../contract.ts';
import { type ResellerAccount, type resellerAccountEndpoints, resellerKinds } from '../contract/resellerAccounts.ts';
import { listEnrollmentsHere, listProgramRows, wordsOf } from '../queries.ts';
import { kindsOf, listFreeLocations, listResellerAccounts } from '../queries/resellerAccounts.ts';

export const resellerAccountHandlers: HandlersOf<typeof resellerAccountEndpoints> = {
  listResellerAccounts: async ({ tx, actor }) => ({ items: await shown(tx, actor) }),
  async linkResellerAccount({ tx, actor, now }, said) {
    await linkResellerAccount(tx, actor, now, said);
    const account = (await shown(tx, actor)).find(({ kind }) => kind === said.kind);
    if (!account) throw new NotFound({});
    return account;
  },
};

async function shown(tx: Tx, actor: MemberActor): Promise<ResellerAccount[]> {
  const [{ country }, catalog, enrollments, linked] = await Promise.all([
    getAccount(tx),
    listProgramRows(tx),
    listEnrollmentsHere(tx),
    listResellerAccounts(tx),
  ]);
  const stands = new Set(enrollments.filter(({ state }) => (standingStates as readonly string[]).includes(state)).map(({ program }) => program));
  const mine = catalog.filter(({ program }) => stands.has(program));
  const free = mine.some((program) => kindsOf(program).length > 0) ? await listFreeLocations(tx, country) : [];
  const edit = may(actor.rights, 'locations', 'edit');
  return resellerKinds.flatMap((kind): ResellerAccount[] => {
    const programs = mine.filter((program) => kindsOf(program).includes(kind));
    if (programs.length === 0) return [];
    const row = linked.find((account) => account.kind === kind);
    return [
      {
        kind,
        country,
        programs: programs.map((program) => ({ program: program.program, name: wordsOf(program, actor.locale).name })),
        location: row ? { locationId: row.locationId, name: row.name, country: row.country, fits: row.country === country } : null,
        linkedAt: row?.linkedAt ?? null,
        linkedBy: row?.linkedByName ?? null,
        choices: free.length,
        version: row?.version ?? 0,
        editors: editorsOf('locations', actor.rights),
        can: { link: edit && free.length > 0, addLocation: edit },
      },
    ];
  });
}
