import { may } from '../../../core/access.ts';
import type { AccountRole } from '../../../core/roles.ts';
import type { Actor } from '../../../server/actor.ts';
import type { Tx } from '../../../server/tx.ts';
import type { OpenTask } from '../../accounts/contract.ts';
import { listRolesAskedFor } from '../queries/roleRequests.ts';

/** Colleagues who wait for a role that the reader can give; nobody else is told of them. */
export async function tasksOfRoleRequests(tx: Tx, _input: unknown, { actor }: { readonly actor: Actor }): Promise<OpenTask[]> {
  if (!may(actor.rights, 'roles', 'edit') || actor.rights.gives.size === 0) return [];
  const waits = (await listRolesAskedFor(tx)).some((role) => actor.rights.gives.has(role as AccountRole));
  return waits ? [{ key: 'role_requests', link: '/a/:account/people?tab=role-requests', permission: 'roles' }] : [];
}
