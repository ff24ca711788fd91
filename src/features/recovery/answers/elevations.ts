import { may } from '../../../core/access.ts';
import { elevationOf, type Actor } from '../../../server/actor.ts';
import { run, type Tx } from '../../../server/tx.ts';
import type { OpenTask } from '../../accounts/contract.ts';
import { againstConfirmer, stateAt } from '../policy/elevations.ts';
import { findAdminUse, findLimitedElevation, listColleagues, listConfirmations, listOpenElevations } from '../queries/elevations.ts';

interface Asking {
  readonly actor: Actor;
  readonly now: Date;
}
const link = '/a/:account/elevations';

/** For Home: nobody administers the company; somebody is about to, or has just been brought back. */
export async function tasksOfElevations(tx: Tx, _input: unknown, { actor, now }: Asking): Promise<OpenTask[]> {
  if (!('personId' in actor) || !may(actor.rights, 'elevations', 'edit')) return [];
  const open = (await listOpenElevations(tx)).map((row) => ({ row, state: stateAt(row, now) })).find(({ state }) => state !== 'lapsed' && state !== 'ended');
  const task = (key: string, values?: OpenTask['values']): OpenTask[] => [
    { key, link, permission: 'elevations', isFirst: true, ...(values ? { values } : {}) },
  ];
  if (!open) {
    if (actor.rights.roles.has('global_admin') && (await findLimitedElevation(tx, now, actor.personId))) return task('elevation_limited');
    return (await findAdminUse(tx, now)).admins ? [] : task('no_admin');
  }
  const { row, state } = open;
  const values = { name: row.personName };
  if (state === 'waiting') return task('elevation_waiting', values);
  if (state === 'granted') return actor.rights.roles.has('global_admin') && elevationOf(actor) === null ? task('elevation_granted', values) : [];
  const confirmed = (await listConfirmations(tx, [row.elevationId])).some(({ personId }) => personId === actor.personId);
  const can = !confirmed && !againstConfirmer(actor.personId, row.personId, await listColleagues(tx), now);
  return can || actor.rights.roles.has('global_admin') ? task('elevation_gathering', values) : [];
}

/** What hangs on a domain besides its proof: the people whose address is at it. */
export async function peopleAtDomain(tx: Tx, { domain }: { readonly domain: string }) {
  const { rows } = await run(
    tx,
    `select count(*)::int as count from members where account_id = current_account() and state = 'active' and right(lower(email), length($1::text) + 1) = '@' || $1`,
    [domain],
  );
  return [{ key: 'people', count: Number(rows[0]?.['count'] ?? 0) }];
}
